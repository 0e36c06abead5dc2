//! Reminders: a day and an hour before, once each, following the booking wherever it goes.

use chrono::TimeDelta;
use services::bookings::{BookingView, NewTime};
use testkit::{World, builders::bookings::Stage};

/// Monday 30 November 2026, 10:00 in Riyadh.
const START: &str = "2026-11-30T07:00:00Z";

struct Scene {
    world: World,
    stage: Stage,
    booking: BookingView,
    address: String,
}

/// A booking at [`START`], its invitation sent.
async fn scene() -> Scene {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    assert_eq!(world.new_mails().await.len(), 1);
    Scene { world, stage, booking, address: noura.person.email }
}

impl Scene {
    /// Moves the clock to so long before the start and returns the subjects of what arrives for the talent.
    async fn before(&self, start: &str, lead: TimeDelta) -> Vec<String> {
        self.world.set_clock(&(self.world.at(start) - lead).to_rfc3339());
        let mails = self.world.new_mails().await;
        assert!(mails.iter().all(|mail| mail.to == self.address), "only the talent is reminded");
        mails.into_iter().map(|mail| mail.subject).collect()
    }

    async fn flags(&self) -> (bool, bool) {
        let mut db = self.world.store().connection().await.unwrap();
        let record = store::bookings::record_any_owner(&mut db, self.booking.id, None).await.unwrap().unwrap();
        (record.reminder_sent_24h, record.reminder_sent_1h)
    }
}

fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

#[tokio::test]
async fn a_day_and_an_hour_before_once_each() {
    let scene = scene().await;
    assert!(scene.before(START, hours(25)).await.is_empty());
    assert_eq!(scene.flags().await, (false, false));
    assert_eq!(scene.before(START, hours(24)).await, ["Reminder: Nora – Shade of the Palms, Mon 30 Nov, 10:00"]);
    assert_eq!(scene.flags().await, (true, false));
    assert!(scene.before(START, hours(2)).await.is_empty());
    assert_eq!(scene.before(START, hours(1)).await, ["In one hour: Nora – Shade of the Palms, Mon 30 Nov, 10:00"]);
    assert_eq!(scene.flags().await, (true, true));
    assert!(scene.before(START, hours(-1)).await.is_empty());
}

#[tokio::test]
async fn a_new_time_replaces_them() {
    let scene = scene().await;
    assert_eq!(scene.before(START, hours(24)).await.len(), 1);
    let moved = "2026-12-02T07:00:00Z";
    let new = NewTime::at(scene.world.at(moved));
    let ctx = scene.world.ctx_as(&scene.stage.caster);
    scene.world.services.reschedule_booking(&ctx, scene.booking.id, None, &new).await.unwrap();
    assert_eq!(scene.flags().await, (false, false), "the new time has reminders of its own");
    assert_eq!(scene.before(START, hours(1)).await.len(), 1, "the news of the move, no reminder of the old time");
    assert_eq!(scene.before(moved, hours(24)).await, ["Reminder: Nora – Shade of the Palms, Wed 2 Dec, 10:00"]);
    assert_eq!(scene.before(moved, hours(1)).await.len(), 1);
}

#[tokio::test]
async fn a_late_one_says_how_late_in_subject_and_text() {
    let scene = scene().await;
    assert_eq!(scene.before(START, hours(24)).await.len(), 1);
    let late = scene.before(START, chrono::TimeDelta::minutes(2)).await;
    assert_eq!(late, ["In 2 minutes: Nora – Shade of the Palms, Mon 30 Nov, 10:00"]);
}

#[tokio::test]
async fn moved_to_within_the_day_leaves_only_the_hours() {
    let scene = scene().await;
    scene.world.set_clock("2026-11-23T05:00:00Z");
    let soon = "2026-11-23T12:00:00Z";
    let ctx = scene.world.ctx_as(&scene.stage.caster);
    let new = NewTime::at(scene.world.at(soon));
    scene.world.services.reschedule_booking(&ctx, scene.booking.id, None, &new).await.unwrap();
    assert_eq!(scene.world.new_mails().await.len(), 1);
    assert_eq!(scene.before(soon, hours(1)).await, ["In one hour: Nora – Shade of the Palms, Mon 23 Nov, 15:00"]);
    assert!(scene.before(START, hours(24)).await.is_empty(), "the old day reminder is gone");
}

#[tokio::test]
async fn a_job_that_runs_before_its_time_comes_again() {
    let scene = scene().await;
    // The queue goes by the database's clock, which may be ahead of ours.
    scene.world.sql("update graphile_worker._private_jobs set run_at = '2026-11-01T00:00:00Z'").await;
    assert!(scene.before(START, hours(30)).await.is_empty());
    assert_eq!(scene.flags().await, (false, false));
    assert_eq!(scene.before(START, hours(24)).await.len(), 1);
    assert_eq!(scene.before(START, hours(1)).await.len(), 1);
}

#[tokio::test]
async fn a_cancelled_booking_reminds_nobody() {
    let scene = scene().await;
    let ctx = scene.world.ctx_as(&scene.stage.caster);
    scene.world.services.cancel_booking(&ctx, scene.booking.id, None, "").await.unwrap();
    assert_eq!(scene.world.new_mails().await.len(), 1, "the cancellation");
    scene.world.set_clock(START);
    assert_eq!(scene.world.run_jobs().await, 0, "no job is left");
}

#[tokio::test]
async fn after_a_long_silence_only_what_is_still_due() {
    let scene = scene().await;
    assert_eq!(scene.before(START, TimeDelta::minutes(20)).await.len(), 1, "the day's reminder gives way");
    assert_eq!(scene.flags().await, (false, true));

    let scene = self::scene().await;
    assert!(scene.before(START, hours(-1)).await.is_empty(), "nobody is reminded of the past");
}

#[tokio::test]
async fn the_minutes_are_counted_as_each_language_counts() {
    let scene = scene().await;
    scene.world.sql("update users set language = 'ar'").await;
    scene.world.set_clock("2026-11-30T06:50:00Z");
    let mails = scene.world.new_mails().await;
    assert!(mails[0].text.contains("بعد 10 دقائق"), "{}", mails[0].text);
}
