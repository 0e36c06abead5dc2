//! The room that acts. Every action exists once, here: it authorises from the [`Ctx`], opens the transaction, loads, asks
//! `domain`, writes, enqueues what follows and commits. Pages, REST and jobs are doors into it. Knows no HTTP and no HTML.

pub mod accounts;
pub mod api_keys;
pub mod applicants_csv;
pub mod applications;
pub mod audit;
pub mod booking_desk;
pub mod booking_limits;
pub mod booking_links;
pub mod bookings;
pub mod cal;
pub mod calcom_in;
pub mod calendar_feeds;
pub mod calendar_file;
pub mod calendar_replies;
pub mod calendars;
pub mod casting_calls;
pub mod change_requests;
pub mod clock;
pub mod completion;
pub mod ctx;
pub mod demo;
pub mod embeds;
pub mod error;
pub mod event_types;
pub mod health;
pub mod holds;
pub mod holidays;
pub mod idempotency;
pub mod invitations;
pub mod jobs;
pub mod limits;
pub mod live;
pub mod looks;
pub mod members;
pub mod needs;
pub mod notification_rules;
pub mod notifications;
pub mod onward;
pub mod organizations;
pub mod out_of_office;
pub mod page;
pub mod passwords;
pub mod pauses;
pub mod pictures;
pub mod public_booking;
pub mod reminders;
pub mod reschedule_requests;
mod retention;
pub mod roles;
pub mod rooms;
pub mod runs;
pub mod saved_views;
pub mod schedules;
pub mod seal;
pub mod sealing;
pub mod sessions;
pub mod slots;
pub mod talent_profiles;
pub mod teams;
pub mod totp;
pub mod tx;
pub mod unfit;
pub mod webhooks;
pub mod words;

use std::sync::Arc;

pub use clock::Clock;
pub use ctx::Ctx;
pub use error::{Error, Result};
use store::Store;

/// Everything an action needs that outlives one request; cheap to clone.
#[derive(Clone)]
pub struct Services {
    parts: Arc<Parts>,
    limits: Arc<limits::Limits>,
    webhooks_in_flight: webhooks::InFlight,
    live: live::Live,
}

/// What [`Services`] are built from.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The product's clock; asked once per operation, by [`Services::ctx`].
    pub clock: Clock,
    /// Where ids and tokens get their chance from.
    pub chance: ctx::Chance,
    /// Where mails go.
    pub mailer: connectors::mail::Mailer,
    /// What calls webhooks.
    pub hooks: connectors::hooks::HookClient,
    /// Settings the actions depend on.
    pub settings: Settings,
}

/// Settings that change what actions do.
#[derive(Clone)]
pub struct Settings {
    /// Absolute links begin with this, without a trailing slash; from `CALLBOARD_URL` only.
    pub base_url: String,
    /// The `From` of mails.
    pub mail_from: String,
    /// 32 bytes from which link tokens and the first sealing key are derived.
    pub secret: Secret,
    /// What seals secrets in the database.
    pub keys: seal::KeyRing,
    /// Demo installation: no second factor demanded, `/dev/outbox` open.
    pub demo: bool,
    /// Whether sign-in, codes and mails are limited; off in the benchmark and in most tests.
    pub rate_limits: bool,
    /// Who we are at the keepers of people's calendars, where an organisation has set nothing of its own.
    pub oauth_clients: calendars::clients::OauthClients,
}

/// Bytes that never show in a log.
#[derive(Clone)]
pub struct Secret(Arc<[u8; 32]>);

impl Secret {
    /// Wraps the bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(bytes))
    }

    /// The bytes, for deriving keys.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Services {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let limits = Arc::new(limits::Limits::new(parts.settings.rate_limits));
        Self {
            parts: Arc::new(parts),
            limits,
            webhooks_in_flight: webhooks::InFlight::default(),
            live: live::Live::default(),
        }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.parts.store
    }

    /// The product's clock.
    pub fn clock(&self) -> &Clock {
        &self.parts.clock
    }

    /// Where mails go.
    pub fn mailer(&self) -> &connectors::mail::Mailer {
        &self.parts.mailer
    }

    /// What calls webhooks.
    pub fn hooks(&self) -> &connectors::hooks::HookClient {
        &self.parts.hooks
    }

    /// Settings.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// The counters of rate limits.
    pub fn limits(&self) -> &limits::Limits {
        &self.limits
    }

    /// Stamps a context for one operation by `actor`: every rule of that operation sees the same instant.
    pub fn ctx(&self, actor: domain::actor::Actor, request: ctx::Request) -> Ctx {
        Ctx::new(actor, self.parts.clock.now(), request, self.parts.chance.clone())
    }
}
