//! Buttons and links that look like buttons. One primary per view; a destructive one says what it destroys.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::maybe::Maybe;

/// How much weight a button carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The one thing to do here.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action that should not draw the eye, such as Discard.
    Quiet,
    /// Ends or removes something.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Primary => "button primary",
            Kind::Secondary => "button",
            Kind::Quiet => "button quiet",
            Kind::Danger => "button danger",
        }
    }
}

/// What Enter in a field presses, where a button that does something else comes first in its form: unseen, and sends it as the form's own
/// button does.
pub fn enter_sends() -> impl IntoView {
    view! { <button class="sr-only" tabindex="-1" aria-hidden="true"></button> }
}

/// A button. Submits its form unless `r#type="button"`.
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    kind: Kind,
    /// `submit` (default), `button` or `reset`.
    #[prop(default = "submit")]
    r#type: &'static str,
    /// Posted with the form when this button is pressed.
    #[prop(optional, into)]
    name: Maybe,
    /// Posted with the form when this button is pressed.
    #[prop(optional, into)]
    value: Maybe,
    /// Posts the form to another address.
    #[prop(optional, into)]
    formaction: Maybe,
    /// `get` turns the whole form into a link: what was typed stays in the address.
    #[prop(optional, into)]
    formmethod: Maybe,
    /// Skips the browser's own checks, for buttons that only reload the form.
    #[prop(optional)]
    novalidate: bool,
    /// The id of a form this button stands outside of.
    #[prop(optional, into)]
    form: Maybe,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The accessible name of a button that only shows a sign.
    #[prop(optional, into)]
    label: Maybe,
    /// Cannot be pressed now. Prefer saying why instead.
    #[prop(optional)]
    disabled: bool,
    /// Waiting for an answer.
    #[prop(optional)]
    busy: bool,
    /// Stretches over the whole line.
    #[prop(optional)]
    wide: bool,
    /// Smaller, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Maybe(name) = name;
    let Maybe(value) = value;
    let Maybe(formaction) = formaction;
    let Maybe(formmethod) = formmethod;
    let Maybe(form) = form;
    let Maybe(label) = label;
    let only_sign = children.is_none();
    view! {
        <button
            class=kind.class()
            class:wide=wide
            class:small=small
            class:sign=only_sign
            type=r#type
            name=name
            value=value
            formaction=formaction
            formmethod=formmethod
            formnovalidate=novalidate
            form=form
            aria-label=label
            disabled=disabled
            aria-busy=busy.then_some("true")
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children.map(|children| children())}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its weight.
    #[prop(optional)]
    kind: Kind,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The accessible name when only a sign is shown.
    #[prop(optional, into)]
    label: Maybe,
    /// Stretches over the whole line.
    #[prop(optional)]
    wide: bool,
    /// Smaller, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// Opens elsewhere, such as a video call.
    #[prop(optional)]
    external: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Maybe(label) = label;
    let only_sign = children.is_none();
    view! {
        <a
            class=kind.class()
            class:wide=wide
            class:small=small
            class:sign=only_sign
            href=href
            aria-label=label
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children.map(|children| children())}
        </a>
    }
}
