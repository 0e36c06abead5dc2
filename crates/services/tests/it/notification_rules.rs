//! Rules: who is told what, once, whatever fails in between; own words, quiet hours, doing without, resending, and who may write rules.

mod readers;

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
    public_booking::ShareForm,
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

    /// Strangers may book, and bring two along.
    async fn shared(&self, needs_confirmation: bool) {
        let form = ShareForm {
            access: "open".to_owned(),
            needs_confirmation,
            pending_blocks: true,
            most_guests: 2,
            may_cancel: true,
            may_reschedule: true,
            reason_from: "nobody".to_owned(),
            ..ShareForm::default()
        };
        self.world.services.share(&self.caster(), self.stage.event_type, None, &form).await.unwrap();
    }

    /// What a stranger books, with those who come along.
    async fn stranger(&self, name: &str, guests: &str) -> BookingView {
        let mut new = self.world.stranger(self.stage.event_type, name, START);
        guests.clone_into(&mut new.guest.guests);
        self.world.services.book_public(&self.world.ctx_anonymous(), &new).await.unwrap().booking
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
    if trigger == "requested" {
        scene.shared(true).await;
        return scene.stranger("Hind", "").await;
    }
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

const SET_OFF: [&str; 9] = [
    "booked",
    "requested",
    "confirmed",
    "declined",
    "rescheduled",
    "cancelled",
    "before_start",
    "after_end",
    "unconfirmed",
];

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
    // One that came to nothing is no example of one that was booked, however new.
    scene.shared(false).await;
    let mut new = scene.world.stranger(scene.stage.event_type, "Hind", START);
    new.start += chrono::TimeDelta::hours(1);
    let hind = services.book_public(&scene.world.ctx_anonymous(), &new).await.unwrap().booking;
    services.cancel_booking(&scene.caster(), hind.id, None, "").await.unwrap();
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
