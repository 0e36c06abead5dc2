//! Who comes along with somebody who booked without an account: what is typed of them, and what parts one list from the next. Knows no mails.

use crate::field::{Check, FieldCode, is_email};

/// Who comes along from now on, and who no longer does; in mails, never in the history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// Addresses that were not on the list before.
    pub joined: Vec<String>,
    /// Addresses that are no longer on it.
    pub left: Vec<String>,
}

impl Company {
    /// What parts the list as it was from the list as it is.
    pub fn between(before: &[String], after: &[String]) -> Self {
        let without = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|one| !other.contains(one)).cloned().collect()
        };
        Self { joined: without(after, before), left: without(before, after) }
    }
}

/// What is typed between commas, semicolons and spaces, in lower case.
pub fn addresses(typed: &str) -> impl Iterator<Item = String> {
    let parts = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،' | '؛'));
    parts.map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty())
}

/// Who comes along, as typed: addresses between commas, semicolons or spaces, each once and without the booker's `own`. Field `guests`. Whoever
/// came along `before` may stay or go even where fewer may come by now.
pub fn check_company(check: &mut Check, typed: &str, own: &str, most: u8, before: &[String]) -> Vec<String> {
    let mut others: Vec<String> = Vec::new();
    for other in addresses(typed) {
        if !is_email(&other) {
            check.fail("guests", FieldCode::NotAnEmail);
            break;
        }
        if other != own && !others.contains(&other) {
            others.push(other);
        }
    }
    let anybody_new = others.iter().any(|other| !before.contains(other));
    if anybody_new && others.len() > usize::from(most) {
        check.fail_with("guests", FieldCode::TooLong, i64::from(most));
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_is_bounded_but_may_always_shrink() {
        let before = ["a@example.com".to_owned(), "b@example.com".to_owned()];
        for (typed, most, found, faults) in [
            ("b@example.com", 0, 1, 0),
            ("a@example.com b@example.com", 0, 2, 0),
            ("", 0, 0, 0),
            ("a@example.com, c@example.com", 1, 2, 1),
            ("c@example.com", 1, 1, 0),
            ("hind@example.com", 0, 0, 0),
        ] {
            let mut check = Check::new();
            let others = check_company(&mut check, typed, "hind@example.com", most, &before);
            assert_eq!((others.len(), check.errors().len()), (found, faults), "{typed}");
        }
    }
}
