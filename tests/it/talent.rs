//! The roles of a call and the cards of who applied, over pages and forms as a browser without scripting uses them.

use axum::body::Body;
use domain::actor::Actor;
use http::Request;
use testkit::{multipart, picture};

use crate::pages::{Answer, Office};

async fn upload(office: &Office, actor: Actor, path: &str, file: &[u8]) -> Answer {
    let request = Request::post(path)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(multipart("x", file)))
        .unwrap();
    office.send(actor, request).await
}

#[tokio::test]
async fn a_calls_roles_are_changed_and_put_away() {
    let office = Office::new("roles").await;
    let stage = office.world.stage().await;
    let caster = stage.caster.actor();
    let edit = format!("/calls/{}/edit", stage.call);
    let base = format!("/calls/{}/roles/{}", stage.call, stage.role);
    let page = office.get(caster.clone(), &edit).await.text;
    assert!(page.contains("Nora") && page.contains(&base) && page.contains("Talent see it and can apply"), "{page}");
    let open = office.get(caster.clone(), &base).await.text;
    assert!(open.contains("value=\"Nora\"") && open.contains("value=\"نورا\""), "{open}");
    let wrong = [("nameEn", "Hala"), ("nameAr", "هالة"), ("gender", "female"), ("ageFrom", "40"), ("ageTo", "30")];
    let refused = office.post(caster.clone(), &format!("{base}/edit"), &wrong).await;
    assert!(
        refused.status == 422 && refused.text.contains("f-ageTo-error") && refused.text.contains("value=\"Hala\""),
        "{}",
        refused.text
    );
    let mut right = wrong;
    right[4].1 = "٤٥";
    let saved = office.post(caster.clone(), &format!("{base}/edit"), &right).await;
    assert_eq!((saved.status, saved.header("location")), (303, format!("{edit}?said=saved").as_str()));
    let ctx = office.world.ctx_as(&stage.caster);
    let role = office.world.services.role(&ctx, stage.role).await.unwrap();
    assert_eq!((role.name_ar.as_str(), role.age_from, role.age_to), ("هالة", Some(40), Some(45)));
    let page = office.get(caster.clone(), &edit).await.text;
    assert!(page.contains("Aged 40 to 45"), "{page}");
    assert_eq!(office.post(caster.clone(), &format!("{base}/archive"), &[]).await.status, 303);
    assert!(
        office.get(caster.clone(), &edit).await.text.contains("Nobody can apply for it") || {
            office.get(caster.clone(), &edit).await.text.contains("Archived: nobody can apply for it")
        }
    );
    assert_eq!(office.post(caster.clone(), &format!("{base}/restore"), &[]).await.status, 303);
    assert!(office.world.services.role(&ctx, stage.role).await.unwrap().archived_at.is_none());
    // A role somebody applied for cannot go; one nobody did can.
    office.world.applicant(&stage, "Noura").await;
    assert_eq!(office.post(caster.clone(), &format!("{base}/delete"), &[]).await.status, 422);
    let empty = office.world.role_in(stage.org, stage.call).await;
    let gone = office.post(caster.clone(), &format!("/calls/{}/roles/{empty}/delete", stage.call), &[]).await;
    assert_eq!(gone.status, 303, "{}", gone.text);
    assert!(!office.get(caster, &edit).await.text.contains(&empty.to_string()));
}

#[tokio::test]
async fn a_face_is_uploaded_shown_and_served_with_an_etag() {
    let office = Office::new("faces").await;
    let stage = office.world.stage().await;
    let noura = office.world.applicant(&stage, "Noura").await;
    let booking = office.world.booked(&stage, &noura, "2026-11-22T12:00:00Z").await;
    let caster = stage.caster.actor();
    let card = format!("/calls/{}/applicants/{}", stage.call, noura.application);
    let page = office.get(caster.clone(), &card).await;
    assert!(page.status == 200 && page.text.contains("No picture yet"), "{}", page.text);
    let refused = upload(&office, caster.clone(), &format!("{card}/photo"), b"<svg/>").await;
    assert!(refused.status == 422 && refused.text.contains("Use a JPEG, PNG or WebP"), "{}", refused.text);
    let sent = upload(&office, caster.clone(), &format!("{card}/photo"), &picture()).await;
    assert_eq!((sent.status, sent.header("location")), (303, format!("{card}?said=saved").as_str()));
    let reel = [("showreelUrl", "https://vimeo.com/1?a=1&b=\"2\"")];
    assert_eq!(office.post(caster.clone(), &format!("{card}/showreel"), &reel).await.status, 303);
    let page = office.get(caster.clone(), &card).await.text;
    assert!(page.contains("href=\"https://vimeo.com/1?a=1&amp;b=&quot;2&quot;\""), "{page}");
    assert!(page.contains(&booking.id.to_string()), "their audition stands on the card");
    let face = page.split("src=\"/photos/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let small = format!("/photos/{face}/small");
    for path in [
        format!("/calls/{}", stage.call),
        format!("/calls/{}/book/{}?round=2", stage.call, noura.application),
        "/today".to_owned(),
        format!("/bookings/{}", booking.id),
    ] {
        let page = office.get(caster.clone(), &path).await;
        assert!(page.text.contains(&small), "{path}: {}", page.text);
    }
    let served = office.get(caster.clone(), &small).await;
    assert_eq!((served.status, served.header("content-type")), (200, "image/jpeg"));
    assert_eq!(served.header("cache-control"), "private, max-age=3600");
    let again = Request::get(&small).header("if-none-match", served.header("etag")).body(Body::empty()).unwrap();
    let again = office.send(caster.clone(), again).await;
    assert!(again.status == 304 && again.text.is_empty());
    // Knowing the tag is not being allowed to look.
    let stranger = office.world.person("Dana").await.actor();
    let probe = Request::get(&small).header("if-none-match", served.header("etag")).body(Body::empty()).unwrap();
    assert_eq!(office.send(stranger, probe).await.status, 404);

    // Talent see and change their own in their settings.
    let own = office.get(noura.person.actor(), "/settings").await.text;
    assert!(own.contains(&format!("/photos/{face}")) && own.contains("https://vimeo.com/1"), "{own}");
    assert_eq!(upload(&office, noura.person.actor(), "/settings/photo", &picture()).await.status, 303);
    assert_eq!(office.get(caster, &small).await.status, 404, "the new one took its place");
}

#[tokio::test]
async fn a_long_list_of_auditions_is_paged() {
    let office = Office::new("auditions").await;
    let stage = office.world.stage().await;
    let noura = office.world.applicant(&stage, "Noura").await;
    office.world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    for (table, differently) in [
        ("occurrences", "'starts_at', r.starts_at + n * interval '1 day', 'ends_at', r.ends_at + n * interval '1 day'"),
        ("bookings", "'occurrence_id', md5('occurrences' || n)::uuid, 'application_id', null"),
    ] {
        let copies = format!(
            "insert into {table} select (jsonb_populate_record(null::{table}, to_jsonb(r)
                || jsonb_build_object('id', md5('{table}' || n)::uuid, {differently}))).*
             from {table} r, generate_series(1, 104) n"
        );
        assert_eq!(office.world.sql(&copies).await, 104);
    }
    let talent = noura.person.actor();
    let (mut address, mut seen) = ("/auditions".to_owned(), Vec::new());
    for (cards, is_last) in [(50, false), (50, false), (5, true)] {
        let page = office.get(talent.clone(), &address).await.text;
        let ids: Vec<String> = page
            .split("<h2><a href=\"/auditions/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().into())
            .collect();
        assert_eq!(ids.len(), cards, "{address}");
        seen.extend(ids);
        let next = page.split("rel=\"next\"").next().filter(|_| page.contains("rel=\"next\""));
        assert_eq!(next.is_none(), is_last, "{address}");
        if let Some(before) = next {
            let tail = before.rsplit("href=\"").next().unwrap();
            address = tail.split('"').next().unwrap().replace("&amp;", "&");
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 105, "each of them once");
}

#[tokio::test]
async fn whoever_made_a_call_says_who_works_on_it() {
    let office = Office::new("people").await;
    let stage = office.world.stage().await;
    let reem = office.world.member_of(stage.org, domain::actor::MemberRole::Assistant).await;
    let caster = stage.caster.actor();
    let edit = format!("/calls/{}/edit", stage.call);
    let members = format!("/calls/{}/members", stage.call);
    assert_eq!(office.get(reem.actor(), &edit).await.status, 403);
    let missing = office.post(caster.clone(), &members, &[("userId", "")]).await;
    assert!(missing.status == 422 && missing.text.contains("f-userId-error"), "{}", missing.text);
    let user = reem.id.to_string();
    assert_eq!(office.post(caster.clone(), &members, &[("userId", &user)]).await.status, 303);
    let page = office.get(caster.clone(), &edit).await.text;
    let off = format!("{members}/{user}/remove");
    assert!(page.contains(&off) && !page.contains(&format!("<option value=\"{user}\"")), "{page}");
    assert_eq!(office.get(reem.actor(), &edit).await.status, 200);
    // An assistant changes a call, never who works on it.
    let page = office.get(reem.actor(), &edit).await.text;
    assert!(page.contains("created it") && !page.contains("/members"), "{page}");
    assert_eq!(office.post(caster, &off, &[]).await.status, 303);
    assert_eq!(office.get(reem.actor(), &edit).await.status, 403);
}

#[tokio::test]
async fn what_two_people_type_at_once_is_shown_to_the_second() {
    let office = Office::new("meanwhile").await;
    let stage = office.world.stage().await;
    let caster = stage.caster.actor();
    let edit = format!("/calls/{}/edit", stage.call);
    let typed = |title| [("titleEn", title), ("titleAr", "كثبان"), ("kind", "feature_film"), ("revision", "1")];
    assert_eq!(office.post(caster.clone(), &edit, &typed("Dunes")).await.status, 303);
    let second = office.post(caster, &edit, &typed("Sands")).await;
    let text = &second.text;
    assert!(second.status == 422 && text.contains("value=\"Sands\"") && text.contains("Saved now: Dunes"), "{text}");
    assert_eq!(text.matches("Saved now").count(), 1, "the other title is the same on both sides");
    assert!(text.contains("What you typed is still here"), "{text}");
}

#[tokio::test]
async fn boxes_choices_and_questions_say_in_words_what_is_saved() {
    let office = Office::new("meanwhile-boxes").await;
    let stage = office.world.stage().await;
    let caster = stage.caster.actor();
    let base = format!("/admin/event-types/{}", stage.event_type);
    let revision = async || {
        let ctx = office.world.ctx_as(&stage.caster);
        office.world.services.event_type(&ctx, stage.event_type).await.unwrap().record.revision.to_string()
    };
    let seen = revision().await;
    let share = |own: &[(&'static str, &'static str)]| {
        let same = [("revision", seen.as_str()), ("access", "open"), ("changeNotice", "0"), ("pendingBlocks", "on")];
        same.into_iter().chain(own.iter().copied()).map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>()
    };
    let post = async |tab: &str, fields: &[(&str, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.post(caster.clone(), &format!("{base}/{tab}"), &fields).await
    };
    let first = [("mayCancel", "on"), ("mayReschedule", "on"), ("mostGuests", "2"), ("reasonFrom", "booker")];
    assert_eq!(post("share", &share(&first)).await.status, 303);
    let mine = [("mayCancel", "on"), ("verifyEmail", "on"), ("mostGuests", "2"), ("reasonFrom", "nobody")];
    let second = post("share", &share(&mine)).await;
    let text = &second.text;
    assert!(second.status == 422 && text.contains("What you typed is still here"), "{text}");
    for said in
        ["f-mayReschedule-saved", "f-verifyEmail-saved", "Saved now: on", "Saved now: off", "Saved now: The booker"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("Saved now").count(), 3, "only where it differs: {text}");

    // A hue and a place, in words too.
    let seen = revision().await;
    let setup = |hue: &str, places: &[&'static str]| {
        let call = stage.call.to_string();
        let own = [("revision", seen.clone()), ("call", call), ("colorHue", hue.to_owned())];
        let same =
            [("nameEn", "Audition"), ("nameAr", "تجربة"), ("durations", "30"), ("slug", "a"), ("currency", "SAR")];
        let same = same.into_iter().chain(places.iter().map(|place| (*place, "on"))).chain([("firstPlace", "video")]);
        own.into_iter().chain(same.map(|(name, value)| (name, value.to_owned()))).collect::<Vec<_>>()
    };
    assert_eq!(post("setup", &setup("245", &["video"])).await.status, 303);
    let text = post("setup", &setup("15", &["video", "byPhone"])).await.text;
    assert!(text.contains("Saved now: Hue 245") && text.contains("f-byPhone-saved"), "{text}");
    assert_eq!(text.matches("Saved now").count(), 2, "only where it differs: {text}");

    // Questions: what is saved at each field, and what somebody else added is not taken away unseen.
    let seen = revision().await;
    let asked = |label: &'static str, kind: &'static str, more: &[(&'static str, &'static str)]| {
        let own = [("questions[0][labelEn]", label), ("questions[0][labelAr]", "الطول"), ("questions[0][kind]", kind)];
        let own = own.into_iter().chain(more.iter().copied()).map(|(name, value)| (name, value.to_owned()));
        own.chain([("revision", seen.clone())]).collect::<Vec<_>>()
    };
    const KEY: (&str, &str) = ("questions[0][key]", "question_1");
    let riding = [("questions[1][labelEn]", "Riding"), ("questions[1][kind]", "checkbox")];
    assert_eq!(post("questions", &asked("Height", "number", &riding)).await.status, 303);
    let shoes = [KEY, ("questions[1][labelEn]", "Shoes"), ("questions[1][kind]", "number")];
    let text = post("questions", &asked("How tall?", "text", &shoes)).await.text;
    for said in ["Saved now: Height", "Saved now: Number", "Saved meanwhile", "<bdi>Riding", "value=\"Shoes\""] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("Saved now").count(), 2, "of a new question nothing is saved: {text}");
}
