-- Uploaded pictures, re-encoded: faces of talent, logos. What a camera wrote into the file (where, when, whose) is gone.
create table pictures (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    media_type text not null check (media_type in ('image/jpeg', 'image/png')),
    -- Of the large one.
    width int not null check (width between 1 and 4096),
    height int not null check (height between 1 and 4096),
    -- For a card, and small for lists.
    large bytea not null check (octet_length(large) between 1 and 5242880),
    small bytea not null check (octet_length(small) between 1 and 1048576),
    created_at timestamptz not null
);
create index pictures_organization_id_idx on pictures (organization_id);

alter table talent_profiles
    add constraint talent_profiles_headshot_id_fkey foreign key (headshot_id) references pictures on delete set null;
create index talent_profiles_headshot_id_idx on talent_profiles (headshot_id);

alter table organizations add column logo_id uuid constraint organizations_logo_id_fkey references pictures on delete set null;
create index organizations_logo_id_idx on organizations (logo_id);
