//! A run of auditions: consecutive times, in order, around what is in the way.

use super::{at, every_day, id, plain, span};
use domain::busy::Busy;
use domain::limits::{Limits, PerPeriod};
use domain::slots::{Problem, Talent, Unplaced, Waiting, run};
use domain::time::Minutes;

fn anytime() -> Waiting {
    Waiting { talent: Talent::default(), role: None }
}

fn within(hours: &str) -> Waiting {
    Waiting { talent: Talent { availability: every_day("UTC", hours), ..Talent::default() }, role: None }
}

/// When each got a time on Monday from nine on, or why not.
fn planned(problem: &Problem, queue: &[Waiting], from: &str) -> Vec<String> {
    run(problem, queue, at(from), at("2026-01-13T00:00:00Z"))
        .into_iter()
        .map(|answer| match answer {
            Ok(slot) => slot.start().format("%H:%M").to_string(),
            Err(Unplaced::Because(reason)) => reason.code(),
            Err(Unplaced::NoTimeLeft) => "full".to_owned(),
        })
        .collect()
}

const NINE: &str = "2026-01-12T09:00:00Z";

#[test]
fn times_follow_each_other_in_the_order_of_the_queue() {
    let queue = vec![anytime(); 3];
    assert_eq!(planned(&plain(), &queue, NINE), ["09:00", "10:00", "11:00"]);
    assert_eq!(planned(&plain(), &queue, "2026-01-12T15:00:00Z"), ["15:00", "16:00", "full"]);
    let mut busy = plain();
    let lunch = span("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z");
    busy.hosts[0].busy.push(Busy::booking(lunch, Minutes(0), Minutes(0), id(9)));
    assert_eq!(planned(&busy, &queue, NINE), ["09:00", "11:00", "12:00"]);
    let mut padded = plain();
    padded.event.buffer_after = Minutes(60);
    assert_eq!(planned(&padded, &queue, NINE), ["09:00", "11:00", "13:00"], "padding is kept between them");
}

#[test]
fn who_cannot_come_lets_the_next_go_first_and_is_told_why() {
    let queue = [within("11:00-12:00"), anytime(), within("08:00-09:00"), anytime()];
    assert_eq!(planned(&plain(), &queue, NINE), ["11:00", "09:00", "talent_hours", "10:00"]);
    let taken = span("2026-01-12T09:00:00Z", "2026-01-12T17:00:00Z");
    let busy = Talent { busy: vec![Busy::booking(taken, Minutes(0), Minutes(0), id(9))], ..Talent::default() };
    let queue = [Waiting { talent: busy, role: None }, anytime()];
    assert_eq!(planned(&plain(), &queue, NINE), ["talent_busy", "09:00"]);
    let lifted = within("08:00-09:00");
    let lifted = Waiting { talent: Talent { ignore_hours: true, ..lifted.talent }, role: None };
    assert_eq!(planned(&plain(), &[lifted], NINE), ["09:00"]);
}

#[test]
fn what_is_planned_counts_for_limits() {
    let mut limited = plain();
    limited.event.limits = Limits { bookings: PerPeriod { day: Some(2), ..PerPeriod::default() }, ..Limits::NONE };
    let planned = planned(&limited, &vec![anytime(); 3], NINE);
    assert_eq!(planned[..2], ["09:00", "10:00"]);
    assert_eq!(planned[2], "full");
}
