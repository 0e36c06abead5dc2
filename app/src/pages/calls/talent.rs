//! `/calls/{call}/applicants/{application}`: the card of a talent who applied: face, contact, showreel, earlier auditions with this office.
//! And the two forms that give somebody a face and a showreel, which talent have in `/settings`.

use domain::casting::ApplicationStatus;
use domain::id::{Application, Id, Picture};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::applications::Applicant;
use services::bookings::BookingView;
use services::pictures::TalentCard;

use super::super::book::{applicant_name, pick};
use super::super::booking::{series, show};
use super::applicants::status_word;
use crate::enter::{enter, page};
use crate::server::{dates, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Talent() -> impl IntoView {
    let of = |name: &str| use_params_map().with_untracked(|params| params.get(name).unwrap_or_default());
    let (call, application) = (of("call"), of("application"));
    page(async move {
        use chrono::Datelike;
        let (services, ctx) = enter()?;
        let id: Id<Application> = application.parse().map_err(|_| Error::NotFound)?;
        let card = services.talent_card(&ctx, id).await?;
        if card.call.id.to_string() != call {
            return Err(Error::NotFound);
        }
        let name = applicant_name(&card.applicant);
        let other = other_name(&card.applicant);
        let crumbs = crumbs(&card);
        let actions = actions(&card);
        let beside = status_badge(card.applicant.status).into_any();
        let facts = facts(&card.applicant, ctx.now.year());
        let face = portrait(card.applicant.headshot_id, &name);
        let reel = card.applicant.showreel_url.clone();
        let base = format!("/calls/{call}/applicants/{application}");
        let editing = card.may_edit.then(|| {
            let reel = reel.clone();
            view! {
                <Card title=words().t("talent-look") sub=words().t("talent-look-office")>
                    {photo_form(&base, card.applicant.headshot_id.is_some())}
                    {showreel_form(&base, reel)}
                </Card>
            }
        });
        let watch = reel.map(reel_link);
        let auditions = auditions(&card);
        Ok(view! {
            <Page title=name sub=other crumbs beside actions>
                <div class="talent-card">
                    <div class="talent-face">{face} {watch}</div>
                    <div class="stack">
                        <Card>{facts}</Card>
                        {auditions}
                        {editing}
                    </div>
                </div>
            </Page>
        })
    })
}

fn other_name(applicant: &Applicant) -> String {
    let name = applicant_name(applicant);
    if name == applicant.name_latin { applicant.name_arabic.clone() } else { applicant.name_latin.clone() }
}

fn crumbs(card: &TalentCard) -> Vec<Crumb> {
    let (call, applicant) = (&card.call, &card.applicant);
    vec![
        Crumb::new(words().t("nav-calls"), "/calls"),
        Crumb::new(pick(&call.title_en, &call.title_ar), format!("/calls/{}", call.id)),
        Crumb::new(
            pick(&applicant.role_name_en, &applicant.role_name_ar),
            format!("/calls/{}?role={}", call.id, applicant.role_id),
        ),
    ]
}

fn status_badge(status: ApplicationStatus) -> impl IntoView {
    let hue = match status {
        ApplicationStatus::Submitted => Hue::Neutral,
        ApplicationStatus::Shortlisted => Hue::Info,
        ApplicationStatus::Selected => Hue::Good,
        ApplicationStatus::Passed => Hue::Bad,
    };
    view! { <Badge hue>{status_word(status)}</Badge> }
}

fn actions(card: &TalentCard) -> AnyView {
    let live = card.applicant.audition.as_ref().filter(|audition| audition.status.is_live());
    match live {
        Some(audition) => {
            let href = format!("/bookings/{}", audition.booking_id);
            view! { <LinkButton href icon=Glyph::Calendar>{words().t("talent-open-audition")}</LinkButton> }.into_any()
        }
        None if card.may_book => {
            let href = format!("/calls/{}/book/{}", card.call.id, card.applicant.id);
            view! { <LinkButton href kind=Kind::Primary>{words().t("applicant-book")}</LinkButton> }.into_any()
        }
        None => ().into_any(),
    }
}

fn facts(applicant: &Applicant, year: i32) -> AnyView {
    let w = words();
    let age = applicant.birth_year.map(|born| w.with("applicant-age", &[("n", (year - i32::from(born)).into())]));
    let about = [age, applicant.city.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let role = pick(&applicant.role_name_en, &applicant.role_name_ar);
    let zone = crate::server::locale().zone;
    let since = dates().date(applicant.created_at.with_timezone(&zone).date_naive());
    let (email, phone, note) = (applicant.email.clone(), applicant.phone.clone(), applicant.note.clone());
    view! {
        <Facts>
            <Fact name=w.t("talent-role") note=w.with("talent-applied", &[("date", since.into())])><bdi>{role}</bdi></Fact>
            {(!about.is_empty()).then(|| view! { <Fact name=w.t("applicant-about")><bdi>{about}</bdi></Fact> })}
            {email.map(|email| view! {
                <Fact name=w.t("applicant-email")>
                    <a class="break" href=format!("mailto:{email}") dir="ltr">{email.clone()}</a>
                </Fact>
            })}
            {phone.map(|phone| view! {
                <Fact name=w.t("applicant-phone")><a href=format!("tel:{phone}") dir="ltr">{phone.clone()}</a></Fact>
            })}
            {(!note.is_empty()).then(|| view! { <Fact name=w.t("applicant-note")><p class="pre" dir="auto">{note}</p></Fact> })}
        </Facts>
    }
    .into_any()
}

/// A face in full, or the place where one would be.
pub fn portrait(face: Option<Id<Picture>>, name: &str) -> AnyView {
    match face {
        Some(face) => {
            let alt = words().with("talent-photo-of", &[("name", name.to_owned().into())]);
            view! { <img class="portrait" src=format!("/photos/{face}") alt=alt width="1200" height="1500" decoding="async"/> }.into_any()
        }
        None => view! {
            <div class="portrait empty">
                <Icon glyph=Glyph::Person/>
                <span>{words().t("talent-no-photo")}</span>
            </div>
        }
        .into_any(),
    }
}

/// The way to a showreel; it stands elsewhere.
fn reel_link(url: String) -> impl IntoView {
    let host =
        url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default().to_owned();
    view! {
        <p class="talent-reel">
            <a class="button wide" href=url rel="noopener noreferrer nofollow" target="_blank">
                <Icon glyph=Glyph::Video/>
                {words().t("talent-watch")}
            </a>
            <span class="muted" dir="ltr">{host}</span>
        </p>
    }
}

/// What they did with this office before, as far as the reader may know of it.
fn auditions(card: &TalentCard) -> AnyView {
    let w = words();
    if card.auditions.is_empty() {
        return view! { <Card title=w.t("talent-auditions")><p class="muted">{w.t("talent-no-auditions")}</p></Card> }
            .into_any();
    }
    let lines = card.auditions.iter().map(audition).collect_view();
    let more = card.has_more.then(|| view! { <p class="muted">{words().t("talent-more-auditions")}</p> });
    view! { <Card title=w.t("talent-auditions")><ul class="line-list">{lines}</ul> {more}</Card> }.into_any()
}

fn audition(booking: &BookingView) -> impl IntoView + use<> {
    let (zone, _) = show::zones(booking);
    let about = booking.application.as_ref();
    let role = about.map(|about| show::label(&about.role.name)).unwrap_or_else(|| show::title(booking));
    let call = about.map(|about| show::label(&about.call.name));
    let round = (booking.round > 1).then(|| words().with("talent-round", &[("n", i64::from(booking.round).into())]));
    let of_series = series::place(booking);
    view! {
        <li class="line-row">
            <span>
                <a class="row-link" href=format!("/bookings/{}", booking.id)><bdi>{role}</bdi></a>
                <small class="row-sub flat">
                    <time class="num" datetime=booking.starts_at.to_rfc3339()>{dates().when_with_year(booking.starts_at, zone)}</time>
                    {call.map(|call| view! { " · " <bdi>{call}</bdi> })}
                    {round.map(|round| view! { " · " {round} })}
                    {of_series.map(|place| view! { " · " <span class="num">{place}</span> })}
                </small>
            </span>
            <StatusBadge status=booking.status.as_str()/>
        </li>
    }
}

/// The form that sends a face; `base` is the address its parts begin with.
pub fn photo_form(base: &str, there: bool) -> impl IntoView + use<> {
    let w = words();
    let (action, remove) = (format!("{base}/photo"), format!("{base}/photo/remove"));
    let word = if there { w.t("talent-photo-replace") } else { w.t("talent-photo-send") };
    view! {
        <form class="stack" method="post" action=action enctype="multipart/form-data">
            <Field
                name="file"
                kind="file"
                label=w.t("talent-photo")
                hint=w.t("talent-photo-hint")
                accept="image/jpeg,image/png,image/webp"
            />
            <Actions>
                <Button>{word}</Button>
                {there.then(|| view! { <Button kind=Kind::Quiet form="photo-remove">{words().t("talent-photo-remove")}</Button> })}
            </Actions>
        </form>
        <form id="photo-remove" method="post" action=remove></form>
    }
}

/// The form that says where a showreel stands.
pub fn showreel_form(base: &str, url: Option<String>) -> impl IntoView + use<> {
    let w = words();
    let action = format!("{base}/showreel");
    view! {
        <form class="stack showreel-form" method="post" action=action>
            <Field
                name="showreelUrl"
                kind="url"
                label=w.t("talent-showreel")
                hint=w.t("talent-showreel-hint")
                value=url.unwrap_or_default()
                placeholder="https://"
                optional=true
                maxlength=2000
            />
            <Actions><Button>{w.t("parts-save")}</Button></Actions>
        </form>
    }
}
