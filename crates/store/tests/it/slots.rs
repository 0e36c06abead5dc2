//! What the engine needs for 20 hosts and 31 days, among a hundred thousand other stretches of time: three queries, none of which walks
//! through a table that grows, and taken time, ours and that of calendars outside, comes from its indexes alone.

use chrono::TimeDelta;
use domain::actor::MemberRole;
use domain::id::Id;
use sqlx::Row;
use store::Access;
use store::slots::{TakenBy, TakenQuery, facts_any_owner, hours, taken};
use testkit::World;
use uuid::Uuid;

/// Ids made of a kind and a number, as in the script below.
fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(kind << 96 | 0x7000 << 64 | 0x8000 << 48 | number)
}

/// 20 hosts of one event type with hours, 60 meetings and a calendar outside each, and 300 others with 300 meetings and a calendar each.
const CROWD: &str = "
    create function pg_temp.id(kind int, n bigint) returns uuid language sql immutable as
        $$ select (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    create temporary table given as select id as org, created_at as at from organizations limit 1;
    insert into users (id, email, name_latin, created_at, updated_at)
        select pg_temp.id(1, n), 'crowd' || n || '@example.test', 'Host ' || n, at, at from given, generate_series(1, 320) n;
    insert into memberships (id, organization_id, user_id, role, created_at)
        select pg_temp.id(2, n), org, pg_temp.id(1, n), 'caster', at from given, generate_series(1, 320) n;
    insert into schedules (id, user_id, name, time_zone, is_default, created_at, updated_at)
        select pg_temp.id(3, n), pg_temp.id(1, n), 'Hours', 'Asia/Riyadh', true, at, at from given, generate_series(1, 320) n;
    insert into availability_rules (id, schedule_id, kind, weekday, start_minute, end_minute, created_at)
        select pg_temp.id(4, n * 7 + d), pg_temp.id(3, n), 'weekly', d, 540, 1020, at
        from given, generate_series(1, 320) n, generate_series(0, 6) d;
    insert into schedules (id, organization_id, name, time_zone, created_at, updated_at)
        select pg_temp.id(3, 400), org, 'Own', 'Asia/Riyadh', at, at from given;
    insert into availability_rules (id, schedule_id, kind, weekday, start_minute, end_minute, created_at)
        select pg_temp.id(4, 4000 + d), pg_temp.id(3, 400), 'weekly', d, 600, 900, at from given, generate_series(0, 6) d;
    insert into event_types (id, organization_id, slug, name_en, name_ar, durations, scheduling, time_zone, created_at, updated_at)
        select pg_temp.id(5, n), org, 'kind-' || n, 'Kind', 'kind', '{30}', 'round_robin', 'Asia/Riyadh', at, at
        from given, generate_series(1, 320) n;
    update event_types set schedule_id = pg_temp.id(3, 400) where id = pg_temp.id(5, 1);
    insert into event_type_hosts (event_type_id, user_id, is_fixed, joined_at)
        select pg_temp.id(5, case when n <= 20 then 1 else n end), pg_temp.id(1, n), false, at from given, generate_series(1, 320) n;
    insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, created_at)
        select pg_temp.id(6, n * 1000 + m), org, pg_temp.id(5, 1), at + m * interval '12 hours', at + m * interval '12 hours' + interval '30 minutes',
            'Asia/Riyadh', at
        from given, generate_series(1, 320) n, generate_series(1, 300) m;
    insert into participants (id, organization_id, occurrence_id, kind, subject_id, user_id, during)
        select pg_temp.id(7, n * 1000 + m), org, pg_temp.id(6, n * 1000 + m), 'staff', pg_temp.id(1, n), pg_temp.id(1, n),
            tstzrange(at + m * interval '12 hours', at + m * interval '12 hours' + interval '30 minutes')
        from given, generate_series(1, 320) n, generate_series(1, 300) m;
    insert into calendar_connections (id, user_id, kind, address_sealed, created_at)
        select pg_temp.id(8, n), pg_temp.id(1, n), 'ics', 'x', at from given, generate_series(1, 320) n;
    insert into calendars (id, connection_id, user_id, name, stale_after_min, last_read_at, covers_until, created_at)
        select pg_temp.id(9, n), pg_temp.id(8, n), pg_temp.id(1, n), 'Own', 120, at, at + interval '700 days', at
        from given, generate_series(1, 320) n;
    insert into busy_blocks (calendar_id, event_key, starts_at, ends_at)
        select pg_temp.id(9, n), 'daily', at + m * interval '1 day', at + m * interval '1 day' + interval '1 hour'
        from given, generate_series(1, 320) n, generate_series(0, 599) m;";

#[tokio::test]
async fn twenty_hosts_and_a_month_are_three_indexed_queries() {
    let world = World::new().await;
    world.member(MemberRole::Admin).await;
    let mut filling = world.store().connection().await.unwrap();
    sqlx::raw_sql(CROWD).execute(filling.raw()).await.unwrap();
    // A backend that just starts elsewhere in the cluster may keep rows from counting as visible to all: then once more.
    let visible = "select bool_and(relallvisible >= relpages) from pg_class
        where oid in ('participants'::regclass, 'busy_blocks'::regclass)";
    for _ in 0..50 {
        sqlx::raw_sql("vacuum analyze participants, busy_blocks").execute(filling.raw()).await.unwrap();
        if sqlx::query_scalar(visible).fetch_one(filling.raw()).await.unwrap() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    sqlx::raw_sql("analyze").execute(filling.raw()).await.unwrap();

    let from = world.now();
    let range = (from, from + TimeDelta::days(31));
    let mut tx = world.tx().await;
    // One: the event type and its pool.
    let facts = facts_any_owner(&mut tx, Id::from_uuid(id(5, 1)), None, None, 1, None).await.unwrap().unwrap();
    let people: Vec<_> = facts.hosts.iter().map(|host| host.person.user_id).collect();
    let schedules: Vec<_> =
        facts.hosts.iter().filter_map(|host| host.schedule_id).chain(facts.event.schedule_id).collect();
    assert_eq!((people.len(), schedules.len()), (20, 21));
    // Two: hours.
    let hours = hours(&mut tx, world.org, &schedules, &people, (&[], None), range).await.unwrap();
    assert_eq!(hours.lines.len(), 147, "the event type's own among them");
    // Three: taken time.
    let subjects: Vec<_> = people.iter().map(|user| user.uuid()).collect();
    let query = TakenQuery {
        organization: world.org,
        event_type: Some(Id::from_uuid(id(5, 1))),
        subjects: &subjects,
        during: range,
        session_key: "",
        ledger: None,
        now: world.now(),
        turns: None,
    };
    let found = taken(&mut tx, &query).await.unwrap();
    let (outside, ours): (Vec<_>, Vec<_>) =
        found.taken.iter().copied().partition(|taken| taken.by == TakenBy::Calendar);
    assert!((20 * 60..20 * 64).contains(&ours.len()) && found.counted.is_empty(), "{}", ours.len());
    assert_eq!((outside.len(), found.calendars.len()), (20 * 31, 20));

    let rows = sqlx::query(
        "select relname::text, seq_tup_read, coalesce(idx_scan, 0) as looked, coalesce(idx_tup_fetch, 0) as fetched
         from pg_stat_xact_user_tables where seq_tup_read > 0 or idx_scan > 0",
    )
    .fetch_all(tx.raw())
    .await
    .unwrap();
    let mut seen = Vec::new();
    for row in &rows {
        let table: String = row.get("relname");
        let (walked, looked, fetched): (i64, i64, i64) = (row.get(1), row.get(2), row.get(3));
        if table == "participants" || table == "busy_blocks" {
            assert!(looked > 0 && fetched == 0, "{table}: {fetched} rows from the table itself");
        }
        assert!(walked <= 400, "{table}: {walked} rows walked through");
        seen.push(table);
    }
    for table in ["participants", "busy_blocks"] {
        assert!(seen.iter().any(|name| name == table), "{seen:?}");
    }
}

/// With few rows in the table a planner that guesses walks through everybody's time in the month: 5 000 bookings then cost more than 500 000.
#[tokio::test]
async fn only_the_time_of_those_asked_about_is_read() {
    let world = World::new().await;
    world.member(MemberRole::Admin).await;
    let mut filling = world.store().connection().await.unwrap();
    let crowd = CROWD.replace("generate_series(1, 300) m", "generate_series(1, 16) m");
    sqlx::raw_sql(sqlx::AssertSqlSafe(crowd)).execute(filling.raw()).await.unwrap();
    sqlx::raw_sql("vacuum analyze").execute(filling.raw()).await.unwrap();
    let subjects = [id(1, 1), id(1, 2)];
    let query = TakenQuery {
        organization: world.org,
        event_type: None,
        subjects: &subjects,
        during: (world.now(), world.now() + TimeDelta::days(31)),
        session_key: "",
        ledger: None,
        now: world.now(),
        turns: None,
    };
    let mut tx = world.tx().await;
    // A prepared statement is planned without its values from the sixth time on.
    for _ in 0..7 {
        assert_eq!(taken(&mut tx, &query).await.unwrap().taken.len(), 2 * 16 + 2 * 31);
    }
    for index in ["participants_no_overlap", "busy_blocks_start_idx"] {
        let walked: i64 = sqlx::query_scalar("select pg_stat_get_xact_tuples_returned($1::text::regclass)")
            .bind(index)
            .fetch_one(tx.raw())
            .await
            .unwrap();
        assert!(walked <= 7 * 2 * 32, "{index}: {walked} entries");
    }
}
