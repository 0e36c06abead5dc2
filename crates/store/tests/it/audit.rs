//! Forgetting whence somebody came reads the lines that still say it, however long the log is.

use domain::actor::MemberRole;
use sqlx::Row;
use store::Access;
use store::audit::forget_traces;
use testkit::World;

#[tokio::test]
async fn what_was_forgotten_before_is_not_looked_through_again() {
    let world = World::new().await;
    world.member(MemberRole::Admin).await;
    // A long log whose traces are gone, one line in a thousand that still has one, and as many that may keep theirs.
    let log = "insert into audit_entries (id, organization_id, action, outcome, address, data, at)
        select md5(format('%s %s', n, m))::uuid, o.id, 'booking.booked', 'ok', case when n % 1000 = 0 then '192.0.2.1' end, '{}',
            timestamptz '2026-05-01 00:00Z' + n * interval '1 second' + m * interval '100 days'
        from organizations o, generate_series(1, 10000) n, generate_series(0, 1) m";
    assert_eq!(world.sql(log).await, 20_000);
    world.sql("analyze audit_entries").await;
    let mut tx = world.tx().await;
    let before = world.at("2026-07-01T00:00:00Z");
    assert_eq!(forget_traces(&mut tx, world.org, before, 500).await.unwrap(), 10);
    assert_eq!(forget_traces(&mut tx, world.org, before, 500).await.unwrap(), 0, "and only once");
    let row =
        sqlx::query("select seq_tup_read, idx_tup_fetch from pg_stat_xact_user_tables where relname = 'audit_entries'")
            .fetch_one(tx.raw())
            .await
            .unwrap();
    let (walked, fetched): (i64, i64) = (row.get(0), row.get(1));
    assert!(walked == 0 && fetched <= 60, "{walked} lines walked through, {fetched} fetched");
}
