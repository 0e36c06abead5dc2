-- What the benches work on, written beside the server because a hundred thousand applications over REST would take longer than the
-- benches. psql variables: at (the instant everything was made), today (a date), events, applications, token (a session's cookie).
-- Ids are made from a kind and a number, so that scripts and clients know them without asking: `id` for what is there before, spread over the
-- whole range as ids of many weeks are (an index over people's ids behaves as in life), `next` for what a run adds, ascending as UUIDv7 are.
-- Kinds: 1 organisation, 2 caster, 3 call, 4 role, 5 talent, 6 profile, 7 application, 8 event type, 9 host, 10 schedule, 11 rule,
-- 12 occurrence, 13 booking, 14 participant, 15 membership.
create schema bench;
create function bench.id(kind int, n bigint) returns uuid language sql immutable strict parallel safe as
    $$ select (lpad(to_hex((n * 2654435761) & 4294967295), 8, '0') || lpad(to_hex(kind), 4, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid $$;
create function bench.next(kind int, n bigint) returns uuid language sql immutable strict parallel safe as
    $$ select (lpad(to_hex(n), 12, '0') || '7000800000000000' || lpad(to_hex(kind), 4, '0'))::uuid $$;

insert into organizations (id, slug, name_en, name_ar, time_zone, language, created_at, updated_at)
values (bench.id(1, 0), 'bench', 'Bench', 'مختبر', 'UTC', 'en', :'at', :'at');

insert into users (id, email, email_verified_at, name_latin, language, time_zone, created_at, updated_at)
values (bench.id(2, 0), 'caster@bench.test', :'at', 'Sarah Caster', 'en', 'UTC', :'at', :'at');
insert into memberships (id, organization_id, user_id, role, created_at)
values (bench.id(15, 999999), bench.id(1, 0), bench.id(2, 0), 'admin', :'at');
insert into sessions (token_hash, user_id, organization_id, data, created_at, last_seen_at, expires_at)
values (sha256(convert_to(:'token', 'utf8')), bench.id(2, 0), bench.id(1, 0),
    jsonb_build_object('content', jsonb_build_object('user', :'user', 'organization', :'organization')),
    :'at', :'at', :'at'::timestamptz + interval '20 days');

-- Call 0: one event type and host per stream of bookings, open day and night. Call 1: one event type with office hours, whose times and
-- page are asked for. Call 2: a pool of 20.
insert into casting_calls (id, organization_id, slug, title_en, title_ar, status, created_by, created_at, updated_at)
select bench.id(3, n), bench.id(1, 0), 'call-' || n, 'Call ' || n, 'دعوة ' || n, 'published', bench.id(2, 0), :'at', :'at'
from generate_series(0, 2) n;
insert into roles (id, casting_call_id, name_en, name_ar, created_at, updated_at)
select bench.id(4, n), bench.id(3, n), 'Role ' || n, 'دور ' || n, :'at', :'at' from generate_series(0, 2) n;

create temporary table host as
    select n, 0 as call from generate_series(0, :events - 1) n
    union all select 1000, 1
    union all select n, 2 from generate_series(1100, 1119) n;
insert into users (id, email, email_verified_at, name_latin, name_arabic, language, time_zone, created_at, updated_at)
select bench.id(9, n), 'host' || n || '@bench.test', :'at', 'Host ' || n, 'مضيف', 'en', 'UTC', :'at', :'at' from host;
insert into memberships (id, organization_id, user_id, role, created_at)
select bench.id(15, n), bench.id(1, 0), bench.id(9, n), 'caster', :'at' from host;
insert into schedules (id, user_id, name, time_zone, is_default, created_at, updated_at)
select bench.id(10, n), bench.id(9, n), 'Hours', 'UTC', true, :'at', :'at' from host;
insert into availability_rules (id, schedule_id, kind, weekday, start_minute, end_minute, created_at)
select bench.id(11, n * 7 + day), bench.id(10, n), 'weekly', day,
    case call when 0 then 0 else 540 end, case call when 0 then 1440 else 1020 end, :'at'
from host, generate_series(0, 6) day;
insert into event_types (id, organization_id, casting_call_id, slug, name_en, name_ar, durations, scheduling, time_zone,
    minimum_notice_min, booking_window, locations, created_by, created_at, updated_at)
select bench.id(8, n), bench.id(1, 0), bench.id(3, call), 'kind-' || n, 'Audition ' || n, 'تجربة ' || n,
    case call when 0 then '{15}' else '{30}' end::int[], case call when 2 then 'round_robin' else 'collective' end, 'UTC',
    0, '{"type":"rolling","days":60,"calendar_days":true}', '[{"type":"video","url":"https://meet.bench.test/room"}]',
    bench.id(2, 0), :'at', :'at'
from host where n <= 1100;
insert into event_type_hosts (event_type_id, user_id, is_fixed, joined_at)
select bench.id(8, least(n, 1100)), bench.id(9, n), call <> 2, :'at' from host;

-- Everybody auditions once: a talent each. The last two are asked about in calls 1 and 2.
create temporary table talent as
    select n, 0 as call from generate_series(0, :applications - 1) n
    union all select 10000001, 1 union all select 10000002, 2;
insert into users (id, email, email_verified_at, name_latin, language, time_zone, created_at, updated_at)
select bench.id(5, n), 'talent' || n || '@bench.test', :'at', 'Talent ' || n, 'en', 'UTC', :'at', :'at' from talent;
insert into talent_profiles (id, organization_id, user_id, name_latin, search_key, email, language, created_at, updated_at)
select bench.id(6, n), bench.id(1, 0), bench.id(5, n), 'Talent ' || n, 'talent', 'talent' || n || '@bench.test', 'en', :'at', :'at'
from talent;
insert into applications (id, organization_id, role_id, talent_profile_id, status, source, created_at, updated_at)
select bench.id(7, n), bench.id(1, 0), bench.id(4, call), bench.id(6, n), 'shortlisted', 'api', :'at', :'at' from talent;

-- 60 bookings of host 1000 in the coming 31 days, two a day from nine: about 430 of its 496 times stay free.
create temporary table booked as
    select n, 1000 as event, 1000 as host, :'today'::date + n / 2 + 1 + interval '9 hours' + (n % 2) * interval '150 minutes' as starts
    from generate_series(0, 59) n;
insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, staff_ids, created_at)
select bench.id(12, 20000000 + n), bench.id(1, 0), bench.id(8, event), starts at time zone 'utc', (starts + interval '30 minutes') at time zone 'utc',
    'UTC', array[bench.id(9, host)], :'at' from booked;
insert into bookings (id, organization_id, occurrence_id, event_type_id, application_id, talent_profile_id, talent_user_id, caster_user_id,
    status, round, meeting_type, time_zone, created_by, created_at, updated_at)
select bench.id(13, 20000000 + n), bench.id(1, 0), bench.id(12, 20000000 + n), bench.id(8, event), bench.id(7, :applications - 1 - n),
    bench.id(6, :applications - 1 - n), bench.id(5, :applications - 1 - n), bench.id(2, 0), 'scheduled', 50, 'video', 'UTC', bench.id(2, 0), :'at', :'at' from booked;
insert into participants (id, organization_id, occurrence_id, kind, subject_id, user_id, during)
select bench.id(14, 20000000 + n), bench.id(1, 0), bench.id(12, 20000000 + n), 'staff', bench.id(9, host), bench.id(9, host),
    tstzrange(starts at time zone 'utc', (starts + interval '30 minutes') at time zone 'utc') from booked;
