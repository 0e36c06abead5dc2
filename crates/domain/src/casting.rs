//! Words of casting: what a call is, how it stands, where an application stands and came from. Knows no table and no screen.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
            pub enum $name {
                $($(#[$vdoc])* #[serde(rename = $word)] $variant,)*
            }
            impl $name {
                /// Every one, in the order screens show them.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

                /// The word in the database and the API.
                pub const fn as_str(self) -> &'static str {
                    match self { $(Self::$variant => $word,)* }
                }

                /// The value of that word, if there is one.
                pub fn parse(text: &str) -> Option<Self> {
                    Self::ALL.iter().copied().find(|value| value.as_str() == text)
                }
            }
        )*
    };
}

words! {
    /// What is being cast.
    CallKind {
        /// A feature film.
        FeatureFilm = "feature_film",
        /// A television series.
        TvSeries = "tv_series",
        /// A commercial.
        Commercial = "commercial",
        /// A play.
        Theatre = "theatre",
        /// A short film.
        ShortFilm = "short_film",
        /// Anything else.
        Other = "other",
    }

    /// How a casting call stands.
    CallStatus {
        /// Seen by its members only.
        Draft = "draft",
        /// Has a public address where talent apply.
        Published = "published",
        /// Over: nothing is added any more.
        Archived = "archived",
    }

    /// Where an application stands.
    ApplicationStatus {
        /// Nobody has looked yet.
        Submitted = "submitted",
        /// To be seen.
        Shortlisted = "shortlisted",
        /// Chosen for the role.
        Selected = "selected",
        /// Not for this role.
        Passed = "passed",
    }

    /// Where an application came from.
    ApplicationSource {
        /// Typed by a caster.
        Caster = "caster",
        /// From an imported list.
        Csv = "csv",
        /// The talent applied.
        Talent = "talent",
        /// Another platform pushed it.
        Api = "api",
    }

    /// Whom a role is written for.
    RoleGender {
        /// Anybody.
        Any = "any",
        /// A woman or girl.
        Female = "female",
        /// A man or boy.
        Male = "male",
    }

    /// How an event type is staffed (rule 16).
    Scheduling {
        /// One host.
        Single = "single",
        /// All hosts at once.
        Collective = "collective",
        /// All fixed hosts and one of each group.
        RoundRobin = "round_robin",
    }

    /// What a question's answer looks like.
    QuestionKind {
        /// One line.
        Text = "text",
        /// Several lines.
        Textarea = "textarea",
        /// A number.
        Number = "number",
        /// One of several, in a list.
        Select = "select",
        /// Any of several.
        Multiselect = "multiselect",
        /// One of several, all in sight.
        Radio = "radio",
        /// Yes or no.
        Checkbox = "checkbox",
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// A web address.
        Url = "url",
        /// A date.
        Date = "date",
    }
}

impl QuestionKind {
    /// Whether the answer is picked among the question's options.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect | Self::Radio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_return_to_their_values() {
        for kind in CallKind::ALL {
            assert_eq!(CallKind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
        }
        assert_eq!(ApplicationStatus::parse("Submitted"), None);
    }
}
