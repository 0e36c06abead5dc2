//! Answers that calendars mail (iTIP REPLY, RFC 5546): what one of them means for a booking as it stands by now. Who may be believed is in
//! `sender`. Knows no mail, no format and no address book.

pub mod sender;

use chrono::{DateTime, Utc};

use crate::booking::{Change, Status};

/// What somebody answered in their calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They come.
    Accepted,
    /// They do not.
    Declined,
    /// They do not know yet.
    Tentative,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Declined, Self::Tentative];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Tentative => "tentative",
        }
    }

    /// The answer of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == text)
    }
}

/// An answer: to which revision, and when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// What.
    pub answer: Answer,
    /// The SEQUENCE it answers.
    pub sequence: i32,
    /// DTSTAMP, by the sender's clock.
    pub stamp: DateTime<Utc>,
}

/// The booking it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub status: Status,
    /// Its SEQUENCE.
    pub sequence: i32,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// When the newest answer by calendar to this SEQUENCE was written that was heeded.
    pub last: Option<DateTime<Utc>>,
    /// When the one who answers last did something about it here.
    pub acted_at: Option<DateTime<Utc>>,
}

/// What an answer comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The booking changes.
    Apply(Change),
    /// It stays as it is; that they do not know yet is kept.
    Note,
    /// It says what is so already.
    Already,
    /// It answers another revision, or something newer was said.
    Stale,
    /// The booking cannot change that way, or has begun.
    NotPossible,
}

/// What `reply` comes to at `now`. Whoever confirmed and declines afterwards calls the booking off: a confirmed booking cannot be declined.
pub fn verdict(reply: &Reply, standing: &Standing, now: DateTime<Utc>) -> Verdict {
    let overtaken = standing.last.is_some_and(|stamp| reply.stamp < stamp)
        // Stamps are whole seconds.
        || standing.acted_at.is_some_and(|acted| reply.stamp.timestamp() < acted.timestamp());
    if reply.sequence != standing.sequence || overtaken {
        return Verdict::Stale;
    }
    match (standing.status, reply.answer) {
        (Status::Confirmed, Answer::Accepted) | (Status::Cancelled | Status::Declined, Answer::Declined) => {
            Verdict::Already
        }
        _ if standing.starts_at <= now => Verdict::NotPossible,
        (Status::Scheduled, Answer::Accepted) => Verdict::Apply(Change::Confirm),
        (Status::Scheduled, Answer::Declined) => Verdict::Apply(Change::Decline),
        (Status::Confirmed, Answer::Declined) => Verdict::Apply(Change::Cancel),
        (Status::Scheduled | Status::Confirmed, Answer::Tentative) => Verdict::Note,
        _ => Verdict::NotPossible,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2026-11-22T06:{minute:02}:00Z").parse().unwrap()
    }

    fn standing(status: Status) -> Standing {
        Standing { status, sequence: 2, starts_at: at(50), last: None, acted_at: None }
    }

    fn reply(answer: Answer) -> Reply {
        Reply { answer, sequence: 2, stamp: at(10) }
    }

    #[test]
    fn every_answer_to_every_status() {
        use Answer::{Accepted, Declined, Tentative};
        let does = [
            (Status::Scheduled, Accepted, Verdict::Apply(Change::Confirm)),
            (Status::Scheduled, Declined, Verdict::Apply(Change::Decline)),
            (Status::Scheduled, Tentative, Verdict::Note),
            (Status::Confirmed, Accepted, Verdict::Already),
            (Status::Confirmed, Declined, Verdict::Apply(Change::Cancel)),
            (Status::Confirmed, Tentative, Verdict::Note),
            (Status::Cancelled, Declined, Verdict::Already),
            (Status::Declined, Declined, Verdict::Already),
        ];
        for status in Status::ALL {
            for answer in Answer::ALL {
                let expected = does.iter().find(|row| row.0 == status && row.1 == answer).map(|row| row.2);
                let found = verdict(&reply(answer), &standing(status), at(20));
                assert_eq!(found, expected.unwrap_or(Verdict::NotPossible), "{status:?} {answer:?}");
                // Every change it names is one the table of statuses allows.
                if let Verdict::Apply(change) = found {
                    assert!(crate::booking::after(status, None, change).is_ok(), "{status:?} {answer:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_older_than_what_is_known_changes_nothing() {
        let accepts = reply(Answer::Accepted);
        let scheduled = standing(Status::Scheduled);
        for sequence in [0, 1, 3] {
            assert_eq!(verdict(&Reply { sequence, ..accepts }, &scheduled, at(20)), Verdict::Stale, "{sequence}");
        }
        for (last, acted_at, expected) in [
            (Some(at(11)), None, Verdict::Stale),
            (Some(at(10)), None, Verdict::Apply(Change::Confirm)),
            (Some(at(9)), None, Verdict::Apply(Change::Confirm)),
            (None, Some(at(11)), Verdict::Stale),
            (None, Some(at(10) + chrono::TimeDelta::milliseconds(300)), Verdict::Apply(Change::Confirm)),
            (None, Some(at(9)), Verdict::Apply(Change::Confirm)),
        ] {
            let found = verdict(&accepts, &Standing { last, acted_at, ..scheduled }, at(20));
            assert_eq!(found, expected, "{last:?} {acted_at:?}");
        }
    }

    #[test]
    fn a_meeting_that_has_begun_is_not_answered() {
        for answer in Answer::ALL {
            assert_eq!(verdict(&reply(answer), &standing(Status::Scheduled), at(50)), Verdict::NotPossible);
        }
        assert_eq!(verdict(&reply(Answer::Accepted), &standing(Status::Confirmed), at(50)), Verdict::Already);
    }
}
