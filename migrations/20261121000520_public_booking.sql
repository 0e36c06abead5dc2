-- Bookings by strangers: who they are, what an event type allows them, links to event types that are not for everybody, and requests
-- whose address has still to be confirmed.
alter table bookings
    add column guest_phone text check (length(guest_phone) <= 40),
    add column guest_language text check (guest_language in ('en', 'ar')),
    add column guest_zone text check (length(guest_zone) <= 64),
    -- The guest's name folded so that any spelling finds it (domain::text::search_key).
    add column guest_search_key text,
    -- Addresses of those who come along.
    add column guest_others text[] not null default '{}',
    add constraint bookings_guest_check check (num_nonnulls(guest_name, guest_email) <> 1),
    add constraint bookings_guest_others_check check (cardinality(guest_others) <= 10);
-- What one address has ahead of it (limits of public booking).
create index bookings_guest_email_idx on bookings (event_type_id, guest_email) where guest_email is not null;

-- What an event type allows whoever books it without an account. Without a row: the defaults here.
create table public_settings (
    event_type_id uuid primary key references event_types on delete cascade,
    -- 'open': found by search engines; 'unlisted': by its address only; 'links': by a private link only.
    access text not null default 'open' check (access in ('open', 'unlisted', 'links')),
    -- The address must be confirmed by a mailed link before the booking is made.
    verify_email boolean not null default false,
    most_guests smallint not null default 0 check (most_guests between 0 and 10),
    may_cancel boolean not null default true,
    may_reschedule boolean not null default true,
    -- Minutes before the start after which the booker can do neither.
    change_notice_min int not null default 0 check (change_notice_min between 0 and 525600),
    -- Who has to say why when calling off.
    reason_from text not null default 'nobody' check (reason_from in ('nobody', 'booker', 'office', 'both')),
    updated_at timestamptz not null
);

-- Links to an event type that is not for everybody. The token is derived from the id and the installation's secret; only its hash is kept.
create table private_links (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    event_type_id uuid not null references event_types on delete cascade,
    label text not null default '' check (length(label) <= 100),
    token_hash bytea not null constraint private_links_token_hash_key unique,
    expires_at timestamptz,
    most_uses int check (most_uses between 1 and 10000),
    uses int not null default 0,
    revoked_at timestamptz,
    created_by uuid references users on delete set null,
    created_at timestamptz not null,
    constraint private_links_uses_check check (uses >= 0 and (most_uses is null or uses <= most_uses))
);
create index private_links_organization_id_idx on private_links (organization_id);
create index private_links_event_type_id_idx on private_links (event_type_id, created_at desc);
create index private_links_created_by_idx on private_links (created_by);
