//! Calls and roles: who may do what, what the world sees, what is refused.

use domain::{
    actor::MemberRole::{self, Admin, Assistant, Caster, Reviewer, SessionRunner},
    casting::CallStatus,
    id::{Id, Role},
};
use services::casting_calls::{CallPatch, NewOwnApplication};

use super::{Casting, faults, named, new_call, new_role, refusal};

#[tokio::test]
async fn each_role_may_do_its_part_on_a_call() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    // (role, joined, read, mark, edit, publish)
    let table: [(MemberRole, bool, [&str; 4]); 10] = [
        (Admin, false, ["ok", "ok", "ok", "ok"]),
        (Caster, true, ["ok", "ok", "ok", "ok"]),
        (Caster, false, ["forbidden"; 4]),
        (Assistant, true, ["ok", "ok", "ok", "forbidden"]),
        (Assistant, false, ["forbidden"; 4]),
        (SessionRunner, true, ["ok", "forbidden", "forbidden", "forbidden"]),
        (SessionRunner, false, ["forbidden"; 4]),
        (Reviewer, true, ["ok", "ok", "forbidden", "forbidden"]),
        (Reviewer, false, ["forbidden"; 4]),
        (Admin, true, ["ok", "ok", "ok", "ok"]),
    ];
    let added = services.add_applicant(&casting.ctx(), casting.role, named("Noura Al-Mutlaq")).await.unwrap();
    for (role, joined, expected) in table {
        let person = if joined { casting.joined(role).await } else { casting.world.member(role).await };
        let ctx = casting.world.ctx_as(&person);
        let mark = domain::casting::ApplicationStatus::Shortlisted;
        let patch = CallPatch { description_en: Some(format!("{role:?}")), ..CallPatch::default() };
        let found = [
            refusal(services.call(&ctx, casting.call).await),
            refusal(services.set_application_status(&ctx, added.application_id, mark).await),
            refusal(services.edit_call(&ctx, casting.call, None, patch).await),
            refusal(services.set_call_status(&ctx, casting.call, None, CallStatus::Published).await),
        ];
        assert_eq!(found, expected, "{role:?} joined={joined}");
        let calls = services.list_calls(&ctx, None).await.unwrap();
        assert_eq!(calls.len(), usize::from(expected[0] == "ok"), "{role:?} joined={joined}");
        if expected[0] == "ok" {
            let rights = services.call(&ctx, casting.call).await.unwrap().rights;
            let said = [rights.mark, rights.edit, rights.publish];
            assert_eq!(said, [1, 2, 3].map(|place: usize| expected[place] == "ok"), "{role:?}");
        }
    }
    let talent = casting.world.person("Talent").await;
    assert_eq!(refusal(services.call(&casting.world.ctx_as(&talent), casting.call).await), "forbidden");
    assert_eq!(refusal(services.call(&casting.world.ctx_anonymous(), casting.call).await), "signed_out");
}

#[tokio::test]
async fn another_organisation_finds_nothing() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let added = services.add_applicant(&casting.ctx(), casting.role, named("Noura")).await.unwrap();
    let other = casting.world.organization("bahr").await;
    let stranger = casting.world.member_of(other, Admin).await;
    let ctx = casting.world.ctx_as(&stranger);
    for found in [
        refusal(services.call(&ctx, casting.call).await),
        refusal(services.role(&ctx, casting.role).await),
        refusal(services.applicant(&ctx, added.application_id).await),
        refusal(services.add_applicant(&ctx, casting.role, named("Reem")).await),
        refusal(services.remove_application(&ctx, added.application_id, None).await),
        refusal(services.create_role(&ctx, casting.call, new_role("Fahd")).await),
        refusal(services.add_call_member(&ctx, casting.call, stranger.id).await),
        refusal(services.talent(&ctx, added.talent_profile_id).await),
        refusal(services.import_applicants_csv(&ctx, casting.role, b"name\nReem", false).await),
        refusal(services.export_applicants_csv(&ctx, &of_role(casting.role)).await),
        refusal(services.delete_call(&ctx, casting.call, None).await),
    ] {
        assert_eq!(found, "not_found");
    }
    assert!(services.list_calls(&ctx, None).await.unwrap().is_empty());
    assert!(services.search_talent(&ctx, "Noura").await.unwrap().is_empty());
    assert!(services.list_applicants(&ctx, &Default::default()).await.unwrap().items.is_empty());
}

fn of_role(role: Id<Role>) -> services::applications::ApplicantQuery {
    services::applications::ApplicantQuery { role_id: Some(role), ..Default::default() }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let bad = services::casting_calls::NewCall {
        title_en: " ".into(),
        kind: "opera".into(),
        slug: "Not a slug".into(),
        opens_on: "2026-12-10".into(),
        closes_on: "2026-13-01".into(),
        ..Default::default()
    };
    assert_eq!(
        faults(services.create_call(&ctx, bad).await),
        ["titleEn required", "kind unknown", "slug invalid", "closesOn not_a_date"]
    );
    let mut backwards = new_call("Another");
    (backwards.opens_on, backwards.closes_on) = ("2026-12-10".into(), "2026-12-09".into());
    assert_eq!(faults(services.create_call(&ctx, backwards).await), ["closesOn ends_before_start"]);
    let mut taken = new_call("Another");
    taken.slug = "shade-of-the-palms".into();
    assert_eq!(faults(services.create_call(&ctx, taken).await), ["slug taken"]);
    // Made from the title, a taken slug gets a number.
    let again = services.create_call(&ctx, new_call("Shade of the Palms")).await.unwrap();
    assert_eq!(again.slug, "shade-of-the-palms-2");
    let ages = services::roles::RoleForm { age_from: Some("٣٢".into()), age_to: Some("25".into()), ..new_role("X") };
    assert_eq!(faults(services.create_role(&ctx, casting.call, ages).await), ["ageTo ends_before_start"]);
    let stranger = casting.world.person("Nobody").await;
    assert_eq!(faults(services.add_call_member(&ctx, casting.call, stranger.id).await), ["userId unknown"]);
}

#[tokio::test]
async fn a_call_changed_meanwhile_is_not_overwritten() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let seen = services.call(&ctx, casting.call).await.unwrap().call;
    let title = |title: &str| CallPatch { title_en: Some(title.into()), ..CallPatch::default() };
    let now = services.edit_call(&ctx, casting.call, Some(seen.revision), title("First")).await.unwrap();
    assert_eq!((now.revision, now.title_en.as_str()), (seen.revision + 1, "First"));
    let late = services.edit_call(&ctx, casting.call, Some(seen.revision), title("Second")).await;
    assert_eq!(refusal(late), "stale_revision");
    assert_eq!(services.call(&ctx, casting.call).await.unwrap().call.title_en, "First");
}

#[tokio::test]
async fn what_somebody_applied_for_is_not_deleted() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let added = services.add_applicant(&ctx, casting.role, named("Noura")).await.unwrap();
    assert_eq!(refusal(services.delete_role(&ctx, casting.role, None).await), "in_use");
    assert_eq!(refusal(services.delete_call(&ctx, casting.call, None).await), "in_use");
    services.remove_application(&ctx, added.application_id, None).await.unwrap();
    services.delete_role(&ctx, casting.role, None).await.unwrap();
    services.delete_call(&ctx, casting.call, None).await.unwrap();
    assert_eq!(refusal(services.call(&ctx, casting.call).await), "not_found");
}

#[tokio::test]
async fn talent_apply_at_the_public_address() {
    let casting = Casting::new().await;
    let (world, services) = (&casting.world, &casting.world.services);
    let (org, call) = ("takeone", "shade-of-the-palms");
    let talent = world.person("Noura Al-Mutlaq").await;
    let ctx = world.ctx_as(&talent);
    let form = || NewOwnApplication {
        role_id: casting.role.to_string(),
        note: "I ride.".into(),
        phone: "٠٥٠ ٠٠٠ ٠٠٠١".into(),
        birth_year: "1999".into(),
        city: "Riyadh".into(),
    };
    // A draft has no public face.
    assert_eq!(refusal(services.public_call(&ctx, org, call).await), "not_found");
    assert_eq!(refusal(services.apply(&ctx, org, call, form()).await), "not_found");
    services.set_call_status(&casting.ctx(), casting.call, None, CallStatus::Published).await.unwrap();
    let seen = services.public_call(&world.ctx_anonymous(), org, call).await.unwrap();
    assert!(seen.is_open && seen.roles.len() == 1 && !seen.roles[0].applied);
    assert_eq!(refusal(services.apply(&world.ctx_anonymous(), org, call, form()).await), "signed_out");
    let mut wrong = form();
    (wrong.role_id, wrong.birth_year) = ("rol_x".into(), "199".into());
    assert_eq!(faults(services.apply(&ctx, org, call, wrong).await), ["roleId unknown", "birthYear too_small"]);
    let application = services.apply(&ctx, org, call, form()).await.unwrap();
    let applicant = services.applicant(&casting.ctx(), application).await.unwrap();
    assert_eq!(applicant.talent_user_id, talent.id);
    assert_eq!(applicant.email.as_deref(), Some(talent.email.as_str()));
    assert_eq!(applicant.phone.as_deref(), Some("050 000 0001"));
    assert_eq!(refusal(services.apply(&ctx, org, call, form()).await), "application.already_applied");
    assert!(services.public_call(&ctx, org, call).await.unwrap().roles[0].applied);
    // Closed by date, then archived.
    let yesterday = CallPatch { closes_on: Some("2026-11-21".into()), ..CallPatch::default() };
    services.edit_call(&casting.ctx(), casting.call, None, yesterday).await.unwrap();
    let late = world.ctx_as(&world.person("Late").await);
    assert_eq!(refusal(services.apply(&late, org, call, form()).await), "call.closed");
    services.set_call_status(&casting.ctx(), casting.call, None, CallStatus::Archived).await.unwrap();
    assert_eq!(refusal(services.public_call(&late, org, call).await), "not_found");
}

#[tokio::test]
async fn a_typed_profile_becomes_the_persons_own_only_when_they_apply() {
    let casting = Casting::new().await;
    let (world, services) = (&casting.world, &casting.world.services);
    let talent = world.person("Noura").await;
    let typed = services::applications::NewApplicant { email: talent.email.clone(), ..named("نورة المطلق") };
    let second = services.create_role(&casting.ctx(), casting.call, new_role("Second")).await.unwrap();
    let added = services.add_applicant(&casting.ctx(), second.id, typed).await.unwrap();
    // Typing an account's address links nothing.
    let profile = services.talent(&casting.ctx(), added.talent_profile_id).await.unwrap();
    assert!(!profile.is_claimed && profile.user_id != talent.id);
    services.set_call_status(&casting.ctx(), casting.call, None, CallStatus::Published).await.unwrap();
    let form = NewOwnApplication { role_id: casting.role.to_string(), ..Default::default() };
    let own = services.apply(&world.ctx_as(&talent), "takeone", "shade-of-the-palms", form).await.unwrap();
    let applicant = services.applicant(&casting.ctx(), own).await.unwrap();
    assert_eq!((applicant.talent_profile_id, applicant.talent_user_id), (added.talent_profile_id, talent.id));
    assert_eq!((applicant.name_latin.as_str(), applicant.name_arabic.as_str()), ("Noura", "نورة المطلق"));
}
