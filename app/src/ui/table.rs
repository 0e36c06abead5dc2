//! Tables, tabs and pages of a list. Every tab and page has its address.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::maybe::Maybe;
use crate::server::{here_with, query, words};

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Its words.
    pub label: String,
    /// Numbers stand at the end of the cell.
    pub numeric: bool,
    /// Said to screen readers only (a column of buttons).
    pub hidden: bool,
    /// Where sorting by this column leads, if it can be sorted.
    pub sort: Option<Sort>,
}

/// How a column sorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The address of this list sorted by the column.
    pub href: String,
    /// `ascending`, `descending` or `none`, for `aria-sort`.
    pub state: &'static str,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }

    /// A column of numbers.
    pub fn numeric(label: impl Into<String>) -> Column {
        Column { numeric: true, ..Column::new(label) }
    }

    /// A column whose head only screen readers hear.
    pub fn hidden(label: impl Into<String>) -> Column {
        Column { hidden: true, ..Column::new(label) }
    }
}

/// A table that scrolls by itself where it does not fit. Rows are `<tr>` elements; the cell that names a row is `<th scope="row">`.
#[component]
pub fn Table(
    /// What it lists, for screen readers and as the name of its scrolling region.
    #[prop(into)]
    caption: String,
    /// The heads.
    columns: Vec<Column>,
    /// On a phone each row becomes a paragraph, where its cells explain themselves; one that does not carries its name in `data-label`.
    #[prop(optional)]
    stacks: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let name = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=name tabindex="0">
            <table class="table" class:stacks=stacks>
                <caption class="sr-only">{caption}</caption>
                <thead>
                    <tr>
                        {columns
                            .into_iter()
                            .map(|column| {
                                let words = match column.sort.clone() {
                                    Some(sort) => view! { <a href=sort.href>{column.label}</a> }.into_any(),
                                    None if column.hidden => {
                                        view! { <span class="sr-only">{column.label}</span> }.into_any()
                                    }
                                    None => column.label.into_any(),
                                };
                                view! {
                                    <th
                                        scope="col"
                                        class:numeric=column.numeric
                                        aria-sort=column.sort.map(|sort| sort.state)
                                    >
                                        {words}
                                    </th>
                                }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// One tab: a link to a page or a filter of this page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
    /// How many things are behind it.
    pub count: Option<u32>,
}

/// A row of tabs. They are links, so Back works and each can be shared; the line style heads a page's parts, pills filter a list.
#[component]
pub fn Tabs(
    /// What they divide, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// Drawn as pills.
    #[prop(optional)]
    pills: bool,
) -> impl IntoView {
    view! {
        <nav class=if pills { "pills" } else { "tabs" } aria-label=label>
            <ul>
                {tabs
                    .into_iter()
                    .map(|tab| {
                        view! {
                            <li>
                                <a href=tab.href aria-current=tab.current.then_some("page")>
                                    {tab.label}
                                    {tab.count.map(|n| view! { <span class="count num">{words().n(n)}</span> })}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// The way through a long list. Give the addresses that exist.
#[component]
pub fn Pagination(
    /// The address of the first page, from a later one.
    #[prop(optional, into)]
    first: Maybe,
    /// The address of the page before, where that is known.
    #[prop(optional, into)]
    previous: Maybe,
    /// The address of the next page.
    #[prop(optional, into)]
    next: Maybe,
    /// Where one is, such as "Page 2 of 5".
    #[prop(optional, into)]
    here: Maybe,
) -> impl IntoView {
    let Maybe(first) = first;
    let Maybe(previous) = previous;
    let Maybe(next) = next;
    let Maybe(here) = here;
    let step = |href: Option<String>, word: &'static str, rel: &'static str| {
        href.map(|href| view! { <a class="button small" href=href rel=rel>{words().t(word)}</a> })
    };
    (first.is_some() || previous.is_some() || next.is_some() || here.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=words().t("parts-pages")>
                {step(first, "parts-first", "first")}
                {step(previous, "parts-previous", "prev")}
                {here.map(|here| view! { <span class="num">{here}</span> })}
                {step(next, "parts-next", "next")}
            </nav>
        }
    })
}

/// The way through a list whose place stands in the address (`?after=`): back to its first page, and on. What came before such a place is
/// not known, so there is no page before.
pub fn pages(next: Option<&str>) -> AnyView {
    let to = |after: Option<&str>| here_with(&[("after", after), ("choose", None), ("said", None)]);
    let first = query("after").filter(|after| !after.is_empty()).map(|_| to(None));
    view! { <Pagination first next=next.map(|next| to(Some(next)))/> }.into_any()
}

/// A link that leads one step back in a grid or month, with a sign that turns with the writing direction.
#[component]
pub fn StepLink(
    /// Where it leads; `None` shows it as not to be had.
    #[prop(into)]
    href: Maybe,
    /// Its accessible name.
    #[prop(into)]
    label: String,
    /// Forward in reading direction.
    #[prop(optional)]
    forward: bool,
) -> impl IntoView {
    let Maybe(href) = href;
    let glyph = if forward { Glyph::ChevronEnd } else { Glyph::ChevronStart };
    match href {
        Some(href) => view! { <a class="button sign" href=href aria-label=label><Icon glyph/></a> }.into_any(),
        None => {
            view! { <span class="button sign" role="link" aria-disabled="true" aria-label=label><Icon glyph/></span> }
                .into_any()
        }
    }
}
