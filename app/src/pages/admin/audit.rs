//! `/admin/audit`: who did what and when, in sentences, newest first. The filter and the place in the list stand in the address.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::actor::MemberRole;
use domain::id::{Booking, CastingCall, EventType, Noun, Room};
use leptos::prelude::*;
use serde_json::Value;
use services::Error;
use services::audit::{AREAS, AuditFilter, AuditPage, AuditView};
use services::members::MemberView;

use super::sections;
use super::team::called;
use crate::copy;
use crate::enter::{enter, page};
use crate::form::FormState;
use crate::pages::account::role_word;
use crate::pages::book::pick;
use crate::server::{dates, locale, query, words};
use crate::ui::prelude::*;

/// The list.
#[component]
pub fn Audit() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let given = |name: &str| query(name).unwrap_or_default();
        let filter = AuditFilter {
            area: given("area"),
            actor: query("person").filter(|person| !person.is_empty()).and_then(|person| person.parse().ok()),
            from: given("from"),
            to: given("to"),
            cursor: query("after").filter(|cursor| !cursor.is_empty()),
        };
        let members = services.list_members(&ctx).await?;
        let (found, faults) = match services.list_audit(&ctx, &filter).await {
            Ok(found) => (found, None),
            Err(Error::Fields(faults)) => (AuditPage { entries: Vec::new(), next: None }, Some(faults)),
            Err(error) => return Err(error),
        };
        if let Some(faults) = faults {
            // A link or a hand wrote the address: the same words at the same fields as in a posted form.
            let mut state = FormState::default();
            for fault in faults {
                state.limited_error(&fault.field, copy::field_word(fault.code), fault.limit);
            }
            provide_context(state);
        }
        let filtered =
            !filter.area.is_empty() || filter.actor.is_some() || !filter.from.is_empty() || !filter.to.is_empty();
        let steps = pages(found.next.as_deref());
        let form = filter_form(&filter, &members, filtered);
        let list = list(found.entries, filtered);
        let w = words();
        Ok(view! {
            <Page title=w.t("nav-audit")>
                {sections()}
                {form}
                {list}
                {steps}
            </Page>
        })
    })
}

fn filter_form(filter: &AuditFilter, members: &[MemberView], filtered: bool) -> impl IntoView + use<> {
    let w = words();
    let any = |word: &'static str| std::iter::once(Choice::new("", w.t(word)));
    let areas = AREAS.iter().map(|(area, _)| Choice::new(*area, w.t(area_word(area))));
    let areas: Vec<_> = any("audit-any-area").chain(areas).collect();
    let people = members.iter().map(|one| Choice::new(one.user_id.to_string(), called(one)));
    let people: Vec<_> = any("audit-anybody").chain(people).collect();
    let actor = filter.actor.map(|actor| actor.to_string()).unwrap_or_default();
    let all =
        filtered.then(|| view! { <LinkButton kind=Kind::Quiet href="/admin/audit">{w.t("audit-all")}</LinkButton> });
    view! {
        <form class="filter-row" method="get" action="/admin/audit" role="search" aria-label=w.t("audit-filter")>
            <Select name="area" label=w.t("audit-area") choices=areas value=filter.area.clone()/>
            <Select name="person" label=w.t("audit-person") choices=people value=actor/>
            <Field name="from" label=w.t("audit-from") kind="date" value=filter.from.clone() optional=true/>
            <Field name="to" label=w.t("audit-to") kind="date" value=filter.to.clone() optional=true/>
            <div class="actions">
                <Button>{w.t("audit-show")}</Button>
                {all}
            </div>
        </form>
    }
}

/// The word for an area of the filter.
fn area_word(area: &str) -> &'static str {
    match area {
        "bookings" => "nav-bookings",
        "calls" => "audit-area-calls",
        "event-types" => "nav-event-types",
        "team" => "nav-team",
        "rooms" => "audit-area-rooms",
        "hours" => "audit-area-hours",
        "notifications" => "audit-area-notifications",
        "keys" => "nav-api-keys",
        "organisation" => "nav-organisation",
        _ => "audit-area-accounts",
    }
}

fn list(entries: Vec<AuditView>, filtered: bool) -> AnyView {
    let w = words();
    if entries.is_empty() {
        let text = if filtered { w.t("audit-none-filtered") } else { w.t("audit-none-text") };
        return view! { <Empty title=w.t("audit-none") text icon=Glyph::List><span></span></Empty> }.into_any();
    }
    let zone = locale().zone;
    let mut days: BTreeMap<NaiveDate, Vec<AuditView>> = BTreeMap::new();
    for entry in entries {
        days.entry(entry.at.with_timezone(&zone).date_naive()).or_default().push(entry);
    }
    let days = days
        .into_iter()
        .rev()
        .map(|(day, entries)| {
            let title = dates().day_with_year(day);
            let lines = entries.into_iter().map(line).collect_view();
            view! { <Card title flush=true><ol class="audit-list">{lines}</ol></Card> }
        })
        .collect_view();
    view! { <div class="stack">{days}</div> }.into_any()
}

fn line(entry: AuditView) -> impl IntoView {
    let w = words();
    let time = dates().time(entry.at, locale().zone);
    let who = match pick(&entry.actor_name_latin, &entry.actor_name_arabic) {
        name if !name.is_empty() => name,
        _ if entry.actor_user_id.is_some() => w.t("audit-somebody"),
        _ => w.t("audit-by-itself"),
    };
    let what = sentence(&entry);
    let what = match place(&entry) {
        Some(href) => view! { <a href=href>{what}</a> }.into_any(),
        None => view! { <span>{what}</span> }.into_any(),
    };
    let refused =
        (entry.outcome != "ok").then(|| view! { <Badge hue=Hue::Bad icon=Glyph::Cross>{w.t("audit-refused")}</Badge> });
    let key = entry.key_name.map(|name| w.with("audit-with-key", &[("name", name.into())]));
    let address = (!entry.address.is_empty()).then(|| view! { <bdi dir="ltr">{entry.address}</bdi> });
    let note = (key.is_some() || address.is_some()).then(|| {
        let joint = (key.is_some() && address.is_some()).then_some(" · ");
        view! { <span class="audit-note muted">{key} {joint} {address}</span> }
    });
    view! {
        <li class="audit-line">
            <time class="num muted" datetime=entry.at.to_rfc3339()>{time}</time>
            <span class="audit-what"><strong><bdi>{who}</bdi></strong> {what} {refused}</span>
            {note}
        </li>
    }
}

/// The page of what it was done to, if that is still there and has one.
fn place(entry: &AuditView) -> Option<String> {
    let id = entry.object.as_deref()?;
    // What has a name is there; bookings have none, and stay.
    let page = match (id.split_once('_')?.0, entry.object_name.is_some()) {
        (Booking::PREFIX, _) => "/bookings",
        (EventType::PREFIX, true) => "/admin/event-types",
        (CastingCall::PREFIX, true) => "/calls",
        (Room::PREFIX, true) => "/admin/rooms",
        _ => return None,
    };
    Some(format!("{page}/{id}"))
}

/// What was done, as one reads it. The key is the action's own word, so that a new action needs its sentence (a test counts them).
fn sentence(entry: &AuditView) -> String {
    let w = words();
    let key = format!("audit-{}", entry.action.replace(['.', '_'], "-"));
    if !w.has(&key) {
        return w.t("audit-something");
    }
    let name =
        |names: &Option<(String, String)>| names.as_ref().map(|(en, ar)| pick(en, ar)).filter(|name| !name.is_empty());
    let object = name(&entry.object_name).unwrap_or_else(|| w.t("audit-removed"));
    let person = name(&entry.person_name).unwrap_or_else(|| w.t("audit-somebody"));
    let fact = |name: &str| entry.data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let role =
        |name: &str| MemberRole::parse(&fact(name)).map_or_else(|| w.t("team-talent"), |role| w.t(role_word(role)));
    let count = |name: &str| entry.data.get(name).and_then(Value::as_i64).unwrap_or_default();
    let status = match fact("status").as_str() {
        "submitted" => w.t("application-submitted"),
        "shortlisted" => w.t("application-shortlisted"),
        "selected" => w.t("application-selected"),
        _ => w.t("application-passed"),
    };
    let word = if entry.action.starts_with("event_type.") { event_type_word } else { setting_word };
    let fields: Vec<String> = entry
        .data
        .get("fields")
        .and_then(Value::as_array)
        .map(|fields| fields.iter().filter_map(Value::as_str).filter_map(word).map(|key| w.t(key)).collect())
        .unwrap_or_default();
    let joint = if locale().lang == services::words::Lang::Ar { "، " } else { ", " };
    let fields = if fields.is_empty() { w.t("audit-settings") } else { fields.join(joint) };
    w.with(
        &key,
        &[
            ("object", object.into()),
            ("person", person.into()),
            ("from", role("from").into()),
            ("to", role("to").into()),
            ("role", role("role").into()),
            ("status", status.into()),
            ("fields", fields.into()),
            ("n", count("count").into()),
            ("created", count("created").into()),
            ("known", count("known").into()),
        ],
    )
}

/// The word of a setting the log names.
fn setting_word(field: &str) -> Option<&'static str> {
    Some(match field {
        "nameEn" => "office-name-en",
        "nameAr" => "office-name-ar",
        "country" => "account-country",
        "timeZone" => "zone-label",
        "language" => "office-language",
        "weekStart" => "office-week-start",
        "weekend" => "office-weekend",
        "digits" => "office-digits",
        "hijri" => "office-hijri",
        "signUpPolicy" => "office-sign-up",
        "accentHue" => "office-accent",
        "retentionDays" => "office-retention",
        "hostStalePolicy" => "office-stale-host",
        "talentStalePolicy" => "office-stale-talent",
        _ => return None,
    })
}

/// The word of what is different about an event type.
fn event_type_word(field: &str) -> Option<&'static str> {
    Some(match field {
        "nameEn" => "event-types-name-en",
        "nameAr" => "event-types-name-ar",
        "descriptionEn" => "event-type-about-en",
        "descriptionAr" => "event-type-about-ar",
        "slug" => "event-type-slug",
        "castingCallId" => "event-type-of-call",
        "teamId" => "event-type-of-team",
        "durations" => "event-type-lengths",
        "priceMinor" => "event-type-price",
        "currency" => "event-type-currency",
        "colorHue" => "event-type-colour",
        "scheduling" => "event-types-scheduling",
        "timezone" => "zone-label",
        "hours" => "event-hours",
        "bufferBefore" => "event-types-buffer-before",
        "bufferAfter" => "event-types-buffer-after",
        "minimumNotice" => "event-types-notice",
        "slotInterval" => "event-type-step",
        "offsetStart" => "event-type-offset",
        "grid" => "event-type-grid",
        "bookingWindow" => "event-type-window",
        "limits" => "event-type-limits",
        "turns" => "event-type-turns",
        "pendingBlocks" => "share-pending-blocks",
        "needsConfirmation" => "share-needs-confirmation",
        "capacity" | "roleCapacities" => "event-type-places",
        "repeats" => "series-setting",
        "locations" => "event-types-where",
        "hidden" => "share-who",
        "hosts" => "event-types-hosts",
        "questions" => "event-type-questions",
        "onward" => "onward-title",
        _ => return None,
    })
}
