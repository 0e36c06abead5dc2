-- The reads of one `GET /api/v1/slots` of 31 days, as the slots bench asks it: who calls, the event type with its host and the talent, hours,
-- taken time. Captured like booking.sql. Variable: base (first midnight asked about, epoch).

-- Who calls: the API key with its owner. Its own connection, before the transaction.
select k.id as "id!", k.organization_id as "organization_id!", k.user_id as "user_id!",
            k.secret_hash as "secret_hash!", k.scopes as "scopes!", k.expires_at as "expires_at?",
            k.last_used_at as "last_used_at?", k.revoked_at as "revoked_at?", u.deactivated_at is null as "is_owner_active!", m.id is not null as "is_member!",
            case when m.deactivated_at is null then m.role end as "role?"
         from api_keys k join users u on u.id = k.user_id
         left join memberships m on m.organization_id = k.organization_id and m.user_id = k.user_id
         where k.public_id = (select public_id from api_keys limit 1);

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
            where ap.id = bench.id(7, 10000001)) a on true
        where et.id = bench.id(8, 1000);

-- Everybody's hours.
with place as materialized (
            select id, time_zone, schedule_id from rooms where id = any('{}') and organization_id = bench.id(1, 0) and archived_at is null
        )
        select 'schedule' as "kind!", s.id as owner, null::uuid as other, null::text as word, s.time_zone as zone,
            null::date as d1, null::date as d2, null::date[] as dates, null::smallint as weekday, null::smallint as m1,
            null::smallint as m2, null::bool as flag, null::timestamptz as t1, null::timestamptz as t2
        from schedules s where s.id = any(array[bench.id(10, 1000)] || array(select schedule_id from place where schedule_id is not null))
        union all
        select r.kind, r.schedule_id, null, r.rrule, null, coalesce(r.on_date, r.starts_on), r.ends_on, r.exdates, r.weekday,
            r.start_minute, r.end_minute, r.available, null, null
        from availability_rules r
        where r.schedule_id = any(array[bench.id(10, 1000)] || array(select schedule_id from place where schedule_id is not null)) and r.is_active and (r.on_date is null or r.on_date between (to_timestamp(:base) - interval '10 days')::date and (to_timestamp(:base) + interval '34 days')::date)
        union all
        select 'away', a.user_id, null, null, a.time_zone, null, null, null, null, null, null, a.whole_dates,
            lower(a.during), upper(a.during)
        from out_of_office a where a.user_id = any(array[bench.id(9, 1000), bench.id(5, 10000001)]) and a.during && tstzrange((to_timestamp(:base) - interval '8 days'), (to_timestamp(:base) + interval '32 days'))
        union all
        select 'travel', t.user_id, null, null, t.time_zone, t.starts_on, t.ends_on, null, null, null, null, null, null, null
        from travel_periods t where t.user_id = any(array[bench.id(9, 1000), bench.id(5, 10000001)]) and t.starts_on <= (to_timestamp(:base) + interval '34 days')::date and t.ends_on >= (to_timestamp(:base) - interval '10 days')::date
        union all
        select 'pause', null, p.room_id, p.name_en, p.time_zone, p.starts_on, p.ends_on, null, p.weekday, p.start_minute,
            p.end_minute, null, null, null
        from pauses p where p.organization_id = bench.id(1, 0) and p.ends_on >= (to_timestamp(:base) - interval '10 days')::date and p.starts_on <= (to_timestamp(:base) + interval '34 days')::date
            and (p.room_id is null or p.room_id = any('{}'))
        union all
        select 'holiday', null, null, h.name_en, null, h.on_date, null, null, null, null, null, null, null, null
        from holidays h where h.organization_id = bench.id(1, 0) and h.on_date between (to_timestamp(:base) - interval '10 days')::date and (to_timestamp(:base) + interval '34 days')::date
        union all
        select 'room', id, schedule_id, null, time_zone, null, null, null, null, null, null, null, null, null from place;

-- Everybody's taken time.
select p.subject_id as "subject?", p.occurrence_id as "occurrence_id?", p.booking_id as "booking_id?",
                p.hold_id as "hold_id?", lower(p.during) as "lo?", upper(p.during) as "hi?", p.before_min as "before_min?",
                p.after_min as "after_min?", null::timestamptz as "starts_at?", null::timestamptz as "ends_at?",
                p.expires_at as "expires_at?", h.session_key = '8b2bb745ddedcf7c95f973c71a1f9d917aca12053b009538e3cfeee703306c67' as "is_own?", p.organization_id = bench.id(1, 0) as "is_ours?",
                h.event_type_id as "event_type_id?", null::uuid as "role_id?", null::uuid as "room_id?",
                null::text as "status?", null::uuid[] as "staff_ids?", null::timestamptz as "created_at?"
            from unnest((select array[bench.id(9, 1000), bench.id(5, 10000001)]::uuid[])) s (id)
            join participants p on p.subject_id = s.id and p.during && (select tstzrange((to_timestamp(:base) - interval '8 days'), (to_timestamp(:base) + interval '32 days')))
            left join holds h on h.id = p.hold_id;
