//! What an API key may be allowed to do: a resource and a verb, or one of the groups that stand for several. Knows no key and no door.

/// Every scope a key may hold. A key that may write may not read unless it says so.
pub const SCOPES: [&str; 34] = [
    "bookings:read",
    "bookings:write",
    "slots:read",
    "slots:write",
    "casting-calls:read",
    "casting-calls:write",
    "roles:read",
    "roles:write",
    "applications:read",
    "applications:write",
    "talent:read",
    "talent:write",
    "event-types:read",
    "event-types:write",
    "rooms:read",
    "rooms:write",
    "schedules:read",
    "schedules:write",
    "calendars:read",
    "calendars:write",
    "limits:read",
    "limits:write",
    "members:read",
    "members:write",
    "organization:read",
    "organization:write",
    "api-keys:read",
    "api-keys:write",
    "webhooks:read",
    "webhooks:write",
    "availability:read",
    "availability:write",
    "calls:read",
    "calls:write",
];

/// Groups of one verb over everything, kept for keys made before there was more to choose from.
const OLD_GROUPS: [&str; 2] = ["webhooks:manage", "users:admin"];

/// The resources that a group's name stands for; and those that had no name of their own when keys were made.
fn members(group: &str) -> &'static [&'static str] {
    match group {
        "availability" => &["slots", "event-types", "rooms", "schedules", "calendars", "limits"],
        "schedules" => &["calendars"],
        "calls" => &["casting-calls", "roles", "applications", "talent"],
        _ => &[],
    }
}

/// Whether a key may be given this scope.
pub fn is_known(scope: &str) -> bool {
    SCOPES.contains(&scope) || OLD_GROUPS.contains(&scope)
}

/// Whether a key that holds `held` may do what needs `needed`.
pub fn covers(held: &str, needed: &str) -> bool {
    if held == needed {
        return true;
    }
    let (Some((group, held_verb)), Some((resource, verb))) = (held.split_once(':'), needed.split_once(':')) else {
        return false;
    };
    match held {
        "webhooks:manage" => resource == "webhooks",
        "users:admin" => matches!(resource, "members" | "api-keys" | "organization"),
        _ => held_verb == verb && members(group).contains(&resource),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_itself_and_a_group_its_resources() {
        for (held, needed, covered) in [
            ("rooms:read", "rooms:read", true),
            ("rooms:read", "rooms:write", false),
            ("rooms:write", "rooms:read", false),
            ("availability:read", "rooms:read", true),
            ("availability:read", "rooms:write", false),
            ("availability:write", "schedules:write", true),
            ("availability:write", "bookings:write", false),
            ("availability:read", "calendars:read", true),
            ("schedules:write", "calendars:write", true),
            ("calendars:write", "schedules:write", false),
            ("users:admin", "organization:write", true),
            ("calls:read", "talent:read", true),
            ("calls:write", "members:write", false),
            ("webhooks:manage", "webhooks:write", true),
            ("webhooks:manage", "api-keys:write", false),
            ("users:admin", "members:write", true),
            ("users:admin", "webhooks:read", false),
            ("rooms", "rooms:read", false),
            ("", "", true),
        ] {
            assert_eq!(covers(held, needed), covered, "{held} {needed}");
        }
    }

    #[test]
    fn every_group_stands_for_scopes_there_are() {
        for group in ["availability", "calls", "schedules"] {
            for resource in members(group) {
                for verb in ["read", "write"] {
                    assert!(is_known(&format!("{resource}:{verb}")), "{group} {resource}");
                }
            }
        }
        assert!(!is_known("everything") && !is_known("rooms:manage") && is_known("users:admin"));
    }
}
