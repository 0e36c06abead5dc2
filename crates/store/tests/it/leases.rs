//! What somebody works on is theirs until they say nothing for too long, and only theirs to keep.

use chrono::TimeDelta;
use store::{
    calendars::{self, NewCalendar, NewConnection},
    leases::{Leased, extend, give_back, take},
};
use testkit::World;

#[tokio::test]
async fn only_its_holder_keeps_a_lease() {
    let world = World::new().await;
    let person = world.person("Noura").await;
    let ctx = world.ctx_system();
    let (connection, calendar) = (ctx.new_id().unwrap(), ctx.new_id().unwrap());
    let mut tx = world.tx().await;
    let new = NewConnection {
        address_sealed: Some(b"v1.0.0.0".to_vec()),
        ..NewConnection::bare(connection, person.id, "ics")
    };
    calendars::insert_connection(&mut tx, &new, ctx.now).await.unwrap();
    let new = NewCalendar {
        id: calendar,
        connection_id: connection,
        user_id: person.id,
        name: "Own".to_owned(),
        stale_after_min: 15,
        remote_key: None,
        can_write: false,
        can_meet: false,
        checks_conflicts: true,
        next_read_at: None,
    };
    calendars::insert(&mut tx, &new, ctx.now).await.unwrap();
    let at = |seconds| ctx.now + TimeDelta::seconds(seconds);
    for what in [Leased::Reading(calendar), Leased::Access(connection)] {
        let held = take(&mut tx, what, at(0), at(30)).await.unwrap().unwrap();
        assert_eq!(take(&mut tx, what, at(29), at(60)).await.unwrap(), None, "{what:?}: it is taken");
        let held = extend(&mut tx, what, held, at(40)).await.unwrap().unwrap();
        assert_eq!(take(&mut tx, what, at(31), at(60)).await.unwrap(), None, "{what:?}: a sign of life keeps it");
        let other = take(&mut tx, what, at(40), at(70)).await.unwrap();
        assert!(other.is_some(), "{what:?}: silence frees it");
        assert_eq!(extend(&mut tx, what, held, at(80)).await.unwrap(), None, "{what:?}: who was silent has lost it");
        give_back(&mut tx, what).await.unwrap();
        assert!(take(&mut tx, what, at(41), at(71)).await.unwrap().is_some());
    }
}
