//! Calendars read and written through an account, whoever keeps them: what can be asked of a provider, in one shape. A provider here is an
//! address with its credentials in the clear; it lives for one job. Knows no database, no booking and no rule about what makes busy.

mod bearer;
pub mod caldav;
mod connected;
pub mod google;
pub mod graph;
pub mod oauth;

use std::future::Future;

use chrono::{DateTime, Utc};
pub use connected::{AnyRound, Connected};
use domain::{time::Interval, zone::Zone};

use crate::hooks::{Answer, HookError};

/// Most calendars of one account.
pub const MOST_CALENDARS: usize = 500;

/// A calendar of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteCalendar {
    /// What the provider calls it, for ever.
    pub key: String,
    /// What its owner calls it.
    pub name: String,
    /// Whether events can be written to it.
    pub can_write: bool,
    /// Whether it is the account's usual one.
    pub is_main: bool,
    /// Whether its events take time at all.
    pub counts: bool,
    /// Whether the provider makes video links for its events.
    pub can_meet: bool,
}

/// What is wanted of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Events that touch this.
    pub window: Interval,
    /// The zone of the owner's dates and floating times.
    pub zone: Zone,
    /// Whether what they accepted tentatively takes their time.
    pub tentative: bool,
    /// The address by which they are found among guests.
    pub address: Option<String>,
}

/// Where a provider goes on telling what changed; nothing where it cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub Option<String>);

/// Part of what a round of reading brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Of the same event the last one is true.
    pub changes: Vec<Change>,
    /// Whether the round names everything there is: what it does not name is gone.
    pub whole: bool,
    /// The round's last page says where to go on.
    pub done: Option<Cursor>,
}

/// A change in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The event is as it says.
    Changed(Seen),
    /// The event is gone.
    Gone {
        /// Which.
        key: String,
    },
}

/// An event as the provider has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What the provider calls it.
    pub key: String,
    /// The version.
    pub etag: Option<String>,
    /// Its UID, where the provider keeps the one it was written with.
    pub uid: Option<String>,
    /// What it is.
    pub content: Content,
}

/// What an event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Its iCalendar text, a series with all its exceptions.
    Ics(String),
    /// Worked out by the provider.
    Times {
        /// What it takes of its owner's time.
        blocks: Vec<Interval>,
        /// When it is, whether it takes time or not.
        span: Option<Interval>,
        /// It is cancelled, or its owner declined.
        off: bool,
    },
}

impl Content {
    /// What a provider worked out: a time that takes its owner's where it `counts` and touches what is wanted, or is `off`.
    fn times(span: Option<Interval>, counts: bool, off: bool, wanted: &Wanted) -> Self {
        let blocks = span.into_iter().filter(|span| counts && span.overlaps(&wanted.window)).collect();
        Self::Times { blocks, span, off }
    }
}

/// An event to be written. Without guests on purpose: Callboard tells everybody itself, and nobody is to be invited twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// 32 characters of `0-9a-v`: the same for every attempt at the same event.
    pub key: String,
    /// The booking's UID in all calendars.
    pub uid: String,
    /// Its SEQUENCE.
    pub sequence: i32,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// Zone of the place, by its IANA name.
    pub zone: String,
    /// One line.
    pub summary: String,
    /// Plain text.
    pub description: String,
    /// One line; may be empty.
    pub location: String,
    /// Its page.
    pub url: String,
    /// Not certain yet.
    pub tentative: bool,
    /// Whether the provider is to make a video link.
    pub wants_video: bool,
    /// All of it as iCalendar, without METHOD.
    pub ics: String,
}

/// An event of ours as the provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// What the provider calls it.
    pub key: String,
    /// The version.
    pub etag: Option<String>,
    /// The video link it made.
    pub meeting_url: Option<String>,
    /// It is still making one.
    pub meeting_pending: bool,
}

impl Remote {
    /// As it was just written; a link that was wanted and is not there is still being made.
    fn written(key: String, etag: Option<String>, meeting_url: Option<String>, wants_video: bool) -> Self {
        Self { key, etag, meeting_pending: wants_video && meeting_url.is_none(), meeting_url }
    }
}

/// A wish to be told of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// Our name for it.
    pub id: String,
    /// Where to tell us.
    pub url: String,
    /// What the provider shows us with every message.
    pub secret: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A channel through which a provider tells us of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// What the provider calls it.
    pub id: String,
    /// The thing it watches.
    pub resource: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// Why a provider did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It does not know the credentials; a fresh token may help.
    #[error("the credentials are not accepted")]
    Unauthorized,
    /// Only the owner can help, by connecting anew.
    #[error("to be connected anew: {why}")]
    NeedsReconnect {
        /// A stable word.
        why: String,
    },
    /// It may work later.
    #[error("for now: {why}")]
    Retry {
        /// A stable word.
        why: String,
    },
    /// It was asked too often, or has too much to do.
    #[error("limited")]
    Limited {
        /// Its `Retry-After` as written.
        retry_after: Option<String>,
    },
    /// It no longer knows the cursor: read whole.
    #[error("read whole")]
    Reread,
    /// The calendar or event is not there (any more).
    #[error("gone")]
    Gone,
    /// The event is not the version we know.
    #[error("another version")]
    Conflict,
    /// It will not do it, however often it is asked.
    #[error("refused: {why}")]
    Refused {
        /// A stable word.
        why: String,
    },
}

impl Fault {
    /// A stable word for it.
    pub fn code(&self) -> String {
        match self {
            Self::Unauthorized => "unauthorized".to_owned(),
            Self::NeedsReconnect { why } | Self::Retry { why } | Self::Refused { why } => {
                why.chars().take(100).collect()
            }
            Self::Limited { .. } => "limited".to_owned(),
            Self::Reread => "reread".to_owned(),
            Self::Gone => "gone".to_owned(),
            Self::Conflict => "conflict".to_owned(),
        }
    }

    /// What an answer that is no success means, where its protocol says nothing more exact.
    pub fn of_status(answer: &Answer) -> Self {
        match answer.status {
            401 => Self::Unauthorized,
            404 | 410 => Self::Gone,
            409 | 412 => Self::Conflict,
            429 | 503 => Self::Limited { retry_after: answer.header("retry-after").map(str::to_owned) },
            423 | 500..=599 => Self::Retry { why: format!("status_{}", answer.status) },
            status => Self::Refused { why: format!("status_{status}") },
        }
    }
}

impl From<HookError> for Fault {
    fn from(error: HookError) -> Self {
        let why = error.code().to_owned();
        match error {
            HookError::Refused(_) | HookError::TooLarge => Self::Refused { why },
            HookError::Timeout | HookError::Connect(_) | HookError::Broken(_) => Self::Retry { why },
        }
    }
}

/// A round of reading: asked again and again until it is done.
pub trait Round: Send {
    /// The next part; `None` after the last.
    fn next(&mut self) -> impl Future<Output = Result<Option<Page>, Fault>> + Send;
}

/// What every provider can do.
pub trait Provider: Send + Sync {
    /// Its way of reading.
    type Round: Round;

    /// The account's calendars, at most [`MOST_CALENDARS`].
    fn calendars(&self) -> impl Future<Output = Result<Vec<RemoteCalendar>, Fault>> + Send;

    /// Begins to read a calendar: what changed since `cursor`, or everything.
    fn read(&self, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> Self::Round;

    /// One event; nothing if it is gone.
    fn get(
        &self,
        calendar: &str,
        key: &str,
        wanted: &Wanted,
    ) -> impl Future<Output = Result<Option<Seen>, Fault>> + Send;

    /// Makes an event, or changes the one at `at` if it still is the version we know. Making one that is there already takes it over.
    fn put(
        &self,
        calendar: &str,
        at: Option<&Remote>,
        draft: &Draft,
    ) -> impl Future<Output = Result<Remote, Fault>> + Send;

    /// Deletes an event, whatever its version; one that is gone already is as good.
    fn delete(&self, calendar: &str, at: &Remote) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Asks to be told of changes; `None` where a provider does not do that.
    fn watch(
        &self,
        _calendar: &str,
        _channel: &NewChannel,
    ) -> impl Future<Output = Result<Option<Channel>, Fault>> + Send {
        async { Ok(None) }
    }

    /// Ends a channel; one that is gone already is as good.
    fn stop(&self, _channel: &Channel) -> impl Future<Output = Result<(), Fault>> + Send {
        async { Ok(()) }
    }

    /// Gives our right to the account back; nothing where there is none to give.
    fn revoke(&self) -> impl Future<Output = Result<(), Fault>> + Send {
        async { Ok(()) }
    }
}
