-- Webhooks going out: who is told, what, and how each attempt went.
create table webhooks (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    url text not null check (length(url) between 1 and 2000),
    description text not null default '' check (length(description) <= 200),
    -- Names of events; empty: every one.
    topics text[] not null default '{}',
    format text not null check (format in ('standard', 'calcom')),
    -- Sealed: they must be read again to sign with. The former one signs too, until then.
    secret_sealed bytea not null,
    former_secret_sealed bytea,
    former_secret_until timestamptz,
    state text not null check (state in ('active', 'paused', 'disabled')),
    disabled_reason text check (disabled_reason in ('gone', 'failing')),
    -- Since when it has taken nothing; null once it takes something.
    failing_since timestamptz,
    created_by uuid references users on delete set null,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index webhooks_organization_id_idx on webhooks (organization_id);
create index webhooks_created_by_idx on webhooks (created_by);

-- One message to one webhook. The body is stored once, so that every attempt sends the same bytes.
create table webhook_deliveries (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    webhook_id uuid not null references webhooks on delete cascade,
    -- Null: a test.
    booking_id uuid references bookings on delete cascade,
    -- The booking's revision after the event: the order of its events.
    revision int,
    topic text not null,
    body text not null,
    status text not null check (status in ('waiting', 'delivered', 'failed', 'skipped')),
    -- Attempts in all, and since it was written or last replayed.
    attempts int not null default 0,
    tries int not null default 0,
    created_at timestamptz not null,
    replayed_at timestamptz,
    next_attempt_at timestamptz,
    finished_at timestamptz
);
create index webhook_deliveries_organization_id_idx on webhook_deliveries (organization_id);
create index webhook_deliveries_webhook_id_idx on webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_booking_id_idx on webhook_deliveries (booking_id);
create index webhook_deliveries_created_at_idx on webhook_deliveries (created_at);
-- What holds a later event of the same booking, and what may have lost its job.
create index webhook_deliveries_waiting_idx on webhook_deliveries (webhook_id, booking_id, revision) where status = 'waiting';
create index webhook_deliveries_due_idx on webhook_deliveries (next_attempt_at) where status = 'waiting';

create table webhook_attempts (
    id uuid primary key,
    delivery_id uuid not null references webhook_deliveries on delete cascade,
    number int not null,
    at timestamptz not null,
    duration_ms int not null,
    url text not null,
    request_headers jsonb not null,
    -- One of the two: what the endpoint answered, or why it did not.
    status int,
    error text,
    response text not null default '',
    response_cut boolean not null default false,
    next_attempt_at timestamptz
);
create index webhook_attempts_delivery_id_idx on webhook_attempts (delivery_id, number);
