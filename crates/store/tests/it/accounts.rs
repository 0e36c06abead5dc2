//! Memberships, links, keys, claims and the audit log of two organisations.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    id::{Id, Organization},
};
use store::{
    api_keys::{self, NewApiKey},
    memberships,
    one_time_links::{self, Kind, NewLink},
    sessions,
};
use testkit::World;

/// A world with its organisation and a second one.
async fn two() -> (World, Id<Organization>) {
    let world = World::new().await;
    let other = world.organization("other").await;
    (world, other)
}

#[tokio::test]
async fn a_membership_is_found_and_changed_by_its_own_organisation_only() {
    let (world, other) = two().await;
    let caster = world.member(MemberRole::Caster).await;
    let mut tx = world.tx().await;
    let own = memberships::find_of_user(&mut tx, world.org, caster.id).await.unwrap().unwrap();
    assert!(memberships::find_of_user(&mut tx, other, caster.id).await.unwrap().is_none());
    assert!(memberships::lock(&mut tx, other, own.id).await.unwrap().is_none());
    assert_eq!(memberships::active_role(&mut tx, other, caster.id).await.unwrap(), None);
    assert_eq!(memberships::active_role(&mut tx, world.org, caster.id).await.unwrap(), Some(MemberRole::Caster));
    assert!(memberships::list(&mut tx, other).await.unwrap().is_empty());
    let foreign = memberships::update(&mut tx, other, own.id, MemberRole::Admin, None).await;
    assert!(matches!(foreign, Err(store::Error::WrongCount { rows: 0, .. })), "{foreign:?}");
    let twice = memberships::insert(
        &mut tx,
        world.org,
        world.ctx_system().new_id().unwrap(),
        caster.id,
        MemberRole::Admin,
        world.now(),
    )
    .await;
    assert!(twice.unwrap_err().is_constraint("memberships_organization_user_key"));
}

#[tokio::test]
async fn a_link_is_taken_once_in_its_time_and_for_its_purpose() {
    let (world, other) = two().await;
    let now = world.now();
    let data = serde_json::json!({});
    let id = world.ctx_system().new_id().unwrap();
    let new = NewLink {
        id,
        token_hash: b"hash",
        kind: Kind::Invite,
        user_id: None,
        organization_id: Some(world.org),
        email: Some("reem@example.com"),
        role: Some(MemberRole::Reviewer),
        data: &data,
        created_by: None,
        created_at: now,
        expires_at: now + TimeDelta::hours(1),
    };
    world.write(async |tx| one_time_links::insert(tx, &new).await).await;
    let mut tx = world.tx().await;
    assert!(one_time_links::find_live(&mut tx, Kind::Reset, b"hash", now).await.unwrap().is_none());
    assert!(
        one_time_links::find_live(&mut tx, Kind::Invite, b"hash", now + TimeDelta::hours(1)).await.unwrap().is_none()
    );
    assert!(one_time_links::list_invitations(&mut tx, other, now).await.unwrap().is_empty());
    assert!(one_time_links::end_invitation(&mut tx, other, id, now).await.unwrap().is_none());
    let ended =
        one_time_links::end_of_email(&mut tx, Kind::Invite, Some(other), "reem@example.com", now).await.unwrap();
    assert_eq!(ended, 0);
    let taken = one_time_links::take(&mut tx, Kind::Invite, b"hash", now).await.unwrap().unwrap();
    assert_eq!((taken.organization_id, taken.role), (Some(world.org), Some(MemberRole::Reviewer)));
    assert!(one_time_links::take(&mut tx, Kind::Invite, b"hash", now).await.unwrap().is_none());
}

#[tokio::test]
async fn a_key_is_listed_and_revoked_by_its_own_organisation_only() {
    let (world, other) = two().await;
    let admin = world.member(MemberRole::Admin).await;
    let id = world.ctx_system().new_id().unwrap();
    let new = NewApiKey {
        id,
        user_id: admin.id,
        name: "Sync",
        public_id: "public",
        secret_hash: b"hash",
        scopes: &["bookings:read".to_owned()],
        created_at: world.now(),
        expires_at: None,
        is_test: false,
        allowed_networks: &[],
    };
    let org = world.org;
    world.write(async |tx| api_keys::insert(tx, org, &new).await).await;
    let mut tx = world.tx().await;
    assert!(api_keys::list(&mut tx, other, None, None, 10).await.unwrap().is_empty());
    assert!(!api_keys::revoke(&mut tx, other, id, world.now()).await.unwrap());
    assert!(api_keys::revoke(&mut tx, world.org, id, world.now()).await.unwrap());
    assert!(!api_keys::revoke(&mut tx, world.org, id, world.now()).await.unwrap(), "once");
    let found = api_keys::find_by_public_id_any_owner(&mut tx, "public").await.unwrap().unwrap();
    assert_eq!((found.organization_id, found.role), (world.org, Some(MemberRole::Admin)));
    assert!(found.revoked_at.is_some());
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_only() {
    let (world, _) = two().await;
    let (one, other) = (world.person("One").await, world.person("Other").await);
    let data = serde_json::json!({});
    for (hash, user) in [(b"aaaaaaaaaa", one.id), (b"aaaaaaaabb", other.id)] {
        let new = sessions::NewSession {
            token_hash: hash,
            user_id: Some(user),
            organization_id: None,
            data: &data,
            user_agent: "",
            address: "",
            created_at: world.now(),
            expires_at: world.now() + TimeDelta::days(1),
        };
        assert!(world.write(async |tx| sessions::insert(tx, &new).await).await);
    }
    let mut tx = world.tx().await;
    assert_eq!(
        sessions::delete_of_user(&mut tx, one.id, b"aaaaaaaa").await.unwrap(),
        1,
        "the same prefix, another owner"
    );
    assert_eq!(sessions::list_of_user(&mut tx, other.id).await.unwrap().len(), 1);
    assert_eq!(sessions::delete_all_of_user(&mut tx, one.id, None).await.unwrap(), 0);
    assert_eq!(sessions::delete_all_of_user(&mut tx, other.id, Some(b"aaaaaaaabb")).await.unwrap(), 0);
    assert_eq!(sessions::delete_all_of_user(&mut tx, other.id, None).await.unwrap(), 1);
}

#[tokio::test]
async fn a_step_of_the_second_factor_is_accepted_once_and_never_an_older_one() {
    let (world, _) = two().await;
    let person = world.person("One").await;
    let mut tx = world.tx().await;
    for (step, accepted) in [(100, true), (100, false), (99, false), (101, true)] {
        assert_eq!(store::users::accept_totp_step(&mut tx, person.id, step).await.unwrap(), accepted, "{step}");
    }
}
