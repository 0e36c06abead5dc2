//! What a host has of their own to meet by: in the booking, in what both sides are mailed, in the calendar file; and what goes before it.

use domain::actor::MemberRole;
use domain::event_location::EventLocation;
use domain::meeting::MeetingType;
use services::bookings::{MeetingInput, NewBooking};
use services::event_types::{EventTypeForm, HostForm};
use services::words::Lang;
use testkit::World;

const OFFICE: &str = "https://zoom.example/office";
const OWN: &str = "https://zoom.example/sarah";

fn video(url: &str) -> EventLocation {
    EventLocation::Video { url: Some(url.to_owned()), password: None }
}

#[tokio::test]
async fn a_hosts_own_link_is_the_one_everybody_gets() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let form = services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let own = HostForm { locations: vec![video(OWN)], ..form.hosts[0].clone() };
    let phone = EventLocation::Phone { number: Some("+966 11 200 3000".to_owned()) };
    let form = EventTypeForm { locations: vec![video(OFFICE), phone], hosts: vec![own], ..form };
    let wrong = HostForm { locations: vec![video("zoom")], ..form.hosts[0].clone() };
    let wrong = EventTypeForm { hosts: vec![wrong], ..form.clone() };
    let Err(services::Error::Fields(faults)) = services.edit_event_type(&ctx, stage.event_type, None, wrong).await
    else {
        panic!("a link that is none was taken");
    };
    assert_eq!(faults[0].field, "hosts.0.locations.0.url");
    let kept = services.edit_event_type(&ctx, stage.event_type, None, form).await.unwrap();
    assert_eq!(kept.to_form().hosts[0].locations, [video(OWN)]);

    let booking = world.booked(&stage, &noura, "2026-11-29T07:00:00Z").await;
    assert_eq!(booking.meeting_url.as_deref(), Some(OWN));
    let file = services.calendar_of_booking(&ctx, booking.id, Lang::En).await.unwrap();
    assert!(file.ics.replace("\r\n ", "").contains(OWN), "{}", file.ics);
    let mails = world.new_mails().await;
    let mail = mails.iter().find(|mail| mail.text.contains("/r/")).unwrap();
    assert!(mail.text.contains(OWN) && mail.html.contains(OWN) && !mail.text.contains(OFFICE), "{}", mail.text);

    // Of another way to meet they have nothing of their own; and what was typed goes before.
    for (start, meeting, url, location) in [
        (
            "2026-11-29T08:00:00Z",
            MeetingInput { meeting_type: Some(MeetingType::Phone), ..MeetingInput::default() },
            None,
            Some("+966 11 200 3000"),
        ),
        (
            "2026-11-29T09:00:00Z",
            MeetingInput { meeting_url: Some("https://other.example/1".to_owned()), ..MeetingInput::default() },
            Some("https://other.example/1"),
            None,
        ),
    ] {
        let mut new = NewBooking::new(reem.application, stage.event_type, world.at(start));
        new.meeting = meeting;
        let made = services.book(&ctx, &new).await.unwrap();
        assert_eq!((made.meeting_url.as_deref(), made.location.as_deref()), (url, location));
        services.cancel_booking(&ctx, made.id, None, "").await.unwrap();
    }
}

#[tokio::test]
async fn of_several_hosts_the_first_says_where() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let second = world.member(MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let own = |user, url: &str| HostForm { locations: vec![video(url)], ..HostForm::fixed(user) };
    let links = [(stage.caster.id, OWN), (second.id, "https://zoom.example/second")];
    let form = services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let hosts = links.map(|(user, url)| own(user, url)).to_vec();
    let form = EventTypeForm { scheduling: "collective".into(), locations: vec![video(OFFICE)], hosts, ..form };
    services.edit_event_type(&ctx, stage.event_type, None, form).await.unwrap();
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, "2026-11-29T07:00:00Z").await;
    let first = links.iter().find(|(user, _)| *user == booking.staff[0].user_id).map(|(_, url)| *url);
    assert_eq!((booking.staff.len(), booking.meeting_url.as_deref()), (2, first));
}
