//! `/calls/{call}/run`: the applicants chosen in the list, one after the other on one day. The address says whom and from when; the page shows
//! who would get when and what is in the way, and nobody is told before the last button is pressed.

pub mod outcome;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use domain::id::{Application, CastingCall, Id};
use domain::zone::Zone;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::runs::{Outcome, RunLine, RunQuery, RunStage};
use services::{Ctx, Error, Result};

use super::super::book::pick;
use super::super::booking::show;
use crate::copy;
use crate::enter::{enter, page};
use crate::form;
use crate::server::{dates, query, query_pairs, words};
use crate::ui::field::error_line;
use crate::ui::prelude::*;

/// What is wrong with those who were chosen stands under this name.
const CHOSEN: &str = "applications";

/// What the address asks for.
struct Wanted {
    applications: Vec<Id<Application>>,
    date: NaiveDate,
    time: NaiveTime,
    outside: bool,
}

impl Wanted {
    fn of_address(ctx: &Ctx, zone: Tz) -> Self {
        let tomorrow = ctx.now.with_timezone(&zone).date_naive() + Days::new(1);
        let pairs = query_pairs();
        let named = pairs.iter().filter(|(name, _)| name == "a");
        let time = query("time").and_then(|time| time.trim().parse::<domain::time::LocalTime>().ok());
        let minutes = time.map_or(9 * 60, |time| u32::from(time.minutes()));
        let mut applications: Vec<Id<Application>> = named.filter_map(|(_, id)| id.parse().ok()).collect();
        applications.truncate(services::runs::MOST);
        Self {
            applications,
            date: query("date").and_then(|date| domain::time::read_date(&date)).unwrap_or(tomorrow),
            time: NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0).unwrap_or_default(),
            outside: query("outside").is_some(),
        }
    }

    /// The time as its field has it.
    fn time_of_day(&self) -> String {
        self.time.format("%H:%M").to_string()
    }
}

/// The page.
#[component]
pub fn RunPage() -> impl IntoView {
    let call = use_params_map().with_untracked(|params| params.get("call").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let call: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let stage = services.run_stage(&ctx, call).await?;
        let title = words().t("run-title");
        let call_title = pick(&stage.title_en, &stage.title_ar);
        let crumbs =
            vec![Crumb::new(words().t("nav-calls"), "/calls"), Crumb::new(call_title, format!("/calls/{call}"))];
        if let Some(content) = outcome::of_address(&services, &ctx, call).await? {
            return Ok(view! { <Page title crumbs>{content}</Page> }.into_any());
        }
        let asked = query("eventType");
        let kind = stage.kinds.iter().find(|kind| Some(kind.id.to_string()) == asked).or_else(|| stage.kinds.first());
        let Some(kind) = kind else {
            return Ok(view! {
                <Page title crumbs>
                    <Empty title=words().t("book-no-kinds") text=words().t("book-no-kinds-text") icon=Glyph::Clock><span></span></Empty>
                </Page>
            }
            .into_any());
        };
        let zone = show::zone(&kind.time_zone);
        let wanted = Wanted::of_address(&ctx, zone);
        if wanted.applications.is_empty() {
            let back = format!("/calls/{call}");
            return Ok(view! {
                <Page title crumbs>
                    <Empty title=words().t("run-nobody") text=words().t("run-nobody-text") icon=Glyph::People>
                        <LinkButton href=back kind=Kind::Primary>{words().t("calls-applicants")}</LinkButton>
                    </Empty>
                </Page>
            }
            .into_any());
        }
        let rules: Zone = zone.name().parse().map_err(|_| Error::Internal("an event type's zone".to_owned()))?;
        let plan = services
            .plan_run(
                &ctx,
                &RunQuery {
                    call,
                    applications: wanted.applications.clone(),
                    event_type: kind.id,
                    start: rules.edge(wanted.date.and_time(wanted.time)).max(ctx.now),
                    zone: rules,
                    lift_talent_hours: wanted.outside,
                },
            )
            .await?;
        let kind_id = kind.id.to_string();
        let form = when_form(call, &stage, &kind_id, &wanted, zone, ctx.now);
        let list = preview(&plan, zone);
        let send = send_form(call, &kind_id, &plan, &wanted);
        Ok(view! {
            <Page title crumbs sub=words().t("book-nobody-told")>
                {form} {list} {send}
            </Page>
        }
        .into_any())
    })
}

/// Which kind, which day, from when on.
fn when_form(
    call: Id<CastingCall>,
    stage: &RunStage,
    kind: &str,
    wanted: &Wanted,
    zone: Tz,
    now: DateTime<Utc>,
) -> impl IntoView + use<> {
    let w = words();
    let kinds = stage.kinds.iter().map(|kind| {
        let length = w.with("parts-minutes", &[("n", kind.minutes.into())]);
        Choice::new(kind.id.to_string(), format!("{} · {length}", pick(&kind.name_en, &kind.name_ar)))
    });
    let kinds: Vec<_> = kinds.collect();
    let chosen: Vec<_> =
        wanted.applications.iter().map(|id| view! { <input type="hidden" name="a" value=id.to_string()/> }).collect();
    let hint = w.with("run-zone", &[("zone", dates().zone_name(zone).into())]);
    let today = now.with_timezone(&zone).date_naive().to_string();
    view! {
        <form class="run-when" method="get" action=format!("/calls/{call}/run")>
            {chosen}
            <Select name="eventType" label=w.t("book-kind") choices=kinds value=kind.to_owned()/>
            <Field name="date" kind="date" label=w.t("run-date") value=wanted.date.to_string() min=today/>
            <Field name="time" kind="time" label=w.t("run-time") hint value=wanted.time_of_day() dir="ltr"/>
            <div class="run-more">
                <Checkbox name="outside" label=w.t("run-outside") checked=wanted.outside/>
                <Button>{w.t("run-plan")}</Button>
            </div>
        </form>
    }
}

/// Who gets when, and what is in the way of the others.
fn preview(plan: &[RunLine], zone: Tz) -> impl IntoView + use<> {
    let w = words();
    let placed = plan.iter().filter(|line| matches!(line.outcome, Outcome::At { .. })).count();
    let summary = w.with("run-summary", &[("n", placed.into()), ("all", plan.len().into())]);
    let columns = vec![
        Column::new(w.t("bookings-when")),
        Column::new(w.t("bookings-talent")),
        Column::new(w.t("bookings-status")),
    ];
    let rows: Vec<_> = plan
        .iter()
        .map(|line| {
            let (when, what) = match &line.outcome {
                Outcome::At { start, end, outside_hours } => {
                    let times = dates().times(*start, *end, zone);
                    let mark = outside_hours.then(
                        || view! { <Badge hue=Hue::Wait icon=Glyph::Warning>{words().t("run-outside-mark")}</Badge> },
                    );
                    let free = (!outside_hours).then(
                        || view! { <Badge hue=Hue::Good icon=Glyph::CheckCircle>{words().t("run-free")}</Badge> },
                    );
                    (times, view! { {mark} {free} }.into_any())
                }
                other => {
                    let why = why(other);
                    ("–".to_owned(), view! { <Badge hue=Hue::Bad icon=Glyph::Cross>{why}</Badge> }.into_any())
                }
            };
            view! {
                <tr>
                    <td class="num">{when}</td>
                    <th scope="row"><bdi>{show::name(&line.talent)}</bdi></th>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect();
    let id = form::id_of(CHOSEN);
    let error = form::state().fault_of_choice(CHOSEN, &w.t("calls-applicants"));
    let error = error_line(Some(format!("{id}-error")), error);
    view! {
        <p class="run-summary" role="status" id=id tabindex="-1">{summary}</p>
        {error}
        <Card flush=true><Table caption=w.t("run-title") columns stacks=true>{rows}</Table></Card>
    }
}

/// Why somebody gets no time.
fn why(outcome: &Outcome) -> String {
    match outcome {
        Outcome::AlreadyBooked => words().t("run-already"),
        Outcome::Because(reason) => words().t(copy::reason_word(reason)),
        Outcome::NoTimeLeft | Outcome::At { .. } => words().t("run-full"),
    }
}

/// Books what is planned; `wanted` goes along, so that a form that comes back shows the same plan.
fn send_form(call: Id<CastingCall>, kind: &str, plan: &[RunLine], wanted: &Wanted) -> Option<AnyView> {
    let w = words();
    let lines: Vec<_> = plan
        .iter()
        .filter_map(|line| match line.outcome {
            Outcome::At { start, .. } => {
                let at = start.to_rfc3339_opts(SecondsFormat::Secs, true);
                Some(view! { <input type="hidden" name="line" value=format!("{} {at}", line.application)/> })
            }
            _ => None,
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let send = w.with("run-send", &[("n", lines.len().into())]);
    let kind = kind.to_owned();
    let (date, time, outside) = (wanted.date.to_string(), wanted.time_of_day(), wanted.outside);
    Some(
        view! {
            <form class="stack run-send" method="post" action=format!("/calls/{call}/run")>
                <input type="hidden" name="eventType" value=kind/>
                <input type="hidden" name="date" value=date/>
                <input type="hidden" name="time" value=time/>
                {outside.then(|| view! { <input type="hidden" name="outside" value="on"/> })}
                {lines}
                <TextArea name="message" label=w.t("run-message") hint=w.t("book-message-hint") optional=true maxlength=2000/>
                <Actions><Button kind=Kind::Primary>{send}</Button></Actions>
            </form>
        }
        .into_any(),
    )
}

/// The refusal of a broken line is nobody's to see but ours.
pub fn read_line(line: &str) -> Result<(Id<Application>, DateTime<Utc>)> {
    let broken = || Error::field("applications", domain::field::FieldCode::Invalid);
    let (application, start) = line.split_once(' ').ok_or_else(broken)?;
    let start = domain::time::read_instant(start).ok_or_else(broken)?;
    Ok((application.parse().map_err(|_| broken())?, start))
}
