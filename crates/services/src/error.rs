//! The one currency of failure between services and doors. Only [`Error::Internal`] and [`Error::Unavailable`] carry a source, and
//! neither shows it to a client: doors log it once, with the request id.

use domain::{
    field::{FieldCode, FieldError},
    refusal::{BookingRefusal, OtherRefusal, Refusal},
};

/// The result of an action.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an action did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Fields are wrong.
    #[error("fields")]
    Fields(Vec<FieldError>),
    /// There is no such thing, or it may not be known that there is.
    #[error("not found")]
    NotFound,
    /// Signed in, but not entitled.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// Too many attempts; try again after so many seconds.
    #[error("limited")]
    Limited {
        /// Seconds until another attempt makes sense.
        retry_after: u32,
    },
    /// The database or an outside service does not answer; trying again may help.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// A fault of ours, with what was being done and the cause, for the log only.
    pub fn internal(doing: &str, cause: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{doing}: {cause}"))
    }

    /// One field is wrong.
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self::Fields(vec![FieldError { field: field.to_owned(), code, limit: None }])
    }

    /// Whether the whole transaction may be tried again.
    pub fn is_repeatable(&self) -> bool {
        matches!(self, Self::Unavailable(reason) if reason == REPEAT)
    }
}

/// Something still hangs on what was to be deleted: the foreign key objected.
pub(crate) fn in_use(error: store::Error) -> Error {
    match &error {
        store::Error::Constraint(name) if name.ends_with("_fkey") || name == "participants_no_overlap" => {
            OtherRefusal::InUse.into()
        }
        _ => error.into(),
    }
}

/// Refuses what was meant for another revision than the present one.
pub(crate) fn meant_for(revision: Option<i32>, present: i32) -> Result<()> {
    match revision {
        Some(seen) if seen != present => Err(OtherRefusal::StaleRevision.into()),
        _ => Ok(()),
    }
}

const REPEAT: &str = "transaction must be repeated";

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Repeat => Self::Unavailable(REPEAT.to_owned()),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<BookingRefusal> for Error {
    fn from(refusal: BookingRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<OtherRefusal> for Error {
    fn from(refusal: OtherRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Vec<FieldError>> for Error {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Fields(errors)
    }
}
