//! Rule 16: places. An occurrence is offered until its capacity is reached, in total and per role, and never beyond.

use std::{collections::HashSet, sync::Arc};

use domain::{
    booking::{Change, Status},
    booking_event::Side,
    id::{Id, Role},
    refusal::{BookingRefusal, Refusal},
    slots::Reason,
};
use futures::future::join_all;
use services::{
    Error,
    bookings::{BookingQuery, MeetingInput, NewBooking, NewTime, Span},
    event_types::{EventTypeForm, RolePreview},
    holds::NewHold,
    slots::SlotQuery,
    unfit,
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use super::{applicants, offered, riyadh, try_to_book};

const AT: &str = "2026-11-23T07:00:00Z";

/// Lets everybody book the same start at once; who got a place, in which meetings.
async fn rush(world: &Arc<World>, stage: &Stage, talents: Vec<Applicant>) -> (Vec<usize>, usize) {
    let start = world.at(AT);
    let event_type = stage.event_type;
    let tasks = talents.into_iter().map(|talent| {
        let (world, ctx) = (Arc::clone(world), world.ctx_as(&stage.caster));
        tokio::spawn(
            async move { world.services.book(&ctx, &NewBooking::new(talent.application, event_type, start)).await },
        )
    });
    let (mut won, mut meetings) = (Vec::new(), HashSet::new());
    for (number, task) in join_all(tasks).await.into_iter().enumerate() {
        match task.unwrap() {
            Ok(booking) => {
                won.push(number);
                meetings.insert(booking.occurrence_id);
            }
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    (won, meetings.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_clients_get_eight_places() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 8).await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(&world, &stage, 64).await;
    let (won, meetings) = rush(&world, &stage, talents).await;
    assert_eq!((won.len(), meetings), (8, 1));
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn roles_have_their_share_of_the_places() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let second: Id<Role> = world.role_in(stage.org, stage.call).await;
    // Set as an office would, so that what the form stores is what the engine reads.
    let ctx = world.ctx_as(&stage.caster);
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let form = EventTypeForm { capacity: 5, role_capacities: vec![(stage.role, 2), (second, 4)], ..form };
    let saved = world.services.edit_event_type(&ctx, stage.event_type, None, form.clone()).await.unwrap();
    assert_eq!(saved.to_form().role_capacities, form.role_capacities);
    let mut talents = applicants(&world, &stage, 10).await;
    for number in 0..10 {
        let person = world.person(&format!("Second {number}")).await;
        talents.push(world.applies(stage.org, second, &person).await);
    }
    let last = world.applicant(&stage, "Late").await;
    let (won, meetings) = rush(&world, &stage, talents).await;
    let first_role = won.iter().filter(|number| **number < 10).count();
    assert_eq!((won.len(), meetings), (5, 1));
    assert!(first_role <= 2 && won.len() - first_role <= 4, "{won:?}");
    assert!(try_to_book(&world, &ctx, stage.event_type, &last, world.at(AT)).await.is_err());
    // A role of another call has no share here.
    let elsewhere = world.stage().await;
    let form = EventTypeForm { role_capacities: vec![(elsewhere.role, 1), (stage.role, 0)], ..form };
    match world.services.edit_event_type(&ctx, stage.event_type, None, form).await {
        Err(Error::Fields(errors)) => {
            let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, ["roleCapacities.1.places", "roleCapacities.0.roleId"]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_held_place_is_taken_until_the_hold_ends() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 2).await;
    let talents = applicants(&world, &stage, 3).await;
    let ctx = world.ctx_as(&stage.caster);
    try_to_book(&world, &ctx, event_type, &talents[0], world.at(AT)).await.unwrap();
    let mut holder = ctx.clone();
    holder.request.session_key = "holder".to_owned();
    let hold = NewHold {
        event_type_id: event_type,
        application_id: talents[1].application,
        start: world.at(AT),
        duration: None,
        meeting_type: None,
        room_id: None,
        lift_talent_hours: false,
    };
    world.services.hold(&holder, &hold).await.unwrap();
    let range = (AT, "2026-11-23T07:30:00Z");
    assert!(offered(&world, &ctx, event_type, &talents[2], range).await.is_empty());
    assert_eq!(try_to_book(&world, &ctx, event_type, &talents[2], world.at(AT)).await.unwrap_err(), "taken");
    assert_eq!(offered(&world, &holder, event_type, &talents[1], range).await.len(), 1, "it is the holder's");
    world.advance(chrono::TimeDelta::minutes(6));
    let ctx = world.ctx_as(&stage.caster);
    try_to_book(&world, &ctx, event_type, &talents[2], world.at(AT)).await.unwrap();
}

/// A meeting with places is where it is: who joins does not bring a room.
#[tokio::test]
async fn who_joins_goes_to_the_room_of_the_meeting() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (studio, hall) = (world.room(stage.org, "Studio").await, world.room(stage.org, "Hall").await);
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 3).await;
    let talents = applicants(&world, &stage, 2).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut rooms = Vec::new();
    for (talent, room) in talents.iter().zip([studio, hall]) {
        let meeting = MeetingInput { room_id: Some(room), ..MeetingInput::default() };
        let new = NewBooking { meeting, ..NewBooking::new(talent.application, event_type, world.at(AT)) };
        let booking = world.services.book(&ctx, &new).await.unwrap();
        assert_eq!(booking.time_zone, riyadh().name());
        rooms.push(booking.room.map(|room| room.room.id));
    }
    assert_eq!(rooms, [Some(studio), Some(studio)]);
}

/// Places that an event type gets later are those of meetings that stand already: who had one alone has it alone no more.
#[tokio::test]
async fn who_joins_a_meeting_made_for_one_is_not_moved_with_the_first() {
    let world = World::new().await;
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, 2).await;
    let ctx = world.ctx_as(&stage.caster);
    let first = try_to_book(&world, &ctx, stage.event_type, &talents[0], world.at(AT)).await.unwrap();
    world.sql("update event_types set capacity = 2").await;
    let second = try_to_book(&world, &ctx, stage.event_type, &talents[1], world.at(AT)).await.unwrap();
    assert_eq!(first.occurrence_id, second.occurrence_id);
    let later = NewTime::at(world.at("2026-11-23T09:00:00Z"));
    world.services.reschedule_booking(&ctx, first.id, None, &later).await.unwrap();
    let stays = world.services.booking(&ctx, second.id).await.unwrap();
    assert_eq!((stays.starts_at, stays.occurrence_id), (world.at(AT), first.occurrence_id));
}

/// The stage with so many places, and that many applicants who have them.
pub(super) async fn seated(world: &World, places: u32) -> (Stage, Vec<Applicant>) {
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = places).await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(world, &stage, places.try_into().unwrap()).await;
    for talent in &talents {
        world.booked(&stage, talent, AT).await;
        world.advance(chrono::TimeDelta::seconds(1));
    }
    (stage, talents)
}

/// Whoever books is told how many places there are for them, unless the office does not want it; the office always is.
#[tokio::test]
async fn bookers_are_told_how_many_places_are_left() {
    let world = World::new().await;
    let stage = world.stage().await;
    let second: Id<Role> = world.role_in(stage.org, stage.call).await;
    let ctx = world.ctx_as(&stage.caster);
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    assert!(form.shows_places_left, "as a new event type begins");
    let form = EventTypeForm { capacity: 5, role_capacities: vec![(second, 2)], ..form };
    world.services.edit_event_type(&ctx, stage.event_type, None, form.clone()).await.unwrap();
    world.shared(&stage).await;
    let others = applicants(&world, &stage, 2).await;
    let of_second = world.applies(stage.org, second, &world.person("Second").await).await;
    world.booked(&stage, &others[0], AT).await;
    let range = (world.at(AT), world.at("2026-11-23T08:00:00Z"));
    let query = |talent: Option<&Applicant>| {
        SlotQuery::new(stage.event_type, talent.map(|talent| talent.application), riyadh())
    };
    let left = async |talent: &Applicant| {
        let found = world.services.slots(&ctx, &query(Some(talent)).between(range.0, range.1)).await.unwrap().slots;
        (found[0].seats_left, found[1].seats_left)
    };
    assert_eq!((left(&others[1]).await, left(&of_second).await), ((Some(4), Some(5)), (Some(2), Some(2))));
    let told = async || {
        let (nobody, query) = (world.ctx_anonymous(), query(None).between(range.0, range.1));
        world.services.public_slots(&nobody, None, &query).await.unwrap().slots[0].seats_left
    };
    assert_eq!(told().await, Some(4));
    let form = EventTypeForm { shows_places_left: false, ..form };
    world.services.edit_event_type(&ctx, stage.event_type, None, form).await.unwrap();
    assert_eq!((told().await, left(&others[1]).await.0), (None, Some(4)));
}

/// Fewer places than people: said before it is saved, of those who came last; not of a setting that has nothing to do with it.
#[tokio::test]
async fn who_came_last_would_lose_their_place() {
    let world = World::new().await;
    let (stage, talents) = seated(&world, 3).await;
    let ctx = world.ctx_as(&stage.caster);
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let told = async |form: &EventTypeForm| {
        let unfit = world.services.unfit_after(&ctx, &unfit::Change::EventType(stage.event_type, form)).await.unwrap();
        assert!(unfit.first.iter().all(|one| one.reason == Reason::Seats), "{unfit:?}");
        let mut who: Vec<_> = unfit.first.iter().map(|one| one.talent.as_ref().unwrap().user_id).collect();
        who.sort_by_key(|who| talents.iter().position(|talent| talent.person.id == *who));
        who
    };
    let of = |numbers: &[usize]| numbers.iter().map(|number| talents[*number].person.id).collect::<Vec<_>>();
    let share = |places| EventTypeForm { role_capacities: vec![(stage.role, places)], ..form.clone() };
    assert_eq!(told(&form).await, []);
    assert_eq!(told(&EventTypeForm { capacity: 2, ..form.clone() }).await, of(&[2]));
    assert_eq!(told(&EventTypeForm { capacity: 1, ..form.clone() }).await, of(&[1, 2]));
    assert_eq!((told(&share(3)).await, told(&share(1)).await), (vec![], of(&[1, 2])));
    // Once it is so, another setting is not to blame.
    world.services.edit_event_type(&ctx, stage.event_type, None, share(1)).await.unwrap();
    assert_eq!(told(&EventTypeForm { buffer_before: 5, ..share(1) }).await, []);
}

/// The preview counts what each role with a share could book; a role that is gone leaves no share behind.
#[tokio::test]
async fn shares_are_looked_at_beforehand_and_go_with_their_role() {
    let world = World::new().await;
    let (stage, _) = seated(&world, 1).await;
    let spare: Id<Role> = world.role_in(stage.org, stage.call).await;
    let ctx = world.ctx_as(&stage.caster);
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let shares = vec![(stage.role, 1), (spare, 2)];
    let form = EventTypeForm { capacity: 3, role_capacities: shares, ..form };
    let look = world.services.preview_event_type(&ctx, stage.event_type, Some(form.clone())).await.unwrap();
    let (free, then) = (look.now, look.then);
    assert_eq!((look.added, then), (1, free + 1), "the time of the one who is booked can be joined");
    let mut by_role = look.by_role;
    by_role.sort_by_key(|one| one.role != spare);
    let expected =
        [RolePreview { role: spare, now: free, then }, RolePreview { role: stage.role, now: free, then: free }];
    assert_eq!(by_role, expected);
    world.services.edit_event_type(&ctx, stage.event_type, None, form).await.unwrap();
    world.services.delete_role(&ctx, spare, None).await.unwrap();
    let left = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    assert_eq!(left.role_capacities, [(stage.role, 1)]);
    world.services.edit_event_type(&ctx, stage.event_type, None, left).await.unwrap();
}

/// A meeting is moved and called off with all who come: each is told once of their own; whoever may not, or saw another meeting, changes nothing.
#[tokio::test]
async fn a_meeting_is_moved_and_called_off_as_a_whole() {
    let world = World::new().await;
    let (stage, talents) = seated(&world, 3).await;
    let ctx = world.ctx_as(&stage.caster);
    let services = &world.services;
    let asked = BookingQuery { span: Span::Upcoming, side: Some(Side::Caster), ..BookingQuery::default() };
    let all = async || services.bookings(&ctx, &asked).await.unwrap().bookings;
    let before = all().await;
    let places = before[0].places.unwrap();
    assert_eq!((before.len(), places.taken, places.of), (3, 3, 3));
    let meeting = services.meeting_of_view(&ctx, &before[0]).await.unwrap().unwrap();
    assert_eq!((meeting.bookings.len(), meeting.others, meeting.allows(Change::Cancel)), (3, 0, true));
    let own = services.booking(&world.ctx_as(&talents[0].person), before[0].id).await.unwrap();
    assert_eq!(own.places, None, "who else comes is not a talent's to know");

    let later = NewTime { reason: "The studio is taken.".to_owned(), ..NewTime::at(world.at("2026-11-23T09:00:00Z")) };
    let stranger = world.ctx_as(&world.member(domain::actor::MemberRole::Reviewer).await);
    assert!(services.move_meeting_of(&stranger, before[0].id, None, &later).await.is_err());
    let stale = services.move_meeting_of(&ctx, before[0].id, Some(meeting.revision + 1), &later).await;
    assert!(stale.is_err(), "{stale:?}");
    // Where another meeting of its kind is, one of them can join it and not all: so it is said before.
    let dana = world.applicant(&stage, "Dana").await;
    let other = world.booked(&stage, &dana, "2026-11-23T10:00:00Z").await;
    let joins = async |at| services.after_move(&ctx, before[0].id, at).await.unwrap().joins;
    assert_eq!((joins(other.starts_at).await, joins(later.start).await), (true, false));
    assert!(services.move_meeting_of(&ctx, before[0].id, None, &NewTime::at(other.starts_at)).await.is_err());
    services.cancel_booking(&ctx, other.id, None, "").await.unwrap();
    world.new_mails().await;
    services.move_meeting_of(&ctx, before[0].id, Some(meeting.revision), &later).await.unwrap();
    let moved = all().await;
    assert!(moved.iter().all(|one| one.starts_at == later.start && one.occurrence_id == before[0].occurrence_id));
    let told = async || {
        let mut to: Vec<_> = world.new_mails().await.into_iter().map(|mail| mail.to).collect();
        to.sort();
        to
    };
    let mut everybody: Vec<_> = talents.iter().map(|talent| talent.person.email.clone()).collect();
    everybody.sort();
    assert_eq!(told().await, everybody);
    assert_eq!(services.cancel_booking(&ctx, before[2].id, None, "").await.unwrap().status, Status::Cancelled);
    let left = all().await.into_iter().find(|one| one.id == before[0].id).unwrap();
    assert_eq!(left.places.unwrap().taken, 2, "one place is free again");
    world.new_mails().await;
    services.cancel_meeting_of(&ctx, before[0].id, None, "No studio.").await.unwrap();
    assert_eq!((all().await.len(), told().await.len()), (0, 2));
}

/// Somebody with a session of their own, of the stage's office.
pub(super) fn session(world: &World, stage: &Stage, name: &str) -> services::Ctx {
    let mut ctx = world.ctx_as(&stage.caster);
    ctx.request.session_key = name.to_owned();
    ctx.request.address = name.to_owned();
    ctx
}

pub(super) fn holding(stage: &Stage, talent: &Applicant, start: chrono::DateTime<chrono::Utc>) -> NewHold {
    NewHold {
        event_type_id: stage.event_type,
        application_id: talent.application,
        start,
        duration: None,
        meeting_type: None,
        room_id: None,
        lift_talent_hours: false,
    }
}

/// While the first place of a meeting is held the others are free: they are held and booked in one meeting, whoever is first, and its host is kept
/// for as long as anybody holds a place.
#[tokio::test]
async fn a_held_first_place_leaves_the_others() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 3).await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(&world, &stage, 5).await;
    let [a, b, c] = ["a", "b", "c"].map(|name| session(&world, &stage, name));
    let (services, range, at) = (&world.services, (AT, "2026-11-23T07:30:00Z"), world.at(AT));
    services.hold(&a, &holding(&stage, &talents[0], at)).await.unwrap();
    assert_eq!(offered(&world, &b, event_type, &talents[1], range).await, [at], "two places are left");
    services.hold(&b, &holding(&stage, &talents[1], at)).await.unwrap();
    world.advance(chrono::TimeDelta::minutes(2));
    // The first lets go: the second holds on to the host, against everything but places in the same meeting.
    services.release_hold(&a).await.unwrap();
    let beside = world.at("2026-11-23T07:10:00Z");
    assert_eq!(try_to_book(&world, &c, event_type, &talents[2], beside).await.unwrap_err(), "taken");
    let first = try_to_book(&world, &c, event_type, &talents[2], at).await.unwrap();
    assert!(first.assignment.is_some() && !first.staff.is_empty());
    try_to_book(&world, &a, event_type, &talents[3], at).await.unwrap();
    assert_eq!(try_to_book(&world, &a, event_type, &talents[4], at).await.unwrap_err(), "taken", "the last is held");
    let held = try_to_book(&world, &b, event_type, &talents[1], at).await.unwrap();
    assert_eq!(held.occurrence_id, first.occurrence_id);
}

/// Of a round robin it is one host's time, and everybody who holds a place at that time comes to them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn held_places_of_a_round_robin_are_one_meeting() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 8).await;
    let second = world.member(domain::actor::MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let pool = [super::host(&world, stage.caster.id), super::host(&world, second.id)];
    super::set_hosts(&world, event_type, &pool).await;
    world.sql("update event_types set scheduling = 'round_robin'").await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(&world, &stage, 8).await;
    let start = world.at(AT);
    let tasks = talents.into_iter().enumerate().map(|(number, talent)| {
        let (world, ctx) = (Arc::clone(&world), session(&world, &stage, &format!("s{number}")));
        let (hold, event_type) = (holding(&stage, &talent, start), stage.event_type);
        tokio::spawn(async move {
            let hold = world.services.hold(&ctx, &hold).await.unwrap();
            if number % 4 == 0 {
                world.services.extend_hold(&ctx, hold.id).await.unwrap();
            }
            let new = NewBooking { hold_id: Some(hold.id), ..NewBooking::new(talent.application, event_type, start) };
            world.services.book(&ctx, &new).await.unwrap()
        })
    });
    let booked: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();
    let meetings: HashSet<_> = booked.iter().map(|booking| booking.occurrence_id).collect();
    assert_eq!((meetings.len(), booked[0].staff.len(), world.deadlocks().await), (1, 1, 0));
}
