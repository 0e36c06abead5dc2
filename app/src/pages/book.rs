//! Book an audition for an applicant: choose a time both sides have (`/calls/{call}/book/{application}`), then confirm who, what,
//! where and when. Two pages at one address; the chosen time stands in the query.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::event_location::EventLocation;
use domain::id::{Application, CastingCall, EventType, Id};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::applications::Applicant;
use services::event_types::{EventTypeDetail, EventTypeRecord};
use services::holds::HoldView;
use services::{Ctx, Error, Services};

use super::booking::show;
use super::confirm_booking::Confirm;
use super::picker::{self, Known, Stage, Times, Wanted};
use crate::enter::{enter, page};
use crate::islands::slot_picker::SlotPicker;
use crate::server::{locale, query, words};
use crate::ui::prelude::*;
use crate::ui::slots::month_from;
use crate::view::picker::PickerSubject;

/// What both steps need.
pub struct Subject {
    /// The page's address.
    pub here: String,
    /// For whom.
    pub applicant: Applicant,
    /// The event types that may be booked.
    pub kinds: Vec<EventTypeRecord>,
    /// The chosen one.
    pub kind: EventTypeDetail,
    /// The chosen length in minutes.
    pub minutes: u32,
}

/// The applicant's name in the page's script.
pub fn applicant_name(applicant: &Applicant) -> String {
    pick(&applicant.name_latin, &applicant.name_arabic)
}

/// The text of the page's language, or the other where it is empty.
pub fn pick(en: &str, ar: &str) -> String {
    let (first, second) = if locale().lang == services::words::Lang::En { (en, ar) } else { (ar, en) };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

/// The page.
#[component]
pub fn Book() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let (call, application) = (params.get("call").unwrap_or_default(), params.get("application").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let call: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let application: Id<Application> = application.parse().map_err(|_| Error::NotFound)?;
        let here = format!("/calls/{call}/book/{application}");
        let asked = query("eventType").and_then(|id| id.parse().ok());
        let Some(subject) = subject(&services, &ctx, here, (call, application), asked).await? else {
            return Ok(no_kinds(call).into_any());
        };
        let crumbs = vec![
            Crumb::new(
                pick(&subject.applicant.call_title_en, &subject.applicant.call_title_ar),
                format!("/calls/{call}"),
            ),
            Crumb::new(
                pick(&subject.applicant.role_name_en, &subject.applicant.role_name_ar),
                format!("/calls/{call}?role={}", subject.applicant.role_id),
            ),
        ];
        let content = steps(&services, &ctx, subject).await?;
        Ok(view! { <Page title=words().t("book-title") crumbs>{content}</Page> }.into_any())
    })
}

/// The last step where a time is chosen that can be had, else the choice of one.
pub async fn steps(services: &Services, ctx: &Ctx, mut subject: Subject) -> Result<AnyView, Error> {
    let hold = services.current_hold(ctx).await?.filter(|hold| hold.application_id == Some(subject.applicant.id));
    let Some(start) = chosen() else { return Ok(choose(services, ctx, &subject, hold, None).await?.into_any()) };
    let hold = hold.filter(|hold| hold.starts_at == start);
    let judged = picker::judged(start, hold.as_ref());
    if judged.is_some()
        && let Some(picker) = choose(services, ctx, &subject, None, judged).await?
    {
        return Ok(picker);
    }
    services.complete_desk(ctx, &mut subject.kind).await?;
    Ok(view! { <Confirm subject start hold/> }.into_any())
}

/// The start of the last step; `None`: a time is still to be chosen.
fn chosen() -> Option<DateTime<Utc>> {
    query("start").and_then(|start| domain::time::read_instant(&start)).filter(|_| query("again").is_none())
}

fn no_kinds(call: Id<CastingCall>) -> impl IntoView {
    let makes = viewer().and_then(|viewer| viewer.role).filter(|role| role == "admin").map(|_| {
        view! { <LinkButton href="/admin/event-types/new" kind=Kind::Primary>{words().t("event-types-new")}</LinkButton> }
    });
    view! {
        <Page title=words().t("book-title") crumbs=vec![Crumb::new(words().t("nav-calls"), "/calls")]>
            <Empty title=words().t("book-no-kinds") text=words().t("book-no-kinds-text") icon=Glyph::Calendar>
                {makes}
                <LinkButton href=format!("/calls/{call}")>{words().t("shell-back")}</LinkButton>
            </Empty>
        </Page>
    }
}

/// Loads what is to be booked; `None` when nothing can be booked in this call.
pub async fn subject(
    services: &Services,
    ctx: &Ctx,
    here: String,
    (call, application): (Id<CastingCall>, Id<Application>),
    asked: Option<Id<EventType>>,
) -> Result<Option<Subject>, Error> {
    let desk = services.booking_desk(ctx, call, application, asked).await?;
    let Some(kind) = desk.kind else { return Ok(None) };
    let first = kind.record.durations.first().copied().unwrap_or(30);
    let minutes =
        query("minutes").and_then(|text| text.parse().ok()).filter(|minutes| kind.record.durations.contains(minutes));
    Ok(Some(Subject { here, applicant: desk.applicant, kinds: desk.kinds, kind, minutes: minutes.unwrap_or(first) }))
}

/// The zone in the address, else the venue's for places and the reader's otherwise.
fn zone_of(subject: &Subject) -> (Tz, bool) {
    let venue: Tz = subject.kind.record.time_zone.parse().unwrap_or(locale().zone);
    let asked = query("zone").and_then(|zone| zone.parse().ok());
    let in_person = matches!(subject.kind.record.locations.first(), None | Some(EventLocation::InPerson { .. }));
    (asked.unwrap_or(if in_person { venue } else { locale().zone }), !in_person && asked.is_none())
}

/// Step one: the sheet with who, the month and the times. `judged` is a time that the address asks for by itself: nothing where it can be
/// had, else the page says that it cannot, with the nearest that can.
async fn choose(
    services: &Services,
    ctx: &Ctx,
    subject: &Subject,
    hold: Option<HoldView>,
    judged: Option<DateTime<Utc>>,
) -> Result<Option<AnyView>, Error> {
    let here = subject.here.clone();
    let (zone, detect_zone) = zone_of(subject);
    let venue: Option<Tz> = subject.kind.record.time_zone.parse().ok();
    let asked = PickerSubject {
        event_type: subject.kind.record.id.to_string(),
        application: Some(subject.applicant.id.to_string()),
        minutes: Some(subject.minutes),
        ..PickerSubject::default()
    };
    // After a lost race, or on the way back from the last step, the day of the time asked for is shown again; else that of the time held.
    let start = query("start").and_then(|start| domain::time::read_instant(&start));
    let ahead = start.filter(|start| *start > ctx.now);
    let near = || ahead.or(hold.as_ref().map(|hold| hold.starts_at)).map(|at| at.with_timezone(&zone).date_naive());
    let named = |name: &str| query(name).filter(|_| judged.is_none());
    let month = named("month").and_then(|month| month_from(&month));
    let day = named("day").and_then(|day| domain::time::read_date(&day)).or_else(near);
    let wanted = Wanted { month: month.or(day), times: Times::OfDay(day), zone, venue };
    let loaded = picker::load(services, ctx, &Known::Nothing, &asked, &wanted).await?;
    let refused = judged.map(|judged| picker::not_free(judged, &loaded, zone, venue));
    if let Some(None) = refused {
        return Ok(None);
    }
    let hosts: Vec<String> = loaded.hosts.iter().map(show::name).collect();
    let aside = side(subject, &hosts);
    let stage = Stage {
        subject: asked,
        base: format!("{here}?eventType={}&minutes={}&", subject.kind.record.id, subject.minutes),
        zone,
        detect_zone,
        venue,
        hosts: hosts.join(if locale().lang == services::words::Lang::Ar { "، " } else { ", " }),
        hold,
        lost: start,
    };
    let mut view = picker::view(stage, loaded, ctx);
    if let Some(refused) = refused {
        view.taken = refused;
    }
    let picker = view! { <SlotPicker view/> }.into_any();
    let content = view! {
        <form class="booking" method="post" action=format!("{here}/hold")>
            <input type="hidden" name="eventType" value=subject.kind.record.id.to_string()/>
            <input type="hidden" name="minutes" value=subject.minutes.to_string()/>
            {carried()}
            {aside}
            {picker}
        </form>
    };
    Ok(Some(content.into_any()))
}

/// What was typed in the last step by someone who went back for another time: it goes along, unseen.
fn carried() -> Vec<AnyView> {
    let typed = crate::form::state().values;
    let fields = typed.into_iter().filter(|(name, _)| is_last_steps(name));
    fields
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect()
}

/// Whether a field belongs to the last step.
pub fn is_last_steps(name: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "occurrences",
        "message",
        "casterNotes",
        "meetingType",
        "location",
        "roomId",
        "meetingUrl",
        "meetingPassword",
        "phone",
    ];
    FIELDS.contains(&name) || name.starts_with("answers[")
}

/// The start side of the sheet: who, which kind, with whom, where.
fn side(subject: &Subject, hosts: &[String]) -> AnyView {
    let applicant = &subject.applicant;
    let (name, face) = (applicant_name(applicant), applicant.headshot_id);
    let other = if name == applicant.name_latin { applicant.name_arabic.clone() } else { applicant.name_latin.clone() };
    let more: Vec<String> =
        [Some(other), applicant.city.clone()].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let here = &subject.here;
    let kinds: Vec<_> = subject
        .kinds
        .iter()
        .flat_map(|kind| kind.durations.iter().map(move |minutes| (kind, *minutes)))
        .map(|(kind, minutes)| {
            let current = kind.id == subject.kind.record.id && minutes == subject.minutes;
            let label = pick(&kind.name_en, &kind.name_ar);
            let length = words().with("parts-minutes-short", &[("n", minutes.into())]);
            let href = format!("{here}?eventType={}&minutes={minutes}", kind.id);
            view! {
                <li>
                    <a class="kind-line" href=href aria-current=current.then_some("true")>
                        <strong><bdi>{label}</bdi></strong> <span class="muted num">{length}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let hosts: Vec<_> =
        hosts.iter().cloned().map(|host| view! { <li><Badge hue=Hue::Info><bdi>{host}</bdi></Badge></li> }).collect();
    let places: Vec<String> = subject.kind.record.locations.iter().map(place_word).collect();
    let place_line = places.join(" · ");
    view! {
        <aside class="booking-side">
            <div class="person">
                <Avatar name=name.clone() large=true face/>
                <div>
                    <p><strong><bdi>{name}</bdi></strong></p>
                    <p class="muted"><bdi>{more.join(" · ")}</bdi></p>
                </div>
            </div>
            <div>
                <h2 class="side-head">{words().t("book-kind")}</h2>
                <ul class="kinds">{kinds}</ul>
            </div>
            <div>
                <h2 class="side-head">{words().t("booking-with")}</h2>
                <ul class="people">{hosts}</ul>
            </div>
            {(!place_line.is_empty())
                .then(|| view! { <div><h2 class="side-head">{words().t("booking-where")}</h2> <p>{place_line}</p></div> })}
            <p class="muted">{words().t("book-nobody-told")}</p>
        </aside>
    }
    .into_any()
}

/// The word of a way to meet.
pub fn place_word(place: &EventLocation) -> String {
    match place {
        EventLocation::InPerson { .. } => words().t("meeting-in-person"),
        EventLocation::Video { .. } => words().t("meeting-video"),
        EventLocation::Phone { .. } => words().t("meeting-phone"),
    }
}
