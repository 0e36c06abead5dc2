//! Status badges (sign, word and hue together) and avatars.

use leptos::prelude::*;

use domain::id::{Id, Picture};

use super::icon::{Glyph, Icon};
use crate::server::{initials, words};

/// The hue of a badge or banner; never the only carrier of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hue {
    /// Nothing special.
    #[default]
    Neutral,
    /// Settled well: confirmed, open.
    Good,
    /// Waiting for someone.
    Wait,
    /// Planned, informative.
    Info,
    /// Went wrong.
    Bad,
}

impl Hue {
    /// The class carrying the hue.
    pub fn class(self) -> &'static str {
        match self {
            Hue::Neutral => "hue-neutral",
            Hue::Good => "hue-good",
            Hue::Wait => "hue-wait",
            Hue::Info => "hue-info",
            Hue::Bad => "hue-bad",
        }
    }
}

/// A word with a sign on a tinted ground.
#[component]
pub fn Badge(
    /// The hue.
    #[prop(optional)]
    hue: Hue,
    /// The sign; a dot when absent.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The word.
    children: Children,
) -> impl IntoView {
    let sign = match icon {
        Some(glyph) => view! { <Icon glyph/> }.into_any(),
        None => view! { <span class="dot" aria-hidden="true"></span> }.into_any(),
    };
    view! { <span class=format!("badge {}", hue.class())>{sign} <span>{children()}</span></span> }
}

/// How a status of the product looks: (word, hue, sign). Unknown names are shown as they are.
pub fn status_look(status: &str) -> (String, Hue, Glyph) {
    let (hue, glyph) = match status {
        "pending" | "requested" => (Hue::Wait, Glyph::Hourglass),
        "scheduled" | "asks_you" => (Hue::Wait, Glyph::Question),
        "confirmed" | "open" | "selected" | "granted" => (Hue::Good, Glyph::CheckCircle),
        "shortlisted" => (Hue::Info, Glyph::Star),
        "completed" => (Hue::Neutral, Glyph::Check),
        "no_show" => (Hue::Bad, Glyph::Warning),
        "cancelled" | "declined" | "refused" => (Hue::Bad, Glyph::Cross),
        _ => (Hue::Neutral, Glyph::Minus),
    };
    let key = format!("status-{}", status.replace('_', "-"));
    let words = words();
    (if words.has(&key) { words.t(&key) } else { status.to_owned() }, hue, glyph)
}

/// The badge of a booking, application or call status, by its database name such as `no_show`.
#[component]
pub fn StatusBadge(
    /// The status.
    #[prop(into)]
    status: String,
) -> impl IntoView {
    let (word, hue, glyph) = status_look(&status);
    view! { <Badge hue icon=glyph>{word}</Badge> }
}

/// A person's face in a circle, or their initials. Decoration: the name stands beside it.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
    /// Larger, for the head of a page or card.
    #[prop(optional)]
    large: bool,
    /// The face, for whoever may see it.
    #[prop(optional_no_strip)]
    face: Option<Id<Picture>>,
) -> impl IntoView {
    match face {
        Some(face) => {
            let side = if large { "44" } else { "32" };
            view! {
                <img
                    class="avatar"
                    class:large=large
                    src=format!("/photos/{face}/small")
                    alt=""
                    width=side
                    height=side
                    loading="lazy"
                    decoding="async"
                />
            }
            .into_any()
        }
        None => view! { <span class="avatar" class:large=large aria-hidden="true">{initials(&name)}</span> }.into_any(),
    }
}
