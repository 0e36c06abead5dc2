//! Menus on the native popover: they open, close and take Escape without a line of script.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A button that opens a small list of links and buttons.
#[component]
pub fn Menu(
    /// The popover's element id, unique on the page.
    #[prop(into)]
    id: String,
    /// The button's accessible name; its visible words too unless `sign` is given.
    #[prop(into)]
    label: String,
    /// Shown instead of the words.
    #[prop(optional)]
    sign: Option<Glyph>,
    /// Classes of the button.
    #[prop(into, default = "button".to_owned())]
    class: String,
    /// `MenuLink`s, forms, anything small.
    children: Children,
) -> impl IntoView {
    let accessible_name = sign.is_some().then(|| label.clone());
    view! {
        <div class="menu">
            <button
                class=class
                class:sign=sign.is_some()
                type="button"
                popovertarget=id.clone()
                aria-label=accessible_name
            >
                {match sign {
                    Some(glyph) => view! { <Icon glyph/> }.into_any(),
                    None => view! { {label} <Icon glyph=Glyph::ChevronDown/> }.into_any(),
                }}
            </button>
            <div class="menu-sheet" id=id popover="auto">{children()}</div>
        </div>
    }
}

/// A line of a menu.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The sign before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Whether it is the page one is on.
    #[prop(optional)]
    current: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu-line" href=href aria-current=current.then_some("page")>
            {icon.map(|glyph| view! { <Icon glyph/> })} <span>{children()}</span>
        </a>
    }
}
