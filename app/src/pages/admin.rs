//! Administration: what its screens share. Who may do what is the services' affair; a screen only leaves out what would be refused.

pub mod api_keys;
pub mod audit;
pub mod booker_limits;
pub mod calcom;
pub mod calendar_clients;
pub mod calendars;
pub mod embedding;
pub mod event_type;
pub mod event_types;
pub mod health;
pub mod holidays;
mod limit_rows;
pub mod member;
pub mod new_event_type;
pub mod pauses;
pub mod replies;
pub mod room;
pub mod rooms;
pub mod rules;
pub mod settings;
pub mod team;
pub mod teams;
pub mod webhooks;

use domain::actor::MemberRole;
use leptos::prelude::*;
use services::Ctx;

use crate::nav;
use crate::server;
use crate::ui::prelude::*;

/// The ways between the screens of administration.
fn sections() -> impl IntoView {
    let path = server::path();
    let entries = viewer().map(|viewer| nav::entries(nav::ADMIN_PAGES, &viewer)).unwrap_or_default();
    let tabs: Vec<Tab> = entries
        .iter()
        .map(|entry| Tab {
            label: words().t(entry.word),
            href: entry.href.to_owned(),
            current: nav::is_current(entry, &path) || belongs(&path) == Some(entry.href),
            count: None,
        })
        .collect();
    (tabs.len() > 1).then(|| view! { <Tabs label=words().t("nav-admin") tabs/> })
}

/// The section that pages with an address of their own belong to.
fn belongs(path: &str) -> Option<&'static str> {
    match path {
        "/admin/calendars" => Some("/admin/settings"),
        path if path.starts_with("/admin/calcom") => Some("/admin/webhooks"),
        _ => None,
    }
}

/// Whether this member may change rooms and pauses.
fn may_arrange(ctx: &Ctx) -> bool {
    matches!(ctx.member(), Ok((_, MemberRole::Admin | MemberRole::Caster)))
}

/// A name in both scripts, that of the page's language first. One of the two may stay empty: the other then stands for both.
fn both_names(field: [&'static str; 2], labels: [&'static str; 2], values: [String; 2]) -> impl IntoView {
    let english = locale().lang == services::words::Lang::En;
    let ([name_en, name_ar], [label_en, label_ar], [value_en, value_ar]) = (field, labels, values);
    let en = view! {
        <Field name=name_en label=words().t(label_en) value=value_en optional=!english maxlength=200 dir="ltr"/>
    }
    .into_any();
    let ar = view! {
        <Field name=name_ar label=words().t(label_ar) value=value_ar optional=english maxlength=200 dir="rtl"/>
    }
    .into_any();
    let (first, second) = if english { (en, ar) } else { (ar, en) };
    view! { <div class="columns">{first} {second}</div> }
}
