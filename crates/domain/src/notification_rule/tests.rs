//! The rules of notification rules, as tables.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn riyadh() -> Zone {
    "Asia/Riyadh".parse().expect("a zone")
}

#[test]
fn words_return_to_themselves() {
    for trigger in Trigger::ALL {
        assert_eq!(Trigger::parse(trigger.as_str()), Some(*trigger));
        assert_eq!(trigger.is_timed(), trigger.category().is_some(), "what comes by itself can be done without");
    }
    assert_eq!(Channel::parse("fax"), None);
    assert_eq!(Recipient::ALL.len(), 4);
}

#[test]
fn every_event_sets_off_at_most_one_trigger() {
    use EventKind as E;
    use Status as S;
    for (event, status, expected) in [
        (E::Booked, S::Scheduled, Some(Trigger::Booked)),
        (E::Booked, S::Confirmed, Some(Trigger::Booked)),
        (E::Booked, S::Pending, Some(Trigger::Requested)),
        (E::Accepted, S::Scheduled, Some(Trigger::Booked)),
        (E::Confirmed, S::Confirmed, Some(Trigger::Confirmed)),
        (E::Declined, S::Declined, Some(Trigger::Declined)),
        (E::Rescheduled, S::Scheduled, Some(Trigger::Rescheduled)),
        (E::Cancelled, S::Cancelled, Some(Trigger::Cancelled)),
        (E::Amended, S::Scheduled, None),
        (E::Completed, S::Completed, None),
        (E::NoShow, S::NoShow, None),
    ] {
        let fired: Vec<_> = Trigger::ALL.iter().copied().filter(|trigger| trigger.fires_on(event, status)).collect();
        assert_eq!(fired, expected.into_iter().collect::<Vec<_>>(), "{event:?} {status:?}");
    }
    for event in EventKind::ALL {
        for status in Status::ALL {
            let fired = Trigger::ALL.iter().filter(|trigger| trigger.fires_on(event, status)).count();
            assert!(fired <= 1, "{event:?} {status:?}");
        }
    }
}

#[test]
fn timed_rules_fall_due_and_let_people_sleep() {
    // 22:00 to 08:00 in Riyadh is 19:00 to 05:00 UTC.
    let night = QuietHours { from: 22 * 60, to: 8 * 60 };
    let noon = QuietHours { from: 12 * 60, to: 13 * 60 };
    let start = "2026-11-30T07:00:00Z";
    for (trigger, offset_min, quiet, expected) in [
        (Trigger::BeforeStart, 1440, None, "2026-11-29T07:00:00Z"),
        (Trigger::BeforeStart, 1440, Some(night), "2026-11-29T07:00:00Z"),
        // 07:00 in Riyadh: waits for 08:00.
        (Trigger::BeforeStart, 180, Some(night), "2026-11-30T05:00:00Z"),
        // 23:00 the evening before: waits for 08:00, still before the start.
        (Trigger::Unconfirmed, 660, Some(night), "2026-11-30T05:00:00Z"),
        (Trigger::BeforeStart, 45, Some(QuietHours { from: 9 * 60, to: 11 * 60 }), "2026-11-30T05:59:00Z"),
        (Trigger::AfterEnd, 60, None, "2026-11-30T08:30:00Z"),
        (Trigger::AfterEnd, 100, Some(noon), "2026-11-30T10:00:00Z"),
        (Trigger::AfterEnd, 12 * 60, Some(night), "2026-12-01T05:00:00Z"),
    ] {
        let timing = Timing { trigger, offset_min, quiet: quiet.map(|hours| (hours, riyadh())) };
        let (due, until) = timing.due(at(start), at("2026-11-30T07:30:00Z"));
        assert_eq!(due, at(expected), "{timing:?}");
        assert!(due < until, "{timing:?}");
    }
}

#[test]
fn quiet_hours_end_where_the_clock_says() {
    let night = QuietHours { from: 22 * 60, to: 8 * 60 };
    for (instant, expected) in [
        ("2026-11-29T18:59:59Z", None),
        ("2026-11-29T19:00:00Z", Some(("2026-11-29T19:00:00Z", "2026-11-30T05:00:00Z"))),
        ("2026-11-30T04:59:59Z", Some(("2026-11-29T19:00:00Z", "2026-11-30T05:00:00Z"))),
        ("2026-11-30T05:00:00Z", None),
    ] {
        let expected = expected.map(|(from, to)| (at(from), at(to)));
        assert_eq!(night.around(at(instant), riyadh()), expected, "{instant}");
    }
    // The night in which clocks go forward is an hour shorter.
    let zone = "Europe/Berlin".parse().expect("a zone");
    let around = night.around(at("2026-03-29T00:30:00Z"), zone);
    assert_eq!(around, Some((at("2026-03-28T21:00:00Z"), at("2026-03-29T06:00:00Z"))));
}

fn form() -> RuleForm {
    RuleForm {
        trigger: "before_start".to_owned(),
        offset: "2".to_owned(),
        unit: "hours".to_owned(),
        recipient: "talent".to_owned(),
        channel: "email".to_owned(),
        ..RuleForm::default()
    }
}

#[test]
fn a_right_form_becomes_a_rule() {
    let rule = form().check(false).expect("a rule");
    assert_eq!((rule.trigger, rule.offset_min, rule.address), (Trigger::BeforeStart, Some(120), None));
    let at_once = RuleForm {
        trigger: "cancelled".to_owned(),
        recipient: "address".to_owned(),
        address: " Studio@Example.com ".to_owned(),
        offset: "nonsense of a hidden field".to_owned(),
        ..form()
    };
    let rule = at_once.check(false).expect("a rule");
    assert_eq!((rule.offset_min, rule.address.as_deref()), (None, Some("studio@example.com")));
    let text = RuleForm { channel: "sms".to_owned(), ..form() };
    assert_eq!(text.check(true).map(|rule| rule.channel), Ok(Channel::Sms));
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let words = |en: &str, ar: &str| RuleForm { body_en: en.to_owned(), body_ar: ar.to_owned(), ..form() };
    for (form, field, code) in [
        (RuleForm { trigger: "sometimes".to_owned(), ..form() }, "trigger", FieldCode::Unknown),
        (RuleForm { offset: String::new(), ..form() }, "offset", FieldCode::Required),
        (RuleForm { offset: "2".to_owned(), unit: "minutes".to_owned(), ..form() }, "offset", FieldCode::TooSmall),
        (RuleForm { offset: "31".to_owned(), unit: "days".to_owned(), ..form() }, "offset", FieldCode::TooLarge),
        (RuleForm { offset: "1e3".to_owned(), ..form() }, "offset", FieldCode::Invalid),
        (RuleForm { offset: "99999999999999999999".to_owned(), ..form() }, "offset", FieldCode::Invalid),
        (RuleForm { unit: "weeks".to_owned(), ..form() }, "unit", FieldCode::Unknown),
        (RuleForm { recipient: "address".to_owned(), ..form() }, "address", FieldCode::Required),
        (
            RuleForm { recipient: "address".to_owned(), address: "studio".to_owned(), ..form() },
            "address",
            FieldCode::NotAnEmail,
        ),
        (RuleForm { channel: "sms".to_owned(), ..form() }, "channel", FieldCode::Unknown),
        (words("Hello {name}", "أهلا {talent}"), "bodyEn", FieldCode::UnknownVariable),
        (words("Hello {talent", "أهلا {talent}"), "bodyEn", FieldCode::UnknownVariable),
        (words("Hello {talent}", ""), "bodyAr", FieldCode::Required),
        (words(&"x".repeat(2001), "س"), "bodyEn", FieldCode::TooLong),
    ] {
        let faults = form.check(false).expect_err(field);
        let found: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(found, [(field, code)]);
    }
    let host = RuleForm { channel: "whatsapp".to_owned(), recipient: "host".to_owned(), ..form() };
    assert!(host.check(true).is_err(), "no number of theirs is known");
}
