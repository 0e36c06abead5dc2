-- What a host has said of their calendars for one kind of audition alone: where its bookings are written, and which calendars it is checked
-- against. Without a row it is as for all others.
create table calendar_exceptions (
    event_type_id uuid not null references event_types on delete cascade,
    user_id uuid not null references users on delete cascade,
    -- Written to none; else to this one; else as usual. One that is disconnected means as usual again.
    writes_nowhere boolean not null default false,
    write_calendar_id uuid references calendars on delete set null,
    -- Checked against calendar_exception_checks alone, which may be empty.
    own_checks boolean not null default false,
    updated_at timestamptz not null,
    primary key (event_type_id, user_id),
    constraint calendar_exceptions_write_check check (not writes_nowhere or write_calendar_id is null)
);
create index calendar_exceptions_user_id_idx on calendar_exceptions (user_id);
create index calendar_exceptions_write_calendar_id_idx on calendar_exceptions (write_calendar_id);

create table calendar_exception_checks (
    event_type_id uuid not null,
    user_id uuid not null,
    calendar_id uuid not null references calendars on delete cascade,
    primary key (event_type_id, user_id, calendar_id),
    foreign key (event_type_id, user_id) references calendar_exceptions on delete cascade
);
create index calendar_exception_checks_calendar_id_idx on calendar_exception_checks (calendar_id);

-- Whether a calendar counts for anything: one that does not is not read. Of a deleted host's exceptions nothing remains, so nothing else asks.
create function is_in_use(c calendars) returns boolean language sql stable as $$
    select c.checks_conflicts or c.writes_here
        or exists (select from calendar_exceptions x where x.write_calendar_id = c.id)
        or exists (select from calendar_exception_checks x where x.calendar_id = c.id)
$$;
