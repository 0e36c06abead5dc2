//! The services on a real PostgreSQL: one binary, one module per noun.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

mod accounts;
mod accounts_outside;
mod api_keys;
mod booking_mails;
mod booking_page;
mod bookings;
mod bookings_race;
mod bookings_rights;
mod caldav;
mod caldav_health;
mod caldav_many;
mod calendars;
mod casting;
mod demo;
mod embeds;
mod engine;
mod feeds;
mod jobs;
mod live;
mod members;
mod needs;
mod notification_rules;
mod notifications;
mod office;
mod pictures;
mod public_booking;
mod relay;
mod reminders;
mod second_factor;
mod sessions;
mod slots;
mod webhooks;
mod webhooks_deliver;
mod world;
