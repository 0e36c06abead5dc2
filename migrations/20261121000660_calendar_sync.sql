-- Calendars read and written through an account (CalDAV, Google, Microsoft): what opens it, which of its calendars count and where bookings
-- go, how far it was read, and what of bookings stands out there.
alter table calendar_connections
    -- How its owner knows it (a user name, an address) and how the provider does, so that the same account is not connected twice.
    add column account text not null default '' check (length(account) <= 320),
    add column account_key text check (length(account_key) <= 500),
    -- What opens it, sealed: an app password or a refresh token; the short-lived token beside it.
    add column secret_sealed bytea,
    add column access_sealed bytea,
    add column access_expires_at timestamptz,
    add column scopes text not null default '',
    -- Whose client at the provider it was granted to; null: the installation's.
    add column client_organization_id uuid references organizations on delete cascade,
    -- Since when the provider no longer lets us in, and the stable word for why: nothing is asked of it until its owner connects it anew.
    add column reconnect_since timestamptz,
    add column reconnect_why text check (length(reconnect_why) <= 100),
    add constraint calendar_connections_account_key unique (user_id, kind, account_key),
    add constraint calendar_connections_reconnect_check check ((reconnect_since is null) = (reconnect_why is null));
create index calendar_connections_client_organization_id_idx on calendar_connections (client_organization_id);

alter table calendars
    -- What the provider calls it; null: the subscription itself.
    add column remote_key text check (length(remote_key) <= 2000),
    add column can_write boolean not null default false,
    -- Bookings' events are written here: one calendar of a person.
    add column writes_here boolean not null default false,
    add column can_meet boolean not null default false,
    -- Whether what its owner accepted tentatively takes their time.
    add column counts_tentative boolean not null default true,
    -- Where the provider goes on telling what changed, sealed; null: the next reading is whole.
    add column cursor_sealed bytea,
    -- The number of the last whole reading: what it did not name is gone.
    add column round int not null default 0,
    -- Somebody reads it until then.
    add column leased_until timestamptz,
    -- When its owner was told that it cannot be read.
    add column told_at timestamptz,
    add constraint calendars_connection_remote_key unique (connection_id, remote_key),
    add constraint calendars_writes_check check (can_write or not writes_here);
create unique index calendars_one_to_write on calendars (user_id) where writes_here;

alter table busy_blocks add column round int not null default 0;

-- What of bookings stands in a person's calendar outside, and what that calendar says of it since.
create table booking_calendar_events (
    id uuid primary key,
    booking_id uuid not null references bookings on delete cascade,
    user_id uuid not null references users on delete cascade,
    calendar_id uuid not null references calendars on delete cascade,
    -- Rises when it is made anew after it was deleted: the name it is made under must be new as well.
    generation int not null default 1,
    -- What the provider calls it and the version we know; null: not known to be there.
    event_key text check (length(event_key) <= 1000),
    etag text check (length(etag) <= 500),
    -- The booking's revision it shows, and the time it was written with; null: it is still to be written.
    revision int,
    starts_at timestamptz,
    ends_at timestamptz,
    written_at timestamptz,
    -- Somebody works on it until then.
    leased_until timestamptz,
    failing_since timestamptz,
    failure text check (length(failure) <= 100),
    failures int not null default 0,
    -- What its owner did to it in the calendar: offered to them as a change of the booking.
    seen_kind text check (seen_kind in ('moved', 'removed', 'declined')),
    seen_starts_at timestamptz,
    seen_ends_at timestamptz,
    seen_at timestamptz,
    created_at timestamptz not null,
    constraint booking_calendar_events_key unique (booking_id, user_id, calendar_id),
    constraint booking_calendar_events_written_check check (num_nonnulls(revision, starts_at, ends_at, written_at) in (0, 4)),
    constraint booking_calendar_events_failing_check check ((failing_since is null) = (failure is null) and (failing_since is null) = (failures = 0)),
    constraint booking_calendar_events_seen_check check ((seen_kind is null) = (seen_at is null)
        and (seen_kind = 'moved') is not distinct from (seen_starts_at is not null and seen_ends_at is not null) or seen_kind is null)
);
create index booking_calendar_events_user_id_idx on booking_calendar_events (user_id, seen_at);
create index booking_calendar_events_calendar_id_idx on booking_calendar_events (calendar_id, event_key);
create index booking_calendar_events_failing_idx on booking_calendar_events (failing_since) where failing_since is not null;

-- Where a provider tells us that a calendar changed.
create table calendar_channels (
    id uuid primary key,
    calendar_id uuid not null references calendars on delete cascade,
    -- What the provider calls it, and the thing it watches.
    remote_id text not null check (length(remote_id) <= 500),
    resource text check (length(resource) <= 500),
    secret_hash bytea not null,
    expires_at timestamptz not null,
    renew_at timestamptz not null,
    created_at timestamptz not null
);
create index calendar_channels_calendar_id_idx on calendar_channels (calendar_id);
create index calendar_channels_renew_at_idx on calendar_channels (renew_at);
