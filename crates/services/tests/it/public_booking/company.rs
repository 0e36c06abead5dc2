//! Who comes along: told with an entry of their own and nothing that is not theirs, put on the list and taken from it; and what of a meeting
//! nobody may know before it is agreed, or once it is called off.

use connectors::mail::Mail;
use domain::{
    booking::Status,
    booking_event::{EventKind, Side},
    event_location::EventLocation,
    field::FieldCode,
    notification_rule::RuleForm,
    refusal::BookingRefusal,
};
use services::{
    Error,
    booking_links::LinkAnswer,
    bookings::{BookingPatch, NewTime},
    notifications::{MessageState, Reader, Stale},
    public_booking::ShareForm,
    words::Lang,
};
use testkit::{World, builders::bookings::Stage};

use super::{event, fault, made, mail, sharing};
use crate::bookings::{MONDAY_10, MONDAY_1030, refused};

const ROOM: &str = "https://meet.example/palm-room";
const PASSWORD: &str = "oasis-77";

async fn video(needs_confirmation: bool) -> (World, Stage) {
    event(|event| {
        event.needs_confirmation = needs_confirmation;
        event.locations =
            vec![EventLocation::Video { url: Some(ROOM.to_owned()), password: Some(PASSWORD.to_owned()) }];
    })
    .await
}

async fn may_bring(world: &World, stage: &Stage, most_guests: u8) {
    let ctx = world.ctx_as(&stage.caster);
    let needs_confirmation = world.services.sharing(&ctx, stage.event_type).await.unwrap().needs_confirmation;
    let form = ShareForm { most_guests: most_guests.into(), needs_confirmation, ..sharing() };
    world.services.share(&ctx, stage.event_type, None, &form).await.unwrap();
}

/// The whole mail as its reader's programs see it.
fn whole(mail: &Mail) -> String {
    let entry = mail.calendar.as_ref().map(|part| part.body.replace("\r\n ", "")).unwrap_or_default();
    format!("{}\n{}\n{}\n{entry}", mail.subject, mail.text, mail.html)
}

/// Whom they went to, but for the office.
fn to(mails: &[Mail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).filter(|to| !to.starts_with("caster.")).collect();
    to.sort_unstable();
    to
}

#[tokio::test]
async fn nobody_enters_before_the_yes_or_after_the_end() {
    let (world, stage) = video(true).await;
    let (services, ctx, host) = (&world.services, world.ctx_anonymous(), world.ctx_as(&stage.caster));
    let hind = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    // What the page, the file and the mails say to whoever booked.
    let seen = async |token: &str| {
        let page = services.link_page(&ctx, token, Lang::En).await.unwrap();
        let file = services.calendar_by_link(&ctx, token, Lang::En).await.unwrap();
        let ways = format!("{} {} {}", file.ics.replace("\r\n ", ""), page.calendar.google, page.calendar.outlook);
        let mails = world.new_mails().await;
        let told: String = mails.iter().filter(|mail| mail.to == "hind@example.com").map(whole).collect();
        (page.booking, format!("{ways} {told}"))
    };
    let enters = |text: &str| text.contains("palm-room") || text.contains(PASSWORD);
    let (view, text) = seen(&hind.token).await;
    assert_eq!((view.meeting_url, view.meeting_password, view.staff.len(), view.caster), (None, None, 0, None));
    assert!(!enters(&text) && text.contains("Video call"), "{text}");
    assert!(!text.contains(&stage.caster.name), "nor who would receive them: {text}");
    let office = services.booking(&host, hind.booking.id).await.unwrap();
    assert_eq!(office.meeting_url.as_deref(), Some(ROOM), "the office knows its own link");

    services.accept_booking(&host, hind.booking.id, None).await.unwrap();
    let (view, text) = seen(&hind.token).await;
    assert_eq!((view.meeting_url.as_deref(), view.meeting_password.as_deref()), (Some(ROOM), Some(PASSWORD)));
    assert!(enters(&text) && view.staff.len() == 1, "{text}");

    services.cancel_booking(&host, hind.booking.id, None, "").await.unwrap();
    let (view, text) = seen(&hind.token).await;
    assert_eq!((view.status, view.meeting_url, view.meeting_password), (Status::Cancelled, None, None));
    assert!(!enters(&text), "{text}");

    let reem = made(&world, &world.stranger(stage.event_type, "Reem", MONDAY_1030)).await;
    services.decline_booking(&host, reem.booking.id, None, "").await.unwrap();
    let (view, text) = seen(&reem.token).await;
    assert_eq!((view.status, view.meeting_url), (Status::Declined, None));
    assert!(!enters(&text), "{text}");
    // A request that came to nothing leads on, as long as the page is open.
    let again = services.link_page(&ctx, &reem.token, Lang::En).await.unwrap().again;
    assert!(again.is_some_and(|page| page.starts_with("/book/")));
    let closed = ShareForm { access: "links".to_owned(), needs_confirmation: true, ..sharing() };
    services.share(&host, stage.event_type, None, &closed).await.unwrap();
    assert_eq!(services.link_page(&ctx, &reem.token, Lang::En).await.unwrap().again, None);
}

#[tokio::test]
async fn who_comes_along_is_told_and_has_an_entry_of_their_own() {
    let (world, stage) = video(false).await;
    may_bring(&world, &stage, 2).await;
    let services = &world.services;
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com sara@example.com".to_owned();
    new.guest.note = "Do not tell Mona".to_owned();
    let hind = made(&world, &new).await;
    let mails = world.new_mails().await;
    assert_eq!(to(&mails), ["hind@example.com", "mona@example.com", "sara@example.com"]);
    let to_mona = whole(mail(&mails, "mona@example.com"));
    assert!(to_mona.contains("lang=\"en\""), "in the language of whoever booked, not of the house: {to_mona}");
    for theirs in
        ["METHOD:REQUEST", "mailto:mona@example.com", "Hind", "palm-room", &format!("UID:{}@", hind.booking.id)]
    {
        assert!(to_mona.contains(theirs), "{theirs}: {to_mona}");
    }
    for not_theirs in ["/r/", "hind@example.com", "sara@example.com", "Do not tell"] {
        assert!(!to_mona.contains(not_theirs), "{not_theirs}: {to_mona}");
    }
    let to_host = whole(mail(&mails, &stage.caster.email));
    assert_eq!(to_host.matches("mona@example.com").count(), 3, "text, HTML and entry: {to_host}");

    let at = NewTime::at(world.at(MONDAY_1030));
    services.move_by_link(&world.ctx_anonymous(), &hind.token, None, &at).await.unwrap();
    let mails = world.new_mails().await;
    assert_eq!(to(&mails), ["hind@example.com", "mona@example.com", "sara@example.com"]);
    let moved = whole(mail(&mails, "mona@example.com"));
    assert!(moved.contains("SEQUENCE:1") && !moved.contains("You moved"), "{moved}");

    services.cancel_booking(&world.ctx_as(&stage.caster), hind.booking.id, None, "").await.unwrap();
    let mails = world.new_mails().await;
    assert_eq!(to(&mails), ["hind@example.com", "mona@example.com", "sara@example.com"]);
    assert!(whole(mail(&mails, "sara@example.com")).contains("METHOD:CANCEL"));
}

#[tokio::test]
async fn nobody_hears_of_a_request_before_it_is_accepted() {
    let (world, stage) = video(true).await;
    may_bring(&world, &stage, 1).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com".to_owned();
    let hind = made(&world, &new).await;
    let mut later = world.stranger(stage.event_type, "Reem", MONDAY_1030);
    later.guest.guests = "sara@example.com".to_owned();
    let reem = made(&world, &later).await;
    assert_eq!(to(&world.new_mails().await), ["hind@example.com", "reem@example.com"]);
    services.decline_booking(&host, reem.booking.id, None, "").await.unwrap();
    assert_eq!(to(&world.new_mails().await), ["reem@example.com"], "what was never agreed is not called off");
    services.accept_booking(&host, hind.booking.id, None).await.unwrap();
    assert_eq!(to(&world.new_mails().await), ["hind@example.com", "mona@example.com"]);
}

#[tokio::test]
async fn a_phone_call_is_the_bookers_and_so_is_the_number() {
    let (world, stage) = event(|event| event.locations = vec![EventLocation::Phone { number: None }]).await;
    may_bring(&world, &stage, 1).await;
    let admin = world.member(domain::actor::MemberRole::Admin).await;
    for (channel, recipient) in [("email", "guests"), ("sms", "talent")] {
        let rule = RuleForm {
            trigger: "booked".to_owned(),
            recipient: recipient.to_owned(),
            channel: channel.to_owned(),
            ..RuleForm::default()
        };
        ruled(&world, &admin, &rule).await;
    }
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com".to_owned();
    new.guest.phone = "+966 50 111 2233".to_owned();
    made(&world, &new).await;
    world.run_jobs().await;
    let texts = world.mailbox.texts();
    let mails = world.new_mails().await;
    assert!(whole(mail(&mails, "hind@example.com")).contains("111 2233"));
    assert_eq!(mails.iter().filter(|mail| mail.to == "mona@example.com").count(), 1, "one event, one mail");
    let to_mona = whole(mail(&mails, "mona@example.com"));
    assert!(!to_mona.contains("111 2233") && !to_mona.contains("We call you"), "{to_mona}");
    // Whoever books without an account is reached by the number they gave.
    assert_eq!(texts.iter().map(|text| text.to.as_str()).collect::<Vec<_>>(), ["+966 50 111 2233"]);

    // Without one the ledger says so.
    let (world, stage) = video(false).await;
    let admin = world.member(domain::actor::MemberRole::Admin).await;
    let rule = RuleForm {
        trigger: "booked".to_owned(),
        recipient: "talent".to_owned(),
        channel: "sms".to_owned(),
        ..RuleForm::default()
    };
    ruled(&world, &admin, &rule).await;
    let reem = made(&world, &world.stranger(stage.event_type, "Reem", MONDAY_10)).await;
    world.run_jobs().await;
    assert!(world.mailbox.texts().is_empty());
    let ledger = world.services.booking_messages(&world.ctx_as(&stage.caster), reem.booking.id).await.unwrap();
    assert_eq!(ledger.iter().filter(|line| line.state == MessageState::Skipped(Some(Stale::NoNumber))).count(), 1);
}

async fn ruled(world: &World, admin: &testkit::Person, rule: &RuleForm) {
    world.services.create_notification_rule(&world.ctx_as(admin), None, rule).await.unwrap();
}

#[tokio::test]
async fn guests_join_and_leave_by_the_link_and_by_the_office() {
    let (world, stage) = video(false).await;
    may_bring(&world, &stage, 2).await;
    let (services, ctx, host) = (&world.services, world.ctx_anonymous(), world.ctx_as(&stage.caster));
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com".to_owned();
    let hind = made(&world, &new).await;
    assert_eq!(hind.booking.may_bring, Some(2));
    world.new_mails().await;
    let by_link = async |text: &str, revision| {
        let answer = LinkAnswer::Guests { text: text.to_owned() };
        services.answer_by_link(&ctx, &hind.token, revision, &answer).await
    };
    for (text, code) in
        [("mona@example.com a@example.com b@example.com", FieldCode::TooLong), ("mona", FieldCode::NotAnEmail)]
    {
        assert_eq!(fault(by_link(text, None).await.unwrap_err()), ("guests".to_owned(), code));
    }
    let changed = by_link("Sara@Example.com, hind@example.com", Some(1)).await.unwrap();
    assert_eq!((changed.revision, changed.guest.unwrap().others), (2, vec!["sara@example.com".to_owned()]));
    let mails = world.new_mails().await;
    assert_eq!(to(&mails), ["mona@example.com", "sara@example.com"]);
    assert!(whole(mail(&mails, "sara@example.com")).contains("METHOD:REQUEST"));
    let left = whole(mail(&mails, "mona@example.com"));
    assert!(
        left.contains("METHOD:CANCEL") && left.contains("STATUS:CANCELLED") && !left.contains("palm-room"),
        "{left}"
    );
    assert!(whole(mail(&mails, &stage.caster.email)).contains("sara@example.com"), "the host is told");
    // The same list again is no change.
    assert_eq!(by_link("sara@example.com", Some(2)).await.unwrap().revision, 2);
    assert!(world.new_mails().await.is_empty());

    // The office too, and it is one line of the history that names the field and nobody.
    let patch = |guests: &str| BookingPatch { guests: Some(guests.to_owned()), ..BookingPatch::default() };
    let seen = services.amend_booking(&host, hind.booking.id, Some(2), &patch("")).await.unwrap();
    assert_eq!((seen.side, seen.guest.unwrap().others.len()), (Side::Caster, 0));
    assert_eq!(to(&world.new_mails().await), ["hind@example.com", "sara@example.com"]);
    let lines = services.booking_history(&host, hind.booking.id).await.unwrap();
    let amended: Vec<_> = lines.iter().filter(|line| line.kind == EventKind::Amended).collect();
    assert_eq!(amended.iter().map(|line| line.by).collect::<Vec<_>>(), [Side::Talent, Side::Caster]);
    assert!(amended.iter().all(|line| line.fields == ["guests"]));
    let kept = world.sql("select from booking_events where data::text like '%@%'").await;
    assert_eq!(kept, 0, "no address in the history");
    let ledger = services.booking_messages(&host, hind.booking.id).await.unwrap();
    assert_eq!(ledger.iter().filter(|line| line.reader == Some(Reader::Guest)).count(), 4);

    // Neither a colleague nor a booking that is over.
    let colleague = world.ctx_as(&world.member(domain::actor::MemberRole::Caster).await);
    assert!(matches!(
        services.amend_booking(&colleague, hind.booking.id, None, &patch("")).await,
        Err(Error::Forbidden)
    ));
    services.cancel_booking(&host, hind.booking.id, None, "").await.unwrap();
    assert!(by_link("mona@example.com", None).await.is_err());
    assert_eq!(services.booking_by_link(&ctx, &hind.token).await.unwrap().may_bring, None);
}

#[tokio::test]
async fn talent_come_alone() {
    let (world, stage) = video(false).await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let patch = BookingPatch { guests: Some("mona@example.com".to_owned()), ..BookingPatch::default() };
    for person in [&stage.caster, &noura.person] {
        let refused = world.services.amend_booking(&world.ctx_as(person), booking.id, None, &patch).await;
        assert_eq!(fault(refused.unwrap_err()), ("guests".to_owned(), FieldCode::Invalid));
    }
}

#[tokio::test]
async fn those_who_come_along_learn_what_concerns_them_and_until_when() {
    let (world, stage) = video(false).await;
    may_bring(&world, &stage, 2).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com".to_owned();
    let hind = made(&world, &new).await;
    world.new_mails().await;
    let amend = async |patch: BookingPatch| {
        services.amend_booking(&host, hind.booking.id, None, &patch).await.unwrap();
    };
    let link = |url: &str| BookingPatch { meeting_url: Some(Some(url.to_owned())), ..BookingPatch::default() };
    amend(BookingPatch { message: Some("Bring the blue dress".to_owned()), ..BookingPatch::default() }).await;
    assert_eq!(to(&world.new_mails().await), ["hind@example.com"], "what the booker is told is the booker's");
    amend(link("https://meet.example/oasis")).await;
    let mails = world.new_mails().await;
    assert_eq!(to(&mails), ["hind@example.com", "mona@example.com"]);
    let told = whole(mail(&mails, "mona@example.com"));
    assert!(told.contains("meet.example/oasis") && !told.contains("blue dress"), "{told}");
    // What waits to be sent when she is taken off the list stays unsent.
    amend(link("https://meet.example/dune")).await;
    amend(BookingPatch { guests: Some(String::new()), ..BookingPatch::default() }).await;
    let mails = world.new_mails().await;
    let told: String = mails.iter().filter(|mail| mail.to == "mona@example.com").map(whole).collect();
    assert!(told.contains("METHOD:CANCEL") && !told.contains("dune"), "{told}");
    // Too late for the booker, not for the office.
    let form = ShareForm { most_guests: 2, change_notice: 7 * 24 * 60, ..sharing() };
    services.share(&host, stage.event_type, None, &form).await.unwrap();
    let answer = LinkAnswer::Guests { text: "mona@example.com".to_owned() };
    let late = services.answer_by_link(&world.ctx_anonymous(), &hind.token, None, &answer).await.unwrap_err();
    assert_eq!(refused(&late), &BookingRefusal::ChangeClosed);
    amend(BookingPatch { guests: Some("mona@example.com".to_owned()), ..BookingPatch::default() }).await;
}

/// Whoever may say who comes along changes nothing else by it.
#[tokio::test]
async fn a_list_of_guests_opens_no_other_field() {
    let (world, stage) = video(false).await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    for patch in [
        BookingPatch { message: Some("Come at noon".to_owned()), ..BookingPatch::default() },
        BookingPatch { location: Some(Some("King Road 5".to_owned())), ..BookingPatch::default() },
    ] {
        let patch = BookingPatch { guests: Some(String::new()), ..patch };
        let refused = world.services.amend_booking(&world.ctx_as(&noura.person), booking.id, None, &patch).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
}
