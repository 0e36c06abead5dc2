-- An event type's own hours: when it may take place at all, within the hours of its hosts. Without: whenever these are there.
alter table event_types add column schedule_id uuid;
alter table event_types
    add constraint event_types_schedule_id_fkey foreign key (schedule_id) references schedules on delete set null;
create index event_types_schedule_id_idx on event_types (schedule_id);
