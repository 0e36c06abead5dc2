//! Who may do what: every door of the server, tried as every kind of person, against one table. A door without a line fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "test"
)]

#[path = "it/api/client.rs"]
mod client;
#[path = "authorisation/scene.rs"]
mod scene;
#[path = "authorisation/table.rs"]
mod table;

use std::collections::BTreeSet;

use client::Client;
use scene::Scene;
use serde_json::Value;
use table::{COLUMNS, Line, REST};
use testkit::World;

/// `GET /api/v1/bookings/<booking>?x` and `GET /api/v1/bookings/{id}` as `GET /api/v1/bookings/*`: what table and document name alike.
fn shape(call: &str) -> String {
    let path = call.split('?').next().unwrap_or(call);
    let parts = path.split('/').map(|part| if part.starts_with(['<', '{']) { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn missing(doors: BTreeSet<String>, lines: &[Line]) -> (Vec<String>, Vec<String>) {
    let named: BTreeSet<String> = lines.iter().map(|line| shape(line.call)).collect();
    (doors.difference(&named).cloned().collect(), named.difference(&doors).cloned().collect())
}

#[test]
fn every_rest_operation_has_a_line_and_every_line_an_operation() {
    let document: Value = serde_json::from_str(&callboard::api::document_text()).unwrap();
    let doors = document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| shape(&format!("{} {path}", method.to_uppercase())))
    });
    let (without_line, without_door) = missing(doors.collect(), REST);
    assert!(without_line.is_empty(), "without a line in tests/authorisation/table.rs: {without_line:?}");
    assert!(without_door.is_empty(), "lines without a door: {without_door:?}");
}

#[tokio::test]
async fn rest_answers_as_the_table_says() {
    let world = World::new().await;
    let mut wrong = Vec::new();
    for line in REST {
        for (column, expected) in COLUMNS.iter().zip(line.is) {
            // A scene of its own for every try, so that no outcome depends on the try before.
            let scene = Scene::new(&world).await;
            let (method, path) = line.call.split_once(' ').unwrap();
            let body = scene.fill(line.body);
            let body = if body.is_empty() { Value::Null } else { serde_json::from_str(&body).expect(line.call) };
            let answer = Client::of(&world, scene.actor(column)).call(method, &scene.fill(path), body).await;
            if answer.status.as_u16() != expected {
                wrong.push(format!(
                    "{} as {column}: {} instead of {expected}: {}",
                    line.call, answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
