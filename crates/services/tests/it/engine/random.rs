//! Rule 19 on a real database: in random worlds every time offered can be booked, and every time not offered is refused by the rule that
//! the explanation names.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    casting::Scheduling,
    event_location::EventLocation,
    explain::Explained,
    limits::{Limits, PerPeriod},
    slots::{Reason, Refused},
};
use services::{bookings::NewBooking, holds::NewHold, holidays::HolidayForm, pauses::PauseForm, slots::SlotQuery};
use store::event_types::EventTypeRecord;
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use super::{host, riyadh, set_hosts, try_to_book};

/// Worlds tried; more with `WORLDS=n`.
const WORLDS: u64 = 10;
/// Starts tried in each, of those offered and of those not.
const TRIES: usize = 8;

/// A small generator: the same worlds every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.roll(choices.len() as u64)).unwrap()]
    }

    fn once_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

fn change(dice: &mut Dice, event: &mut EventTypeRecord) {
    event.durations = vec![dice.of(&[20, 30, 45, 60])];
    event.slot_interval_min = dice.of(&[None, None, Some(15), Some(40)]);
    event.buffer_before_min = dice.of(&[0, 0, 10]);
    event.buffer_after_min = dice.of(&[0, 0, 15, 30]);
    event.minimum_notice_min = dice.of(&[0, 60, 24 * 60]);
    event.offset_start_min = dice.of(&[0, 0, 0, 5]);
    event.grid = dice.of(&["clock", "clock", "window"]).to_owned();
    event.booking_window = dice
        .of(&[
            r#"{"type":"rolling","days":60,"calendar_days":true}"#,
            r#"{"type":"rolling","days":1,"calendar_days":false}"#,
            r#"{"type":"rolling_with_slots","days":2,"calendar_days":true}"#,
        ])
        .parse()
        .unwrap();
    event.limits = dice.of(&["{}", "{}", r#"{"bookings":{"day":2}}"#, r#"{"minutes":{"week":90}}"#]).parse().unwrap();
    event.capacity = dice.of(&[1, 1, 1, 2]);
    event.scheduling = dice.of(&[Scheduling::Collective, Scheduling::RoundRobin]);
}

/// An office with a pool, hours, absence, breaks, limits, bookings and a hold; and somebody who has nothing yet.
async fn office(world: &World, dice: &mut Dice, name: &str) -> (Stage, Applicant) {
    let stage = world.stage_in(world.organization(name).await).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut users = vec![stage.caster.id];
    for _ in 0..dice.roll(3) {
        let member = world.member_of(stage.org, MemberRole::Caster).await;
        let (from, to) = dice.of(&[(8 * 60, 13 * 60), (11 * 60, 20 * 60), (22 * 60, 2 * 60), (9 * 60, 17 * 60)]);
        let days: Vec<(u8, u16, u16)> = (0..6).map(|day| (day, from, to)).collect();
        world.weekly_hours(member.id, &days).await;
        users.push(member.id);
    }
    let mut record = None;
    let room = if dice.once_in(3) { Some(world.room(stage.org, "Studio").await) } else { None };
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &users, |event| {
            change(dice, event);
            if room.is_some() {
                event.locations = vec![EventLocation::InPerson { room_id: room, address: None }];
            }
            record = Some(event.clone());
        })
        .await;
    if record.is_some_and(|event| event.scheduling == Scheduling::RoundRobin) {
        let hosts: Vec<_> = users
            .iter()
            .enumerate()
            .map(|(place, user)| {
                let group = dice.of(&[None, Some("a"), Some("b")]);
                store::event_types::HostRecord {
                    is_fixed: place > 0 && dice.once_in(4),
                    group_name: group.map(str::to_owned),
                    ..host(world, *user)
                }
            })
            .collect();
        set_hosts(world, event_type, &hosts).await;
    }
    let stage = Stage { event_type, ..stage };
    if dice.once_in(2) {
        let pause = PauseForm {
            name_en: "Lunch".to_owned(),
            starts_on: "2026-11-01".to_owned(),
            ends_on: "2026-12-31".to_owned(),
            start: "12:00".to_owned(),
            end: "13:00".to_owned(),
            ..PauseForm::default()
        };
        world.services.create_pause(&ctx, &pause).await.unwrap();
    }
    if dice.once_in(4) {
        let holiday = HolidayForm {
            on_date: "2026-11-24".to_owned(),
            name_en: format!("Day {}", dice.roll(1_000_000)),
            ..HolidayForm::default()
        };
        world.services.create_holiday(&ctx, &holiday).await.unwrap();
    }
    if dice.once_in(3) {
        let limits = Limits { bookings: PerPeriod { day: Some(1), ..PerPeriod::default() }, ..Limits::NONE };
        world.services.set_host_limits(&ctx, stage.caster.id, limits).await.unwrap();
    }
    let talents = super::applicants(world, &stage, 4).await;
    for talent in &talents[..3] {
        let query = SlotQuery::new(stage.event_type, Some(talent.application), riyadh())
            .between(range(world).0, range(world).1);
        let free = world.services.slots(&ctx, &query).await.unwrap().slots;
        if free.is_empty() {
            continue;
        }
        let slot = free[usize::try_from(dice.roll(free.len() as u64)).unwrap()];
        if dice.once_in(3) {
            let mut other = ctx.clone();
            other.request.session_key = format!("holder {}", dice.roll(u64::MAX >> 40));
            other.request.address = other.request.session_key.clone();
            let hold = NewHold {
                event_type_id: stage.event_type,
                application_id: talent.application,
                start: slot.start(),
                duration: None,
                meeting_type: None,
                room_id: None,
                lift_talent_hours: false,
            };
            world.services.hold(&other, &hold).await.unwrap();
        } else {
            let new = NewBooking::new(talent.application, stage.event_type, slot.start());
            world.services.book(&ctx, &new).await.unwrap();
        }
    }
    let last = talents[3].clone();
    if dice.once_in(3) {
        world.weekly_hours(last.person.id, &[(1, 10 * 60, 15 * 60), (2, 10 * 60, 22 * 60)]).await;
    }
    (stage, last)
}

/// Sunday morning to Wednesday noon in Riyadh.
fn range(world: &World) -> (DateTime<Utc>, DateTime<Utc>) {
    (world.at("2026-11-22T05:00:00Z"), world.at("2026-11-25T09:00:00Z"))
}

/// How a booking at an explained time must end: the word of the rule, or `taken` where somebody has the time.
fn expected(refused: &Refused) -> String {
    let by_somebody = |reason: Reason| {
        matches!(
            reason,
            Reason::Busy | Reason::Buffer | Reason::Hold | Reason::TalentBusy | Reason::NoRoom | Reason::Seats
        )
    };
    let one_of_them = refused.reason == Reason::NoHost && refused.hosts.iter().any(|host| by_somebody(host.reason));
    if by_somebody(refused.reason) || one_of_them { "taken".to_owned() } else { refused.reason.code() }
}

#[tokio::test]
async fn what_is_offered_books_and_what_is_not_is_refused_by_the_rule_that_hid_it() {
    let world = World::new().await;
    let worlds = std::env::var("WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(WORLDS);
    let (mut booked, mut refused) = (0, 0);
    for seed in 0..worlds {
        let mut dice = Dice(seed.wrapping_mul(7919) + 1);
        let (stage, talent) = office(&world, &mut dice, &format!("office-{seed}")).await;
        let ctx = world.ctx_as(&stage.caster);
        let (from, to) = range(&world);
        let query = SlotQuery::new(stage.event_type, Some(talent.application), riyadh()).between(from, to);
        let listed: Vec<_> =
            world.services.slots(&ctx, &query).await.unwrap().slots.iter().map(|slot| slot.start()).collect();
        let explained = world.services.explain_slots(&ctx, &query).await.unwrap().starts;
        let offered: Vec<_> =
            explained.iter().filter(|line| line.offered.is_some()).map(|line| line.interval.start()).collect();
        assert_eq!(listed, offered, "world {seed}: list and explanation agree");
        let (free, not): (Vec<&Explained>, Vec<&Explained>) = explained.iter().partition(|line| line.offered.is_some());
        for line in some(&mut dice, &free) {
            let start = line.interval.start();
            let booking = try_to_book(&world, &ctx, stage.event_type, &talent, start).await;
            let booking = booking.unwrap_or_else(|reason| panic!("world {seed}: {start} is offered but {reason}"));
            world.services.cancel_booking(&ctx, booking.id, None, "").await.unwrap();
            booked += 1;
        }
        for line in some(&mut dice, &not) {
            let start = line.interval.start();
            let reason = expected(line.refused.as_ref().unwrap());
            match try_to_book(&world, &ctx, stage.event_type, &talent, start).await {
                Ok(_) => panic!("world {seed}: {start} is hidden by {reason} but books"),
                Err(other) => assert_eq!(other, reason, "world {seed}: {start}"),
            }
            refused += 1;
        }
    }
    assert!(booked > 20 && refused > 40, "the worlds are too plain: {booked} booked, {refused} refused");
}

fn some<'a>(dice: &mut Dice, lines: &[&'a Explained]) -> Vec<&'a Explained> {
    let step = (lines.len() / TRIES).max(1);
    let first = usize::try_from(dice.roll(step as u64)).unwrap();
    lines.iter().skip(first).step_by(step).copied().take(TRIES + 2).collect()
}
