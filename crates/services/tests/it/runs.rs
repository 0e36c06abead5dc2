//! Runs: of one call and the event types open to it, for who may book there; and what is seen of one afterwards.

use domain::actor::MemberRole;
use services::{
    Error,
    runs::{Outcome, RunQuery},
};
use testkit::World;

use crate::bookings::{MONDAY_10, MONDAY_1030};

#[tokio::test]
async fn a_run_is_of_its_call_and_shows_what_it_booked() {
    let world = World::new().await;
    let (stage, other) = (world.stage().await, world.stage().await);
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    world.booked(&stage, &noura, MONDAY_10).await;
    let plan = async |event_type| {
        let query = RunQuery {
            call: stage.call,
            applications: vec![noura.application, reem.application],
            event_type,
            start: world.at(MONDAY_10),
            zone: "Asia/Riyadh".parse().unwrap(),
            lift_talent_hours: false,
        };
        services.plan_run(&ctx, &query).await
    };
    let foreign = plan(other.event_type).await;
    assert!(matches!(foreign, Err(Error::Fields(faults)) if faults[0].field == "eventType"));
    let planned = plan(stage.event_type).await.unwrap();
    let of = |application| planned.iter().find(|line| line.application == application).map(|line| &line.outcome);
    assert_eq!(of(noura.application), Some(&Outcome::AlreadyBooked));
    assert!(matches!(of(reem.application), Some(Outcome::At { start, .. }) if *start == world.at(MONDAY_1030)));

    let (ten, half_past) = (world.at(MONDAY_10), world.at(MONDAY_1030));
    for (start, found) in [(ten, true), (half_past, false)] {
        let done = services.run_result(&ctx, stage.call, &[(noura.application, start)]).await.unwrap();
        assert_eq!(done[0].booking.is_some(), found, "{start}");
    }
    let elsewhere = world.applicant(&other, "Fahad").await;
    let foreign = services.run_result(&ctx, stage.call, &[(elsewhere.application, ten)]).await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
    let reviewer = world.member(MemberRole::Reviewer).await;
    let now = world.now();
    world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, now).await).await;
    let reads = services.run_result(&world.ctx_as(&reviewer), stage.call, &[(noura.application, ten)]).await;
    assert!(matches!(reads, Err(Error::Forbidden)), "{reads:?}");
}
