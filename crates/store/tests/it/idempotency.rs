//! Idempotency keys: reserved with the effect, answered again, apart by owner, route and body.

use domain::actor::MemberRole;
use serde_json::json;
use store::idempotency::{Reservation, Scope, complete, delete_old, reserve};
use testkit::World;

const ROUTE: &str = "POST /api/v1/bookings";

#[tokio::test]
async fn a_key_answers_again_for_the_same_caller_and_body_only() {
    let world = World::new().await;
    let other = world.organization("other").await;
    let admin = world.member(MemberRole::Admin).await;
    let caster = world.member(MemberRole::Caster).await;
    let now = world.now();
    let scope = Scope { organization_id: Some(world.org), user_id: admin.id, route: ROUTE, key: "k" };
    let answer = json!({ "success": true });
    world
        .write(async |tx| {
            assert_eq!(reserve(tx, &scope, b"body", now).await?, Reservation::Fresh);
            complete(tx, &scope, 201, &answer).await
        })
        .await;
    let mut tx = world.tx().await;
    let done = Reservation::Done { status: 201, body: answer };
    assert_eq!(reserve(&mut tx, &scope, b"body", now).await.unwrap(), done);
    assert_eq!(reserve(&mut tx, &scope, b"another", now).await.unwrap(), Reservation::Mismatch);
    for apart in [
        Scope { organization_id: Some(other), ..scope },
        Scope { organization_id: None, ..scope },
        Scope { user_id: caster.id, ..scope },
        Scope { route: "POST /api/v1/holds", ..scope },
        Scope { key: "l", ..scope },
    ] {
        assert_eq!(reserve(&mut tx, &apart, b"body", now).await.unwrap(), Reservation::Fresh, "{apart:?}");
    }
    drop(tx);
    world
        .write(async |tx| {
            assert_eq!(delete_old(tx, now).await?, 0);
            assert_eq!(delete_old(tx, now + chrono::TimeDelta::seconds(1)).await?, 1);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_twin_that_still_runs_is_told_at_once_and_a_failed_one_leaves_nothing() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let now = world.now();
    let scope = Scope { organization_id: Some(world.org), user_id: admin.id, route: ROUTE, key: "k" };
    let (mut first, mut second) = (world.tx().await, world.tx().await);
    assert_eq!(reserve(&mut first, &scope, b"body", now).await.unwrap(), Reservation::Fresh);
    assert_eq!(reserve(&mut second, &scope, b"body", now).await.unwrap(), Reservation::Running);
    drop(first);
    drop(second);
    // The rollback of a dropped transaction happens on its connection's next use: ask until it has.
    let mut third = world.tx().await;
    let mut found = Reservation::Running;
    for _ in 0..100 {
        found = reserve(&mut third, &scope, b"body", now).await.unwrap();
        if found != Reservation::Running {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(found, Reservation::Fresh);
}
