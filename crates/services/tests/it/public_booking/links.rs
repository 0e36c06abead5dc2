//! Private links: made, listed, spent, ended, revoked; and event types that are only there for who has one.

use domain::{actor::MemberRole, field::FieldCode};
use services::{
    Error,
    public_booking::{NewPrivateLink, NewPublicBooking, PrivateLinkView, ShareForm},
    slots::SlotQuery,
};

use super::{event, fault, has_ended, made, sharing};
use crate::bookings::{MONDAY_10, MONDAY_1030};

fn token(link: &PrivateLinkView) -> String {
    link.address.as_ref().unwrap().split("?link=").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn only_with_a_link_means_only_with_a_link() {
    let (world, stage) = event(|event| event.slug = "callback".to_owned()).await;
    let (services, ctx) = (&world.services, world.ctx_anonymous());
    let host = world.ctx_as(&stage.caster);
    let form = ShareForm { access: "links".to_owned(), ..sharing() };
    services.share(&host, stage.event_type, None, &form).await.unwrap();
    let new = NewPrivateLink { most_uses: "٢".to_owned(), label: "Agency".to_owned(), ..NewPrivateLink::default() };
    let link = services.create_private_link(&host, stage.event_type, &new).await.unwrap();
    let token = token(&link);
    let org = services.sharing(&host, stage.event_type).await.unwrap().address;
    let slug = org.rsplit('/').nth(1).unwrap().to_owned();
    let page = async |link: Option<&str>| services.public_event_type(&ctx, &slug, "callback", link).await;
    assert!(matches!(page(None).await, Err(Error::NotFound)));
    assert!(matches!(page(Some(&"x".repeat(43))).await, Err(Error::NotFound)));
    assert_eq!(page(Some(&token)).await.unwrap().id, stage.event_type);
    let query = SlotQuery::new(stage.event_type, None, "Asia/Riyadh".parse().unwrap());
    let query = query.between(world.at(MONDAY_10), world.at(MONDAY_1030));
    assert!(matches!(services.public_slots(&ctx, None, &query).await, Err(Error::NotFound)));
    assert_eq!(services.public_slots(&ctx, Some(&token), &query).await.unwrap().slots.len(), 1);

    let book = |name: &str, start: &str, link: Option<&str>| NewPublicBooking {
        link: link.map(str::to_owned),
        ..world.stranger(stage.event_type, name, start)
    };
    let none = services.book_public(&ctx, &book("Hind", MONDAY_10, None)).await;
    assert!(matches!(none, Err(Error::NotFound)));
    made(&world, &book("Hind", MONDAY_10, Some(&token))).await;
    // A try that fails spends nothing.
    assert!(services.book_public(&ctx, &book("Reem", MONDAY_10, Some(&token))).await.is_err());
    // The last use is given once, however many want it.
    let tries = ["2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"].map(|start| {
        let (services, ctx, new) = (services.clone(), ctx.clone(), book("Salma", start, Some(&token)));
        tokio::spawn(async move { services.book_public(&ctx, &new).await })
    });
    let mut won = 0;
    for task in tries {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert!(has_ended(&error), "{error:?}"),
        }
    }
    assert_eq!(won, 1);
    let listed = services.sharing(&host, stage.event_type).await.unwrap().links;
    assert_eq!((listed.len(), listed[0].uses, listed[0].address.as_ref()), (1, 2, None));
    assert!(has_ended(&page(Some(&token)).await.unwrap_err()), "it was good once, and that is said");
}

#[tokio::test]
async fn a_link_ends_with_its_last_day_or_when_it_is_revoked() {
    let (world, stage) = event(|_| {}).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    services
        .share(&host, stage.event_type, None, &ShareForm { access: "links".to_owned(), ..sharing() })
        .await
        .unwrap();
    let new = NewPrivateLink { expires_on: "2026-11-22".to_owned(), ..NewPrivateLink::default() };
    let today = services.create_private_link(&host, stage.event_type, &new).await.unwrap();
    assert_eq!(today.expires_at, Some(world.at("2026-11-22T21:00:00Z")), "midnight in the event type's zone");
    let endless = services.create_private_link(&host, stage.event_type, &NewPrivateLink::default()).await.unwrap();
    let works = async |link: &PrivateLinkView| {
        let query = SlotQuery::new(stage.event_type, None, "Asia/Riyadh".parse().unwrap());
        let query = query.between(world.at(MONDAY_10), world.at(MONDAY_1030));
        services.public_slots(&world.ctx_anonymous(), Some(&token(link)), &query).await
    };
    world.set_clock("2026-11-22T20:59:59Z");
    assert!(works(&today).await.is_ok());
    world.set_clock("2026-11-22T21:00:00Z");
    assert!(has_ended(&works(&today).await.unwrap_err()));
    assert!(works(&endless).await.is_ok());
    let host = world.ctx_as(&stage.caster);
    services.revoke_private_link(&host, stage.event_type, endless.id).await.unwrap();
    assert!(has_ended(&works(&endless).await.unwrap_err()));
    let again = services.revoke_private_link(&host, stage.event_type, endless.id).await;
    assert!(matches!(again, Err(Error::NotFound)));
    for (expires_on, most_uses, field, code) in [
        ("2026-11-21", "", "expiresOn", FieldCode::InThePast),
        ("soon", "", "expiresOn", FieldCode::NotADate),
        ("", "0", "mostUses", FieldCode::TooSmall),
        ("", "many", "mostUses", FieldCode::Invalid),
    ] {
        let new = NewPrivateLink { expires_on: expires_on.into(), most_uses: most_uses.into(), label: String::new() };
        let error = services.create_private_link(&host, stage.event_type, &new).await.expect_err(field);
        assert_eq!(fault(error), (field.to_owned(), code));
    }
}

#[tokio::test]
async fn sharing_is_for_those_who_may_change_the_event_type() {
    let (world, stage) = event(|_| {}).await;
    let services = &world.services;
    let link = services
        .create_private_link(&world.ctx_as(&stage.caster), stage.event_type, &NewPrivateLink::default())
        .await
        .unwrap();
    for role in [MemberRole::Caster, MemberRole::Assistant, MemberRole::Reviewer, MemberRole::SessionRunner] {
        let ctx = world.ctx_as(&world.member(role).await);
        assert!(matches!(services.sharing(&ctx, stage.event_type).await, Err(Error::Forbidden)), "{role:?}");
        let to_share = services.event_type_to_share(&ctx, stage.event_type).await;
        assert!(matches!(to_share, Err(Error::Forbidden)), "{role:?}");
        assert!(matches!(services.share(&ctx, stage.event_type, None, &sharing()).await, Err(Error::Forbidden)));
        let revoked = services.revoke_private_link(&ctx, stage.event_type, link.id).await;
        assert!(matches!(revoked, Err(Error::Forbidden)));
    }
    let elsewhere = world.organization("elsewhere").await;
    let foreign = world.ctx_as(&world.member_of(elsewhere, MemberRole::Admin).await);
    assert!(matches!(services.sharing(&foreign, stage.event_type).await, Err(Error::NotFound)));
    assert!(matches!(services.event_type_to_share(&foreign, stage.event_type).await, Err(Error::NotFound)));
    let other = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await;
    let host = world.ctx_as(&stage.caster);
    let (found, shared, onward) = services.event_type_to_share(&host, stage.event_type).await.unwrap();
    assert_eq!(found, services.event_type_to_edit(&host, stage.event_type).await.unwrap());
    assert_eq!(shared, services.sharing(&host, stage.event_type).await.unwrap());
    assert_eq!(onward, services.onward(&host, stage.event_type).await.unwrap());
    let crossed = services.revoke_private_link(&host, other, link.id).await;
    assert!(matches!(crossed, Err(Error::NotFound)), "a link belongs to one event type");
    let stale = services.share(&host, stage.event_type, Some(77), &sharing()).await;
    assert!(stale.is_err());
}
