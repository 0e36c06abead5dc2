//! The test world itself: what other tests take for granted.

use chrono::TimeDelta;
use domain::actor::MemberRole;
use testkit::World;

#[tokio::test]
async fn worlds_are_apart_and_their_clock_stands_still() {
    let (one, other) = (World::new().await, World::new().await);
    let admin = one.member(MemberRole::Admin).await;
    assert_eq!(one.ctx_as(&admin).admin().ok(), Some(one.org));
    let mut db = other.store().connection().await.unwrap();
    assert!(store::users::find(&mut db, admin.id).await.unwrap().is_none(), "another world does not know them");
    let before = one.ctx_system().now;
    one.advance(TimeDelta::minutes(5));
    assert_eq!(one.ctx_system().now - before, TimeDelta::minutes(5));
    assert_eq!(other.ctx_system().now, before);
}
