//! The words of messages about bookings: what happened, when, where, with whom, and what to do. Each side sees only what it may (private
//! notes are in neither). Knows no mail format and decides nothing.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use connectors::mail::CalendarPart;
use domain::{booking::Status, booking_event::Side, meeting::MeetingType};
use store::{
    bookings::{BookingRecord, Words as Bilingual},
    organizations::OrganizationRecord,
};

use super::{
    booking::{Kind, News, name_in},
    letter::{Fact, Letter, Line, Link, Quote, clean, clean_line},
    when::When,
};
use crate::{
    Services, booking_links,
    calendar_file::{self, Invited},
    words::{Digits, Lang, Value, Words, dates::Dates},
};

/// Everything one message is written from.
pub(super) struct Draft<'a> {
    pub(super) services: &'a Services,
    pub(super) kind: Kind,
    pub(super) news: &'a News,
    pub(super) booking: &'a BookingRecord,
    pub(super) lang: Lang,
    /// The reader's zone.
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
}

impl Draft<'_> {
    /// The letter. `organization` says how its people write numbers and dates.
    pub(super) fn letter(&self, organization: Option<&OrganizationRecord>) -> Letter {
        let digits = match organization.map(|organization| organization.digits.as_str()) {
            Some("arab") => Digits::Arab,
            _ => Digits::Latn,
        };
        let hijri = organization.is_some_and(|organization| organization.hijri);
        let words = Words::of(self.lang, digits, true);
        let when =
            When::new(words, Dates::new(self.lang).with_digits(digits).with_hijri(hijri), self.booking, self.zone);
        let (title, paragraph) = self.said(words, &when);
        Letter {
            lang: self.lang,
            subject: self.subject(digits, &when),
            preview: paragraph.clone(),
            sender: Words::plain(self.lang).with("mail-sender-via", &[("organisation", self.organization().into())]),
            title,
            paragraphs: vec![paragraph],
            facts: self.facts(words, &when),
            quote: self.quote(words),
            buttons: self.button(words).into_iter().collect(),
            hints: self.hints(words),
            links: self.calendar_links(words),
            footer: match self.news.to {
                Side::Talent => words.with("mail-footer-talent", &[("organisation", self.organization().into())]),
                Side::Caster | Side::System => words.t("mail-footer-caster"),
            },
        }
    }

    /// The calendar part, where the message changes what belongs in a calendar.
    pub(super) fn calendar(&self, to_name: &str, to_address: &str, sender: &str) -> Option<CalendarPart> {
        let pending = self.booking.status == Status::Pending;
        let method = match self.kind {
            Kind::Cancelled | Kind::Declined => calendar_file::Method::Cancel,
            Kind::Invitation | Kind::Accepted | Kind::Moved | Kind::Amended | Kind::Confirmed | Kind::ChangeGranted
                if !pending =>
            {
                calendar_file::Method::Request
            }
            _ => return None,
        };
        let invited = Invited {
            organizer_name: sender.to_owned(),
            organizer_address: super::sender_address(&self.services.settings().mail_from).to_owned(),
            name: to_name.to_owned(),
            address: to_address.to_owned(),
        };
        let body = self.services.invitation(self.booking, self.news.to, self.lang, method, &invited, self.now);
        Some(CalendarPart { method: method.as_str(), body })
    }

    fn is_over(&self) -> bool {
        matches!(self.kind, Kind::Cancelled | Kind::Declined)
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
            (None, Some((name, _))) => clean_line(name),
            (None, None) => String::new(),
        }
    }

    fn what(&self, words: &Words) -> String {
        what(self.booking, self.lang, words)
    }

    fn subject(&self, digits: Digits, when: &When) -> String {
        let plain = Words::of(self.lang, digits, false);
        let start = when.dates.short_when(self.booking.starts_at, when.main_zone());
        let values: [(&str, Value); 2] = [("what", self.what(plain).into()), ("when", start.into())];
        let subject = match self.kind {
            Kind::Invitation => plain.with("mail-subject-invitation", &values),
            Kind::Accepted => plain.with("mail-subject-accepted", &values),
            Kind::Moved => plain.with("mail-subject-moved", &values),
            Kind::Amended => plain.with("mail-subject-amended", &values),
            Kind::Cancelled => plain.with("mail-subject-cancelled", &values),
            Kind::Declined => plain.with("mail-subject-declined", &values),
            Kind::Confirmed => plain.with("mail-subject-confirmed", &values),
            Kind::ChangeRequested => plain.with("mail-subject-change-requested", &values),
            Kind::ChangeGranted => plain.with("mail-subject-change-granted", &values),
            Kind::ChangeRefused => plain.with("mail-subject-change-refused", &values),
            Kind::ChangeExpired => plain.with("mail-subject-change-expired", &values),
            Kind::Noted => plain.with("mail-subject-noted", &values),
            Kind::ReminderDay => plain.with("mail-subject-reminder-24h", &values),
            Kind::ReminderHour => plain.with("mail-subject-reminder-1h", &values),
        };
        clean_line(&subject)
    }

    /// Title and first sentence.
    fn said(&self, w: &Words, when: &When) -> (String, String) {
        let values: [(&str, Value); 3] = [
            ("organisation", self.organization().into()),
            ("what", self.what(w).into()),
            ("name", self.talent_name().into()),
        ];
        let say = |title: &str, text: &str| (w.with(title, &values), w.with(text, &values));
        let pending = self.booking.status == Status::Pending;
        let system = self.news.by == Side::System;
        match (self.news.to, self.kind) {
            (Side::Talent, kind) => match kind {
                Kind::Invitation if pending => say("mail-talent-pending-title", "mail-talent-pending"),
                Kind::Invitation => say("mail-talent-invitation-title", "mail-talent-invitation"),
                Kind::Accepted => say("mail-talent-accepted-title", "mail-talent-accepted"),
                Kind::Moved => say("mail-talent-moved-title", "mail-talent-moved"),
                Kind::Amended | Kind::Noted => say("mail-talent-amended-title", "mail-talent-amended"),
                Kind::Cancelled if system => say("mail-talent-cancelled-title", "mail-talent-cancelled-system"),
                Kind::Cancelled => say("mail-talent-cancelled-title", "mail-talent-cancelled"),
                Kind::Declined => say("mail-talent-declined-title", "mail-talent-declined"),
                Kind::Confirmed | Kind::ChangeRequested => say("mail-talent-confirmed-title", "mail-talent-confirmed"),
                Kind::ChangeGranted => say("mail-talent-change-granted-title", "mail-talent-change-granted"),
                Kind::ChangeRefused => say("mail-talent-change-refused-title", "mail-talent-change-refused"),
                Kind::ChangeExpired => say("mail-talent-change-expired-title", "mail-talent-change-expired"),
                Kind::ReminderDay => {
                    let day = |at: DateTime<Utc>| at.with_timezone(&when.main_zone()).date_naive();
                    let tomorrow = day(self.now).succ_opt() == Some(day(self.booking.starts_at));
                    let title = if tomorrow {
                        "mail-talent-reminder-24h-title"
                    } else {
                        "mail-talent-reminder-24h-today-title"
                    };
                    say(title, "mail-talent-reminder-24h")
                }
                Kind::ReminderHour => {
                    let seconds = (self.booking.starts_at - self.now).num_seconds().max(0);
                    let minutes = (seconds + 59) / 60;
                    (
                        w.with("mail-talent-reminder-1h-title", &[("minutes", minutes.into())]),
                        w.with("mail-talent-reminder-1h", &values),
                    )
                }
            },
            (Side::Caster | Side::System, kind) => match kind {
                Kind::Invitation => say("mail-caster-invitation-title", "mail-caster-invitation"),
                Kind::Accepted => say("mail-caster-accepted-title", "mail-caster-accepted"),
                Kind::Moved | Kind::ChangeGranted => say("mail-caster-moved-title", "mail-caster-moved"),
                Kind::Amended => say("mail-caster-amended-title", "mail-caster-amended"),
                Kind::Cancelled if system => say("mail-caster-cancelled-system-title", "mail-caster-cancelled-system"),
                Kind::Cancelled => say("mail-caster-cancelled-title", "mail-caster-cancelled"),
                Kind::Declined => say("mail-caster-declined-title", "mail-caster-declined"),
                Kind::Confirmed => say("mail-caster-confirmed-title", "mail-caster-confirmed"),
                Kind::ChangeRequested => say("mail-caster-change-requested-title", "mail-caster-change-requested"),
                Kind::ChangeRefused | Kind::ChangeExpired => {
                    say("mail-caster-change-expired-title", "mail-caster-change-expired")
                }
                Kind::Noted => say("mail-caster-noted-title", "mail-caster-noted"),
                // Casters are not reminded; if one ever is, the talent's words fit.
                Kind::ReminderDay | Kind::ReminderHour => {
                    say("mail-talent-reminder-24h-today-title", "mail-talent-reminder-24h")
                }
            },
        }
    }

    fn facts(&self, w: &Words, when: &When) -> Vec<Fact> {
        let booking = self.booking;
        let mut facts = Vec::new();
        let mut put = |label: String, lines: Vec<Line>| {
            if !lines.is_empty() {
                facts.push(Fact { label, lines });
            }
        };
        let span = when.span(booking.starts_at, booking.ends_at);
        let over = self.is_over();
        put(
            w.t("mail-when"),
            span.into_iter().map(|text| if over { Line::former(text) } else { Line::text(text) }).collect(),
        );
        if let Some(former) = self.news.former_start {
            put(w.t("mail-when-was"), vec![Line::former(when.start(former))]);
        }
        if self.kind == Kind::ChangeRequested {
            let proposed = self.news.proposed.iter().map(|start| Line::text(when.start(*start))).collect();
            put(w.with("mail-proposed", &[("name", self.talent_name().into())]), proposed);
        }
        match &booking.application {
            Some(application) => {
                put(w.t("mail-role"), vec![Line::text(clean_line(self.in_lang(&application.role.name)))]);
                put(w.t("mail-call"), vec![Line::text(clean_line(self.in_lang(&application.call.name)))]);
            }
            None => put(w.t("mail-about"), vec![Line::text(clean_line(self.in_lang(&booking.event_type.name)))]),
        }
        match self.news.to {
            Side::Talent => put(w.t("mail-with"), self.hosts()),
            Side::Caster | Side::System => put(w.t("mail-talent"), vec![Line::text(self.talent_name())]),
        }
        if !over {
            match booking.meeting_type {
                MeetingType::InPerson => put(w.t("mail-where"), self.place(w)),
                MeetingType::Video => put(w.t("mail-how"), self.video(w)),
                MeetingType::Phone => put(w.t("mail-how"), self.phone(w)),
            }
        }
        facts
    }

    fn hosts(&self) -> Vec<Line> {
        let staff: Vec<Line> = self.booking.staff.iter().map(|person| Line::text(name_in(person, self.lang))).collect();
        match (&self.booking.caster, staff.is_empty()) {
            (Some(caster), true) => vec![Line::text(name_in(&caster.person, self.lang))],
            _ => staff,
        }
    }

    fn place(&self, w: &Words) -> Vec<Line> {
        let Some(room) = &self.booking.room else {
            return self.booking.location.iter().map(|place| Line::text(clean_line(place))).collect();
        };
        let texts = [&room.room.name, &room.address, &room.directions].map(|words| clean_line(self.in_lang(words)));
        let map =
            room.map_url.as_deref().map(|url| Line::link(w.t("mail-map"), url)).filter(|line| line.href.is_some());
        texts.into_iter().filter(|text| !text.is_empty()).map(Line::text).chain(map).collect()
    }

    fn video(&self, w: &Words) -> Vec<Line> {
        let mut lines = vec![Line::text(w.t("mail-by-video"))];
        if let Some(url) = &self.booking.meeting_url {
            let join = Line::link(w.t("mail-join"), url);
            // A link that mail may not carry is shown as it was typed.
            lines.push(if join.href.is_some() { join } else { Line::text(clean_line(url)) });
        }
        if let Some(password) = &self.booking.meeting_password {
            lines.push(Line::text(w.with("mail-password", &[("password", clean_line(password).into())])));
        }
        lines
    }

    fn phone(&self, w: &Words) -> Vec<Line> {
        let typed = self.booking.talent.as_ref().and_then(|talent| talent.phone.as_ref());
        let number = self.booking.location.as_ref().or(typed).map(|number| clean_line(number));
        let line = match (number, self.news.to) {
            (Some(number), Side::Talent) => w.with("mail-phone-we-call", &[("number", number.into())]),
            (Some(number), Side::Caster | Side::System) => number,
            (None, _) => w.t("mail-by-phone"),
        };
        vec![Line::text(line)]
    }

    /// The words somebody wrote for the reader.
    fn quote(&self, w: &Words) -> Option<Quote> {
        let from = |name: String, text: &str| {
            let label = w.with("mail-note-from", &[("name", name.into())]);
            Some(Quote { label, text: clean(text) }).filter(|quote| !quote.text.is_empty())
        };
        let reason = || {
            Some(Quote { label: w.t("mail-reason"), text: clean(&self.news.reason) })
                .filter(|quote| !quote.text.is_empty())
        };
        match (self.news.to, self.kind) {
            (_, Kind::Cancelled | Kind::Declined | Kind::ChangeRefused) => reason(),
            (Side::Talent, Kind::Invitation | Kind::Accepted | Kind::Moved | Kind::Amended | Kind::ChangeGranted) => {
                from(self.organization(), &self.booking.message)
            }
            (Side::Caster, Kind::ChangeRequested) => {
                let note = self.booking.request.as_ref().map_or("", |request| request.note.as_str());
                from(self.talent_name(), note)
            }
            (Side::Caster, Kind::Noted | Kind::Confirmed | Kind::Invitation) => {
                from(self.talent_name(), &self.booking.talent_notes)
            }
            _ => None,
        }
    }

    /// Where the talent answers without signing in; guests have no such page yet.
    fn answer_url(&self) -> Option<String> {
        let talent = self.booking.talent.as_ref()?;
        let settings = self.services.settings();
        let token =
            booking_links::token(&settings.secret, self.booking.id, talent.person.user_id, self.booking.link_version);
        Some(booking_links::url(settings, &token))
    }

    fn asks_for_answer(&self) -> bool {
        self.news.to == Side::Talent && self.booking.status == Status::Scheduled && !self.is_over()
    }

    fn button(&self, w: &Words) -> Option<Link> {
        match self.news.to {
            // The link dies with the booking.
            Side::Talent if self.is_over() => None,
            Side::Talent => {
                let label = if self.asks_for_answer() { w.t("mail-answer") } else { w.t("mail-open-audition") };
                Some(Link { label, href: self.answer_url()? })
            }
            Side::Caster | Side::System => {
                let label = if self.kind == Kind::ChangeRequested {
                    w.t("mail-answer-request")
                } else {
                    w.t("mail-open-booking")
                };
                Some(Link {
                    label,
                    href: format!("{}/bookings/{}", self.services.settings().base_url, self.booking.id),
                })
            }
        }
    }

    fn hints(&self, w: &Words) -> Vec<String> {
        if self.news.to != Side::Talent || self.is_over() || self.booking.talent.is_none() {
            return Vec::new();
        }
        let only = self
            .asks_for_answer()
            .then(|| w.with("mail-only-button-answers", &[("organisation", self.organization().into())]));
        only.into_iter().chain([w.t("mail-link-is-yours")]).collect()
    }

    fn calendar_links(&self, w: &Words) -> Vec<Link> {
        let fits = self.news.to == Side::Talent && !self.is_over() && self.booking.status != Status::Pending;
        if !fits {
            return Vec::new();
        }
        let links = self.services.calendar_links(self.booking, Side::Talent, self.lang);
        vec![
            Link { label: w.t("mail-add-google"), href: links.google },
            Link { label: w.t("mail-add-outlook"), href: links.outlook },
        ]
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
