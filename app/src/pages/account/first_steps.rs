//! `/setup/hours` and `/setup/event-type`: the second and third step of setting up. Both can be passed over; what they make is changed
//! later on its own page.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// When the first admin works: days and one span.
#[component]
pub fn FirstHours() -> impl IntoView {
    if let Err(error) = admin() {
        return errors::failed(error);
    }
    let w = words();
    let posted = crate::form::state();
    // Any week will do: the first day of this one is a Sunday.
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let first = locale().week_start.num_days_from_sunday();
    let days: Vec<_> = (0..7)
        .map(|place| (first + place) % 7)
        .map(|day| {
            let label = dates().weekday(sunday + chrono::Days::new(day.into()));
            let checked = posted.chosen("days", &day.to_string()).unwrap_or(day < 5);
            view! { <Checkbox name="days" label value=day.to_string() checked/> }
        })
        .collect();
    view! {
        <Page title=w.t("account-setup-hours") sub=w.with("account-setup-step", &[("n", 2.into())]) width=Width::Narrow>
            <p class="lead">{w.t("account-setup-hours-text")}</p>
            <form class="stack" method="post" action="/setup/hours">
                <BoxGroup name="days" legend=w.t("account-setup-days") rows="day-boxes">{days}</BoxGroup>
                <div class="columns">
                    <TimeField name="start" label=w.t("account-setup-from") value="09:00"/>
                    <TimeField name="end" label=w.t("account-setup-until") value="17:00"/>
                </div>
                <p class="field-hint">{dates().zone_name(locale().zone)}</p>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("account-go-on")}</Button>
                    <LinkButton href="/setup/event-type" kind=Kind::Quiet>{w.t("account-setup-later")}</LinkButton>
                </Actions>
            </form>
        </Page>
    }
    .into_any()
}

/// What talent are booked for first: name, length, place.
#[component]
pub fn FirstEventType() -> impl IntoView {
    if let Err(error) = admin() {
        return errors::failed(error);
    }
    let w = words();
    let lengths = [10, 15, 20, 30, 45, 60]
        .into_iter()
        .map(|minutes: i64| Choice::new(minutes.to_string(), w.with("account-setup-minutes", &[("n", minutes.into())])))
        .collect::<Vec<_>>();
    let places = vec![
        Choice::new("in_person", w.t("account-setup-in-person")).with_note(w.t("account-setup-in-person-note")),
        Choice::new("video", w.t("account-setup-video")).with_note(w.t("account-setup-video-note")),
        Choice::new("phone", w.t("account-setup-phone")).with_note(w.t("account-setup-phone-note")),
    ];
    view! {
        <Page title=w.t("account-setup-event") sub=w.with("account-setup-step", &[("n", 3.into())]) width=Width::Narrow>
            <p class="lead">{w.t("account-setup-event-text")}</p>
            <form class="stack" method="post" action="/setup/event-type">
                <Field name="nameEn" label=w.t("account-organisation-en") value="Audition" maxlength=200 dir="ltr"/>
                <Field name="nameAr" label=w.t("account-organisation-ar") value="تجربة أداء" maxlength=200 dir="rtl"/>
                <Select name="duration" label=w.t("account-setup-length") choices=lengths value="30"/>
                <RadioCards name="place" legend=w.t("account-setup-place") choices=places value="in_person" stacked=true/>
                <Field name="address" label=w.t("account-setup-address") maxlength=500 optional=true hint=w.t("account-setup-address-hint")/>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("account-setup-finish")}</Button>
                    <LinkButton href="/" kind=Kind::Quiet>{w.t("account-setup-later")}</LinkButton>
                </Actions>
            </form>
        </Page>
    }
    .into_any()
}

/// Both steps are for admins.
fn admin() -> Result<(), services::Error> {
    server::acting().map_or(Ok(()), |(_, ctx)| ctx.admin().map(|_| ()))
}
