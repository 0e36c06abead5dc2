//! `/book/{org}/{event-type}`: booking without an account. Two pages at one address, as when a caster books: choose a time, then say who
//! you are. Works for whoever knows the address or holds a private link; shows nothing of anybody.

pub mod confirm;
mod details;
mod side;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::id::{EventType, Id};
use domain::meeting::MeetingType;
use domain::public_booking::Access;
use domain::refusal::{OtherRefusal, Refusal};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use leptos_router::hooks::use_params_map;
use services::public_booking::{PublicEventType, Way};
use services::{Ctx, Error, Services};

use super::book::pick;
use super::picker::{self, Known, Stage, Times, Wanted};
use crate::enter::{enter, page};
use crate::islands::slot_picker::SlotPicker;
use crate::server::{locale, query, query_pairs, set_status, words};
use crate::ui::prelude::*;
use crate::ui::slots::month_from;
use crate::view::picker::PickerSubject;

/// What the two pages read from their own address; everything else in it goes along, to fill in the form.
const OWN: [&str; 12] =
    ["month", "day", "zone", "start", "minutes", "way", "again", "outside", "said", "dialog", "lang", "hold"];
/// The most that is carried along, in pairs and in bytes of one value.
const MOST_CARRIED: (usize, usize) = (40, 500);

/// What both pages need.
pub struct Subject {
    /// The event type as a stranger may know it.
    pub kind: PublicEventType,
    /// The chosen way to meet.
    pub way: Way,
    /// The chosen length in minutes.
    pub minutes: u32,
    /// The token of the private link they came with.
    pub link: Option<String>,
    /// The query that fills in the form, without `?`; it holds the link too.
    pub carried: String,
}

impl Subject {
    /// `/book/{org}/{event-type}{step}` with what goes along and `more`, which is of our own making.
    pub fn address(&self, step: &str, more: &[(&str, String)]) -> String {
        let here = format!("/book/{}/{}{step}", self.kind.organization_slug, self.kind.slug);
        let own = form_urlencoded::Serializer::new(self.carried.clone()).extend_pairs(more).finish();
        if own.is_empty() { here } else { format!("{here}?{own}") }
    }

    /// The choices made before the time.
    pub fn choices(&self) -> [(&'static str, String); 2] {
        [("minutes", self.minutes.to_string()), ("way", self.way.meeting_type.as_str().to_owned())]
    }

    /// The zone in the address, else the venue's for places and the reader's otherwise.
    pub fn zone(&self) -> Tz {
        let asked = query("zone").and_then(|zone| zone.parse().ok());
        asked.unwrap_or(if self.way.meeting_type == MeetingType::InPerson { self.venue() } else { locale().zone })
    }

    /// The event type's own zone.
    pub fn venue(&self) -> Tz {
        self.kind.time_zone.parse().unwrap_or(locale().zone)
    }
}

/// The pairs of a query that go along with it: what fills in the form, and the private link.
pub fn carried(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let (most, longest) = MOST_CARRIED;
    let kept = pairs.into_iter().filter(|(name, value)| {
        !OWN.contains(&name.as_str()) && !value.is_empty() && name.len() <= 100 && value.len() <= longest
    });
    form_urlencoded::Serializer::new(String::new()).extend_pairs(kept.take(most)).finish()
}

/// Whether a field belongs to the second page: it goes along, unseen, when somebody looks for another time.
pub fn is_details(name: &str) -> bool {
    matches!(name, "name" | "email" | "phone" | "guests" | "note" | "occurrences") || name.starts_with("answers[")
}

/// The page.
#[component]
pub fn PublicBook() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let (organisation, slug) = (params.get("org").unwrap_or_default(), params.get("event").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let link = query("link");
        let kind = match services.public_event_type(&ctx, &organisation, &slug, link.as_deref()).await {
            Ok(kind) => kind,
            Err(Error::Refused(Refusal::Other(OtherRefusal::LinkExpired))) => return Ok(link_ended().into_any()),
            Err(other) => return Err(other),
        };
        let (name, office) = (label(&kind.name), label(&kind.organization));
        let head = head(&services, &kind, link.is_some());
        let Some(way) = way(&kind) else {
            return Ok(view! {
                {head}
                <PublicPage title=name organisation=office.clone() logo=kind.logo_id width=Width::Narrow>
                    <Empty title=words().t("public-no-ways") text=words().with("public-no-ways-text", &[("organisation", office.into())]) icon=Glyph::Calendar>
                        ""
                    </Empty>
                </PublicPage>
            }
            .into_any());
        };
        let logo = kind.logo_id;
        let first = kind.durations.first().copied().unwrap_or(30);
        let asked = query("minutes").and_then(|text| text.parse().ok());
        let minutes = asked.filter(|minutes| kind.durations.contains(minutes)).unwrap_or(first);
        let subject = Subject { kind, way, minutes, link, carried: carried(query_pairs()) };
        let chosen =
            query("start").and_then(|start| domain::time::read_instant(&start)).filter(|_| query("again").is_none());
        let sent = crate::server::extension::<confirm::CheckMail>();
        let mut is_choosing = chosen.is_none();
        let content = match chosen {
            _ if sent.is_some() => sent.map(|sent| confirm::check_mail(&sent, subject.zone())).into_any(),
            Some(start) => {
                let hold = own_hold(&services, &ctx, subject.kind.id, start).await?;
                let picker = match picker::judged(start, hold.as_ref()) {
                    Some(start) => choose(&services, &ctx, &subject, Some(start)).await?,
                    None => None,
                };
                is_choosing = picker.is_some();
                let key = ctx.new_token()?;
                picker.unwrap_or_else(|| details::form(&subject, start, hold, key))
            }
            None => choose(&services, &ctx, &subject, None).await?.into_any(),
        };
        let sub = is_choosing.then(|| words().t("public-pick-sub"));
        Ok(view! { {head} <PublicPage title=name organisation=office logo sub>{content}</PublicPage> }.into_any())
    })
}

/// The text of the page's language, or the other where it is empty.
pub fn label(text: &services::bookings::Words) -> String {
    pick(&text.en, &text.ar)
}

/// What other sites show of a link to this page; a page that is not for everybody asks to be left out.
fn head(services: &Services, kind: &PublicEventType, by_link: bool) -> AnyView {
    let (name, office) = (label(&kind.name), label(&kind.organization));
    let about = label(&kind.description);
    let approval = words().with("public-with", &[("organisation", office.clone().into())]);
    let about: String = if about.is_empty() { approval } else { about.chars().take(300).collect() };
    let address = format!("{}/book/{}/{}", services.settings().base_url, kind.organization_slug, kind.slug);
    let tongue = if locale().lang == services::words::Lang::Ar { "ar_SA" } else { "en_GB" };
    let is_private = by_link || kind.settings.access != Access::Open;
    let title = format!("{name} · {office}");
    let image = kind.logo_id.map(|logo| format!("{}/logos/{logo}", services.settings().base_url));
    view! {
        <Meta name="description" content=about.clone()/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content=office/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=about/>
        <Meta property="og:locale" content=tongue/>
        {image.map(|image| view! { <Meta property="og:image" content=image/> })}
        {if is_private {
            view! { <Meta name="robots" content="noindex, nofollow"/> }.into_any()
        } else {
            view! {
                <Meta property="og:url" content=address.clone()/>
                <Link rel="canonical" href=address/>
            }
            .into_any()
        }}
    }
    .into_any()
}

/// A private link that was good once.
fn link_ended() -> impl IntoView {
    set_status(StatusCode::GONE);
    view! {
        <Meta name="robots" content="noindex, nofollow"/>
        <PublicPage title=words().t("public-link-ended") width=Width::Narrow>
            <p class="lead">{words().t("public-link-ended-text")}</p>
        </PublicPage>
    }
}

/// The way in the address, else the first.
fn way(kind: &PublicEventType) -> Option<Way> {
    let asked = query("way").and_then(|word| MeetingType::parse(&word));
    kind.ways.iter().find(|way| Some(way.meeting_type) == asked).or_else(|| kind.ways.first()).cloned()
}

/// The session's hold, if it is on this time of this event type.
async fn own_hold(
    services: &Services,
    ctx: &Ctx,
    kind: Id<EventType>,
    start: DateTime<Utc>,
) -> Result<Option<services::holds::HoldView>, Error> {
    // A stranger who never held anything has no session to look for.
    if ctx.request.session_key.is_empty() {
        return Ok(None);
    }
    let hold = services.current_hold(ctx).await?;
    Ok(hold.filter(|hold| hold.starts_at == start && hold.event_type_id == kind && hold.application_id.is_none()))
}

/// Page one: what it is, the month and the times. `judged` is a time that the address asks for by itself: nothing where it can be had, else
/// the page says that it cannot, with the nearest that can.
async fn choose(
    services: &Services,
    ctx: &Ctx,
    subject: &Subject,
    judged: Option<DateTime<Utc>>,
) -> Result<Option<AnyView>, Error> {
    let (zone, venue) = (subject.zone(), subject.venue());
    let in_person = subject.way.meeting_type == MeetingType::InPerson;
    let asked = PickerSubject {
        event_type: subject.kind.id.to_string(),
        token: subject.link.clone(),
        minutes: Some(subject.minutes),
        way: Some(subject.way.meeting_type.as_str().to_owned()),
        ..PickerSubject::default()
    };
    // After a lost race, or on the way back from the last step, the day of the time asked for is shown again.
    let start = query("start").and_then(|start| domain::time::read_instant(&start));
    let start_day = || start.filter(|start| *start > ctx.now).map(|start| start.with_timezone(&zone).date_naive());
    let named = |name: &str| query(name).filter(|_| judged.is_none());
    let asked_day = named("day").and_then(|day| domain::time::read_date(&day)).or_else(start_day);
    let asked_month = named("month").and_then(|month| month_from(&month)).or(asked_day);
    let shown_beside = in_person.then_some(venue);
    let wanted = Wanted { month: asked_month, times: Times::OfDay(asked_day), zone, venue: shown_beside };
    let loaded = picker::load(services, ctx, &Known::Kind(&subject.kind), &asked, &wanted).await?;
    let refused = judged.map(|judged| picker::not_free(judged, &loaded, zone, shown_beside));
    if let Some(None) = refused {
        return Ok(None);
    }
    let hold = match start {
        Some(_) if judged.is_some() => None,
        Some(start) => own_hold(services, ctx, subject.kind.id, start).await?,
        None => None,
    };
    let base = subject.address("", &subject.choices());
    let stage = Stage {
        subject: asked,
        base: format!("{base}&"),
        zone,
        detect_zone: !in_person && query("zone").is_none(),
        venue: shown_beside,
        hosts: label(&subject.kind.organization),
        hold,
        lost: start,
    };
    let mut view = picker::view(stage, loaded, ctx);
    if let Some(refused) = refused {
        view.taken = refused;
    }
    let picker = view! { <SlotPicker view/> }.into_any();
    let action = subject.address("/hold", &[]);
    let [minutes, way] = subject.choices();
    let content = view! {
        <form class="booking" method="post" action=action>
            <input type="hidden" name=minutes.0 value=minutes.1/>
            <input type="hidden" name=way.0 value=way.1/>
            {typed_before()}
            {side::side(subject)}
            {picker}
        </form>
    };
    Ok(Some(content.into_any()))
}

/// What was typed on page two by someone who went back for another time.
fn typed_before() -> Vec<AnyView> {
    let typed = crate::form::state().values.into_iter().filter(|(name, _)| is_details(name));
    typed
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect()
}
