//! A whole application for one test: its own database, a frozen clock, predictable chance.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use connectors::{
    hooks::{HookClient, HookSettings},
    mail::{Mailer, Memory},
};
use domain::{
    actor::Actor,
    id::{Id, Organization},
};
use services::{Clock, Ctx, Parts, Secret, Services, Settings, ctx::Chance, ctx::Request, seal::KeyRing};
use store::Store;

use crate::{builders::accounts::Person, database::Database};

/// Sunday 22 November 2026, 09:00 in Riyadh: where every world's clock stands at first.
pub const START: &str = "2026-11-22T06:00:00Z";

/// An application on a database of its own, with one organisation in it. Dropped, its database is gone.
pub struct World {
    /// The room under test.
    pub services: Services,
    /// The organisation TakeOne (`takeone`), which builders use unless told otherwise.
    pub org: Id<Organization>,
    /// Where mails go; it may be told to refuse.
    pub mailbox: Memory,
    clock: Clock,
    url: String,
    // Last: the pool above must not be in use when the database goes; dropping is forced anyhow.
    _database: Option<Database>,
}

impl World {
    /// A world with at most ten connections to its database.
    pub async fn new() -> Self {
        Self::with(10, |_| {}).await
    }

    /// A world with that many connections, for tests that race.
    pub async fn with_connections(connections: u32) -> Self {
        Self::with(connections, |_| {}).await
    }

    /// A world whose settings were changed before the services started.
    pub async fn with(connections: u32, change: impl FnOnce(&mut Settings)) -> Self {
        let mut world = Self::without_organization(connections, change).await;
        world.org = world.organization("takeone").await;
        world
    }

    /// A world that waits longer for other servers, for tests with real ones.
    pub async fn patient() -> Self {
        let database = Database::create().await;
        let url = database.url();
        let mut world = Self::on(url, Some(database), 10, |_| {}, Duration::from_secs(30)).await;
        world.org = world.organization("takeone").await;
        world
    }

    /// An installation nobody has set up; `org` names nothing.
    pub async fn without_organization(connections: u32, change: impl FnOnce(&mut Settings)) -> Self {
        let database = Database::create().await;
        let url = database.url();
        Self::on(url, Some(database), connections, change, Duration::from_secs(1)).await
    }

    /// A world over a database that somebody else made and keeps, such as a running server's: for putting in what its doors have no way to.
    pub async fn over(url: &str) -> Self {
        let mut world = Self::on(url.to_owned(), None, 4, |_| {}, Duration::from_secs(1)).await;
        world.org = world.organization("takeone").await;
        world
    }

    async fn on(
        url: String,
        database: Option<Database>,
        connections: u32,
        change: impl FnOnce(&mut Settings),
        patience: Duration,
    ) -> Self {
        let store = Store::connect(&url, connections).await.expect("connect to the database");
        let clock = Clock::frozen(START.parse().expect("an instant"));
        let mut settings = Settings {
            base_url: "https://callboard.test".to_owned(),
            mail_from: "Callboard <callboard@callboard.test>".to_owned(),
            secret: Secret::new([7; 32]),
            keys: KeyRing::of_secret(&Secret::new([7; 32])).expect("a key"),
            demo: false,
            rate_limits: false,
            oauth_clients: Default::default(),
        };
        change(&mut settings);
        let mailbox = Memory::default();
        let mailer = Mailer::Memory(mailbox.clone());
        // Receivers in tests listen on loopback; who tests the refusal builds services of their own.
        let limits = HookSettings { allow_private: true, connect_timeout: patience, timeout: patience };
        let hooks = HookClient::new(limits).expect("a client for webhooks");
        let parts = Parts { store, clock: clock.clone(), chance: Chance::seeded(1), mailer, hooks, settings };
        let services = Services::new(parts);
        Self { services, org: Id::from_uuid(Default::default()), mailbox, clock, url, _database: database }
    }

    /// The database's address, for what needs a connection of its own.
    pub fn database_url(&self) -> String {
        self.url.clone()
    }

    /// The database.
    pub fn store(&self) -> &Store {
        self.services.store()
    }

    /// The instant the clock stands at.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.set(self.clock.now() + by);
    }

    /// Puts the clock to an instant written in RFC 3339.
    pub fn set_clock(&self, instant: &str) {
        self.clock.set(instant.parse().expect("an instant in RFC 3339"));
    }

    /// A context for one operation by `actor`.
    pub fn ctx(&self, actor: Actor) -> Ctx {
        let request = Request {
            id: "test-request".to_owned(),
            address: "192.0.2.1".to_owned(),
            user_agent: "testkit".to_owned(),
            session_key: actor.user_id.map_or_else(|| "visitor".to_owned(), |user| user.to_string()),
        };
        self.services.ctx(actor, request)
    }

    /// A context for one operation by a person, in their organisation if they have one.
    pub fn ctx_as(&self, person: &Person) -> Ctx {
        self.ctx(person.actor())
    }

    /// A context of nobody.
    pub fn ctx_anonymous(&self) -> Ctx {
        self.ctx(Actor::anonymous())
    }

    /// A context of Callboard itself.
    pub fn ctx_system(&self) -> Ctx {
        self.ctx(Actor::system())
    }
}
