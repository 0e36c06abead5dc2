//! Profiles that an office made of people without an account: invited, claimed, never taken from whoever has one by then.

use domain::{
    actor::MemberRole,
    id::{Id, TalentProfile, User},
    refusal::OtherRefusal,
};
use services::{
    Error,
    accounts::Finish,
    applications::NewApplicant,
    booking_links::{self, LinkAnswer},
    bookings::NewBooking,
    casting_calls::NewOwnApplication,
    talent_profiles::ProfilePatch,
};
use testkit::World;

use super::finish;
use crate::accounts::{link_to, refused, token};

/// An unclaimed person with a profile that carries `email`, as a caster makes one.
pub(crate) async fn unclaimed(world: &World, email: &str) -> (Id<TalentProfile>, Id<User>) {
    let ctx = world.ctx_system();
    let (profile, user) = (ctx.new_id().unwrap(), ctx.new_id().unwrap());
    let org = world.org;
    world
        .write(async |tx| {
            store::users::insert(tx, user, &store::users::NewUser::default(), ctx.now).await?;
            let own = store::claims::OwnProfile {
                id: profile,
                user_id: user,
                name_latin: "Reem",
                name_arabic: "",
                search_key: "rim",
                email,
                language: "en",
                time_zone: None,
            };
            store::claims::insert_own_profile(tx, org, &own, ctx.now).await
        })
        .await;
    (profile, user)
}

#[tokio::test]
async fn an_invited_talent_becomes_the_person_the_caster_made() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let reviewer = world.member(MemberRole::Reviewer).await;
    let (profile, user) = unclaimed(&world, "reem@example.com").await;
    let result = world.services.invite_talent(&world.ctx_as(&reviewer), profile).await;
    assert!(matches!(result, Err(Error::Forbidden)));
    world.services.invite_talent(&world.ctx_as(&caster), profile).await.unwrap();
    let link = token(&link_to(&world, "reem@example.com").await);
    let signed_in = world.services.accept_invitation(&world.ctx_anonymous(), &link, finish()).await.unwrap();
    assert_eq!((signed_in.user, signed_in.organization), (user, None));
    let again = world.services.invite_talent(&world.ctx_as(&caster), profile).await;
    assert!(matches!(again, Err(Error::NotFound)), "claimed already");
}

#[tokio::test]
async fn profiles_are_claimed_with_consent_and_only_by_their_address() {
    let world = World::new().await;
    let reem = world.person("Reem").await;
    let other = world.person("Other").await;
    let (profile, old) = unclaimed(&world, &reem.email).await;
    let ctx = world.ctx_as(&reem);
    let found = world.services.list_claimable(&ctx).await.unwrap();
    assert_eq!(found.iter().map(|profile| profile.id).collect::<Vec<_>>(), [profile]);
    assert!(world.services.list_claimable(&world.ctx_as(&other)).await.unwrap().is_empty());
    let theirs = world.services.claim_profile(&world.ctx_as(&other), profile).await;
    assert!(matches!(theirs, Err(Error::NotFound)));
    // Whoever only says that an address is theirs is shown nothing of it.
    world.sql("update users set email_verified_at = null").await;
    assert!(world.services.list_claimable(&ctx).await.unwrap().is_empty());
    assert!(matches!(world.services.claim_profile(&ctx, profile).await, Err(Error::NotFound)));
    world.sql("update users set email_verified_at = created_at").await;
    world.services.claim_profile(&ctx, profile).await.unwrap();
    assert!(world.services.list_claimable(&ctx).await.unwrap().is_empty());
    let mut db = world.store().connection().await.unwrap();
    assert!(store::claims::find(&mut db, world.org, profile).await.unwrap().is_none(), "no longer unclaimed");
    assert!(store::users::find(&mut db, old).await.unwrap().is_some());
}

#[tokio::test]
async fn of_two_invitations_of_a_talent_the_second_takes_nothing_from_the_account_of_the_first() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let ctx = world.ctx_as(&caster);
    let (profile, person) = unclaimed(&world, "wrong@example.com").await;
    world.services.invite_talent(&ctx, profile).await.unwrap();
    let wrong = token(&link_to(&world, "wrong@example.com").await);
    // A corrected address takes the invitation to the wrong one back.
    let email = Some("reem@example.com".to_owned());
    let patch = ProfilePatch { email, ..ProfilePatch::default() };
    world.services.edit_talent(&ctx, profile, None, patch).await.unwrap();
    let stranger = world.ctx_anonymous();
    assert_eq!(refused(world.services.read_invitation(&stranger, &wrong).await), OtherRefusal::LinkExpired);
    // Were it open all the same, it would let nobody into what somebody else has by then.
    world.services.invite_talent(&ctx, profile).await.unwrap();
    let right = token(&link_to(&world, "reem@example.com").await);
    assert!(world.sql("update one_time_links set used_at = null").await > 1);
    let signed_in = world.services.accept_invitation(&stranger, &right, finish()).await.unwrap();
    assert_eq!(signed_in.user, person);
    let theirs = world.services.accept_invitation(&stranger, &wrong, finish()).await;
    assert_eq!(refused(theirs), OtherRefusal::LinkExpired);
    let other = world.person("Other").await;
    world.sql(&format!("update one_time_links set email = '{}' where used_at is null", other.email)).await;
    let theirs = world.services.accept_invitation(&world.ctx_as(&other), &wrong, Finish::default()).await;
    assert_eq!(refused(theirs), OtherRefusal::LinkExpired);
    assert_eq!(world.services.talent(&ctx, profile).await.unwrap().user_id, person);
}

#[tokio::test]
async fn links_of_auditions_work_before_and_after_their_talent_has_an_account() {
    let world = World::new().await;
    let stage = world.stage().await;
    let caster = world.ctx_as(&stage.caster);
    let (claims, applies) = (world.person("Reem").await, world.person("Huda").await);
    let secret = &world.services.settings().secret;
    for (person, start) in [(&claims, "2026-11-23T07:00:00Z"), (&applies, "2026-11-23T08:00:00Z")] {
        let new = NewApplicant { name: person.name.clone(), email: person.email.clone(), ..NewApplicant::default() };
        let added = world.services.add_applicant(&caster, stage.role, new).await.unwrap();
        let old = world.services.talent(&caster, added.talent_profile_id).await.unwrap().user_id;
        let new = NewBooking::new(added.application_id, stage.event_type, world.at(start));
        let booking = world.services.book(&caster, &new).await.unwrap().id;
        let own = world.ctx_as(person);
        if person.id == claims.id {
            world.services.claim_profile(&own, added.talent_profile_id).await.unwrap();
        } else {
            let second = world.role_in(stage.org, stage.call).await;
            let form = NewOwnApplication { role_id: second.to_string(), ..NewOwnApplication::default() };
            let call = world.services.call(&caster, stage.call).await.unwrap().call.slug;
            world.services.apply(&own, "takeone", &call, form).await.unwrap();
        }
        let revised = world.services.talent(&caster, added.talent_profile_id).await.unwrap();
        assert_eq!((revised.user_id, revised.is_claimed), (person.id, true));
        // The mail of then, and the next one.
        for (user, note) in [(old, "by the old link"), (person.id, "by the new link")] {
            let token = booking_links::token(secret, booking, user, 1);
            let answer = LinkAnswer::Note { text: note.to_owned() };
            let told = world.services.answer_by_link(&world.ctx_anonymous(), &token, None, &answer).await;
            assert_eq!(told.unwrap().talent_notes, note, "{}", person.name);
        }
    }
}
