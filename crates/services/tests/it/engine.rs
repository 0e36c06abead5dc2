//! What scheduling.md asks of the whole way from a stored setting to a booking: each rule is loaded for the list of times and judged
//! again, by the same rule, when somebody books.

mod calendars;
mod hand_on;
mod limits;
mod meetings;
mod pool;
mod queries;
mod random;
mod seats;

use chrono::{DateTime, Utc};
use domain::{
    id::{EventType, Id, User},
    refusal::{BookingRefusal, Refusal},
    zone::Zone,
};
use services::{Ctx, Error, bookings::NewBooking, slots::SlotQuery};
use store::event_types::HostRecord;
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

fn riyadh() -> Zone {
    "Asia/Riyadh".parse().unwrap()
}

/// A host as the pool tests set them: one of the round robin, of usual weight and priority.
pub(crate) fn host(world: &World, user: Id<User>) -> HostRecord {
    HostRecord {
        user_id: user,
        name_latin: String::new(),
        name_arabic: String::new(),
        is_fixed: false,
        weight: 100,
        priority: 2,
        group_name: None,
        schedule_id: None,
        locations: Vec::new(),
        joined_at: world.now(),
    }
}

pub(crate) async fn set_hosts(world: &World, event_type: Id<EventType>, hosts: &[HostRecord]) {
    world.write(async |tx| store::event_types::replace_hosts(tx, event_type, hosts).await).await;
}

/// The starts offered between two instants.
async fn offered(
    world: &World,
    ctx: &Ctx,
    event_type: Id<EventType>,
    talent: &Applicant,
    (from, to): (&str, &str),
) -> Vec<DateTime<Utc>> {
    let query = SlotQuery::new(event_type, Some(talent.application), riyadh()).between(world.at(from), world.at(to));
    world.services.slots(ctx, &query).await.unwrap().slots.iter().map(domain::slots::Slot::start).collect()
}

/// Books, or says by which rule not.
async fn try_to_book(
    world: &World,
    ctx: &Ctx,
    event_type: Id<EventType>,
    talent: &Applicant,
    start: DateTime<Utc>,
) -> Result<services::bookings::BookingView, String> {
    let new = NewBooking::new(talent.application, event_type, start);
    match world.services.book(ctx, &new).await {
        Ok(booking) => Ok(booking),
        Err(Error::Refused(Refusal::Booking(BookingRefusal::NotOffered { reason, .. }))) => Err(reason),
        Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => Err("taken".to_owned()),
        Err(other) => panic!("{other:?}"),
    }
}

/// Applicants with short names.
async fn applicants(world: &World, stage: &Stage, count: usize) -> Vec<Applicant> {
    let mut found = Vec::with_capacity(count);
    for number in 0..count {
        found.push(world.applicant(stage, &format!("Talent {number}")).await);
    }
    found
}
