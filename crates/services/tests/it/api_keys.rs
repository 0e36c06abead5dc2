//! API keys: shown once, right only while everything about them is.

use chrono::TimeDelta;
use domain::{actor::MemberRole, field::FieldCode};
use services::{Error, api_keys::NewKey};
use testkit::World;

use crate::accounts::fault;

fn key(scopes: &[&str]) -> NewKey {
    NewKey {
        name: "Sync".to_owned(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        ..NewKey::default()
    }
}

#[tokio::test]
async fn a_key_acts_as_its_owner_within_its_scopes() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    let (id, text) = world.services.create_api_key(&ctx, key(&["bookings:read"])).await.unwrap();
    assert!(text.starts_with("cb_live_"), "{text}");
    let actor = world.services.authenticate_api_key(&text).await.unwrap();
    assert_eq!((actor.user_id, actor.membership()), (Some(admin.id), Some((world.org, MemberRole::Admin))));
    assert_eq!(actor.api_key_id, Some(id));
    let with_key = world.ctx(actor);
    assert!(with_key.scope("bookings:read").is_ok());
    assert!(matches!(with_key.scope("bookings:write"), Err(Error::Forbidden)));
    let another = world.services.create_api_key(&with_key, key(&["bookings:read"])).await;
    assert!(matches!(another, Err(Error::Forbidden)), "a key makes no keys");
    assert!(matches!(world.services.own_account(&with_key).await, Err(Error::Forbidden)), "nor touches accounts");

    let list = world.services.list_api_keys(&ctx).await.unwrap();
    assert!(text.starts_with(&list[0].begins) && list[0].last_used_at == Some(world.now()));
    let mut mistyped = text.clone();
    mistyped.replace_range(30..31, if &text[30..31] == "x" { "y" } else { "x" });
    for wrong in ["", "cb_live_", mistyped.as_str()] {
        let result = world.services.authenticate_api_key(wrong).await;
        assert!(matches!(result, Err(Error::SignedOut)), "{wrong}");
    }
    world.services.revoke_api_key(&ctx, id).await.unwrap();
    assert!(matches!(world.services.authenticate_api_key(&text).await, Err(Error::SignedOut)));
    assert!(matches!(world.services.revoke_api_key(&ctx, id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_key_dies_with_its_time_its_membership_and_its_owner() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    let short = NewKey { expires_in_days: Some(1), ..key(&["bookings:read"]) };
    let (_, short) = world.services.create_api_key(&ctx, short).await.unwrap();
    let (_, long) = world.services.create_api_key(&ctx, key(&["bookings:read"])).await.unwrap();
    world.advance(TimeDelta::days(1));
    assert!(matches!(world.services.authenticate_api_key(&short).await, Err(Error::SignedOut)));
    world.services.authenticate_api_key(&long).await.unwrap();
    let mut db = world.store().connection().await.unwrap();
    let member = store::memberships::find_of_user(&mut db, world.org, admin.id).await.unwrap().unwrap();
    world.services.deactivate_member(&ctx, member.id).await.unwrap();
    assert!(matches!(world.services.authenticate_api_key(&long).await, Err(Error::SignedOut)));
    let now = world.now();
    world.services.reactivate_member(&world.ctx_as(&admin), member.id).await.unwrap();
    world.services.authenticate_api_key(&long).await.unwrap();
    world.write(async |tx| store::users::set_deactivated(tx, admin.id, Some(now), now).await).await;
    assert!(matches!(world.services.authenticate_api_key(&long).await, Err(Error::SignedOut)));
}

#[tokio::test]
async fn keys_are_made_by_admins_with_known_scopes_and_seen_by_their_organisation() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    for (new, field, code) in [
        (NewKey { name: " ".to_owned(), ..key(&["bookings:read"]) }, "name", FieldCode::Required),
        (key(&[]), "scopes", FieldCode::Required),
        (key(&["everything"]), "scopes", FieldCode::Unknown),
        (NewKey { expires_in_days: Some(0), ..key(&["bookings:read"]) }, "expiresInDays", FieldCode::TooSmall),
        (NewKey { expires_in_days: Some(i64::MAX), ..key(&["bookings:read"]) }, "expiresInDays", FieldCode::TooLarge),
    ] {
        assert_eq!(fault(world.services.create_api_key(&ctx, new).await), (field.to_owned(), code));
    }
    let caster = world.member(MemberRole::Caster).await;
    let result = world.services.create_api_key(&world.ctx_as(&caster), key(&["bookings:read"])).await;
    assert!(matches!(result, Err(Error::Forbidden)));
    let (id, _) = world.services.create_api_key(&ctx, key(&["bookings:read"])).await.unwrap();
    let rotated = world.services.rotate_api_key(&ctx, id, i64::MIN).await;
    assert_eq!(fault(rotated), ("overlapHours".to_owned(), FieldCode::TooSmall));
    let (id, replaced) = (world.services.rotate_api_key(&ctx, id, 1).await.unwrap().0, id);
    let twice = world.services.rotate_api_key(&ctx, replaced, 1).await;
    assert!(matches!(twice, Err(Error::NotFound)), "a key is replaced once, though it still works");
    let foreign = world.organization("foreign").await;
    let stranger = world.member_of(foreign, MemberRole::Admin).await;
    let stranger = world.ctx_as(&stranger);
    assert!(world.services.list_api_keys(&stranger).await.unwrap().is_empty());
    assert!(matches!(world.services.revoke_api_key(&stranger, id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_command_line_makes_keys_for_anybody_known() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let nobody = world.person("Nobody").await;
    let (_, text) = world.services.create_api_key_for(&world.ctx_system(), &caster.email).await.unwrap();
    let actor = world.services.authenticate_api_key(&text).await.unwrap();
    assert_eq!(actor.role, Some(MemberRole::Caster));
    for unknown in [nobody.email.as_str(), "x@example.com"] {
        let result = world.services.create_api_key_for(&world.ctx_system(), unknown).await;
        assert_eq!(fault(result).1, FieldCode::Unknown, "{unknown}");
    }
    let result = world.services.create_api_key_for(&world.ctx_as(&caster), &caster.email).await;
    assert!(matches!(result, Err(Error::Forbidden)));
}
