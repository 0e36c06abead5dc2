//! `/admin/event-types/{id}`: one event type, a tab for each side of it. Every tab is a form of its own; the rest stays as it is.

mod limits;
mod preview;
mod questions;
mod setup;
pub(super) mod share;
mod team;
mod times;

use domain::id::{EventType, Id};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::event_types::{EventTypeDetail, EventTypePreview};

use super::event_types::access_badge;
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::{query, words};
use crate::ui::prelude::*;

/// The tabs after the first.
const TABS: [&str; 6] = ["times", "limits", "questions", "team", "notifications", "share"];

/// The page.
#[component]
pub fn EventTypePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let tab = query("tab").unwrap_or_default();
    page(async move {
        let (services, ctx) = enter()?;
        let id: Id<EventType> = id.parse().map_err(|_| Error::NotFound)?;
        // What was typed and is looked at before it is saved.
        let mut look = crate::server::extension::<EventTypePreview>();
        let (mut sharing, mut onward, mut roles) = (None, None, Vec::new());
        let found = match tab.as_str() {
            "share" => {
                let (found, shared, leads) = services.event_type_to_share(&ctx, id).await?;
                (sharing, onward) = (Some(shared), Some(leads));
                found
            }
            // The first tab asks a lot already: there it is looked at when something is typed, or by the button.
            "times" | "limits" | "team" if look.is_none() && crate::form::state().is_fine() => {
                let (found, now) = services.event_type_with_preview(&ctx, id).await?;
                look = Some(now);
                found
            }
            _ => services.event_type_to_edit(&ctx, id).await?,
        };
        let w = words();
        let base = format!("/admin/event-types/{id}");
        let content = match tab.as_str() {
            "share" => sharing.as_ref().map(share::form).into_any(),
            "times" => times::form(&found, &ctx),
            "limits" => {
                roles = services.roles_of_event_type(&ctx, &found).await?;
                limits::form(&found, &roles)
            }
            "questions" => questions::form(&found, &format!("{base}/questions")),
            "team" => team::form(&found, &services.possible_hosts(&ctx).await?),
            "notifications" => ().into_any(),
            _ => setup::form(&services, &ctx, &found).await?,
        };
        let tabs = [
            ("setup", "event-type-setup"),
            ("times", "event-type-times"),
            ("limits", "event-type-limits"),
            ("questions", "event-type-questions"),
            ("team", "event-type-team"),
            ("notifications", "nav-notifications"),
            ("share", "share-tab"),
        ]
        .map(|(name, word)| Tab {
            label: w.t(word),
            href: if name == "setup" { base.clone() } else { format!("{base}?tab={name}") },
            current: tab == name || (name == "setup" && !TABS.contains(&tab.as_str())),
            count: (name == "questions")
                .then(|| u32::try_from(found.questions.len()).ok())
                .flatten()
                .filter(|count| *count > 0),
        })
        .to_vec();
        let badge = access_badge(&found.record);
        // What was just done, with the way back.
        let undo = (query("said").as_deref() == Some("event-type-archived") && found.record.archived_at.is_some())
            .then(|| view! { <Undo text=w.t("event-type-archive-text") action=format!("{base}/restore")/> });
        let crumbs = vec![Crumb::new(w.t("nav-event-types"), "/admin/event-types")];
        if tab == "notifications" {
            let rules = super::rules::tab(&services, &ctx, id).await?;
            return Ok(view! {
                <Page title=pick(&found.record.name_en, &found.record.name_ar) beside=badge width=Width::Form crumbs>
                    <Tabs label=w.t("nav-event-types") tabs/>
                    <div class="stack">{rules}</div>
                </Page>
            }
            .into_any());
        }
        let revision = found.record.revision.to_string();
        let part = if TABS.contains(&tab.as_str()) { tab } else { "setup".to_owned() };
        let above = sharing.as_ref().and_then(share::address);
        let below = sharing.as_ref().zip(onward).map(|(sharing, onward)| share::below(sharing, &found, onward, &base));
        let lines = (part == "times").then(|| times::lines(&found, &ctx, &base));
        let end = (part == "setup").then(|| end_card(&found, &base));
        // What times there would be, beside the tabs that change them.
        let beside = matches!(part.as_str(), "setup" | "times" | "limits" | "team")
            .then(|| preview::card(look.as_ref(), &roles));
        let foot = beside.is_some().then(|| preview::foot(look.as_ref()));
        let look = beside.is_some().then(|| preview::button(&base, &part));
        let (width, shape) =
            if beside.is_some() { (Width::Normal, "columns with-aside") } else { (Width::Form, "stack") };
        Ok(view! {
            <Page
                title=pick(&found.record.name_en, &found.record.name_ar)
                beside=badge
                width
                crumbs
            >
                {undo}
                <Tabs label=w.t("nav-event-types") tabs/>
                <div class=shape><div class="stack">
                    {above}
                    <form class="stack" method="post" action=format!("{base}/{part}")>
                        <input type="hidden" name="revision" value=revision/>
                        {content}
                        <Actions>
                            <Button kind=Kind::Primary>{w.t("parts-save")}</Button>
                            {look}
                            <span class="muted">{w.t("event-type-bookings-stay")}</span>
                        </Actions>
                        {foot}
                    </form>
                    {below} {lines} {end}
                </div> {beside}</div>
            </Page>
        }
        .into_any())
    })
}

/// Taking it out of use, or back in.
fn end_card(found: &EventTypeDetail, base: &str) -> impl IntoView + use<> {
    let w = words();
    let (title, text, part, kind) = if found.record.archived_at.is_some() {
        ("event-type-restore", "event-type-restore-text", "restore", Kind::Secondary)
    } else {
        ("event-type-archive", "event-type-archive-text", "archive", Kind::Danger)
    };
    let action = format!("{base}/{part}");
    view! {
        <Card title=w.t(title) sub=w.t(text)>
            <form method="post" action=action>
                <Button kind>{w.t(title)}</Button>
            </form>
        </Card>
    }
}

/// A number of minutes, or nothing.
fn minutes_field(name: &'static str, label: String, value: Option<i64>, hint: Option<String>) -> AnyView {
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    view! {
        <Field
            name
            label
            kind="number"
            value
            min="0"
            suffix=words().t("event-types-minutes")
            hint
            narrow=true
            optional=true
        />
    }
    .into_any()
}
