-- Who an organisation is at Google and Microsoft (OAuth clients) where it does not use the installation's; addresses are empty for the usual ones.
create table calendar_clients (
    organization_id uuid not null references organizations on delete cascade,
    kind text not null check (kind in ('google', 'microsoft')),
    client_id text not null check (length(client_id) between 1 and 500),
    secret_sealed bytea not null,
    authorize_url text not null default '' check (length(authorize_url) <= 2000),
    token_url text not null default '' check (length(token_url) <= 2000),
    revoke_url text not null default '' check (length(revoke_url) <= 2000),
    api_url text not null default '' check (length(api_url) <= 2000),
    updated_at timestamptz not null,
    primary key (organization_id, kind)
);

alter table calendar_connections
    -- Somebody renews its short-lived token until then: of two that did, one would lose the consent where refresh tokens rotate.
    add column access_leased_until timestamptz;
create unique index calendar_channels_remote_id_idx on calendar_channels (remote_id);
