//! Checked input: a value or the reasons why not, each at its field. Knows no language; the words are the doors' affair.

use serde::{Deserialize, Serialize};

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field as the API names it in camelCase, nested with dots and indices: `weekly.0.start`.
    pub field: String,
    /// What is wrong; a word key exists for each (`field-<code with dashes>`).
    pub code: FieldCode,
    /// A number the words may need: the longest allowed length, the smallest value.
    pub limit: Option<i64>,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Nothing was given.
    Required,
    /// Longer than `limit` characters (or bytes, or items).
    TooLong,
    /// Shorter than `limit` characters.
    TooShort,
    /// Not of the form the field needs.
    Invalid,
    /// Less than `limit`.
    TooSmall,
    /// More than `limit`.
    TooLarge,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not an http or https address.
    NotAUrl,
    /// Not a known IANA zone.
    UnknownZone,
    /// Not a calendar date, nor an instant.
    NotADate,
    /// Not a time of day. People are told so; for the API it is the same fault.
    NotATime,
    /// Names something that does not exist here.
    Unknown,
    /// Taken by another.
    Taken,
    /// Stands in the same list a second time.
    Twice,
    /// More than `limit` of them.
    TooMany,
    /// An address of a host that is not on the organisation's list.
    HostNotListed,
    /// What it depends on is gone, comes later, or can no longer be so.
    DependsOnNothing,
    /// Ends before it starts.
    EndsBeforeStart,
    /// In the past.
    InThePast,
    /// On the list of breached or common passwords.
    Breached,
    /// Does not match what is stored.
    Wrong,
    /// A field nobody knows.
    UnknownField,
    /// A limit for a longer period is smaller than one for a shorter period.
    LimitHierarchy,
    /// A limit on minutes that not even one of the shortest length (`limit`) fits into.
    LimitBelowLength,
    /// A template names a variable nobody knows, or a brace lacks its other; `limit` is the line.
    UnknownVariable,
    /// Nobody answers there.
    NoAnswer,
    /// Something answers there, but not what is looked for.
    NothingThere,
    /// No picture that is taken: JPEG, PNG or WebP of at most 5 MB.
    NotAPicture,
    /// A place besides the one that is named already.
    TwoPlaces,
    /// The same person has something else at that time.
    DoubleBooked,
}

impl FieldCode {
    /// The stable word of the API (`too_long`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::TooShort => "too_short",
            Self::Invalid => "invalid",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::NotAnEmail => "not_an_email",
            Self::NotAUrl => "not_a_url",
            Self::UnknownZone => "unknown_zone",
            Self::NotADate | Self::NotATime => "not_a_date",
            Self::Unknown => "unknown",
            Self::Taken => "taken",
            Self::Twice => "twice",
            Self::TooMany => "too_many",
            Self::HostNotListed => "host_not_listed",
            Self::DependsOnNothing => "depends_on_nothing",
            Self::EndsBeforeStart => "ends_before_start",
            Self::InThePast => "in_the_past",
            Self::Breached => "breached",
            Self::Wrong => "wrong",
            Self::UnknownField => "unknown_field",
            Self::LimitHierarchy => "limit_hierarchy",
            Self::LimitBelowLength => "limit_below_length",
            Self::UnknownVariable => "unknown_variable",
            Self::NoAnswer => "no_answer",
            Self::NothingThere => "nothing_there",
            Self::NotAPicture => "not_a_picture",
            Self::TwoPlaces => "two_places",
            Self::DoubleBooked => "double_booked",
        }
    }
}

/// Collects what is wrong while a form is read, so that all of it is said at once.
#[derive(Debug, Default)]
pub struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on from what was found wrong before, such as what a door could not read.
    pub fn after(errors: Vec<FieldError>) -> Self {
        Self { errors }
    }

    /// Notes that `field` is wrong.
    pub fn fail(&mut self, field: &str, code: FieldCode) {
        self.errors.push(FieldError { field: field.to_owned(), code, limit: None });
    }

    /// Notes that `field` is wrong, with the limit the words need.
    pub fn fail_with(&mut self, field: &str, code: FieldCode, limit: i64) {
        self.errors.push(FieldError { field: field.to_owned(), code, limit: Some(limit) });
    }

    /// Trimmed text of 1 to `longest` characters; control characters other than line breaks are refused.
    pub fn text(&mut self, field: &str, value: &str, longest: usize) -> String {
        let value = self.optional_text(field, value, longest);
        if value.is_empty() && !self.errors.iter().any(|error| error.field == field) {
            self.fail(field, FieldCode::Required);
        }
        value
    }

    /// Trimmed text of at most `longest` characters, perhaps empty. What would turn the words around it (direction overrides, embeddings and
    /// isolates) is left out; what cannot be seen is no text. A line break is one character, as the fields of a page count it, however it
    /// was sent.
    pub fn optional_text(&mut self, field: &str, value: &str, longest: usize) -> String {
        let value: String = value.replace("\r\n", "\n").chars().filter(|c| !turns(*c)).collect();
        let value = if value.chars().all(is_invisible) { "" } else { value.trim() };
        if value.chars().count() > longest {
            self.fail_with(field, FieldCode::TooLong, i64::try_from(longest).unwrap_or(i64::MAX));
        } else if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.fail(field, FieldCode::Invalid);
        }
        value.to_owned()
    }

    /// A normalised e-mail address: trimmed, lower case.
    pub fn email(&mut self, field: &str, value: &str) -> String {
        let value = value.trim().to_lowercase();
        if value.is_empty() {
            self.fail(field, FieldCode::Required);
        } else if !is_email(&value) {
            self.fail(field, FieldCode::NotAnEmail);
        }
        value
    }

    /// Requires `smallest <= value <= largest`. Answers the nearest such number, so that what is reckoned from it before the fault is told
    /// cannot overflow.
    pub fn range(&mut self, field: &str, value: i64, smallest: i64, largest: i64) -> i64 {
        if value < smallest {
            self.fail_with(field, FieldCode::TooSmall, smallest);
        } else if value > largest {
            self.fail_with(field, FieldCode::TooLarge, largest);
        }
        value.min(largest).max(smallest)
    }

    /// An http(s) address of at most 2000 characters, or nothing.
    pub fn optional_url(&mut self, field: &str, value: &str) -> Option<String> {
        let value = self.optional_text(field, value, 2000);
        if value.is_empty() {
            return None;
        }
        let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
        if !rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)) {
            self.fail(field, FieldCode::NotAUrl);
        }
        Some(value)
    }

    /// Everything noted so far.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// `value`, unless something is wrong.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(value) } else { Err(self.errors) }
    }
}

/// Characters that rule the direction of what follows them: in a name they would rewrite the line it stands in. The marks that only lend
/// a direction of their own (LRM, RLM, ALM) and the joiners of Arabic script stay.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is seen of a character.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether text looks like a deliverable address: one `@`, dots inside only, a dotted domain of labels up to 63 bytes and no number in brackets,
/// no spaces or control characters, at most 254 bytes.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && !local.is_empty()
        && local.len() <= 64
        && !local.contains('@')
        && local.split('.').all(|part| !part.is_empty())
        && !text.chars().any(|c| {
            is_invisible(c)
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | ',' | ';' | '\\' | '(' | ')' | ':' | '[' | ']')
        })
        && host.contains('.')
        && host
            .split('.')
            .all(|label| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-'))
}

/// Whether text may be a slug: 1 to 62 of a-z, 0-9 and inner dashes.
pub fn is_slug(text: &str) -> bool {
    (1..=62).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["a@b.co", "noura.al-mutlaq+x@example.com", "é@exämple.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.co",
            "a@b",
            "a b@c.de",
            "a@b..c",
            "a@-b.c",
            "a@@b.co",
            "a\n@b.co",
            "\"x\"@b.co",
            "a..b@c.de",
            ".a@c.de",
            "a.@c.de",
            "a@[127.0.0.1]",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn names_cannot_turn_what_stands_around_them_or_be_nothing() {
        let mut check = Check::new();
        assert_eq!(check.text("name", "No\u{202e}ura\u{2066} \u{200f}نورة", 50), "Noura \u{200f}نورة");
        assert_eq!(check.optional_text("city", "\u{200b}\u{feff} \u{2028}", 50), "");
        assert!(check.errors().is_empty());
        check.text("name", "\u{200b}\u{202e}\u{3164}", 50);
        check.text("title", "a\u{0}b", 50);
        let codes: Vec<_> = check.errors().iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(codes, [("name", FieldCode::Required), ("title", FieldCode::Invalid)]);
    }

    #[test]
    fn a_line_break_is_one_character() {
        for (typed, longest, kept, faults) in [
            ("a\r\nb", 3, "a\nb", 0),
            ("a\nb", 3, "a\nb", 0),
            ("a\r\n\r\nb", 4, "a\n\nb", 0),
            ("a\r\n\r\nb", 3, "a\n\nb", 1),
        ] {
            let mut check = Check::new();
            assert_eq!(check.optional_text("message", typed, longest), kept, "{typed:?}");
            assert_eq!(check.errors().len(), faults, "{typed:?} in {longest}");
        }
    }

    #[test]
    fn all_faults_are_said_at_once() {
        let mut check = Check::new();
        check.text("name", "  ", 5);
        check.text("title", "123456", 5);
        check.email("email", "nobody");
        let errors = check.finish(()).expect_err("three faults");
        let codes: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(
            codes,
            [("name", FieldCode::Required), ("title", FieldCode::TooLong), ("email", FieldCode::NotAnEmail)]
        );
    }
}
