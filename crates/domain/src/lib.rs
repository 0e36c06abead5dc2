//! The rules of Callboard. Pure: no clock, no I/O, no chance; the instant, ids and random bytes are arguments.
//! Knows nothing of SQL, HTTP, screens or languages. Anything in here may be sent to a browser whose reader may see
//! the object, so no secret may ever be a field of a type in this crate.

pub mod actor;
#[cfg(feature = "zones")]
pub mod assignment;
#[cfg(feature = "zones")]
pub mod availability;
pub mod booking;
pub mod booking_event;
pub mod busy;
#[cfg(feature = "zones")]
pub mod calendar;
pub mod casting;
pub mod country;
pub mod embed;
pub mod event_location;
#[cfg(feature = "zones")]
pub mod event_settings;
#[cfg(feature = "zones")]
pub mod explain;
pub mod field;
pub mod hours_form;
pub mod id;
pub mod limits;
pub mod meeting;
pub mod message_template;
pub mod money;
pub mod network;
#[cfg(feature = "zones")]
pub mod notification_rule;
pub mod onward;
pub mod picture;
pub mod public_booking;
pub mod question;
#[cfg(feature = "zones")]
pub mod recurrence;
pub mod refusal;
pub mod scope;
pub mod slots;
#[cfg(feature = "zones")]
pub mod solve;
pub mod text;
pub mod time;
pub mod webhook;
#[cfg(feature = "zones")]
pub mod zone;
