-- Fills the bookings table with the past: `count` auditions of 200 hosts (host 1000 among them) and 2000 talents, held one after another
-- before today. psql variables: at, today, count.
create temporary table filler as
    select i as n, i % 200 as host, i % 2000 as talent,
        ((:'today'::date - 1 - (i / 200 / 16)::int) + interval '9 hours' + (i / 200 % 16) * interval '30 minutes') at time zone 'utc' as starts
    from generate_series(0::bigint, :count - 1) i;
insert into users (id, email, name_latin, created_at, updated_at)
select bench.id(9, 2000 + n), 'past' || n || '@bench.test', 'Past ' || n, :'at', :'at' from generate_series(1, 199) n;
-- The overlap constraint is taken off for the filling and put back as it was: checking ten million rows one by one takes an hour.
select pg_get_constraintdef(oid) as overlap from pg_constraint where conname = 'participants_no_overlap' \gset
alter table participants drop constraint participants_no_overlap;
insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, staff_ids, created_at)
select bench.id(12, 30000000 + n), bench.id(1, 0), bench.id(8, 1000), starts, starts + interval '30 minutes', 'UTC',
    array[case host when 0 then bench.id(9, 1000) else bench.id(9, 2000 + host) end], starts - interval '5 days'
from filler;
insert into bookings (id, organization_id, occurrence_id, event_type_id, application_id, talent_profile_id, talent_user_id, caster_user_id,
    status, round, meeting_type, time_zone, created_by, created_at, updated_at)
select bench.id(13, 30000000 + n), bench.id(1, 0), bench.id(12, 30000000 + n), bench.id(8, 1000), bench.id(7, talent), bench.id(6, talent),
    bench.id(5, talent), bench.id(2, 0), 'completed', 1, 'video', 'UTC', bench.id(2, 0), starts - interval '5 days', starts
from filler;
insert into participants (id, organization_id, occurrence_id, booking_id, kind, subject_id, user_id, during)
select bench.id(14, 100000000 + n * 2), bench.id(1, 0), bench.id(12, 30000000 + n), null, 'staff',
    case host when 0 then bench.id(9, 1000) else bench.id(9, 2000 + host) end,
    case host when 0 then bench.id(9, 1000) else bench.id(9, 2000 + host) end, tstzrange(starts, starts + interval '30 minutes')
from filler
union all
select bench.id(14, 100000001 + n * 2), bench.id(1, 0), bench.id(12, 30000000 + n), bench.id(13, 30000000 + n), 'talent',
    bench.id(5, talent), bench.id(5, talent), tstzrange(starts, starts + interval '30 minutes')
from filler;
set maintenance_work_mem = '512MB';
alter table participants add constraint participants_no_overlap :overlap;
