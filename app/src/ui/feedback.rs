//! What the product says back: banners, the notice after an action, undo, empty states, waiting shapes, progress.

use leptos::prelude::*;

use super::badge::Hue;
use super::icon::{Glyph, Icon};
use super::maybe::Maybe;
use crate::server::{here_with, query, words};

/// How a banner sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// Something worked.
    Good,
    /// Something to look at.
    Warning,
    /// Something failed.
    Bad,
}

impl Tone {
    fn look(self) -> (Hue, Glyph) {
        match self {
            Tone::Info => (Hue::Info, Glyph::Info),
            Tone::Good => (Hue::Good, Glyph::CheckCircle),
            Tone::Warning => (Hue::Wait, Glyph::Warning),
            Tone::Bad => (Hue::Bad, Glyph::Cross),
        }
    }
}

/// A message in the flow of the page. `alert` reads it out at once.
#[component]
pub fn Banner(
    /// How it sounds.
    #[prop(optional)]
    tone: Tone,
    /// A first line in bold.
    #[prop(optional, into)]
    title: Maybe,
    /// Read out as soon as it appears.
    #[prop(optional)]
    alert: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let Maybe(title) = title;
    let (hue, glyph) = tone.look();
    view! {
        <div class=format!("banner {}", hue.class()) role=alert.then_some("alert")>
            <Icon glyph/>
            <div class="banner-text">{title.map(|title| view! { <strong>{title}</strong> })} {children()}</div>
        </div>
    }
}

/// The notice after an action, from `?said=key` (the word `said-key`); unknown keys say nothing. How many it was done to, and of how many,
/// stands behind the key: `key.12` or `key.12.30` (`$n` and `$all` of the word). `Page` renders it.
#[component]
pub fn Said() -> impl IntoView {
    let said = query("said").unwrap_or_default();
    let mut parts = said.split('.');
    let key = parts.next().map(|key| format!("said-{key}")).filter(|key| words().has(key));
    let mut number = || parts.next().and_then(|number| number.parse::<u32>().ok()).unwrap_or_default();
    let numbers = [("n", number().into()), ("all", number().into())];
    key.map(|key| {
        view! {
            <div class="toast hue-good" role="status">
                <Icon glyph=Glyph::CheckCircle/>
                <p>{words().with(&key, &numbers)}</p>
                <a class="toast-close" href=here_with(&[("said", None)]) aria-label=words().t("shell-dismiss")>
                    <Icon glyph=Glyph::Close/>
                </a>
            </div>
        }
    })
}

/// A notice with the way back: posts to `action` with the given fields.
#[component]
pub fn Undo(
    /// What was done.
    #[prop(into)]
    text: String,
    /// Where the undo is posted.
    #[prop(into)]
    action: String,
    /// Hidden fields to post.
    #[prop(optional)]
    fields: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <div class="toast hue-neutral" role="status">
            <Icon glyph=Glyph::CheckCircle/>
            <p>{text}</p>
            <form method="post" action=action>
                {fields
                    .into_iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                    .collect_view()}
                <button class="button quiet small" type="submit">
                    <Icon glyph=Glyph::Undo/>
                    {words().t("parts-undo")}
                </button>
            </form>
        </div>
    }
}

/// Nothing here yet, and what to do about it.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// The next step, in a sentence.
    #[prop(optional, into)]
    text: Maybe,
    /// The sign above.
    #[prop(default = Glyph::Calendar)]
    icon: Glyph,
    /// The button that takes the next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Maybe(text) = text;
    view! {
        <div class="empty">
            <span class="empty-sign"><Icon glyph=icon/></span>
            <p class="empty-title">{title}</p>
            {text.map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

/// The shape of what is being loaded.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="sr-only">{words().t("parts-loading")}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

/// How much of something is done.
#[component]
pub fn Progress(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// So far.
    value: u32,
    /// Of how much.
    max: u32,
) -> impl IntoView {
    let id = crate::form::id_of(&format!("progress-{label}"));
    let text = format!("{} / {}", words().n(value), words().n(max));
    view! {
        <div class="progress">
            <div class="progress-head">
                <span id=id.clone()>{label}</span>
                <span class="num">{text}</span>
            </div>
            <progress value=value max=max aria-labelledby=id></progress>
        </div>
    }
}
