-- Booking pages inside other websites: which may show them, and the tokens by which a caster's application is booked there.
create table embed_origins (
    organization_id uuid not null references organizations on delete cascade,
    -- Scheme, host and port as browsers write them (domain::embed::origin).
    origin text not null check (length(origin) between 8 and 120),
    created_at timestamptz not null,
    constraint embed_origins_pkey primary key (organization_id, origin)
);

create table embed_tokens (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    -- The caster in whose name is booked, and the key that vouched for them; a key that is revoked ends its tokens.
    user_id uuid not null references users on delete cascade,
    api_key_id uuid references api_keys on delete cascade,
    application_id uuid not null references applications on delete cascade,
    origin text not null check (length(origin) between 8 and 120),
    token_hash bytea not null constraint embed_tokens_token_hash_key unique,
    expires_at timestamptz not null,
    -- What was booked with it: it is good for one booking.
    booking_id uuid references bookings on delete cascade,
    created_at timestamptz not null
);
create index embed_tokens_organization_id_idx on embed_tokens (organization_id, expires_at);
create index embed_tokens_user_id_idx on embed_tokens (user_id);
create index embed_tokens_api_key_id_idx on embed_tokens (api_key_id);
create index embed_tokens_application_id_idx on embed_tokens (application_id);
create index embed_tokens_booking_id_idx on embed_tokens (booking_id);

-- What the page around an embed sent along; told again in webhooks. It never authorises anything.
alter table bookings
    add column guest_metadata jsonb,
    add constraint bookings_guest_metadata_check check (jsonb_typeof(guest_metadata) = 'object');
