-- What Cal.com tells an organisation that has not left it yet: one secret each, and every message that was rightly signed.
create table calcom_sources (
    organization_id uuid primary key references organizations on delete cascade,
    -- Sealed: it must be read again to check signatures with.
    secret_sealed bytea not null,
    created_by uuid references users on delete set null,
    created_at timestamptz not null
);
create index calcom_sources_created_by_idx on calcom_sources (created_by);

create table calcom_messages (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    -- SHA-256 of the body: Cal.com gives its messages no names.
    body_hash bytea not null,
    body text not null,
    trigger_event text not null,
    uid text not null,
    -- Of a new time: the name the booking had before.
    former_uid text,
    -- When it was sent, by the sender's clock.
    sent_at timestamptz not null,
    title text not null default '',
    attendee text not null default '',
    starts_at timestamptz,
    ends_at timestamptz,
    state text not null check (state in ('done', 'unmatched', 'conflict', 'overtaken', 'dismissed')),
    -- Why it is not done: a stable word.
    reason text not null default '',
    booking_id uuid references bookings on delete set null,
    received_at timestamptz not null,
    settled_at timestamptz,
    constraint calcom_messages_body_key unique (organization_id, body_hash)
);
create index calcom_messages_open_idx on calcom_messages (organization_id, received_at desc, id desc) where state in ('unmatched', 'conflict');
create index calcom_messages_uid_idx on calcom_messages (organization_id, uid);
create index calcom_messages_former_uid_idx on calcom_messages (organization_id, former_uid) where former_uid is not null;
create index calcom_messages_booking_id_idx on calcom_messages (booking_id);
