//! Organisations and people.

use domain::{
    actor::{Actor, MemberRole},
    id::{Id, Organization, User},
};
use store::{
    memberships,
    organizations::{self, NewOrganization},
    users::{self, NewUser},
};

use crate::World;

/// A person in a world, with the place they act from.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id.
    pub id: Id<User>,
    /// The address of their account.
    pub email: String,
    /// The name they were built with.
    pub name: String,
    /// The organisation they are a member of.
    pub organization: Option<Id<Organization>>,
    /// Their role there.
    pub role: Option<MemberRole>,
}

impl Person {
    /// The actor this person is when signed in.
    pub fn actor(&self) -> Actor {
        Actor { user_id: Some(self.id), organization_id: self.organization, role: self.role, ..Actor::anonymous() }
    }
}

impl World {
    /// A further organisation: in Riyadh, Arabic first, named after its slug.
    pub async fn organization(&self, slug: &str) -> Id<Organization> {
        let ctx = self.ctx_system();
        let id = ctx.new_id().expect("an id");
        let mut tx = self.store().begin().await.expect("begin");
        let new = NewOrganization {
            id,
            slug,
            name_en: slug,
            name_ar: "تيك ون",
            country: "SA",
            time_zone: "Asia/Riyadh",
            language: "ar",
            week_start: 0,
            weekend: &[5, 6],
            is_demo: false,
            created_at: ctx.now,
        };
        organizations::insert(&mut tx, &new).await.expect("insert an organisation");
        tx.commit().await.expect("commit");
        id
    }

    /// A member of the world's organisation, with an account (verified address, no password).
    pub async fn member(&self, role: MemberRole) -> Person {
        self.member_of(self.org, role).await
    }

    /// A member of `organization`.
    pub async fn member_of(&self, organization: Id<Organization>, role: MemberRole) -> Person {
        let mut person = self.person(role.as_str()).await;
        let ctx = self.ctx_system();
        let mut tx = self.store().begin().await.expect("begin");
        memberships::insert(&mut tx, organization, ctx.new_id().expect("an id"), person.id, role, ctx.now)
            .await
            .expect("insert a membership");
        tx.commit().await.expect("commit");
        person.organization = Some(organization);
        person.role = Some(role);
        person
    }

    /// Somebody with an account and no membership: what talent are. The address is made of the name and a number.
    pub async fn person(&self, name: &str) -> Person {
        let ctx = self.ctx_system();
        let id = ctx.new_id::<User>().expect("an id");
        let word: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let tail = id.to_string();
        let email = format!("{word}.{}@example.com", &tail[tail.len() - 8..]);
        let mut tx = self.store().begin().await.expect("begin");
        let new =
            NewUser { email: Some(&email), email_verified_at: Some(ctx.now), name_latin: name, ..NewUser::default() };
        users::insert(&mut tx, id, &new, ctx.now).await.expect("insert a user");
        tx.commit().await.expect("commit");
        Person { id, email, name: name.to_owned(), organization: None, role: None }
    }

    /// A transaction, for what has no builder.
    pub async fn tx(&self) -> store::Tx {
        self.store().begin().await.expect("begin")
    }

    /// Runs `write` in a transaction of its own and commits it.
    pub async fn write<T>(&self, write: impl AsyncFnOnce(&mut store::Tx) -> store::Result<T>) -> T {
        let mut tx = self.tx().await;
        let value = write(&mut tx).await.expect("the write");
        tx.commit().await.expect("commit");
        value
    }
}
