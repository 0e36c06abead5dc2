-- A host's own particulars of a way to meet (their own link, number or address), instead of the event type's.
alter table event_type_hosts add column locations jsonb not null default '[]';
