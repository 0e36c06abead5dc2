//! What casting calls look like when typed and when shown. Checks nothing.

use super::{CallMember, CallView, RoleCounts, RoleView};

/// What a new call is made of, as typed.
#[derive(Debug, Clone, Default)]
pub struct NewCall {
    /// English title; one of the two may be empty, the other then stands for both.
    pub title_en: String,
    /// Arabic title.
    pub title_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// A word of [`CallKind`]; empty: a feature film.
    pub kind: String,
    /// Word in addresses; empty: made from the English title.
    pub slug: String,
    /// First date (`YYYY-MM-DD`) on which talent may apply; empty: at once.
    pub opens_on: String,
    /// Last date on which talent may apply; empty: until archived.
    pub closes_on: String,
    /// The other platform's name for it.
    pub external_id: Option<String>,
}

/// Changes to a call; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct CallPatch {
    /// English title.
    pub title_en: Option<String>,
    /// Arabic title.
    pub title_ar: Option<String>,
    /// English description.
    pub description_en: Option<String>,
    /// Arabic description.
    pub description_ar: Option<String>,
    /// A word of [`CallKind`].
    pub kind: Option<String>,
    /// Word in addresses.
    pub slug: Option<String>,
    /// First date on which talent may apply; empty: at once.
    pub opens_on: Option<String>,
    /// Last date on which talent may apply; empty: until archived.
    pub closes_on: Option<String>,
}

/// What the reader may do on a call, so that pages offer nothing that will be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallRights {
    /// Set an application's status.
    pub mark: bool,
    /// Change words, roles, applications.
    pub edit: bool,
    /// Publish, archive, delete.
    pub publish: bool,
    /// Book, move, cancel auditions.
    pub book: bool,
    /// Arrived, completed, no-show.
    pub attendance: bool,
}

/// A call with its roles and people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallDetail {
    /// The call.
    pub call: CallView,
    /// The office's word in addresses: the call's public one is `/c/{this}/{slug}`.
    pub organization_slug: String,
    /// Its roles with their numbers, archived ones last.
    pub roles: Vec<RoleDetail>,
    /// Who works on it, the creator first.
    pub members: Vec<CallMember>,
    /// What the reader may do.
    pub rights: CallRights,
}

/// A role with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleDetail {
    /// The role.
    pub role: RoleView,
    /// How many applications it has.
    pub counts: RoleCounts,
}
