-- Hours, event types, occurrences, bookings. Rule numbers are those of design/scheduling.md.
create table schedules (
    id uuid primary key,
    -- One of: a person's (global to the installation), a room's, an event type's own hours.
    user_id uuid references users on delete cascade,
    organization_id uuid references organizations on delete cascade,
    name text not null check (length(name) between 1 and 100),
    time_zone text not null,
    is_default boolean not null default false,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint schedules_owner_check check (user_id is not null or organization_id is not null)
);
create unique index schedules_default_key on schedules (user_id) where is_default;
create index schedules_user_id_idx on schedules (user_id);
create index schedules_organization_id_idx on schedules (organization_id);
alter table rooms add constraint rooms_schedule_id_fkey foreign key (schedule_id) references schedules on delete set null;
create index rooms_schedule_id_idx on rooms (schedule_id);

-- Weekly (weekday), recurrence (rrule with start date) or one date. Times are minutes of the local day, 0..1440;
-- an end before its start crosses midnight (rule 4). A date rule without times closes the date.
create table availability_rules (
    id uuid primary key,
    schedule_id uuid not null references schedules on delete cascade,
    kind text not null check (kind in ('weekly', 'recurrence', 'date')),
    weekday smallint check (weekday between 0 and 6),
    on_date date,
    rrule text check (length(rrule) <= 500),
    starts_on date,
    ends_on date,
    exdates date[] not null default '{}',
    start_minute smallint check (start_minute between 0 and 1440),
    end_minute smallint check (end_minute between 0 and 1440),
    available boolean not null default true,
    is_active boolean not null default true,
    created_at timestamptz not null,
    constraint availability_rules_shape_check check (
        (kind = 'weekly' and weekday is not null and on_date is null and start_minute is not null)
        or (kind = 'recurrence' and rrule is not null and starts_on is not null and start_minute is not null)
        or (kind = 'date' and on_date is not null)),
    constraint availability_rules_times_check check (
        (start_minute is null) = (end_minute is null) and start_minute is distinct from end_minute or start_minute is null)
);
create index availability_rules_schedule_id_idx on availability_rules (schedule_id);

-- Named breaks of a place: they close hours (rule 6). Weekday null and date null: every day in the range.
create table pauses (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    room_id uuid references rooms on delete cascade,
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    time_zone text not null,
    starts_on date not null,
    ends_on date not null,
    weekday smallint check (weekday between 0 and 6),
    start_minute smallint not null check (start_minute between 0 and 1440),
    end_minute smallint not null check (end_minute between 0 and 1440),
    created_at timestamptz not null,
    constraint pauses_dates_check check (ends_on >= starts_on),
    constraint pauses_times_check check (start_minute <> end_minute)
);
create index pauses_organization_id_idx on pauses (organization_id, ends_on);
create index pauses_room_id_idx on pauses (room_id);

create table out_of_office (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    during tstzrange not null check (not isempty(during)),
    -- As it was typed: whole dates in this zone, or instants.
    whole_dates boolean not null default true,
    time_zone text not null,
    reason text not null default '' check (length(reason) <= 500),
    delegate_user_id uuid references users on delete set null,
    created_at timestamptz not null
);
create index out_of_office_user_id_idx on out_of_office using gist (user_id, during);
create index out_of_office_delegate_user_id_idx on out_of_office (delegate_user_id);

create table travel_periods (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    starts_on date not null,
    ends_on date not null,
    time_zone text not null,
    created_at timestamptz not null,
    constraint travel_periods_dates_check check (ends_on >= starts_on)
);
create index travel_periods_user_id_idx on travel_periods (user_id);

create table holidays (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    on_date date not null,
    name_en text not null,
    name_ar text not null,
    created_at timestamptz not null,
    constraint holidays_organization_date_key unique (organization_id, on_date, name_en)
);

create table event_types (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    casting_call_id uuid references casting_calls on delete cascade,
    team_id uuid references teams on delete set null,
    slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$'),
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    description_en text not null default '' check (length(description_en) <= 5000),
    description_ar text not null default '' check (length(description_ar) <= 5000),
    -- Minutes, first is the default.
    durations int[] not null check (cardinality(durations) between 1 and 10),
    price_minor int check (price_minor >= 0),
    currency text,
    color_hue smallint not null default 160 check (color_hue between 0 and 359),
    scheduling text not null default 'collective' check (scheduling in ('single', 'collective', 'round_robin')),
    time_zone text not null,
    buffer_before_min int not null default 0 check (buffer_before_min between 0 and 1440),
    buffer_after_min int not null default 0 check (buffer_after_min between 0 and 1440),
    minimum_notice_min int not null default 120 check (minimum_notice_min between 0 and 525600),
    slot_interval_min int check (slot_interval_min between 1 and 1440),
    offset_start_min int not null default 0 check (offset_start_min between 0 and 1440),
    grid text not null default 'clock' check (grid in ('clock', 'window')),
    -- domain::slots window, limits and round-robin settings, as JSON of the domain types.
    booking_window jsonb not null default '{"type":"rolling","days":60,"calendar_days":true}',
    limits jsonb not null default '{}',
    round_robin jsonb not null default '{"strategy":"least_recently_booked"}',
    pending_blocks boolean not null default true,
    needs_confirmation boolean not null default false,
    capacity int not null default 1 check (capacity between 1 and 500),
    -- Array of {"type":"in_person","room_id"?,"address"?} | {"type":"video","url"?,"password"?} | {"type":"phone","number"?}
    locations jsonb not null default '[]',
    hidden boolean not null default false,
    position int not null default 0,
    archived_at timestamptz,
    created_by uuid references users on delete set null,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint event_types_organization_slug_key unique (organization_id, slug)
);
create index event_types_casting_call_id_idx on event_types (casting_call_id);
create index event_types_team_id_idx on event_types (team_id);
create index event_types_created_by_idx on event_types (created_by);

create table event_type_hosts (
    event_type_id uuid not null references event_types on delete cascade,
    user_id uuid not null references users on delete cascade,
    is_fixed boolean not null default true,
    weight int not null default 100 check (weight between 0 and 10000),
    priority int not null default 2 check (priority between 0 and 100),
    group_name text,
    schedule_id uuid references schedules on delete set null,
    joined_at timestamptz not null,
    primary key (event_type_id, user_id)
);
create index event_type_hosts_user_id_idx on event_type_hosts (user_id);
create index event_type_hosts_schedule_id_idx on event_type_hosts (schedule_id);

create table questions (
    id uuid primary key,
    event_type_id uuid not null references event_types on delete cascade,
    key text not null check (key ~ '^[a-z][a-z0-9_]{0,40}$'),
    kind text not null check (kind in
        ('text', 'textarea', 'number', 'select', 'multiselect', 'radio', 'checkbox', 'email', 'phone', 'url', 'date')),
    label_en text not null check (length(label_en) between 1 and 300),
    label_ar text not null check (length(label_ar) between 1 and 300),
    hint_en text not null default '',
    hint_ar text not null default '',
    required boolean not null default false,
    -- [{"id","label_en","label_ar"}]
    options jsonb not null default '[]',
    position int not null default 0,
    constraint questions_event_type_key_key unique (event_type_id, key)
);

-- Event type, time, staff, rooms; one or (with seats) several bookings are places in it.
create table occurrences (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    event_type_id uuid not null references event_types on delete restrict,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    time_zone text not null,
    capacity int not null default 1,
    -- Who serves it; stays known when the participants are gone because it was called off.
    staff_ids uuid[] not null default '{}',
    created_at timestamptz not null,
    constraint occurrences_times_check check (ends_at > starts_at)
);
create index occurrences_event_type_starts_idx on occurrences (event_type_id, starts_at);
create index occurrences_organization_starts_idx on occurrences (organization_id, starts_at, id);

create table bookings (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    occurrence_id uuid not null references occurrences on delete restrict,
    event_type_id uuid not null references event_types on delete restrict,
    application_id uuid references applications on delete restrict,
    talent_profile_id uuid references talent_profiles on delete restrict,
    -- The talent's person, denormalised for "my auditions".
    talent_user_id uuid references users on delete restrict,
    guest_name text,
    guest_email text,
    caster_user_id uuid references users on delete restrict,
    status text not null check (status in
        ('pending', 'scheduled', 'confirmed', 'completed', 'no_show', 'cancelled', 'declined')),
    -- What undo returns to.
    former_status text,
    round int not null default 1 check (round between 1 and 50),
    revision int not null default 1,
    -- iCalendar SEQUENCE: rises with time, duration or cancellation only.
    sequence int not null default 0,
    meeting_type text not null check (meeting_type in ('in-person', 'video', 'phone')),
    room_id uuid references rooms on delete restrict,
    location text check (length(location) <= 500),
    meeting_url text check (length(meeting_url) <= 2000),
    meeting_password text check (length(meeting_password) <= 200),
    time_zone text not null,
    -- What the talent is told by the caster; what the talent tells the caster; what only casters see.
    message text not null default '' check (length(message) <= 2000),
    talent_notes text not null default '' check (length(talent_notes) <= 2000),
    caster_notes text not null default '' check (length(caster_notes) <= 5000),
    answers jsonb not null default '{}',
    assignment jsonb,
    link_version int not null default 1,
    cancelled_by uuid references users on delete set null,
    cancelled_by_side text check (cancelled_by_side in ('caster', 'talent', 'system')),
    cancelled_at timestamptz,
    cancellation_reason text check (length(cancellation_reason) <= 1000),
    reminder_sent_24h boolean not null default false,
    reminder_sent_1h boolean not null default false,
    hidden_at timestamptz,
    external_id text,
    created_by uuid references users on delete set null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint bookings_organization_external_key unique (organization_id, external_id)
);
create unique index bookings_one_live_per_application_round on bookings (application_id, round)
    where status in ('pending', 'scheduled', 'confirmed');
create index bookings_application_id_idx on bookings (application_id);
create index bookings_occurrence_id_idx on bookings (occurrence_id);
create index bookings_event_type_created_idx on bookings (event_type_id, created_at);
create index bookings_talent_profile_id_idx on bookings (talent_profile_id);
create index bookings_talent_user_id_idx on bookings (talent_user_id);
create index bookings_caster_user_id_idx on bookings (caster_user_id);
create index bookings_room_id_idx on bookings (room_id);
create index bookings_organization_created_idx on bookings (organization_id, created_at desc, id desc);
create index bookings_cancelled_by_idx on bookings (cancelled_by);
create index bookings_created_by_idx on bookings (created_by);

-- A place kept while a form is open: its participants carry `hold_id` and `expires_at`.
create table holds (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    event_type_id uuid not null references event_types on delete cascade,
    application_id uuid references applications on delete cascade,
    -- One live hold per session; three per address.
    session_key text not null constraint holds_session_key_key unique,
    address text not null default '',
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    extended boolean not null default false
);
create index holds_organization_id_idx on holds (organization_id);
create index holds_event_type_id_idx on holds (event_type_id);
create index holds_application_id_idx on holds (application_id);
create index holds_expires_at_idx on holds (expires_at);
create index holds_address_idx on holds (address);

-- The last judge of rule 1 (product.md): a person or room is never in two places. Staff and rooms by occurrence, padded;
-- talent by booking, unpadded. Rows are deleted when their booking ends its life without having happened.
create table participants (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    occurrence_id uuid references occurrences on delete cascade,
    booking_id uuid references bookings on delete cascade,
    hold_id uuid references holds on delete cascade,
    kind text not null check (kind in ('staff', 'talent', 'room')),
    -- A user's or a room's id.
    subject_id uuid not null,
    user_id uuid references users on delete cascade,
    room_id uuid references rooms on delete restrict,
    -- Padding included; without it the time is [lower + before, upper - after).
    during tstzrange not null check (not isempty(during)),
    before_min int not null default 0 check (before_min between 0 and 1440),
    after_min int not null default 0 check (after_min between 0 and 1440),
    expires_at timestamptz,
    constraint participants_subject_check check (subject_id = coalesce(user_id, room_id)),
    constraint participants_owner_check check (num_nonnulls(occurrence_id, hold_id) >= 1),
    constraint participants_no_overlap exclude using gist (subject_id with =, during with &&)
);
create index participants_occurrence_id_idx on participants (occurrence_id);
create index participants_booking_id_idx on participants (booking_id);
create index participants_hold_id_idx on participants (hold_id);
create index participants_organization_id_idx on participants (organization_id);
create index participants_user_id_idx on participants (user_id);
create index participants_room_id_idx on participants (room_id);

-- Append-only history.
create table booking_events (
    id uuid primary key,
    booking_id uuid not null references bookings on delete cascade,
    kind text not null,
    revision int not null,
    actor_user_id uuid references users on delete set null,
    acted_for uuid references users on delete set null,
    reason text not null default '',
    data jsonb not null default '{}',
    at timestamptz not null
);
create index booking_events_booking_id_idx on booking_events (booking_id, at, id);
create index booking_events_actor_user_id_idx on booking_events (actor_user_id);
create index booking_events_acted_for_idx on booking_events (acted_for);

create table change_requests (
    id uuid primary key,
    booking_id uuid not null references bookings on delete cascade,
    -- Times the talent could also come, first wish first.
    proposed_starts timestamptz[] not null check (cardinality(proposed_starts) between 1 and 5),
    note text not null default '' check (length(note) <= 1000),
    status text not null default 'open' check (status in ('open', 'granted', 'refused', 'expired')),
    granted_start timestamptz,
    requested_by uuid references users on delete set null,
    resolved_by uuid references users on delete set null,
    created_at timestamptz not null,
    resolved_at timestamptz
);
create unique index change_requests_one_open on change_requests (booking_id) where status = 'open';
create index change_requests_booking_id_idx on change_requests (booking_id);
create index change_requests_requested_by_idx on change_requests (requested_by);
create index change_requests_resolved_by_idx on change_requests (resolved_by);

-- Links that work without signing in: bound to one booking and one person, hashed at rest.
create table booking_links (
    token_hash bytea primary key,
    booking_id uuid not null references bookings on delete cascade,
    user_id uuid references users on delete cascade,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index booking_links_booking_id_idx on booking_links (booking_id);
create index booking_links_user_id_idx on booking_links (user_id);

-- One message to one person about one thing. Retries are its own schedule: each attempt enqueues the next.
create table notifications (
    id uuid primary key,
    organization_id uuid references organizations on delete cascade,
    user_id uuid references users on delete set null,
    booking_id uuid references bookings on delete cascade,
    -- invitation, moved, cancelled, confirmed, declined, change_requested, ..., reminder_24h, reset, verify, invite, test
    kind text not null,
    address text not null,
    language text not null check (language in ('en', 'ar')),
    -- What the words need, fixed when the change was made.
    data jsonb not null default '{}',
    message_id text not null constraint notifications_message_id_key unique,
    dedupe_key text constraint notifications_dedupe_key_key unique,
    status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'skipped')),
    attempts int not null default 0,
    last_error text,
    -- Kept so that an administrator, and /dev/outbox, can see what was sent.
    subject text,
    body_text text,
    body_html text,
    calendar text,
    created_at timestamptz not null,
    next_attempt_at timestamptz,
    sent_at timestamptz
);
create index notifications_organization_created_idx on notifications (organization_id, created_at desc, id desc);
create index notifications_user_id_idx on notifications (user_id);
create index notifications_booking_id_idx on notifications (booking_id);
