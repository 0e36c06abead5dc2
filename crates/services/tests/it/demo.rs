//! The demo data: complete, loaded once, quickly, through the services.

use std::time::Instant;

use domain::{booking::Status, casting::CallStatus};
use services::{
    Error,
    applications::ApplicantQuery,
    bookings::BookingQuery,
    demo::{DemoLoaded, PASSWORD},
};
use testkit::World;

async fn demo_world() -> World {
    World::with(10, |settings| settings.demo = true).await
}

/// Signs in as one of the demo's people, by address, in the organisation they act in.
async fn as_person(world: &World, email: &str) -> services::Ctx {
    let mut db = world.store().connection().await.unwrap();
    let user = store::users::find_by_email(&mut db, email).await.unwrap().unwrap();
    assert!(services::passwords::verify(PASSWORD, user.password_hash.as_deref()).await.unwrap(), "{email}");
    let memberships = store::organizations::list_of_member(&mut db, user.id).await.unwrap();
    let (organization, role) = memberships
        .into_iter()
        .find(|(organization, _)| organization.slug == "takeone-demo")
        .map(|(organization, role)| (organization.id, role))
        .unzip();
    world.ctx(domain::actor::Actor {
        user_id: Some(user.id),
        organization_id: organization,
        role,
        ..domain::actor::Actor::anonymous()
    })
}

#[tokio::test]
async fn only_demo_installations_load_it() {
    let world = World::new().await;
    assert!(matches!(world.services.load_demo(&world.ctx_system()).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_demo_is_complete_and_loaded_once() {
    let world = demo_world().await;
    let services = &world.services;
    let start = Instant::now();
    // The world has an organisation `takeone` of its own already.
    let DemoLoaded { fresh, slug, sign_ins } = services.load_demo(&world.ctx_system()).await.unwrap();
    assert!(fresh && slug == "takeone-demo" && sign_ins.len() == 7);
    assert!(start.elapsed().as_secs() < 10, "loading took {:?}", start.elapsed());
    let admin = as_person(&world, "ad@example.com").await;
    let calls = services.list_calls(&admin, Some(CallStatus::Published)).await.unwrap();
    assert_eq!(calls.iter().map(|one| one.roles).collect::<Vec<_>>(), [4, 4, 4]);
    // Thirty each, and those of section 6.3.
    assert_eq!(calls.iter().map(|one| one.applications).sum::<i64>(), 12 * 30 + 28);
    assert_eq!(services.list_members(&admin).await.unwrap().len(), 10);
    assert_eq!(services.list_rooms(&admin, false).await.unwrap().len(), 3);
    assert_eq!(services.list_event_types(&admin, None, false).await.unwrap().len(), 7);
    let bookings = services.bookings(&admin, &BookingQuery { limit: 100, ..BookingQuery::default() }).await.unwrap();
    let count = |status: Status| bookings.bookings.iter().filter(|one| one.status == status).count();
    assert_eq!(
        (count(Status::Confirmed), count(Status::Scheduled), count(Status::Declined)),
        (17, 3, 1),
        "of {}",
        bookings.bookings.len()
    );
    for sign_in in &sign_ins {
        as_person(&world, &sign_in.email).await;
    }
    let noura = as_person(&world, "t1@example.com").await;
    let mine = services.bookings(&noura, &BookingQuery { limit: 100, ..BookingQuery::default() }).await.unwrap();
    assert_eq!(mine.bookings.len(), 2);
    assert_eq!(services.my_schedules(&noura).await.unwrap().len(), 1);
    let search = ApplicantQuery { search: "لولوه".into(), ..ApplicantQuery::default() };
    assert_eq!(services.list_applicants(&admin, &search).await.unwrap().items.len(), 2);
    let again = services.load_demo(&world.ctx_system()).await.unwrap();
    assert!(!again.fresh && again.sign_ins == sign_ins);
    assert_eq!(services.list_calls(&admin, None).await.unwrap(), calls);
}

#[tokio::test]
async fn on_the_day_what_has_happened_is_there() {
    let world = demo_world().await;
    world.set_clock("2026-11-29T08:20:00Z");
    world.services.load_demo(&world.ctx_system()).await.unwrap();
    let badr = as_person(&world, "c4@example.com").await;
    let day = world.services.day(&badr, "2026-11-29".parse().unwrap(), "Asia/Riyadh".parse().unwrap()).await.unwrap();
    let lines: Vec<_> = day
        .bookings
        .iter()
        .filter(|one| one.status != Status::Declined)
        .map(|one| format!("{} {}", one.starts_at.format("%H:%M"), one.status.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            "07:00 completed",
            "07:30 completed",
            "08:00 confirmed",
            "08:15 confirmed",
            "09:00 scheduled",
            "09:15 confirmed",
            "09:30 confirmed",
            "09:45 scheduled",
            "10:45 confirmed",
        ]
    );
}
