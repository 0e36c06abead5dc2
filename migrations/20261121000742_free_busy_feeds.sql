-- A feed that tells when its maker is busy and nothing else, for partners' systems.
alter table calendar_feeds
    add column busy_only boolean not null default false,
    add constraint calendar_feeds_busy_only_check check (not busy_only or num_nonnulls(casting_call_id, room_id) = 0);
