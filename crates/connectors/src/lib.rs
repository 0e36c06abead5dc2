//! The outside. The only crate with outgoing connections: SMTP and webhooks today, calendars when an issue asks. Knows no rules, no
//! database and no words; it carries what it is given and says whether trying again makes sense.

pub mod hooks;
pub mod mail;
