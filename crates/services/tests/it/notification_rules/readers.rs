//! Rules as people meet them: quiet hours, doing without, addresses that do not exist, text messages, and who may write rules.

use super::*;

#[tokio::test]
async fn nobody_is_woken() {
    let scene = Scene::new().await.without_reminders().await;
    let (world, services) = (&scene.world, &scene.world.services);
    services.set_quiet_hours(&world.ctx_as(&scene.admin), "22:00", "08:00").await.unwrap();
    scene.rule(RuleForm { keeps_quiet: true, ..rule("before_start", "talent") }).await;
    scene.rule(RuleForm { keeps_quiet: true, ..rule("booked", "address") }).await;
    scene.rule(RuleForm { keeps_quiet: false, ..rule("cancelled", "address") }).await;
    // 23:30 in Riyadh.
    world.set_clock("2026-11-22T20:30:00Z");
    let booking = scene.booked().await;
    assert_eq!(world.new_mails().await.len(), 1, "the invitation waits for no morning");
    world.set_clock("2026-11-23T04:59:00Z");
    assert!(world.new_mails().await.is_empty());
    world.set_clock("2026-11-23T05:00:00Z");
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1, "at eight");
    // Three hours before 10:00 is 07:00: it waits for eight, when the talent's zone is Riyadh's.
    world.set_clock("2026-11-30T04:00:00Z");
    assert!(world.new_mails().await.is_empty());
    world.set_clock("2026-11-30T05:00:00Z");
    assert_eq!(scene.mails_to(&scene.noura.person.email).await.len(), 1);
    world.set_clock("2026-11-30T06:00:00Z");
    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1);
}

#[tokio::test]
async fn who_stops_reminders_by_their_link_still_gets_what_was_agreed() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let booking = scene.booked().await;
    let invitation = world.new_mails().await.remove(0);
    assert_eq!(invitation.unsubscribe, None, "nobody does without an invitation");
    world.set_clock("2026-11-29T07:00:00Z");
    let reminder = world.new_mails().await.remove(0);
    let url = reminder.unsubscribe.clone().expect("a way to stop");
    assert!(reminder.text.contains(&url) || reminder.html.contains(&url), "readable too: {}", reminder.text);
    let token = url.strip_prefix("https://callboard.test/unsubscribe/").unwrap();
    let anybody = world.ctx_anonymous();
    let found = services.subscription(&anybody, token).await.unwrap();
    assert_eq!((found.category, found.is_stopped), (Category::Reminders, false));
    assert!(!found.address.contains(&scene.noura.person.email));
    for wrong in ["", "x", &token[1..], &format!("{}A", &token[..token.len() - 1]), &token.to_uppercase()] {
        let refused = services.set_subscription(&anybody, wrong, true).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{wrong}: {refused:?}");
    }
    assert!(!services.subscription(&anybody, token).await.unwrap().is_stopped, "looking changes nothing");
    services.set_subscription(&anybody, token, true).await.unwrap();
    services.set_subscription(&anybody, token, true).await.unwrap();
    world.set_clock("2026-11-30T06:00:00Z");
    assert!(world.new_mails().await.is_empty(), "no reminder an hour before");
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(
        matches!(ledger[0].state, MessageState::Skipped(Some(services::notifications::Stale::Unwanted))),
        "{ledger:?}"
    );
    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    assert_eq!(world.new_mails().await.len(), 1, "a cancellation comes");
    services.set_subscription(&anybody, token, false).await.unwrap();
    assert!(!services.subscription(&anybody, token).await.unwrap().is_stopped);
}

#[tokio::test]
async fn a_changed_rule_holds_for_bookings_there_are() {
    let scene = Scene::new().await.without_reminders().await;
    let (world, services, admin) = (&scene.world, &scene.world.services, scene.world.ctx_as(&scene.admin));
    scene.booked().await;
    world.new_mails().await;
    let ruled = scene.rule(rule("before_start", "address")).await;
    world.run_jobs().await;
    let longer = RuleForm { offset: "2".to_owned(), unit: "days".to_owned(), ..rule("before_start", "address") };
    services.edit_notification_rule(&admin, ruled.id, Some(1), &longer).await.unwrap();
    let stale = services.edit_notification_rule(&admin, ruled.id, Some(1), &longer).await;
    assert!(matches!(stale, Err(Error::Refused(Refusal::Other(OtherRefusal::StaleRevision)))));
    world.run_jobs().await;
    world.set_clock("2026-11-28T07:00:00Z");
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1, "two days before");
    world.set_clock("2026-11-30T04:00:00Z");
    assert!(scene.mails_to(STUDIO).await.is_empty(), "not at the former time");

    // Off, excepted, deleted: three ways to say nothing.
    for way in ["off", "excepted", "deleted", "on again"] {
        let scene = Scene::new().await.without_reminders().await;
        let (world, services, admin) = (&scene.world, &scene.world.services, scene.world.ctx_as(&scene.admin));
        let ruled = scene.rule(rule("before_start", "address")).await;
        scene.booked().await;
        let event_type = scene.stage.event_type;
        match way {
            "off" => drop(services.switch_notification_rule(&admin, ruled.id, false).await.unwrap()),
            "excepted" => services.except_event_type(&admin, ruled.id, event_type, true).await.unwrap(),
            "deleted" => services.delete_notification_rule(&admin, ruled.id).await.unwrap(),
            _ => {
                services.except_event_type(&admin, ruled.id, event_type, true).await.unwrap();
                services.except_event_type(&admin, ruled.id, event_type, false).await.unwrap();
            }
        }
        world.run_jobs().await;
        world.set_clock("2026-11-30T04:00:00Z");
        assert_eq!(scene.mails_to(STUDIO).await.len(), usize::from(way == "on again"), "{way}");
    }
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_shown_and_left_alone_until_somebody_asks() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let refused = MailError::Permanent { code: Some(550), text: "550 5.1.1 no such user".to_owned() };
    world.mailbox.refuse_next(refused);
    let booking = scene.booked().await;
    assert!(world.new_mails().await.is_empty());
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!((ledger.len(), ledger[0].state), (1, MessageState::Failed));
    assert!(ledger[0].answer.as_deref().is_some_and(|answer| answer.contains("5.1.1")) && ledger[0].may_resend);
    world.set_clock("2026-11-29T07:00:00Z");
    assert!(world.new_mails().await.is_empty(), "not tried again");
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(ledger[0].state == MessageState::Failed && ledger[0].is_suppressed, "{ledger:?}");

    // Pressed twice, sent once, with a Message-ID of its own.
    let first = ledger[1].id;
    for _ in 0..2 {
        services.resend_message(&scene.caster(), booking.id, first, 0).await.unwrap();
    }
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    assert_ne!(mails[0].message_id, format!("{first}@callboard.test"));
    assert!(mails[0].subject.starts_with("Audition invitation"), "{}", mails[0].subject);
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert!(ledger[0].is_again && matches!(ledger[0].state, MessageState::Sent(_)), "{ledger:?}");
    assert!(ledger[0].answer.as_deref().is_some_and(|answer| answer.starts_with("250")), "{ledger:?}");
    assert_eq!(ledger[2].resent, 1);

    services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    world.new_mails().await;
    let outdated = services.resend_message(&scene.caster(), booking.id, first, 1).await;
    assert!(matches!(outdated, Err(Error::Refused(Refusal::Other(OtherRefusal::MessageOutdated)))), "{outdated:?}");
}

#[tokio::test]
async fn a_policy_refusal_is_no_verdict_on_the_address() {
    let scene = Scene::new().await;
    let refused = MailError::Permanent { code: Some(554), text: "554 5.7.1 refused by policy".to_owned() };
    scene.world.mailbox.refuse_next(refused);
    scene.booked().await;
    scene.world.run_jobs().await;
    scene.world.set_clock("2026-11-29T07:00:00Z");
    assert_eq!(scene.world.new_mails().await.len(), 1, "the reminder is tried");
}

#[tokio::test]
async fn text_messages_go_where_they_can() {
    let scene = Scene::new().await.without_reminders().await;
    let by = |channel: &str, recipient: &str| RuleForm { channel: channel.to_owned(), ..rule("booked", recipient) };
    scene.rule(by("sms", "talent")).await;
    let number = RuleForm { address: "+966 50 123 4567".to_owned(), ..by("whatsapp", "address") };
    scene.rule(number).await;
    let booking = scene.booked().await;
    scene.world.run_jobs().await;
    let texts = scene.world.mailbox.texts();
    let told: Vec<_> = texts.iter().map(|text| (text.channel.as_str(), text.to.as_str())).collect();
    assert_eq!(told, [("sms", "+966 50 000 0001"), ("whatsapp", "+966 50 123 4567")]);
    assert!(texts[0].body.contains("/r/") && !texts[1].body.contains("/r/"), "{texts:?}");
    assert_eq!(scene.world.mailbox.mails().len(), 1, "beside the invitation by mail");
    let ledger = scene.world.services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!(ledger.len(), 3);
}

#[tokio::test]
async fn who_may_write_rules() {
    let scene = Scene::new().await;
    let (world, services) = (&scene.world, &scene.world.services);
    let house: Id<NotificationRule> =
        services.list_notification_rules(&world.ctx_as(&scene.admin), None).await.unwrap()[0].id;
    let own = scene.stage.event_type;
    let colleague = world.member(MemberRole::Caster).await;
    let other = world.organization("elsewhere").await;
    let foreign = world.member_of(other, MemberRole::Admin).await;
    let assistant = world.member(MemberRole::Assistant).await;
    let form = rule("booked", "address");
    for (who, person, for_house, for_own) in [
        ("admin", &scene.admin, "ok", "ok"),
        ("caster", &scene.stage.caster, "forbidden", "ok"),
        ("colleague", &colleague, "forbidden", "forbidden"),
        ("assistant", &assistant, "forbidden", "forbidden"),
        ("talent", &scene.noura.person, "forbidden", "forbidden"),
        ("foreign admin", &foreign, "not found", "not found"),
    ] {
        let ctx = world.ctx_as(person);
        let said = |result: Result<(), Error>| match result {
            Ok(()) => "ok",
            Err(Error::Forbidden) => "forbidden",
            Err(Error::NotFound) => "not found",
            Err(other) => panic!("{who}: {other}"),
        };
        assert_eq!(said(services.switch_notification_rule(&ctx, house, true).await.map(drop)), for_house, "{who}");
        assert_eq!(said(services.create_notification_rule(&ctx, Some(own), &form).await.map(drop)), for_own, "{who}");
        assert_eq!(said(services.list_notification_rules(&ctx, Some(own)).await.map(drop)), for_own, "{who}");
        assert_eq!(said(services.except_event_type(&ctx, house, own, true).await), for_own, "{who}");
    }
    let nobody: Id<EventType> = world.ctx_system().new_id().unwrap();
    let refused = services.create_notification_rule(&world.ctx_as(&scene.admin), Some(nobody), &form).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let booking = scene.booked().await;
    world.run_jobs().await;
    let ledger = services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    for (who, person) in [("talent", &scene.noura.person), ("colleague", &colleague), ("foreign", &foreign)] {
        let ctx = world.ctx_as(person);
        assert!(services.booking_messages(&ctx, booking.id).await.is_err(), "{who}");
        assert!(services.resend_message(&ctx, booking.id, ledger[0].id, 0).await.is_err(), "{who}");
    }
}

#[tokio::test]
async fn an_organisation_begins_with_two_reminders() {
    let world = World::without_organization(4, |_| {}).await;
    let input = services::organizations::OrganizationInput {
        name_en: "New Films".to_owned(),
        name_ar: "أفلام".to_owned(),
        ..Default::default()
    };
    let org = world.services.create_organization(&world.ctx_system(), input).await.unwrap();
    let admin = world.member_of(org, MemberRole::Admin).await;
    let rules = world.services.list_notification_rules(&world.ctx_as(&admin), None).await.unwrap();
    let offsets: Vec<_> = rules.iter().map(|rule| (rule.rule.trigger.as_str(), rule.rule.offset_min)).collect();
    assert_eq!(offsets, [("before_start", Some(1440)), ("before_start", Some(60))]);
}

#[tokio::test]
async fn who_comes_along_is_told_once_each_and_gets_no_link() {
    let scene = Scene::new().await.without_reminders().await;
    scene.shared(false).await;
    scene.rule(rule("booked", "guests")).await;
    scene.rule(rule("cancelled", "guests")).await;
    let booking = scene.stranger("Hind", "mona@example.com, sara@example.com").await;
    let along = |mails: &[Mail]| {
        let mut to: Vec<_> = mails.iter().map(|mail| mail.to.clone()).filter(|to| !to.starts_with("hind")).collect();
        to.sort();
        to
    };
    let mails = scene.world.new_mails().await;
    let mut expected =
        vec!["mona@example.com".to_owned(), "sara@example.com".to_owned(), scene.stage.caster.email.clone()];
    expected.sort();
    assert_eq!(along(&mails), expected, "and the guest and the host as ever");
    for mail in mails.iter().filter(|mail| mail.to.starts_with("mona") || mail.to.starts_with("sara")) {
        assert!(!mail.text.contains("/r/") && !mail.html.contains("/r/"), "whoever holds the link acts: {}", mail.text);
    }
    scene.world.services.cancel_booking(&scene.caster(), booking.id, None, "").await.unwrap();
    let mails = scene.world.new_mails().await;
    assert_eq!(along(&mails), ["mona@example.com", "sara@example.com"]);
    let ledger = scene.world.services.booking_messages(&scene.caster(), booking.id).await.unwrap();
    assert_eq!(ledger.iter().filter(|line| line.reader == Some(Reader::Guest)).count(), 4);
}

#[tokio::test]
async fn a_request_tells_whom_a_rule_names_and_only_while_it_waits() {
    let scene = Scene::new().await.without_reminders().await;
    scene.rule(rule("requested", "address")).await;
    scene.shared(true).await;
    scene.booked().await;
    assert!(scene.mails_to(STUDIO).await.is_empty(), "booked by the office, nobody asked");
    scene.world.sql("delete from bookings").await;
    scene.world.sql("delete from participants").await;
    let asked = scene.stranger("Hind", "").await;
    // Answered before its turn came: the news is none any more.
    scene.world.services.accept_booking(&scene.caster(), asked.id, None).await.unwrap();
    assert!(scene.mails_to(STUDIO).await.is_empty());
    scene.world.services.cancel_booking(&scene.caster(), asked.id, None, "").await.unwrap();
    scene.stranger("Reem", "").await;
    assert_eq!(scene.mails_to(STUDIO).await.len(), 1);
}
