//! From the text of a calendar (iCalendar, RFC 5545) to when its owner is busy. calcard reads the text, `domain::calendar` has the rules; here
//! only names are translated, and zones that are described rather than named are found in `own_zone`. What cannot be understood is an error for the whole calendar: unknown is not free (rule 12). Fetches nothing.

mod own_zone;

use std::{cell::RefCell, collections::HashMap};

use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry,
        ICalendarFreeBusyType, ICalendarParameterName, ICalendarParameterValue, ICalendarParticipationStatus,
        ICalendarPeriod, ICalendarProperty, ICalendarStatus, ICalendarTransparency, ICalendarValue,
        timezone::TzResolver,
    },
};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use domain::{
    calendar::{self, CalendarError, Ends, Event, When},
    recurrence::{Effort, Recurrence, RecurrenceError},
    time::Interval,
    zone::Zone,
};

/// Most busy times of one calendar.
const MOST: usize = 50_000;
/// Longest name of an event that is kept.
const LONGEST_KEY: usize = 200;

/// Why a calendar cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IcsError {
    /// It is something else, or its end is missing.
    NotACalendar,
    /// A date, zone or rule in it makes no sense to us.
    NotUnderstood,
    /// It has more busy times than anybody has.
    TooMany,
}

impl IcsError {
    /// A stable word for it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::NotACalendar => "not_a_calendar",
            Self::NotUnderstood => "not_understood",
            Self::TooMany => "too_many",
        }
    }
}

impl From<CalendarError> for IcsError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::TooMany | CalendarError::Rule(RecurrenceError::TooMany) => Self::TooMany,
            CalendarError::Rule(_) => Self::NotUnderstood,
        }
    }
}

/// Whose calendar it is, as far as its text depends on that.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    /// The zone of dates and floating times, unless the calendar states its own.
    pub(super) zone: Zone,
    /// Finds the owner among an event's guests.
    pub(super) address: Option<String>,
    /// Whether what they accepted tentatively takes their time.
    pub(super) tentative: bool,
}

/// What may be spent on the rules of one calendar: twenty thousand daily events cost thirty million, a second or two.
pub(super) const fn effort() -> Effort {
    Effort::of(50_000_000)
}

/// When the owner is busy in `range`, each time with its event's name. What belongs to one calendar shares one `effort`.
pub(super) fn busy(
    body: &[u8],
    reader: &Reader,
    range: &Interval,
    effort: &mut Effort,
) -> Result<Vec<(String, Interval)>, IcsError> {
    let (events, zone) = events(body, reader, range)?;
    let found = calendar::busy(&events, zone, range, MOST, effort)?;
    Ok(found.into_iter().map(|(uid, time)| (uid.chars().take(LONGEST_KEY).collect(), time)).collect())
}

/// When the one event in `body` is, whether it takes time or not, and whether it is off.
pub(super) fn span(body: &[u8], reader: &Reader, range: &Interval) -> Result<(Option<Interval>, bool), IcsError> {
    let (mut events, zone) = events(body, reader, range)?;
    let off = events.iter().all(|event| event.off);
    for event in &mut events {
        event.counts = true;
    }
    let found = calendar::busy(&events, zone, range, MOST, &mut effort())?;
    Ok((found.first().map(|(_, time)| *time), off))
}

fn events(body: &[u8], reader: &Reader, range: &Interval) -> Result<(Vec<Event>, Zone), IcsError> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let (first, last) = (text.lines().next().unwrap_or_default(), text.lines().next_back().unwrap_or_default());
    if !first.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR") || !last.trim().eq_ignore_ascii_case("END:VCALENDAR") {
        return Err(IcsError::NotACalendar);
    }
    let calendar = ICalendar::parse(text).map_err(|_| IcsError::NotACalendar)?;
    let own = RefCell::new(HashMap::new());
    let zones = Zones { resolver: calendar.build_tz_resolver(), calendar: &calendar, range: *range, own };
    let mut events = Vec::new();
    for (number, component) in calendar.components.iter().enumerate() {
        match component.component_type {
            ICalendarComponentType::VEvent => events.push(event(component, number, &zones, reader)?),
            ICalendarComponentType::VFreebusy => free_busy(component, number, &zones, &mut events)?,
            _ => {}
        }
    }
    Ok((events, stated_zone(&calendar, &zones)?.unwrap_or(reader.zone)))
}

/// Names of zones as calendars write them: IANA, Windows, either behind a path; else what the calendar says of them itself.
struct Zones<'a> {
    resolver: TzResolver<&'a str>,
    calendar: &'a ICalendar,
    /// The time that is read: what a zone described there shows at other times is nobody's concern.
    range: Interval,
    /// Those that were described and looked for.
    own: RefCell<HashMap<String, Option<Zone>>>,
}

impl Zones<'_> {
    fn find(&self, name: &str) -> Result<Zone, IcsError> {
        let name = name.trim().trim_matches('"');
        let known = |name: &str| -> Option<Zone> {
            name.parse().ok().or_else(|| self.resolver.resolve(name)?.name()?.parse().ok())
        };
        let mut tail = name;
        loop {
            if let Some(zone) = known(tail) {
                return Ok(zone);
            }
            let Some((_, rest)) = tail.split_once('/') else { break };
            tail = rest;
        }
        let mut own = self.own.borrow_mut();
        let found = own.entry(name.to_owned()).or_insert_with(|| own_zone::find(self.calendar, name, &self.range));
        found.ok_or(IcsError::NotUnderstood)
    }

    /// The zone an entry names.
    fn of(&self, entry: &ICalendarEntry) -> Result<Option<Zone>, IcsError> {
        entry.tz_id().map(|name| self.find(name)).transpose()
    }
}

/// `X-WR-TIMEZONE`: the zone of the whole calendar's dates and floating times.
fn stated_zone(calendar: &ICalendar, zones: &Zones<'_>) -> Result<Option<Zone>, IcsError> {
    let root = calendar.components.iter().find(|one| one.component_type == ICalendarComponentType::VCalendar);
    let entries = root.map(|root| root.entries.as_slice()).unwrap_or_default();
    let stated = entries.iter().find(
        |entry| matches!(&entry.name, ICalendarProperty::Other(name) if name.eq_ignore_ascii_case("X-WR-TIMEZONE")),
    );
    let name = stated.and_then(|entry| entry.values.first()).and_then(ICalendarValue::as_text);
    name.map(|name| zones.find(name)).transpose()
}

/// A point of time with the zone its entry names.
fn when(at: &PartialDateTime, zone: Option<Zone>) -> Result<When, IcsError> {
    let number = |value: Option<u8>| value.map_or(0, u32::from);
    let date = at
        .year
        .zip(at.month)
        .zip(at.day)
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()))
        .ok_or(IcsError::NotUnderstood)?;
    if at.hour.is_none() {
        return Ok(When::Date(date));
    }
    // A leap second is the second after.
    let local = date
        .and_hms_opt(number(at.hour), number(at.minute), number(at.second).min(59))
        .ok_or(IcsError::NotUnderstood)?;
    Ok(match at.tz_hour {
        Some(hours) => When::Instant(at_offset(local, hours, number(at.tz_minute), at.tz_minus).and_utc()),
        None => When::Local(local, zone),
    })
}

fn at_offset(local: NaiveDateTime, hours: u8, minutes: u32, minus: bool) -> NaiveDateTime {
    let offset = TimeDelta::minutes(i64::from(hours) * 60 + i64::from(minutes));
    if minus { local + offset } else { local - offset }
}

/// Every point of time of an entry, such as a list of exceptions; the start of a period.
fn points(entry: &ICalendarEntry, zones: &Zones<'_>) -> Result<Vec<When>, IcsError> {
    let zone = zones.of(entry)?;
    let point = |value: &ICalendarValue| match value {
        ICalendarValue::PartialDateTime(at) => when(at, zone),
        ICalendarValue::Period(ICalendarPeriod::Range { start, .. } | ICalendarPeriod::Duration { start, .. }) => {
            when(start, zone)
        }
        _ => Err(IcsError::NotUnderstood),
    };
    entry.values.iter().map(point).collect()
}

fn length(duration: &ICalendarDuration) -> Result<Ends, IcsError> {
    if duration.neg {
        return Err(IcsError::NotUnderstood);
    }
    let (days, hours) = (i64::from(duration.weeks) * 7 + i64::from(duration.days), i64::from(duration.hours));
    let seconds = (hours * 60 + i64::from(duration.minutes)) * 60 + i64::from(duration.seconds);
    Ok(Ends::After { days, seconds })
}

fn event(component: &ICalendarComponent, number: usize, zones: &Zones<'_>, reader: &Reader) -> Result<Event, IcsError> {
    let (mut start, mut end, mut instance, mut rule) = (None, Ends::Unsaid, None, None);
    let (mut and_later, mut sequence, mut declined, mut free) = (false, 0, false, false);
    let (mut except, mut also) = (Vec::new(), Vec::new());
    for entry in &component.entries {
        let first = || points(entry, zones).map(|points| points.first().copied());
        match (&entry.name, entry.values.first()) {
            (ICalendarProperty::Dtstart, _) => start = first()?,
            (ICalendarProperty::Dtend, Some(_)) => end = first()?.map_or(Ends::Unsaid, Ends::At),
            (ICalendarProperty::Duration, Some(ICalendarValue::Duration(duration))) => end = length(duration)?,
            (ICalendarProperty::Duration, Some(_)) => return Err(IcsError::NotUnderstood),
            (ICalendarProperty::RecurrenceId, _) => {
                instance = first()?;
                and_later = entry.has_parameter(&ICalendarParameterName::Range);
            }
            // A second rule is as good as forbidden, and nobody can tell what it is to mean.
            (ICalendarProperty::Rrule, Some(ICalendarValue::RecurrenceRule(found))) if rule.is_none() => {
                let text = found.to_string();
                let text = text.strip_prefix("RRULE:").unwrap_or(&text);
                rule = Some(text.parse::<Recurrence>().map_err(|_| IcsError::NotUnderstood)?);
            }
            (ICalendarProperty::Rrule, _) => return Err(IcsError::NotUnderstood),
            (ICalendarProperty::Exdate, _) => except.extend(points(entry, zones)?),
            (ICalendarProperty::Rdate, _) => also.extend(points(entry, zones)?),
            (ICalendarProperty::Sequence, Some(ICalendarValue::Integer(found))) => sequence = *found,
            (ICalendarProperty::Other(name), Some(value))
                if name.eq_ignore_ascii_case("X-MICROSOFT-CDO-BUSYSTATUS") =>
            {
                free |= value.as_text().is_some_and(|text| text.eq_ignore_ascii_case("FREE"));
            }
            (ICalendarProperty::Attendee, _) => declined |= has_declined(entry, reader.address.as_deref()),
            _ => {}
        }
    }
    let cancelled = component.status() == Some(&ICalendarStatus::Cancelled);
    let unsure = component.status() == Some(&ICalendarStatus::Tentative) && !reader.tentative;
    let transparent = component.transparency() == Some(&ICalendarTransparency::Transparent);
    Ok(Event {
        // Events without a name are events of their own.
        uid: component.uid().map_or_else(|| format!("#{number}"), str::to_owned),
        instance,
        and_later,
        sequence,
        start: start.or(instance).ok_or(IcsError::NotUnderstood)?,
        end,
        rule,
        except,
        also,
        counts: !(cancelled || transparent || declined || free || unsure),
        off: cancelled || declined,
    })
}

/// Whether an entry says that the owner declined.
fn has_declined(entry: &ICalendarEntry, address: Option<&str>) -> bool {
    let declined = ICalendarParameterValue::Partstat(ICalendarParticipationStatus::Declined);
    let is_owner =
        entry.calendar_address().zip(address).is_some_and(|(one, other)| one.trim().eq_ignore_ascii_case(other));
    is_owner && entry.parameter(&ICalendarParameterName::Partstat) == Some(&declined)
}

/// The periods of a component that says when somebody is busy, and nothing else.
fn free_busy(
    component: &ICalendarComponent,
    number: usize,
    zones: &Zones<'_>,
    events: &mut Vec<Event>,
) -> Result<(), IcsError> {
    let free = ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free);
    let periods = component.entries.iter().filter(|entry| entry.name == ICalendarProperty::Freebusy);
    for entry in periods.filter(|entry| entry.parameter(&ICalendarParameterName::Fbtype) != Some(&free)) {
        let zone = zones.of(entry)?;
        for value in &entry.values {
            let (start, end) = match value {
                ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => (start, Ends::At(when(end, zone)?)),
                ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => (start, length(duration)?),
                _ => return Err(IcsError::NotUnderstood),
            };
            events.push(Event {
                uid: format!("#{number}.{}", events.len()),
                instance: None,
                and_later: false,
                sequence: 0,
                start: when(start, zone)?,
                end,
                rule: None,
                except: Vec::new(),
                also: Vec::new(),
                counts: true,
                off: false,
            });
        }
    }
    Ok(())
}
