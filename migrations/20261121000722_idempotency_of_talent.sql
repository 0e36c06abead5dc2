-- Talent repeat a POST too (their hours, time off): their keys belong to nobody's organisation. The key's own columns come first, so that one
-- index finds it either way.
alter table idempotency_keys drop constraint idempotency_keys_pkey;
alter table idempotency_keys
    alter column organization_id drop not null,
    add constraint idempotency_keys_key unique nulls not distinct (user_id, route, key, organization_id);
create index idempotency_keys_organization_id_idx on idempotency_keys (organization_id);
-- The unique index begins with it.
drop index idempotency_keys_user_id_idx;
