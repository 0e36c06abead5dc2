//! When a message is tried again, and when an endpoint is given up. Chance and the instant are arguments.

use chrono::{DateTime, TimeDelta, Utc};

/// How long after each failed attempt the next is made: eight attempts within about 28 hours.
const WAITS: [TimeDelta; 7] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(10),
];

/// Attempts made for one message.
pub const ATTEMPTS: u32 = 8;
/// An endpoint that took nothing for so long is disabled.
pub const FAILING_FOR: TimeDelta = TimeDelta::days(5);
/// A later event of a booking waits at most so long for an earlier one.
pub const ORDER_WAIT: TimeDelta = TimeDelta::minutes(5);
/// A longer `Retry-After` is cut to this: a message must not be put off for ever by its receiver.
pub const LONGEST_RETRY_AFTER: TimeDelta = TimeDelta::hours(24);
/// An endpoint that is overloaded is left alone at least so long.
const BREATH: TimeDelta = TimeDelta::seconds(60);

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 2xx.
    Delivered,
    /// 410: it asks not to be called any more.
    Gone,
    /// It has too much to do: 429, 502, 503, 504, or no answer in time.
    Overloaded {
        /// When it wishes to be called again.
        retry_after: Option<TimeDelta>,
    },
    /// Anything else, redirects among it.
    Failed {
        /// When it wishes to be called again.
        retry_after: Option<TimeDelta>,
    },
}

/// What an answer's status means.
pub const fn outcome(status: u16, retry_after: Option<TimeDelta>) -> Outcome {
    match status {
        200..=299 => Outcome::Delivered,
        410 => Outcome::Gone,
        429 | 502 | 503 | 504 => Outcome::Overloaded { retry_after },
        _ => Outcome::Failed { retry_after },
    }
}

/// Why an endpoint is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disabled {
    /// It answered 410.
    Gone,
    /// It took nothing for [`FAILING_FOR`].
    Failing,
}

impl Disabled {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// The reason of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Gone, Self::Failing].into_iter().find(|reason| reason.as_str() == text)
    }
}

/// What follows from an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing more to do.
    Done,
    /// Again then.
    Again(DateTime<Utc>),
    /// That was the last attempt.
    GiveUp,
    /// The endpoint is given up, and the message with it.
    Disable(Disabled),
}

/// What follows from attempt number `attempt` (counted from 1) that ended at `now`. `failing_since`: since when the endpoint has taken
/// nothing, this attempt included. `chance` spreads the attempts of many messages by a tenth either way.
pub fn after(
    attempt: u32,
    outcome: Outcome,
    failing_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    chance: u16,
) -> Next {
    let (least, retry_after) = match outcome {
        Outcome::Delivered => return Next::Done,
        Outcome::Gone => return Next::Disable(Disabled::Gone),
        Outcome::Overloaded { retry_after } => (BREATH, retry_after),
        Outcome::Failed { retry_after } => (TimeDelta::zero(), retry_after),
    };
    if failing_since.is_some_and(|since| now - since >= FAILING_FOR) {
        return Next::Disable(Disabled::Failing);
    }
    let place = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(wait) = WAITS.get(place) else { return Next::GiveUp };
    let per_mille = 900 + i64::from(chance) * 200 / i64::from(u16::MAX);
    let spread = TimeDelta::milliseconds(wait.num_milliseconds() * per_mille / 1000);
    let asked = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
    Next::Again(now + spread.max(least).max(asked))
}

/// How long a `Retry-After` header asks to wait: seconds or an HTTP date. What cannot be read counts as nothing.
pub fn parse_retry_after(text: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
    let text = text.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds is longer than the longest anyhow.
        text.parse().map_or(LONGEST_RETRY_AFTER, |seconds: u32| TimeDelta::seconds(seconds.into()))
    } else {
        DateTime::parse_from_rfc2822(text).ok()?.to_utc() - now
    };
    Some(wait.clamp(TimeDelta::zero(), LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_327_200, 0).expect("an instant");
    const FAILED: Outcome = Outcome::Failed { retry_after: None };

    fn wait(attempt: u32, outcome: Outcome, chance: u16) -> Option<i64> {
        match after(attempt, outcome, Some(NOW), NOW, chance) {
            Next::Again(at) => Some((at - NOW).num_seconds()),
            _ => None,
        }
    }

    #[test]
    fn eight_attempts_in_about_28_hours() {
        for (chance, from, to) in [(0, 24, 25), (u16::MAX / 2, 27, 28), (u16::MAX, 30, 31)] {
            let waits: Vec<i64> = (1..=ATTEMPTS).map_while(|attempt| wait(attempt, FAILED, chance)).collect();
            assert_eq!(waits.len() + 1, 8, "{waits:?}");
            assert!(waits.is_sorted(), "{waits:?}");
            let hours = waits.iter().sum::<i64>() / 3600;
            assert!((from..=to).contains(&hours), "{hours} h with chance {chance}");
        }
        assert_eq!(after(ATTEMPTS, FAILED, Some(NOW), NOW, 7), Next::GiveUp);
        assert_eq!(after(99, FAILED, None, NOW, 7), Next::GiveUp);
    }

    #[test]
    fn statuses() {
        let hour = Some(TimeDelta::hours(1));
        for (status, expected) in [
            (200, Outcome::Delivered),
            (204, Outcome::Delivered),
            (299, Outcome::Delivered),
            (301, FAILED),
            (302, FAILED),
            (304, FAILED),
            (400, FAILED),
            (401, FAILED),
            (404, FAILED),
            (410, Outcome::Gone),
            (429, Outcome::Overloaded { retry_after: None }),
            (500, FAILED),
            (503, Outcome::Overloaded { retry_after: None }),
            (504, Outcome::Overloaded { retry_after: None }),
        ] {
            assert_eq!(outcome(status, None), expected, "{status}");
        }
        assert_eq!(outcome(500, hour), Outcome::Failed { retry_after: hour });
        assert_eq!(after(1, Outcome::Delivered, None, NOW, 0), Next::Done);
        assert_eq!(after(1, Outcome::Gone, None, NOW, 0), Next::Disable(Disabled::Gone));
    }

    #[test]
    fn what_the_endpoint_asks_is_honoured() {
        let half = u16::MAX / 2;
        for (attempt, outcome, expected) in [
            (1, FAILED, 4),
            (1, Outcome::Overloaded { retry_after: None }, 60),
            (1, Outcome::Failed { retry_after: Some(TimeDelta::hours(1)) }, 3600),
            (1, Outcome::Overloaded { retry_after: Some(TimeDelta::seconds(90)) }, 90),
            // It cannot ask to be called sooner than planned, nor later than a day.
            (3, Outcome::Overloaded { retry_after: Some(TimeDelta::seconds(1)) }, 1798),
            (1, Outcome::Failed { retry_after: Some(TimeDelta::days(30)) }, 86_400),
        ] {
            assert_eq!(wait(attempt, outcome, half), Some(expected), "{attempt} {outcome:?}");
        }
    }

    #[test]
    fn five_days_of_failure_disable() {
        let almost = NOW - FAILING_FOR + TimeDelta::seconds(1);
        assert!(matches!(after(1, FAILED, Some(almost), NOW, 0), Next::Again(_)));
        assert_eq!(after(1, FAILED, Some(NOW - FAILING_FOR), NOW, 0), Next::Disable(Disabled::Failing));
        assert_eq!(after(1, Outcome::Delivered, Some(NOW - FAILING_FOR), NOW, 0), Next::Done);
    }

    #[test]
    fn retry_after_as_seconds_or_date() {
        let date = (NOW + TimeDelta::minutes(2)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999", Some(86_400)),
            (date.as_str(), Some(120)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("", None),
            ("-5", None),
            ("soon", None),
            ("1.5", None),
        ] {
            assert_eq!(parse_retry_after(text, NOW).map(|wait| wait.num_seconds()), seconds, "{text:?}");
        }
    }
}
