//! A mailbox on a real IMAP server is read for answers of calendars: only what is new, once, without leaving a trace in it.

use chrono::TimeDelta;
use domain::{actor::MemberRole, booking::Status};
use services::{
    Ctx,
    bookings::BookingView,
    calendar_replies::{MailboxForm, MailboxView},
    jobs::drain,
};
use testkit::{World, builders::bookings::Stage, imap::ImapServer, replies::CalendarAnswer};

use crate::casting::faults;

struct Office {
    world: World,
    stage: Stage,
    admin: testkit::Person,
    server: ImapServer,
}

impl Office {
    async fn new() -> Self {
        let server = ImapServer::start().await;
        let world = World::patient().await.trusting_mailboxes();
        world.takes_replies().await;
        let stage = world.stage().await;
        let admin = world.member(MemberRole::Admin).await;
        Self { world, stage, admin, server }
    }

    fn ctx(&self) -> Ctx {
        self.world.ctx_as(&self.admin)
    }

    /// Somebody is invited: the booking, and their calendar's answer.
    async fn invited(&self, name: &str, start: &str, answer: &str) -> (BookingView, String) {
        let applicant = self.world.applicant(&self.stage, name).await;
        let booking = self.world.booked(&self.stage, &applicant, start).await;
        let mails = self.world.new_mails().await;
        let mail = mails.into_iter().find(|mail| mail.to == applicant.person.email).unwrap();
        (booking, CalendarAnswer::to(&mail, answer, "20261122T060100Z").mail())
    }

    async fn later(&self, minutes: i64) {
        self.world.advance(TimeDelta::minutes(minutes));
        drain(&self.world.services).await.unwrap();
    }

    async fn status(&self, booking: &BookingView) -> Status {
        self.world.services.booking(&self.world.ctx_as(&self.stage.caster), booking.id).await.unwrap().status
    }

    async fn mailbox(&self) -> MailboxView {
        self.world.services.reply_mailbox(&self.ctx()).await.unwrap().unwrap()
    }

    async fn came(&self) -> Vec<String> {
        let found = self.world.services.list_calendar_replies(&self.ctx(), None).await.unwrap().items;
        found.into_iter().map(|one| one.state).collect()
    }
}

#[tokio::test]
async fn answers_in_a_mailbox_are_taken_once_and_left_as_they_are() {
    let mut office = Office::new().await;
    let (early, yes) = office.invited("Noura", "2026-11-30T07:00:00Z", "ACCEPTED").await;
    let newsletter = "From: news@example.com\r\nSubject: News\r\n\r\nNothing.\r\n".to_owned();
    let huge = format!("From: a@example.com\r\nSubject: Large\r\n\r\n{}\r\n", "x".repeat(1024 * 1024));
    office.server.deliver(&[newsletter.clone(), huge, yes.clone()]);
    office.world.services.set_reply_mailbox(&office.ctx(), &office.server.form()).await.unwrap();
    drain(&office.world.services).await.unwrap();
    assert_eq!(office.status(&early).await, Status::Confirmed);
    assert_eq!(office.came().await, ["applied"]);
    assert_eq!(office.server.counts(), (3, 3), "nothing is marked");
    let seen = office.mailbox().await;
    assert_eq!((seen.last_read_at, seen.failing_since), (Some(office.world.now()), None));
    let kept = office.world.texts("select encode(password_sealed, 'escape') from reply_mailboxes").await;
    assert!(!kept[0].contains("demopass"));

    // More than one reading takes at once, the same answer among them once more.
    let (second, no) = office.invited("Reem", "2026-11-30T08:00:00Z", "DECLINED").await;
    let mut mails = vec![newsletter; 30];
    mails.extend([yes, no]);
    office.server.deliver(&mails);
    office.later(1).await;
    assert_eq!(office.status(&second).await, Status::Scheduled, "its time has not come");
    office.later(1).await;
    assert_eq!(office.status(&second).await, Status::Declined);
    assert_eq!(office.came().await, ["applied", "applied"]);
    let uid = office.world.number("select last_uid from reply_mailboxes").await;
    office.later(5).await;
    assert_eq!(office.world.number("select last_uid from reply_mailboxes").await, uid);

    // A server that is down loses nothing; one that numbers anew is read anew, and what was taken counts once.
    office.server.stop();
    office.later(5).await;
    let failing = office.mailbox().await;
    assert_eq!((failing.failure.as_deref(), failing.failing_since), (Some("connect"), Some(office.world.now())));
    office.server.run().await;
    let (third, yes) = office.invited("Hind", "2026-11-30T09:00:00Z", "ACCEPTED").await;
    office.server.deliver(&[mails.pop().unwrap(), yes]);
    office.later(5).await;
    assert_eq!(office.status(&third).await, Status::Confirmed);
    assert_eq!(office.came().await.len(), 3);
    assert_eq!(office.mailbox().await.failing_since, None);

    // Disconnected, it is read no more.
    office.world.services.remove_reply_mailbox(&office.ctx()).await.unwrap();
    assert!(office.world.services.reply_mailbox(&office.ctx()).await.unwrap().is_none());
    office.later(60).await;
}

#[tokio::test]
async fn a_mailbox_that_does_not_open_is_not_kept() {
    let office = Office::new().await;
    let services = &office.world.services;
    let right = office.server.form();
    let with = |change: fn(&mut MailboxForm)| {
        let mut form = right.clone();
        change(&mut form);
        form
    };
    for (form, fault) in [
        (with(|form| form.host.clear()), "host required"),
        (with(|form| form.host = "imap example".to_owned()), "host invalid"),
        (with(|form| form.port = "70000".to_owned()), "port invalid"),
        (with(|form| form.user.clear()), "user required"),
        (with(|form| form.password.clear()), "password required"),
        (with(|form| form.password = "wrong".to_owned()), "password wrong"),
        (with(|form| form.folder = "Nowhere".to_owned()), "folder nothing_there"),
        (with(|form| form.port = "1".to_owned()), "host no_answer"),
    ] {
        assert_eq!(faults(services.set_reply_mailbox(&office.ctx(), &form).await), [fault], "{form:?}");
    }
    // A certificate nobody vouches for: the password is not even sent.
    let plain = World::patient().await;
    plain.takes_replies().await;
    let ctx = plain.ctx_as(&plain.member(MemberRole::Admin).await);
    assert_eq!(faults(plain.services.set_reply_mailbox(&ctx, &right).await), ["host no_answer"]);
    assert!(services.reply_mailbox(&office.ctx()).await.unwrap().is_none());

    services.set_reply_mailbox(&office.ctx(), &right).await.unwrap();
    // The password is kept for its place alone.
    services.set_reply_mailbox(&office.ctx(), &with(|form| form.password.clear())).await.unwrap();
    let elsewhere = with(|form| {
        form.password.clear();
        form.host = "127.0.0.1".to_owned();
    });
    assert_eq!(faults(services.set_reply_mailbox(&office.ctx(), &elsewhere).await), ["password required"]);
    let caster = office.world.ctx_as(&office.stage.caster);
    assert!(matches!(services.set_reply_mailbox(&caster, &right).await, Err(services::Error::Forbidden)));
    // Without an address for answers there is nothing to read for.
    services.remove_reply_settings(&office.ctx()).await.unwrap();
    assert!(matches!(services.set_reply_mailbox(&office.ctx(), &right).await, Err(services::Error::NotFound)));
    drain(services).await.unwrap();
}
