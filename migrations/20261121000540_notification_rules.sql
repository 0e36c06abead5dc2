-- Who is told about bookings beside the other side, and when: rules of an organisation or of one event type; what became of each message;
-- and whom no reminder may reach.
create table notification_rules (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    -- Null: for every event type, but those among the exceptions.
    event_type_id uuid references event_types on delete cascade,
    trigger text not null check (trigger in
        ('booked', 'requested', 'confirmed', 'declined', 'rescheduled', 'cancelled', 'before_start', 'after_end', 'unconfirmed')),
    -- Minutes before the start or after the end, for the triggers that have a time of their own.
    offset_min int check (offset_min between 5 and 43200),
    recipient text not null check (recipient in ('talent', 'host', 'guests', 'address')),
    address text check (length(address) between 3 and 254),
    channel text not null check (channel in ('email', 'sms', 'whatsapp')),
    -- With variables in braces. Empty: the product's own words.
    subject_en text not null default '' check (length(subject_en) <= 200),
    subject_ar text not null default '' check (length(subject_ar) <= 200),
    body_en text not null default '' check (length(body_en) <= 2000),
    body_ar text not null default '' check (length(body_ar) <= 2000),
    -- Whether it waits while people sleep.
    keeps_quiet boolean not null,
    is_active boolean not null default true,
    revision int not null default 1,
    created_by uuid references users on delete set null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint notification_rules_needs_offset check ((trigger in ('before_start', 'after_end', 'unconfirmed')) = (offset_min is not null)),
    constraint notification_rules_needs_address check ((recipient = 'address') = (address is not null))
);
create index notification_rules_organization_id_idx on notification_rules (organization_id, event_type_id);
create index notification_rules_event_type_id_idx on notification_rules (event_type_id);
create index notification_rules_created_by_idx on notification_rules (created_by);

-- Rules of the organisation that an event type does without.
create table notification_rule_exceptions (
    rule_id uuid not null references notification_rules on delete cascade,
    event_type_id uuid not null references event_types on delete cascade,
    primary key (rule_id, event_type_id)
);
create index notification_rule_exceptions_event_type_id_idx on notification_rule_exceptions (event_type_id);

-- The two reminders every organisation begins with (store::organizations::insert writes them for new ones).
insert into notification_rules (id, organization_id, trigger, offset_min, recipient, channel, keeps_quiet, created_at, updated_at)
select md5(o.id::text || 'reminder' || lead.minutes)::uuid, o.id, 'before_start', lead.minutes, 'talent', 'email', false, o.created_at, o.created_at
from organizations o cross join (values (1440), (60)) as lead (minutes);

alter table organizations
    -- Minutes of the day, by the clock of whoever is told; from > to crosses midnight. Null: there are none.
    add column quiet_from_min smallint check (quiet_from_min between 0 and 1439),
    add column quiet_to_min smallint check (quiet_to_min between 0 and 1439),
    -- Minutes after its end when a booking nobody marked counts as completed. Null: never by itself.
    add column complete_after_min int check (complete_after_min between 0 and 43200),
    add constraint organizations_quiet_hours check ((quiet_from_min is null) = (quiet_to_min is null) and quiet_from_min <> quiet_to_min);

alter table notifications
    add column channel text not null default 'email' check (channel in ('email', 'sms', 'whatsapp')),
    -- As whom they were told; null for account mails.
    add column reader text check (reader in ('talent', 'caster', 'host', 'guest', 'address')),
    -- The rule that asked for it, or whose words it carries.
    add column rule_id uuid references notification_rules on delete set null,
    -- What the relay said when it accepted.
    add column answer text check (length(answer) <= 400),
    -- The message this one repeats, because a person asked for it.
    add column resend_of uuid references notifications on delete cascade;
update notifications set reader = coalesce(data ->> 'to', 'caster') where booking_id is not null and data ->> 'to' in ('talent', 'caster');
create index notifications_rule_id_idx on notifications (rule_id);
create index notifications_resend_of_idx on notifications (resend_of);
create index notifications_failed_idx on notifications (organization_id, created_at desc) where status = 'failed';

-- Where messages do not go any more: an address that does not exist, or a person who does not want them.
create table suppressed_addresses (
    organization_id uuid not null references organizations on delete cascade,
    -- As notifications write it, in lower case.
    address text not null check (length(address) <= 254),
    reason text not null check (reason in ('bounced', 'reminders', 'follow_ups')),
    created_at timestamptz not null,
    primary key (organization_id, address, reason)
);
