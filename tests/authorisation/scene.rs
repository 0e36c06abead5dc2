//! One casting office with everybody the table's columns name, and what its lines act on.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::actor::{Actor, MemberRole};
use testkit::World;

static COUNTER: AtomicU32 = AtomicU32::new(0);

pub struct Scene {
    actors: BTreeMap<&'static str, Actor>,
    names: BTreeMap<&'static str, String>,
}

impl Scene {
    pub async fn new(world: &World) -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let office = world.organization(&format!("office-{number}")).await;
        let other_office = world.organization(&format!("other-{number}")).await;
        let mut actors = BTreeMap::from([("anonymous", Actor::anonymous())]);
        actors.insert("talent", world.person("Noura").await.actor());
        actors.insert("other talent", world.person("Faisal").await.actor());
        actors.insert("foreign caster", world.member_of(other_office, MemberRole::Caster).await.actor());
        for (column, role) in [
            ("colleague", MemberRole::Caster),
            ("caster", MemberRole::Caster),
            ("assistant", MemberRole::Assistant),
            ("session runner", MemberRole::SessionRunner),
            ("reviewer", MemberRole::Reviewer),
            ("admin", MemberRole::Admin),
        ] {
            actors.insert(column, world.member_of(office, role).await.actor());
        }
        Self { actors, names: BTreeMap::new() }
    }

    /// Who stands in that column.
    pub fn actor(&self, column: &str) -> Actor {
        self.actors[column].clone()
    }

    /// `{booking}` and the like replaced by this scene's.
    pub fn fill(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}
