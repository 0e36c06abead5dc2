//! A booking of a round robin is handed on: only to who is free and of the group, once, and everybody it concerns is told once.

use connectors::mail::Mail;
use domain::{
    actor::{Actor, MemberRole},
    casting::Scheduling,
    hours_form::{HoursForm, SpanForm, WeeklyForm},
    id::{EventType, Id, User},
};
use serde_json::json;
use services::{
    Error,
    bookings::{BookingView, HistoryView, NewTime},
    event_types::EventTypeForm,
    out_of_office::TimeOffForm,
    unfit::Change,
};
use testkit::{Person, World, builders::bookings::Stage};

use super::{host, set_hosts};

/// Three who take turns at the stage's call.
async fn pool(world: &World, stage: &Stage) -> (Id<EventType>, Vec<Person>) {
    let mut people = vec![stage.caster.clone()];
    for _ in 0..2 {
        let member = world.member(MemberRole::Caster).await;
        world.working_hours(member.id).await;
        people.push(member);
    }
    let users: Vec<Id<User>> = people.iter().map(|person| person.id).collect();
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &users, |event| {
            event.scheduling = Scheduling::RoundRobin;
            event.round_robin = json!({});
        })
        .await;
    let hosts: Vec<_> = users.iter().map(|user| host(world, *user)).collect();
    set_hosts(world, event_type, &hosts).await;
    (event_type, people)
}

async fn book(world: &World, stage: &Stage, event_type: Id<EventType>, name: &str, start: &str) -> BookingView {
    let talent = world.applicant(stage, name).await;
    let new = services::bookings::NewBooking::new(talent.application, event_type, world.at(start));
    world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap()
}

/// Who gave place to whom by a line of the history.
fn pairs(line: &HistoryView) -> Vec<[Option<Id<User>>; 2]> {
    let id = |person: &Option<services::bookings::Person>| person.as_ref().map(|person| person.user_id);
    line.handed.iter().map(|(from, to)| [id(from), id(to)]).collect()
}

/// What a person's mail does to their calendar, and whether it calls the entry off.
fn entry<'m>(mails: &'m [Mail], to: &Person) -> (&'m str, bool) {
    let mail = mails.iter().find(|mail| mail.to == to.email).unwrap();
    let part = mail.calendar.as_ref().unwrap();
    assert!(part.body.contains(&format!("METHOD:{}", part.method)));
    (part.method, part.body.contains("STATUS:CANCELLED"))
}

#[tokio::test]
async fn it_goes_to_who_is_free_and_each_is_told_once() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (event_type, people) = pool(&world, &stage).await;
    let services = &world.services;
    let ctx = world.ctx_as(&stage.caster);
    let start = "2026-11-23T07:00:00Z";
    let booking = book(&world, &stage, event_type, "Noura", start).await;
    let other = book(&world, &stage, event_type, "Fahad", start).await;
    let (from, busy) = (booking.staff[0].user_id, other.staff[0].user_id);
    let to = people.iter().find(|person| person.id != from && person.id != busy).unwrap();
    world.new_mails().await;

    let found = services.stand_ins(&ctx, booking.id).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].host.user_id, from);
    assert_eq!(found[0].free.iter().map(|person| person.user_id).collect::<Vec<_>>(), [to.id], "who is free then");
    let hand = async |to| services.reassign_booking(&ctx, booking.id, Some(booking.revision), from, to, "ill").await;
    assert!(matches!(hand(busy).await, Err(Error::Fields(faults)) if faults[0].field == "to"), "busy with the other");
    let handed = hand(to.id).await.unwrap();
    assert_eq!(handed.staff.iter().map(|person| person.user_id).collect::<Vec<_>>(), [to.id]);
    assert_eq!((handed.status, handed.starts_at), (booking.status, booking.starts_at), "nobody is asked again");
    assert_eq!((handed.revision, handed.sequence), (booking.revision + 1, booking.sequence));
    let line = &handed.assignment.as_ref().unwrap()["handed_on"][0];
    assert_eq!(
        (&line["from"], &line["to"], &line["reason"]),
        (&json!(from.uuid()), &json!(to.id.uuid()), &json!("ill"))
    );
    assert!(handed.assignment.as_ref().unwrap()["choices"].is_array(), "the reasons of then stay");
    let history = services.booking_history(&ctx, booking.id).await.unwrap();
    let line = history.last().unwrap();
    assert_eq!((line.kind.as_str(), pairs(line)), ("reassigned", vec![[Some(from), Some(to.id)]]));
    assert_eq!(line.reason, "ill");
    let talent = handed.talent.as_ref().map(|talent| talent.person.user_id);
    let theirs = world.ctx(Actor { user_id: talent, ..Actor::anonymous() });
    let theirs = services.booking_history(&theirs, booking.id).await.unwrap();
    assert_eq!(theirs.last().unwrap().reason, "", "written for the office");
    let why = services.why_team(&handed).await.unwrap().unwrap();
    assert_eq!(why.assignment.choices[0].host, from.uuid(), "by which numbers it was theirs");
    assert!(why.assignment.choices[0].stands.iter().all(|stand| why.people.contains_key(&Id::from_uuid(stand.host))));
    assert_eq!((why.assignment.handed_on[0].from, why.assignment.handed_on[0].to), (from.uuid(), to.id.uuid()));

    // The talent and both hosts once each, but for whoever did it.
    let mails = world.new_mails().await;
    let mut expected: Vec<String> = people
        .iter()
        .filter(|one| [from, to.id].contains(&one.id) && one.id != stage.caster.id)
        .map(|one| one.email.clone())
        .collect();
    let talent = handed.talent.as_ref().and_then(|talent| talent.email.clone());
    expected.extend(talent);
    let mut told: Vec<String> = mails.iter().map(|mail| mail.to.clone()).collect();
    for one in people.iter().filter(|one| one.id != stage.caster.id) {
        if one.id == from {
            assert_eq!(entry(&mails, one), ("CANCEL", true), "it leaves their calendar");
        } else if one.id == to.id {
            assert_eq!(entry(&mails, one), ("REQUEST", false));
        }
    }
    expected.sort();
    told.sort();
    assert_eq!(told, expected);

    // Whoever gave it away is free again, whoever took it is not.
    let third = book(&world, &stage, event_type, "Reem", start).await;
    assert_eq!(third.staff[0].user_id, from);
    // The old page knows an old revision.
    assert!(matches!(hand(to.id).await, Err(Error::Refused(_))));
}

#[tokio::test]
async fn a_host_who_is_away_names_who_stands_in() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (event_type, people) = pool(&world, &stage).await;
    let services = &world.services;
    let ctx = world.ctx_as(&stage.caster);
    let booking = book(&world, &stage, event_type, "Noura", "2026-11-24T07:00:00Z").await;
    let from = people.iter().find(|person| person.id == booking.staff[0].user_id).unwrap();
    let delegate = people.iter().rev().find(|person| person.id != from.id).unwrap();
    let own = world.ctx_as(from);
    let off =
        TimeOffForm { from: "2026-11-24".to_owned(), delegate: delegate.id.to_string(), ..TimeOffForm::default() };
    // What is booked then is said before it is kept, and nothing is changed by it.
    let met = services.unfit_after(&own, &Change::TimeOff(&off)).await.unwrap();
    let may_read = from.id == stage.caster.id;
    assert_eq!(
        (met.total, met.first[0].id),
        (1, may_read.then_some(booking.id)),
        "counted for whoever may not read it"
    );
    services.add_time_off(&own, &off).await.unwrap();
    let found = services.stand_ins(&ctx, booking.id).await.unwrap();
    assert!(found[0].is_delegate_first);
    assert_eq!(found[0].free[0].user_id, delegate.id);
    for wrong in [from.id.to_string(), "usr_nobody".to_owned(), world.person("Dana").await.id.to_string()] {
        let off = TimeOffForm { delegate: wrong, ..off.clone() };
        let refused = services.add_time_off(&own, &off).await;
        assert!(matches!(refused, Err(Error::Fields(faults)) if faults[0].field == "delegate"));
    }
}

#[tokio::test]
async fn only_who_may_book_hands_on_and_only_what_is_to_come() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (event_type, people) = pool(&world, &stage).await;
    let booking = book(&world, &stage, event_type, "Noura", "2026-11-23T07:00:00Z").await;
    let from = booking.staff[0].user_id;
    let to = people.iter().find(|person| person.id != from).unwrap().id;
    let colleague = world.member(MemberRole::Caster).await;
    let hand = async |ctx| world.services.reassign_booking(&ctx, booking.id, None, from, to, "").await;
    assert!(matches!(hand(world.ctx_as(&colleague)).await, Err(Error::Forbidden)));
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    assert!(matches!(hand(world.ctx_as(&elsewhere.caster)).await, Err(Error::NotFound)));
    world.set_clock("2026-11-23T08:00:00Z");
    assert!(matches!(hand(world.ctx_as(&stage.caster)).await, Err(Error::Refused(_))));
    assert!(world.services.stand_ins(&world.ctx_as(&stage.caster), booking.id).await.unwrap().is_empty());
}

/// An event type of one host, booked, who is somebody else by now.
async fn of_another_host(world: &World, stage: &Stage) -> (BookingView, Person, Person) {
    let (sarah, omar) = (world.member(MemberRole::Caster).await, world.member(MemberRole::Caster).await);
    for host in [&sarah, &omar] {
        world.working_hours(host.id).await;
    }
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[sarah.id], |event| event.scheduling = Scheduling::Single)
        .await;
    let booking = book(world, stage, event_type, "Noura", "2026-11-23T07:00:00Z").await;
    set_hosts(world, event_type, &[host(world, omar.id)]).await;
    world.new_mails().await;
    (booking, sarah, omar)
}

#[tokio::test]
async fn a_move_to_others_is_said_before_and_told_to_who_leaves_and_who_joins() {
    let world = World::new().await;
    let stage = world.stage().await;
    let services = &world.services;
    let ctx = world.ctx_as(&stage.caster);
    let (booking, sarah, omar) = of_another_host(&world, &stage).await;
    world.sql(&format!("update users set language = 'en' where id = '{}'", sarah.id.uuid())).await;
    let at = world.at("2026-11-23T09:00:00Z");
    let ids = |team: &[services::bookings::Person]| team.iter().map(|person| person.user_id).collect::<Vec<_>>();
    assert_eq!(ids(&services.after_move(&ctx, booking.id, at).await.unwrap().team), [omar.id]);
    let night = services.after_move(&ctx, booking.id, world.at("2026-11-23T23:00:00Z")).await.unwrap();
    assert_eq!(ids(&night.team), [], "where it cannot go");
    let moved = services.reschedule_booking(&ctx, booking.id, None, &NewTime::at(at)).await.unwrap();
    assert_eq!(ids(&moved.staff), [omar.id]);
    let history = services.booking_history(&ctx, booking.id).await.unwrap();
    assert_eq!(pairs(history.last().unwrap()), [[Some(sarah.id), Some(omar.id)]]);
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 3, "the talent and both hosts");
    assert_eq!(entry(&mails, &sarah), ("CANCEL", true));
    assert_eq!(entry(&mails, &omar), ("REQUEST", false));
    let to = |person: &Person| mails.iter().find(|mail| mail.to == person.email).unwrap();
    assert!(to(&sarah).subject.starts_with("No longer yours"), "{}", to(&sarah).subject);
    assert!(to(&sarah).subject.contains("10:00"), "{}", to(&sarah).subject);
    assert!(to(&sarah).text.contains("10:00") && !to(&sarah).text.contains("12:00"), "{}", to(&sarah).text);
    assert!(to(&omar).subject.starts_with("صارت لديكم"), "{}", to(&omar).subject);
    assert!(to(&omar).text.contains("وأنتم من يستقبل"), "{}", to(&omar).text);
    // Moved again, it stays with him; whoever has left hears no more of it. What he was sent is set right, to the end.
    services.reschedule_booking(&ctx, booking.id, None, &NewTime::at(world.at("2026-11-23T10:00:00Z"))).await.unwrap();
    let mails = world.new_mails().await;
    assert_eq!((mails.len(), entry(&mails, &omar)), (2, ("REQUEST", false)), "the talent and he");
    services.cancel_booking(&ctx, booking.id, None, "").await.unwrap();
    let mails = world.new_mails().await;
    assert_eq!((mails.len(), entry(&mails, &omar)), (2, ("CANCEL", true)));
}

#[tokio::test]
async fn it_is_handed_to_who_hosts_now_where_nobody_takes_turns() {
    let world = World::new().await;
    let stage = world.stage().await;
    let ctx = world.ctx_as(&stage.caster);
    let (booking, sarah, omar) = of_another_host(&world, &stage).await;
    assert!(world.services.booking(&ctx, booking.id).await.unwrap().may_hand_on);
    let found = world.services.stand_ins(&ctx, booking.id).await.unwrap();
    assert_eq!(found[0].free.iter().map(|person| person.user_id).collect::<Vec<_>>(), [omar.id]);
    let handed = world.services.reassign_booking(&ctx, booking.id, None, sarah.id, omar.id, "").await.unwrap();
    assert_eq!(handed.staff[0].user_id, omar.id);
    // Told before she was told: she left nothing behind, whatever became of it since.
    world.services.cancel_booking(&ctx, booking.id, None, "").await.unwrap();
    assert_eq!(entry(&world.new_mails().await, &sarah), ("CANCEL", true));
}

#[tokio::test]
async fn whoever_follows_a_guests_host_answers_for_it() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (sarah, omar) = (world.member(MemberRole::Caster).await, world.member(MemberRole::Caster).await);
    for host in [&sarah, &omar] {
        world.working_hours(host.id).await;
    }
    let single = |event: &mut store::event_types::EventTypeRecord| event.scheduling = Scheduling::Single;
    let event_type = world.event_type_with(stage.org, Some(stage.call), &[sarah.id], single).await;
    let stage = Stage { event_type, ..stage };
    world.shared(&stage).await;
    let (services, anybody) = (&world.services, world.ctx_anonymous());
    let made =
        services.book_public(&anybody, &world.stranger(event_type, "Hind", "2026-11-23T07:00:00Z")).await.unwrap();
    set_hosts(&world, event_type, &[host(&world, omar.id)]).await;
    world.new_mails().await;
    let at = NewTime::at(world.at("2026-11-23T09:00:00Z"));
    services.move_by_link(&anybody, &made.token, None, &at).await.unwrap();
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let moved = services.booking(&admin, made.booking.id).await.unwrap();
    assert_eq!(moved.caster.map(|person| person.user_id), Some(omar.id));
    let mut told: Vec<_> = world.new_mails().await.into_iter().map(|mail| mail.to).collect();
    let mut expected = vec!["hind@example.com".to_owned(), sarah.email, omar.email];
    told.sort();
    expected.sort();
    assert_eq!(told, expected, "each of them once");
}

/// Whoever may not act any more takes nothing over, the event type's own hours are in nobody's way, and a later move forgets nothing.
#[tokio::test]
async fn what_was_handed_on_stays_so_when_it_moves() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let (booking, sarah, omar) = of_another_host(&world, &stage).await;
    let works = async |at: &str| {
        let sql = format!("update memberships set deactivated_at = {at} where user_id = '{}'", omar.id.uuid());
        world.sql(&sql).await;
    };
    works("created_at").await;
    assert!(services.stand_ins(&ctx, booking.id).await.unwrap().is_empty());
    let gone = services.reassign_booking(&ctx, booking.id, None, sarah.id, omar.id, "").await;
    assert!(matches!(gone, Err(Error::Fields(faults)) if faults[0].field == "to"));
    works("null").await;
    let form = services.event_type(&ctx, booking.event_type.id).await.unwrap().to_form();
    let span = SpanForm { start: "09:00".into(), end: "10:00".into() };
    let tuesdays = HoursForm { weekly: vec![WeeklyForm { day: 2, span }], ..HoursForm::default() };
    let with_hours = EventTypeForm { hours: Some(tuesdays), ..form.clone() };
    services.edit_event_type(&ctx, booking.event_type.id, None, with_hours).await.unwrap();
    let handed = services.reassign_booking(&ctx, booking.id, None, sarah.id, omar.id, "ill").await.unwrap();
    let own = services.booking(&world.ctx_as(&stage.caster), booking.id).await.unwrap();
    assert_eq!(own.staff, handed.staff);
    services.edit_event_type(&ctx, booking.event_type.id, None, form).await.unwrap();
    let at = world.at("2026-11-23T09:00:00Z");
    let colleague = world.ctx_as(&world.member(MemberRole::Caster).await);
    assert!(matches!(services.after_move(&colleague, booking.id, at).await, Err(Error::Forbidden)));
    let moved = services.reschedule_booking(&ctx, booking.id, None, &NewTime::at(at)).await.unwrap();
    assert_eq!(services.why_team(&moved).await.unwrap().unwrap().assignment.handed_on.len(), 1);
    assert!(services.booking(&ctx, booking.id).await.unwrap().may_hand_on);
    world.set_clock("2026-11-23T12:00:00Z");
    assert!(!services.booking(&world.ctx_as(&stage.caster), booking.id).await.unwrap().may_hand_on, "it is over");
}

#[tokio::test]
async fn who_hands_their_own_on_is_not_told_so() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (booking, sarah, omar) = of_another_host(&world, &stage).await;
    let now = world.now();
    world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, sarah.id, now).await).await;
    let own = world.ctx_as(&sarah);
    world.services.reassign_booking(&own, booking.id, None, sarah.id, omar.id, "").await.unwrap();
    let mails = world.new_mails().await;
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.to != sarah.email), "the talent and who takes it over");
}
