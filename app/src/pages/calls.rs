//! Casting calls: the list, a new one, and its words. A call's own page is `detail`, what the world sees is `public`.

pub mod applicants;
pub mod detail;
pub mod import;
pub mod people;
pub mod public;
pub mod roles;
pub mod run;
pub mod talent;

use domain::casting::{CallKind, CallStatus};
use domain::id::{CastingCall, Id};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::casting_calls::{CallSummary, CallView};

use super::book::pick;
use crate::enter::{enter, page};
use crate::server::here_with;
use crate::ui::prelude::*;

/// The word of what is cast.
pub fn kind_word(kind: CallKind) -> String {
    match kind {
        CallKind::FeatureFilm => words().t("call-kind-feature-film"),
        CallKind::TvSeries => words().t("call-kind-tv-series"),
        CallKind::Commercial => words().t("call-kind-commercial"),
        CallKind::Theatre => words().t("call-kind-theatre"),
        CallKind::ShortFilm => words().t("call-kind-short-film"),
        CallKind::Other => words().t("call-kind-other"),
    }
}

/// The word of how a call stands.
pub fn status_word(status: CallStatus) -> String {
    match status {
        CallStatus::Draft => words().t("call-status-draft"),
        CallStatus::Published => words().t("call-status-published"),
        CallStatus::Archived => words().t("call-status-archived"),
    }
}

/// How a call stands, as a badge.
pub fn status_badge(status: CallStatus) -> impl IntoView {
    let (hue, icon) = match status {
        CallStatus::Draft => (Hue::Wait, Glyph::Clock),
        CallStatus::Published => (Hue::Good, Glyph::CheckCircle),
        CallStatus::Archived => (Hue::Neutral, Glyph::List),
    };
    view! { <Badge hue icon>{status_word(status)}</Badge> }
}

/// `/calls`: the calls the member may read.
#[component]
pub fn Calls() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let status = query("show").and_then(|word| CallStatus::parse(&word));
        let found = services.list_calls(&ctx, status).await?;
        let tab = |label: String, value: Option<CallStatus>| Tab {
            label,
            href: here_with(&[("show", value.map(CallStatus::as_str)), ("said", None)]),
            current: value == status,
            count: None,
        };
        let tabs = std::iter::once(tab(words().t("calls-all"), None))
            .chain(CallStatus::ALL.iter().map(|status| tab(status_word(*status), Some(*status))))
            .collect();
        let columns = vec![
            Column::new(words().t("calls-title")),
            Column::new(words().t("calls-kind")),
            Column::new(words().t("calls-status")),
            Column::numeric(words().t("calls-roles")),
            Column::numeric(words().t("calls-applicants")),
        ];
        let may_create =
            matches!(ctx.actor.role, Some(role) if role.as_str() != "reviewer" && role.as_str() != "session_runner");
        let is_empty = found.is_empty();
        let rows = found.iter().map(row).collect_view();
        let actions = may_create.then(|| {
            view! { <LinkButton href="/calls/new" kind=Kind::Primary icon=Glyph::Plus>{words().t("calls-new")}</LinkButton> }.into_any()
        });
        Ok(view! {
            <Page title=words().t("nav-calls") actions=actions.unwrap_or_else(|| ().into_any())>
                <div class="toolbar"><Tabs label=words().t("calls-which") tabs pills=true/></div>
                {if is_empty {
                    view! { <Empty title=words().t("calls-none") text=words().t("calls-none-text") icon=Glyph::Clapper/> }
                        .into_any()
                } else {
                    view! { <Card flush=true><Table caption=words().t("nav-calls") columns stacks=true>{rows}</Table></Card> }.into_any()
                }}
            </Page>
        })
    })
}

fn row(summary: &CallSummary) -> impl IntoView + use<> {
    let call = &summary.call;
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=format!("/calls/{}", call.id)><bdi>{pick(&call.title_en, &call.title_ar)}</bdi></a>
            </th>
            <td>{kind_word(call.kind)}</td>
            <td>{status_badge(call.status)}</td>
            <td class="numeric num" data-label=words().t("calls-roles")>{words().n(summary.roles)}</td>
            <td class="numeric num" data-label=words().t("calls-applicants")>{words().n(summary.applications)}</td>
        </tr>
    }
}

/// `/calls/new`.
#[component]
pub fn NewCallPage() -> impl IntoView {
    page(async move {
        let (_, ctx) = enter()?;
        if !services::casting_calls::may_create(ctx.member()?.1) {
            return Err(Error::Forbidden);
        }
        let crumbs = vec![Crumb::new(words().t("nav-calls"), "/calls")];
        Ok(view! {
            <Page title=words().t("calls-new") crumbs width=Width::Form>
                <Card>{fields("/calls", None, "calls-create")}</Card>
            </Page>
        })
    })
}

/// `/calls/{call}/edit`.
#[component]
pub fn EditCallPage() -> impl IntoView {
    let call = use_params_map().with_untracked(|params| params.get("call").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let detail = services.call(&ctx, id).await?;
        if !detail.rights.edit {
            return Err(Error::Forbidden);
        }
        let name = pick(&detail.call.title_en, &detail.call.title_ar);
        let title = words().with("role-change", &[("name", name.clone().into())]);
        let crumbs = vec![Crumb::new(words().t("nav-calls"), "/calls"), Crumb::new(name, format!("/calls/{id}"))];
        let action = format!("/calls/{id}/edit");
        let fields = fields(&action, Some(&detail.call), "calls-save");
        let kinds = view! {
            <Card title=words().t("nav-event-types") sub=words().t("calls-event-types-sub")>
                <Actions>
                    <LinkButton href=format!("/admin/event-types/new?call={id}") icon=Glyph::Plus>
                        {words().t("event-types-new")}
                    </LinkButton>
                </Actions>
            </Card>
        };
        let candidates = if detail.rights.publish { services.call_candidates(&ctx, id).await? } else { Vec::new() };
        let (roles, people) = (roles::card(&detail), people::card(&detail, &candidates));
        let standing = roles::standing(&detail);
        Ok(view! {
            <Page title crumbs width=Width::Form>
                <div class="stack">
                    <Card>{fields}</Card>
                    {roles} {people} {kinds} {standing}
                </div>
            </Page>
        })
    })
}

/// The words and dates of a call.
fn fields(action: &str, call: Option<&CallView>, button: &'static str) -> impl IntoView + use<> {
    let text = |of: fn(&CallView) -> &str| call.map(|call| of(call).to_owned()).unwrap_or_default();
    let date = |of: fn(&CallView) -> Option<chrono::NaiveDate>| {
        call.and_then(of).map(|date| date.to_string()).unwrap_or_default()
    };
    let kinds = CallKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind_word(*kind))).collect();
    let kind = call.map_or(CallKind::FeatureFilm, |call| call.kind).as_str();
    let button = if button == "calls-create" { words().t("calls-create") } else { words().t("calls-save") };
    // The script of the page first.
    let english = locale().lang == services::words::Lang::En;
    let in_order = |en: AnyView, ar: AnyView| if english { (en, ar) } else { (ar, en) };
    let titles = in_order(
        view! {
            <Field name="titleEn" label=words().t("calls-title-en") value=text(|call| &call.title_en) optional=true maxlength=200 dir="ltr"/>
        }
        .into_any(),
        view! {
            <Field name="titleAr" label=words().t("calls-title-ar") value=text(|call| &call.title_ar) optional=true maxlength=200 dir="rtl"/>
        }
        .into_any(),
    );
    let abouts = in_order(
        view! {
            <TextArea
                name="descriptionEn"
                label=words().t("calls-about-en")
                value=text(|call| &call.description_en)
                optional=true
                maxlength=5000
            />
        }
        .into_any(),
        view! {
            <TextArea
                name="descriptionAr"
                label=words().t("calls-about-ar")
                value=text(|call| &call.description_ar)
                optional=true
                maxlength=5000
            />
        }
        .into_any(),
    );
    view! {
        <form class="stack" method="post" action=action.to_owned()>
            {call.map(|call| view! { <input type="hidden" name="revision" value=call.revision/> })}
            <div>
                <div class="columns">{titles.0} {titles.1}</div>
                <p class="field-hint">{words().t("calls-title-hint")}</p>
            </div>
            <Select name="kind" label=words().t("calls-kind") choices=kinds value=kind/>
            <div class="columns">{abouts.0} {abouts.1}</div>
            <div class="columns">
                <Field name="opensOn" kind="date" label=words().t("calls-opens") value=date(|call| call.opens_on) optional=true/>
                <Field name="closesOn" kind="date" label=words().t("calls-closes") value=date(|call| call.closes_on) optional=true/>
            </div>
            <Actions><Button kind=Kind::Primary>{button}</Button></Actions>
        </form>
    }
}
