//! Sixty-four clients at once, through REST and pages, for one time of one team, for one talent wanted by two casters, for one room
//! wanted by two teams (rule 1 of product.md): one gets it, the others are told the nearest free times. Real connections, twenty rounds.

use std::net::SocketAddr;

use serde_json::{Value, json};
use testkit::World;
use testkit::builders::bookings::{Applicant, Stage};

use crate::api::server::{key, whole};
use crate::api::wire::{Wire, serve};
use crate::session::cookie;

const CLIENTS: usize = 64;
const ROUNDS: usize = 20;

/// How somebody comes in.
#[derive(Clone)]
enum Door {
    /// REST, with this key.
    Rest(String),
    /// The form of the confirm step, with this session's cookie.
    Page(String),
}

/// What one client asks for.
#[derive(Clone)]
struct Wish {
    door: Door,
    call: String,
    application: String,
    event_type: String,
    room: Option<String>,
    round: Option<usize>,
}

/// What came of it: the booking, or the times that are free instead.
enum Outcome {
    Won(String),
    Lost(Vec<String>),
}

impl Wish {
    fn of(stage: &Stage, applicant: &Applicant, door: &Door) -> Self {
        Self {
            door: door.clone(),
            call: stage.call.to_string(),
            application: applicant.application.to_string(),
            event_type: stage.event_type.to_string(),
            room: None,
            round: None,
        }
    }

    async fn ask(self, address: SocketAddr, at: String) -> Outcome {
        match &self.door {
            Door::Rest(key) => self.over_rest(address, &at, key).await,
            Door::Page(cookie) => self.by_page(address, &at, cookie).await,
        }
    }

    async fn over_rest(&self, address: SocketAddr, at: &str, key: &str) -> Outcome {
        let mut body = json!({
            "applicationId": self.application,
            "eventTypeId": self.event_type,
            "scheduledAt": at,
            "round": self.round.unwrap_or(1),
        });
        if let Some(room) = &self.room {
            body["roomId"] = json!(room);
        }
        let (status, _, body) =
            Wire::connect(address, Some(key)).await.call("POST", "/api/v1/bookings", &body, &[]).await;
        if status == 201 {
            return Outcome::Won(body["data"]["id"].as_str().unwrap().to_owned());
        }
        assert_eq!((status.as_u16(), &body["code"]), (409, &json!("booking.slot_taken")), "{body}");
        Outcome::Lost(
            body["nearest"].as_array().unwrap().iter().map(|start| start.as_str().unwrap().to_owned()).collect(),
        )
    }

    async fn by_page(&self, address: SocketAddr, at: &str, cookie: &str) -> Outcome {
        let room = self.room.as_deref().unwrap_or_default();
        let mut pairs = vec![("eventType", self.event_type.as_str()), ("minutes", "30"), ("start", at)];
        if !room.is_empty() {
            pairs.extend([("meetingType", "in-person"), ("roomId", room)]);
        }
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let path = format!("/calls/{}/book/{}", self.call, self.application);
        let (status, headers, page) = Wire::connect(address, None).await.post_form(&path, form, cookie).await;
        if status == 303 {
            let to = headers["location"].to_str().unwrap();
            return Outcome::Won(to.trim_start_matches("/bookings/").split('?').next().unwrap().to_owned());
        }
        assert_eq!(status, 422, "{page}");
        assert!(page.contains("has just taken this time"), "{page}");
        // The same page again, with the nearest times to choose from.
        let starts =
            page.split("name=\"start\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        Outcome::Lost(starts.collect())
    }
}

/// All at once; the one booking that came of it.
async fn rush(address: SocketAddr, wishes: &[Wish], at: &str) -> String {
    let tries: Vec<_> = wishes.iter().map(|wish| tokio::spawn(wish.clone().ask(address, at.to_owned()))).collect();
    let mut won = Vec::new();
    for outcome in tries {
        match outcome.await.unwrap() {
            Outcome::Won(booking) => won.push(booking),
            Outcome::Lost(nearest) => {
                assert!(!nearest.is_empty() && !nearest.iter().any(|start| start == at), "{at}: {nearest:?}");
            }
        }
    }
    assert_eq!(won.len(), 1, "{at}: {won:?}");
    won.remove(0)
}

/// A caster's key and cookie in turn, one page among so many clients: a page costs what a dozen calls do.
const ONE_PAGE_IN: usize = 4;

struct Casters {
    stages: [Stage; 2],
    keys: [String; 2],
    cookies: [String; 2],
}

impl Casters {
    async fn new(world: &World) -> Self {
        let stages = [world.stage().await, world.stage().await];
        let keys = [key(world, &stages[0].caster).await, key(world, &stages[1].caster).await];
        let cookies = [cookie(world, &stages[0].caster).await, cookie(world, &stages[1].caster).await];
        Self { stages, keys, cookies }
    }

    fn door(&self, who: usize, number: usize) -> Door {
        if (number / 2).is_multiple_of(ONE_PAGE_IN) {
            Door::Page(self.cookies[who].clone())
        } else {
            Door::Rest(self.keys[who].clone())
        }
    }

    /// Takes the booking away, as whichever caster it belongs to.
    async fn take_away(&self, address: SocketAddr, booking: &str) {
        let mut gone = false;
        for key in &self.keys {
            let mut wire = Wire::connect(address, Some(key)).await;
            gone |= wire.call("DELETE", &format!("/api/v1/bookings/{booking}"), &Value::Null, &[]).await.0 == 200;
        }
        assert!(gone, "{booking} could not be taken away");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_clients_one_gets_the_time() {
    let world = World::with_connections(16).await;
    let address = serve(whole(&world)).await;
    let casters = Casters::new(&world).await;
    let noura = world.person("Noura").await;
    let room = world.room(world.org, "Studio").await.to_string();
    let (mut one_slot, mut one_talent, mut one_room) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..CLIENTS {
        let who = number % 2;
        let stage = &casters.stages[who];
        let applicant = world.applicant(&casters.stages[0], &format!("Hopeful {number}")).await;
        one_slot.push(Wish::of(&casters.stages[0], &applicant, &casters.door(0, number)));
        // An application of its own for each client, so that only the time is in the way.
        let role = world.role_in(stage.org, stage.call).await;
        let hers = world.applies(stage.org, role, &noura).await;
        one_talent.push(Wish::of(stage, &hers, &casters.door(who, number)));
        let applicant = world.applicant(stage, &format!("Talent {number}")).await;
        one_room.push(Wish { room: Some(room.clone()), ..Wish::of(stage, &applicant, &casters.door(who, number)) });
    }
    for round in 0..ROUNDS {
        let at = format!("2026-11-{}T{:02}:{:02}:00Z", 29 + round / 10, 6 + round % 10 / 2, round % 2 * 30);
        for wishes in [&one_slot, &one_talent, &one_room] {
            let booking = rush(address, wishes, &at).await;
            casters.take_away(address, &booking).await;
        }
    }
    assert_eq!(world.deadlocks().await, 0);
}
