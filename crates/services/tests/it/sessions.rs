//! Sessions: how long they live, who they are, and ending them.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    id::{Id, Organization},
};
use services::Error;
use testkit::World;

use crate::accounts::{begin, content_of, ctx_of};

#[tokio::test]
async fn they_end_unused_after_their_time_and_used_after_thirty_days() {
    let world = World::new().await;
    let talent = world.person("Noura").await;
    let caster = world.member(MemberRole::Caster).await;
    begin(&world, "talent", &content_of(&talent)).await;
    begin(&world, "caster", &content_of(&caster)).await;
    world.advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert!(world.services.resolve_session("caster").await.unwrap().is_some(), "and this use counts");
    world.advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert!(world.services.resolve_session("caster").await.unwrap().is_some());
    world.advance(TimeDelta::hours(12));
    assert!(world.services.resolve_session("caster").await.unwrap().is_none(), "members: twelve hours");
    assert!(world.services.resolve_session("talent").await.unwrap().is_some());
    for _ in 0..4 {
        world.advance(TimeDelta::days(6));
        assert!(world.services.resolve_session("talent").await.unwrap().is_some());
    }
    world.advance(TimeDelta::days(5));
    assert!(world.services.resolve_session("talent").await.unwrap().is_none(), "thirty days at most");
    begin(&world, "idle", &content_of(&talent)).await;
    world.advance(TimeDelta::days(7));
    assert!(world.services.resolve_session("idle").await.unwrap().is_none(), "seven days unused");
    assert!(world.services.sweep_accounts(&world.ctx_system()).await.unwrap() >= 3);
    assert!(world.services.load_session("idle").await.unwrap().is_none(), "swept away");
}

#[tokio::test]
async fn only_the_hash_is_kept() {
    let world = World::new().await;
    let talent = world.person("Noura").await;
    begin(&world, "the-cookie", &content_of(&talent)).await;
    let mut db = world.store().connection().await.unwrap();
    assert!(store::sessions::find(&mut db, b"the-cookie").await.unwrap().is_none());
    let hash = services::sessions::token_hash("the-cookie");
    assert!(store::sessions::find(&mut db, &hash).await.unwrap().is_some());
    let again = world.services.create_session("the-cookie", &serde_json::json!({})).await.unwrap();
    assert!(!again, "a taken value is not overwritten");
}

#[tokio::test]
async fn their_owner_lists_and_ends_them_and_nobody_else_does() {
    let world = World::new().await;
    let noura = world.person("Noura").await;
    let other = world.person("Other").await;
    for token in ["one", "two", "three"] {
        begin(&world, token, &content_of(&noura)).await;
    }
    begin(&world, "theirs", &content_of(&other)).await;
    let ctx = ctx_of(&world, "one").await;
    let list = world.services.list_sessions(&ctx).await.unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!(list.iter().filter(|session| session.is_current).count(), 1);
    assert_eq!((list[0].user_agent.as_str(), list[0].address.as_str()), ("Firefox", "192.0.2.7"));
    let foreign = world.services.list_sessions(&ctx_of(&world, "theirs").await).await.unwrap();
    for handle in [foreign[0].handle.as_str(), "", "zz", "00", "0000000000000000"] {
        assert!(matches!(world.services.end_session(&ctx, handle).await, Err(Error::NotFound)), "{handle}");
    }
    let ended = list.iter().find(|session| !session.is_current).unwrap();
    world.services.end_session(&ctx, &ended.handle).await.unwrap();
    assert_eq!(world.services.list_sessions(&ctx).await.unwrap().len(), 2);
    assert_eq!(world.services.end_other_sessions(&ctx).await.unwrap(), 1);
    assert!(world.services.resolve_session("one").await.unwrap().is_some());
    assert!(world.services.resolve_session("theirs").await.unwrap().is_some());
    world.services.sign_out(&ctx).await.unwrap();
    assert!(world.services.resolve_session("one").await.unwrap().is_none());
}

#[tokio::test]
async fn an_ended_session_is_not_brought_back_by_saving_it() {
    let world = World::new().await;
    let noura = world.person("Noura").await;
    let content = content_of(&noura);
    begin(&world, "one", &content).await;
    world.services.delete_session("one").await.unwrap();
    world.services.save_session("one", &serde_json::json!({ "content": content })).await.unwrap();
    assert!(world.services.resolve_session("one").await.unwrap().is_none());
}

#[tokio::test]
async fn a_closed_account_and_a_lost_membership_show_at_once() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    begin(&world, "caster", &content_of(&caster)).await;
    let now = world.now();
    let mut db = world.store().connection().await.unwrap();
    let membership = store::memberships::find_of_user(&mut db, world.org, caster.id).await.unwrap().unwrap();
    let org = world.org;
    world
        .write(async |tx| store::memberships::update(tx, org, membership.id, MemberRole::Caster, Some(now)).await)
        .await;
    let view = world.services.resolve_session("caster").await.unwrap().unwrap();
    assert_eq!((view.actor.user_id, view.actor.role), (Some(caster.id), None), "talent, if anything");
    world.write(async |tx| store::users::set_deactivated(tx, caster.id, Some(now), now).await).await;
    assert!(world.services.resolve_session("caster").await.unwrap().is_none());
}

#[tokio::test]
async fn one_acts_only_where_one_belongs() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let second = world.organization("second").await;
    let foreign = world.organization("foreign").await;
    let ctx = world.ctx_as(&caster);
    let id = ctx.new_id().unwrap();
    world
        .write(async |tx| store::memberships::insert(tx, second, id, caster.id, MemberRole::Reviewer, ctx.now).await)
        .await;
    let own = world.services.list_own_organizations(&ctx).await.unwrap();
    assert_eq!(own.len(), 2);
    let to = |id: Id<Organization>| id.to_string();
    assert_eq!(world.services.switch_organization(&ctx, &to(second)).await.unwrap(), second);
    assert!(matches!(world.services.switch_organization(&ctx, &to(foreign)).await, Err(Error::NotFound)));
    assert!(matches!(world.services.switch_organization(&ctx, "nonsense").await, Err(Error::Fields(_))));
    // Even a session that was written with a foreign organisation has no rights there.
    let mut content = content_of(&caster);
    content.organization = Some(foreign);
    begin(&world, "forged", &content).await;
    let view = world.services.resolve_session("forged").await.unwrap().unwrap();
    assert_eq!((view.actor.organization_id, view.actor.role), (None, None));
}
