//! `/calendars/event-types`: what a host says of their calendars for one kind of audition alone, where its bookings are written and which
//! calendars it is checked against. Knows no rule.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::calendars::{CalendarException, CalendarView, HostedEventType, WriteTo};

use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

/// The way there on `/calendars`, for those who host.
pub(super) fn way() -> AnyView {
    let w = words();
    view! {
        <Card title=w.t("exceptions") sub=w.t("exceptions-sub")>
            <Actions><LinkButton href="/calendars/event-types" icon=Glyph::Sliders>{w.t("exceptions-open")}</LinkButton></Actions>
        </Card>
    }
    .into_any()
}

fn called(calendars: &[CalendarView], id: domain::id::Id<domain::id::Calendar>) -> String {
    calendars.iter().find(|calendar| calendar.id == id).map(|calendar| calendar.name.clone()).unwrap_or_default()
}

fn crumb() -> Crumb {
    Crumb::new(words().t("calendars-title"), "/calendars")
}

/// All that the reader hosts.
#[component]
pub fn Exceptions() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let hosted = services.hosted_event_types(&ctx).await?;
        let calendars = services.list_calendars(&ctx).await?;
        let w = words();
        let lines = hosted.iter().map(|one| line(one, &calendars)).collect_view();
        let list = if hosted.is_empty() {
            view! {
                <Empty title=w.t("exceptions-none") text=w.t("exceptions-none-text") icon=Glyph::Calendar><span></span></Empty>
            }
            .into_any()
        } else {
            view! { <Card><ul class="line-list">{lines}</ul></Card> }.into_any()
        };
        Ok(view! {
            <Page title=w.t("exceptions") sub=w.t("exceptions-sub") crumbs=vec![crumb()]>{list}</Page>
        })
    })
}

/// One event type, and what is said of it.
fn line(hosted: &HostedEventType, calendars: &[CalendarView]) -> impl IntoView + use<> {
    let w = words();
    let CalendarException { write, checks } = &hosted.exception;
    let written = match write {
        WriteTo::AsUsual => None,
        WriteTo::Nowhere => Some(w.t("exceptions-said-nowhere")),
        WriteTo::Calendar(id) => Some(w.with("exceptions-said-written", &[("name", called(calendars, *id).into())])),
    };
    let checked = checks.as_ref().map(|checked| match checked.as_slice() {
        [] => w.t("exceptions-said-unchecked"),
        [only] => w.with("exceptions-said-checked", &[("name", called(calendars, *only).into())]),
        more => {
            let count = i64::try_from(more.len()).unwrap_or(i64::MAX);
            w.with("exceptions-said-checked-many", &[("n", count.into())])
        }
    });
    let said: Vec<String> = written.into_iter().chain(checked).collect();
    let is_own = !said.is_empty();
    let text = if is_own { said.join(" · ") } else { w.t("exceptions-said-usual") };
    let name = pick(&hosted.name.en, &hosted.name.ar);
    let (href, label) =
        (format!("/calendars/event-types/{}", hosted.id), format!("{}: {name}", w.t("exceptions-change")));
    let badge = is_own.then(|| view! { <Badge hue=Hue::Info icon=Glyph::Sliders>{w.t("exceptions-own")}</Badge> });
    view! {
        <li class="line-row">
            <div class="line-what">
                <strong><bdi>{name}</bdi></strong>
                <span class="muted">{text}</span>
            </div>
            {badge}
            <LinkButton href small=true label>{w.t("exceptions-change")}</LinkButton>
        </li>
    }
}

/// One event type's form.
#[component]
pub fn Exception() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("event").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let hosted = services.hosted_event_type(&ctx, id.parse().map_err(|_| Error::NotFound)?).await?;
        let calendars = services.list_calendars(&ctx).await?;
        let w = words();
        let name = pick(&hosted.name.en, &hosted.name.ar);
        let action = format!("/calendars/event-types/{}", hosted.id);
        let crumbs = vec![crumb(), Crumb::new(w.t("exceptions"), "/calendars/event-types")];
        let (write, checks) = (write(&hosted, &calendars), checks(&hosted, &calendars));
        Ok(view! {
            <Page title=name sub=w.t("exceptions-one-sub") crumbs>
                <form class="stack" method="post" action=action>
                    {write}
                    {checks}
                    <Actions><Button kind=Kind::Primary>{w.t("exceptions-save")}</Button></Actions>
                </form>
            </Page>
        })
    })
}

fn write(hosted: &HostedEventType, calendars: &[CalendarView]) -> AnyView {
    let w = words();
    let usual = calendars.iter().find(|calendar| calendar.writes_here).map_or_else(
        || w.t("exceptions-usual-nowhere"),
        |calendar| w.with("exceptions-usual-written", &[("name", calendar.name.clone().into())]),
    );
    let mut choices = vec![Choice::new("usual", usual), Choice::new("nowhere", w.t("exceptions-nowhere"))];
    let can_write = calendars.iter().filter(|calendar| calendar.can_write);
    choices.extend(can_write.map(|calendar| Choice::new(calendar.id.to_string(), calendar.name.clone())));
    let value = match hosted.exception.write {
        WriteTo::AsUsual => "usual".to_owned(),
        WriteTo::Nowhere => "nowhere".to_owned(),
        WriteTo::Calendar(id) => id.to_string(),
    };
    view! {
        <Card title=w.t("exceptions-write-where") class="named">
            <Select name="write" label=w.t("exceptions-write-where") choices value hint=w.t("exceptions-write-hint")/>
        </Card>
    }
    .into_any()
}

fn checks(hosted: &HostedEventType, calendars: &[CalendarView]) -> AnyView {
    let w = words();
    let own = hosted.exception.checks.as_ref();
    let ways =
        vec![Choice::new("usual", w.t("exceptions-checks-usual")), Choice::new("own", w.t("exceptions-checks-own"))];
    let boxes = calendars
        .iter()
        .map(|calendar| {
            let checked = own.map_or(calendar.checks_conflicts, |own| own.contains(&calendar.id));
            view! { <Checkbox name="checked" label=calendar.name.clone() value=calendar.id.to_string() checked/> }
        })
        .collect_view();
    let chosen = if own.is_some() { "own" } else { "usual" };
    let none = calendars.is_empty().then(|| view! { <p class="muted">{w.t("calendars-none")}</p> });
    view! {
        <Card title=w.t("exceptions-checks")>
            <div class="stack exception-checks">
                <RadioCards
                    name="checks"
                    legend=w.t("exceptions-checks-which")
                    choices=ways
                    value=chosen
                />
                <fieldset class="field">
                    <legend class="field-label">{w.t("exceptions-checks-these")}</legend>
                    {boxes}
                    {none}
                </fieldset>
            </div>
        </Card>
    }
    .into_any()
}
