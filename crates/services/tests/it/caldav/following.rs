//! Bookings that follow what their hosts do in their calendars, where the office wants that: as far as the rules allow, and never in a circle.

use domain::{actor::MemberRole, booking::Status};
use services::jobs::drain;
use testkit::{
    World,
    caldav::{CalDavServer, Kind},
};

use super::{later, writing};

#[tokio::test]
async fn a_change_in_the_calendar_is_followed_where_the_office_wants_that() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_applies_calendar_changes(&world.ctx_as(&admin), true).await.unwrap();
    let caster = || world.ctx_as(&stage.caster);
    assert!(world.services.set_applies_calendar_changes(&caster(), false).await.is_err());
    writing(&world, &stage.caster, &server).await;
    let booking = world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
    world.booked(&stage, &reem, "2026-11-25T09:00:00Z").await;
    world.new_mails().await;
    let read = async || world.services.booking(&caster(), booking.id).await.unwrap();
    let name = server.names().await.into_iter().find(|name| name.starts_with("bkg")).unwrap();
    let mut name =
        if server.get(&name).await.unwrap().contains("Noura") { name } else { server.names().await.pop().unwrap() };
    let put = async |name: &str, hour: &str| {
        let text = server.get(name).await.unwrap();
        let moved: Vec<String> = text
            .lines()
            .map(|line| match line.split_once(":20261125T") {
                Some((head, time)) if head.starts_with("DT") && time.len() == 6 => {
                    format!("{head}:20261125T{hour}{}", &time[2..])
                }
                _ => line.to_owned(),
            })
            .collect();
        server.put(name, &(moved.join("\r\n") + "\r\n")).await;
        later(&world, 7).await;
    };

    // Moved to a free time: the booking moves, the talent is told once, and it is written down who did it.
    put(&name, "13").await;
    assert_eq!(read().await.starts_at, world.at("2026-11-25T10:00:00Z"));
    assert_eq!(world.new_mails().await.len(), 1);
    assert!(world.services.list_calendar_offers(&caster()).await.unwrap().is_empty());
    let (revision, text) = (read().await.revision, server.get(&name).await);
    for _ in 0..3 {
        later(&world, 7).await;
    }
    assert_eq!((read().await.revision, server.get(&name).await), (revision, text), "nobody turns in a circle");
    let answers = "select data->>'answer' from audit_entries where action = 'booking.change_answered' order by at";
    assert_eq!(world.texts(answers).await, ["applied"]);

    // Onto another audition, or to an hour nobody works: offered, and the booking stays.
    for hour in ["12", "22"] {
        put(&name, hour).await;
        assert_eq!(read().await.starts_at, world.at("2026-11-25T10:00:00Z"), "{hour}");
        assert_eq!(world.services.list_calendar_offers(&caster()).await.unwrap().len(), 1, "{hour}");
        world.services.refuse_calendar_change(&caster(), booking.id).await.unwrap();
        drain(&world.services).await.unwrap();
    }
    assert_eq!(world.texts(answers).await, ["applied", "offered", "refused", "offered", "refused"]);
    assert!(world.new_mails().await.is_empty());

    // Again and again: at last its owner is asked.
    for (number, hour) in ["14", "15", "14"].into_iter().enumerate() {
        put(&name, hour).await;
        let follows = number < 2;
        let offers = world.services.list_calendar_offers(&caster()).await.unwrap();
        assert_eq!(offers.is_empty(), follows, "{hour}");
    }
    world.services.refuse_calendar_change(&caster(), booking.id).await.unwrap();
    drain(&world.services).await.unwrap();

    // Deleted: called off, where it has not followed too often.
    world.sql("update booking_calendar_events set applied = 0").await;
    name = server.names().await.into_iter().find(|one| *one == name).unwrap();
    server.delete(&name).await;
    later(&world, 7).await;
    assert_eq!(read().await.status, Status::Cancelled);
}
