//! Meetings with several places in a host's calendar on a real server: one event, also where every booking had its own before.

use chrono::TimeDelta;
use services::jobs::drain;
use testkit::{
    World,
    builders::bookings::Stage,
    caldav::{CalDavServer, Kind},
};

use super::{busy, later, writing};

#[tokio::test]
async fn a_meeting_of_several_is_one_event() {
    for kind in super::BOTH {
        let server = CalDavServer::start(kind).await;
        let world = World::patient().await;
        let stage = world.stage().await;
        let event_type =
            world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 2).await;
        let stage = Stage { event_type, ..stage };
        writing(&world, &stage.caster, &server).await;
        let mut bookings = Vec::new();
        for name in ["Noura", "Reem"] {
            let talent = world.applicant(&stage, name).await;
            bookings.push(world.booked(&stage, &talent, "2026-11-25T07:00:00Z").await.id);
        }
        drain(&world.services).await.unwrap();
        let names = server.names().await;
        assert_eq!(names.len(), 1, "{kind:?} {names:?}");
        let text = server.get(&names[0]).await.unwrap();
        assert!(text.contains("(2/2)") && text.contains("Noura") && text.contains("Reem"), "{text}");
        later(&world, 7).await;
        assert!(busy(&world, &stage.caster).await.is_empty(), "{kind:?}");
        let ctx = world.ctx_as(&stage.caster);
        world.services.cancel_booking(&ctx, bookings[0], None, "").await.unwrap();
        drain(&world.services).await.unwrap();
        let text = server.get(&names[0]).await.unwrap();
        assert!(text.contains("(1/2)") && !text.contains("Noura"), "{text}");
        world.services.cancel_booking(&ctx, bookings[1], None, "").await.unwrap();
        drain(&world.services).await.unwrap();
        assert!(server.names().await.is_empty(), "{kind:?}");
        assert_eq!(world.number("select count(*) from booking_calendar_events").await, 0);
    }
}

/// As it was before meetings stood there themselves, and as the migration left it.
#[tokio::test]
async fn what_was_written_for_each_booking_becomes_the_meetings() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    writing(&world, &stage.caster, &server).await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
    drain(&world.services).await.unwrap();
    assert!(server.names().await[0].starts_with("bkg"));
    // The event type gets places, and somebody joins the meeting there is.
    world.sql("update event_types set capacity = 2").await;
    world.sql("update occurrences set capacity = 2").await;
    world
        .sql("update booking_calendar_events set revision = null, starts_at = null, ends_at = null, written_at = null")
        .await;
    world.services.sweep().await.unwrap();
    drain(&world.services).await.unwrap();
    assert!(server.names().await[0].starts_with("bkg"), "it may be on its way");
    world.advance(TimeDelta::hours(2));
    world.services.sweep().await.unwrap();
    drain(&world.services).await.unwrap();
    let names = server.names().await;
    assert!(names.len() == 1 && names[0].starts_with("occ"), "{names:?}");
    assert!(server.get(&names[0]).await.unwrap().contains("(1/2)"));
    world.booked(&stage, &reem, "2026-11-25T07:00:00Z").await;
    drain(&world.services).await.unwrap();
    assert_eq!(server.names().await, names);
    assert!(server.get(&names[0]).await.unwrap().contains("(2/2)"));
}
