-- Repeating series: an event type may allow one, and several bookings made by its rule are one object.
alter table event_types
    -- domain::booking_series::Repeats as JSON; null: one at a time.
    add column repeats jsonb;

create table booking_series (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    event_type_id uuid not null references event_types on delete cascade,
    -- The rule as agreed; the first start and the zone whose wall clock it follows.
    repeats jsonb not null,
    starts_at timestamptz not null,
    time_zone text not null,
    -- How many were agreed, whatever became of them.
    occurrences int not null check (occurrences between 2 and 52),
    created_at timestamptz not null
);
create index booking_series_organization_id_idx on booking_series (organization_id);
create index booking_series_event_type_id_idx on booking_series (event_type_id);

alter table bookings
    add column series_id uuid references booking_series on delete cascade,
    -- Which of them, from 1.
    add column series_position int,
    add constraint bookings_series_check check ((series_id is null) = (series_position is null) and series_position >= 1),
    add constraint bookings_series_position_key unique (series_id, series_position);

-- One live booking or one series per application and round: those of one series do not stand in one another's way.
drop index bookings_one_live_per_application_round;
alter table bookings
    add constraint bookings_one_live_per_application_round
        exclude using gist (application_id with =, round with =, (coalesce(series_id, id)) with <>)
        where (application_id is not null and status in ('pending', 'scheduled', 'confirmed'));
