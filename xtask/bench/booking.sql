-- One booking over REST, statement by statement: what `POST /api/v1/bookings` of the booking bench sent to PostgreSQL, captured with
-- log_statement = 'all' on 2026-11-21 and given to pgbench with the values made from a number instead of the server's. Take it anew when the
-- statements in crates/store change (slots/facts.rs, slots/hours.rs, slots/taken.rs, bookings/make.rs, bookings/record.rs, notifications.rs).
-- A colon before a letter would be a variable of pgbench, hence chr(58).
-- Variables: first (number of the first booking), clients, base (start of the first slot, epoch), made (now, epoch), events.
\set i :i + 1
\set n :first + :i * :clients + :client_id
\set event :n % :events
\set slot :n / :events

-- Who calls: the API key with its owner. Its own connection, before the transaction.
select k.id as "id!", k.organization_id as "organization_id!", k.user_id as "user_id!",
            k.secret_hash as "secret_hash!", k.scopes as "scopes!", k.expires_at as "expires_at?",
            k.last_used_at as "last_used_at?", k.revoked_at as "revoked_at?", u.deactivated_at is null as "is_owner_active!", m.id is not null as "is_member!",
            case when m.deactivated_at is null then m.role end as "role?"
         from api_keys k join users u on u.id = k.user_id
         left join memberships m on m.organization_id = k.organization_id and m.user_id = k.user_id
         where k.public_id = (select public_id from api_keys limit 1);

begin;

-- The event type, its hosts, its organisation, the application with its talent.
select et.id as "id!", et.organization_id as "organization_id!", et.casting_call_id as "casting_call_id?",
            et.team_id as "team_id?", et.name_en as "name_en!", et.name_ar as "name_ar!", et.durations as "durations!",
            et.scheduling as "scheduling!",
            et.time_zone as "time_zone!", et.buffer_before_min as "buffer_before_min!",
            et.buffer_after_min as "buffer_after_min!", et.minimum_notice_min as "minimum_notice_min!",
            et.slot_interval_min as "slot_interval_min?",
            et.offset_start_min as "offset_start_min!", et.grid as "grid!", et.booking_window as "booking_window!",
            et.limits as "limits!", et.round_robin as "round_robin!", et.pending_blocks as "pending_blocks!",
            et.capacity as "capacity!",
            et.locations as "locations!", et.archived_at as "archived_at?",
            exists (select from questions q where q.event_type_id = et.id) as "has_questions!",
            o.week_start as "week_start!", o.weekend as "weekend!",
            coalesce(h.ids, '{}') as "host_ids!", coalesce(h.latin, '{}') as "host_latin!",
            coalesce(h.arabic, '{}') as "host_arabic!", coalesce(h.fixed, '{}') as "host_fixed!",
            coalesce(h.weights, '{}') as "host_weights!", coalesce(h.priorities, '{}') as "host_priorities!",
            coalesce(h.groups, '{}') as "host_groups!", coalesce(h.schedules, '{}') as "host_schedules!",
            coalesce(h.joined, '{}') as "host_joined!",
            a.id as "application_id?", a.organization_id as "application_organization?", a.status as "application_status?",
            a.role_id as "role_id?", a.call_id as "call_id?", a.profile_id as "profile_id?", a.talent_id as "talent_id?",
            a.name_latin as "talent_latin?", a.name_arabic as "talent_arabic?", a.schedule_id as "talent_schedule?",
            coalesce(a.belongs, false) as "viewer_belongs!", coalesce(a.is_booked, false) as "is_booked!"
        from event_types et
        join organizations o on o.id = et.organization_id
        left join lateral (
            select array_agg(eh.user_id order by eh.user_id) as ids, array_agg(u.name_latin order by eh.user_id) as latin,
                array_agg(u.name_arabic order by eh.user_id) as arabic, array_agg(eh.is_fixed order by eh.user_id) as fixed,
                array_agg(eh.weight order by eh.user_id) as weights, array_agg(eh.priority order by eh.user_id) as priorities,
                array_agg(coalesce(eh.group_name, '') order by eh.user_id) as groups,
                array_agg(coalesce(eh.schedule_id, ds.id, '00000000-0000-0000-0000-000000000000') order by eh.user_id) as schedules,
                array_agg(eh.joined_at order by eh.user_id) as joined
            from event_type_hosts eh
            join users u on u.id = eh.user_id
            join memberships m on m.organization_id = et.organization_id and m.user_id = eh.user_id and m.deactivated_at is null
            left join schedules ds on ds.user_id = eh.user_id and ds.is_default
            where eh.event_type_id = et.id and u.deactivated_at is null) h on true
        left join lateral (
            select ap.id, ap.organization_id, ap.status, ap.role_id, c.id as call_id, tp.id as profile_id, tp.user_id as talent_id,
                tp.name_latin, tp.name_arabic, ts.id as schedule_id,
                (c.created_by = bench.id(2, 0) or exists (select from casting_call_members cm
                    where cm.casting_call_id = c.id and cm.user_id = bench.id(2, 0))) is true as belongs,
                exists (select from bookings b where b.application_id = ap.id and b.round = '1'
                    and b.status in ('pending', 'scheduled', 'confirmed') and b.id is distinct from null) as is_booked
            from applications ap
            join roles r on r.id = ap.role_id
            join casting_calls c on c.id = r.casting_call_id
            join talent_profiles tp on tp.id = ap.talent_profile_id
            left join schedules ts on ts.user_id = tp.user_id and ts.is_default
            where ap.id = bench.id(7, :n)) a on true
        where et.id = bench.id(8, :event);

-- Event type, people and rooms, locked in one order.
with event as materialized (select id from event_types where id = bench.id(8, :event) for no key update),
        keys as materialized (
            select distinct uuid_hash(s.id) as k from (
                select user_id as id from event_type_hosts where event_type_id = bench.id(8, :event)
                union all
                select tp.user_id from applications a join talent_profiles tp on tp.id = a.talent_profile_id where a.id = bench.id(7, :n)
                union all
                select unnest('{}'::uuid[])
            ) s order by 1)
        select pg_advisory_xact_lock(20611, k) is not null as "locked!" from event cross join keys
        union all select true from event;

-- Everybody's hours.
with place as materialized (
            select id, time_zone, schedule_id from rooms where id = any('{}') and organization_id = bench.id(1, 0) and archived_at is null
        )
        select 'schedule' as "kind!", s.id as owner, null::uuid as other, null::text as word, s.time_zone as zone,
            null::date as d1, null::date as d2, null::date[] as dates, null::smallint as weekday, null::smallint as m1,
            null::smallint as m2, null::bool as flag, null::timestamptz as t1, null::timestamptz as t2
        from schedules s where s.id = any(array[bench.id(10, :event)] || array(select schedule_id from place where schedule_id is not null))
        union all
        select r.kind, r.schedule_id, null, r.rrule, null, coalesce(r.on_date, r.starts_on), r.ends_on, r.exdates, r.weekday,
            r.start_minute, r.end_minute, r.available, null, null
        from availability_rules r
        where r.schedule_id = any(array[bench.id(10, :event)] || array(select schedule_id from place where schedule_id is not null)) and r.is_active and (r.on_date is null or r.on_date between ((to_timestamp(:base) + :slot * interval '15 minutes') - interval '10 days')::date and ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '3 days')::date)
        union all
        select 'away', a.user_id, null, null, a.time_zone, null, null, null, null, null, null, a.whole_dates,
            lower(a.during), upper(a.during)
        from out_of_office a where a.user_id = any(array[bench.id(9, :event), bench.id(5, :n)]) and a.during && tstzrange(((to_timestamp(:base) + :slot * interval '15 minutes') - interval '8 days'), ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '1 day'))
        union all
        select 'travel', t.user_id, null, null, t.time_zone, t.starts_on, t.ends_on, null, null, null, null, null, null, null
        from travel_periods t where t.user_id = any(array[bench.id(9, :event), bench.id(5, :n)]) and t.starts_on <= ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '3 days')::date and t.ends_on >= ((to_timestamp(:base) + :slot * interval '15 minutes') - interval '10 days')::date
        union all
        select 'pause', null, p.room_id, p.name_en, p.time_zone, p.starts_on, p.ends_on, null, p.weekday, p.start_minute,
            p.end_minute, null, null, null
        from pauses p where p.organization_id = bench.id(1, 0) and p.ends_on >= ((to_timestamp(:base) + :slot * interval '15 minutes') - interval '10 days')::date and p.starts_on <= ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '3 days')::date
            and (p.room_id is null or p.room_id = any('{}'))
        union all
        select 'holiday', null, null, h.name_en, null, h.on_date, null, null, null, null, null, null, null, null
        from holidays h where h.organization_id = bench.id(1, 0) and h.on_date between ((to_timestamp(:base) + :slot * interval '15 minutes') - interval '10 days')::date and ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '3 days')::date
        union all
        select 'room', id, schedule_id, null, time_zone, null, null, null, null, null, null, null, null, null from place;

-- Everybody's taken time.
select p.subject_id as "subject?", p.occurrence_id as "occurrence_id?", p.booking_id as "booking_id?",
                p.hold_id as "hold_id?", lower(p.during) as "lo?", upper(p.during) as "hi?", p.before_min as "before_min?",
                p.after_min as "after_min?", null::timestamptz as "starts_at?", null::timestamptz as "ends_at?",
                p.expires_at as "expires_at?", h.session_key = '8b2bb745ddedcf7c95f973c71a1f9d917aca12053b009538e3cfeee703306c67' as "is_own?", p.organization_id = bench.id(1, 0) as "is_ours?",
                h.event_type_id as "event_type_id?", null::uuid as "role_id?", null::uuid as "room_id?",
                null::text as "status?", null::uuid[] as "staff_ids?", null::timestamptz as "created_at?"
            from unnest((select array[bench.id(9, :event), bench.id(5, :n)]::uuid[])) s (id)
            join participants p on p.subject_id = s.id and p.during && (select tstzrange(((to_timestamp(:base) + :slot * interval '15 minutes') - interval '8 days'), ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '1 day')))
            left join holds h on h.id = p.hold_id;

-- Meeting, booking, history, link, whom it occupies: one statement.
with meeting as (
            insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, capacity, staff_ids, created_at)
            select bench.next(100, :n), bench.id(1, 0), bench.id(8, :event), (to_timestamp(:base) + :slot * interval '15 minutes'), ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '15 minutes'), 'UTC', '1', array[bench.id(9, :event)], to_timestamp(:made) where not 'f'::bool
        ), place as (
            insert into bookings (id, organization_id, occurrence_id, event_type_id, application_id, talent_profile_id,
                talent_user_id, caster_user_id, status, round, meeting_type, room_id, location, meeting_url, meeting_password,
                time_zone, message, caster_notes, answers, assignment, external_id, created_by, created_at, updated_at)
            values (bench.next(101, :n), bench.id(1, 0), bench.next(100, :n), bench.id(8, :event), bench.id(7, :n), bench.id(6, :n), bench.id(5, :n), bench.id(2, 0), 'scheduled', '1', 'video', null, null, 'https://meet.bench.test/room', null, 'UTC', '', '', '{}', jsonb_build_object('free', array[bench.id(9, :event)], 'hosts', array[bench.id(9, :event)], 'choices', '[]'::jsonb, 'outside_talent_hours', false), null, bench.id(2, 0), to_timestamp(:made), to_timestamp(:made))
        ), history as (
            insert into booking_events (id, booking_id, kind, revision, actor_user_id, reason, data, at)
            values (bench.next(102, :n), bench.next(101, :n), 'booked', 1, bench.id(2, 0), '', jsonb_build_object('by', 'caster'::text), to_timestamp(:made))
        ), link as (
            insert into booking_links (token_hash, booking_id, user_id, created_at)
            select sha256(int8send(:n))::bytea, bench.next(101, :n), bench.id(5, :n), to_timestamp(:made) where sha256(int8send(:n))::bytea is not null
        )
        insert into participants (id, organization_id, occurrence_id, booking_id, kind, subject_id, user_id, room_id, during, before_min, after_min)
        select p.id, bench.id(1, 0), bench.next(100, :n), case p.kind when 'talent' then bench.next(101, :n)::uuid end, p.kind, p.subject,
            case p.kind when 'room' then null else p.subject end, case p.kind when 'room' then p.subject end,
            tstzrange(p.lo - make_interval(mins => p.before), p.hi + make_interval(mins => p.after)), p.before, p.after
        from unnest(array[bench.next(103, :n), bench.next(104, :n)]::uuid[], array['staff', 'talent']::text[], array[bench.id(9, :event), bench.id(5, :n)]::uuid[], array[(to_timestamp(:base) + :slot * interval '15 minutes'), (to_timestamp(:base) + :slot * interval '15 minutes')]::timestamptz[], array[((to_timestamp(:base) + :slot * interval '15 minutes') + interval '15 minutes'), ((to_timestamp(:base) + :slot * interval '15 minutes') + interval '15 minutes')]::timestamptz[], array['0', '0']::int[], array['0', '0']::int[])
            as p (id, kind, subject, lo, hi, before, after);

-- The audit log.
insert into audit_entries (id, organization_id, actor_user_id, api_key_id, action, object_kind, object_id, outcome,
            request_id, address, user_agent, data, at)
         values (bench.next(105, :n), bench.id(1, 0), bench.id(2, 0), (select id from api_keys limit 1), 'booking.booked', 'bkg', bench.next(101, :n), 'ok', 'f3e1e1eb933cb3e5', '127.0.0.1', 'Python-urllib/3.11', '{}', to_timestamp(:made));

-- The booking as its caster sees it: the answer, and what the mail needs.
select b.id as "id!", b.organization_id as "organization_id!", o.name_en as "organization_en!",
                o.name_ar as "organization_ar!",
                o.time_zone as "organization_zone!", o.language as "organization_language!",
                b.event_type_id as "event_type_id!", et.name_en as "event_type_en!", et.name_ar as "event_type_ar!",
                et.color_hue as "color_hue!",
                b.occurrence_id as "occurrence_id!", oc.starts_at as "starts_at!", oc.ends_at as "ends_at!",
                b.time_zone as "time_zone!", oc.capacity as "capacity!",
                b.status as "status!", b.former_status as "former_status?", b.round as "round!",
                b.revision as "revision!", b.sequence as "sequence!",
                b.application_id as "application_id?", r.id as "role_id?", r.name_en as "role_en?", r.name_ar as "role_ar?",
                c.id as "call_id?", c.title_en as "call_en?", c.title_ar as "call_ar?",
                tp.id as "profile_id?", b.talent_user_id as "talent_user_id?",
                tp.name_latin as "talent_latin?", tp.name_arabic as "talent_arabic?",
                coalesce(case when tu.email_verified_at is not null then tu.email end, tp.email) as "talent_email?",
                tp.phone as "talent_phone?",
                coalesce(tu.language, tp.language) as "talent_language?",
                coalesce(tu.time_zone, tp.time_zone) as "talent_zone?", tp.headshot_id as "headshot_id?",
                b.guest_name as "guest_name?", b.guest_email as "guest_email?",
                b.caster_user_id as "caster_id?", cu.name_latin as "caster_latin?", cu.name_arabic as "caster_arabic?",
                cu.email as "caster_email?", cu.language as "caster_language?", cu.time_zone as "caster_zone?",
                coalesce(st.ids, '{}') as "staff_ids!", coalesce(st.latin, '{}') as "staff_latin!",
                coalesce(st.arabic, '{}') as "staff_arabic!",
                b.meeting_type as "meeting_type!", b.room_id as "room_id?", rm.name_en as "room_en?",
                rm.name_ar as "room_ar?",
                rm.address_en as "address_en?", rm.address_ar as "address_ar?", rm.map_url as "map_url?",
                rm.directions_en as "directions_en?", rm.directions_ar as "directions_ar?", rm.time_zone as "room_zone?",
                b.location as "location?", b.meeting_url as "meeting_url?", b.meeting_password as "meeting_password?",
                b.message as "message!", b.talent_notes as "talent_notes!", b.caster_notes as "caster_notes!",
                b.assignment as "assignment?",
                b.cancelled_by as "cancelled_by?", xu.name_latin as "canceller_latin?",
                xu.name_arabic as "canceller_arabic?",
                b.cancelled_by_side as "cancelled_by_side?", b.cancelled_at as "cancelled_at?",
                b.cancellation_reason as "cancellation_reason?",
                cr.id as "request_id?", cr.proposed_starts as "request_starts?", cr.note as "request_note?",
                cr.created_at as "request_created_at?",
                b.link_version as "link_version!", b.reminder_sent_24h as "reminder_sent_24h!",
                b.reminder_sent_1h as "reminder_sent_1h!", b.hidden_at as "hidden_at?", b.external_id as "external_id?",
                b.created_at as "created_at!", b.updated_at as "updated_at!",
                (case when c.id is null
                    then b.caster_user_id is not distinct from bench.id(2, 0) or bench.id(2, 0) = any(oc.staff_ids)
                    else c.created_by = bench.id(2, 0) or exists (select from casting_call_members m
                        where m.casting_call_id = c.id and m.user_id = bench.id(2, 0)) end) is true as "viewer_belongs!"
            from bookings b
            join organizations o on o.id = b.organization_id
            join event_types et on et.id = b.event_type_id
            join occurrences oc on oc.id = b.occurrence_id
            left join applications a on a.id = b.application_id
            left join roles r on r.id = a.role_id
            left join casting_calls c on c.id = r.casting_call_id
            left join talent_profiles tp on tp.id = b.talent_profile_id
            left join users tu on tu.id = b.talent_user_id
            left join users cu on cu.id = b.caster_user_id
            left join users xu on xu.id = b.cancelled_by
            left join rooms rm on rm.id = b.room_id
            left join change_requests cr on cr.booking_id = b.id and cr.status = 'open'
            left join lateral (
                select array_agg(u.id order by u.id) as ids, array_agg(u.name_latin order by u.id) as latin,
                    array_agg(u.name_arabic order by u.id) as arabic
                from users u where u.id = any(oc.staff_ids)) st on true
            where b.id = bench.next(101, :n);

-- The invitation with its job, and two reminders.
with given as (
             select * from unnest(array[bench.next(106, :n)]::uuid[], array[bench.id(1, 0)]::uuid[], array[bench.id(5, :n)]::uuid[], array[bench.next(101, :n)]::uuid[], array['invitation']::text[], array['talent' || (:n)::text || '@bench.test']::text[], array['en']::text[], array['{"by":"caster","sequence"' || chr(58) || '0,"to":"talent"}']::text[],
                 array['ntf_' || lpad((:n)::text, 26, '0') || '@callboard.localhost']::text[], array['bkg_' || lpad((:n)::text, 26, '0') || '' || chr(58) || '1' || chr(58) || 'invitation' || chr(58) || 'talent']::text[], array[to_timestamp(:made)]::timestamptz[], array['send_notification']::text[], array['{"id":"ntf_' || lpad((:n)::text, 26, '0') || '"}']::text[], array[to_timestamp(:made)]::timestamptz[], array['12']::smallint[], array[null]::text[])
             as given (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at,
                 identifier, payload, run_at, max_attempts, key)
         ), written as (
             insert into notifications
                 (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at)
             select id, organization_id, user_id, booking_id, kind, address, language, data::jsonb, message_id, dedupe_key, created_at
             from given
             on conflict (dedupe_key) do nothing
             returning id
         ), jobs as (
             select identifier, payload, run_at, max_attempts, key from given join written using (id)
             union all
             select identifier, payload, run_at, max_attempts, key
             from unnest(array['remind', 'remind']::text[], array['{"before":"day","booking_id":"bkg_' || lpad((:n)::text, 26, '0') || '"}', '{"before":"hour","booking_id":"bkg_' || lpad((:n)::text, 26, '0') || '"}']::text[], array[((to_timestamp(:base) + :slot * interval '15 minutes') - interval '1 day'), ((to_timestamp(:base) + :slot * interval '15 minutes') - interval '1 hour')]::timestamptz[], array['12', '12']::smallint[], array['reminder' || chr(58) || 'bkg_' || lpad((:n)::text, 26, '0') || '' || chr(58) || '24h', 'reminder' || chr(58) || 'bkg_' || lpad((:n)::text, 26, '0') || '' || chr(58) || '1h']::text[])
                 as other (identifier, payload, run_at, max_attempts, key)
         )
         select count(*) from graphile_worker.add_jobs((
             select coalesce(array_agg(
                 row(identifier, payload::json, null, run_at, max_attempts, key, null, null)::graphile_worker.job_spec order by key), '{}')
             from jobs), false);

commit;
