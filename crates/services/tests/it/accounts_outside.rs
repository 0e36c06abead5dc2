//! Calendars at Google and Microsoft, from consent to busy times and back: services against fakes over real HTTP, and against a strict provider
//! of tokens.

mod consent;
mod faults;
mod following;
mod google;
mod microsoft;
mod writing;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::id::{Calendar, CalendarConnection, Id};
use services::{
    calendars::{
        CalendarState, ConnectionView,
        clients::{Keeper, OauthClient},
        oauth::Answered,
    },
    jobs::drain,
};
use testkit::{
    Person, World,
    fakes::{Account, google::FakeGoogle, graph::FakeGraph},
};

/// The main calendar of the fake Google.
const MAIN: &str = "noura@example.test";

/// A world whose installation is registered at a fake Google.
async fn with_google() -> (World, FakeGoogle) {
    let fake = FakeGoogle::start().await;
    let client = OauthClient {
        client_id: "app".to_owned(),
        client_secret: "secret".to_owned(),
        authorize_url: fake.authorize_url(),
        token_url: fake.token_url(),
        revoke_url: fake.revoke_url(),
        api_url: fake.api(),
    };
    let world = World::with(10, |settings| settings.oauth_clients.google = Some(client)).await;
    (world, fake)
}

/// A world whose installation is registered at a fake Microsoft.
async fn with_graph() -> (World, FakeGraph) {
    let fake = FakeGraph::start().await;
    let client = OauthClient {
        client_id: "app".to_owned(),
        client_secret: "secret".to_owned(),
        authorize_url: fake.authorize_url(),
        token_url: fake.token_url(),
        revoke_url: String::new(),
        api_url: fake.api(),
    };
    let world = World::with(10, |settings| settings.oauth_clients.microsoft = Some(client)).await;
    (world, fake)
}

/// What stands in an address somebody is sent back to.
fn answered(back: &str) -> Answered {
    let query = back.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let parts: BTreeMap<String, String> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), unescaped(value)))
        .collect();
    let part = |name: &str| parts.get(name).cloned().unwrap_or_default();
    Answered { state: part("state"), code: part("code"), issuer: part("iss"), error: part("error") }
}

fn unescaped(text: &str) -> String {
    text.replace("%3A", ":").replace("%2F", "/").replace("%7E", "~")
}

/// Connects a person's account at Google.
async fn connect_google(world: &World, fake: &FakeGoogle, person: &Person, writes: bool) -> Id<CalendarConnection> {
    let ctx = world.ctx_as(person);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, writes).await.unwrap();
    let back = fake.consents(&url, Account::new("noura"));
    world.services.finish_calendar_consent(&ctx, Keeper::Google, &answered(&back)).await.unwrap()
}

/// Connects a person's account at Microsoft.
async fn connect_graph(world: &World, fake: &FakeGraph, person: &Person, writes: bool) -> Id<CalendarConnection> {
    let ctx = world.ctx_as(person);
    let url = world.services.calendar_consent(&ctx, Keeper::Microsoft, writes).await.unwrap();
    let back = fake.consents(&url, Account::new("noura"));
    world.services.finish_calendar_consent(&ctx, Keeper::Microsoft, &answered(&back)).await.unwrap()
}

/// The person's only connection.
async fn shown(world: &World, person: &Person) -> ConnectionView {
    let mut all = world.services.list_connections(&world.ctx_as(person)).await.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The state and failure of the person's only calendar.
async fn state(world: &World, person: &Person) -> (CalendarState, Option<String>) {
    let mut all = shown(world, person).await.calendars;
    assert_eq!(all.len(), 1);
    let calendar = all.remove(0);
    (calendar.state, calendar.failure)
}

/// Busy times read of a calendar: `start end` in UTC.
async fn busy(world: &World, calendar: Id<Calendar>) -> Vec<String> {
    let mut tx = world.tx().await;
    let found = store::calendars::busy(&mut tx, calendar, 100_000).await.unwrap();
    let time = |at: chrono::DateTime<chrono::Utc>| at.format("%m-%dT%H:%MZ").to_string();
    found.into_iter().map(|(_, at)| format!("{} {}", time(at.start()), time(at.end()))).collect()
}

/// Lets time pass and does what is due.
async fn later(world: &World, by: TimeDelta) {
    world.advance(by);
    drain(&world.services).await.unwrap();
}
