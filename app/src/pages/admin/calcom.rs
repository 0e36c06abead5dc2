//! `/admin/calcom`: bookings that still come from Cal.com. The address and secret to be set there, and the messages that wait for somebody:
//! those that belong to no application, and those that stand in the way of a booking here.

use leptos::prelude::*;
use services::applications::{Applicant, ApplicantQuery};
use services::calcom_in::{MessageView, SourceView};

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::pages::book::pick;
use crate::server::{self, dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// A secret on the one page that ever shows it; put beside the request by the form that made it.
#[derive(Debug, Clone)]
pub struct ShownCalcomSecret(pub String);

/// Applications offered for a message.
const OFFERED: usize = 20;

/// The page.
#[component]
pub fn Calcom() -> impl IntoView {
    let cursor = query("after").filter(|cursor| !cursor.is_empty());
    let assigned = query("assign");
    let search = query("q").unwrap_or_default();
    page(async move {
        let (services, ctx) = enter()?;
        let source = services.calcom_source(&ctx).await?;
        let waiting = services.open_calcom_messages(&ctx, cursor.as_deref()).await?;
        let chosen = assigned.and_then(|id| waiting.items.iter().find(|message| message.id.to_string() == id).cloned());
        let assign = match chosen {
            Some(message) => {
                let asked = ApplicantQuery { search: search.clone(), limit: OFFERED, ..ApplicantQuery::default() };
                let found = services.list_applicants(&ctx, &asked).await?.items;
                Some(assign_card(&message, &search, &found).into_any())
            }
            None => None,
        };
        let w = words();
        let older = pages(waiting.next.as_deref());
        let (source, list) = (source_card(&source), list(&waiting.items));
        Ok(view! {
            <Page title=w.t("calcom-title") crumbs=vec![Crumb::new(w.t("nav-webhooks"), "/admin/webhooks")]>
                {sections()}
                <div class="settings-columns">
                    <div class="stack">
                        {assign}
                        <Card title=w.t("calcom-waiting") sub=w.t("calcom-waiting-sub")>{list}</Card>
                        {older}
                    </div>
                    <aside class="stack">{shown_secret()} {source}</aside>
                </div>
            </Page>
        })
    })
}

fn shown_secret() -> Option<AnyView> {
    let ShownCalcomSecret(secret) = server::extension::<ShownCalcomSecret>()?;
    let w = words();
    Some(
        view! {
            <Card marked=true title=w.t("hooks-secret") sub=w.t("calcom-secret-text")>
                <CopyField id="new-secret".to_owned() label=w.t("hooks-secret") value=secret copy=w.t("parts-copy") copied=w.t("parts-copied")/>
            </Card>
        }
        .into_any(),
    )
}

fn source_card(source: &SourceView) -> AnyView {
    let w = words();
    let stands = match source.since {
        Some(since) => w.with("calcom-on", &[("since", dates().short_when(since, locale().zone).into())]),
        None => w.t("calcom-off"),
    };
    let (is_on, address) = (source.since.is_some(), source.address.clone());
    let make = w.t(if is_on { "calcom-secret-renew" } else { "calcom-secret-make" });
    let kind = if is_on { Kind::Secondary } else { Kind::Primary };
    let remove = is_on.then(|| {
        view! {
            <form method="post" action="/admin/calcom/remove">
                <Button kind=Kind::Quiet>{words().t("calcom-remove")}</Button>
            </form>
        }
    });
    view! {
        <Card title=w.t("calcom-source") sub=w.t("calcom-source-sub")>
            <div class="stack">
                <CopyField
                    id="calcom-address".to_owned()
                    label=w.t("calcom-address")
                    value=address
                    copy=w.t("parts-copy")
                    copied=w.t("parts-copied")
                />
                <p class="muted">{stands}</p>
                <form method="post" action="/admin/calcom/secret"><Button kind>{make}</Button></form>
                {remove}
            </div>
        </Card>
    }
    .into_any()
}

/// Why a message waits.
fn reason(message: &MessageView) -> (Hue, Glyph, String) {
    let w = words();
    match message.reason.as_str() {
        "no_application" => (Hue::Wait, Glyph::Warning, w.t("calcom-no-application")),
        "unknown_application" => (Hue::Wait, Glyph::Warning, w.t("calcom-unknown-application")),
        "no_event_type" => (Hue::Wait, Glyph::Warning, w.t("calcom-no-event-type")),
        "time_taken" => (Hue::Bad, Glyph::Cross, w.t("calcom-time-taken")),
        "already_booked" => (Hue::Bad, Glyph::Cross, w.t("calcom-already-booked")),
        "not_possible_now" => (Hue::Bad, Glyph::Cross, w.t("calcom-not-possible")),
        _ => (Hue::Wait, Glyph::Warning, w.t("calcom-not-understood")),
    }
}

fn when(message: &MessageView) -> Option<String> {
    message.starts_at.map(|at| dates().short_when(at, locale().zone))
}

fn list(messages: &[MessageView]) -> AnyView {
    let w = words();
    if messages.is_empty() {
        return view! { <p class="muted">{w.t("calcom-none")}</p> }.into_any();
    }
    let rows = messages.iter().map(row).collect_view();
    view! { <ul class="line-list" aria-label=w.t("calcom-waiting")>{rows}</ul> }.into_any()
}

fn row(message: &MessageView) -> impl IntoView + use<> {
    let w = words();
    let (hue, glyph, why) = reason(message);
    let name = if message.title.is_empty() { message.uid.clone() } else { message.title.clone() };
    let (attendee, when) = (message.attendee.clone(), when(message));
    let base = format!("/admin/calcom/messages/{}", message.id);
    let assign = here_with(&[("assign", Some(&message.id.to_string())), ("said", None)]);
    let (retry, dismiss) = (format!("{base}/retry"), format!("{base}/dismiss"));
    let of = name.clone();
    let label = move |word: &'static str| format!("{}: {of}", words().t(word));
    let (assign_label, retry_label, dismiss_label) =
        (label("calcom-assign"), label("calcom-retry"), label("calcom-dismiss"));
    view! {
        <li class="line-row calcom-row">
            <div class="line-what">
                <span class="rule-when"><strong><bdi>{name}</bdi></strong> <Badge hue icon=glyph>{why}</Badge></span>
                <span class="muted"><bdi>{attendee}</bdi> {when.map(|when| format!(" · {when}"))}</span>
            </div>
            <div class="line-actions calcom-actions">
                <a class="button small" href=assign aria-label=assign_label>{w.t("calcom-assign")}</a>
                <form method="post" action=retry>
                    <button class="button quiet small" aria-label=retry_label>{w.t("calcom-retry")}</button>
                </form>
                <form method="post" action=dismiss>
                    <button class="button quiet small" aria-label=dismiss_label>{w.t("calcom-dismiss")}</button>
                </form>
            </div>
        </li>
    }
}

/// Choosing the application a message belongs to: found by name, picked, and said.
fn assign_card(message: &MessageView, search: &str, found: &[Applicant]) -> impl IntoView + use<> {
    let w = words();
    let name = if message.title.is_empty() { message.uid.clone() } else { message.title.clone() };
    let of = [Some(message.attendee.clone()).filter(|name| !name.is_empty()), when(message)];
    let sub = of.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let close = here_with(&[("assign", None), ("q", None), ("said", None)]);
    let choices: Vec<Choice> = found
        .iter()
        .map(|one| {
            Choice::new(one.id.to_string(), pick(&one.name_latin, &one.name_arabic))
                .with_note(pick(&one.role_name_en, &one.role_name_ar))
        })
        .collect();
    let (id, search) = (message.id.to_string(), search.to_owned());
    let pick_one = if choices.is_empty() {
        view! { <p class="muted">{w.t("calcom-nobody")}</p> }.into_any()
    } else {
        view! {
            <form class="stack" method="post" action=format!("/admin/calcom/messages/{id}/assign")>
                <div class="calcom-choices"><RadioCards name="applicationId" legend=w.t("calcom-application") choices stacked=true/></div>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("calcom-assign-do")}</Button>
                    <LinkButton kind=Kind::Quiet href=close>{w.t("parts-cancel")}</LinkButton>
                </Actions>
            </form>
        }
        .into_any()
    };
    view! {
        <Card marked=true title=w.with("calcom-assign-of", &[("name", name.into())]) sub=sub>
            <div class="stack">
                <form class="calcom-search" method="get" action="/admin/calcom" role="search">
                    <input type="hidden" name="assign" value=id/>
                    <Field name="q" label=w.t("calcom-search") value=search autocomplete="off"/>
                    <Button>{w.t("calcom-find")}</Button>
                </form>
                {pick_one}
            </div>
        </Card>
    }
}
