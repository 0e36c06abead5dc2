//! The words of messages about bookings: what happened, when, where, with whom, and what to do. Each side sees only what it may (private
//! notes are in neither). Knows no mail format and decides nothing.

mod facts;
mod hosts;
mod links;
mod told;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use connectors::mail::CalendarPart;
use domain::{booking::Status, booking_event::Side};
use store::{
    bookings::{BookingRecord, Words as Bilingual},
    organizations::OrganizationRecord,
};

use super::{
    accent::accent,
    booking::News,
    kind::Kind,
    letter::{Letter, Link, clean_line},
    people::{Reader, name_in},
    when::When,
};
use crate::{
    Services,
    bookings::AnswerView,
    calendar_file::{self, Invited},
    words::{Digits, Lang, Value, Words, dates::Dates},
};

/// Everything one message is written from.
pub(super) struct Draft<'a> {
    pub(super) services: &'a Services,
    pub(super) kind: Kind,
    pub(super) news: &'a News,
    pub(super) booking: &'a BookingRecord,
    /// The bookings of a series it tells of, by their starts, `booking` the first; empty: of `booking` alone.
    pub(super) series: &'a [BookingRecord],
    /// What the one who booked answered to the questions, for the office.
    pub(super) answers: &'a [AnswerView],
    pub(super) lang: Lang,
    /// The reader's zone.
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
    /// Its reader, a host, is no longer of the team.
    pub(super) leaves: bool,
    /// Where their calendar mails its answer, if answers are taken in.
    pub(super) replies_to: Option<String>,
    /// Shown to somebody else than its reader: the link that answers for the talent is not in it.
    pub(super) is_sample: bool,
}

impl Draft<'_> {
    /// The letter. `organization` says how its people write numbers and dates; `stop` is where its reader stops such mails.
    pub(super) fn letter(&self, organization: Option<&OrganizationRecord>, stop: Option<String>) -> Letter {
        let digits = match organization.map(|organization| organization.digits.as_str()) {
            Some("arab") => Digits::Arab,
            _ => Digits::Latn,
        };
        let hijri = organization.is_some_and(|organization| organization.hijri);
        let words = Words::of(self.lang, digits, true);
        let when =
            When::new(words, Dates::new(self.lang).with_digits(digits).with_hijri(hijri), self.booking, self.zone);
        let (title, paragraph) = self.said(words, &when);
        let (own_subject, own_message) = self.news.words.templates();
        let plain = Words::of(self.lang, digits, false);
        let subject = own_subject
            .map(|template| clean_line(&self.fill(&template, plain, &when, false)))
            .filter(|subject| !subject.is_empty());
        let message = own_message.map(|template| self.fill(&template, words, &when, true));
        let own_words = message.is_some();
        let mut paragraphs = message.map_or_else(|| vec![paragraph], |message| told::paragraphs_of(&message));
        paragraphs.extend(self.dates_follow(words));
        let stop = stop.map(|href| Link { label: words.t("mail-stop"), href });
        Letter {
            lang: self.lang,
            title: subject.clone().filter(|_| own_words).unwrap_or(title),
            subject: subject.unwrap_or_else(|| self.subject(digits, &when)),
            preview: paragraphs.first().cloned().unwrap_or_default(),
            paragraphs,
            own_words,
            accent: accent(organization.map(|organization| organization.accent_hue)),
            sender: Words::plain(self.lang).with("mail-sender-via", &[("organisation", self.organization().into())]),
            facts: self.facts(words, &when),
            quote: self.quote(words),
            buttons: self.button(words).into_iter().collect(),
            hints: self.hints(words),
            links: self.calendar_links(words).into_iter().chain(stop).collect(),
            footer: self.footer(words),
        }
    }

    /// The calendar part, where the message changes what belongs in a calendar.
    pub(super) fn calendar(&self, to_name: &str, to_address: &str, sender: &str) -> Option<CalendarPart> {
        let pending = self.booking.status == Status::Pending;
        let method = match self.kind {
            _ if self.leaves => calendar_file::Method::Cancel,
            Kind::Cancelled | Kind::Declined | Kind::Left => calendar_file::Method::Cancel,
            Kind::Invitation
            | Kind::Accepted
            | Kind::Moved
            | Kind::Amended
            | Kind::Reassigned
            | Kind::Confirmed
            | Kind::ChangeGranted
                if !pending =>
            {
                calendar_file::Method::Request
            }
            _ => return None,
        };
        let own = super::sender_address(&self.services.settings().mail_from);
        let replies_to = self.replies_to.as_deref().filter(|_| self.news.to == Reader::Talent);
        if !self.series.is_empty() {
            let body = self.services.series_file(self.series, self.news.to, self.lang, self.now);
            return Some(CalendarPart { method: calendar_file::Method::Publish.as_str(), body });
        }
        let invited = Invited {
            organizer_name: sender.to_owned(),
            organizer_address: replies_to.unwrap_or(own).to_owned(),
            asks: replies_to.is_some() && method == calendar_file::Method::Request,
            name: to_name.to_owned(),
            address: to_address.to_owned(),
        };
        let body = self.services.invitation(self.booking, self.news.to, self.lang, method, &invited, self.now);
        Some(CalendarPart { method: method.as_str(), body })
    }

    fn is_pending(&self) -> bool {
        self.booking.status == Status::Pending
    }

    fn is_over(&self) -> bool {
        self.kind.tells_the_end() || self.leaves
    }

    fn in_lang<'b>(&self, words: &'b Bilingual) -> &'b str {
        let (own, other) = match self.lang {
            Lang::En => (&words.en, &words.ar),
            Lang::Ar => (&words.ar, &words.en),
        };
        if own.is_empty() { other } else { own }
    }

    fn organization(&self) -> String {
        clean_line(self.in_lang(&self.booking.organization.name))
    }

    /// The talent's or guest's name, for casters.
    fn talent_name(&self) -> String {
        match (&self.booking.talent, &self.booking.guest) {
            (Some(talent), _) => name_in(&talent.person, self.lang),
            (None, Some(guest)) => clean_line(&guest.name),
            (None, None) => String::new(),
        }
    }

    fn what(&self, words: &Words) -> String {
        what(self.booking, self.lang, words)
    }

    fn subject(&self, digits: Digits, when: &When) -> String {
        let plain = Words::of(self.lang, digits, false);
        let theirs = self.news.former_start.filter(|_| self.leaves).unwrap_or(self.booking.starts_at);
        let start = when.dates.short_when(theirs, when.main_zone());
        let values: [(&str, Value); 3] = [
            ("what", self.what(plain).into()),
            ("when", start.into()),
            // A reminder that is late says so.
            ("minutes", self.minutes_left().into()),
        ];
        let say = |key: &str| plain.with(&self.key(plain, key), &values);
        let subject = match self.kind {
            Kind::Invitation if self.news.to == Reader::Guest => say("mail-subject-booked"),
            Kind::Invitation if self.is_pending() => say("mail-subject-requested"),
            Kind::Invitation if self.news.by == Side::Talent => say("mail-subject-booked"),
            Kind::Invitation => say("mail-subject-invitation"),
            Kind::Accepted => say("mail-subject-accepted"),
            Kind::Moved => say("mail-subject-moved"),
            Kind::Amended => say("mail-subject-amended"),
            Kind::Reassigned if self.is_of_place() => say(self.place_subject()),
            Kind::Reassigned => say("mail-subject-reassigned"),
            Kind::Cancelled => say("mail-subject-cancelled"),
            Kind::Declined if self.news.by == Side::System => say("mail-subject-lapsed"),
            Kind::Declined => say("mail-subject-declined"),
            Kind::Confirmed => say("mail-subject-confirmed"),
            Kind::ChangeRequested => say("mail-subject-change-requested"),
            Kind::ChangeGranted => say("mail-subject-change-granted"),
            Kind::ChangeRefused => say("mail-subject-change-refused"),
            Kind::ChangeExpired => say("mail-subject-change-expired"),
            Kind::RescheduleRequested => say("mail-subject-reschedule-requested"),
            Kind::RescheduleRefused => say("mail-subject-reschedule-refused"),
            Kind::RescheduleWithdrawn => say("mail-subject-reschedule-withdrawn"),
            Kind::Noted => say("mail-subject-noted"),
            Kind::Left => say("mail-subject-left"),
            Kind::ReminderDay => say("mail-subject-reminder-24h"),
            Kind::ReminderHour => say("mail-subject-reminder-1h"),
            Kind::Told(trigger) => say(told::subject(trigger)),
        };
        let subject = clean_line(&subject);
        if self.series.len() < 2 {
            return subject;
        }
        plain.with("mail-subject-series", &[("subject", subject.into()), ("n", self.series.len().into())])
    }

    /// The words of a sentence: where it is no audition but whatever the event type is called, those that do not say so, if there are any.
    fn key(&self, w: &Words, key: &str) -> String {
        let plain = format!("{key}-plain");
        if self.booking.application.is_none() && w.has(&plain) { plain } else { key.to_owned() }
    }

    /// Minutes until it begins, those begun counted whole.
    fn minutes_left(&self) -> i64 {
        let seconds = (self.booking.starts_at - self.now).num_seconds().max(0);
        (seconds + 59) / 60
    }

    /// Title and first sentence.
    fn said(&self, w: &Words, when: &When) -> (String, String) {
        let team: Vec<String> =
            self.booking.staff.iter().map(|person| super::people::name_in(person, self.lang)).collect();
        let comma = if self.lang == Lang::Ar { "، " } else { ", " };
        // Whoever of the office asks, by name; the office where nobody is known.
        let asked = self.booking.reschedule_request.as_ref().and_then(|asked| asked.by.as_ref());
        let who = asked.map_or_else(|| self.organization(), |person| super::people::name_in(person, self.lang));
        let values: [(&str, Value); 5] = [
            ("who", who.into()),
            ("team", team.join(comma).into()),
            ("organisation", self.organization().into()),
            ("what", self.what(w).into()),
            ("name", self.talent_name().into()),
        ];
        let say = |title: &str, text: &str| (w.with(&self.key(w, title), &values), w.with(&self.key(w, text), &values));
        let told = |trigger, side| {
            let (title, text) = told::said(trigger, side, self.is_tomorrow(when));
            say(title, text)
        };
        if self.news.to == Reader::Guest {
            let (title, text) = told::said_along(self.kind);
            return say(title, text);
        }
        let pending = self.booking.status == Status::Pending;
        let system = self.news.by == Side::System;
        let by_office = self.news.by == Side::Caster;
        let is_guest = self.booking.guest.is_some();
        match (self.news.to.side(), self.kind) {
            (Side::Talent, kind) => match kind {
                Kind::Told(trigger) => told(trigger, Side::Talent),
                Kind::Invitation if pending => say("mail-talent-pending-title", "mail-talent-pending"),
                Kind::Invitation if self.is_own() => say("mail-guest-booked-title", "mail-guest-booked"),
                Kind::Moved if self.is_own() && pending => say("mail-talent-pending-title", "mail-talent-pending"),
                Kind::Moved if self.is_own() => say("mail-guest-moved-title", "mail-guest-moved"),
                Kind::Cancelled if self.is_own() => say("mail-guest-cancelled-title", "mail-guest-cancelled"),
                Kind::Invitation => say("mail-talent-invitation-title", "mail-talent-invitation"),
                Kind::Accepted => say("mail-talent-accepted-title", "mail-talent-accepted"),
                Kind::Moved => say("mail-talent-moved-title", "mail-talent-moved"),
                Kind::Amended | Kind::Noted => say("mail-talent-amended-title", "mail-talent-amended"),
                Kind::Reassigned => say("mail-talent-reassigned-title", "mail-talent-reassigned"),
                Kind::Cancelled if system => say("mail-talent-cancelled-title", "mail-talent-cancelled-system"),
                Kind::Cancelled | Kind::Left => say("mail-talent-cancelled-title", "mail-talent-cancelled"),
                Kind::Declined if system => say("mail-talent-lapsed-title", "mail-talent-lapsed"),
                Kind::Declined => say("mail-talent-declined-title", "mail-talent-declined"),
                Kind::Confirmed | Kind::ChangeRequested => say("mail-talent-confirmed-title", "mail-talent-confirmed"),
                Kind::ChangeGranted if is_guest => say("mail-talent-change-granted-title", "mail-guest-change-granted"),
                Kind::ChangeGranted => say("mail-talent-change-granted-title", "mail-talent-change-granted"),
                Kind::ChangeRefused if is_guest => say("mail-guest-change-refused-title", "mail-guest-change-refused"),
                Kind::ChangeRefused => say("mail-talent-change-refused-title", "mail-talent-change-refused"),
                Kind::ChangeExpired => say("mail-talent-change-expired-title", "mail-talent-change-expired"),
                Kind::RescheduleRequested => say("mail-talent-reschedule-title", "mail-talent-reschedule"),
                Kind::RescheduleRefused | Kind::RescheduleWithdrawn => {
                    say("mail-talent-reschedule-withdrawn-title", "mail-talent-reschedule-withdrawn")
                }
                Kind::ReminderDay => {
                    let title = if self.is_tomorrow(when) {
                        "mail-talent-reminder-24h-title"
                    } else {
                        "mail-talent-reminder-24h-today-title"
                    };
                    say(title, "mail-talent-reminder-24h")
                }
                Kind::ReminderHour => {
                    let minutes = self.minutes_left();
                    (
                        w.with(&self.key(w, "mail-talent-reminder-1h-title"), &[("minutes", minutes.into())]),
                        w.with("mail-talent-reminder-1h", &values),
                    )
                }
            },
            (Side::Caster | Side::System, kind) => match kind {
                Kind::Told(trigger) => told(trigger, Side::Caster),
                Kind::Invitation if pending => say("mail-caster-requested-title", "mail-caster-requested"),
                Kind::Invitation => say("mail-caster-invitation-title", "mail-caster-invitation"),
                Kind::Moved if pending => say("mail-caster-requested-title", "mail-caster-requested"),
                Kind::Accepted => say("mail-caster-accepted-title", "mail-caster-accepted"),
                Kind::Moved if by_office => say("mail-caster-moved-office-title", "mail-caster-moved"),
                Kind::Moved | Kind::ChangeGranted => say("mail-caster-moved-title", "mail-caster-moved"),
                Kind::Amended => say("mail-caster-amended-title", "mail-caster-amended"),
                Kind::Reassigned => say(self.place_said().0, self.place_said().1),
                Kind::Cancelled if system || by_office => {
                    say("mail-caster-cancelled-system-title", "mail-caster-cancelled-system")
                }
                Kind::Cancelled | Kind::Left => say("mail-caster-cancelled-title", "mail-caster-cancelled"),
                Kind::Declined if system => say("mail-caster-lapsed-title", "mail-caster-lapsed"),
                Kind::Declined => say("mail-caster-declined-title", "mail-caster-declined"),
                Kind::Confirmed => say("mail-caster-confirmed-title", "mail-caster-confirmed"),
                Kind::ChangeRequested => say("mail-caster-change-requested-title", "mail-caster-change-requested"),
                Kind::ChangeRefused | Kind::ChangeExpired => {
                    say("mail-caster-change-expired-title", "mail-caster-change-expired")
                }
                Kind::RescheduleRequested | Kind::RescheduleRefused | Kind::RescheduleWithdrawn => {
                    say("mail-caster-reschedule-refused-title", "mail-caster-reschedule-refused")
                }
                Kind::Noted => say("mail-caster-noted-title", "mail-caster-noted"),
                // Casters are not reminded; if one ever is, the talent's words fit.
                Kind::ReminderDay | Kind::ReminderHour => {
                    say("mail-talent-reminder-24h-today-title", "mail-talent-reminder-24h")
                }
            },
        }
    }
}

/// What the booking is about, in one line: role and production, else the event type.
pub(crate) fn what(booking: &BookingRecord, lang: Lang, words: &Words) -> String {
    let text = |bilingual: &Bilingual| {
        let (own, other) = match lang {
            Lang::En => (&bilingual.en, &bilingual.ar),
            Lang::Ar => (&bilingual.ar, &bilingual.en),
        };
        clean_line(if own.is_empty() { other } else { own })
    };
    match &booking.application {
        Some(application) => words.with(
            "mail-what-audition",
            &[("role", text(&application.role.name).into()), ("call", text(&application.call.name).into())],
        ),
        None => text(&booking.event_type.name),
    }
}
