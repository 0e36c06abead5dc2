-- Bookings as a calendar that others' programs read by a link: a person's own, a call's, a room's. Whoever holds the link reads it; it shows
-- what its maker may see, as long as they may.
create table calendar_feeds (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    -- The office it was made in; null: a talent's own.
    organization_id uuid references organizations on delete cascade,
    casting_call_id uuid references casting_calls on delete cascade,
    room_id uuid references rooms on delete cascade,
    -- The link can be made again from the installation's secret; here stands only what it is found by.
    token_hash bytea not null constraint calendar_feeds_token_hash_key unique,
    created_at timestamptz not null,
    last_read_at timestamptz,
    constraint calendar_feeds_of_check check (num_nonnulls(casting_call_id, room_id) <= 1
        and (organization_id is not null or num_nonnulls(casting_call_id, room_id) = 0))
);
create index calendar_feeds_user_id_idx on calendar_feeds (user_id);
create index calendar_feeds_organization_id_idx on calendar_feeds (organization_id);
create index calendar_feeds_casting_call_id_idx on calendar_feeds (casting_call_id);
create index calendar_feeds_room_id_idx on calendar_feeds (room_id);
