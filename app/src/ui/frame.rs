//! What surrounds a page: the top bar, the phone's bottom bar, the account menu, the language switch.

use domain::id::{Id, Picture};
use leptos::prelude::*;

use super::badge::Avatar;
use super::icon::{Glyph, Icon};
use super::menu::MenuLink;
use crate::nav::{self, Entry};
use crate::server::{self, Viewer, here_with, words};

/// The mark: a clapper's two halves.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            <rect class="mark-board" x="0" y="0" width="24" height="24" rx="6"></rect>
            <path class="mark-foot" d="M0 15c3 2.2 7.3 3 12 3s9-.8 12-3v3a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6z"></path>
        </svg>
    }
}

/// The link to this page in the other language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let other = server::locale().lang.other();
    view! {
        <a
            class="language"
            href=here_with(&[("lang", Some(other.code()))])
            lang=other.code()
            hreflang=other.code()
            dir=other.dir()
        >
            {other.own_name()}
        </a>
    }
}

/// The top bar of someone signed in.
#[component]
pub fn TopBar(
    /// Who looks.
    viewer: Viewer,
) -> impl IntoView {
    let entries = nav::entries(nav::MAIN, &viewer);
    let path = server::path();
    let name = viewer.organisation.clone().unwrap_or_else(|| "Callboard".to_owned());
    let home = entries.first().map_or("/", |entry| entry.href);
    view! {
        <SkipLink/>
        <header class="bar">
            <a class="brand" href=home>
                <Mark/>
                <bdi>{name}</bdi>
            </a>
            {(!entries.is_empty()).then(|| view! { <nav class="bar-nav" aria-label=words().t("shell-main-nav")>{links(&entries, &path)}</nav> })}
            <div class="bar-end">
                <LanguageSwitch/>
                <AccountMenu viewer/>
            </div>
        </header>
        {demo_line()}
    }
}

/// The bar at the foot of a phone: the same entries, with signs, under the thumb.
#[component]
pub fn BottomBar(
    /// Who looks.
    viewer: Viewer,
) -> impl IntoView {
    let entries = nav::entries(nav::MAIN, &viewer);
    let path = server::path();
    (entries.len() > 1).then(|| {
        view! {
            <nav class="bottom-bar" aria-label=words().t("shell-menu")>
                <ul>
                    {entries
                        .into_iter()
                        .map(|entry| {
                            view! {
                                <li>
                                    <a href=entry.href aria-current=nav::is_current(&entry, &path).then_some("page")>
                                        <Icon glyph=entry.glyph/>
                                        <span>{words().t(entry.word)}</span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </nav>
        }
    })
}

/// The top bar of a page for anyone.
#[component]
pub fn PublicBar(
    /// The organisation whose page it is.
    #[prop(optional_no_strip)]
    organisation: Option<String>,
    /// Its logo.
    #[prop(optional_no_strip)]
    logo: Option<Id<Picture>>,
) -> impl IntoView {
    let name = organisation.unwrap_or_else(|| "Callboard".to_owned());
    let sign = match logo {
        Some(logo) => view! { <img class="bar-logo" src=format!("/logos/{logo}") alt="" height="32"/> }.into_any(),
        None => view! { <Mark/> }.into_any(),
    };
    let sign_in = (server::viewer().is_none() && nav::is_built("/sign-in") && server::path() != "/sign-in")
        .then(|| view! { <a class="bar-link" href="/sign-in">{words().t("shell-sign-in")}</a> });
    view! {
        <SkipLink/>
        <header class="bar">
            <span class="brand">
                {sign}
                <bdi>{name}</bdi>
            </span>
            <div class="bar-end">
                <LanguageSwitch/>
                {sign_in}
            </div>
        </header>
        {demo_line()}
    }
}

#[component]
fn SkipLink() -> impl IntoView {
    view! { <a class="skip" href="#main">{words().t("shell-skip")}</a> }
}

fn demo_line() -> impl IntoView {
    server::is_demo().then(|| view! { <aside class="demo-line" aria-label="Demo">{words().t("shell-demo")}</aside> })
}

fn links(entries: &[Entry], path: &str) -> impl IntoView + use<> {
    let items: Vec<_> = entries
        .iter()
        .map(|entry| {
            view! {
                <li>
                    <a href=entry.href aria-current=nav::is_current(entry, path).then_some("page")>
                        {words().t(entry.word)}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul>{items}</ul> }
}

/// The avatar with the account's menu.
#[component]
fn AccountMenu(viewer: Viewer) -> impl IntoView {
    let label = words().with("shell-account-of", &[("name", viewer.name.as_str().into())]);
    let switcher = (viewer.organisations.len() > 1).then(|| {
        let current = viewer.organisation.clone();
        let lines: Vec<_> = viewer
            .organisations
            .iter()
            .map(|(id, name)| {
                let here = current.as_deref() == Some(name.as_str());
                view! {
                    <button class="menu-line" type="submit" name="organisation" value=id.clone() aria-current=here.then_some("true")>
                        {here.then(|| view! { <Icon glyph=Glyph::Check/> })}
                        <bdi>{name.clone()}</bdi>
                    </button>
                }
            })
            .collect();
        view! {
            <form class="menu-part" method="post" action="/organisation">
                <p class="menu-head">{words().t("shell-organisations")}</p>
                {lines}
            </form>
        }
    });
    view! {
        <div class="menu">
            <button class="avatar-button" type="button" popovertarget="account-menu" aria-label=label>
                <Avatar name=viewer.name.clone()/>
            </button>
            <div class="menu-sheet" id="account-menu" popover="auto">
                <div class="menu-part menu-who">
                    <strong><bdi>{viewer.name}</bdi></strong>
                    <span dir="ltr">{viewer.email}</span>
                </div>
                {switcher}
                // Talent have it among the main entries.
                {viewer
                    .role
                    .is_some()
                    .then(|| {
                        view! { <MenuLink href="/availability" icon=Glyph::Clock>{words().t("nav-availability")}</MenuLink> }
                    })}
                {nav::is_built("/calendars")
                    .then(|| {
                        view! { <MenuLink href="/calendars" icon=Glyph::Calendar>{words().t("calendars-title")}</MenuLink> }
                    })}
                {nav::is_built("/settings")
                    .then(|| {
                        view! { <MenuLink href="/settings" icon=Glyph::Sliders>{words().t("shell-settings")}</MenuLink> }
                    })}
                <form method="post" action="/sign-out">
                    <button class="menu-line" type="submit">
                        <Icon glyph=Glyph::Lock/>
                        <span>{words().t("shell-sign-out")}</span>
                    </button>
                </form>
            </div>
        </div>
    }
}
