//! The admins' screens over pages and forms, as a browser without scripting uses them.

use domain::actor::MemberRole;

use crate::pages::Office;

#[tokio::test]
async fn people_are_invited_changed_and_gathered_in_teams() {
    let office = Office::new("team").await;
    let person = office.world.member(MemberRole::Admin).await;
    let (admin, caster) = (person.actor(), office.world.member(MemberRole::Caster).await);
    assert_eq!(office.get(caster.actor(), "/admin/team").await.status, 403);

    let wrong = [("email", "nobody"), ("role", "caster")];
    let refused = office.post(admin.clone(), "/admin/team/invitations", &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("value=\"nobody\"") && refused.text.contains("f-email-error"), "{}", refused.text);
    let right = [("email", "reem@example.com"), ("role", "reviewer"), ("language", "ar")];
    assert_eq!(office.post(admin.clone(), "/admin/team/invitations", &right).await.status, 303);
    let page = office.get(admin.clone(), "/admin/team").await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("reem@example.com"), "{}", page.text);
    let ctx = office.world.services.ctx(admin.clone(), services::ctx::Request::default());
    let open = office.world.services.list_invitations(&ctx).await.unwrap();
    let revoke = format!("/admin/team/invitations/{}/revoke", open[0].id);
    assert_eq!(office.post(caster.actor(), &revoke, &[]).await.status, 403);
    assert_eq!(office.post(admin.clone(), &revoke, &[]).await.status, 303);
    assert!(office.world.services.list_invitations(&ctx).await.unwrap().is_empty());

    let members = office.world.services.list_members(&ctx).await.unwrap();
    let of = |user| members.iter().find(|one| one.user_id == user).unwrap().id;
    let own = format!("/admin/team/members/{}", of(person.id));
    assert!(office.get(admin.clone(), &own).await.text.contains("The only admin"));
    let last = office.post(admin.clone(), &format!("{own}/role"), &[("role", "caster")]).await;
    assert_eq!(last.status, 422, "the last admin stays one: {}", last.text);
    let other = format!("/admin/team/members/{}", of(caster.id));
    let shown = office.get(admin.clone(), &other).await.text;
    assert!(shown.contains("stay") || shown.contains("Nothing is booked"), "said before it is saved: {shown}");
    assert_eq!(office.post(admin.clone(), &format!("{other}/role"), &[]).await.status, 422);
    assert_eq!(office.post(admin.clone(), &format!("{other}/role"), &[("role", "assistant")]).await.status, 303);
    assert_eq!(office.post(admin.clone(), &format!("{other}/deactivate"), &[]).await.status, 303);
    let gone = office.get(admin.clone(), "/admin/team?show=deactivated").await.text;
    assert!(gone.contains(&other) && gone.contains("Deactivated"), "{gone}");
    assert_eq!(office.post(admin.clone(), &format!("{other}/reactivate"), &[]).await.status, 303);

    let nameless = office.post(admin.clone(), "/admin/team/teams", &[]).await;
    assert_eq!(nameless.status, 422, "{}", nameless.text);
    let id = caster.id.to_string();
    let team = [("nameEn", "Street casting"), ("nameAr", ""), ("members", id.as_str())];
    assert_eq!(office.post(admin.clone(), "/admin/team/teams", &team).await.status, 303);
    let made = office.world.services.list_teams(&ctx, false).await.unwrap();
    assert_eq!((made[0].name_en.as_str(), made[0].members.as_slice()), ("Street casting", &[caster.id][..]));
    let page = format!("/admin/team/teams/{}", made[0].id);
    assert!(office.get(admin.clone(), &page).await.text.contains("checked"));
    assert_eq!(office.post(admin.clone(), &format!("{page}/edit"), &[("nameEn", "Street")]).await.status, 303);
    assert_eq!(office.post(admin.clone(), &format!("{page}/archive"), &[]).await.status, 303);
    assert!(office.world.services.list_teams(&ctx, false).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_key_is_shown_once_and_revoked() {
    let office = Office::new("keys").await;
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let caster = office.world.member(MemberRole::Caster).await.actor();
    assert_eq!(office.get(caster.clone(), "/admin/api-keys").await.status, 403);
    let refused = office.post(admin.clone(), "/admin/api-keys", &[("name", "Site")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("href=\"#f-scopes\"") && refused.text.contains("value=\"Site\""), "{}", refused.text);
    let fields = [("name", "Site"), ("scopes", "bookings:read"), ("expiresInDays", "30")];
    let made = office.post(admin.clone(), "/admin/api-keys", &fields).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let text = made.text.split("value=\"cb_").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let key = format!("cb_{text}");
    assert!(office.world.services.authenticate_api_key(&key).await.is_ok());
    let list = office.get(admin.clone(), "/admin/api-keys").await.text;
    assert!(list.contains("Site") && !list.contains(&key), "shown once: {list}");
    let ctx = office.world.services.ctx(admin.clone(), services::ctx::Request::default());
    let id = office.world.services.list_api_keys(&ctx).await.unwrap()[0].id;
    let asked = office.get(admin.clone(), &format!("/admin/api-keys?dialog=revoke-{id}")).await.text;
    assert!(asked.contains("cannot be brought back"), "{asked}");
    assert_eq!(office.post(caster, &format!("/admin/api-keys/{id}/revoke"), &[]).await.status, 403);
    assert_eq!(office.post(admin, &format!("/admin/api-keys/{id}/revoke"), &[]).await.status, 303);
    assert!(office.world.services.authenticate_api_key(&key).await.is_err());
}

#[tokio::test]
async fn settings_are_saved_and_the_trail_tells_it_in_words() {
    let office = Office::new("settings").await;
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let caster = office.world.member(MemberRole::Caster).await.actor();
    assert_eq!(office.get(caster.clone(), "/admin/settings").await.status, 403);
    assert_eq!(office.get(caster, "/admin/audit").await.status, 403);
    let ctx = office.world.services.ctx(admin.clone(), services::ctx::Request::default());
    let now = office.world.services.own_organization(&ctx).await.unwrap();
    let revision = now.revision.to_string();
    let fields = |days: &'static str| {
        [
            ("revision", revision.as_str()),
            ("nameEn", "TakeOne"),
            ("nameAr", "تيك ون"),
            ("country", "EG"),
            ("timeZone", "Africa/Cairo"),
            ("language", "ar"),
            ("digits", "arab"),
            ("hijri", "on"),
            ("signUpPolicy", "open"),
            ("accentHue", "285"),
            ("retentionDays", days),
            ("hostStalePolicy", "block"),
            ("talentStalePolicy", "warn"),
        ]
    };
    let refused = office.post(admin.clone(), "/admin/settings", &fields("7")).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("f-retentionDays-error"), "{}", refused.text);
    assert_eq!(office.post(admin.clone(), "/admin/settings", &fields("365")).await.status, 303);
    let stale = office.post(admin.clone(), "/admin/settings", &fields("366")).await;
    assert_eq!(stale.status, 422, "somebody saved meanwhile: {}", stale.text);
    let after = office.world.services.own_organization(&ctx).await.unwrap();
    assert_eq!((after.week_start, after.weekend.as_slice(), after.hijri), (6, &[5, 6][..], true));
    let page = office.get(admin.clone(), "/admin/settings").await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Saturday") && page.text.contains("/sign-up?org="), "{}", page.text);
    let back = office.post(admin.clone(), "/admin/health/test-mail", &[("page", "settings")]).await;
    assert_eq!(back.header("location"), "/admin/settings?said=test-mail");

    let trail = office.get(admin.clone(), "/admin/audit").await;
    assert_eq!(trail.status, 200, "{}", trail.text);
    assert!(trail.text.contains("changed settings:") && !trail.text.contains("organization.changed"), "{}", trail.text);
    let empty = office.get(admin.clone(), "/admin/audit?area=bookings").await;
    assert!(!empty.text.contains("changed settings:"), "{}", empty.text);
    let wrong = office.get(admin, "/admin/audit?from=yesterday").await;
    assert!(wrong.text.contains("f-from-error"), "{}", wrong.text);
}

#[tokio::test]
async fn an_event_type_is_changed_side_by_side() {
    let office = Office::new("event-type").await;
    let admin = office.world.member(MemberRole::Admin).await;
    let stage = office.world.stage().await;
    let assistant = office.world.member(MemberRole::Assistant).await.actor();
    let page = format!("/admin/event-types/{}", stage.event_type);
    for tab in ["", "?tab=times", "?tab=limits", "?tab=questions", "?tab=team"] {
        let shown = office.get(admin.actor(), &format!("{page}{tab}")).await;
        assert_eq!(shown.status, 200, "{tab}: {}", shown.text);
        assert_eq!(office.get(assistant.clone(), &format!("{page}{tab}")).await.status, 403);
    }
    let ctx = office.world.ctx_as(&admin);
    let read = async || office.world.services.event_type(&ctx, stage.event_type).await.unwrap();
    let before = read().await;
    let revision = before.record.revision.to_string();
    let limits = |week: &'static str| {
        [
            ("revision", revision.as_str()),
            ("bufferBefore", "5"),
            ("bufferAfter", "10"),
            ("minimumNotice", "2"),
            ("minimumNoticeUnit", "days"),
            ("capacity", "3"),
            ("limits.bookings.day", "8"),
            ("limits.bookings.week", week),
        ]
    };
    let refused = office.post(admin.actor(), &format!("{page}/limits"), &limits("5")).await;
    assert_eq!(refused.status, 422, "a week with less than a day: {}", refused.text);
    assert!(refused.text.contains("f-limits-bookings-week-error"), "{}", refused.text);
    let saved = office.post(admin.actor(), &format!("{page}/limits"), &limits("20")).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let after = read().await;
    assert_eq!((after.record.buffer_after_min, after.limits.all.bookings.week), (10, Some(20)));
    assert_eq!((after.record.minimum_notice_min, after.record.capacity), (2880, 3), "two days, and three places");
    let shown = office.get(admin.actor(), &format!("{page}?tab=limits")).await.text;
    assert!(shown.contains("value=\"days\" selected"), "a span is shown in its own unit: {shown}");
    assert_eq!(after.record.durations, before.record.durations, "the other sides stay");
    let stale = office.post(admin.actor(), &format!("{page}/limits"), &limits("21")).await;
    assert_eq!(stale.status, 422, "somebody saved meanwhile: {}", stale.text);

    let spare = office.world.role_in(stage.org, stage.call).await;
    let (share, other) = (format!("rolePlaces.{}", stage.role), format!("rolePlaces.{spare}"));
    let places = |first: &'static str, second: &'static str| {
        [("capacity", "3"), (share.as_str(), first), (other.as_str(), second), ("showsPlacesLeft", "on")]
    };
    let refused = office.post(admin.actor(), &format!("{page}/limits"), &places("", "4")).await;
    let at = format!("f-rolePlaces-{}-error", spare.to_string().replace('_', "-"));
    assert!(refused.status == 422 && refused.text.contains(&at), "more than there are: {}", refused.text);
    assert!(refused.text.contains("value=\"4\""), "what was typed stays: {}", refused.text);
    let refused = office.post(admin.actor(), &format!("{page}/limits"), &places("١", "٤")).await;
    assert!(refused.status == 422 && refused.text.contains(&at), "Arabic digits: {}", refused.text);
    let foreign = office.world.stage().await.role;
    for foreign in [format!("rolePlaces.{foreign}"), "rolePlaces.nobody".to_owned()] {
        let fields: Vec<_> = places("", "2").into_iter().chain([(foreign.as_str(), "1")]).collect();
        let refused = office.post(admin.actor(), &format!("{page}/limits"), &fields).await;
        assert!(refused.status == 422 && refused.text.contains("f-capacity-error"), "{foreign}: {}", refused.text);
    }
    let look = places("1", "2").into_iter().chain([("tab", "limits")]).collect::<Vec<_>>();
    let look = office.post(admin.actor(), &format!("{page}/preview"), &look).await;
    assert!(look.status == 200 && look.text.contains("Free times by role"), "{}", look.text);
    // A field that came twice is one.
    let twice: Vec<_> = places("", "2").into_iter().chain([(other.as_str(), "2")]).collect();
    assert_eq!(office.post(admin.actor(), &format!("{page}/limits"), &twice).await.status, 303);
    let after = read().await;
    assert_eq!((after.role_capacities.as_slice(), after.record.shows_places_left), (&[(spare, 2)][..], true));
    let shown = office.get(admin.actor(), &format!("{page}?tab=limits")).await.text;
    assert!(shown.contains(&format!("name=\"{other}\"")) && shown.contains("Places for"), "{shown}");

    let asked = [
        ("questions[0][labelEn]", "Can you ride?"),
        ("questions[0][labelAr]", "هل تركب الخيل؟"),
        ("questions[0][kind]", "radio"),
        ("questions[0][options]", "Yes | نعم\nNo | لا"),
    ];
    assert_eq!(office.post(admin.actor(), &format!("{page}/questions"), &asked).await.status, 303);
    let found = read().await.questions;
    assert_eq!((found[0].label_ar.as_str(), found[0].options.len()), ("هل تركب الخيل؟", 2));
    let mut empty = asked.to_vec();
    empty[3].1 = "";
    let refused = office.post(admin.actor(), &format!("{page}/questions"), &empty).await;
    assert!(refused.status == 422 && refused.text.contains("f-questions-0--options--error"), "{}", refused.text);

    let nowhere = [("nameEn", "First call"), ("durations", "20, 40"), ("firstPlace", "video")];
    let refused = office.post(admin.actor(), &format!("{page}/setup"), &nowhere).await;
    assert!(refused.status == 422 && refused.text.contains("#f-places"), "{}", refused.text);
    let mut somewhere = nowhere.to_vec();
    somewhere.extend([("video", "on"), ("address", "King Road 1")]);
    assert_eq!(office.post(admin.actor(), &format!("{page}/setup"), &somewhere).await.status, 303);
    let after = read().await;
    assert_eq!((after.record.durations.as_slice(), after.record.locations.len()), (&[20, 40][..], 2));
    assert!(after.record.casting_call_id.is_none() && after.role_capacities.is_empty(), "roles are their call's");
    let shown = office.get(admin.actor(), &format!("{page}?tab=limits")).await.text;
    assert!(shown.contains("serves every call") && !shown.contains("rolePlaces."), "{shown}");
    assert_eq!(office.post(assistant, &format!("{page}/archive"), &[]).await.status, 403);
    assert_eq!(office.post(admin.actor(), &format!("{page}/archive"), &[]).await.status, 303);
    assert!(read().await.record.archived_at.is_some());
}
