//! Answers given in calendars: they act like the button in the mail, once, for the one who was invited, and never against what is newer.

use chrono::TimeDelta;
use connectors::mail::Mail;
use domain::{actor::MemberRole, booking::Status};
use services::{
    Error,
    booking_links::LinkAnswer,
    bookings::{BookingView, NewTime},
    calendar_replies::{Received, ReplySettingsForm},
};
use testkit::{
    Person, World,
    builders::bookings::{Applicant, Stage},
    replies::{CalendarAnswer, INTAKE},
};

use crate::casting::faults;

/// Monday 30 November 2026, 10:00 in Riyadh.
const START: &str = "2026-11-30T07:00:00Z";

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
    secret: String,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let secret = world.takes_replies().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        Self { world, stage, noura, secret }
    }

    async fn invited(&self) -> (BookingView, Mail) {
        let booking = self.world.booked(&self.stage, &self.noura, START).await;
        let mail = self.world.new_mails().await.remove(0);
        (booking, mail)
    }

    /// Hands an answer over, a second later.
    async fn says(&self, answer: &CalendarAnswer) -> Received {
        self.world.advance(TimeDelta::seconds(1));
        self.world.hand_over(&self.secret, &answer.mail()).await
    }

    async fn status(&self, booking: &BookingView) -> Status {
        self.world.services.booking(&self.world.ctx_as(&self.stage.caster), booking.id).await.unwrap().status
    }

    async fn admin(&self) -> Person {
        self.world.member(MemberRole::Admin).await
    }

    /// What an admin sees of what came in, newest first: state and reason.
    async fn came(&self) -> Vec<String> {
        let ctx = self.world.ctx_as(&self.admin().await);
        let found = self.world.services.list_calendar_replies(&ctx, None).await.unwrap().items;
        found.into_iter().map(|one| format!("{} {}", one.state, one.reason).trim().to_owned()).collect()
    }
}

type Change = Box<dyn Fn(&mut CalendarAnswer)>;

fn case(reason: &'static str, change: impl Fn(&mut CalendarAnswer) + 'static) -> (&'static str, Change) {
    (reason, Box::new(change))
}

fn calendar(mail: &Mail) -> String {
    mail.calendar.as_ref().map(|part| part.body.replace("\r\n ", "")).unwrap_or_default()
}

#[tokio::test]
async fn accepting_and_declining_in_a_calendar_answers_the_booking_once() {
    let scene = Scene::new().await;
    let (booking, mail) = scene.invited().await;
    let text = calendar(&mail);
    assert!(text.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"), "{text}");
    assert!(text.contains("mailto:replies+") && text.contains("@office.example"), "{text}");
    assert!(mail.text.contains("accept or decline in your calendar"), "{}", mail.text);

    let yes = CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060100Z");
    assert_eq!(scene.says(&yes).await, Received::Done);
    assert_eq!(scene.status(&booking).await, Status::Confirmed);
    let told = scene.world.new_mails().await;
    assert_eq!(told.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [scene.stage.caster.email.as_str()]);
    let ctx = scene.world.ctx_as(&scene.stage.caster);
    let history = scene.world.services.booking_history(&ctx, booking.id).await.unwrap();
    let last = history.last().unwrap();
    assert!(last.by_calendar && last.actor.as_ref().unwrap().user_id == scene.noura.person.id);

    // The same mail, and another that says the same, change nothing and tell nobody.
    assert_eq!(scene.says(&yes).await, Received::Nothing);
    let again = CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060200Z");
    assert_eq!(scene.says(&again).await, Received::Nothing);
    assert!(scene.world.new_mails().await.is_empty());
    assert_eq!(scene.came().await, ["nothing already", "applied"]);

    // Later they cannot come after all: what was confirmed is called off, with their word.
    let mut no = CalendarAnswer::to(&mail, "DECLINED", "20261122T060300Z");
    no.comment = "I am ill\\, sorry".to_owned();
    assert_eq!(scene.says(&no).await, Received::Done);
    let seen = scene.world.services.booking(&ctx, booking.id).await.unwrap();
    assert_eq!((seen.status, seen.cancellation.unwrap().reason.as_str()), (Status::Cancelled, "I am ill, sorry"));
    let actions = scene.world.texts("select action from audit_entries where action like 'calendar_reply.taken'").await;
    assert_eq!(actions.len(), 3);
}

#[tokio::test]
async fn an_invitation_declined_in_a_calendar_is_declined() {
    let scene = Scene::new().await;
    let (booking, mail) = scene.invited().await;
    assert_eq!(scene.says(&CalendarAnswer::to(&mail, "DECLINED", "20261122T060100Z")).await, Received::Done);
    assert_eq!(scene.status(&booking).await, Status::Declined);
}

#[tokio::test]
async fn nobody_answers_for_somebody_else() {
    let scene = Scene::new().await;
    let (booking, mail) = scene.invited().await;
    let right = CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060100Z");
    let own = right.from.clone();
    let cases = [
        case("unproven", |one| one.to = INTAKE.to_owned()),
        case("unproven", |one| one.to = "replies+000000000000000000000000@office.example".to_owned()),
        // What a sender writes about themselves proves nothing: no server is trusted yet.
        case("unproven", |one| {
            one.to = INTAKE.to_owned();
            one.headers =
                "Authentication-Results: mx.office.example; dmarc=pass header.from=example.com\r\n".to_owned();
        }),
        case("other_sender", |one| one.from = "eve@evil.example".to_owned()),
        case("other_sender", move |one| one.from = format!("{own}>, <eve@evil.example")),
        case("other_attendee", |one| {
            one.attendee = "eve@evil.example".to_owned();
            one.from = "eve@evil.example".to_owned();
        }),
        case("unknown_booking", |one| one.uid = "somebody-elses-event".to_owned()),
        case("unknown_booking", |one| one.uid = one.uid.replace("callboard.test", "other.example")),
        case("unknown_booking", |one| one.uid = "bkg_01jd9x8k3me0q8v6t2h4w7y5nz@callboard.test".to_owned()),
        case("not_understood", |one| one.answer = "DELEGATED".to_owned()),
    ];
    for (number, (reason, change)) in cases.iter().enumerate() {
        let mut answer = right.clone();
        change(&mut answer);
        answer.id = format!("case-{number}@calendars.example");
        assert_eq!(scene.says(&answer).await, Received::Refused, "{reason} {answer:?}");
        assert_eq!(scene.came().await[0], format!("refused {reason}"), "{answer:?}");
    }
    assert_eq!(scene.status(&booking).await, Status::Scheduled);
    assert!(scene.world.new_mails().await.is_empty());

    // Another office's secret does not reach this one's bookings.
    let other = scene.world.organization("other").await;
    let admin = scene.world.member_of(other, MemberRole::Admin).await;
    let ctx = scene.world.ctx_as(&admin);
    let form = ReplySettingsForm { address: INTAKE.to_owned(), own_addresses: true, ..ReplySettingsForm::default() };
    scene.world.services.set_reply_settings(&ctx, &form).await.unwrap();
    let secret = scene.world.services.set_reply_secret(&ctx).await.unwrap();
    let (now, raw) = (scene.world.now().timestamp(), right.mail());
    let signed = services::calendar_replies::signature(&secret, now, raw.as_bytes());
    let anonymous = scene.world.ctx_anonymous();
    let taken =
        scene.world.services.receive_reply(&anonymous, "other", (&now.to_string(), &signed), raw.as_bytes()).await;
    assert_eq!(taken.unwrap(), Received::Refused);
    assert_eq!(scene.status(&booking).await, Status::Scheduled);
    // What no calendar answers in is not kept at all.
    let before = scene.came().await.len();
    assert_eq!(scene.world.hand_over(&scene.secret, "From: a@example.com\r\n\r\nHello\r\n").await, Received::Nothing);
    assert_eq!(scene.came().await.len(), before);
    assert_eq!(scene.says(&right).await, Received::Done);
}

#[tokio::test]
async fn a_trusted_servers_word_stands_for_an_address_of_ones_own() {
    let scene = Scene::new().await;
    let ctx = scene.world.ctx_as(&scene.admin().await);
    let form = ReplySettingsForm {
        address: INTAKE.to_owned(),
        own_addresses: false,
        vouched_by: "MX.office.example".to_owned(),
    };
    scene.world.services.set_reply_settings(&ctx, &form).await.unwrap();
    let (booking, mail) = scene.invited().await;
    let mut yes = CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060100Z");
    assert_eq!(yes.to, INTAKE, "nobody has an address of their own");
    let domain = yes.from.rsplit_once('@').unwrap().1.to_owned();
    let results = |server: &str, result: &str| {
        format!("Authentication-Results: {server};\r\n spf=none;\r\n dkim={result} header.d={domain}\r\n")
    };
    for headers in [String::new(), results("mx.office.example", "fail"), results("mx.evil.example", "pass")] {
        yes.id = format!("{}x", yes.id);
        yes.headers = headers;
        assert_eq!(scene.says(&yes).await, Received::Refused, "{}", yes.headers);
    }
    yes.id = "right@calendars.example".to_owned();
    yes.headers = results("mx.office.example", "pass");
    assert_eq!(scene.says(&yes).await, Received::Done);
    assert_eq!(scene.status(&booking).await, Status::Confirmed);
}

#[tokio::test]
async fn what_is_older_changes_nothing() {
    let scene = Scene::new().await;
    let (booking, mail) = scene.invited().await;
    let ctx = scene.world.ctx_as(&scene.stage.caster);
    // The audition moved while the answer to its first time was on its way.
    let new = NewTime::at(scene.world.at("2026-11-30T09:00:00Z"));
    scene.world.services.reschedule_booking(&ctx, booking.id, None, &new).await.unwrap();
    let moved = scene.world.new_mails().await.remove(0);
    assert_eq!(scene.says(&CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060100Z")).await, Received::Nothing);
    assert_eq!(scene.status(&booking).await, Status::Scheduled);
    // Two answers in the wrong order: the one written last counts.
    assert_eq!(scene.says(&CalendarAnswer::to(&moved, "TENTATIVE", "20261122T060300Z")).await, Received::Noted);
    let noted = scene.world.now();
    assert_eq!(scene.says(&CalendarAnswer::to(&moved, "DECLINED", "20261122T060200Z")).await, Received::Nothing);
    assert_eq!(scene.status(&booking).await, Status::Scheduled);
    let seen = scene.world.services.booking(&ctx, booking.id).await.unwrap();
    assert_eq!(scene.world.services.unsure_since(&ctx, &seen).await.unwrap(), Some(noted));
    // They pressed the button since: a calendar's word from before says nothing any more.
    scene.world.advance(TimeDelta::minutes(10));
    let token =
        services::booking_links::token(&scene.world.services.settings().secret, booking.id, scene.noura.person.id, 1);
    let anonymous = scene.world.ctx_anonymous();
    scene.world.services.answer_by_link(&anonymous, &token, None, &LinkAnswer::Confirm).await.unwrap();
    assert_eq!(scene.says(&CalendarAnswer::to(&moved, "DECLINED", "20261122T060500Z")).await, Received::Nothing);
    assert_eq!(scene.status(&booking).await, Status::Confirmed);
    assert_eq!(scene.came().await, ["nothing stale", "nothing stale", "noted", "nothing stale"]);
    // Begun, it is not answered any more.
    scene.world.set_clock("2026-11-30T09:05:00Z");
    assert_eq!(scene.says(&CalendarAnswer::to(&moved, "DECLINED", "20261130T090100Z")).await, Received::Refused);
}

#[tokio::test]
async fn a_guest_answers_as_far_as_the_event_type_lets_them() {
    let scene = Scene::new().await;
    scene.world.shared(&scene.stage).await;
    let services = &scene.world.services;
    let book = async |name: &str, start: &str| {
        let new = scene.world.stranger(scene.stage.event_type, name, start);
        let made = services.book_public(&scene.world.ctx_anonymous(), &new).await.unwrap().booking;
        let mails = scene.world.new_mails().await;
        let mail =
            mails.into_iter().find(|mail| Some(&mail.to) == made.guest.as_ref().map(|guest| &guest.email)).unwrap();
        (made, mail)
    };
    let (hind, mail) = book("Hind", START).await;
    assert_eq!(scene.says(&CalendarAnswer::to(&mail, "DECLINED", "20261122T060100Z")).await, Received::Done);
    assert_eq!(scene.status(&hind).await, Status::Cancelled);
    // Where guests may not cancel, their calendar may not either.
    let (reem, mail) = book("Reem", "2026-11-30T08:00:00Z").await;
    scene.world.sql("update public_settings set may_cancel = false").await;
    assert_eq!(scene.says(&CalendarAnswer::to(&mail, "DECLINED", "20261122T060100Z")).await, Received::Refused);
    assert_eq!(scene.status(&reem).await, Status::Confirmed);
    assert_eq!(scene.came().await[0], "refused not_possible");
}

#[tokio::test]
async fn invitations_ask_only_where_answers_are_taken_in() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let early = world.booked(&stage, &noura, START).await;
    let text = calendar(&world.new_mails().await.remove(0));
    assert!(text.contains("RSVP=FALSE") && text.contains("mailto:callboard@callboard.test"), "{text}");
    world.advance(TimeDelta::minutes(1));
    let secret = world.takes_replies().await;
    // Its invitation went out with another organiser, and keeps it.
    let ctx = world.ctx_as(&stage.caster);
    let new = NewTime::at(world.at("2026-11-30T09:00:00Z"));
    world.services.reschedule_booking(&ctx, early.id, None, &new).await.unwrap();
    let mail = world.new_mails().await.remove(0);
    assert!(calendar(&mail).contains("RSVP=FALSE") && mail.text.contains("Only this button answers"), "{}", mail.text);
    // The office's own invitation asks for nothing; the talent's keeps its address over all changes.
    let booking = world.booked(&stage, &reem, START).await;
    let first = world.new_mails().await.remove(0);
    world
        .services
        .reschedule_booking(&ctx, booking.id, None, &NewTime::at(world.at("2026-11-30T10:00:00Z")))
        .await
        .unwrap();
    let second = world.new_mails().await.remove(0);
    let organizer = |mail: &Mail| calendar(mail).lines().find(|line| line.starts_with("ORGANIZER")).unwrap().to_owned();
    assert!(calendar(&second).contains("RSVP=TRUE"));
    assert_eq!(organizer(&first), organizer(&second));
    let yes = CalendarAnswer::to(&second, "ACCEPTED", "20261122T060200Z");
    assert_eq!(world.hand_over(&secret, &yes.mail()).await, Received::Done);
    let told = world.new_mails().await.remove(0);
    assert!(
        !calendar(&told).contains("RSVP=TRUE") && !calendar(&told).contains("office.example"),
        "{}",
        calendar(&told)
    );
}

#[tokio::test]
async fn settings_need_a_way_to_know_the_sender() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    let form = |address: &str, own: bool, vouched: &str| ReplySettingsForm {
        address: address.to_owned(),
        own_addresses: own,
        vouched_by: vouched.to_owned(),
    };
    for (form, fault) in [
        (form("", true, ""), "address required"),
        (form("office", true, ""), "address not_an_email"),
        (form(&format!("{}@office.example", "r".repeat(40)), true, ""), "address too_long"),
        (form(INTAKE, false, ""), "vouchedBy required"),
        (form(INTAKE, false, "mx.office.example; dkim"), "vouchedBy invalid"),
    ] {
        assert_eq!(faults(world.services.set_reply_settings(&ctx, &form).await), [fault], "{form:?}");
    }
    assert!(matches!(world.services.set_reply_secret(&ctx).await, Err(Error::NotFound)));
    let caster = world.ctx_as(&world.member(MemberRole::Caster).await);
    assert!(matches!(world.services.reply_settings(&caster).await, Err(Error::Forbidden)));
    world.services.set_reply_settings(&ctx, &form(INTAKE, true, "")).await.unwrap();
    let secret = world.services.set_reply_secret(&ctx).await.unwrap();
    let sealed = world.texts("select encode(hook_sealed, 'escape') from reply_settings").await;
    assert!(!sealed[0].contains(&secret));
    let since = world.services.reply_settings(&ctx).await.unwrap().since;
    world.advance(TimeDelta::minutes(1));
    world.services.set_reply_settings(&ctx, &form(INTAKE, true, "mx.office.example")).await.unwrap();
    assert_eq!(world.services.reply_settings(&ctx).await.unwrap().since, since, "the organiser is the same");
    world.services.remove_reply_settings(&ctx).await.unwrap();
    assert_eq!(world.services.reply_settings(&ctx).await.unwrap().since, None);
}
