-- Answers that calendars mail (iMIP): where an organisation takes them in, and each that came, without its text.
create table reply_settings (
    organization_id uuid primary key references organizations on delete cascade,
    -- Where answers are mailed to: the ORGANIZER of invitations to talent and guests.
    address text not null check (length(address) between 3 and 254),
    -- Every invitation names an address of its own: name+code@...
    own_addresses boolean not null,
    -- Whose Authentication-Results are believed; empty for nobody's.
    vouched_by text not null default '' check (length(vouched_by) <= 255),
    -- Bookings made before keep the organiser their invitation went out with.
    since timestamptz not null,
    -- The secret that signs mails handed over by HTTP. Sealed: it must be read again to check signatures with.
    hook_sealed bytea,
    hook_since timestamptz,
    updated_at timestamptz not null,
    constraint reply_settings_proof check (own_addresses or vouched_by <> '')
);

create table calendar_replies (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    -- The Message-ID, or a digest of the mail where it has none.
    message_key text not null check (length(message_key) between 1 and 400),
    via text not null check (via in ('hook', 'mailbox')),
    booking_id uuid references bookings on delete cascade,
    -- Who it says it is from.
    sender text not null default '' check (length(sender) <= 320),
    answer text check (answer in ('accepted', 'declined', 'tentative')),
    sequence int,
    stamped_at timestamptz,
    state text not null check (state in ('applied', 'noted', 'nothing', 'refused')),
    -- Why nothing followed: a stable word.
    reason text not null default '',
    received_at timestamptz not null,
    constraint calendar_replies_message_key unique (organization_id, message_key)
);
create index calendar_replies_received_idx on calendar_replies (organization_id, received_at desc, id desc);
create index calendar_replies_booking_id_idx on calendar_replies (booking_id, received_at desc);

-- A mailbox that is read for answers. Nothing in it is changed.
create table reply_mailboxes (
    organization_id uuid primary key references reply_settings on delete cascade,
    host text not null check (length(host) between 1 and 253),
    port int not null check (port between 1 and 65535),
    username text not null check (length(username) between 1 and 320),
    password_sealed bytea not null,
    folder text not null check (length(folder) between 1 and 200),
    -- The last mail that was read, in the server's numbering, which holds while its UIDVALIDITY does.
    uid_validity bigint,
    last_uid bigint,
    next_read_at timestamptz not null,
    last_read_at timestamptz,
    failing_since timestamptz,
    -- A stable word for why.
    failure text,
    failures int not null default 0
);
create index reply_mailboxes_next_read_at_idx on reply_mailboxes (next_read_at);

-- What somebody does in their calendar to a booking's event changes the booking without being asked about it.
alter table organizations add column applies_calendar_changes boolean not null default false;
alter table booking_calendar_events
    -- How often that happened by itself.
    add column applied int not null default 0;
