-- People's calendars outside (rules 10 and 12): what they are connected to, how fresh our knowledge is, and when they are busy. A person's
-- own, like their hours: global to the installation.
create table calendar_connections (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    kind text not null check (kind in ('ics', 'caldav', 'google', 'microsoft')),
    -- Where it is read, sealed: whoever knows a subscription's address can read the calendar.
    address_sealed bytea,
    created_at timestamptz not null,
    constraint calendar_connections_address_check check (kind not in ('ics', 'caldav') or address_sealed is not null)
);
create index calendar_connections_user_id_idx on calendar_connections (user_id);

create table calendars (
    id uuid primary key,
    connection_id uuid not null references calendar_connections on delete cascade,
    -- The connection's owner, so that free times need not ask the connection.
    user_id uuid not null references users on delete cascade,
    name text not null check (length(name) between 1 and 200),
    checks_conflicts boolean not null default true,
    -- How long a reading is trusted (rule 12).
    stale_after_min int not null check (stale_after_min between 1 and 10080),
    -- The last reading that succeeded, and until when its busy blocks speak. Null: never read.
    last_read_at timestamptz,
    covers_until timestamptz,
    -- Since when readings fail, and the stable word for why; null while they succeed.
    failing_since timestamptz,
    failure text check (length(failure) <= 100),
    -- How often in a row they did: how long the next waits.
    failures int not null default 0,
    -- What the server gave us to ask whether anything changed.
    etag text check (length(etag) <= 500),
    last_modified text check (length(last_modified) <= 500),
    -- When the next reading is due; its job may have been lost.
    next_read_at timestamptz,
    created_at timestamptz not null,
    constraint calendars_read_check check ((last_read_at is null) = (covers_until is null)),
    constraint calendars_failing_check check ((failing_since is null) = (failure is null) and (failing_since is null) = (failures = 0))
);
create index calendars_connection_id_idx on calendars (connection_id);
create index calendars_user_id_idx on calendars (user_id);
create index calendars_next_read_at_idx on calendars (next_read_at);

-- When a calendar's owner is busy: times alone, no titles. An event has as many as it has instances.
create table busy_blocks (
    calendar_id uuid not null references calendars on delete cascade,
    -- The event, as its calendar names it.
    event_key text not null check (length(event_key) <= 200),
    during tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
    primary key (calendar_id, event_key, during)
);
-- Read for every list of free times, from the index alone.
create index busy_blocks_during_idx on busy_blocks using gist (calendar_id, during);
