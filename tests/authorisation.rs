//! Who may do what: every door of the server (pages, forms, server functions, files, REST), tried as every kind of person, against one
//! table. A door without a line fails, and so does a line without a door.
#![recursion_limit = "256"]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "test"
)]

#[path = "authorisation/browser.rs"]
mod browser;
#[path = "it/api/client.rs"]
mod client;
#[path = "authorisation/doors.rs"]
mod doors;
#[path = "authorisation/markup.rs"]
mod markup;
#[path = "it/pages.rs"]
mod pages;
#[path = "authorisation/scene.rs"]
mod scene;
#[path = "authorisation/statements.rs"]
mod statements;
#[path = "authorisation/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::pin::Pin;

use browser::Browser;
use client::Client;
use scene::Scene;
use serde_json::Value;
use table::{COLUMNS, Line, REST, forms::FORMS, functions::FUNCTIONS, pages::PAGES, without_route::WITHOUT_ROUTE};
use testkit::World;

#[tokio::test]
async fn every_door_has_a_line_and_every_line_a_door() {
    let world = World::without_organization(2, |_| {}).await;
    let lines: Vec<&str> =
        [REST, PAGES, FORMS, FUNCTIONS].iter().flat_map(|lines| lines.iter().map(|line| line.call)).collect();
    let doors = doors::all(&callboard::http::router(browser::state(&world)));
    assert!(doors.len() > 80, "the list of routes cannot be read any more: {doors:?}");

    let closed: Vec<String> = doors::listed_forms()
        .into_iter()
        .filter(|form| !doors.iter().any(|door| doors::leads_to(form, door)))
        .collect();
    assert!(closed.is_empty(), "in a ROUTES of src/http/forms/*, but the router does not know them: {closed:#?}");
    let unlisted: Vec<&String> =
        doors.iter().filter(|door| doors::is_dispatch(door) && doors::expanded(door).is_empty()).collect();
    assert!(
        unlisted.is_empty(),
        "forms that tell their actions apart by the address, without one in ROUTES of their file: {unlisted:#?}"
    );

    // A form whose address ends in `{action}` is as many doors as its file lists in ROUTES; nothing else is let in (`Posted`).
    let doors: BTreeSet<String> = doors
        .iter()
        .flat_map(|door| if doors::is_dispatch(door) { doors::expanded(door) } else { vec![door.clone()] })
        .collect();
    let without_line: Vec<&String> =
        doors.iter().filter(|door| !lines.iter().any(|line| doors::leads_to(line, door))).collect();
    assert!(
        without_line.is_empty(),
        "Routes without a line in the authorisation table. Add one line each in tests/authorisation/table/ (pages.rs for GET, forms.rs for \
         POST, functions.rs for /_fn) or table.rs (REST), with what product.md lets each role do; the head of table.rs says how: \
         {without_line:#?}"
    );
    let without_door: Vec<&&str> =
        lines.iter().filter(|line| !doors.iter().any(|door| doors::leads_to(line, door))).collect();
    assert!(without_door.is_empty(), "lines of the authorisation table without a route: {without_door:#?}");
}

/// What a try found, against what the line says.
fn told(line: &Line, column: &str, is: u16, expected: u16, said: &str) -> Option<String> {
    let said: String = said.chars().take(300).collect();
    (is != expected).then(|| format!("{} as {column}: {is} instead of {expected} {said}", line.call))
}

/// Whether trying a line leaves the scene as it was, so that the next may use it too.
fn leaves_no_trace(line: &Line, expected: u16) -> bool {
    expected >= 400 || line.call.starts_with("GET ")
}

/// Tries lines in a world of its own; answers what was wrong.
type Try = fn(Vec<&'static Line>) -> Pin<Box<dyn Future<Output = Vec<String>> + Send>>;

/// Lines tried beside each other, because most of the time is waiting for databases.
const PARTS: usize = 4;

/// Deals the lines of the tables out to worlds that work beside each other.
async fn in_parts(tables: &[&'static [Line]], try_lines: Try) {
    let lines: Vec<&Line> = tables.iter().copied().flatten().collect();
    // Dealt like cards: neighbours in a table cost alike.
    let parts =
        (0..PARTS).map(|part| tokio::spawn(try_lines(lines.iter().copied().skip(part).step_by(PARTS).collect())));
    let mut wrong = Vec::new();
    for part in parts.collect::<Vec<_>>() {
        wrong.extend(part.await.unwrap());
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

async fn try_rest(lines: Vec<&'static Line>) -> Vec<String> {
    let world = World::new().await;
    let client = Client::anonymous(&world);
    let shared = Scene::new(&world).await;
    let mut wrong = Vec::new();
    for line in lines {
        for (column, expected) in COLUMNS.iter().zip(line.is) {
            let own = if leaves_no_trace(line, expected) { None } else { Some(Scene::new(&world).await) };
            let scene = own.as_ref().unwrap_or(&shared);
            let (method, path) = line.call.split_once(' ').unwrap();
            let (client, path) = (client.acting(scene.actor(column)), scene.fill(path).await);
            let answer = if line.body == "image:" {
                client.file(method, &path, "image/png", testkit::picture()).await
            } else {
                let body = scene.fill(line.body).await;
                let body = if body.is_empty() { Value::Null } else { serde_json::from_str(&body).expect(line.call) };
                client.call(method, &path, body).await
            };
            wrong.extend(told(line, column, answer.status.as_u16(), expected, &answer.body.to_string()));
        }
    }
    wrong
}

/// Through the whole edge, as a browser with the session's cookie.
async fn try_in_a_browser(lines: Vec<&'static Line>) -> Vec<String> {
    let world = World::with(10, |settings| settings.demo = true).await;
    let browser = Browser::of(&world);
    let shared = Scene::new(&world).await;
    let mut wrong = Vec::new();
    for line in lines {
        for (column, expected) in COLUMNS.iter().zip(line.is) {
            let own = if leaves_no_trace(line, expected) { None } else { Some(Scene::new(&world).await) };
            let scene = own.as_ref().unwrap_or(&shared);
            let (method, path) = line.call.split_once(' ').unwrap();
            let (path, body) = (scene.fill(path).await, scene.fill(line.body).await);
            // All come from one address, which may hold three times at once.
            world.sql("delete from holds").await;
            let (status, said) = browser.call(method, &path, &body, scene.cookie(column).await.as_deref()).await;
            wrong.extend(told(line, column, status, expected, &said));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rest_answers_as_the_table_says() {
    in_parts(&[REST], |lines| Box::pin(try_rest(lines))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_answer_as_the_table_says() {
    in_parts(&[PAGES, WITHOUT_ROUTE], |lines| Box::pin(try_in_a_browser(lines))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_answer_as_the_table_says() {
    in_parts(&[FORMS], |lines| Box::pin(try_in_a_browser(lines))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn server_functions_answer_as_the_table_says() {
    in_parts(&[FUNCTIONS], |lines| Box::pin(try_in_a_browser(lines))).await;
}
