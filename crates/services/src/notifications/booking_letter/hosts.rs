//! What a host is told whose place in a team changed: that an audition is theirs now, or no longer is. Knows no mail format.

use super::{
    super::{kind::Kind, people::Reader},
    Draft,
};

impl Draft<'_> {
    /// Whether it tells a host that their place in the team changed.
    pub(super) fn is_of_place(&self) -> bool {
        self.kind == Kind::Reassigned && self.news.to == Reader::Host
    }

    /// The word of its subject.
    pub(super) const fn place_subject(&self) -> &'static str {
        if self.leaves { "mail-subject-host-gives" } else { "mail-subject-host-takes" }
    }

    /// The words of its title and first sentence: handed on at the same time, or moved to a time others host.
    pub(super) const fn place_said(&self) -> (&'static str, &'static str) {
        match (self.leaves, self.news.former_start.is_some()) {
            (true, false) => ("mail-host-gives-title", "mail-host-gives"),
            (true, true) => ("mail-host-gives-title", "mail-host-gives-moved"),
            (false, false) => ("mail-host-takes-title", "mail-host-takes"),
            (false, true) => ("mail-host-takes-title", "mail-host-takes-moved"),
        }
    }
}
