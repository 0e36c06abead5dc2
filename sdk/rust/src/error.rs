//! Why a call did not give what was asked for.

use std::fmt;
use std::time::Duration;

use crate::types::Problem;

/// Why a call did not give what was asked for.
#[derive(Debug)]
pub enum Error {
    /// The server understood and said no.
    Refused(Box<Refused>),
    /// No answer came, or not a whole one: the call may have been carried out.
    Http(reqwest::Error),
    /// The answer is not what the API promises, or what was to be sent has no JSON form.
    Json(serde_json::Error),
    /// The address or the key cannot be used.
    Settings(String),
}

/// An answer other than success.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// What the API says about it (RFC 9457): `code` is stable, `errors` names the members that are wrong. `None` when something between
    /// you and Callboard answered.
    pub problem: Option<Problem>,
    /// How long to wait before trying again, where the server says so.
    pub retry_after: Option<Duration>,
}

impl Error {
    /// The stable code of a refusal: `booking.slot_taken`.
    pub fn code(&self) -> Option<&str> {
        self.problem().map(|problem| problem.code.as_str())
    }

    /// What the API says about a refusal.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(refused) => refused.problem.as_ref(),
            _ => None,
        }
    }

    /// The HTTP status of a refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refused) => Some(refused.status),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Http(error) => write!(f, "no answer from Callboard: {error}"),
            Self::Json(error) => write!(f, "not what Callboard's API promises: {error}"),
            Self::Settings(why) => f.write_str(why),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(problem) = &self.problem else { return write!(f, "{}", self.status) };
        write!(f, "{} {}: {}", self.status, problem.code, problem.detail)?;
        problem.errors.iter().try_for_each(|fault| write!(f, " {}: {}", fault.pointer, fault.detail))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            Self::Json(error) => Some(error),
            Self::Refused(_) | Self::Settings(_) => None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}
