//! What the benches work on: one organisation, its people and event types, and a key and a session to ask with. The rows come from
//! xtask/bench/seed.sql; ids are made from a kind and a number there and here alike. It must not measure.

use std::time::{Duration, UNIX_EPOCH};

use super::lab::{KEPT_NOW, Lab};
use crate::{Outcome, step};

/// The rows.
pub const SEED: &str = include_str!("../../bench/seed.sql");
/// Applications whose talent has no booking yet.
pub const APPLICATIONS: u64 = 120_000;
/// Event types that are booked side by side.
pub const EVENTS: u64 = 64;
/// Places of a session's cookie: 16 bytes in base64.
const TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAQ";
const DAY: u64 = 86_400;

/// A lab with data and a running server.
pub struct Stage {
    /// `authorization` of a key with every scope.
    pub key: String,
    /// Now, in seconds since 1970.
    pub now: u64,
}

/// The nouns the benches name.
#[derive(Clone, Copy)]
pub enum Noun {
    /// A casting call.
    Call,
    /// An application.
    Application,
    /// An event type.
    EventType,
}

impl Stage {
    /// Starts the server, which makes the schema, and fills the database with `applications` unless it is full already.
    pub fn set(lab: &mut Lab, applications: u64, is_full: bool) -> Outcome<Self> {
        lab.start()?;
        let machine = step::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let now = if lab.keeps() { KEPT_NOW } else { machine };
        if !is_full {
            let values = [
                ("at", iso(now)),
                ("today", iso(now).chars().take(10).collect()),
                ("events", EVENTS.to_string()),
                ("applications", applications.to_string()),
                ("token", TOKEN.to_owned()),
                ("user", text("usr", 2, 0)),
                ("organization", text("org", 1, 0)),
            ];
            lab.psql(&format!("begin;\n{SEED}\ncommit;\n"), &values)?;
            lab.psql("vacuum analyze", &[])?;
        }
        let made = lab.callboard().args(["api-key", "create", "--email", "caster@bench.test"]).output()?;
        let key = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        if !key.starts_with("cb_") {
            return Err(format!("no key was made: {}", String::from_utf8_lossy(&made.stderr)).into());
        }
        Ok(Self { key: format!("Bearer {key}"), now })
    }

    /// Midnight (UTC) so many days from now.
    pub fn midnight(&self, days: u64) -> u64 {
        (self.now / DAY + days) * DAY
    }

    /// A whole request with this stage's key.
    pub fn request(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let length = body.len();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: bench\r\nauthorization: {}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}",
            self.key
        )
        .into_bytes()
    }

    /// A page asked for with the caster's session.
    pub fn page(&self, path: &str) -> Vec<u8> {
        format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\naccept-language: en\r\ncookie: session={TOKEN}\r\n\r\n")
            .into_bytes()
    }
}

/// An id as the API writes it.
pub fn id(noun: Noun, number: u64) -> String {
    match noun {
        Noun::Call => text("call", 3, number),
        Noun::Application => text("app", 7, number),
        Noun::EventType => text("evt", 8, number),
    }
}

fn text(prefix: &str, kind: u128, number: u64) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let spread = (u128::from(number) * 2_654_435_761) & 0xffff_ffff;
    let value = spread << 96 | kind << 80 | 0x7000 << 64 | 0x8000 << 48 | u128::from(number);
    let digit = |place: u32| ALPHABET.get((value >> (place * 5)) as usize & 31).map_or('0', |byte| char::from(*byte));
    format!("{prefix}_{}", (0..26).rev().map(digit).collect::<String>())
}

/// An instant as RFC 3339.
pub fn iso(seconds: u64) -> String {
    let (days, rest) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The date so many days after 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn date(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let era = z / 146_097;
    let of_era = z % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// Seconds of a duration as the benches print them.
pub fn said(during: Duration) -> String {
    format!("{} s", during.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_instants_are_written_as_the_product_does() {
        assert_eq!(id(Noun::EventType, 1000), "evt_08pddpg008e0080000000000z8");
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_400 + 3661), "2000-02-29T01:01:01Z");
        assert_eq!(iso(1_798_675_200), "2026-12-31T00:00:00Z");
    }
}
