//! The body of every page: top bar, heading, notice, errors, content. Signed-in pages use `Page`, pages for anyone `PublicPage`.

use domain::id::{Id, Picture};
use leptos::prelude::*;

use super::maybe::Maybe;
use leptos_meta::Title;

use super::feedback::{Banner, Said, Tone};
use super::field::TIMES_LIST;
use super::frame::{BottomBar, PublicBar, TopBar};
use super::layout::Crumb;
use super::unfit::Unfitting;
use crate::form::{self, DrawnFault};
use crate::server::{self, words};

/// How wide the content runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// One column of text or a short form.
    Narrow,
    /// A form whose fields stand side by side, one script beside the other.
    Form,
    /// Most pages.
    #[default]
    Normal,
    /// Calendars and wide tables.
    Full,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Narrow => "content narrow",
            Width::Form => "content form",
            Width::Normal => "content",
            Width::Full => "content full",
        }
    }
}

/// A page with the navigation of the person signed in.
#[component]
pub fn Page(
    /// The heading, and the title of the browser's tab.
    #[prop(into)]
    title: String,
    /// A quieter line beside the heading.
    #[prop(optional, into)]
    sub: Maybe,
    /// The way here, without this page.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// A badge or avatar beside the heading.
    #[prop(optional, into)]
    beside: Option<AnyView>,
    /// Buttons at the end of the heading's line.
    #[prop(optional, into)]
    actions: Option<AnyView>,
    /// How wide the content runs.
    #[prop(optional)]
    width: Width,
    /// The content.
    children: Children,
) -> impl IntoView {
    let Maybe(sub) = sub;
    let viewer = server::viewer();
    let bar = match viewer.clone() {
        Some(viewer) => view! { <TopBar viewer/> }.into_any(),
        None => view! { <PublicBar/> }.into_any(),
    };
    // Drawn before the summary of errors, which asks what the page calls its fields.
    let content = children();
    view! {
        <Title text=title.clone()/>
        {bar}
        <main class="page" id="main" tabindex="-1">
            <div class=width.class()>
                <PageHead title sub crumbs beside actions/>
                <Said/>
                <ErrorSummary/>
                <Unfitting/>
                {content}
            </div>
        </main>
        {viewer.map(|viewer| view! { <BottomBar viewer/> })}
        {times_list()}
    }
}

/// A page for anyone: an organisation's name above, no navigation.
#[component]
pub fn PublicPage(
    /// The heading, and the title of the browser's tab.
    #[prop(into)]
    title: String,
    /// A quieter line below the heading.
    #[prop(optional, into)]
    sub: Maybe,
    /// The organisation shown above.
    #[prop(optional, into)]
    organisation: Maybe,
    /// Its logo.
    #[prop(optional_no_strip)]
    logo: Option<Id<Picture>>,
    /// A badge or avatar beside the heading.
    #[prop(optional, into)]
    beside: Option<AnyView>,
    /// How wide the content runs.
    #[prop(optional)]
    width: Width,
    /// The content.
    children: Children,
) -> impl IntoView {
    let Maybe(sub) = sub;
    let Maybe(organisation) = organisation;
    // Drawn before the summary of errors, which asks what the page calls its fields.
    let content = children();
    view! {
        <Title text=title.clone()/>
        {server::frame().is_none().then(|| view! { <PublicBar organisation logo/> })}
        <main class="page" id="main" tabindex="-1">
            <div class=width.class()>
                <PageHead title sub crumbs=Vec::new() beside actions=None/>
                <Said/>
                <ErrorSummary/>
                {content}
            </div>
        </main>
        {times_list()}
    }
}

/// The heading of a page with the way to it.
#[component]
pub fn PageHead(
    /// The heading.
    title: String,
    /// A quieter line.
    sub: Option<String>,
    /// The way here.
    crumbs: Vec<Crumb>,
    /// A badge or avatar beside the heading.
    beside: Option<AnyView>,
    /// Buttons at the end of the line.
    actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {(!crumbs.is_empty())
                .then(|| {
                    view! {
                        <nav class="crumbs" aria-label=words().t("parts-breadcrumbs")>
                            <ol>
                                {crumbs
                                    .into_iter()
                                    .map(|crumb| {
                                        view! {
                                            <li>
                                                <a href=crumb.href><bdi>{crumb.label}</bdi></a>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ol>
                        </nav>
                    }
                })} <div class="page-line">
                <h1><bdi>{title}</bdi></h1>
                {beside}
                {sub.map(|sub| view! { <p class="page-sub">{sub}</p> })}
                {actions.map(|actions| view! { <div class="page-actions actions">{actions}</div> })}
            </div>
        </header>
    }
}

/// What is wrong with the posted form: each line names its field and leads there. `Page` renders it after its content, whose fields say what
/// they are called; it shows nothing when all is fine.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let state = form::state();
    let problem = state
        .problem
        .clone()
        .map(|key| view! { <Banner tone=Tone::Bad alert=true>{form::error_text(&key, None)}</Banner> });
    let list = (!state.errors.is_empty()).then(|| {
        let heading = words().with("errors-summary", &[("n", state.errors.len().into())]);
        let drawn = state.drawn.all();
        // What the page has no field for (something hidden that was not ours) cannot be led to.
        let unseen = state.errors.iter().filter(|(field, _)| drawn.iter().all(|fault| fault.field != **field));
        let unseen = unseen.map(|(field, key)| view! { <li>{form::error_text(key, Some(field))}</li> }.into_any());
        let unseen: Vec<_> = unseen.collect();
        let shown = drawn.into_iter().map(|DrawnFault { field, label, text }| {
            view! { <li><a href=format!("#{}", form::id_of(&field))><bdi>{label}</bdi> ": " {text}</a></li> }.into_any()
        });
        let lines: Vec<_> = shown.chain(unseen).collect();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" data-focus="">
                <h2>{heading}</h2>
                <ul>{lines}</ul>
            </div>
        }
    });
    (problem, list)
}

/// The quarter hours every `TimeField` suggests.
fn times_list() -> impl IntoView {
    let times = (0..=96).map(|quarter| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15));
    view! {
        <datalist id=TIMES_LIST>{times.map(|time| view! { <option value=time></option> }).collect_view()}</datalist>
    }
}
