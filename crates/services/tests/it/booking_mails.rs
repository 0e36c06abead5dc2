//! What people are told about bookings: the other side, once, in their language and zone, with the right calendar entry.

use chrono::TimeDelta;
use connectors::mail::{Mail, MailError};
use domain::actor::MemberRole;
use services::{
    booking_links,
    bookings::{BookingPatch, BookingView, MeetingInput, NewBooking, NewTime},
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

/// Monday 30 November 2026, 10:00 in Riyadh.
const START: &str = "2026-11-30T07:00:00Z";
const LATER: &str = "2026-11-30T08:00:00Z";

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        Self { world, stage, noura }
    }

    async fn booked(&self) -> BookingView {
        self.world.booked(&self.stage, &self.noura, START).await
    }

    fn as_caster(&self) -> services::Ctx {
        self.world.ctx_as(&self.stage.caster)
    }

    fn as_talent(&self) -> services::Ctx {
        self.world.ctx_as(&self.noura.person)
    }

    /// The one mail that arrived since the last look, checked to be the only one.
    async fn one_mail(&self) -> Mail {
        let mails = self.world.new_mails().await;
        let told: Vec<_> = mails.iter().map(|mail| (&mail.to, &mail.subject)).collect();
        assert_eq!(mails.len(), 1, "{told:?}");
        mails.into_iter().next().unwrap()
    }
}

fn calendar(mail: &Mail) -> String {
    mail.calendar.as_ref().map(|part| part.body.replace("\r\n ", "")).unwrap_or_default()
}

fn method(mail: &Mail) -> Option<&'static str> {
    mail.calendar.as_ref().map(|part| part.method)
}

/// The token of the answer link, as the reader finds it.
fn token(mail: &Mail) -> String {
    let tail = mail.text.split("https://callboard.test/r/").nth(1).expect("an answer link");
    tail.chars().take_while(|c| !c.is_whitespace()).collect()
}

#[tokio::test]
async fn an_invitation_says_everything_and_its_link_answers() {
    let scene = Scene::new().await;
    let new = NewBooking {
        message: "Bring your monologue.".to_owned(),
        caster_notes: "Too young for the part?".to_owned(),
        ..NewBooking::new(scene.noura.application, scene.stage.event_type, scene.world.at(START))
    };
    let booking = scene.world.services.book(&scene.as_caster(), &new).await.unwrap();
    let mail = scene.one_mail().await;

    assert_eq!(mail.to, scene.noura.person.email);
    assert_eq!(mail.reply_to.as_deref(), Some(scene.stage.caster.email.as_str()));
    assert_eq!(mail.subject, "Audition invitation: Nora – Shade of the Palms, Mon 30 Nov, 10:00");
    for part in [&mail.text, &mail.html] {
        for said in [
            "Monday 30 November 2026, 10:00–10:30 (Riyadh time, UTC+3)",
            "Bring your monologue.",
            "https://meet.example/room",
            "Only this button answers",
            "Shade of the Palms",
        ] {
            assert!(part.contains(said), "{said} is missing in {part}");
        }
        assert!(!part.contains("Too young"), "private notes reached the talent: {part}");
    }

    let entry = calendar(&mail);
    assert_eq!(method(&mail), Some("REQUEST"));
    for line in [
        "METHOD:REQUEST\r\n".to_owned(),
        format!("UID:{}@callboard.test\r\n", booking.id),
        "SEQUENCE:0\r\n".to_owned(),
        "DTSTART;TZID=Asia/Riyadh:20261130T100000\r\n".to_owned(),
        "DTEND;TZID=Asia/Riyadh:20261130T103000\r\n".to_owned(),
        format!("PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN=\"Noura\":mailto:{}\r\n", scene.noura.person.email),
        "mailto:callboard@callboard.test\r\n".to_owned(),
        "TZOFFSETTO:+0300\r\n".to_owned(),
    ] {
        assert!(entry.contains(&line), "{line} is missing in {entry}");
    }
    assert!(!entry.contains("Too young") && !entry.contains("VALARM"), "{entry}");

    let anonymous = scene.world.ctx_anonymous();
    let token = token(&mail);
    let seen = scene.world.services.booking_by_link(&anonymous, &token).await.unwrap();
    assert_eq!(seen.id, booking.id);
    scene.world.services.answer_by_link(&anonymous, &token, None, &booking_links::LinkAnswer::Confirm).await.unwrap();
    let told = scene.one_mail().await;
    assert_eq!(told.to, scene.stage.caster.email, "the caster who booked is told");
}

#[tokio::test]
async fn each_change_tells_the_other_side_once() {
    let scene = Scene::new().await;
    let (services, world) = (&scene.world.services, &scene.world);
    let (caster, talent) = (scene.stage.caster.email.as_str(), scene.noura.person.email.as_str());
    let id = scene.booked().await.id;
    let invitation = scene.one_mail().await;
    let mut seen = vec![("booked", invitation.clone(), talent, Some("REQUEST"), 0)];

    services.confirm_booking(&scene.as_talent(), id, None).await.unwrap();
    seen.push(("confirmed", scene.one_mail().await, caster, Some("REQUEST"), 0));

    world.advance(TimeDelta::minutes(1));
    services.set_talent_notes(&scene.as_talent(), id, None, "I am ten minutes late.").await.unwrap();
    seen.push(("noted", scene.one_mail().await, caster, None, 0));

    let patch =
        BookingPatch { meeting_url: Some(Some("https://meet.example/other".to_owned())), ..BookingPatch::default() };
    services.amend_booking(&scene.as_caster(), id, None, &patch).await.unwrap();
    seen.push(("amended", scene.one_mail().await, talent, Some("REQUEST"), 0));

    services.request_change(&scene.as_talent(), id, None, &[world.at(LATER)], "I work that day.").await.unwrap();
    seen.push(("change requested", scene.one_mail().await, caster, None, 0));

    services.refuse_change(&scene.as_caster(), id, None, "The room is taken.").await.unwrap();
    seen.push(("change refused", scene.one_mail().await, talent, None, 0));

    services.request_change(&scene.as_talent(), id, None, &[world.at(LATER)], "").await.unwrap();
    scene.one_mail().await;
    services.grant_change(&scene.as_caster(), id, None, world.at(LATER)).await.unwrap();
    seen.push(("change granted", scene.one_mail().await, talent, Some("REQUEST"), 1));

    services.reschedule_booking(&scene.as_caster(), id, None, &NewTime::at(world.at(START))).await.unwrap();
    seen.push(("moved", scene.one_mail().await, talent, Some("REQUEST"), 2));

    services.set_caster_notes(&scene.as_caster(), id, None, "Hm.").await.unwrap();
    assert!(world.new_mails().await.is_empty(), "private notes are told to nobody");

    services.cancel_booking(&scene.as_talent(), id, None, "I am ill.").await.unwrap();
    seen.push(("cancelled", scene.one_mail().await, caster, Some("CANCEL"), 3));

    for (what, mail, to, wanted, sequence) in &seen {
        assert_eq!(mail.to, *to, "{what}: {}", mail.subject);
        assert_eq!(method(mail), *wanted, "{what}");
        if wanted.is_some() {
            let entry = calendar(mail);
            assert!(entry.contains(&format!("SEQUENCE:{sequence}\r\n")), "{what}: {entry}");
            assert!(entry.contains(&format!("UID:{id}@callboard.test\r\n")), "{what}: {entry}");
        }
        let thread = (mail.to == invitation.to && mail.message_id != invitation.message_id)
            .then_some(invitation.message_id.as_str());
        if mail.to == talent {
            assert_eq!(mail.in_reply_to.as_deref(), thread, "{what}");
        }
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(!part.contains("mail-") && !part.contains("{ $"), "{what}: a word is missing in {part}");
        }
    }
    let said = |what: &str| &seen.iter().find(|row| row.0 == what).unwrap().1.text;
    assert!(said("noted").contains("I am ten minutes late."));
    assert!(said("amended").contains("https://meet.example/other"));
    assert!(said("change requested").contains("I work that day.") && said("change requested").contains("11:00"));
    assert!(said("change refused").contains("The room is taken."));
    assert!(said("moved").contains("Monday 30 November 2026, 11:00"), "where it was: {}", said("moved"));
    assert!(said("cancelled").contains("I am ill."));
    assert!(calendar(&seen[0].1).contains("STATUS:CONFIRMED"));
    assert!(calendar(&seen.last().unwrap().1).contains("STATUS:CANCELLED"));
    let ids: std::collections::BTreeSet<_> = seen.iter().map(|row| &row.1.message_id).collect();
    assert_eq!(ids.len(), seen.len(), "every message has its own id");
}

#[tokio::test]
async fn whoever_looks_after_it_is_told_what_a_colleague_did() {
    let scene = Scene::new().await;
    let (services, world) = (&scene.world.services, &scene.world);
    let admin = world.member_of(scene.stage.org, MemberRole::Admin).await;
    let admin = world.ctx_as(&admin);
    let id = scene.booked().await.id;
    scene.one_mail().await;
    let (caster, talent) = (scene.stage.caster.email.as_str(), scene.noura.person.email.as_str());
    world.sql("update users set language = 'en'").await;
    let told = async |said: &str, wanted: &str| {
        let mails = world.new_mails().await;
        let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        let mut both = [caster, talent];
        both.sort_unstable();
        assert_eq!(to, both, "{said}");
        let mail = mails.iter().find(|mail| mail.to == caster).unwrap();
        assert_eq!(method(mail), Some(wanted));
        assert!(mail.text.contains(said), "{}", mail.text);
    };
    services.reschedule_booking(&admin, id, None, &NewTime::at(world.at(LATER))).await.unwrap();
    told("has a new time", "REQUEST").await;
    services.cancel_booking(&admin, id, None, "Rain.").await.unwrap();
    told("was cancelled", "CANCEL").await;
}

#[tokio::test]
async fn what_is_no_longer_true_is_not_sent() {
    let scene = Scene::new().await;
    let services = &scene.world.services;
    let booking = scene.booked().await;
    services
        .reschedule_booking(&scene.as_caster(), booking.id, None, &NewTime::at(scene.world.at(LATER)))
        .await
        .unwrap();
    services.cancel_booking(&scene.as_caster(), booking.id, None, "The film is off.").await.unwrap();
    let mail = scene.one_mail().await;
    assert_eq!(method(&mail), Some("CANCEL"));
    let mut db = scene.world.store().connection().await.unwrap();
    let all = store::notifications::ledger(&mut db, scene.stage.org, booking.id, 100).await.unwrap();
    let mut statuses: Vec<_> = all.iter().map(|note| (note.kind.as_str(), note.status.as_str())).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [("cancelled", "sent"), ("invitation", "skipped"), ("moved", "skipped")]);
}

#[tokio::test]
async fn a_relay_that_was_down_tells_what_is_true_when_it_is_back() {
    let scene = Scene::new().await;
    let services = &scene.world.services;
    let booking = scene.booked().await;
    scene.world.mailbox.refuse_next(MailError::Temporary { code: None, text: "connection refused".to_owned() });
    assert!(scene.world.new_mails().await.is_empty());
    services
        .reschedule_booking(&scene.as_caster(), booking.id, None, &NewTime::at(scene.world.at(LATER)))
        .await
        .unwrap();
    let moved = scene.one_mail().await;
    assert!(moved.subject.starts_with("New time:"), "{}", moved.subject);
    scene.world.advance(TimeDelta::hours(1));
    assert!(scene.world.new_mails().await.is_empty(), "the invitation to the old time is not sent any more");
}

#[tokio::test]
async fn arabic_readers_get_arabic_and_both_zones_where_they_differ() {
    let scene = Scene::new().await;
    scene.world.sql("update users set language = 'ar', time_zone = 'Europe/London' where name_latin = 'Noura'").await;
    scene.world.sql("update talent_profiles set name_arabic = 'نورة المطلق'").await;
    let room = scene.world.room(scene.stage.org, "Studio 2").await;
    scene
        .world
        .sql("update event_types set locations = '[{\"type\":\"in_person\",\"address\":\"Olaya Street\"}]'")
        .await;
    let mut new = NewBooking::new(scene.noura.application, scene.stage.event_type, scene.world.at(START));
    new.meeting = MeetingInput {
        meeting_type: Some(domain::meeting::MeetingType::InPerson),
        room_id: Some(room),
        ..MeetingInput::default()
    };
    scene.world.services.book(&scene.as_caster(), &new).await.unwrap();
    let mail = scene.one_mail().await;
    assert_eq!(mail.to_name, "نورة المطلق");
    assert!(mail.subject.starts_with("دعوة إلى تجربة أداء: نورا – ظل النخيل"), "{}", mail.subject);
    assert!(!mail.subject.contains(['\u{2068}', '\u{2069}']), "no marks in a subject");
    let (venue, reader) = (mail.text.find("توقيت الرياض"), mail.text.find("UTC+0"));
    let reader = reader.or_else(|| mail.text.find("لندن"));
    assert!(venue.is_some() && reader.is_some() && venue < reader, "the venue's zone first: {}", mail.text);
    assert!(mail.html.contains("dir=\"rtl\"") && !mail.html.contains("dir=\"ltr\""), "{}", mail.html);
    assert!(mail.text.contains("هذا الزر وحده يوصل ردّكم"), "{}", mail.text);
    assert!(calendar(&mail).contains("SUMMARY:تجربة أداء: نورا – ظل النخيل\r\n"), "{}", calendar(&mail));
}

#[tokio::test]
async fn a_talent_without_an_address_is_not_told() {
    let scene = Scene::new().await;
    scene.world.sql("update users set email = null where name_latin = 'Noura'").await;
    let booking = scene.booked().await;
    assert!(scene.world.new_mails().await.is_empty());
    let mut db = scene.world.store().connection().await.unwrap();
    assert!(store::notifications::ledger(&mut db, scene.stage.org, booking.id, 100).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_booking_that_fails_tells_nobody() {
    let scene = Scene::new().await;
    scene.booked().await;
    scene.one_mail().await;
    let new = NewBooking::new(scene.noura.application, scene.stage.event_type, scene.world.at(LATER));
    assert!(scene.world.services.book(&scene.as_caster(), &new).await.is_err(), "one live booking per round");
    assert!(scene.world.new_mails().await.is_empty());
}

#[tokio::test]
async fn a_request_nobody_answered_lapses_and_both_sides_are_told() {
    let scene = Scene::new().await;
    let (services, world) = (&scene.world.services, &scene.world);
    let id = scene.booked().await.id;
    services.request_change(&scene.as_talent(), id, None, &[world.at("2026-11-24T07:00:00Z")], "").await.unwrap();
    assert_eq!(world.new_mails().await.len(), 2);
    assert_eq!(services.sweep().await.unwrap().requests, 0, "there is time yet");
    world.set_clock("2026-11-24T08:00:00Z");
    assert_eq!(services.sweep().await.unwrap().requests, 1);
    assert_eq!(services.sweep().await.unwrap().requests, 0);
    let told: std::collections::BTreeSet<_> = world.new_mails().await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, [scene.noura.person.email.clone(), scene.stage.caster.email.clone()].into());
}

#[tokio::test]
async fn an_address_nobody_has_verified_gets_no_mail_about_bookings() {
    let scene = Scene::new().await;
    scene.world.sql("update users set email_verified_at = null where name_latin = 'Noura'").await;
    scene.world.sql("update talent_profiles set email = 'agent@example.test'").await;
    scene.booked().await;
    let mail = scene.one_mail().await;
    assert!(format!("{:?}", mail.to).contains("agent@example.test"), "the office's address for them: {:?}", mail.to);
}
