//! Who acts, with which rights. The one place that says what a membership may do; services ask here, pages only hide.

use serde::{Deserialize, Serialize};

use crate::id::{ApiKey, CastingCall, Id, Organization, User};

/// A membership's role in an organisation (product.md, "Tenancy and identity").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// All of the organisation.
    Admin,
    /// The calls they created or joined.
    Caster,
    /// The same without publishing or deleting.
    Assistant,
    /// The day and attendance.
    SessionRunner,
    /// Reads and marks assigned calls.
    Reviewer,
}

impl MemberRole {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Caster => "caster",
            Self::Assistant => "assistant",
            Self::SessionRunner => "session_runner",
            Self::Reviewer => "reviewer",
        }
    }

    /// Whether addresses and numbers of talent and guests are shown. Reviewers come from outside the office: they see and mark people.
    pub const fn sees_contact_data(self) -> bool {
        !matches!(self, Self::Reviewer)
    }

    /// The role of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Admin, Self::Caster, Self::Assistant, Self::SessionRunner, Self::Reviewer]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

/// Who acts in one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person; `None` for jobs and for anonymous visitors.
    pub user_id: Option<Id<User>>,
    /// The organisation the session or key acts in; talent without membership have none.
    pub organization_id: Option<Id<Organization>>,
    /// The membership's role there; `None` for talent.
    pub role: Option<MemberRole>,
    /// The key that was used, if one was.
    pub api_key_id: Option<Id<ApiKey>>,
    /// What the key may do; sessions carry no restriction (`None`).
    pub scopes: Option<Vec<String>>,
    /// A background duty of Callboard itself.
    pub is_system: bool,
}

impl Actor {
    /// Nobody signed in.
    pub const fn anonymous() -> Self {
        Self { user_id: None, organization_id: None, role: None, api_key_id: None, scopes: None, is_system: false }
    }

    /// Callboard itself, in a job.
    pub const fn system() -> Self {
        Self { user_id: None, organization_id: None, role: None, api_key_id: None, scopes: None, is_system: true }
    }

    /// The organisation and role, when the actor is a member of one.
    pub fn membership(&self) -> Option<(Id<Organization>, MemberRole)> {
        self.organization_id.zip(self.role)
    }
}

/// What a member wants to do with a casting call and what hangs on it (roles, applications, bookings).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallAction {
    /// See it, with applications and bookings.
    Read,
    /// Set an application's status.
    Mark,
    /// Change its words, roles, applications.
    Edit,
    /// Publish, archive, delete.
    Publish,
    /// Book, move, cancel auditions.
    Book,
    /// Arrived, completed, no-show.
    Attendance,
}

/// How a member stands to one casting call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallStanding {
    /// The call.
    pub casting_call_id: Id<CastingCall>,
    /// Created it or was added to it.
    pub belongs: bool,
}

/// Whether a member with `role` may do `action` on a call they do (`belongs`) or do not belong to.
pub const fn may_on_call(role: MemberRole, belongs: bool, action: CallAction) -> bool {
    use CallAction::{Attendance, Book, Edit, Mark, Publish, Read};
    match role {
        MemberRole::Admin => true,
        MemberRole::Caster => belongs,
        MemberRole::Assistant => belongs && !matches!(action, Publish),
        MemberRole::SessionRunner => match action {
            Read | Attendance => belongs,
            Mark | Edit | Publish | Book => false,
        },
        MemberRole::Reviewer => match action {
            Read | Mark => belongs,
            Edit | Publish | Book | Attendance => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_admins_reach_calls_they_do_not_belong_to() {
        for role in [MemberRole::Caster, MemberRole::Assistant, MemberRole::SessionRunner, MemberRole::Reviewer] {
            assert!(!may_on_call(role, false, CallAction::Read), "{role:?}");
        }
        assert!(may_on_call(MemberRole::Admin, false, CallAction::Publish));
        assert!(!may_on_call(MemberRole::Assistant, true, CallAction::Publish));
        assert!(may_on_call(MemberRole::SessionRunner, true, CallAction::Attendance));
        assert!(!may_on_call(MemberRole::Reviewer, true, CallAction::Book));
    }
}
