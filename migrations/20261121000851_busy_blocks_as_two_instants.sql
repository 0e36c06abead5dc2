-- Two instants instead of a range: every question about free times took hundreds of ranges apart, which cost as much as finding them.
alter table busy_blocks add column starts_at timestamptz, add column ends_at timestamptz;
update busy_blocks set starts_at = lower(during), ends_at = upper(during);
alter table busy_blocks drop column during;
alter table busy_blocks alter column starts_at set not null, alter column ends_at set not null,
    add constraint busy_blocks_pkey primary key (calendar_id, event_key, starts_at, ends_at),
    add constraint busy_blocks_at_most_a_week check (ends_at > starts_at and ends_at - starts_at <= interval '168 hours');
create index busy_blocks_start_idx on busy_blocks (calendar_id, starts_at) include (ends_at);
