//! One casting office with everybody the table's columns name, and what its lines act on.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::actor::{Actor, MemberRole};
use testkit::World;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// When the scene's booking begins; the world's clock stands a week earlier.
pub const START: &str = "2026-11-29T07:00:00Z";

pub struct Scene {
    actors: BTreeMap<&'static str, Actor>,
    names: BTreeMap<&'static str, String>,
}

impl Scene {
    pub async fn new(world: &World) -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let office = world.organization(&format!("office-{number}")).await;
        let other_office = world.organization(&format!("other-{number}")).await;
        let stage = world.stage_in(office).await;
        let talent = world.applicant(&stage, "Noura").await;
        let other_talent = world.applicant(&stage, "Faisal").await;
        let foreign_stage = world.stage_in(other_office).await;
        let mut actors = BTreeMap::from([("anonymous", Actor::anonymous())]);
        actors.insert("talent", talent.person.actor());
        actors.insert("other talent", other_talent.person.actor());
        actors.insert("foreign caster", foreign_stage.caster.actor());
        actors.insert("caster", stage.caster.actor());
        for (column, role, belongs) in [
            ("colleague", MemberRole::Caster, false),
            ("assistant", MemberRole::Assistant, true),
            ("session runner", MemberRole::SessionRunner, true),
            ("reviewer", MemberRole::Reviewer, true),
            ("admin", MemberRole::Admin, false),
        ] {
            let person = world.member_of(office, role).await;
            if belongs {
                let now = world.now();
                world
                    .write(async |tx| store::casting_calls::add_member(tx, office, stage.call, person.id, now).await)
                    .await;
            }
            actors.insert(column, person.actor());
        }
        let booking = world.booked(&stage, &talent, START).await;
        let names = BTreeMap::from([
            ("booking", booking.id.to_string()),
            ("application", talent.application.to_string()),
            ("other_application", other_talent.application.to_string()),
            ("event_type", stage.event_type.to_string()),
            ("call", stage.call.to_string()),
            ("role", stage.role.to_string()),
            ("room", world.room(office, "Studio").await.to_string()),
        ]);
        Self { actors, names }
    }

    /// Who stands in that column.
    pub fn actor(&self, column: &str) -> Actor {
        self.actors[column].clone()
    }

    /// `<booking>` and the like replaced by this scene's.
    pub fn fill(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("<{name}>"), value))
    }
}
