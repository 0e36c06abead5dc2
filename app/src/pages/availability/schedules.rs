//! A person's schedules: which is used, which is on the page, another name, a further one, one taken away. Decides nothing.

use leptos::prelude::*;
use services::schedules::ScheduleView;

use crate::server::{query, words};
use crate::ui::prelude::*;

/// The one the page is about: the one its address names, else the one that is used.
pub(super) fn shown(schedules: &[ScheduleView]) -> Option<&ScheduleView> {
    let asked = query("schedule");
    let named = schedules.iter().find(|schedule| asked.as_deref() == Some(schedule.id.to_string().as_str()));
    named.or_else(|| schedules.iter().find(|schedule| schedule.is_default))
}

/// Keeps a form about the schedule the page is about.
pub(super) fn field() -> Option<impl IntoView> {
    query("schedule").map(|schedule| view! { <input type="hidden" name="schedule" value=schedule/> })
}

/// All of them. Whoever has one alone and hosts nothing is not asked.
pub(super) fn card(schedules: &[ScheduleView], is_member: bool) -> Option<AnyView> {
    let shown = shown(schedules)?;
    if schedules.len() < 2 && !is_member {
        return None;
    }
    let w = words();
    let lines = schedules.iter().map(|schedule| line(schedule, schedule.id == shown.id)).collect_view();
    let of = shown.id.to_string();
    let name = shown.hours.name.clone();
    let delete = (schedules.len() > 1).then(|| {
        let (of, label) = (of.clone(), format!("{}: {name}", w.t("schedules-delete")));
        view! {
            <form method="post" action="/availability/schedule-delete">
                <input type="hidden" name="schedule" value=of/>
                <Button kind=Kind::Danger small=true label>{w.t("schedules-delete")}</Button>
            </form>
        }
    });
    let again = of.clone();
    // What was not accepted is in sight.
    let open = ["name", "newName"].iter().any(|field| crate::form::state().errors.contains_key(*field));
    Some(
        view! {
            <Card title=w.t("schedules-title") sub=w.t("schedules-hint")>
                <ul class="lines">{lines}</ul>
                <details class="history" open=open>
                    <summary>{w.t("schedules-more")}</summary>
                    <div class="stack">
                        <form class="stack" method="post" action="/availability/schedule-rename">
                            <input type="hidden" name="schedule" value=of/>
                            <Field name="name" label=w.t("schedules-name") value=name maxlength=100/>
                            <Actions><Button>{w.t("schedules-rename")}</Button></Actions>
                        </form>
                        {delete}
                        <form class="stack" method="post" action="/availability/schedule-new">
                            <input type="hidden" name="schedule" value=again/>
                            <Field name="newName" label=w.t("schedules-new-name") hint=w.t("schedules-new-hint") maxlength=100/>
                            <Actions><Button icon=Glyph::Plus>{w.t("schedules-new")}</Button></Actions>
                        </form>
                    </div>
                </details>
            </Card>
        }
        .into_any(),
    )
}

fn line(schedule: &ScheduleView, is_shown: bool) -> impl IntoView + use<> {
    let w = words();
    let (id, name) = (schedule.id.to_string(), schedule.hours.name.clone());
    let label = |key: &str| format!("{}: {name}", w.t(key));
    let open = (!is_shown).then(|| {
        let href = format!("/availability?schedule={id}");
        view! { <LinkButton href small=true label=label("schedules-open")>{w.t("schedules-open")}</LinkButton> }
    });
    let used = if schedule.is_default {
        view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("schedules-used")}</Badge> }.into_any()
    } else {
        let label = label("schedules-use");
        view! {
            <form method="post" action="/availability/default">
                <input type="hidden" name="schedule" value=id.clone()/>
                <Button small=true label>{w.t("schedules-use")}</Button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="line" aria-current=is_shown.then_some("true")>
            <p>
                <strong><bdi>{name.clone()}</bdi></strong>
                {is_shown.then(|| view! { " " <span class="muted">{w.t("schedules-shown")}</span> })}
            </p>
            <div class="actions">{open} {used}</div>
        </li>
    }
}
