//! Every case of `tests/vectors`, through the solver. Slots cases whose grids lack `clock_host` are listed, nothing else is left out.

use domain::solve::solve_case;
use serde_json::Value;
use std::fs;

fn cases() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    let read = |f: &std::path::PathBuf| serde_json::from_str::<Vec<Value>>(&fs::read_to_string(f).unwrap()).unwrap();
    files.iter().flat_map(read).collect()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// What of `expect` the result does not show.
fn differences(case: &Value, result: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_prefix = case["assertion"] == "prefix";
    let all = if result["slots"].is_array() { list(&result["slots"]) } else { list(&result["instances"]) };
    for (key, wanted) in case["expect"].as_object().unwrap() {
        let given = match key.as_str() {
            "slots" if is_prefix => {
                // The source accepts any prefix of its list; ours is the whole, so theirs must begin with it or equal it.
                let (theirs, ours) = (list(wanted), all.clone());
                if ours != theirs {
                    wrong.push(format!("slots: {ours:?} is not {theirs:?}"));
                }
                continue;
            }
            "count" => Value::from(all.len()),
            "first" => all.first().cloned().unwrap_or_default(),
            "last" => all.last().cloned().unwrap_or_default(),
            "contains" => {
                wrong.extend(list(wanted).into_iter().filter(|w| !all.contains(w)).map(|w| format!("lacks {w}")));
                continue;
            }
            "excludes" => {
                wrong.extend(list(wanted).into_iter().filter(|w| all.contains(w)).map(|w| format!("has {w}")));
                continue;
            }
            "host_any_of" => {
                let wanted = list(wanted);
                let fits = if wanted.is_empty() { result["host"].is_null() } else { wanted.contains(&result["host"]) };
                if !fits {
                    wrong.push(format!("host {} is none of {wanted:?}", result["host"]));
                }
                continue;
            }
            "hosts_any_order" => {
                let sorted = |v: &Value| {
                    let mut names: Vec<String> = list(v).iter().map(|n| n.as_str().unwrap().to_owned()).collect();
                    names.sort();
                    names
                };
                if sorted(wanted) != sorted(&result[key]) {
                    wrong.push(format!("hosts {} are not {wanted}", result[key]));
                }
                continue;
            }
            _ => result[key].clone(),
        };
        if given != *wanted {
            wrong.push(format!("{key}: {given} is not {wanted}"));
        }
    }
    wrong
}

#[test]
fn every_vector_holds() {
    let (mut ran, mut not_applicable, mut wrong) = (0, Vec::new(), Vec::new());
    for case in cases() {
        let id = case["id"].as_str().unwrap().to_owned();
        if case["kind"] == "slots" && !list(&case["grids"]).contains(&Value::from("clock_host")) {
            not_applicable.push(id);
            continue;
        }
        ran += 1;
        match solve_case(&case) {
            Ok(result) => wrong.extend(differences(&case, &result).into_iter().map(|w| format!("{id}: {w}"))),
            Err(error) => wrong.push(format!("{id}: {error}")),
        }
    }
    println!("{ran} cases ran; not applicable: {not_applicable:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(ran > 140, "the vectors are missing");
    assert_eq!(not_applicable, ["limits-cal-089", "slots-cal-031"]);
}

/// What the vectors do not show of the form: sets of dates, instants among wall-clock times, both ends of `between`.
#[test]
fn recurrence_cases_beyond_the_vectors() {
    let instances = |recurrence: Value| {
        let case = serde_json::json!({ "id": "x", "kind": "recurrence", "given": { "recurrence": recurrence } });
        solve_case(&case).unwrap()["instances"].clone()
    };
    let dates = ["1997-09-02T09:00:00", "1997-09-04T09:00:00", "1997-09-09T09:00:00"];
    let set = serde_json::json!({ "dtstart": "1970-01-01T00:00:00", "timezone": "UTC", "rdates": dates, "exdates": ["1997-09-04T09:00:00Z"] });
    assert_eq!(instances(set), serde_json::json!(["1997-09-02T09:00:00Z", "1997-09-09T09:00:00Z"]));
    let between = serde_json::json!({ "from": "2012-02-02T09:30:00Z", "to": "2012-02-04T09:30:00Z" });
    let rule = serde_json::json!({ "dtstart": "2012-02-01T09:30:00", "rrule": "FREQ=DAILY", "between": between });
    assert_eq!(list(&instances(rule)).len(), 3);
    let valid = |given: Value| {
        solve_case(&serde_json::json!({ "kind": "validation", "given": given })).unwrap()["valid"].clone()
    };
    assert_eq!(valid(serde_json::json!({ "rrule": "FREQ=SECONDLY" })), false);
    assert_eq!(valid(serde_json::json!({ "rrule": "FREQ=DAILY;COUNT=0" })), false);
    assert_eq!(valid(serde_json::json!({ "event": { "limits": { "bookings": { "day": 5, "week": 4 } } } })), false);
    assert_eq!(valid(serde_json::json!({ "limits": { "day": 2, "month": 4 } })), true);
    assert_eq!(
        valid(serde_json::json!({ "hosts": [{ "weekly": [{ "days": [1], "start": "09:00", "end": "09:00" }] }] })),
        false
    );
}

/// Members may be null, weights fractions, and limits may stand by themselves; what cannot be read is told, never guessed.
#[test]
fn forms_the_vectors_do_not_show() {
    use serde_json::json;
    let host = |id: &str, weight: Value| {
        json!({ "id": id, "timezone": "UTC", "weekly": [{ "days": [1], "start": "09:00", "end": "12:00" }], "overrides": null,
            "busy": null, "out_of_office": null, "limits": null, "weight": weight, "priority": null, "fixed": null, "group": null })
    };
    let given = |hosts: Value| {
        json!({ "now": "2024-01-07T12:00:00Z", "hosts": hosts, "bookings": null, "attempt": { "start": "2024-01-08T09:00:00Z" },
            "event": { "duration_min": 30, "scheduling": "round_robin", "buffer_before_min": null, "offset_start_min": null,
                "period": null, "limits": { "bookings": null, "duration_min": { "day": 60 } }, "team_limits": null,
                "round_robin": { "strategy": "weighted", "reset": null } } })
    };
    let solve = |kind: &str, given: Value| solve_case(&json!({ "id": "x", "kind": kind, "given": given }));
    let answer = solve("assignment", given(json!([host("a", json!(0.2)), host("b", json!(0.3))]))).unwrap();
    assert_eq!(answer["host"], "b", "a third more is more");
    assert_eq!(solve("booking", given(json!([host("a", Value::Null)]))).unwrap(), json!({ "booking": "accepted" }));
    let valid = |given: Value| solve("validation", given).unwrap()["valid"].clone();
    assert_eq!(valid(json!({ "bookings": { "day": 3, "week": 2 } })), false);
    assert_eq!(valid(json!({ "duration_min": { "week": 120, "year": 120 } })), true);
    for (broken, word) in [
        (json!([host("a", json!("heavy"))]), "invalid type"),
        (json!([{ "id": "a", "timezone": "Mars/Olympus", "weekly": [] }]), "zone"),
        (
            json!([{ "id": "a", "timezone": "UTC", "weekly": [{ "days": [1], "start": "09:00", "end": "09:00" }] }]),
            "bad case",
        ),
    ] {
        let error = solve("booking", given(broken)).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}
