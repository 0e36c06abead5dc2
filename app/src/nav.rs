//! The one table of screens the navigation offers. Who adds a screen adds its line to `BUILT`; nothing is linked before.

use crate::server::Viewer;
use crate::ui::icon::Glyph;

/// One entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The key of its word.
    pub word: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// The path that marks it as current, with everything below it.
    pub under: &'static str,
    /// Its sign in the phone's bar.
    pub glyph: Glyph,
    /// Who sees it; empty means talent (nobody with a role).
    pub roles: &'static [&'static str],
}

const OFFICE: &[&str] = &["admin", "caster", "assistant", "session_runner", "reviewer"];
const CASTERS: &[&str] = &["admin", "caster", "assistant"];
const ADMIN: &[&str] = &["admin"];
/// Who arranges rooms and sees what can be booked.
const ARRANGERS: &[&str] = &["admin", "caster"];
const TALENT: &[&str] = &[];

/// The main navigation, in order.
pub const MAIN: &[Entry] = &[
    Entry { word: "nav-today", href: "/today", under: "/today", glyph: Glyph::Sun, roles: OFFICE },
    Entry { word: "nav-calls", href: "/calls", under: "/calls", glyph: Glyph::Clapper, roles: OFFICE },
    Entry { word: "nav-calendar", href: "/calendar", under: "/calendar", glyph: Glyph::Calendar, roles: OFFICE },
    Entry { word: "nav-bookings", href: "/bookings", under: "/bookings", glyph: Glyph::List, roles: CASTERS },
    Entry { word: "nav-admin", href: "/admin/event-types", under: "/admin", glyph: Glyph::Sliders, roles: ARRANGERS },
    Entry { word: "nav-auditions", href: "/auditions", under: "/auditions", glyph: Glyph::Star, roles: TALENT },
    Entry {
        word: "nav-availability",
        href: "/availability",
        under: "/availability",
        glyph: Glyph::Clock,
        roles: TALENT,
    },
];

/// The pages of the admin's side navigation, in order.
pub const ADMIN_PAGES: &[Entry] = &[
    Entry {
        word: "nav-event-types",
        href: "/admin/event-types",
        under: "/admin/event-types",
        glyph: Glyph::Clock,
        roles: ARRANGERS,
    },
    Entry { word: "nav-team", href: "/admin/team", under: "/admin/team", glyph: Glyph::People, roles: ADMIN },
    Entry { word: "nav-rooms", href: "/admin/rooms", under: "/admin/rooms", glyph: Glyph::Pin, roles: ARRANGERS },
    Entry {
        word: "nav-notifications",
        href: "/admin/notifications",
        under: "/admin/notifications",
        glyph: Glyph::Mail,
        roles: ADMIN,
    },
    Entry { word: "nav-webhooks", href: "/admin/webhooks", under: "/admin/webhooks", glyph: Glyph::Link, roles: ADMIN },
    Entry { word: "nav-api-keys", href: "/admin/api-keys", under: "/admin/api-keys", glyph: Glyph::Key, roles: ADMIN },
    Entry {
        word: "nav-organisation",
        href: "/admin/settings",
        under: "/admin/settings",
        glyph: Glyph::Sliders,
        roles: ADMIN,
    },
    Entry { word: "nav-audit", href: "/admin/audit", under: "/admin/audit", glyph: Glyph::List, roles: ADMIN },
    Entry { word: "nav-health", href: "/admin/health", under: "/admin/health", glyph: Glyph::Check, roles: ADMIN },
];

/// The addresses among the tables (and `/settings` of the account menu) whose screens exist.
pub const BUILT: &[&str] = &[
    "/today",
    "/calls",
    "/calendar",
    "/bookings",
    "/auditions",
    "/availability",
    "/calendars",
    "/settings",
    "/sign-in",
    "/admin/event-types",
    "/admin/team",
    "/admin/rooms",
    "/admin/notifications",
    "/admin/webhooks",
    "/admin/api-keys",
    "/admin/settings",
    "/admin/audit",
    "/admin/health",
];

/// Whether a screen exists.
pub fn is_built(href: &str) -> bool {
    BUILT.contains(&href)
}

/// The entries of a table that this viewer sees and that exist.
pub fn entries(table: &'static [Entry], viewer: &Viewer) -> Vec<Entry> {
    table
        .iter()
        .filter(|entry| is_built(entry.href))
        .filter(|entry| match &viewer.role {
            Some(role) => entry.roles.contains(&role.as_str()),
            None => entry.roles.is_empty(),
        })
        .copied()
        .collect()
}

/// Whether a path belongs to an entry.
pub fn is_current(entry: &Entry, path: &str) -> bool {
    path.strip_prefix(entry.under).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
