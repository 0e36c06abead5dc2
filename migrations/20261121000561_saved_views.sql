-- Filters of the list of bookings that a member keeps under a name of their own.
create table saved_views (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete cascade,
    name text not null check (length(name) between 1 and 60),
    -- The filters as they stand in the address, without the question mark.
    query text not null check (length(query) <= 600),
    created_at timestamptz not null,
    constraint saved_views_name_key unique (organization_id, user_id, name)
);
create index saved_views_user_id_idx on saved_views (user_id);
