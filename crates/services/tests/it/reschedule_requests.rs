//! The office asks whoever is to come to choose another time: told once, chosen past every setting of who may move when, kept, taken back,
//! lapsed; nobody else, and never two at once.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    booking::{Change, Status},
    booking_event::{EventKind, Side},
};
use services::{
    Ctx, Error,
    booking_links::{self, LinkAnswer},
    bookings::{BookingView, NewBooking, NewTime, SeriesChange},
    needs::Need,
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use crate::{
    bookings::{MONDAY_10, MONDAY_1030, code},
    public_booking::made,
    series::repeating,
};

/// Monday at 11.
const MONDAY_11: &str = "2026-11-23T08:00:00Z";

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
    booking: BookingView,
}

impl Scene {
    /// Noura has an audition, and its mails are out.
    async fn new() -> Self {
        let world = World::with_connections(6).await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        let booking = world.booked(&stage, &noura, MONDAY_10).await;
        world.new_mails().await;
        Self { world, stage, noura, booking }
    }

    fn caster(&self) -> Ctx {
        self.world.ctx_as(&self.stage.caster)
    }

    fn talent(&self) -> Ctx {
        self.world.ctx_as(&self.noura.person)
    }

    async fn asked(&self, reason: &str) -> BookingView {
        self.world.services.request_reschedule(&self.caster(), self.booking.id, None, reason).await.unwrap()
    }

    async fn kept(&self, reason: &str) -> BookingView {
        self.world.services.refuse_reschedule(&self.talent(), self.booking.id, None, reason).await.unwrap()
    }

    fn token(&self) -> String {
        booking_links::token(&self.world.services.settings().secret, self.booking.id, self.noura.person.id, 1)
    }

    /// Addresses and subjects of what arrived since the last look.
    async fn told(&self) -> Vec<(String, String)> {
        self.world.new_mails().await.into_iter().map(|mail| (mail.to, mail.text)).collect()
    }

    /// What happened, without the booking itself.
    async fn happened(&self) -> Vec<(EventKind, Side)> {
        let lines = self.world.services.booking_history(&self.caster(), self.booking.id).await.unwrap();
        lines.into_iter().skip(1).map(|line| (line.kind, line.by)).collect()
    }

    /// How the requests of the booking ended.
    async fn fates(&self, status: &str, side: &str) -> u64 {
        let of = format!("where status = '{status}' and side = '{side}' and booking_id = '{}'", self.booking.id.uuid());
        self.world.sql(&format!("update change_requests set note = note {of}")).await
    }
}

#[tokio::test]
async fn asked_they_are_told_once_and_choose_signed_in() {
    let scene = Scene::new().await;
    let (world, services, id) = (&scene.world, &scene.world.services, scene.booking.id);
    assert!(services.booking(&scene.caster(), id).await.unwrap().may_ask_reschedule);
    let own = services.reschedule_booking(&scene.talent(), id, None, &NewTime::at(world.at(MONDAY_11))).await;
    assert!(matches!(own, Err(Error::Forbidden)), "unasked it is the office's to move");

    let asked = scene.asked("The director is away").await;
    assert_eq!((asked.status, asked.starts_at, asked.sequence), (Status::Scheduled, world.at(MONDAY_10), 0));
    assert!(!asked.may_ask_reschedule, "one question at a time");
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    let (mail, name) = (&mails[0], &scene.stage.caster.name);
    assert_eq!((&mail.to, mail.calendar.is_none()), (&scene.noura.person.email, true), "calendars keep what stands");
    for said in ["The director is away", "/move", name.as_str(), "10:00"] {
        assert!(mail.text.contains(said), "{said} is missing in {}", mail.text);
    }
    assert!(!mail.text.contains("mail-") && !mail.subject.contains("mail-"), "{}", mail.text);

    let seen = services.booking(&scene.talent(), id).await.unwrap();
    let question = seen.reschedule_request.as_ref().unwrap();
    assert_eq!((question.reason.as_str(), seen.may_move), ("The director is away", true));
    assert_eq!(question.by.as_ref().unwrap().user_id, scene.stage.caster.id);
    assert!(!seen.may_request_change && seen.allowed.contains(&Change::Cancel));
    let wish = services.request_change(&scene.talent(), id, None, &[world.at(MONDAY_11)], "").await;
    assert_eq!(code(wish), "booking.request_open", "what they would propose they can take");
    let longer = NewTime { duration: Some(60), ..NewTime::at(world.at(MONDAY_11)) };
    let longer = services.reschedule_booking(&scene.talent(), id, None, &longer).await;
    assert!(matches!(longer, Err(Error::Forbidden)), "time alone is theirs to choose");

    // Saying that the old time suits does not answer the question.
    let confirmed = services.confirm_booking(&scene.talent(), id, None).await.unwrap();
    assert!(confirmed.reschedule_request.is_some());
    scene.told().await;
    let moved =
        services.reschedule_booking(&scene.talent(), id, None, &NewTime::at(world.at(MONDAY_11))).await.unwrap();
    assert_eq!((moved.status, moved.starts_at, moved.sequence), (Status::Confirmed, world.at(MONDAY_11), 1));
    assert!(moved.reschedule_request.is_none() && !moved.may_move);
    let mails = world.new_mails().await;
    let mut told: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    told.sort_unstable();
    let mut both = vec![scene.noura.person.email.as_str(), scene.stage.caster.email.as_str()];
    both.sort_unstable();
    assert_eq!(told, both, "the office reads it, and both calendars get the new time");
    assert!(mails.iter().all(|mail| mail.calendar.as_ref().unwrap().method == "REQUEST"));
    assert_eq!(scene.fates("granted", "caster").await, 1);
    assert_eq!(
        scene.happened().await,
        [
            (EventKind::RescheduleRequested, Side::Caster),
            (EventKind::Confirmed, Side::Talent),
            (EventKind::Rescheduled, Side::Talent),
        ]
    );
}

#[tokio::test]
async fn a_mail_that_asks_is_not_sent_once_it_was_answered() {
    let scene = Scene::new().await;
    scene.asked("").await;
    scene.world.services.withdraw_reschedule(&scene.caster(), scene.booking.id, None).await.unwrap();
    let told = scene.told().await;
    assert_eq!(told.len(), 1, "only that the time stands: {told:?}");
    assert_eq!(told[0].0, scene.noura.person.email);
    assert_eq!(scene.fates("withdrawn", "caster").await, 1);
    let late = scene.world.services.refuse_reschedule(&scene.talent(), scene.booking.id, None, "").await;
    assert_eq!(code(late), "booking.request_closed");
}

#[tokio::test]
async fn kept_the_office_is_told_and_it_waits_until_it_is_seen() {
    let scene = Scene::new().await;
    let (services, id) = (&scene.world.services, scene.booking.id);
    scene.asked("Rain").await;
    scene.told().await;
    assert!(services.needs(&scene.caster()).await.unwrap().shown.is_empty(), "it is the talent's turn");
    let link = LinkAnswer::KeepTime { reason: "I work then".to_owned() };
    let kept = services.answer_by_link(&scene.world.ctx_anonymous(), &scene.token(), None, &link).await.unwrap();
    assert_eq!((kept.status, kept.starts_at), (Status::Scheduled, scene.world.at(MONDAY_10)));
    let told = scene.told().await;
    assert_eq!(told.len(), 1);
    assert!(told[0].0 == scene.stage.caster.email && told[0].1.contains("I work then"), "{told:?}");
    let waits = async || -> Vec<Need> {
        services.needs(&scene.caster()).await.unwrap().shown.into_iter().map(|one| one.need).collect()
    };
    assert_eq!(waits().await, [Need::Kept { reason: "I work then".to_owned() }]);
    services.see_ending(&scene.caster(), id).await.unwrap();
    assert_eq!(waits().await, [Need::Silent], "soon, and not confirmed");
    // Asked again and kept again it waits again, until the office moves it itself.
    scene.world.advance(TimeDelta::minutes(1));
    scene.asked("Rain").await;
    scene.kept("").await;
    assert_eq!(waits().await, [Need::Kept { reason: String::new() }]);
    scene.world.advance(TimeDelta::minutes(1));
    let new = NewTime::at(scene.world.at(MONDAY_11));
    services.reschedule_booking(&scene.caster(), id, None, &new).await.unwrap();
    assert_eq!(waits().await, [Need::Silent]);
}

#[tokio::test]
async fn it_ends_with_a_move_of_the_office_with_the_booking_and_with_the_old_time() {
    let scene = Scene::new().await;
    let (services, id) = (&scene.world.services, scene.booking.id);
    scene.asked("").await;
    let new = NewTime::at(scene.world.at(MONDAY_1030));
    let moved = services.reschedule_booking(&scene.caster(), id, None, &new).await.unwrap();
    assert_eq!(
        (moved.status, moved.reschedule_request),
        (Status::Scheduled, None),
        "the office asks about its own time"
    );
    assert_eq!(scene.fates("granted", "caster").await, 1);

    scene.asked("").await;
    let system = scene.world.ctx_system();
    assert_eq!(services.expire_change_requests(&system).await.unwrap(), 0, "nothing lapsed yet");
    scene.world.set_clock(MONDAY_1030);
    let late = services.booking(&scene.talent(), id).await.unwrap();
    assert!(late.reschedule_request.is_none() && !late.may_move, "lapsed is gone, swept or not");
    let new = NewTime::at(scene.world.at(MONDAY_11));
    let chosen = services.reschedule_booking(&scene.talent(), id, None, &new).await;
    assert!(matches!(chosen, Err(Error::Forbidden)));
    scene.told().await;
    assert_eq!(services.sweep().await.unwrap().requests, 1);
    assert_eq!(services.sweep().await.unwrap().requests, 0);
    assert_eq!((scene.fates("expired", "caster").await, scene.told().await), (1, Vec::new()), "nobody is told");
    assert_eq!(scene.happened().await.last(), Some(&(EventKind::RescheduleExpired, Side::System)));

    let other = Scene::new().await;
    other.asked("").await;
    other.world.services.decline_booking(&other.talent(), other.booking.id, None, "No").await.unwrap();
    assert_eq!(other.fates("expired", "caster").await, 1, "ended with the booking");
    let again = other.world.services.request_reschedule(&other.caster(), other.booking.id, None, "").await;
    assert_eq!(code(again), "booking.not_possible_now");
}

#[tokio::test]
async fn asking_answers_the_talents_own_wish() {
    let scene = Scene::new().await;
    let (services, id) = (&scene.world.services, scene.booking.id);
    services.request_change(&scene.talent(), id, None, &[scene.world.at(MONDAY_11)], "School").await.unwrap();
    let asked = scene.asked("None of these").await;
    assert!(asked.request.is_none() && asked.reschedule_request.is_some());
    assert_eq!((scene.fates("refused", "talent").await, scene.fates("open", "caster").await), (1, 1));
    let granted = services.grant_change(&scene.caster(), id, None, scene.world.at(MONDAY_11)).await;
    assert_eq!(code(granted), "booking.request_closed");
    // Both ways are open again afterwards.
    scene.kept("").await;
    services.request_change(&scene.talent(), id, None, &[scene.world.at(MONDAY_11)], "").await.unwrap();
}

#[tokio::test]
async fn a_guest_chooses_past_the_deadline_and_without_approval() {
    let world = World::new().await;
    let mut stage = world.stage().await;
    let approves = |event: &mut store::event_types::EventTypeRecord| event.needs_confirmation = true;
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], approves).await;
    world.shared(&stage).await;
    let (services, caster, anybody) = (&world.services, world.ctx_as(&stage.caster), world.ctx_anonymous());
    let hind = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    let early = services.request_reschedule(&caster, hind.booking.id, None, "").await;
    assert_eq!(code(early), "booking.not_possible_now", "what nobody accepted is declined instead");
    services.accept_booking(&caster, hind.booking.id, None).await.unwrap();
    world.sql("update public_settings set may_reschedule = false, change_notice_min = 525600").await;
    let seen = services.booking_by_link(&anybody, &hind.token).await.unwrap();
    assert!(!seen.may_move);
    let new = NewTime::at(world.at(MONDAY_1030));
    assert_eq!(code(services.move_by_link(&anybody, &hind.token, None, &new).await), "booking.change_closed");

    services.request_reschedule(&caster, hind.booking.id, None, "Rain").await.unwrap();
    let mails = world.new_mails().await;
    assert!(mails.iter().any(|mail| mail.to == "hind@example.com" && mail.text.contains("Rain")), "{mails:?}");
    let seen = services.booking_by_link(&anybody, &hind.token).await.unwrap();
    assert!(seen.may_move && !seen.move_asks && seen.reschedule_request.is_some());
    let mut visitor = anybody.clone();
    visitor.request.session_key = "a visitor".to_owned();
    assert!(
        services
            .hold_move_by_link(&visitor, &hind.token, world.at(MONDAY_1030))
            .await
            .unwrap()
            .is_none_or(|hold| hold.starts_at == world.at(MONDAY_1030))
    );
    let moved = services.move_by_link(&visitor, &hind.token, None, &new).await.unwrap();
    assert_eq!((moved.status, moved.starts_at), (Status::Confirmed, world.at(MONDAY_1030)));
    assert!(!moved.may_move, "asked once, chosen once");
    assert_eq!(code(services.move_by_link(&anybody, &hind.token, None, &new).await), "booking.change_closed");
}

#[tokio::test]
async fn nobody_else_may_ask_take_back_or_answer() {
    let scene = Scene::new().await;
    let (services, id) = (&scene.world.services, scene.booking.id);
    let stranger = scene.world.applicant(&scene.stage, "Reem").await;
    let others = [
        (scene.world.ctx_as(&stranger.person), "not found"),
        (scene.world.ctx_as(&scene.world.member(MemberRole::Caster).await), "forbidden"),
        (scene.world.ctx_as(&scene.world.member(MemberRole::SessionRunner).await), "forbidden"),
        (scene.world.ctx_as(&scene.world.member(MemberRole::Reviewer).await), "forbidden"),
    ];
    let word = |done: services::Result<BookingView>| match done {
        Err(Error::NotFound) => "not found",
        Err(Error::Forbidden) => "forbidden",
        other => panic!("{other:?}"),
    };
    let ask = async |ctx: &Ctx| word(services.request_reschedule(ctx, id, None, "").await);
    assert_eq!(ask(&scene.talent()).await, "forbidden", "they ask by proposing times");
    for (ctx, no) in &others {
        assert_eq!(ask(ctx).await, *no);
    }
    scene.asked("").await;
    let new = NewTime::at(scene.world.at(MONDAY_11));
    for (ctx, no) in &others {
        assert_eq!(word(services.withdraw_reschedule(ctx, id, None).await), *no);
        assert_eq!(word(services.refuse_reschedule(ctx, id, None, "").await), *no);
        assert_eq!(word(services.reschedule_booking(ctx, id, None, &new).await), *no);
    }
    assert_eq!(word(services.withdraw_reschedule(&scene.talent(), id, None).await), "forbidden");
    assert_eq!(word(services.refuse_reschedule(&scene.caster(), id, None, "").await), "forbidden");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_make_one() {
    let scene = Scene::new().await;
    let (services, id) = (&scene.world.services, scene.booking.id);
    let (caster, admin) = (scene.caster(), scene.world.ctx_as(&scene.world.member(MemberRole::Admin).await));
    // The same form, sent twice: both are told that it is asked.
    let (one, two) = tokio::join!(
        services.request_reschedule(&caster, id, Some(1), "Rain"),
        services.request_reschedule(&caster, id, Some(1), "Rain"),
    );
    assert_eq!((one.unwrap().revision, two.unwrap().revision), (2, 2));
    assert_eq!(scene.told().await.len(), 1);
    assert_eq!(code(services.request_reschedule(&admin, id, None, "Storm").await), "booking.request_open");
    assert_eq!(code(services.request_reschedule(&admin, id, Some(1), "Storm").await), "booking.stale_revision");
    services.withdraw_reschedule(&caster, id, None).await.unwrap();
    let (one, two) = tokio::join!(
        services.request_reschedule(&caster, id, None, "Rain"),
        services.request_reschedule(&admin, id, None, "Storm"),
    );
    let refused = match (one, two) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("{both:?}"),
    };
    assert_eq!(code(refused), "booking.request_open");
    assert_eq!(scene.fates("open", "caster").await, 1);
}

#[tokio::test]
async fn of_a_shared_meeting_one_place_is_meant() {
    let world = World::new().await;
    let mut stage = world.stage().await;
    stage.event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 3).await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let one = world.booked(&stage, &noura, MONDAY_10).await;
    let other = world.booked(&stage, &reem, MONDAY_10).await;
    assert_eq!(one.occurrence_id, other.occurrence_id, "one meeting");
    let (caster, own) = (world.ctx_as(&stage.caster), world.ctx_as(&noura.person));
    world.services.request_reschedule(&caster, one.id, None, "").await.unwrap();
    let beside = world.services.booking(&world.ctx_as(&reem.person), other.id).await.unwrap();
    assert!(beside.reschedule_request.is_none() && !beside.may_move);
    let new = NewTime::at(world.at(MONDAY_11));
    let moved = world.services.reschedule_booking(&own, one.id, None, &new).await.unwrap();
    assert_eq!(moved.starts_at, world.at(MONDAY_11));
    assert_eq!(world.services.booking(&caster, other.id).await.unwrap().starts_at, world.at(MONDAY_10));
}

#[tokio::test]
async fn of_a_series_one_date_is_meant_and_calling_off_the_rest_ends_it() {
    let world = World::new().await;
    let stage = repeating(&world, |_| {}).await;
    let noura = world.applicant(&stage, "Noura").await;
    let (caster, own) = (world.ctx_as(&stage.caster), world.ctx_as(&noura.person));
    let new = NewBooking {
        occurrences: Some(3),
        ..NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10))
    };
    let first = world.services.book(&caster, &new).await.unwrap();
    world.services.request_reschedule(&caster, first.id, None, "").await.unwrap();
    let asked = async || -> Vec<bool> {
        let seen = world.services.booking(&own, first.id).await.unwrap();
        let items = world.services.series_of_view(&own, &seen).await.unwrap();
        items.iter().map(|item| item.booking.reschedule_request.is_some()).collect()
    };
    assert_eq!(asked().await, [true, false, false]);
    let off = SeriesChange::Cancel { reason: String::new() };
    world.services.change_series(&own, first.id, None, &off).await.unwrap();
    assert_eq!(asked().await, [false, false, false]);
}
