-- Twenty calendars outside of the host whose free times are asked for, each read just now and with a hundred busy times over the next ten months
-- (some 200 in the month that is asked about); at night, so that the answer stays the same. Variable: at (now).
insert into calendar_connections (id, user_id, kind, account, account_key, created_at)
    values (bench.id(90, 1), bench.id(9, 1000), 'google', 'bench', 'bench', :'at');
insert into calendars (id, connection_id, user_id, name, remote_key, stale_after_min, last_read_at, covers_until, created_at)
    select bench.id(91, n), bench.id(90, 1), bench.id(9, 1000), 'Calendar ' || n, 'calendar-' || n, 10080, :'at',
        :'at'::timestamptz + interval '762 days', :'at'
    from generate_series(1, 20) n;
insert into busy_blocks (calendar_id, event_key, starts_at, ends_at)
    select bench.id(91, n), 'event-' || k, at, at + interval '5 minutes'
    from generate_series(1, 20) n, generate_series(0, 99) k,
        lateral (select date_trunc('day', :'at'::timestamptz) + k * 3 * interval '1 day' + interval '1 hour' + n * 2 * interval '1 minute') t (at);
