//! `/admin/settings/holidays`: the office's holidays of one year, a country's list to take them from, and changing them one by one.
//! Year, list and the holiday being changed stand in the address. Knows no rule about dates.

use chrono::{Datelike, NaiveDate};
use domain::country;
use leptos::prelude::*;
use services::Error;
use services::holidays::{HolidayView, Preset};

use super::{both_names, may_arrange, sections};
use crate::enter::{enter, page};
use crate::form;
use crate::pages::account::country_word;
use crate::pages::book::pick;
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// Years shown: this one and those a country's list is offered for.
const AHEAD: i32 = 3;

/// The page.
#[component]
pub fn Holidays() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        if !may_arrange(&ctx) {
            return Err(Error::Forbidden);
        }
        let this = ctx.now.with_timezone(&locale().zone).year();
        let years = this..=this + AHEAD;
        let year = query("year").and_then(|year| year.parse().ok()).filter(|year| years.contains(year)).unwrap_or(this);
        let (Some(from), Some(to)) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
        else {
            return Err(Error::NotFound);
        };
        let office = services.own_organization(&ctx).await?;
        let list = services.list_holidays(&ctx, from, to).await?;
        let known = |code: &String| country::OFFERED.iter().any(|country| country.code == code);
        let asked = query("list").filter(known);
        // An empty year begins with the country's own list.
        let shown =
            asked.clone().or_else(|| Some(office.country.clone()).filter(|code| list.is_empty() && known(code)));
        let preset = match &shown {
            Some(code) => Some((code.clone(), services.holiday_preset(&ctx, code, year).await?)),
            None => None,
        };
        let edited = query("edit").and_then(|id| list.iter().find(|one| one.id.to_string() == id).cloned());
        let tabs: Vec<Tab> = years
            .map(|one| Tab {
                label: words().digits().write(&one.to_string()),
                href: format!("/admin/settings/holidays?year={one}"),
                current: one == year,
                count: None,
            })
            .collect();
        let chosen = shown.unwrap_or(office.country);
        let preset = preset.map(|(code, preset)| preset_card(&code, year, preset, asked.is_some()));
        let (list, countries, add) = (list_card(list, year), countries_card(&chosen, year), add_card(year));
        let dialog = edited.map(|holiday| edit_dialog(&holiday, year));
        Ok(view! {
            <Page
                title=words().t("holidays-title")
                sub=words().t("holidays-sub")
                crumbs=ctx.admin().is_ok().then(|| Crumb::new(words().t("nav-organisation"), "/admin/settings")).into_iter().collect()
            >
                {sections()}
                <Tabs label=words().t("holidays-years") tabs pills=true/>
                <div class="settings-columns">
                    <div class="stack">{preset} {list}</div>
                    <aside class="stack">{countries} {add}</aside>
                </div>
                {dialog}
            </Page>
        })
    })
}

/// The date as it is read, with the Hijri one below where the office shows it.
fn date_line(date: NaiveDate) -> String {
    let day = dates().day(date);
    match dates().hijri_day(date) {
        Some(hijri) => format!("{day} · {hijri}"),
        None => day,
    }
}

fn shift_badge(may_shift: bool) -> Option<AnyView> {
    may_shift.then(|| {
        view! { " " <Badge hue=Hue::Wait icon=Glyph::Clock>{words().t("holidays-may-shift")}</Badge> }.into_any()
    })
}

fn list_card(list: Vec<HolidayView>, year: i32) -> AnyView {
    let w = words();
    let title = w.with("holidays-of-year", &[("year", w.digits().write(&year.to_string()).into())]);
    if list.is_empty() {
        return view! { <Card title><p class="muted">{w.t("holidays-none")}</p></Card> }.into_any();
    }
    let rows = list.into_iter().map(|holiday| row(&holiday, year)).collect_view();
    view! { <Card title sub=w.t("holidays-close")><ul class="line-list">{rows}</ul></Card> }.into_any()
}

fn row(holiday: &HolidayView, year: i32) -> impl IntoView + use<> {
    let w = words();
    let name = pick(&holiday.name_en, &holiday.name_ar);
    let edit = here_with(&[("edit", Some(&holiday.id.to_string())), ("said", None)]);
    let remove = format!("/admin/settings/holidays/{}/remove", holiday.id);
    let (edit_label, remove_label) =
        (format!("{} {name}", w.t("holidays-change")), format!("{} {name}", w.t("parts-remove")));
    view! {
        <li class="line-row">
            <span class="line-what">
                <span><strong><bdi>{name}</bdi></strong> {shift_badge(holiday.may_shift)}</span>
                <span class="muted num">{date_line(holiday.on_date)}</span>
            </span>
            <span class="actions">
                <a class="button quiet small" href=edit aria-label=edit_label>{w.t("holidays-change")}</a>
                <form method="post" action=remove>
                    <input type="hidden" name="year" value=year.to_string()/>
                    <Button kind=Kind::Quiet small=true label=remove_label>{w.t("parts-remove")}</Button>
                </form>
            </span>
        </li>
    }
}

/// A country's list, each day with a box: ticked unless the office has it.
fn preset_card(code: &str, year: i32, preset: Preset, asked: bool) -> AnyView {
    let w = words();
    let title = w.with(
        "holidays-list-of",
        &[("country", w.t(country_word(code)).into()), ("year", w.digits().write(&year.to_string()).into())],
    );
    let state = form::state();
    let error = state.fault_of_choice("dates", &title);
    let missing = preset.holidays.iter().any(|(_, there)| !there);
    let rows = preset
        .holidays
        .into_iter()
        .map(|(day, there)| {
            let name = if locale().lang == services::words::Lang::En { day.name_en } else { day.name_ar };
            let key = day.key();
            // Another form of this page that came back says nothing about these boxes.
            let ticked = state.chosen("dates", &key).filter(|_| state.value("country").is_some()).unwrap_or(!there);
            let mark = if there {
                view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("holidays-there")}</Badge> }.into_any()
            } else {
                view! { <input type="checkbox" name="dates" value=key checked=ticked/> }.into_any()
            };
            view! {
                <li>
                    <label class="line-row pick-row">
                        <span class="line-what">
                            <span><strong>{name}</strong> {shift_badge(day.may_shift)}</span>
                            <span class="muted num">{date_line(day.date)}</span>
                        </span>
                        {mark}
                    </label>
                </li>
            }
        })
        .collect_view();
    let close = asked.then(|| {
        let href = here_with(&[("list", None), ("said", None)]);
        view! { <LinkButton kind=Kind::Quiet href>{w.t("holidays-list-close")}</LinkButton> }
    });
    let add = missing.then(|| view! { <Button kind=Kind::Primary icon=Glyph::Plus>{w.t("holidays-take")}</Button> });
    let code = code.to_owned();
    view! {
        <Card title sub=w.t("holidays-list-sub") marked=true>
            <form class="stack" method="post" action="/admin/settings/holidays/list">
                <input type="hidden" name="country" value=code/>
                <input type="hidden" name="year" value=year.to_string()/>
                <ul class="line-list" id=form::id_of("dates") tabindex="-1">{rows}</ul>
                {error.map(|error| view! { <p class="field-error"><Icon glyph=Glyph::Warning/> <span>{error}</span></p> })}
                <p class="field-hint">{w.t("holidays-moon")}</p>
                <Actions>{add} {close}</Actions>
            </form>
        </Card>
    }
    .into_any()
}

/// Asks for a country's list: a plain visit, nothing is changed.
fn countries_card(chosen: &str, year: i32) -> AnyView {
    let w = words();
    let countries: Vec<Choice> =
        country::OFFERED.iter().map(|country| Choice::new(country.code, w.t(country_word(country.code)))).collect();
    let chosen = chosen.to_owned();
    view! {
        <Card title=w.t("holidays-countries")>
            <form class="stack" method="get" action="/admin/settings/holidays">
                <input type="hidden" name="year" value=year.to_string()/>
                <Select name="list" label=w.t("account-country") choices=countries value=chosen/>
                <Actions><Button>{w.t("holidays-show-list")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn add_card(year: i32) -> AnyView {
    let w = words();
    let names = both_names(["newNameEn", "newNameAr"], ["holidays-name-en", "holidays-name-ar"], Default::default());
    view! {
        <Card title=w.t("holidays-add")>
            <form class="stack" method="post" action="/admin/settings/holidays">
                <input type="hidden" name="year" value=year.to_string()/>
                <Field name="newDate" label=w.t("holidays-date") kind="date" min=format!("{year}-01-01") max=format!("{year}-12-31")/>
                {names}
                <Checkbox name="newMayShift" label=w.t("holidays-may-shift")/>
                <Actions><Button icon=Glyph::Plus>{w.t("holidays-add")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn edit_dialog(holiday: &HolidayView, year: i32) -> AnyView {
    let w = words();
    let title = w.with("holidays-change-of", &[("name", pick(&holiday.name_en, &holiday.name_ar).into())]);
    let action = format!("/admin/settings/holidays/{}/edit", holiday.id);
    let names = both_names(
        ["nameEn", "nameAr"],
        ["holidays-name-en", "holidays-name-ar"],
        [holiday.name_en.clone(), holiday.name_ar.clone()],
    );
    let (date, may_shift) = (holiday.on_date.to_string(), holiday.may_shift);
    view! {
        <Dialog id="edit-holiday" title close_href=here_with(&[("edit", None), ("said", None)])>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="year" value=year.to_string()/>
                <Field name="onDate" label=w.t("holidays-date") kind="date" value=date/>
                {names}
                <Checkbox name="mayShift" label=w.t("holidays-may-shift") checked=may_shift/>
                <p class="field-hint">{w.t("holidays-booked-stays")}</p>
                <Actions><Button kind=Kind::Primary>{w.t("parts-save")}</Button></Actions>
            </form>
        </Dialog>
    }
    .into_any()
}
