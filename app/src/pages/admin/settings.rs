//! `/admin/settings`: what holds for the whole organisation. Every setting here changes what pages, mails or the sweep do.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::country;
use leptos::prelude::*;
use services::event_types::Defaults;
use services::health::MailHealth;
use services::organizations::OrganizationView;
use services::words::{Digits, Lang};

mod beside;

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::pages::account::country_word;
use crate::pages::booking::show;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;
use beside::{defaults_card, logo_card, onward_card};

/// Hues of the accent, as offered, each with its name.
const HUES: [(i16, &str); 8] = [
    (160, "office-hue-green"),
    (195, "office-hue-teal"),
    (245, "office-hue-blue"),
    (285, "office-hue-violet"),
    (330, "office-hue-plum"),
    (15, "office-hue-rose"),
    (45, "office-hue-rust"),
    (85, "office-hue-ochre"),
];

/// The page.
#[component]
pub fn OfficeSettings() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let office = services.own_organization(&ctx).await?;
        let health = services.mail_health(&ctx).await?;
        let sign_up = services.sign_up_url(&office.slug);
        let mail = mail_card(&health);
        let completion = completion_card(services.completes_after(&ctx).await?);
        let onward = onward_card(&office.redirect_hosts);
        let logo = logo_card(office.logo_id);
        let defaults = defaults_card(&Defaults::of(&office)?);
        let w = words();
        let revision = office.revision.to_string();
        let (names, region, look, people) = (
            names_card(&office),
            region_card(&office, ctx.now),
            look_card(&office, ctx.now),
            people_card(&office, sign_up),
        );
        let (calendars, more) = (calendars_card(&office), more_card());
        Ok(view! {
            <Page title=w.t("nav-organisation")>
                {sections()}
                <div class="settings-columns">
                    <form class="stack" method="post" action="/admin/settings">
                        <input type="hidden" name="revision" value=revision/>
                        {names}
                        {region}
                        {look}
                        {people}
                        {calendars}
                        <Actions>
                            <Button kind=Kind::Primary>{w.t("office-save")}</Button>
                        </Actions>
                    </form>
                    <aside class="stack">{more} {logo} {defaults} {onward} {completion} {mail}</aside>
                </div>
            </Page>
        })
    })
}

fn names_card(office: &OrganizationView) -> impl IntoView + use<> {
    let w = words();
    let en = view! { <Field name="nameEn" label=w.t("office-name-en") value=office.name_en.clone() maxlength=200 dir="ltr"/> };
    let ar = view! { <Field name="nameAr" label=w.t("office-name-ar") value=office.name_ar.clone() maxlength=200 dir="rtl"/> };
    let names = match locale().lang {
        Lang::En => (en.into_any(), ar.into_any()),
        Lang::Ar => (ar.into_any(), en.into_any()),
    };
    view! { <Card title=w.t("office-names") sub=w.t("office-names-sub")><div class="columns">{names.0} {names.1}</div></Card> }
}

/// A weekday's name, 0 = Sunday.
fn weekday(day: i16) -> String {
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    dates().weekday(sunday + Days::new(u64::try_from(day).unwrap_or(0)))
}

fn region_card(office: &OrganizationView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let mut countries: Vec<Choice> =
        country::OFFERED.iter().map(|country| Choice::new(country.code, w.t(country_word(country.code)))).collect();
    if !country::OFFERED.iter().any(|country| country.code == office.country) {
        countries.insert(0, Choice::new(office.country.clone(), office.country.clone()));
    }
    // Arabic writes the "and" onto the word after it.
    let joint = match locale().lang {
        Lang::En => format!(" {} ", w.t("office-and")),
        Lang::Ar => format!(" {}", w.t("office-and")),
    };
    let weekend: Vec<String> = office.weekend.iter().map(|day| weekday(*day)).collect();
    let week = w
        .with("office-week", &[("first", weekday(office.week_start).into()), ("weekend", weekend.join(&joint).into())]);
    let languages = vec![Choice::new("ar", "العربية"), Choice::new("en", "English")];
    let (country, zone, language) = (office.country.clone(), show::zone(&office.time_zone), office.language.clone());
    view! {
        <Card title=w.t("office-region")>
            <div class="columns">
                <Select name="country" label=w.t("account-country") choices=countries value=country hint=week/>
                <ZoneSelect name="timeZone" value=zone at=now hint=w.t("office-zone-hint")/>
                <Select
                    name="language"
                    label=w.t("office-language")
                    choices=languages
                    value=language
                    hint=w.t("account-organisation-language-hint")
                />
            </div>
        </Card>
    }
}

fn look_card(office: &OrganizationView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let zone = show::zone(&office.time_zone);
    let example = |digits: Digits| dates().with_digits(digits).short_when(now, zone);
    let digits = vec![
        Choice::new("latn", w.t("office-digits-latn")).with_note(example(Digits::Latn)),
        Choice::new("arab", w.t("office-digits-arab")).with_note(example(Digits::Arab)),
    ];
    let today = now.with_timezone(&zone).date_naive();
    let hijri = dates().with_hijri(true).hijri_day(today).unwrap_or_default();
    let hint = w.with("office-hijri-hint", &[("date", hijri.into())]);
    let mut hues: Vec<(i16, String)> = HUES.iter().map(|(hue, key)| (*hue, w.t(key))).collect();
    if !HUES.iter().any(|(hue, _)| *hue == office.accent_hue) {
        hues.push((office.accent_hue, w.with("office-hue-other", &[("n", i64::from(office.accent_hue).into())])));
    }
    let (digits_now, with_hijri) = (office.digits.clone(), office.hijri);
    let swatches = swatches(hues, office.accent_hue);
    view! {
        <Card title=w.t("office-look") sub=w.t("office-look-sub")>
            <div class="stack">
                <RadioCards name="digits" legend=w.t("office-digits") choices=digits value=digits_now/>
                <Switch name="hijri" label=w.t("office-hijri") checked=with_hijri hint/>
                {swatches}
            </div>
        </Card>
    }
}

/// Colours to choose from; each is told by its name too.
fn swatches(hues: Vec<(i16, String)>, chosen: i16) -> impl IntoView {
    let w = words();
    let state = crate::form::state();
    let before = chosen.to_string();
    let named = |saved: &str| hues.iter().find(|(hue, _)| hue.to_string() == saved).map(|(_, name)| name.clone());
    let saved = state.saved_meanwhile("accentHue", &before).and_then(named);
    let chosen = state.value("accentHue").map_or_else(|| before.clone(), str::to_owned);
    let cards = hues
        .into_iter()
        .map(|(hue, name)| {
            let value = hue.to_string();
            let checked = value == chosen;
            view! {
                <label class="swatch">
                    <input type="radio" name="accentHue" value=value checked=checked required=true/>
                    <span class="swatch-colour" style=format!("--dot: {hue}") aria-hidden="true"></span>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <BoxGroup name="accentHue" legend=w.t("office-accent") hint=w.t("office-accent-hint") rows="swatches" saved>{cards}</BoxGroup>
    }
}

fn people_card(office: &OrganizationView, sign_up: String) -> impl IntoView + use<> {
    let w = words();
    let policies = vec![
        Choice::new("invited", w.t("office-sign-up-invited")).with_note(w.t("office-sign-up-invited-note")),
        Choice::new("open", w.t("office-sign-up-open")).with_note(w.t("office-sign-up-open-note")),
    ];
    let link = (office.sign_up_policy == "open").then(|| {
        view! {
            <CopyField
                id="sign-up-link".to_owned()
                label=w.t("office-sign-up-link")
                value=sign_up
                copy=w.t("parts-copy")
                copied=w.t("parts-copied")
            />
        }
    });
    let (days, policy) = (office.retention_days.to_string(), office.sign_up_policy.clone());
    view! {
        <Card title=w.t("office-people")>
            <div class="stack">
                <RadioCards name="signUpPolicy" legend=w.t("office-sign-up") choices=policies value=policy/>
                {link}
                <Field
                    name="retentionDays"
                    label=w.t("office-retention")
                    kind="number"
                    value=days
                    min="30"
                    max="3650"
                    suffix=w.t("office-days")
                    hint=w.t("office-retention-hint")
                    narrow=true
                />
            </div>
        </Card>
    }
}

/// What follows when a calendar outside was not read for too long (rule 12).
fn calendars_card(office: &OrganizationView) -> impl IntoView + use<> {
    let w = words();
    let choices = || {
        vec![
            Choice::new("block", w.t("office-stale-block")).with_note(w.t("office-stale-block-note")),
            Choice::new("warn", w.t("office-stale-warn")).with_note(w.t("office-stale-warn-note")),
        ]
    };
    let (host, talent) = (office.host_stale_policy.clone(), office.talent_stale_policy.clone());
    view! {
        <Card title=w.t("office-stale") sub=w.t("office-stale-sub")>
            <div class="stack">
                <RadioCards name="hostStalePolicy" legend=w.t("office-stale-host") choices=choices() value=host/>
                <RadioCards name="talentStalePolicy" legend=w.t("office-stale-talent") choices=choices() value=talent/>
            </div>
        </Card>
    }
}

/// What has a page of its own.
const MORE: [(&str, Glyph, &str, &str); 6] = [
    ("/admin/settings/holidays", Glyph::Sun, "holidays-title", "holidays-sub"),
    ("/admin/settings/limits", Glyph::Sliders, "limits-booker", "office-more-limits"),
    ("/admin/calendars", Glyph::Calendar, "member-calendars", "office-more-calendars"),
    ("/admin/settings/calendars", Glyph::Link, "clients-title", "clients-sub"),
    ("/admin/settings/replies", Glyph::Mail, "replies-title", "replies-sub"),
    ("/admin/settings/embedding", Glyph::Clapper, "embed-title", "embed-sub"),
];

/// The ways there.
fn more_card() -> impl IntoView {
    let w = words();
    let ways = MORE
        .map(|(href, glyph, title, sub)| {
            view! {
                <li>
                    <a class="way-line" href=href>
                        <Icon glyph/>
                        <span class="line-what"><strong>{w.t(title)}</strong> <span class="muted">{w.t(sub)}</span></span>
                        <Icon glyph=Glyph::ChevronEnd/>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <Card title=w.t("office-more") flush=true><ul class="way-list">{ways}</ul></Card> }
}

/// When an audition counts as completed by itself.
fn completion_card(after: Option<i32>) -> impl IntoView {
    let w = words();
    let hours = |hours: i32| w.with("office-completion-hours", &[("n", hours.into())]);
    let mut choices =
        vec![Choice::new("never", w.t("office-completion-never")), Choice::new("0", w.t("office-completion-at-end"))];
    choices.extend([1, 2, 12, 24, 48].map(|n| Choice::new((n * 60).to_string(), hours(n))));
    let value = after.map_or_else(|| "never".to_owned(), |minutes| minutes.to_string());
    view! {
        <Card title=w.t("office-completion") sub=w.t("office-completion-sub")>
            <form class="stack" method="post" action="/admin/settings/completion">
                <Select name="completeAfter" label=w.t("office-completion-when") choices value hint=w.t("office-completion-hint")/>
                <Actions><Button>{w.t("office-completion-save")}</Button></Actions>
            </form>
        </Card>
    }
}

/// Whether mails leave, and trying it.
fn mail_card(health: &MailHealth) -> impl IntoView + use<> {
    let w = words();
    let (tone, state) =
        if health.keeps_mails { (Tone::Warning, w.t("health-outbox")) } else { (Tone::Good, w.t("office-mail-relay")) };
    let mails = health.mails;
    let failed = (mails.failed > 0).then(|| {
        view! {
            <p>
                {w.with("office-mail-failed", &[("n", mails.failed.into())])} " "
                <a href="/admin/health">{w.t("nav-health")}</a>
            </p>
        }
    });
    let outbox = health.keeps_mails.then(|| view! { <p><a href="/dev/outbox">{w.t("health-outbox-open")}</a></p> });
    let (from, sent) = (health.mail_from.clone(), w.n(mails.sent));
    view! {
        <Card title=w.t("health-mails")>
            <div class="stack">
                <Banner tone><p>{state}</p></Banner>
                <Facts>
                    <Fact name=w.t("office-mail-from")><bdi dir="ltr">{from}</bdi></Fact>
                    <Fact name=w.t("health-sent") note=w.with("health-mails-sub", &[("n", services::health::DAYS.into())])>
                        <span class="num">{sent}</span>
                    </Fact>
                </Facts>
                {failed}
                {outbox}
                <form method="post" action="/admin/health/test-mail">
                    <input type="hidden" name="page" value="settings"/>
                    <Button icon=Glyph::Mail>{w.t("health-test")}</Button>
                </form>
            </div>
        </Card>
    }
}
