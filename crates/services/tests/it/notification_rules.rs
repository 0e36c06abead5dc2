//! Rules: who is told what, once, whatever fails in between; own words, quiet hours, doing without, resending, and who may write rules.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use connectors::mail::{Mail, MailError};
use domain::{
    actor::MemberRole,
    field::FieldCode,
    id::{EventType, Id, NotificationRule},
    notification_rule::{Category, RuleForm},
    refusal::{OtherRefusal, Refusal},
};
use services::{
    Error,
    bookings::{BookingView, NewTime},
    jobs::{self, Job, Remind, SendNotification},
    notification_rules::RuleView,
    notifications::{MessageState, Reader},
};
use testkit::{
    World,
    builders::{
        accounts::Person,
        bookings::{Applicant, Stage},
    },
};

/// Monday 30 November 2026, 10:00 to 10:30 in Riyadh; the world stands eight days earlier.
const START: &str = "2026-11-30T07:00:00Z";
const STUDIO: &str = "studio@example.test";

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
    admin: Person,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        let admin = world.member(MemberRole::Admin).await;
        Self { world, stage, noura, admin }
    }

    async fn rule(&self, form: RuleForm) -> RuleView {
        let ctx = self.world.ctx_as(&self.admin);
        self.world.services.create_notification_rule(&ctx, None, &form).await.unwrap()
    }

    async fn booked(&self) -> BookingView {
        self.world.booked(&self.stage, &self.noura, START).await
    }

    fn caster(&self) -> services::Ctx {
        self.world.ctx_as(&self.stage.caster)
    }

    fn talent(&self) -> services::Ctx {
        self.world.ctx_as(&self.noura.person)
    }

    async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.world.new_mails().await.into_iter().filter(|mail| mail.to == address).collect()
    }

    /// Without the two every organisation begins with.
    async fn without_reminders(self) -> Self {
        self.world.sql("delete from notification_rules").await;
        self
    }
}

fn rule(trigger: &str, recipient: &str) -> RuleForm {
    RuleForm {
        trigger: trigger.to_owned(),
        offset: "3".to_owned(),
        unit: "hours".to_owned(),
        recipient: recipient.to_owned(),
        address: if recipient == "address" { STUDIO.to_owned() } else { String::new() },
        channel: "email".to_owned(),
        ..RuleForm::default()
    }
}

/// Does what sets a trigger off, and moves the clock to where a timed one is due.
async fn set_off(scene: &Scene, trigger: &str) -> BookingView {
    let (world, services) = (&scene.world, &scene.world.services);
    let booking = scene.booked().await;
    let id = booking.id;
    match trigger {
        "booked" => {}
        "confirmed" => drop(services.confirm_booking(&scene.talent(), id, None).await.unwrap()),
        "declined" => drop(services.decline_booking(&scene.talent(), id, None, "Away").await.unwrap()),
        "cancelled" => drop(services.cancel_booking(&scene.caster(), id, None, "The film is off").await.unwrap()),
        "rescheduled" => {
            let new = NewTime::at(world.at("2026-12-01T07:00:00Z"));
            drop(services.reschedule_booking(&scene.caster(), id, None, &new).await.unwrap());
        }
        "before_start" | "unconfirmed" => world.set_clock("2026-11-30T04:00:00Z"),
        "after_end" => world.set_clock("2026-11-30T10:30:00Z"),
        other => panic!("{other}"),
    }
    booking
}

const SET_OFF: [&str; 8] =
    ["booked", "confirmed", "declined", "rescheduled", "cancelled", "before_start", "after_end", "unconfirmed"];

/// The relay refuses twice for now, and the process dies each time between the relay's yes and our noting it: one Message-ID all the same.
#[tokio::test]
async fn every_trigger_goes_out_under_retry_and_crash_with_one_message_id() {
    for trigger in SET_OFF {
        let scene = Scene::new().await.without_reminders().await;
        let (world, services) = (&scene.world, &scene.world.services);
        let ruled = scene.rule(rule(trigger, "address")).await;
        let booking = set_off(&scene, trigger).await;
        // Refusals first: every message of the scene meets one and is tried again.
        for _ in 0..4 {
            world.mailbox.refuse_next(MailError::Temporary { code: Some(451), text: "451 try later".to_owned() });
        }
        let mut taken = scene.mails_to(STUDIO).await;
        for minutes in [1, 5, 15, 60] {
            world.advance(TimeDelta::minutes(minutes));
            taken.extend(scene.mails_to(STUDIO).await);
        }
        assert_eq!(taken.len(), 1, "{trigger}");
        // Died after the relay had taken it: the row still says queued, and its job is taken over.
        world.sql("update notifications set status = 'queued', sent_at = null, next_attempt_at = null").await;
        let mut tx = world.tx().await;
        let mut db = world.store().connection().await.unwrap();
        let lines = store::notifications::ledger(&mut db, scene.stage.org, booking.id, 100).await.unwrap();
        let told: Vec<_> = lines.iter().filter(|line| line.address == STUDIO).collect();
        assert_eq!(told.len(), 1, "{trigger}");
        let job = Job::SendNotification(SendNotification { id: told[0].id });
        jobs::enqueue(&mut tx, services.clock(), &job, world.now(), None).await.unwrap();
        // Died before the rule's own job was done with: it runs again too.
        if matches!(trigger, "before_start" | "after_end" | "unconfirmed") {
            let job = Job::Remind(Remind { booking_id: booking.id, rule_id: ruled.id });
            jobs::enqueue(&mut tx, services.clock(), &job, world.now(), None).await.unwrap();
        }
        tx.commit().await.unwrap();
        taken.extend(scene.mails_to(STUDIO).await);
        assert_eq!(taken.len(), 2, "{trigger}: repeated after the crash");
        let ids: BTreeSet<_> = taken.iter().map(|mail| mail.message_id.clone()).collect();
        assert_eq!(ids, [format!("{}@callboard.test", told[0].id)].into(), "{trigger}");
        // And that was all there is to say.
        world.advance(TimeDelta::days(3));
        assert!(scene.mails_to(STUDIO).await.is_empty(), "{trigger}");
    }
}

#[tokio::test]
async fn a_change_that_is_rolled_back_tells_nobody_whom_a_rule_names() {
    let scene = Scene::new().await;
    scene.rule(rule("booked", "address")).await;
    scene.booked().await;
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1);
    let new = services::bookings::NewBooking::new(
        scene.noura.application,
        scene.stage.event_type,
        scene.world.at("2026-12-01T07:00:00Z"),
    );
    assert!(scene.world.services.book(&scene.caster(), &new).await.is_err(), "one live booking per round");
    assert!(scene.mails_to(STUDIO).await.is_empty());
}

#[tokio::test]
async fn own_words_stand_in_the_mail_that_goes_out_anyway_in_the_readers_language() {
    let scene = Scene::new().await;
    let words = RuleForm {
        subject_en: "Come to {production}, {talent}".to_owned(),
        subject_ar: "أهلا {talent} في {production}".to_owned(),
        body_en: "Dear {talent},\n\nplease bring {{your}} sides for {role}. See {place}.".to_owned(),
        body_ar: "عزيزي {talent}،\n\nأحضروا نصكم لدور {role}.".to_owned(),
        ..rule("booked", "talent")
    };
    scene.rule(words).await;
    let booking = scene.booked().await;
    let mails = scene.mails_to(&scene.noura.person.email).await;
    assert_eq!(mails.len(), 1, "words, no second mail");
    let mail = &mails[0];
    assert_eq!(mail.subject, "Come to Shade of the Palms, Noura");
    assert!(mail.text.contains("please bring {your} sides for \u{2068}Nora\u{2069}."), "{}", mail.text);
    assert!(mail.text.contains("/r/") && mail.calendar.is_some(), "the way to answer and the entry stay");
    assert!(!mail.text.contains("invites you"), "{}", mail.text);
    let ledger = scene.world.services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!(
        ledger.iter().map(|line| (line.reader, line.is_ruled)).collect::<Vec<_>>(),
        [(Some(Reader::Talent), true)]
    );

    let faisal = scene.world.applicant(&scene.stage, "Faisal").await;
    scene.world.sql("update users set language = 'ar'").await;
    scene.world.booked(&scene.stage, &faisal, "2026-11-30T08:00:00Z").await;
    let mails = scene.mails_to(&faisal.person.email).await;
    assert_eq!(mails[0].subject, "أهلا Faisal في ظل النخيل");
    assert!(mails[0].html.contains("أحضروا نصكم"), "{}", mails[0].html);
}

#[tokio::test]
async fn what_a_person_wrote_never_becomes_a_variable_or_markup() {
    let scene = Scene::new().await;
    let words = RuleForm {
        body_en: "Reason: {reason}".to_owned(),
        body_ar: "السبب: {reason}".to_owned(),
        ..rule("cancelled", "address")
    };
    scene.rule(words).await;
    let booking = scene.booked().await;
    let reason = "{talent} <img src=x onerror=alert(1)>\r\nBcc: x@example.test";
    scene.world.services.cancel_booking(&scene.caster(), booking.id, None, reason).await.unwrap();
    let mails = scene.mails_to(STUDIO).await;
    assert!(mails[0].text.contains("{talent}"), "{}", mails[0].text);
    assert!(!mails[0].html.contains("<img"), "{}", mails[0].html);
}

#[tokio::test]
async fn an_unknown_variable_is_refused_where_it_stands_and_a_right_one_can_be_tried() {
    let scene = Scene::new().await;
    let (services, admin) = (&scene.world.services, scene.world.ctx_as(&scene.admin));
    let words = |body: &str| RuleForm {
        body_en: body.to_owned(),
        body_ar: "أهلا {talent}: {link}".to_owned(),
        ..rule("booked", "talent")
    };
    let wrong = words("Hello {talent},\nsee you {wen}");
    for refused in [
        services.create_notification_rule(&admin, None, &wrong).await.map(drop),
        services.preview_notification_rule(&admin, None, &wrong, None).await.map(drop),
    ] {
        let Err(Error::Fields(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(
            (faults[0].field.as_str(), faults[0].code, faults[0].limit),
            ("bodyEn", FieldCode::UnknownVariable, Some(2))
        );
    }
    let right = words("Hello {talent}: {link}");
    assert_eq!(
        services.preview_notification_rule(&admin, None, &right, None).await.unwrap(),
        None,
        "nothing to try it with"
    );
    let booking = scene.booked().await;
    scene.world.new_mails().await;
    let preview = services.preview_notification_rule(&admin, None, &right, None).await.unwrap().unwrap();
    assert_eq!(preview.booking, booking.id);
    let html: Vec<_> = preview.samples.iter().map(|sample| sample.html.clone().unwrap()).collect();
    assert!(html[0].contains("Hello") && html[0].contains("Noura") && html[1].contains("أهلا"), "{html:?}");
    assert!(html.iter().all(|html| !html.contains("/r/")), "the link that answers for the talent is not shown");
    assert!(scene.world.new_mails().await.is_empty(), "nobody is told");
    let foreign = scene.world.organization("other").await;
    let foreign = scene.world.stage_in(foreign).await;
    let stranger = scene.world.applicant(&foreign, "Hind").await;
    let theirs = scene.world.booked(&foreign, &stranger, START).await;
    let refused = services.preview_notification_rule(&admin, None, &right, Some(theirs.id)).await;
    assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
}

#[tokio::test]
async fn the_team_is_told_once_each_and_nobody_twice() {
    let scene = Scene::new().await.without_reminders().await;
    let second = scene.world.member(MemberRole::Caster).await;
    scene.world.working_hours(second.id).await;
    let hosts = [scene.stage.caster.id, second.id];
    let event_type = scene.world.event_type_with(scene.stage.org, Some(scene.stage.call), &hosts, |_| {}).await;
    scene.rule(rule("booked", "host")).await;
    scene.rule(rule("confirmed", "host")).await;
    let stage = Stage { event_type, ..scene.stage.clone() };
    let booking = scene.world.booked(&stage, &scene.noura, START).await;
    let by_address = |mails: Vec<Mail>| {
        mails.into_iter().fold(BTreeMap::<String, usize>::new(), |mut all, mail| {
            *all.entry(mail.to).or_default() += 1;
            all
        })
    };
    let told = by_address(scene.world.new_mails().await);
    let expected =
        [(scene.noura.person.email.clone(), 1), (scene.stage.caster.email.clone(), 1), (second.email.clone(), 1)];
    assert_eq!(told, expected.into());
    scene.world.services.confirm_booking(&scene.talent(), booking.id, None).await.unwrap();
    let told = by_address(scene.world.new_mails().await);
    assert_eq!(told, [(scene.stage.caster.email.clone(), 1), (second.email, 1)].into(), "the caster was told anyway");
}

#[tokio::test]
async fn nobody_is_woken() {
    let scene = Scene::new().await.without_reminders().await;
    let (world, services) = (&scene.world, &scene.world.services);
    services.set_quiet_hours(&world.ctx_as(&scene.admin), "22:00", "08:00").await.unwrap();
    scene.rule(RuleForm { keeps_quiet: true, ..rule("before_start", "talent") }).await;
    scene.rule(RuleForm { keeps_quiet: true, ..rule("booked", "address") }).await;
    scene.rule(RuleForm { keeps_quiet: false, ..rule("cancelled", "address") }).await;
    // 23:30 in Riyadh.
    world.set_clock("2026-11-22T20:30:00Z");
    let booking = scene.booked().await;
    assert_eq!(world.new_mails().await.len(), 1, "the invitation waits for no morning");
    world.set_clock("2026-11-23T04:59:00Z");
    assert!(world.new_mails().await.is_empty());
    world.set_clock("2026-11-23T05:00:00Z");
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1, "at eight");
    // Three hours before 10:00 is 07:00: it waits for eight, when the talent's zone is Riyadh's.
    world.set_clock("2026-11-30T04:00:00Z");
    assert!(world.new_mails().await.is_empty());
    world.set_clock("2026-11-30T05:00:00Z");
    assert_eq!(scene.mails_to(&scene.noura.person.email).await.len(), 1);
    world.set_clock("2026-11-30T06:00:00Z");
    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1);
}

#[tokio::test]
async fn who_stops_reminders_by_their_link_still_gets_what_was_agreed() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let booking = scene.booked().await;
    let invitation = world.new_mails().await.remove(0);
    assert_eq!(invitation.unsubscribe, None, "nobody does without an invitation");
    world.set_clock("2026-11-29T07:00:00Z");
    let reminder = world.new_mails().await.remove(0);
    let url = reminder.unsubscribe.clone().expect("a way to stop");
    assert!(reminder.text.contains(&url) || reminder.html.contains(&url), "readable too: {}", reminder.text);
    let token = url.strip_prefix("https://callboard.test/unsubscribe/").unwrap();
    let anybody = world.ctx_anonymous();
    let found = services.subscription(&anybody, token).await.unwrap();
    assert_eq!((found.category, found.is_stopped), (Category::Reminders, false));
    assert!(!found.address.contains(&scene.noura.person.email));
    for wrong in ["", "x", &token[1..], &format!("{}A", &token[..token.len() - 1]), &token.to_uppercase()] {
        let refused = services.set_subscription(&anybody, wrong, true).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{wrong}: {refused:?}");
    }
    assert!(!services.subscription(&anybody, token).await.unwrap().is_stopped, "looking changes nothing");
    services.set_subscription(&anybody, token, true).await.unwrap();
    services.set_subscription(&anybody, token, true).await.unwrap();
    world.set_clock("2026-11-30T06:00:00Z");
    assert!(world.new_mails().await.is_empty(), "no reminder an hour before");
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(
        matches!(ledger[0].state, MessageState::Skipped(Some(services::notifications::Stale::Unwanted))),
        "{ledger:?}"
    );
    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    assert_eq!(world.new_mails().await.len(), 1, "a cancellation comes");
    services.set_subscription(&anybody, token, false).await.unwrap();
    assert!(!services.subscription(&anybody, token).await.unwrap().is_stopped);
}

#[tokio::test]
async fn a_changed_rule_holds_for_bookings_there_are() {
    let scene = Scene::new().await.without_reminders().await;
    let (world, services, admin) = (&scene.world, &scene.world.services, scene.world.ctx_as(&scene.admin));
    scene.booked().await;
    world.new_mails().await;
    let ruled = scene.rule(rule("before_start", "address")).await;
    world.run_jobs().await;
    let longer = RuleForm { offset: "2".to_owned(), unit: "days".to_owned(), ..rule("before_start", "address") };
    services.edit_notification_rule(&admin, ruled.id, Some(1), &longer).await.unwrap();
    let stale = services.edit_notification_rule(&admin, ruled.id, Some(1), &longer).await;
    assert!(matches!(stale, Err(Error::Refused(Refusal::Other(OtherRefusal::StaleRevision)))));
    world.run_jobs().await;
    world.set_clock("2026-11-28T07:00:00Z");
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1, "two days before");
    world.set_clock("2026-11-30T04:00:00Z");
    assert!(scene.mails_to(STUDIO).await.is_empty(), "not at the former time");

    // Off, excepted, deleted: three ways to say nothing.
    for way in ["off", "excepted", "deleted", "on again"] {
        let scene = Scene::new().await.without_reminders().await;
        let (world, services, admin) = (&scene.world, &scene.world.services, scene.world.ctx_as(&scene.admin));
        let ruled = scene.rule(rule("before_start", "address")).await;
        scene.booked().await;
        let event_type = scene.stage.event_type;
        match way {
            "off" => drop(services.switch_notification_rule(&admin, ruled.id, false).await.unwrap()),
            "excepted" => services.except_event_type(&admin, ruled.id, event_type, true).await.unwrap(),
            "deleted" => services.delete_notification_rule(&admin, ruled.id).await.unwrap(),
            _ => {
                services.except_event_type(&admin, ruled.id, event_type, true).await.unwrap();
                services.except_event_type(&admin, ruled.id, event_type, false).await.unwrap();
            }
        }
        world.run_jobs().await;
        world.set_clock("2026-11-30T04:00:00Z");
        assert_eq!(scene.mails_to(STUDIO).await.len(), usize::from(way == "on again"), "{way}");
    }
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_shown_and_left_alone_until_somebody_asks() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let refused = MailError::Permanent { code: Some(550), text: "550 5.1.1 no such user".to_owned() };
    world.mailbox.refuse_next(refused);
    let booking = scene.booked().await;
    assert!(world.new_mails().await.is_empty());
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!((ledger.len(), ledger[0].state), (1, MessageState::Failed));
    assert!(ledger[0].answer.as_deref().is_some_and(|answer| answer.contains("5.1.1")) && ledger[0].may_resend);
    world.set_clock("2026-11-29T07:00:00Z");
    assert!(world.new_mails().await.is_empty(), "not tried again");
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(ledger[0].state == MessageState::Failed && ledger[0].is_suppressed, "{ledger:?}");

    // Pressed twice, sent once, with a Message-ID of its own.
    let first = ledger[1].id;
    for _ in 0..2 {
        services.resend_message(&scene.caster(), booking.id, first, 0).await.unwrap();
    }
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    assert_ne!(mails[0].message_id, format!("{first}@callboard.test"));
    assert!(mails[0].subject.starts_with("Audition invitation"), "{}", mails[0].subject);
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(ledger[0].is_again && matches!(ledger[0].state, MessageState::Sent(_)), "{ledger:?}");
    assert!(ledger[0].answer.as_deref().is_some_and(|answer| answer.starts_with("250")), "{ledger:?}");
    assert_eq!(ledger[2].resent, 1);

    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    world.new_mails().await;
    let outdated = services.resend_message(&scene.caster(), booking.id, first, 1).await;
    assert!(matches!(outdated, Err(Error::Refused(Refusal::Other(OtherRefusal::MessageOutdated)))), "{outdated:?}");
}

#[tokio::test]
async fn a_policy_refusal_is_no_verdict_on_the_address() {
    let scene = Scene::new().await;
    let refused = MailError::Permanent { code: Some(554), text: "554 5.7.1 refused by policy".to_owned() };
    scene.world.mailbox.refuse_next(refused);
    scene.booked().await;
    scene.world.run_jobs().await;
    scene.world.set_clock("2026-11-29T07:00:00Z");
    assert_eq!(scene.world.new_mails().await.len(), 1, "the reminder is tried");
}

#[tokio::test]
async fn text_messages_go_where_they_can() {
    let scene = Scene::new().await.without_reminders().await;
    let by = |channel: &str, recipient: &str| RuleForm { channel: channel.to_owned(), ..rule("booked", recipient) };
    scene.rule(by("sms", "talent")).await;
    let number = RuleForm { address: "+966 50 123 4567".to_owned(), ..by("whatsapp", "address") };
    scene.rule(number).await;
    let booking = scene.booked().await;
    scene.world.run_jobs().await;
    let texts = scene.world.mailbox.texts();
    let told: Vec<_> = texts.iter().map(|text| (text.channel.as_str(), text.to.as_str())).collect();
    assert_eq!(told, [("sms", "+966 50 000 0001"), ("whatsapp", "+966 50 123 4567")]);
    assert!(texts[0].body.contains("/r/") && !texts[1].body.contains("/r/"), "{texts:?}");
    assert_eq!(scene.world.mailbox.mails().len(), 1, "beside the invitation by mail");
    let ledger = scene.world.services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!(ledger.len(), 3);
}

#[tokio::test]
async fn who_may_write_rules() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let house: Id<NotificationRule> =
        services.list_notification_rules(&world.ctx_as(&scene.admin), None).await.unwrap()[0].id;
    let own = scene.stage.event_type;
    let colleague = world.member(MemberRole::Caster).await;
    let other = world.organization("elsewhere").await;
    let foreign = world.member_of(other, MemberRole::Admin).await;
    let assistant = world.member(MemberRole::Assistant).await;
    let form = rule("booked", "address");
    for (who, person, for_house, for_own) in [
        ("admin", &scene.admin, "ok", "ok"),
        ("caster", &scene.stage.caster, "forbidden", "ok"),
        ("colleague", &colleague, "forbidden", "forbidden"),
        ("assistant", &assistant, "forbidden", "forbidden"),
        ("talent", &scene.noura.person, "forbidden", "forbidden"),
        ("foreign admin", &foreign, "not found", "not found"),
    ] {
        let ctx = world.ctx_as(person);
        let said = |result: Result<(), Error>| match result {
            Ok(()) => "ok",
            Err(Error::Forbidden) => "forbidden",
            Err(Error::NotFound) => "not found",
            Err(other) => panic!("{who}: {other}"),
        };
        assert_eq!(said(services.switch_notification_rule(&ctx, house, true).await.map(drop)), for_house, "{who}");
        assert_eq!(said(services.create_notification_rule(&ctx, Some(own), &form).await.map(drop)), for_own, "{who}");
        assert_eq!(said(services.list_notification_rules(&ctx, Some(own)).await.map(drop)), for_own, "{who}");
        assert_eq!(said(services.except_event_type(&ctx, house, own, true).await), for_own, "{who}");
    }
    let nobody: Id<EventType> = world.ctx_system().new_id().unwrap();
    let refused = services.create_notification_rule(&world.ctx_as(&scene.admin), Some(nobody), &form).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let booking = scene.booked().await;
    world.run_jobs().await;
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    for (who, person) in [("talent", &scene.noura.person), ("colleague", &colleague), ("foreign", &foreign)] {
        let ctx = world.ctx_as(person);
        assert!(services.booking_messages(&ctx, booking.id).await.is_err(), "{who}");
        assert!(services.resend_message(&ctx, booking.id, ledger[0].id, 0).await.is_err(), "{who}");
    }
}

#[tokio::test]
async fn an_organisation_begins_with_two_reminders() {
    let world = World::without_organization(4, |_| {}).await;
    let input = services::organizations::OrganizationInput {
        name_en: "New Films".to_owned(),
        name_ar: "أفلام".to_owned(),
        ..Default::default()
    };
    let org = world.services.create_organization(&world.ctx_system(), input).await.unwrap();
    let admin = world.member_of(org, MemberRole::Admin).await;
    let rules = world.services.list_notification_rules(&world.ctx_as(&admin), None).await.unwrap();
    let offsets: Vec<_> = rules.iter().map(|rule| (rule.rule.trigger.as_str(), rule.rule.offset_min)).collect();
    assert_eq!(offsets, [("before_start", Some(1440)), ("before_start", Some(60))]);
}
