//! What the slot engine needs to know, in three queries: the event type with its hosts and the application (facts), everybody's
//! hours, everybody's taken time. Plain data; the rules are the engine's.

mod asked;
mod facts;
mod hours;
mod lock;
mod people;
mod queue;
mod taken;

pub use asked::{LedgerQuery, TakenQuery, TurnsQuery};
pub use facts::{EventFacts, Facts, event_type_of_application, facts_any_owner};
pub use hours::{HourLine, HourLines, PauseLine, RoomHours, hours};
pub use lock::lock;
pub use people::{ApplicationFacts, HostFacts};
pub use queue::{BookedRecord, booked, queue};
pub use taken::{Counted, CountedBy, Found, Freshness, Taken, TakenBy, taken};
