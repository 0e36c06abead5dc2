-- Busy time outside is found by when it begins. The index by overlap cost as much per calendar as a whole question about free times, and grew worse
-- with every calendar connected; a B-tree does not. For that no block is longer than a week: longer ones stand as several, end to end.
insert into busy_blocks (calendar_id, event_key, during, round)
    select b.calendar_id, b.event_key, tstzrange(piece.at, least(piece.at + interval '168 hours', upper(b.during))), b.round
    from busy_blocks b, generate_series(lower(b.during), upper(b.during), interval '168 hours') piece (at)
    where upper(b.during) - lower(b.during) > interval '168 hours' and piece.at < upper(b.during)
    on conflict do nothing;
delete from busy_blocks where upper(during) - lower(during) > interval '168 hours';
alter table busy_blocks add constraint busy_blocks_at_most_a_week check (upper(during) - lower(during) <= interval '168 hours');
drop index busy_blocks_during_idx;
create index busy_blocks_start_idx on busy_blocks (calendar_id, lower(during)) include (during);
