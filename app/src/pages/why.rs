//! "Why no times?": the engine's explanation of a day (rule 19) in a sentence, and which one setting would open times. For members only;
//! talent and guests are not told. Knows no rule: the reasons and remedies are the engine's.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use domain::explain::{Explained, Opening, Relaxation};
use domain::slots::Reason;
use services::bookings::Person;
use services::slots::{Explanation, Outlook, SlotQuery};
use services::{Ctx, Error};

use super::booking::show;
use super::picker::Reasons;
use crate::server::{locale, words};
use crate::ui::slots::Why;

/// The longest range one explanation covers.
const LONGEST: u64 = 13;
/// Most remedies named for one day.
const WAYS: usize = 3;

/// The first day explained: `first`, or later, so that the day asked for is among the fortnight.
pub fn from(first: NaiveDate, last: NaiveDate, asked: Option<NaiveDate>) -> NaiveDate {
    let beyond = asked.filter(|asked| *asked > first + Days::new(LONGEST) && *asked <= last);
    beyond.map_or(first, |asked| asked.min(last - Days::new(LONGEST)))
}

/// Why the days from `first` to `last` (both included, at most a fortnight of them) that have no time inside everyone's hours have none.
pub fn days(
    outlook: &mut Outlook,
    ctx: &Ctx,
    query: &SlotQuery,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Reasons, Error> {
    let last = last.min(first + Days::new(LONGEST));
    if first > last || ctx.actor.membership().is_none() {
        return Ok(Reasons::new());
    }
    let Some(range) = query.time_zone.days(first, last) else { return Ok(Reasons::new()) };
    let Ok(zone) = query.time_zone.name().parse::<Tz>() else { return Ok(Reasons::new()) };
    let found = outlook.explain(ctx, range.start(), range.end())?;
    let date_of = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
    let mut by_day: BTreeMap<NaiveDate, Vec<&Explained>> = BTreeMap::new();
    for entry in &found.starts {
        by_day.entry(date_of(entry.interval.start())).or_default().push(entry);
    }
    let mut reasons = Reasons::new();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let entries = by_day.remove(&date).unwrap_or_default();
        if entries.iter().any(|entry| entry.offered.is_some()) {
            continue;
        }
        let ways = found.what_if.iter().find(|(day, _)| date_of(day.start()) == date);
        let what_if = ways.map(|(_, ways)| remedies(ways, &found)).unwrap_or_default();
        reasons.insert(date, Why { answer: sentence(&entries, &found), what_if });
    }
    Ok(reasons)
}

/// The two reasons that keep most of the day's times, named.
fn sentence(entries: &[&Explained], found: &Explanation) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    let mut count = |text: String| match counted.iter_mut().find(|(known, _)| *known == text) {
        Some((_, n)) => *n += 1,
        None => counted.push((text, 1)),
    };
    for refused in entries.iter().filter_map(|entry| entry.refused.as_ref()) {
        if refused.hosts.is_empty() {
            count(phrase(refused.reason, found.talent.as_ref()));
        }
        for obstacle in &refused.hosts {
            count(phrase(obstacle.reason, host(found, obstacle.host)));
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let phrases: Vec<String> = counted.into_iter().take(2).map(|(text, _)| text).collect();
    if phrases.is_empty() {
        words().t("why-closed")
    } else {
        words().with("why-sentence", &[("reasons", joined(&phrases).into())])
    }
}

fn host(found: &Explanation, id: domain::slots::HostId) -> Option<&Person> {
    found.hosts.iter().find(|person| person.user_id.uuid() == id)
}

fn joined(phrases: &[String]) -> String {
    phrases.join(if locale().lang == services::words::Lang::Ar { "؛ " } else { "; " })
}

fn phrase(reason: Reason, person: Option<&Person>) -> String {
    let key = match reason {
        Reason::OutOfOffice => "why-away",
        Reason::Holiday => "why-holiday",
        Reason::Pause => "why-pause",
        Reason::Busy | Reason::Buffer => "why-busy",
        // What else a talent has, and where, is theirs: not even that it is a booking.
        Reason::TalentBusy => "why-talent-busy",
        Reason::Hold => "why-hold",
        Reason::Notice | Reason::Past => "why-notice",
        Reason::Window => "why-window",
        Reason::EventHours => "why-event-hours",
        Reason::Seats => "why-seats",
        Reason::TalentHours => "why-talent-hours",
        Reason::CalendarStale => "why-stale",
        Reason::NoRoom => "why-no-room",
        Reason::Limit(..) => "why-limit",
        _ => "why-hours",
    };
    let named =
        matches!(key, "why-away" | "why-busy" | "why-talent-busy" | "why-hours" | "why-talent-hours" | "why-stale");
    match person.map(first_name).filter(|_| named) {
        Some(name) => words().with(key, &[("name", name.into())]),
        None if named => words().t("why-team"),
        None => words().t(key),
    }
}

/// What would open times: the remedies that open most, with how many times each.
fn remedies(ways: &[Opening], found: &Explanation) -> String {
    let lines: Vec<String> = ways.iter().filter_map(|way| remedy(way, found)).take(WAYS).collect();
    if lines.is_empty() {
        return String::new();
    }
    words().with("whatif-sentence", &[("ways", joined(&lines).into())])
}

fn remedy(way: &Opening, found: &Explanation) -> Option<String> {
    let named = |key: &'static str, person: Option<&Person>| {
        person.map(|person| words().with(key, &[("name", first_name(person).into())]))
    };
    let text = match way.relaxation {
        Relaxation::Notice => words().t("whatif-notice"),
        Relaxation::Window => words().t("whatif-window"),
        Relaxation::Buffers => words().t("whatif-buffers"),
        Relaxation::EventHours => words().t("whatif-event-hours"),
        Relaxation::Limits => words().t("whatif-limits"),
        Relaxation::Room => words().t("whatif-room"),
        Relaxation::Holidays => words().t("whatif-holidays"),
        Relaxation::Pauses => words().t("whatif-pauses"),
        Relaxation::TalentHours => named("whatif-talent-hours", found.talent.as_ref())?,
        Relaxation::HostHours(id) => named("whatif-hours", host(found, id))?,
        Relaxation::HostAway(id) => named("whatif-away", host(found, id))?,
        Relaxation::WithoutHost(id) => named("whatif-without", host(found, id))?,
    };
    let times = words().with("picker-times", &[("n", way.added.len().into())]);
    Some(words().with("whatif-line", &[("way", text.into()), ("times", times.into())]))
}

/// What a person is called in a sentence.
fn first_name(person: &Person) -> String {
    let name = show::name(person);
    name.split_whitespace().next().unwrap_or(&name).to_owned()
}
