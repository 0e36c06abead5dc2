//! Members, invitations, the first set-up and organisations; claims are in `claims`.

pub(crate) mod claims;

use chrono::TimeDelta;
use domain::{actor::MemberRole, field::FieldCode, id::Id, refusal::OtherRefusal};
use services::{
    Error,
    accounts::{Finish, NewSetUp},
    audit::AuditFilter,
    invitations::NewInvitation,
    organizations::{OrganizationInput, OrganizationPatch},
    sessions::Stage,
};
use testkit::{Person, World};

use crate::accounts::{PASSWORD, begin, content_of, ctx_of, fault, link_to, refused, token};

fn invitation(email: &str, role: &str) -> NewInvitation {
    NewInvitation { email: email.to_owned(), role: role.to_owned(), language: "en".to_owned() }
}

/// All lines, from a cursor on.
fn from(cursor: Option<&str>) -> AuditFilter {
    AuditFilter { cursor: cursor.map(str::to_owned), ..AuditFilter::default() }
}

fn finish() -> Finish {
    Finish {
        name_latin: "Reem".to_owned(),
        password: PASSWORD.to_owned(),
        language: "en".to_owned(),
        ..Finish::default()
    }
}

/// The colour of a mail's edge.
fn edge(mail: &connectors::mail::Mail) -> &str {
    mail.html.split("border-top:4px solid ").nth(1).unwrap().split(';').next().unwrap()
}

#[tokio::test]
async fn a_mail_of_an_office_wears_its_accent() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    world.services.invite_member(&ctx, invitation("reem@example.com", "caster")).await.unwrap();
    world.services.ask_reset(&world.ctx_anonymous(), &admin.email).await.unwrap();
    let green = world.new_mails().await;
    world.sql("update organizations set accent_hue = 285").await;
    world.services.invite_member(&ctx, invitation("huda@example.com", "caster")).await.unwrap();
    world.services.ask_reset(&world.ctx_anonymous(), &admin.email).await.unwrap();
    let purple = world.new_mails().await;
    let to = |mails: &[connectors::mail::Mail], address: &str| {
        edge(mails.iter().find(|mail: &&connectors::mail::Mail| mail.to == address).unwrap()).to_owned()
    };
    assert_ne!(to(&green, "reem@example.com"), to(&purple, "huda@example.com"));
    // Whose account it is has no office.
    assert_eq!(to(&green, &admin.email), to(&purple, &admin.email));
}

#[tokio::test]
async fn an_invited_member_opens_an_account_and_belongs() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    for (email, role, field) in
        [("no address", "caster", "email"), ("reem@example.com", "owner", "role"), ("reem@example.com", "", "role")]
    {
        assert_eq!(fault(world.services.invite_member(&ctx, invitation(email, role)).await).0, field);
    }
    let taken = world.services.invite_member(&ctx, invitation(&admin.email, "caster")).await;
    assert_eq!(fault(taken), ("email".to_owned(), FieldCode::Taken));
    world.services.invite_member(&ctx, invitation("reem@example.com", "reviewer")).await.unwrap();
    let first = token(&link_to(&world, "reem@example.com").await);
    world.services.invite_member(&ctx, invitation("reem@example.com", "caster")).await.unwrap();
    let second = token(&link_to(&world, "reem@example.com").await);
    let stranger = world.ctx_anonymous();
    assert_eq!(refused(world.services.read_invitation(&stranger, &first).await), OtherRefusal::LinkExpired);
    let view = world.services.read_invitation(&stranger, &second).await.unwrap();
    assert_eq!((view.role, view.has_account), (Some(MemberRole::Caster), false));
    assert_eq!(world.services.list_invitations(&ctx).await.unwrap().len(), 1);

    let nameless = Finish { name_latin: String::new(), ..finish() };
    assert_eq!(fault(world.services.accept_invitation(&stranger, &second, nameless).await).0, "nameLatin");
    let signed_in = world.services.accept_invitation(&stranger, &second, finish()).await.unwrap();
    assert_eq!(signed_in.organization, Some(world.org));
    assert_eq!(
        refused(world.services.accept_invitation(&stranger, &second, finish()).await),
        OtherRefusal::LinkExpired
    );
    let members = world.services.list_members(&ctx).await.unwrap();
    assert!(members.iter().any(|member| member.email == "reem@example.com" && member.role == MemberRole::Caster));
    assert!(world.services.list_invitations(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_account_has_to_sign_in_to_accept() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let reem = world.person("Reem").await;
    world.services.invite_member(&world.ctx_as(&admin), invitation(&reem.email, "assistant")).await.unwrap();
    let link = token(&link_to(&world, &reem.email).await);
    let other = world.person("Other").await;
    for ctx in [world.ctx_anonymous(), world.ctx_as(&other)] {
        let view = world.services.read_invitation(&ctx, &link).await.unwrap();
        assert!(view.has_account && !view.is_own);
        let result = world.services.accept_invitation(&ctx, &link, finish()).await;
        assert!(matches!(result, Err(Error::SignedOut)));
    }
    let ctx = world.ctx_as(&reem);
    assert!(world.services.read_invitation(&ctx, &link).await.unwrap().is_own);
    world.services.accept_invitation(&ctx, &link, Finish::default()).await.unwrap();
    let mut db = world.store().connection().await.unwrap();
    let role = store::memberships::active_role(&mut db, world.org, reem.id).await.unwrap();
    assert_eq!(role, Some(MemberRole::Assistant));
}

#[tokio::test]
async fn invitations_lapse_are_taken_back_and_stay_in_their_organisation() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let foreign = world.organization("foreign").await;
    let foreign_admin = world.member_of(foreign, MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    world.services.invite_member(&ctx, invitation("a@example.com", "caster")).await.unwrap();
    let link = token(&link_to(&world, "a@example.com").await);
    let open = world.services.list_invitations(&ctx).await.unwrap();
    let foreign_ctx = world.ctx_as(&foreign_admin);
    assert!(world.services.list_invitations(&foreign_ctx).await.unwrap().is_empty());
    assert!(matches!(world.services.revoke_invitation(&foreign_ctx, open[0].id).await, Err(Error::NotFound)));
    world.services.revoke_invitation(&ctx, open[0].id).await.unwrap();
    assert_eq!(refused(world.services.read_invitation(&ctx, &link).await), OtherRefusal::LinkExpired);
    world.services.invite_member(&ctx, invitation("b@example.com", "caster")).await.unwrap();
    let link = token(&link_to(&world, "b@example.com").await);
    world.advance(TimeDelta::days(7));
    let later = world.ctx_as(&admin);
    assert_eq!(refused(world.services.read_invitation(&later, &link).await), OtherRefusal::LinkExpired);
    for role in [MemberRole::Caster, MemberRole::Assistant, MemberRole::SessionRunner, MemberRole::Reviewer] {
        let member = world.member(role).await;
        let ctx = world.ctx_as(&member);
        let result = world.services.invite_member(&ctx, invitation("c@example.com", "admin")).await;
        assert!(matches!(result, Err(Error::Forbidden)), "{role:?}");
        assert!(matches!(world.services.list_invitations(&ctx).await, Err(Error::Forbidden)), "{role:?}");
    }
}

async fn membership(world: &World, person: &Person) -> Id<domain::id::Membership> {
    let mut db = world.store().connection().await.unwrap();
    store::memberships::find_of_user(&mut db, world.org, person.id).await.unwrap().unwrap().id
}

#[tokio::test]
async fn the_last_admin_stays_one_even_when_two_try_at_once() {
    let world = World::new().await;
    let one = world.member(MemberRole::Admin).await;
    let alone =
        world.services.change_role(&world.ctx_as(&one), membership(&world, &one).await, MemberRole::Caster).await;
    assert_eq!(refused(alone), OtherRefusal::LastAdmin);
    let alone = world.services.deactivate_member(&world.ctx_as(&one), membership(&world, &one).await).await;
    assert_eq!(refused(alone), OtherRefusal::LastAdmin);
    let other = world.member(MemberRole::Admin).await;
    let (mine, theirs) = (membership(&world, &one).await, membership(&world, &other).await);
    let (ctx_one, ctx_other) = (world.ctx_as(&one), world.ctx_as(&other));
    let (first, second) = tokio::join!(
        world.services.change_role(&ctx_one, theirs, MemberRole::Caster),
        world.services.change_role(&ctx_other, mine, MemberRole::Caster),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let mut db = world.store().connection().await.unwrap();
    assert_eq!(store::memberships::count_active_admins(&mut db, world.org).await.unwrap(), 1);
}

#[tokio::test]
async fn a_changed_or_deactivated_member_loses_their_sessions() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let caster = world.member(MemberRole::Caster).await;
    let ctx = world.ctx_as(&admin);
    let id = membership(&world, &caster).await;
    begin(&world, "one", &content_of(&caster)).await;
    world.services.change_role(&ctx, id, MemberRole::Reviewer).await.unwrap();
    assert!(world.services.resolve_session("one").await.unwrap().is_none());
    begin(&world, "two", &content_of(&caster)).await;
    world.services.deactivate_member(&ctx, id).await.unwrap();
    assert!(world.services.resolve_session("two").await.unwrap().is_none());
    world.services.reactivate_member(&ctx, id).await.unwrap();
    begin(&world, "three", &content_of(&caster)).await;
    assert_eq!(ctx_of(&world, "three").await.actor.role, Some(MemberRole::Reviewer));
    let foreign = world.organization("foreign").await;
    let stranger = world.member_of(foreign, MemberRole::Admin).await;
    let result = world.services.deactivate_member(&world.ctx_as(&stranger), id).await;
    assert!(matches!(result, Err(Error::NotFound)));
    let log = world.services.list_audit(&ctx, &from(None)).await.unwrap();
    let actions: Vec<&str> = log.entries.iter().map(|entry| entry.action.as_str()).collect();
    for action in ["member.reactivated", "member.deactivated", "member.role_changed"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
}

#[tokio::test]
async fn the_audit_log_is_read_page_by_page_by_its_own_admins() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let ctx = world.ctx_as(&admin);
    for _ in 0..120 {
        world
            .write(async |tx| {
                services::audit::entry(&ctx, "test.done").write(tx, &ctx).await.unwrap();
                Ok(())
            })
            .await;
    }
    let mut seen = std::collections::HashSet::new();
    let mut cursor = None;
    let mut pages = 0;
    loop {
        let page = world.services.list_audit(&ctx, &from(cursor.as_deref())).await.unwrap();
        pages += 1;
        seen.extend(page.entries.iter().map(|entry| entry.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), pages), (120, 3));
    for broken in ["", "x", "1~", "~x", "99999999999999999999~aud_0"] {
        assert!(
            matches!(world.services.list_audit(&ctx, &from(Some(broken))).await, Err(Error::Fields(_))),
            "{broken}"
        );
    }
    let foreign = world.organization("foreign").await;
    let stranger = world.member_of(foreign, MemberRole::Admin).await;
    assert!(world.services.list_audit(&world.ctx_as(&stranger), &from(None)).await.unwrap().entries.is_empty());
    let caster = world.member(MemberRole::Caster).await;
    assert!(matches!(world.services.list_audit(&world.ctx_as(&caster), &from(None)).await, Err(Error::Forbidden)));
}

fn set_up() -> NewSetUp {
    NewSetUp {
        organization: OrganizationInput {
            name_en: "TakeOne".to_owned(),
            name_ar: "تيك ون".to_owned(),
            ..OrganizationInput::default()
        },
        name_latin: "Sarah".to_owned(),
        email: "sarah@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        language: "en".to_owned(),
        ..NewSetUp::default()
    }
}

#[tokio::test]
async fn the_first_visitor_gets_nothing_without_the_token() {
    let done = World::new().await;
    assert_eq!(refused(done.services.create_setup_token(&done.ctx_system()).await), OtherRefusal::AlreadySetUp);
    let world = World::without_organization(10, |_| {}).await;
    let stranger = world.ctx_anonymous();
    assert!(world.services.awaits_setup().await.unwrap());
    assert!(matches!(world.services.create_setup_token(&stranger).await, Err(Error::Forbidden)));
    let old = world.services.create_setup_token(&world.ctx_system()).await.unwrap();
    let token = world.services.create_setup_token(&world.ctx_system()).await.unwrap();
    for wrong in ["", "guess", old.as_str()] {
        assert_eq!(refused(world.services.set_up(&stranger, wrong, set_up()).await), OtherRefusal::LinkExpired);
    }
    let mut incomplete = set_up();
    incomplete.organization.name_ar.clear();
    assert_eq!(fault(world.services.set_up(&stranger, &token, incomplete).await).0, "nameAr");
    let mut nowhere = set_up();
    nowhere.organization.time_zone = "Mars/Olympus".to_owned();
    assert_eq!(fault(world.services.set_up(&stranger, &token, nowhere).await).1, FieldCode::UnknownZone);
    let (one, other) = tokio::join!(
        world.services.set_up(&stranger, &token, set_up()),
        world.services.set_up(&stranger, &token, set_up())
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let signed_in = one.or(other).unwrap();
    let content = signed_in.content(&stranger);
    begin(&world, "first", &content).await;
    let view = world.services.resolve_session("first").await.unwrap().unwrap();
    assert_eq!((view.stage, view.actor.role), (Stage::Full, Some(MemberRole::Admin)), "an hour to finish the steps");
    world.advance(TimeDelta::hours(1));
    let view = world.services.resolve_session("first").await.unwrap().unwrap();
    assert_eq!(view.stage, Stage::MustEnrol);
    assert_eq!(refused(world.services.set_up(&stranger, &token, set_up()).await), OtherRefusal::LinkExpired);
}

#[tokio::test]
async fn organisations_are_made_by_the_system_and_changed_by_their_admins() {
    let world = World::new().await;
    let admin = world.member(MemberRole::Admin).await;
    let new =
        || OrganizationInput { name_en: "Desert Films".into(), name_ar: "أفلام".into(), ..Default::default() };
    let refusal = world.services.create_organization(&world.ctx_as(&admin), new()).await;
    assert!(matches!(refusal, Err(Error::Forbidden)));
    let id = world.services.create_organization(&world.ctx_system(), new()).await.unwrap();
    let taken = world.services.create_organization(&world.ctx_system(), new()).await;
    assert_eq!(fault(taken), ("slug".to_owned(), FieldCode::Taken));
    let link = world.services.invite_first_admin(&world.ctx_system(), id, "boss@example.com").await.unwrap();
    let signed_in = world.services.accept_invitation(&world.ctx_anonymous(), &token(&link), finish()).await.unwrap();
    assert_eq!(signed_in.organization, Some(id));

    let ctx = world.ctx_as(&admin);
    let read = world.services.own_organization(&ctx).await.unwrap();
    let patch = |revision| OrganizationPatch {
        revision,
        name_en: "TakeOne Films".to_owned(),
        name_ar: read.name_ar.clone(),
        country: "AE".to_owned(),
        time_zone: "Asia/Dubai".to_owned(),
        language: "en".to_owned(),
        digits: "arab".to_owned(),
        hijri: true,
        sign_up_policy: "open".to_owned(),
        accent_hue: 200,
        retention_days: 365,
        host_stale_policy: "warn".to_owned(),
        talent_stale_policy: "block".to_owned(),
        unread: Vec::new(),
    };
    let after = world.services.update_organization(&ctx, patch(read.revision)).await.unwrap();
    assert_eq!(after.time_zone, "Asia/Dubai");
    assert_eq!((read.week_start, read.weekend.as_slice()), (0, &[5, 6][..]), "as in Saudi Arabia");
    assert_eq!((after.week_start, after.weekend.as_slice()), (1, &[0, 6][..]), "the week follows the country");
    assert_eq!(world.services.own_organization(&ctx).await.unwrap(), after);
    let stale = world.services.update_organization(&ctx, patch(read.revision)).await;
    assert_eq!(refused(stale), OtherRefusal::StaleRevision);
    let mut wrong = patch(after.revision);
    wrong.accent_hue = 400;
    assert_eq!(fault(world.services.update_organization(&ctx, wrong).await).0, "accentHue");
    let caster = world.member(MemberRole::Caster).await;
    let refusal = world.services.update_organization(&world.ctx_as(&caster), patch(after.revision)).await;
    assert!(matches!(refusal, Err(Error::Forbidden)));
}
