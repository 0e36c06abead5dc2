//! The Team tab as it is posted: who hosts, their turns, and what each has of their own to meet by. Judges nothing.

use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use domain::field::FieldCode;
use domain::id::{Id, Schedule, User};
use domain::meeting::MeetingType;
use services::event_types::{EventTypeForm, HostForm};

use crate::http::forms::Posted;
use crate::http::forms::reading::Reading;

pub(super) fn team(reading: &mut Reading<'_>, before: EventTypeForm) -> EventTypeForm {
    let in_turn = reading.text("scheduling") == Scheduling::RoundRobin.as_str();
    let mut hosts = Vec::new();
    for host in reading.posted().all("hosts") {
        let Ok(user_id) = host.parse::<Id<User>>() else {
            reading.fail("hostList", FieldCode::Unknown);
            continue;
        };
        let known = before.hosts.iter().find(|one| one.user_id == user_id).cloned();
        let known = known.unwrap_or_else(|| HostForm::fixed(user_id));
        let own = |name: &str| format!("{name}[{host}]");
        hosts.push(HostForm {
            is_fixed: !in_turn || reading.ticked(&own("fixed")),
            weight: reading.number(&own("weight")).unwrap_or(known.weight),
            priority: reading.number(&own("priority")).unwrap_or(known.priority),
            group: reading.text(&own("group")),
            schedule_id: schedule(reading, &own("schedule"), known.schedule_id),
            locations: own_places(reading, host, known.locations),
            ..known
        });
    }
    let mut turns = before.turns;
    turns.method = word(reading, "method").unwrap_or(turns.method);
    turns.since = word(reading, "since").unwrap_or(turns.since);
    turns.no_show_counts = reading.ticked("noShowCounts");
    // Turns stay turns, even while one alone takes them.
    let scheduling = match (hosts.len(), in_turn) {
        (_, true) => Scheduling::RoundRobin,
        (1, false) => Scheduling::Single,
        (_, false) => Scheduling::Collective,
    };
    EventTypeForm { scheduling: scheduling.as_str().to_owned(), hosts, turns, ..before }
}

/// Whose hours count here: what was chosen; as it was where nothing was asked.
fn schedule(reading: &mut Reading<'_>, name: &str, known: Option<Id<Schedule>>) -> Option<Id<Schedule>> {
    match reading.posted().optional(name) {
        None => known,
        Some("") => None,
        Some(chosen) => {
            let found = chosen.parse().ok();
            if found.is_none() {
                reading.fail("hostList", FieldCode::Unknown);
            }
            found
        }
    }
}

/// What a word of the domain stands for; one must be chosen.
fn word<T: serde::de::DeserializeOwned>(reading: &mut Reading<'_>, name: &str) -> Option<T> {
    let found = serde_json::from_value(serde_json::Value::from(reading.text(name))).ok();
    if found.is_none() {
        reading.fail(name, FieldCode::Required);
    }
    found
}

/// A host's own link, number and address; those of ways the form does not ask for stay as they were.
fn own_places(reading: &Reading<'_>, host: &str, known: Vec<EventLocation>) -> Vec<EventLocation> {
    let at = |name: &str| format!("{name}[{host}]");
    let asked = |name: &str| reading.posted().optional(&at(name)).is_some();
    let stays = |own: &EventLocation| match own.way() {
        MeetingType::Video => !asked("ownUrl"),
        MeetingType::Phone => !asked("ownPhone"),
        MeetingType::InPerson => !asked("ownAddress"),
    };
    let (url, password) = (reading.filled(&at("ownUrl")), reading.filled(&at("ownPassword")));
    let video = (url.is_some() || password.is_some()).then_some(EventLocation::Video { url, password });
    let phone = reading.filled(&at("ownPhone")).map(|number| EventLocation::Phone { number: Some(number) });
    let address = reading.filled(&at("ownAddress"));
    let address = address.map(|address| EventLocation::InPerson { room_id: None, address: Some(address) });
    known.into_iter().filter(stays).chain(video).chain(phone).chain(address).collect()
}

/// The form's name of a fault in what a host has of their own: `hosts.2.locations.0.url`.
pub(super) fn own_field(posted: &Posted, field: &str) -> Option<String> {
    let (place, rest) = field.strip_prefix("hosts.")?.split_once(".locations.")?;
    let host = posted.all("hosts").nth(place.parse().ok()?)?;
    let name = match rest.split_once('.').map(|(_, name)| name) {
        Some("url") => "ownUrl",
        Some("password") => "ownPassword",
        Some("number") => "ownPhone",
        Some("address") => "ownAddress",
        _ => return None,
    };
    Some(format!("{name}[{host}]"))
}
