//! The outside. The only crate with outgoing connections: SMTP, webhooks, calendars, mailboxes. Knows no rules, no
//! database and no words; it carries what it is given and says whether trying again makes sense.

pub mod calendar;
pub mod hooks;
pub mod mail;
pub mod mailbox;
