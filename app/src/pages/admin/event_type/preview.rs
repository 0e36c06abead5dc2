//! What a change of an event type does to the free times of the coming two weeks: beside the form, drawn anew while something is typed where
//! there is scripting, and by a button of the form where there is none.

use leptos::prelude::*;
use services::casting_calls::RoleView;
use services::event_types::{EventTypePreview, PreviewDay, RolePreview};

use crate::form;
use crate::pages::book::pick;
use crate::server::{dates, words};
use crate::ui::prelude::*;
use crate::ui::{preview, unfit};

/// The button that asks.
pub(super) fn button(base: &str, tab: &str) -> impl IntoView + use<> {
    // Without scripting the page comes back where its answer stands.
    let action = format!("{base}/preview#preview");
    let tab = tab.to_owned();
    view! {
        <input type="hidden" name="tab" value=tab/>
        {preview::ask(action, words().t("preview-look"), "")}
    }
}

/// The card; `roles` are those that may have a share of the places.
pub(super) fn card(look: Option<&EventTypePreview>, roles: &[RoleView]) -> impl IntoView + use<> {
    let content = match look {
        Some(look) => shown(look, roles).into_any(),
        // Figures of what was there before would look like those of what is typed.
        None if !form::state().is_fine() => {
            let w = words();
            view! { <Card title=w.t("preview-title")><p data-preview-wrong="" role="status">{w.t("preview-wrong")}</p></Card> }
                .into_any()
        }
        None => {
            let w = words();
            view! { <Card title=w.t("preview-free") sub=w.t("preview-now")><p class="muted">{w.t("preview-ask")}</p></Card> }
                .into_any()
        }
    };
    view! { <aside class="preview-aside" id="preview">{preview::part(content)}</aside> }
}

/// The same in one line that stays in sight while the form is filled in, where the card stands below it (narrow windows); leads there.
pub(super) fn foot(look: Option<&EventTypePreview>) -> impl IntoView + use<> {
    let w = words();
    let (title, text) = match look {
        Some(look) => (title(look), sum(look)),
        None if !form::state().is_fine() => (w.t("preview-title"), w.t("preview-wrong")),
        None => (w.t("preview-free"), w.t("preview-ask")),
    };
    let line = view! { <strong>{title}</strong> " " {text} }.into_any();
    view! { <a class="preview-foot" href="#preview">{preview::line(line)} <Icon glyph=Glyph::ChevronDown/></a> }
}

fn title(look: &EventTypePreview) -> String {
    words().t(if look.is_change { "preview-title" } else { "preview-free" })
}

fn shown(look: &EventTypePreview, roles: &[RoleView]) -> impl IntoView + use<> {
    let w = words();
    let most = look.days.iter().map(|day| day.now.max(day.then)).max().unwrap_or(1).max(1);
    let lines = look.days.iter().map(|day| line(*day, most)).collect_view();
    let is_empty = look.days.is_empty();
    let sum = sum(look);
    let by_role: Vec<_> = look.by_role.iter().filter_map(|one| role_line(one, roles)).collect();
    let by_role = (!by_role.is_empty()).then(|| {
        view! { <h3 class="preview-roles">{words().t("preview-by-role")}</h3> <ul class="preview-days">{by_role}</ul> }
    });
    let unfit = (look.unfit.total > 0).then(|| {
        view! {
            <div class="preview-unfit">
                <p role="status"><strong>{unfit::title(&look.unfit)}</strong></p>
                {unfit::list(&look.unfit)}
            </div>
        }
    });
    let sub = if look.is_change { w.t("preview-compared") } else { w.t("preview-now") };
    let title = title(look);
    view! {
        <Card title sub>
            {is_empty.then(|| view! { <p class="muted">{words().t("preview-none")}</p> })}
            <ul class="preview-days">{lines}</ul>
            <p class="preview-sum" role="status">{sum}</p>
            {by_role}
            {unfit}
        </Card>
    }
}

fn line(day: PreviewDay, most: u32) -> impl IntoView {
    let w = words();
    let bar = format!("--n: {}; --most: {most}", day.then);
    let delta = delta(day.now, day.then);
    view! {
        <li>
            <span class="preview-date">{dates().short_day(day.date)}</span>
            <span class="preview-track" aria-hidden="true"><span class="preview-bar" style=bar></span></span>
            <span class="num">{w.n(i64::from(day.then))}</span>
            {delta}
        </li>
    }
}

/// How many times more or less there would be.
fn delta(now: u32, then: u32) -> impl IntoView + use<> {
    let w = words();
    let change = i64::from(then) - i64::from(now);
    (change != 0).then(|| {
        let (class, text, said) = if change < 0 {
            ("preview-less", format!("\u{2212}{}", w.n(-change)), w.with("preview-less", &[("n", (-change).into())]))
        } else {
            ("preview-more", format!("+{}", w.n(change)), w.with("preview-more", &[("n", change.into())]))
        };
        view! {
            <span class=class><span aria-hidden="true" dir="ltr">{text}</span><span class="sr-only">{said}</span></span>
        }
    })
}

fn role_line(one: &RolePreview, roles: &[RoleView]) -> Option<impl IntoView + use<>> {
    let role = roles.iter().find(|role| role.id == one.role)?;
    let name = pick(&role.name_en, &role.name_ar);
    let free = words().n(i64::from(one.then));
    let delta = delta(one.now, one.then);
    Some(view! { <li><span class="preview-role"><bdi>{name}</bdi></span> <span class="num">{free}</span> {delta}</li> })
}

fn sum(look: &EventTypePreview) -> String {
    let w = words();
    let values = [
        ("added", i64::from(look.added).into()),
        ("removed", i64::from(look.removed).into()),
        ("all", i64::from(look.now).into()),
    ];
    match (look.is_change, look.added, look.removed) {
        (false, ..) => w.with("preview-all", &values[2..]),
        (true, 0, 0) => w.t("preview-same"),
        (true, 0, _) => w.with("preview-removes", &values[1..]),
        (true, _, 0) => w.with("preview-adds", &values[..1]),
        (true, ..) => w.with("preview-both", &values),
    }
}
