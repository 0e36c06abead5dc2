//! How things stand on a page: cards, rows of actions, facts, figures.

use leptos::prelude::*;

use super::maybe::Maybe;

/// A sheet of paper. Give it a title when it stands among others.
#[component]
pub fn Card(
    /// Its heading (level 2).
    #[prop(optional, into)]
    title: Maybe,
    /// A quieter line below the heading.
    #[prop(optional, into)]
    sub: Maybe,
    /// Drawn with the accent: the one card that asks for something.
    #[prop(optional)]
    marked: bool,
    /// Without inner space, for tables and lists that reach the edges.
    #[prop(optional)]
    flush: bool,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let Maybe(title) = title;
    let Maybe(sub) = sub;
    view! {
        <section class=format!("card {class}") class:marked=marked class:flush=flush>
            {(title.is_some() || sub.is_some())
                .then(|| {
                    view! {
                        <header class="card-head">
                            {title.map(|title| view! { <h2>{title}</h2> })}
                            {sub.map(|sub| view! { <p>{sub}</p> })}
                        </header>
                    }
                })} {children()}
        </section>
    }
}

/// A form for one more of what a card lists, folded away until it is wanted. It is open where it came back: what was typed is in sight.
#[component]
pub fn AddMore(
    /// What is added, as its button says it.
    label: String,
    /// Names its fields begin with.
    fields: &'static [&'static str],
    /// Open whatever was typed.
    #[prop(optional)]
    open: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    let state = crate::form::state();
    let mut typed = state.values.keys().chain(state.errors.keys());
    let open = open || typed.any(|name| fields.iter().any(|field| name.starts_with(field)));
    view! {
        <details class="add-more" open=open>
            <summary>{label}</summary>
            {children()}
        </details>
    }
}

/// A row of buttons.
#[component]
pub fn Actions(
    /// The buttons, the most important first.
    children: Children,
) -> impl IntoView {
    view! { <div class="actions">{children()}</div> }
}

/// One step of the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step with its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Crumb {
        Crumb { label: label.into(), href: href.into() }
    }
}

/// A list of named values, as on a call sheet: when, where, with whom.
#[component]
pub fn Facts(
    /// `Fact` elements.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One named value of `Facts`.
#[component]
pub fn Fact(
    /// Its name.
    #[prop(into)]
    name: String,
    /// A quieter second line.
    #[prop(optional, into)]
    note: Maybe,
    /// The value.
    children: Children,
) -> impl IntoView {
    let Maybe(note) = note;
    view! {
        <div class="fact">
            <dt>{name}</dt>
            <dd>{children()} {note.map(|note| view! { <p class="fact-note">{note}</p> })}</dd>
        </div>
    }
}

/// A row of figures.
#[component]
pub fn Stats(
    /// `Stat` elements.
    children: Children,
) -> impl IntoView {
    view! { <dl class="stats">{children()}</dl> }
}

/// One figure with its name.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    name: String,
    /// How many, already in the reader's digits.
    #[prop(into)]
    value: String,
    /// A quieter line.
    #[prop(optional, into)]
    note: Maybe,
) -> impl IntoView {
    let Maybe(note) = note;
    view! {
        <div class="stat">
            <dt>{name}</dt>
            <dd><span class="stat-value">{value}</span> {note.map(|note| view! { <small>{note}</small> })}</dd>
        </div>
    }
}
