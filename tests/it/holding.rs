//! A time kept by plain posts while the form is open: taken, shown, kept longer once, given up, lapsed. No scripting anywhere.

use domain::actor::Actor;
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use crate::pages::{Answer, Office};

/// Monday 23 November 2026, ten in Riyadh.
const TEN: &str = "2026-11-23T07:00:00Z";

struct Set {
    office: Office,
    stage: Stage,
    noura: Applicant,
}

impl Set {
    async fn new(name: &str) -> Self {
        let office = Office::new(name).await;
        let stage = office.world.stage().await;
        let noura = office.world.applicant(&stage, "Noura").await;
        Self { office, stage, noura }
    }

    fn world(&self) -> &World {
        &self.office.world
    }

    fn here(&self) -> String {
        format!("/calls/{}/book/{}", self.stage.call, self.noura.application)
    }

    fn caster(&self) -> Actor {
        self.stage.caster.actor()
    }

    async fn post(&self, step: &str, more: &[(&str, &str)]) -> Answer {
        let event_type = self.stage.event_type.to_string();
        let mut fields = vec![("eventType", event_type.as_str()), ("minutes", "30"), ("start", TEN)];
        fields.extend_from_slice(more);
        self.office.post(self.caster(), &format!("{}{step}", self.here()), &fields).await
    }

    async fn held(&self) -> bool {
        let ctx = self.world().ctx_as(&self.stage.caster);
        self.world().services.current_hold(&ctx).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn a_start_that_only_stands_in_the_address_is_judged_before_the_last_step() {
    let set = Set::new("judged").await;
    let reem = set.world().applicant(&set.stage, "Reem").await;
    set.world().booked(&set.stage, &reem, "2026-11-23T11:00:00Z").await;
    let get = async |start: &str| set.office.get(set.caster(), &format!("{}?start={start}", set.here())).await.text;
    // What is past, off the grid, at night and somebody else's.
    for start in ["2020-01-05T07:00:00Z", "2026-11-23T07:40:00Z", "2026-11-23T20:00:00Z", "2026-11-23T11:00:00Z"] {
        let shown = get(start).await;
        let (_, taken) = shown.split_once("class=\"picker-taken").unwrap_or_else(|| panic!("{start}: {shown}"));
        assert!(taken.contains("cannot be booked") && taken.contains("name=\"start\""), "{start}: {taken}");
        assert!(!shown.contains("name=\"message\""), "the last step asks no details: {start}: {shown}");
    }
    let free = get(TEN).await;
    assert!(free.contains("name=\"message\"") && !free.contains("cannot be booked"), "{free}");
    assert!(!set.held().await, "looking holds nothing");
}

#[tokio::test]
async fn choosing_takes_the_hold_and_going_back_gives_it_up() {
    let set = Set::new("holding").await;
    let taken = set.post("/hold", &[]).await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    let address = taken.header("location").to_owned();
    assert!(address.starts_with(&format!("{}?eventType=", set.here())) && address.contains("start="), "{address}");
    assert!(set.held().await);
    let page = set.office.get(set.caster(), &address).await;
    assert!(page.text.contains("held for you until 09:05"), "the frozen clock stands at nine in Riyadh: {}", page.text);

    // Kept longer, once, with what was typed; the page says nothing is wrong.
    set.world().advance(chrono::TimeDelta::minutes(4));
    let longer = set.post("/hold", &[("keep", "1"), ("message", "Bring the shawl")]).await;
    assert_eq!(longer.status, 200);
    assert!(longer.text.contains("held for you until 09:09") && longer.text.contains("Bring the shawl"));
    assert!(!longer.text.contains("Keep it 5 minutes longer"));

    let back = set.post("/release", &[("message", "Bring the shawl")]).await;
    assert_eq!(back.status, 200, "the words go along to the picker");
    assert!(back.text.contains("name=\"message\" value=\"Bring the shawl\"") && back.text.contains("class=\"picker\""));
    assert!(!set.held().await);
    let plain = set.post("/release", &[]).await;
    assert_eq!((plain.status, plain.header("location").contains("again=1")), (303, true));
}

#[tokio::test]
async fn a_hold_that_ended_is_said_kindly_and_the_time_may_be_held_again() {
    let set = Set::new("lapsed").await;
    let address = set.post("/hold", &[]).await.header("location").to_owned();
    set.world().advance(chrono::TimeDelta::minutes(6));
    let page = set.office.get(set.caster(), &address).await;
    assert!(page.text.contains("not held for you now") && page.text.contains("Hold this time"));
    let again = set.post("/hold", &[("keep", "1"), ("casterNotes", "Tall")]).await;
    assert!(again.text.contains("held for you until 09:11") && again.text.contains("Tall"), "{}", again.text);

    // Meanwhile taken by a colleague: the nearest times, and every word that was typed.
    set.world().advance(chrono::TimeDelta::minutes(6));
    let reem = set.world().applicant(&set.stage, "Reem").await;
    set.world().booked(&set.stage, &reem, TEN).await;
    let lost = set.post("/hold", &[("keep", "1"), ("casterNotes", "Tall")]).await;
    assert_eq!(lost.status, 422);
    assert!(lost.text.contains("Tall") && lost.text.contains("Nearest free times"), "{}", lost.text);
    let from_picker = set.post("/hold", &[]).await;
    assert_eq!(from_picker.status, 422);
    assert!(from_picker.text.contains("picker-taken"), "the picker shows the nearest times at once");
    let nothing = set.office.post(set.caster(), &format!("{}/hold", set.here()), &[("minutes", "30")]).await;
    assert_eq!(nothing.status, 422);
}

#[tokio::test]
async fn reloading_a_posted_address_leads_to_its_page() {
    let set = Set::new("reloaded").await;
    let found = set.office.get(set.caster(), &format!("{}/hold?month=2026-12", set.here())).await;
    assert_eq!((found.status, found.header("location")), (303, format!("{}?month=2026-12", set.here()).as_str()));
}
