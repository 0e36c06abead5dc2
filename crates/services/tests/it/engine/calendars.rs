//! Rule 12 on the way from a calendar outside to an answer: its busy time counts, how fresh it is counts, and unknown is not free. Written
//! through the functions a sync uses.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    busy::CalendarFreshness,
    id::{Calendar, Id, User},
    slots::Reason,
    time::Interval,
};
use services::{holds::NewHold, organizations::OrganizationPatch, slots::SlotQuery};
use store::calendars::{self, NewCalendar, NewConnection, Reading};
use testkit::World;

use super::{offered, riyadh, try_to_book};

const MONDAY: (&str, &str) = ("2026-11-22T21:00:00Z", "2026-11-23T21:00:00Z");
const MONDAY_9: &str = "2026-11-23T06:00:00Z";

/// Connects a calendar that was never read.
async fn connected(world: &World, user: Id<User>) -> Id<Calendar> {
    let ctx = world.ctx_system();
    let (connection, calendar) = (ctx.new_id().unwrap(), ctx.new_id().unwrap());
    world
        .write(async |tx| {
            let new = NewConnection {
                address_sealed: Some(b"sealed".to_vec()),
                ..NewConnection::bare(connection, user, "ics")
            };
            calendars::insert_connection(tx, &new, ctx.now).await?;
            let new = NewCalendar {
                id: calendar,
                connection_id: connection,
                user_id: user,
                name: "Own".to_owned(),
                stale_after_min: i32::try_from(CalendarFreshness::SUBSCRIPTION.get()).unwrap(),
                remote_key: None,
                can_write: false,
                can_meet: false,
                checks_conflicts: true,
                next_read_at: None,
            };
            calendars::insert(tx, &new, ctx.now).await
        })
        .await;
    calendar
}

/// A reading that succeeded, at `at`, with these hours busy and nothing known after `until`.
async fn read(world: &World, id: Id<Calendar>, at: DateTime<Utc>, until: &str, busy: &[(&str, &str)]) {
    let covers_until = world.at(until);
    let blocks: Vec<_> = busy
        .iter()
        .map(|(from, to)| ("event".to_owned(), Interval::new(world.at(from), world.at(to)).unwrap()))
        .collect();
    world
        .write(async |tx| {
            calendars::replace_busy(tx, id, &blocks).await?;
            let reading =
                Reading { at, covers_until, etag: None, last_modified: None, cursor_sealed: None, next_read_at: None };
            calendars::mark_read(tx, id, &reading).await
        })
        .await;
}

async fn set_policies(world: &World, host: &str, talent: &str) {
    let admin = world.member(domain::actor::MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    let office = world.services.own_organization(&ctx).await.unwrap();
    let patch = OrganizationPatch {
        revision: office.revision,
        name_en: office.name_en,
        name_ar: office.name_ar,
        country: office.country,
        time_zone: office.time_zone,
        language: office.language,
        digits: office.digits,
        hijri: office.hijri,
        sign_up_policy: office.sign_up_policy,
        accent_hue: office.accent_hue,
        retention_days: office.retention_days,
        host_stale_policy: host.to_owned(),
        talent_stale_policy: talent.to_owned(),
        unread: Vec::new(),
    };
    world.services.update_organization(&ctx, patch).await.unwrap();
}

#[tokio::test]
async fn busy_outside_is_busy_here_for_lists_explanations_holds_and_bookings() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let nine = world.at(MONDAY_9);
    assert_eq!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.len(), 16);
    for person in [stage.caster.id, noura.person.id] {
        let calendar = connected(&world, person).await;
        let busy = [("2026-11-23T05:00:00Z", "2026-11-23T08:00:00Z")];
        read(&world, calendar, ctx.now, "2028-11-22T00:00:00Z", &busy).await;
        let free = offered(&world, &ctx, stage.event_type, &noura, MONDAY).await;
        assert_eq!((free.len(), free[0]), (12, world.at("2026-11-23T08:00:00Z")));

        let query = SlotQuery::new(stage.event_type, Some(noura.application), riyadh())
            .between(nine, nine + TimeDelta::minutes(1));
        let why = world.services.explain_slots(&ctx, &query).await.unwrap();
        let reason = why.starts[0].refused.as_ref().map(|refused| refused.reason);
        let expected = if person == stage.caster.id { Reason::Busy } else { Reason::TalentBusy };
        assert_eq!(reason, Some(expected));

        let hold = NewHold {
            event_type_id: stage.event_type,
            application_id: noura.application,
            start: nine,
            duration: None,
            meeting_type: None,
            room_id: None,
            lift_talent_hours: true,
        };
        assert!(world.services.hold(&ctx, &hold).await.is_err());
        assert_eq!(try_to_book(&world, &ctx, stage.event_type, &noura, nine).await.unwrap_err(), "taken");

        // An absence of weeks, in the middle of which Monday lies.
        read(&world, calendar, ctx.now, "2028-11-22T00:00:00Z", &[("2026-11-02T05:00:00Z", "2026-12-04T07:00:00Z")])
            .await;
        assert!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.is_empty());
        // An event that is gone from the calendar is gone here, and a calendar nobody checks takes no time.
        read(&world, calendar, ctx.now, "2028-11-22T00:00:00Z", &[]).await;
        assert_eq!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.len(), 16);
        read(&world, calendar, ctx.now, "2028-11-22T00:00:00Z", &busy).await;
        world.write(async |tx| calendars::set_checks_conflicts(tx, person, calendar, false).await).await;
        assert_eq!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.len(), 16);
    }
}

#[tokio::test]
async fn a_hosts_stale_calendar_blocks_until_it_is_read_again_unless_set_to_warn() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let calendar = connected(&world, stage.caster.id).await;
    let nine = world.at(MONDAY_9);
    let stale = "calendar_stale";
    // Never read: nothing is known, so nothing is free.
    assert!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.is_empty());
    assert_eq!(try_to_book(&world, &ctx, stage.event_type, &noura, nine).await.unwrap_err(), stale);
    // Two hours old exactly: still trusted. A minute later: not.
    let busy = [("2026-11-23T06:00:00Z", "2026-11-23T08:00:00Z")];
    for (age, free) in [(0, 12), (120, 12), (121, 0)] {
        read(&world, calendar, ctx.now - TimeDelta::minutes(age), "2028-11-22T00:00:00Z", &busy).await;
        assert_eq!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.len(), free, "{age} minutes");
    }
    let query = SlotQuery::new(stage.event_type, Some(noura.application), riyadh())
        .between(world.at(MONDAY.0), world.at(MONDAY.1));
    let why = world.services.explain_slots(&ctx, &query).await.unwrap();
    let in_hours = why.starts.iter().find(|line| line.interval.start() == nine).unwrap();
    assert_eq!(in_hours.refused.as_ref().map(|refused| refused.reason.code()).as_deref(), Some(stale));

    // A failing sync changes neither what is known nor how old it is.
    world.write(async |tx| calendars::mark_failed(tx, calendar, ctx.now, "timeout", None).await).await;
    assert!(offered(&world, &ctx, stage.event_type, &noura, MONDAY).await.is_empty());

    set_policies(&world, "warn", "warn").await;
    let warned = world.services.slots(&ctx, &query).await.unwrap().slots;
    assert_eq!(warned.len(), 12, "the last known busy time counts");
    assert!(warned.iter().all(|slot| slot.calendar_stale));
    try_to_book(&world, &ctx, stage.event_type, &noura, world.at("2026-11-23T08:00:00Z")).await.unwrap();
}

#[tokio::test]
async fn a_talents_stale_calendar_warns_unless_set_to_block() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    connected(&world, noura.person.id).await;
    let query = SlotQuery::new(stage.event_type, Some(noura.application), riyadh())
        .between(world.at(MONDAY.0), world.at(MONDAY.1));
    let slots = world.services.slots(&ctx, &query).await.unwrap().slots;
    assert_eq!(slots.len(), 16);
    assert!(slots.iter().all(|slot| slot.calendar_stale));
    set_policies(&world, "block", "block").await;
    assert!(world.services.slots(&ctx, &query).await.unwrap().slots.is_empty());
    assert_eq!(
        try_to_book(&world, &ctx, stage.event_type, &noura, world.at(MONDAY_9)).await.unwrap_err(),
        "calendar_stale"
    );
}

#[tokio::test]
async fn after_the_end_of_a_reading_nothing_is_known_so_nothing_is_free() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let calendar = connected(&world, stage.caster.id).await;
    read(&world, calendar, ctx.now, "2026-11-23T08:00:00Z", &[]).await;
    let free = offered(&world, &ctx, stage.event_type, &noura, MONDAY).await;
    assert_eq!((free.len(), free.last()), (4, Some(&world.at("2026-11-23T07:30:00Z"))));
    let after = world.at("2026-11-23T08:00:00Z");
    assert_eq!(try_to_book(&world, &ctx, stage.event_type, &noura, after).await.unwrap_err(), "taken");
}
