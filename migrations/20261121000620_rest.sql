-- Another platform's name for a role is unique in its call, so that pushing a role twice makes one.
alter table roles add constraint roles_casting_call_external_key unique (casting_call_id, external_id);

-- Keys: for playing only (demo and test), from where they may be used, and which key took the place of one that still works for a while.
alter table api_keys
    add column is_test boolean not null default false,
    add column allowed_networks text[] not null default '{}',
    add column replaced_by uuid constraint api_keys_replaced_by_fkey references api_keys on delete set null;
create index api_keys_replaced_by_idx on api_keys (replaced_by);

-- Lists of talent, page by page.
create index talent_profiles_organization_created_idx on talent_profiles (organization_id, created_at desc, id desc);
