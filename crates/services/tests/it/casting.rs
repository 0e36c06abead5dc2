//! Casting calls, roles, applications on a real database: rights, tenancy, duplicates, spellings.

mod applicants;
mod arrange;
mod calls;
mod csv;
mod event_types;
mod holidays;
mod hours;
mod rooms;

use domain::{
    actor::MemberRole,
    id::{CastingCall, Id, Role},
};
use services::{Error, Result, applications::NewApplicant, casting_calls::NewCall, roles::RoleForm};
use testkit::{Person, World};

/// A call with one role, created by a caster.
pub(crate) struct Casting {
    pub(crate) world: World,
    pub(crate) caster: Person,
    pub(crate) call: Id<CastingCall>,
    pub(crate) role: Id<Role>,
}

impl Casting {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let caster = world.member(MemberRole::Caster).await;
        let ctx = world.ctx_as(&caster);
        let call = world.services.create_call(&ctx, new_call("Shade of the Palms")).await.unwrap().id;
        let role = world.services.create_role(&ctx, call, new_role("Nora")).await.unwrap().id;
        Self { world, caster, call, role }
    }

    pub(crate) fn ctx(&self) -> services::Ctx {
        self.world.ctx_as(&self.caster)
    }

    /// A member of that role who was added to the call.
    pub(crate) async fn joined(&self, role: MemberRole) -> Person {
        let person = self.world.member(role).await;
        self.world.services.add_call_member(&self.ctx(), self.call, person.id).await.unwrap();
        person
    }
}

pub(crate) fn new_call(title: &str) -> NewCall {
    NewCall { title_en: title.into(), title_ar: "ظل النخيل".into(), ..NewCall::default() }
}

pub(crate) fn new_role(name: &str) -> RoleForm {
    RoleForm { name_en: Some(name.into()), name_ar: Some("نورا".into()), ..RoleForm::default() }
}

pub(crate) fn named(name: &str) -> NewApplicant {
    NewApplicant { name: name.into(), ..NewApplicant::default() }
}

/// The faults of a refused input as `field code` words.
#[track_caller]
pub(crate) fn faults<T>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Fields(errors)) => {
            errors.into_iter().map(|error| format!("{} {}", error.field, error.code.as_str())).collect()
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

/// The code of a refusal.
#[track_caller]
pub(crate) fn refusal<T>(result: Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(refusal)) => refusal.code(),
        Err(Error::NotFound) => "not_found",
        Err(Error::Forbidden) => "forbidden",
        Err(Error::SignedOut) => "signed_out",
        Err(other) => panic!("{other:?}"),
        Ok(_) => "ok",
    }
}
