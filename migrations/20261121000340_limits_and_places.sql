-- Limits beside the event type's own (rule 15), as JSON of domain::limits::Limits: per host over all the organisation's event types,
-- and per booked talent over them. Places per role (rule 16): {"<role id>": places}.
alter table memberships add column booking_limits jsonb not null default '{}';
alter table organizations add column booker_limits jsonb not null default '{}';
alter table event_types add column role_capacities jsonb not null default '{}';

-- The meeting with places that a hold keeps one of; null where it keeps a meeting of its own.
alter table holds add column occurrence_id uuid references occurrences on delete cascade;
create index holds_occurrence_id_idx on holds (occurrence_id);
