//! Open pages follow what happens: whoever may know is woken within a second, nobody else ever, also from another server and after the
//! database's connection broke.

use std::time::Duration;

use domain::actor::MemberRole;
use services::{
    Error,
    bookings::NewTime,
    live::{About, Following},
};
use testkit::World;
use tokio::{sync::watch, task::JoinHandle};

use crate::bookings::MONDAY_10;

const SOON: Duration = Duration::from_secs(1);
/// Long enough for news to have come; waking takes some 50 ms.
const NEVER: Duration = Duration::from_millis(400);

async fn woken(following: &mut Following, within: Duration) -> bool {
    tokio::time::timeout(within, following.changed()).await.is_ok_and(|open| open)
}

/// A server that listens; dropped, it does not any more.
struct Listening {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Listening {
    async fn begin(world: &World) -> Self {
        let (stop, stopped) = watch::channel(false);
        let someone = world.member(MemberRole::Admin).await;
        let mut first = world.services.follow(&world.ctx_as(&someone), About::Office, Duration::ZERO).await.unwrap();
        let services = world.services.clone();
        let task = tokio::spawn(async move { services.keep_live(stopped).await });
        assert!(
            woken(&mut first, Duration::from_secs(10)).await,
            "whoever was there before reads again once it listens"
        );
        Self { stop, task }
    }

    async fn end(self) {
        self.stop.send(true).unwrap();
        self.task.await.unwrap();
    }
}

#[tokio::test]
async fn only_those_who_may_know_are_woken() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let other = world.applicant(&stage, "Fahad").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let another = world.booked(&stage, &other, "2026-11-24T07:00:00Z").await;
    let foreign_org = world.organization("elsewhere").await;
    let foreign = world.member_of(foreign_org, MemberRole::Admin).await;
    let colleague = world.member(MemberRole::Caster).await;
    let reviewer = world.member(MemberRole::Reviewer).await;
    let now = world.now();
    world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, now).await).await;
    let admin = world.member(MemberRole::Admin).await;
    let listening = Listening::begin(&world).await;

    let follow = async |person: &testkit::Person, about| {
        world.services.follow(&world.ctx_as(person), about, Duration::ZERO).await.unwrap()
    };
    let mut told = Vec::new();
    for (name, person, about) in [
        ("caster", &stage.caster, About::Office),
        ("reviewer", &reviewer, About::Office),
        ("admin", &admin, About::Office),
        ("talent", &noura.person, About::Own),
        ("talent on the booking", &noura.person, About::Booking(booking.id)),
        ("caster on the booking", &stage.caster, About::Booking(booking.id)),
    ] {
        told.push((name, follow(person, about).await));
    }
    let mut untold = Vec::new();
    for (name, person, about) in [
        ("colleague", &colleague, About::Office),
        ("foreign admin", &foreign, About::Office),
        ("other talent", &other.person, About::Own),
        ("other talent on the booking", &other.person, About::Booking(booking.id)),
        ("foreign admin on the booking", &foreign, About::Booking(booking.id)),
        ("caster on another booking", &stage.caster, About::Booking(another.id)),
        ("caster's own", &stage.caster, About::Own),
    ] {
        untold.push((name, follow(person, about).await));
    }
    world.services.confirm_booking(&world.ctx_as(&noura.person), booking.id, None).await.unwrap();
    for (name, following) in &mut told {
        assert!(woken(following, SOON).await, "{name}");
    }
    for (name, following) in &mut untold {
        assert!(!woken(following, NEVER / 4).await, "{name}");
    }
    // What the talent may not learn of does not wake them.
    world.services.set_caster_notes(&world.ctx_as(&stage.caster), booking.id, None, "Too tall.").await.unwrap();
    for (name, following) in &mut told {
        assert_eq!(woken(following, NEVER).await, !name.starts_with("talent"), "{name}");
    }
    let Err(Error::Forbidden) = world.services.follow(&world.ctx_as(&noura.person), About::Office, SOON).await else {
        panic!("talent follow no office");
    };
    let Err(Error::SignedOut) = world.services.follow(&world.ctx_anonymous(), About::Own, SOON).await else {
        panic!("nobody follows nothing");
    };
    listening.end().await;
    for (_, following) in &mut told {
        assert!(!following.changed().await, "a server that stops ends its streams");
    }
}

#[tokio::test]
async fn who_holds_a_link_follows_that_booking_alone() {
    let world = World::new().await;
    let stage = world.stage().await;
    world.shared(&stage).await;
    let made = async |name: &str, start: &str| {
        let new = world.stranger(stage.event_type, name, start);
        world.services.book_public(&world.ctx_anonymous(), &new).await.unwrap()
    };
    let hind = made("Hind", MONDAY_10).await;
    let reem = made("Reem", "2026-11-24T07:00:00Z").await;
    let listening = Listening::begin(&world).await;
    let anybody = world.ctx_anonymous();
    let mut own = world.services.follow_by_link(&anybody, &hind.token, Duration::ZERO).await.unwrap();
    let mut other = world.services.follow_by_link(&anybody, &reem.token, Duration::ZERO).await.unwrap();
    let host = world.ctx_as(&stage.caster);
    world.services.set_caster_notes(&host, hind.booking.id, None, "Too tall.").await.unwrap();
    assert!(!woken(&mut own, NEVER).await, "private notes are none of theirs");
    world.services.cancel_booking(&host, hind.booking.id, None, "").await.unwrap();
    assert!(woken(&mut own, SOON).await);
    assert!(!woken(&mut other, NEVER / 4).await, "another's booking");
    let wrong = world.services.follow_by_link(&anybody, &"x".repeat(43), Duration::ZERO).await;
    assert!(matches!(wrong, Err(Error::NotFound)), "a link nobody has");
    let by_id = world.services.follow(&host, About::Link(hind.booking.id), Duration::ZERO).await;
    assert!(matches!(by_id, Err(Error::Forbidden)), "the id is no link");
    // A link has few streams, whatever sessions they come from.
    let mut more = Vec::new();
    for _ in 0..7 {
        more.push(world.services.follow_by_link(&anybody, &hind.token, Duration::ZERO).await.unwrap());
    }
    let ninth = world.services.follow_by_link(&host, &hind.token, Duration::ZERO).await;
    assert!(matches!(ninth, Err(Error::Limited { .. })));
    listening.end().await;
}

#[tokio::test]
async fn what_happened_while_a_page_was_drawn_is_not_missed() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let listening = Listening::begin(&world).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut first = world.services.follow(&ctx, About::Office, Duration::ZERO).await.unwrap();
    world.booked(&stage, &noura, MONDAY_10).await;
    assert!(woken(&mut first, SOON).await);
    let age = Duration::from_secs(5);
    let mut late = world.services.follow(&ctx, About::Office, age).await.unwrap();
    assert!(woken(&mut late, NEVER).await, "it was asked for before the booking was made");
    let mut later = world.services.follow(&ctx, About::Office, Duration::ZERO).await.unwrap();
    assert!(!woken(&mut later, NEVER).await, "it was asked for after");
    let colleague = world.ctx_as(&world.member(MemberRole::Caster).await);
    let mut stranger = world.services.follow(&colleague, About::Office, age).await.unwrap();
    assert!(!woken(&mut stranger, NEVER).await, "whom it does not concern is not told that something happened");
    listening.end().await;
}

#[tokio::test]
async fn a_broken_connection_is_found_again_and_everybody_reads() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let listening = Listening::begin(&world).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut following = world.services.follow(&ctx, About::Office, Duration::ZERO).await.unwrap();
    let ended = world
        .number(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query ilike 'listen%'",
        )
        .await;
    assert_eq!(ended, 1, "one connection listens, whatever is open");
    assert!(woken(&mut following, Duration::from_secs(10)).await, "nobody knows what was missed");
    let new = NewTime::at(world.at("2026-11-25T07:00:00Z"));
    world.services.reschedule_booking(&ctx, booking.id, None, &new).await.unwrap();
    assert!(woken(&mut following, SOON).await);
    listening.end().await;
}

#[tokio::test]
async fn servers_that_share_a_database_share_the_news_and_a_session_has_few_streams() {
    let one = World::without_organization(4, |_| {}).await;
    let other = World::over(&one.database_url()).await;
    let stage = other.stage().await;
    let noura = other.applicant(&stage, "Noura").await;
    let (stop, stopped) = watch::channel(false);
    let ctx = one.ctx_as(&stage.caster);
    let mut following = one.services.follow(&ctx, About::Office, Duration::ZERO).await.unwrap();
    let services = one.services.clone();
    let task = tokio::spawn(async move { services.keep_live(stopped).await });
    assert!(woken(&mut following, Duration::from_secs(10)).await);
    other.booked(&stage, &noura, MONDAY_10).await;
    assert!(woken(&mut following, SOON).await, "booked on another server");

    let mut more = Vec::new();
    for _ in 0..7 {
        more.push(one.services.follow(&ctx, About::Office, Duration::ZERO).await.unwrap());
    }
    let Err(Error::Limited { .. }) = one.services.follow(&ctx, About::Office, Duration::ZERO).await else {
        panic!("a ninth stream of one session");
    };
    let reader = other.ctx_as(&noura.person);
    assert!(one.services.follow(&reader, About::Own, Duration::ZERO).await.is_ok(), "others are not in its way");
    more.pop();
    assert!(
        one.services.follow(&ctx, About::Office, Duration::ZERO).await.is_ok(),
        "a page that was closed counts no more"
    );
    stop.send(true).unwrap();
    task.await.unwrap();
    drop(more);
    drop(following);
    assert_eq!(one.services.live().open(), 0);
}
