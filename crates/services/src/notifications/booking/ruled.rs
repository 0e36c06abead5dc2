//! What the organisation's rules say about a booking: whom they tell beyond those who are told anyway, at once or when their time comes, and
//! how it would look. Knows no words and sends nothing.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking::Status,
    booking_event::{BookingEvent, Side},
    notification_rule::{CheckedRule, QuietHours, Recipient as Told},
    zone::Zone,
};
use store::{Access, bookings::BookingRecord, notification_rules::RuleRecord};

use super::{
    super::{
        kind::Kind,
        people::{Reader, Recipient, told_by},
    },
    News, Note, OwnWords, news, zone,
};
use crate::{Ctx, Result, words::Lang};

/// What the organisation's rules add to an event: words to a mail the person gets anyway, a message of their own to whoever gets none. One
/// event, one mail per person.
pub(super) async fn add_ruled(
    db: &mut impl Access,
    ctx: &Ctx,
    event: &BookingEvent,
    booking: &BookingRecord,
    rules: &[RuleRecord],
    quiet: Option<QuietHours>,
    notes: &mut Vec<Note>,
) -> Result<()> {
    for ruled in rules.iter().filter(|ruled| ruled.rule.trigger.fires_on(event.kind, booking.status)) {
        let rule = &ruled.rule;
        for (reader, person) in told_by(db, rule, booking).await? {
            let words = OwnWords::of(rule, person.lang);
            let same = |note: &&mut Note| {
                note.channel == rule.channel && note.person.address.eq_ignore_ascii_case(&person.address)
            };
            if let Some(note) = notes.iter_mut().find(same) {
                if !words.is_empty() && note.rule_id.is_none() {
                    (note.news.words, note.rule_id) = (words, Some(ruled.id));
                }
                continue;
            }
            let kind = Kind::Told(rule.trigger);
            let dedupe_key = format!("{}:{}:{}:{}", booking.id, event.revision, ruled.id, person.address);
            notes.push(Note {
                kind,
                news: News { words, ..news(event, reader) },
                not_before: quiet
                    .filter(|_| rule.keeps_quiet)
                    .and_then(|quiet| awake(quiet, &person, booking, ctx.now)),
                person,
                channel: rule.channel,
                rule_id: Some(ruled.id),
                dedupe_key,
            });
        }
    }
    Ok(())
}

/// When the quiet hours around now are over for a person, if they are in them.
fn awake(quiet: QuietHours, person: &Recipient, booking: &BookingRecord, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let zone: Zone = zone(person, booking).name().parse().ok()?;
    quiet.around(now, zone).map(|(_, end)| end).filter(|end| *end > now + TimeDelta::seconds(1))
}

/// The messages of a timed rule whose time has come.
pub(crate) async fn timed_notes(
    db: &mut impl Access,
    ruled: &RuleRecord,
    booking: &BookingRecord,
) -> Result<Vec<Note>> {
    let rule = &ruled.rule;
    let notes = told_by(db, rule, booking).await?.into_iter().map(|(to, person)| {
        let news = News {
            to,
            by: Side::System,
            sequence: booking.sequence,
            reason: String::new(),
            former_start: None,
            proposed: Vec::new(),
            pending: booking.status == Status::Pending,
            series: Vec::new(),
            words: OwnWords::of(rule, person.lang),
        };
        let dedupe_key = format!("{}:{}:{}:{}", booking.id, booking.sequence, ruled.id, person.address);
        let kind = Kind::timed(rule);
        Note { kind, news, person, channel: rule.channel, rule_id: Some(ruled.id), not_before: None, dedupe_key }
    });
    Ok(notes.collect())
}

/// A message of a rule as it would be for this booking, for the preview: nobody is told.
pub(crate) fn sample(rule: &CheckedRule, booking: &BookingRecord, lang: Lang) -> (Kind, News) {
    let to = match rule.recipient {
        Told::Talent => Reader::Talent,
        Told::Host => Reader::Host,
        Told::Guests => Reader::Guest,
        Told::Address => Reader::Address,
    };
    let news = News {
        to,
        by: Side::Caster,
        sequence: booking.sequence,
        reason: booking.cancellation.as_ref().map(|end| end.reason.clone()).unwrap_or_default(),
        former_start: None,
        proposed: Vec::new(),
        pending: booking.status == Status::Pending,
        series: Vec::new(),
        words: OwnWords::of(rule, lang),
    };
    (Kind::timed(rule), news)
}
