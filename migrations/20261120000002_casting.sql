-- What is cast and who applies.
create table teams (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    archived_at timestamptz,
    created_at timestamptz not null
);
create index teams_organization_id_idx on teams (organization_id);

create table team_members (
    team_id uuid not null references teams on delete cascade,
    user_id uuid not null references users on delete cascade,
    primary key (team_id, user_id)
);
create index team_members_user_id_idx on team_members (user_id);

create table talent_profiles (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete restrict,
    name_latin text not null default '' check (length(name_latin) <= 200),
    name_arabic text not null default '' check (length(name_arabic) <= 200),
    -- Latin and Arabic names folded so that any spelling finds them (domain::text::search_key).
    search_key text not null,
    -- Contact data typed by a caster belongs to this organisation, not to the person's account.
    email text,
    phone text,
    birth_year smallint check (birth_year between 1900 and 2200),
    city text,
    language text not null default 'ar' check (language in ('en', 'ar')),
    time_zone text,
    headshot_id uuid,
    showreel_url text,
    external_id text,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint talent_profiles_name_check check (name_latin <> '' or name_arabic <> ''),
    constraint talent_profiles_organization_user_key unique (organization_id, user_id),
    constraint talent_profiles_organization_external_key unique (organization_id, external_id)
);
create unique index talent_profiles_organization_email_key on talent_profiles (organization_id, email) where email is not null;
create index talent_profiles_user_id_idx on talent_profiles (user_id);
create index talent_profiles_search_key_idx on talent_profiles using gin (search_key gin_trgm_ops);

create table casting_calls (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$'),
    title_en text not null check (length(title_en) between 1 and 200),
    title_ar text not null check (length(title_ar) between 1 and 200),
    description_en text not null default '' check (length(description_en) <= 5000),
    description_ar text not null default '' check (length(description_ar) <= 5000),
    kind text not null default 'feature_film'
        check (kind in ('feature_film', 'tv_series', 'commercial', 'theatre', 'short_film', 'other')),
    status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
    opens_on date,
    closes_on date,
    external_id text,
    created_by uuid not null references users on delete restrict,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint casting_calls_organization_slug_key unique (organization_id, slug),
    constraint casting_calls_organization_external_key unique (organization_id, external_id),
    constraint casting_calls_dates_check check (closes_on >= opens_on)
);
create index casting_calls_created_by_idx on casting_calls (created_by);

-- Who may work on a call beside its creator: casters who joined, assistants, runners, reviewers assigned to it.
create table casting_call_members (
    casting_call_id uuid not null references casting_calls on delete cascade,
    user_id uuid not null references users on delete cascade,
    added_at timestamptz not null,
    primary key (casting_call_id, user_id)
);
create index casting_call_members_user_id_idx on casting_call_members (user_id);

create table roles (
    id uuid primary key,
    casting_call_id uuid not null references casting_calls on delete cascade,
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    description_en text not null default '' check (length(description_en) <= 5000),
    description_ar text not null default '' check (length(description_ar) <= 5000),
    gender text not null default 'any' check (gender in ('any', 'female', 'male')),
    age_from smallint check (age_from between 0 and 120),
    age_to smallint check (age_to between 0 and 120),
    position int not null default 0,
    archived_at timestamptz,
    external_id text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint roles_age_check check (age_to >= age_from)
);
create index roles_casting_call_id_idx on roles (casting_call_id, position);

create table applications (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    role_id uuid not null references roles on delete restrict,
    talent_profile_id uuid not null references talent_profiles on delete restrict,
    status text not null default 'submitted' check (status in ('submitted', 'shortlisted', 'selected', 'passed')),
    note text not null default '' check (length(note) <= 2000),
    source text not null default 'caster' check (source in ('caster', 'csv', 'talent', 'api')),
    external_id text,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint applications_role_talent_key unique (role_id, talent_profile_id),
    constraint applications_organization_external_key unique (organization_id, external_id)
);
create index applications_talent_profile_id_idx on applications (talent_profile_id);
create index applications_role_created_idx on applications (role_id, created_at desc, id desc);

create table rooms (
    id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    name_en text not null check (length(name_en) between 1 and 200),
    name_ar text not null check (length(name_ar) between 1 and 200),
    address_en text not null default '' check (length(address_en) <= 500),
    address_ar text not null default '' check (length(address_ar) <= 500),
    map_url text,
    directions_en text not null default '' check (length(directions_en) <= 1000),
    directions_ar text not null default '' check (length(directions_ar) <= 1000),
    time_zone text not null,
    -- Null: open whenever the team is.
    schedule_id uuid,
    archived_at timestamptz,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index rooms_organization_id_idx on rooms (organization_id);
