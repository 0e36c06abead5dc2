//! What a change would do to what is booked, said before it is saved: by every kind of change, for whoever may know, and keeping nothing.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    booking_event::Side,
    hours_form::{HoursForm, SpanForm, WeeklyForm},
    id::{Id, Room},
    limits::{Limits, PerPeriod},
    slots::Reason,
};
use services::{
    Error,
    bookings::{BookingView, NewBooking},
    event_types::HostForm,
    holidays::HolidayForm,
    out_of_office::{TimeOffForm, TravelForm},
    pauses::PauseForm,
    unfit::{Change, MOST_NAMED, Unfit},
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

/// Monday 23 November 2026, 10:00 in Riyadh.
const MONDAY: &str = "2026-11-23T07:00:00Z";
const TUESDAY: &str = "2026-11-24T07:00:00Z";

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
    booking: BookingView,
}

impl Scene {
    /// One audition on Monday, and one on Tuesday.
    async fn new() -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        let booking = world.booked(&stage, &noura, MONDAY).await;
        let fahad = world.applicant(&stage, "Fahad").await;
        world.booked(&stage, &fahad, TUESDAY).await;
        Self { world, stage, noura, booking }
    }

    fn ctx(&self) -> services::Ctx {
        self.world.ctx_as(&self.stage.caster)
    }

    async fn told(&self, ctx: &services::Ctx, change: Change<'_>) -> Unfit {
        self.world.services.unfit_after(ctx, &change).await.unwrap()
    }

    async fn room(&self) -> Id<Room> {
        let room = self.world.room(self.stage.org, "A").await;
        self.world
            .sql(&format!(
                "update bookings set room_id = '{}', meeting_type = 'in-person', meeting_url = null where id = '{}'",
                room.uuid(),
                self.booking.id.uuid()
            ))
            .await;
        let places =
            format!("update event_types set locations = '[{{\"type\": \"in_person\", \"room_id\": \"{room}\"}}]'");
        self.world.sql(&places).await;
        room
    }
}

/// Which, and why, in short.
fn short(unfit: &Unfit) -> Vec<(String, Reason)> {
    let name =
        |one: &services::unfit::UnfitBooking| one.talent.as_ref().map_or("-".to_owned(), |it| it.name_latin.clone());
    unfit.first.iter().map(|one| (name(one), one.reason)).collect()
}

fn hours(day: u8, start: &str, end: &str) -> HoursForm {
    let line = WeeklyForm { day, span: SpanForm { start: start.into(), end: end.into() } };
    HoursForm { name: "Hours".into(), time_zone: "Asia/Riyadh".into(), weekly: vec![line], ..HoursForm::default() }
}

#[tokio::test]
async fn an_event_types_rules_tell_whom_they_leave_without_a_place() {
    let scene = Scene::new().await;
    let (ctx, services) = (scene.ctx(), &scene.world.services);
    let form = services.event_type(&ctx, scene.stage.event_type).await.unwrap().to_form();
    let told = async |change: &dyn Fn(&mut services::event_types::EventTypeForm)| {
        let mut typed = form.clone();
        change(&mut typed);
        scene.told(&ctx, Change::EventType(scene.stage.event_type, &typed)).await
    };
    assert_eq!(told(&|_| {}).await, Unfit::default());
    assert_eq!(told(&|form| form.minimum_notice = 100_000).await.total, 0, "notice is for new ones");
    let shorter = told(&|form| form.durations = vec![20]).await;
    assert_eq!(short(&shorter), [("Noura".into(), Reason::Duration), ("Fahad".into(), Reason::Duration)]);
    assert_eq!((shorter.total, shorter.first[0].id, shorter.may_be_more), (2, Some(scene.booking.id), false));
    let today = domain::slots::BookingWindow::Rolling { days: 1, calendar_days: true };
    assert_eq!(short(&told(&|form| form.booking_window = Some(today)).await), [("Fahad".into(), Reason::Window)]);
    let tuesdays = told(&|form| form.hours = Some(hours(2, "09:00", "17:00"))).await;
    assert_eq!(short(&tuesdays), [("Noura".into(), Reason::EventHours)], "its own hours are no Monday's");
    let other = scene.world.member(MemberRole::Caster).await;
    assert_eq!(short(&told(&|form| form.hosts = vec![HostForm::fixed(other.id)]).await)[0].1, Reason::NoHost);
    // The preview beside the form says the same.
    let typed = services::event_types::EventTypeForm { durations: vec![20], ..form.clone() };
    let preview = services.preview_event_type(&ctx, scene.stage.event_type, Some(typed)).await.unwrap();
    assert_eq!(preview.unfit, shorter);
    // Nothing was kept, and what did not fit before is not the change's doing.
    assert_eq!(services.event_type(&ctx, scene.stage.event_type).await.unwrap().to_form(), form);
    scene.world.sql("update event_types set durations = '{20}'").await;
    let again = services.event_type(&ctx, scene.stage.event_type).await.unwrap().to_form();
    let longer = services::event_types::EventTypeForm { buffer_before: 5, ..again };
    assert_eq!(scene.told(&ctx, Change::EventType(scene.stage.event_type, &longer)).await.total, 0);
    // Who could not change it is told nothing.
    let stranger = scene.world.ctx_as(&other);
    let refused = services.unfit_after(&stranger, &Change::EventType(scene.stage.event_type, &longer)).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}

#[tokio::test]
async fn hours_and_time_off_tell_both_sides() {
    let scene = Scene::new().await;
    let ctx = scene.ctx();
    let schedule = scene.world.services.my_schedules(&ctx).await.unwrap().remove(0);
    let mondays = hours(1, "09:00", "17:00");
    let told = scene.told(&ctx, Change::Hours(Some(schedule.id), &mondays)).await;
    assert_eq!(short(&told), [("Fahad".into(), Reason::OutsideHours)]);
    assert_eq!(told.host, Some(scene.stage.caster.id));
    let off = TimeOffForm { from: "2026-11-23".into(), ..TimeOffForm::default() };
    assert_eq!(short(&scene.told(&ctx, Change::TimeOff(&off)).await), [("Noura".into(), Reason::OutOfOffice)]);
    // The talent's first hours, and their time off: told as theirs.
    let talent = scene.world.ctx_as(&scene.noura.person);
    let late = hours(1, "16:00", "20:00");
    let told = scene.told(&talent, Change::Hours(None, &late)).await;
    assert_eq!((told.total, told.first[0].side, told.first[0].id), (1, Side::Talent, Some(scene.booking.id)));
    assert_eq!(scene.told(&talent, Change::TimeOff(&off)).await.first[0].reason, Reason::OutOfOffice);
    assert_eq!(scene.told(&talent, Change::Hours(None, &hours(1, "09:00", "12:00"))).await.total, 0);
    let trip = TravelForm { from: "2026-11-23".into(), to: String::new(), time_zone: "America/New_York".into() };
    assert_eq!(short(&scene.told(&ctx, Change::Travel(&trip)).await), [("Noura".into(), Reason::OutsideHours)]);
    assert_eq!(scene.told(&talent, Change::Travel(&trip)).await.total, 0, "they stated no hours");
    assert!(scene.world.services.my_schedules(&talent).await.unwrap().is_empty(), "nothing was kept");
    assert!(scene.world.services.my_time_off(&ctx).await.unwrap().is_empty());
    assert!(scene.world.services.my_travel(&ctx).await.unwrap().is_empty());
    // Another schedule than the one that is used.
    let second = scene.world.services.create_schedule(&ctx, &mondays).await.unwrap().schedule.id;
    let told = scene.told(&ctx, Change::DefaultSchedule(second)).await;
    assert_eq!((short(&told), told.host), (vec![("Fahad".into(), Reason::OutsideHours)], Some(scene.stage.caster.id)));
    // The one that is used taken away, the other is.
    let told = scene.told(&ctx, Change::DeleteSchedule(schedule.id)).await;
    assert_eq!(short(&told), [("Fahad".into(), Reason::OutsideHours)]);
    assert_eq!(scene.world.services.my_schedules(&ctx).await.unwrap()[0].id, schedule.id);
    let foreign = scene.world.services.unfit_after(&talent, &Change::DefaultSchedule(second)).await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
}

#[tokio::test]
async fn rooms_pauses_holidays_and_members_tell_what_stands_in_their_way() {
    let scene = Scene::new().await;
    let ctx = scene.ctx();
    let room = scene.room().await;
    let noon = hours(1, "12:00", "17:00");
    assert_eq!(
        short(&scene.told(&ctx, Change::RoomHours(room, Some(&noon))).await),
        [("Noura".into(), Reason::NoRoom)]
    );
    assert_eq!(scene.told(&ctx, Change::RoomHours(room, None)).await.total, 0);
    assert_eq!(short(&scene.told(&ctx, Change::ArchiveRoom(room)).await), [("Noura".into(), Reason::NoRoom)]);
    let pause = |room_id, start: &str| PauseForm {
        room_id,
        name_en: "Lunch".into(),
        starts_on: "2026-11-22".into(),
        ends_on: "2026-11-30".into(),
        start: start.into(),
        end: "13:00".into(),
        ..PauseForm::default()
    };
    let both = scene.told(&ctx, Change::Pause(&pause(None, "10:15"))).await;
    assert_eq!(short(&both), [("Noura".into(), Reason::Pause), ("Fahad".into(), Reason::Pause)]);
    assert_eq!(scene.told(&ctx, Change::Pause(&pause(None, "10:30"))).await.total, 0);
    assert_eq!(
        short(&scene.told(&ctx, Change::Pause(&pause(Some(room), "10:15"))).await),
        [("Noura".into(), Reason::NoRoom)]
    );
    let eid = HolidayForm { on_date: "2026-11-24".into(), name_en: "Eid".into(), ..HolidayForm::default() };
    assert_eq!(short(&scene.told(&ctx, Change::Holiday(None, &eid)).await), [("Fahad".into(), Reason::Holiday)]);

    let admin = scene.world.member(MemberRole::Admin).await;
    let admin = scene.world.ctx_as(&admin);
    let members = scene.world.services.list_members(&admin).await.unwrap();
    let member = members.iter().find(|member| member.user_id == scene.stage.caster.id).unwrap();
    let told = scene.told(&admin, Change::Deactivate(member.id)).await;
    assert_eq!((told.total, told.first[0].reason), (2, Reason::NoHost));
    let one = Limits { bookings: PerPeriod { week: Some(1), ..PerPeriod::default() }, ..Limits::NONE };
    let told = scene.told(&admin, Change::HostLimits(scene.stage.caster.id, one)).await;
    assert_eq!((told.total, told.first[0].reason.code().as_str()), (1, "limit_host_week"), "who was first stays");
    assert!(matches!(
        scene.world.services.unfit_after(&ctx, &Change::Deactivate(member.id)).await,
        Err(Error::Forbidden)
    ));
    assert!(scene.world.services.list_members(&admin).await.unwrap().iter().all(|one| one.deactivated_at.is_none()));

    // A colleague who arranges the office hears how many there are, and no name of a call that is not theirs.
    let colleague = scene.world.ctx_as(&scene.world.member(MemberRole::Caster).await);
    let hidden = scene.told(&colleague, Change::Pause(&pause(None, "10:15"))).await;
    assert_eq!(hidden.total, 2);
    assert!(
        hidden.first.iter().all(|one| one.id.is_none() && one.talent.is_none() && one.event_type.is_none()),
        "{hidden:?}"
    );
    // And another office hears nothing.
    let elsewhere = scene.world.stage_in(scene.world.organization("elsewhere").await).await;
    let theirs = scene.told(&scene.world.ctx_as(&elsewhere.caster), Change::Pause(&pause(None, "10:15"))).await;
    assert_eq!(theirs, Unfit::default());
}

#[tokio::test]
async fn a_countrys_holidays_and_the_limits_of_bookers_tell_whom_they_meet() {
    let scene = Scene::new().await;
    scene.world.advance(TimeDelta::minutes(1));
    let (ctx, services) = (scene.ctx(), &scene.world.services);
    let start = scene.world.at("2026-12-02T07:00:00Z");
    let again =
        NewBooking { round: Some(2), ..NewBooking::new(scene.noura.application, scene.stage.event_type, start) };
    services.book(&ctx, &again).await.unwrap();
    let list = services.holiday_preset(&ctx, "AE", 2026).await.unwrap().holidays;
    let all: Vec<String> = list.iter().map(|(day, _)| day.key()).collect();
    let (met, others): (Vec<String>, Vec<String>) = all.iter().cloned().partition(|key| key.contains("2026-12-02"));
    assert_eq!(
        short(&scene.told(&ctx, Change::HolidayList("AE", 2026, &all)).await),
        [("Noura".into(), Reason::Holiday)]
    );
    assert_eq!(scene.told(&ctx, Change::HolidayList("AE", 2026, &met)).await.total, 1);
    assert_eq!(scene.told(&ctx, Change::HolidayList("AE", 2026, &others)).await.total, 0, "only what was chosen");
    let refused = services.unfit_after(&ctx, &Change::HolidayList("AE", 2026, &[])).await;
    assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");

    let admin = scene.world.ctx_as(&scene.world.member(MemberRole::Admin).await);
    let a_year = |most| Limits { bookings: PerPeriod { year: Some(most), ..PerPeriod::default() }, ..Limits::NONE };
    let told = scene.told(&admin, Change::BookerLimits(a_year(1))).await;
    let short: Vec<_> = told.first.iter().map(|one| (one.starts_at, one.reason.code())).collect();
    assert_eq!(short, [(start, "limit_booker_year".to_owned())], "what was booked first stays");
    assert_eq!(scene.told(&admin, Change::BookerLimits(a_year(2))).await.total, 0);
    assert_eq!(services.booking_limits(&admin).await.unwrap().booker, Limits::NONE, "nothing was kept");
    let refused = services.unfit_after(&ctx, &Change::BookerLimits(a_year(1))).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}

#[tokio::test]
async fn a_long_list_is_counted_and_named_in_part() {
    let scene = Scene::new().await;
    for n in 0..MOST_NAMED {
        let talent = scene.world.applicant(&scene.stage, &format!("Talent {n}")).await;
        let start = scene.world.at(&format!("2026-11-25T{:02}:{:02}:00Z", 6 + n / 2, 30 * (n % 2)));
        let new = NewBooking::new(talent.application, scene.stage.event_type, start);
        scene.world.services.book(&scene.ctx(), &new).await.unwrap();
    }
    let form = scene.world.services.event_type(&scene.ctx(), scene.stage.event_type).await.unwrap().to_form();
    let typed = services::event_types::EventTypeForm { durations: vec![20], ..form };
    let told = scene.told(&scene.ctx(), Change::EventType(scene.stage.event_type, &typed)).await;
    assert_eq!((told.total, told.first.len()), (2 + MOST_NAMED, MOST_NAMED));
    assert_eq!(told.last_at, Some(scene.world.at("2026-11-25T10:30:00Z")));
}
