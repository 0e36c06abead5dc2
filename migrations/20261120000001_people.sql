-- Organisations, people, sign-in. Names of constraints are part of the code: refusals are found by them.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create table organizations (
    id uuid primary key,
    slug text not null constraint organizations_slug_key unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$'),
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    country text not null default 'SA',
    time_zone text not null default 'Asia/Riyadh',
    language text not null default 'ar' check (language in ('en', 'ar')),
    week_start smallint not null default 0 check (week_start between 0 and 6),
    -- 0 = Sunday
    weekend smallint[] not null default '{5,6}',
    digits text not null default 'latn' check (digits in ('latn', 'arab')),
    hijri boolean not null default false,
    sign_up_policy text not null default 'invited' check (sign_up_policy in ('open', 'invited')),
    accent_hue smallint not null default 160 check (accent_hue between 0 and 359),
    host_stale_policy text not null default 'block' check (host_stale_policy in ('block', 'warn')),
    talent_stale_policy text not null default 'warn' check (talent_stale_policy in ('block', 'warn')),
    retention_days int not null default 730 check (retention_days between 30 and 3650),
    is_demo boolean not null default false,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- A person, global to the installation. Unclaimed (no password, no address of its own) when a caster added them.
create table users (
    id uuid primary key,
    -- Normalised (trimmed, lower case); null while unclaimed.
    email text constraint users_email_key unique,
    email_verified_at timestamptz,
    password_hash text,
    name_latin text not null default '' check (length(name_latin) <= 200),
    name_arabic text not null default '' check (length(name_arabic) <= 200),
    search_key text not null default '',
    language text check (language in ('en', 'ar')),
    time_zone text,
    hour_cycle text check (hour_cycle in ('h12', 'h23')),
    totp_secret_sealed bytea,
    totp_confirmed_at timestamptz,
    totp_last_step bigint,
    deactivated_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index users_search_key_idx on users using gin (search_key gin_trgm_ops);

create table recovery_codes (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    code_hash bytea not null,
    used_at timestamptz
);
create index recovery_codes_user_id_idx on recovery_codes (user_id);

create table memberships (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in ('admin', 'caster', 'assistant', 'session_runner', 'reviewer')),
    deactivated_at timestamptz,
    created_at timestamptz not null,
    constraint memberships_organization_user_key unique (organization_id, user_id)
);
create index memberships_user_id_idx on memberships (user_id);

create table sessions (
    -- SHA-256 of the cookie's value: a stolen table opens no session.
    token_hash bytea primary key,
    user_id uuid references users on delete cascade,
    organization_id uuid references organizations on delete cascade,
    data jsonb not null,
    user_agent text not null default '',
    address text not null default '',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_user_id_idx on sessions (user_id);
create index sessions_organization_id_idx on sessions (organization_id);
create index sessions_expires_at_idx on sessions (expires_at);

-- One-time links by mail: verify, reset, invite, claim. Only the hash is kept.
create table one_time_links (
    id uuid primary key,
    token_hash bytea not null constraint one_time_links_token_hash_key unique,
    kind text not null check (kind in ('verify', 'reset', 'invite', 'claim', 'setup')),
    user_id uuid references users on delete cascade,
    organization_id uuid references organizations on delete cascade,
    email text,
    role text,
    data jsonb not null default '{}',
    created_by uuid references users on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index one_time_links_user_id_idx on one_time_links (user_id);
create index one_time_links_organization_id_idx on one_time_links (organization_id);
create index one_time_links_created_by_idx on one_time_links (created_by);

create table api_keys (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete cascade,
    name text not null check (length(name) between 1 and 100),
    public_id text not null constraint api_keys_public_id_key unique,
    secret_hash bytea not null,
    scopes text[] not null default '{}',
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
create index api_keys_organization_id_idx on api_keys (organization_id);
create index api_keys_user_id_idx on api_keys (user_id);

-- Append-only.
create table audit_entries (
    id uuid primary key,
    organization_id uuid references organizations on delete cascade,
    actor_user_id uuid references users on delete set null,
    api_key_id uuid references api_keys on delete set null,
    action text not null,
    object_kind text,
    object_id uuid,
    outcome text not null default 'ok' check (outcome in ('ok', 'refused', 'failed')),
    request_id text,
    address text,
    user_agent text,
    -- Names of changed fields and other facts; never secrets or personal data.
    data jsonb not null default '{}',
    at timestamptz not null
);
create index audit_entries_organization_at_idx on audit_entries (organization_id, at desc, id desc);
create index audit_entries_actor_user_id_idx on audit_entries (actor_user_id);
create index audit_entries_api_key_id_idx on audit_entries (api_key_id);

create table idempotency_keys (
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete cascade,
    route text not null,
    key text not null check (length(key) between 1 and 255),
    fingerprint bytea not null,
    status int,
    body jsonb,
    created_at timestamptz not null,
    primary key (organization_id, user_id, route, key)
);
create index idempotency_keys_user_id_idx on idempotency_keys (user_id);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
