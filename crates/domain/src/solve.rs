//! Answers case files of scheduling facts (`tests/vectors/README.md`) through the same functions the product calls.
//! Must not hold a rule: it translates JSON into a problem and an answer into JSON.

use crate::recurrence::{Recurrence, Series};
use crate::slots::{Problem, Reason, Refused, bookable, free_ranges, offered};
use crate::time::{Interval, IntervalSet};
use crate::zone::Zone;
use case::{Case, Given};
use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use pool::Pool;
use serde_json::{Map, Value, json};

mod case;
mod pool;

/// Why a case could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The file or the case is not in the form of the README.
    #[error("bad case: {0}")]
    Malformed(String),
    /// The case asks for more than anybody needs.
    #[error("the case is too large: {0}")]
    TooLarge(&'static str),
    /// No case of the file has the id asked for.
    #[error("there is no case {0:?}")]
    NoSuchCase(String),
}

/// Longest range a case may ask about.
const LONGEST: TimeDelta = TimeDelta::days(1100);
/// Most instances told when the case sets no limit.
const MOST_INSTANCES: usize = 1000;

/// Reads a file with one case or a list of cases and answers those wanted: one `{"id", "result"}` (or `{"id", "error"}`) each.
///
/// # Errors
/// If the text is no JSON, or `id` is given and no case has it.
pub fn solve_text(text: &str, id: Option<&str>) -> Result<Vec<Value>, SolveError> {
    let file: Value = serde_json::from_str(text).map_err(|e| SolveError::Malformed(e.to_string()))?;
    let cases = match file {
        Value::Array(cases) => cases,
        one => vec![one],
    };
    let name = |case: &Value| case.get("id").cloned().unwrap_or(Value::Null);
    let wanted: Vec<&Value> = cases.iter().filter(|c| id.is_none_or(|id| name(c) == id)).collect();
    if let (Some(id), true) = (id, wanted.is_empty()) {
        return Err(SolveError::NoSuchCase(id.chars().take(80).collect()));
    }
    let answer = |case: &&Value| match solve_case(case) {
        Ok(result) => json!({ "id": name(case), "result": result }),
        Err(error) => json!({ "id": name(case), "error": error.to_string() }),
    };
    Ok(wanted.iter().map(answer).collect())
}

/// Answers one case in the form of its `expect`.
///
/// # Errors
/// [`SolveError::Malformed`] and [`SolveError::TooLarge`].
pub fn solve_case(case: &Value) -> Result<Value, SolveError> {
    let kind = case.get("kind").and_then(Value::as_str).unwrap_or_default();
    if kind == "validation" {
        return Ok(json!({ "valid": is_valid(case.get("given").unwrap_or(&Value::Null)) }));
    }
    let read: Case = serde_json::from_value(case.clone()).map_err(|e| SolveError::Malformed(e.to_string()))?;
    match kind {
        "slots" => slots(&read.given),
        "booking" => booking(&read.given),
        "assignment" => assignment(&read.given),
        "recurrence" => recurrence(&read.given),
        _ => Err(SolveError::Malformed("unknown kind".to_owned())),
    }
}

fn missing(what: &str) -> SolveError {
    SolveError::Malformed(format!("{what} is missing"))
}

fn stamp(at: DateTime<Utc>) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn ranges(set: &IntervalSet) -> Value {
    set.iter().map(|i| json!({ "start": stamp(i.start()), "end": stamp(i.end()) })).collect()
}

fn slots(given: &Given) -> Result<Value, SolveError> {
    let query = given.query.as_ref().ok_or_else(|| missing("query"))?;
    let (from, to) = (query.from, query.to);
    if to.signed_duration_since(from) > LONGEST {
        return Err(SolveError::TooLarge("a query of more than 1100 days"));
    }
    let pool = Pool::read(given)?;
    let found = offered(&pool.problem, from, to);
    let mut result = Map::new();
    result.insert("slots".into(), found.iter().map(|s| stamp(s.start())).collect());
    result.insert("free".into(), ranges(&free_ranges(&pool.problem, from, to)));
    if pool.problem.hosts.len() > 1 && found.len() <= 2_000 {
        let hosts = found.iter().map(|slot| {
            let booking = bookable(&pool.problem, slot.start(), pool.problem.duration);
            let names: Vec<&str> =
                booking.map(|b| b.free.iter().map(|id| pool.name(*id)).collect()).unwrap_or_default();
            (slot.start().to_rfc3339_opts(SecondsFormat::AutoSi, true), json!(names))
        });
        result.insert("hosts_by_slot".into(), Value::Object(hosts.collect()));
    }
    Ok(Value::Object(result))
}

/// The word a case file uses for a refusal.
fn word(refused: &Refused) -> String {
    match refused.reason {
        Reason::Window => "period".to_owned(),
        Reason::Limit(..) => "limit".to_owned(),
        other => other.code(),
    }
}

fn booking(given: &Given) -> Result<Value, SolveError> {
    let attempt = given.attempt.as_ref().ok_or_else(|| missing("attempt"))?;
    let pool = Pool::read(given)?;
    Ok(match bookable(&pool.problem, attempt.start, pool.problem.duration) {
        Ok(_) => json!({ "booking": "accepted" }),
        Err(refused) => json!({ "booking": "rejected", "reason": word(&refused) }),
    })
}

fn assignment(given: &Given) -> Result<Value, SolveError> {
    let attempt = given.attempt.as_ref().ok_or_else(|| missing("attempt"))?;
    let mut pool = Pool::read(given)?;
    let try_once = |problem: &Problem| bookable(problem, attempt.start, problem.duration);
    let Some(repeat) = attempt.repeat else {
        return Ok(match try_once(&pool.problem) {
            Ok(booking) => {
                let team: Vec<&str> = booking.hosts.iter().map(|id| pool.name(*id)).collect();
                let turn = booking.choices.first().map(|c| c.host).or_else(|| booking.hosts.first().copied());
                json!({ "host": turn.map(|id| pool.name(id)), "hosts": team })
            }
            Err(refused) => {
                json!({ "host": Value::Null, "host_any_of": [], "booking": "rejected", "reason": word(&refused) })
            }
        });
    };
    if repeat > 1_000 {
        return Err(SolveError::TooLarge("more than 1000 repetitions"));
    }
    let mut taken: Vec<String> = Vec::new();
    for _ in 0..repeat {
        let Ok(booking) = try_once(&pool.problem) else { break };
        let turn = booking.choices.first().map(|c| c.host).or_else(|| booking.hosts.first().copied());
        taken.extend(turn.map(|id| pool.name(id).to_owned()));
        pool.book(&booking);
    }
    let then = if try_once(&pool.problem).is_ok() { "accepted" } else { "rejected" };
    Ok(json!({ "hosts_any_order": taken, "then": then }))
}

fn recurrence(given: &Given) -> Result<Value, SolveError> {
    let asked = given.recurrence.as_ref().ok_or_else(|| missing("recurrence"))?;
    let bad = |e: &dyn std::fmt::Display| SolveError::Malformed(e.to_string());
    let zone = asked.timezone.parse::<Zone>().map_err(|e| bad(&e))?;
    // Wall-clock times, dates, or instants (written with Z), which are read on the zone's clock.
    let local = |text: &String| -> Result<NaiveDateTime, SolveError> {
        if text.ends_with('Z') {
            return text.parse::<DateTime<Utc>>().map(|at| zone.local(at)).map_err(|e| bad(&e));
        }
        let date = || text.parse::<chrono::NaiveDate>().map(NaiveDateTime::from);
        text.parse::<NaiveDateTime>().or_else(|_| date()).map_err(|e| bad(&e))
    };
    let mut series = Series {
        start: local(&asked.dtstart)?,
        zone,
        rule: asked.rrule.as_deref().map(str::parse::<Recurrence>).transpose().map_err(|e| bad(&e))?,
        except: asked.exdates.iter().map(local).collect::<Result<_, _>>()?,
        also: asked.rdates.iter().map(local).collect::<Result<_, _>>()?,
    };
    if series.rule.is_none() && !series.also.is_empty() && !series.also.contains(&series.start) {
        // A case of nothing but dates is a set, as in the libraries the cases come from: the start is no member of its own.
        series.except.push(series.start);
    }
    let range = match &asked.between {
        // Both ends are included, as in those libraries.
        Some(between) => Interval::new(between.from, between.to + TimeDelta::microseconds(1))
            .ok_or_else(|| bad(&"between is empty"))?,
        None => Interval::always(),
    };
    let limit = asked.limit.unwrap_or(MOST_INSTANCES).min(100_000);
    let instances = series.instances(&range, limit).map_err(|e| bad(&e))?;
    Ok(json!({ "instances": instances.into_iter().map(stamp).collect::<Value>() }))
}

/// Whether everything a validation case shows is acceptable: rules, zones, limits, hours.
fn is_valid(given: &Value) -> bool {
    match given {
        Value::Object(fields) => fields.iter().all(|(name, value)| match (name.as_str(), value) {
            ("rrule", Value::String(rule)) => is_rule(rule, fields.get("dtstart").and_then(Value::as_str)),
            ("timezone" | "zone", Value::String(name)) => name.parse::<Zone>().is_ok(),
            ("limits" | "team_limits", value) => case::limits_of(value).is_some_and(|l| l.validate().is_ok()),
            ("bookings" | "duration_min", Value::Object(_)) => {
                case::limits_of(&json!({ name: value })).is_some_and(|l| l.validate().is_ok())
            }
            ("weekly" | "intervals" | "windows", Value::Array(windows)) => windows.iter().all(is_window),
            (_, value) => is_valid(value),
        }),
        Value::Array(items) => items.iter().all(is_valid),
        _ => true,
    }
}

fn is_rule(rule: &str, start: Option<&str>) -> bool {
    let Ok(rule) = rule.parse::<Recurrence>() else { return false };
    let start = start.and_then(|s| s.get(..10)).and_then(|s| s.parse().ok());
    // Without a start any will do to see whether the rule gives a date at all.
    let start = start.or_else(|| chrono::NaiveDate::from_ymd_opt(2024, 1, 1));
    start.is_none_or(|start| rule.first_date(start).is_ok())
}

fn is_window(window: &Value) -> bool {
    let time = |name: &str| window.get(name).and_then(Value::as_str).and_then(|t| t.parse().ok());
    match (time("start"), time("end")) {
        (Some(start), Some(end)) => crate::time::DayWindow::new(start, end).is_ok(),
        _ => false,
    }
}
