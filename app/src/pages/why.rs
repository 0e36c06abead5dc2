//! "Why no times?": the engine's explanation of a day (rule 19) in a sentence. For members only; talent and guests are not told.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use domain::explain::Explained;
use domain::slots::Reason;
use services::bookings::Person;
use services::slots::{SlotAnswer, SlotQuery};
use services::{Ctx, Error, Services};

use super::booking::show;
use super::picker::Reasons;
use crate::server::{locale, words};

/// The longest range one explanation covers.
const LONGEST: u64 = 13;

/// Why the days from `first` to `last` (both included, at most a fortnight of them) that have no time inside everyone's hours have none.
pub async fn days(
    services: &Services,
    ctx: &Ctx,
    query: &SlotQuery,
    answer: &SlotAnswer,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Reasons, Error> {
    let last = last.min(first + Days::new(LONGEST));
    if first > last || ctx.actor.membership().is_none() {
        return Ok(Reasons::new());
    }
    let Some(range) = query.time_zone.days(first, last) else { return Ok(Reasons::new()) };
    let mut query = query.clone().between(range.start(), range.end());
    query.include_outside_talent_hours = false;
    let Ok(zone) = query.time_zone.name().parse::<Tz>() else { return Ok(Reasons::new()) };
    let explained = services.explain_slots(ctx, &query).await?;
    // Without the right to read the event type its hosts stay nameless.
    let hosts: Vec<Person> = match services.event_type(ctx, answer.event_type).await {
        Ok(event_type) => event_type
            .hosts
            .into_iter()
            .map(|host| Person { user_id: host.user_id, name_latin: host.name_latin, name_arabic: host.name_arabic })
            .collect(),
        Err(Error::NotFound | Error::Forbidden) => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut by_day: BTreeMap<NaiveDate, Vec<&Explained>> = BTreeMap::new();
    for entry in &explained {
        by_day.entry(entry.interval.start().with_timezone(&zone).date_naive()).or_default().push(entry);
    }
    let mut reasons = Reasons::new();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let entries = by_day.remove(&date).unwrap_or_default();
        if entries.iter().any(|entry| entry.offered.is_some()) {
            continue;
        }
        reasons.insert(date, sentence(&entries, answer, &hosts));
    }
    Ok(reasons)
}

/// The two reasons that keep most of the day's times, named.
fn sentence(entries: &[&Explained], answer: &SlotAnswer, hosts: &[Person]) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    let mut count = |text: String| match counted.iter_mut().find(|(known, _)| *known == text) {
        Some((_, n)) => *n += 1,
        None => counted.push((text, 1)),
    };
    for refused in entries.iter().filter_map(|entry| entry.refused.as_ref()) {
        if refused.hosts.is_empty() {
            count(phrase(refused.reason, answer.talent.as_ref()));
        }
        for obstacle in &refused.hosts {
            let host = hosts.iter().find(|person| person.user_id.uuid() == obstacle.host);
            count(phrase(obstacle.reason, host));
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let separator = if locale().lang == services::words::Lang::Ar { "؛ " } else { "; " };
    let phrases: Vec<String> = counted.into_iter().take(2).map(|(text, _)| text).collect();
    if phrases.is_empty() {
        words().t("why-closed")
    } else {
        words().with("why-sentence", &[("reasons", phrases.join(separator).into())])
    }
}

fn phrase(reason: Reason, person: Option<&Person>) -> String {
    let key = match reason {
        Reason::OutOfOffice => "why-away",
        Reason::Holiday => "why-holiday",
        Reason::Pause => "why-pause",
        Reason::Busy | Reason::Buffer | Reason::TalentBusy => "why-busy",
        Reason::Hold => "why-hold",
        Reason::Notice | Reason::Past => "why-notice",
        Reason::Window => "why-window",
        Reason::Seats => "why-seats",
        Reason::TalentHours => "why-talent-hours",
        Reason::CalendarStale => "why-stale",
        Reason::NoRoom => "why-no-room",
        Reason::Limit(..) => "why-limit",
        _ => "why-hours",
    };
    let named = matches!(key, "why-away" | "why-busy" | "why-hours" | "why-talent-hours" | "why-stale");
    match person.map(show::name).filter(|_| named) {
        Some(name) => words().with(key, &[("name", name.split_whitespace().next().unwrap_or(&name).into())]),
        None if named => words().t("why-team"),
        None => words().t(key),
    }
}
