//! The facts of a message about a booking: when, what, where, with whom, and what somebody wrote for its reader. Knows no mail format.

use domain::{booking_event::Side, meeting::MeetingType};

use super::{
    super::{
        letter::{Fact, Line, Quote, clean, clean_line},
        people::{Reader, name_in},
        when::When,
    },
    Draft, Kind,
};
use crate::{
    bookings::view::{knows_hosts, way_in},
    words::Words,
};

impl Draft<'_> {
    /// When, what, where, with whom.
    pub(super) fn facts(&self, w: &Words, when: &When) -> Vec<Fact> {
        let booking = self.booking;
        let mut facts = Vec::new();
        let mut put = |label: String, lines: Vec<Line>| {
            if !lines.is_empty() {
                facts.push(Fact { label, lines });
            }
        };
        let over = self.is_over();
        // Whoever no longer receives anybody needs to know the time that was theirs, and no other.
        let theirs = self.news.former_start.filter(|_| self.leaves).map(|former| vec![when.start(former)]);
        put(
            w.t("mail-when"),
            theirs
                .unwrap_or_else(|| self.times(when))
                .into_iter()
                .map(|text| if over { Line::former(text) } else { Line::text(text) })
                .collect(),
        );
        if let Some(former) = self.news.former_start.filter(|_| !self.leaves) {
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
        if self.news.to == Reader::Guest {
            // Whoever brings them, by name alone.
            put(w.t("mail-guest"), vec![Line::text(self.talent_name())]);
        }
        match self.news.to.side() {
            Side::Talent => put(w.t("mail-with"), self.hosts()),
            Side::Caster | Side::System => match &booking.guest {
                Some(guest) => {
                    let reached = [Some(&guest.email), guest.phone.as_ref()].into_iter().flatten();
                    let lines = [self.talent_name()].into_iter().chain(reached.map(|text| clean_line(text)));
                    put(w.t("mail-guest"), lines.map(Line::text).collect());
                    put(w.t("mail-along"), guest.others.iter().map(|other| Line::text(clean_line(other))).collect());
                }
                None => put(w.t("mail-talent"), vec![Line::text(self.talent_name())]),
            },
        }
        if !over {
            match booking.meeting_type {
                MeetingType::InPerson => put(w.t("mail-where"), self.place(w)),
                MeetingType::Video => put(w.t("mail-how"), self.video(w)),
                MeetingType::Phone => put(w.t("mail-how"), self.phone(w)),
            }
        }
        for answer in self.answers {
            let said =
                answer.values.iter().map(|value| Line::text(clean_line(self.in_lang(value)))).collect::<Vec<_>>();
            // A ticked box has no words of its own.
            let lines = if said.is_empty() { vec![Line::text("✓")] } else { said };
            put(clean_line(self.in_lang(&answer.label)), lines);
        }
        facts
    }

    /// When it is: its time in every zone that matters, or all dates of a series in the one that leads.
    fn times(&self, when: &When) -> Vec<String> {
        if self.series.len() < 2 {
            return when.span(self.booking.starts_at, self.booking.ends_at);
        }
        self.series.iter().filter_map(|one| when.span(one.starts_at, one.ends_at).into_iter().next()).collect()
    }

    /// That several dates follow, and how many.
    pub(super) fn dates_follow(&self, w: &Words) -> Option<String> {
        (self.series.len() > 1).then(|| w.with("mail-series", &[("n", self.series.len().into())]))
    }

    pub(super) fn hosts(&self) -> Vec<Line> {
        if !knows_hosts(self.booking, self.news.to.side()) {
            return Vec::new();
        }
        let staff: Vec<Line> = self.booking.staff.iter().map(|person| Line::text(name_in(person, self.lang))).collect();
        match (&self.booking.caster, staff.is_empty()) {
            (Some(caster), true) => vec![Line::text(name_in(&caster.person, self.lang))],
            _ => staff,
        }
    }

    pub(super) fn place(&self, w: &Words) -> Vec<Line> {
        let Some(room) = &self.booking.room else {
            return self.booking.location.iter().map(|place| Line::text(clean_line(place))).collect();
        };
        let texts = [&room.room.name, &room.address, &room.directions].map(|words| clean_line(self.in_lang(words)));
        let map =
            room.map_url.as_deref().map(|url| Line::link(w.t("mail-map"), url)).filter(|line| line.href.is_some());
        texts.into_iter().filter(|text| !text.is_empty()).map(Line::text).chain(map).collect()
    }

    pub(super) fn video(&self, w: &Words) -> Vec<Line> {
        let mut lines = vec![Line::text(w.t("mail-by-video"))];
        if self.leaves || self.kind == Kind::Left {
            // Whoever is out of it needs no way in.
            return lines;
        }
        let (url, password) = way_in(self.booking, self.news.to.side());
        if let Some(url) = url {
            let join = Line::link(w.t("mail-join"), url);
            // A link that mail may not carry is shown as it was typed.
            lines.push(if join.href.is_some() { join } else { Line::text(clean_line(url)) });
        }
        if self.booking.meeting_url.is_none() && self.booking.status.is_agreed() {
            // Who cannot give it is told that it comes.
            let key = if self.news.to.side() == Side::Talent { "mail-link-later" } else { "mail-link-missing" };
            lines.push(Line::text(w.t(key)));
        }
        if let Some(password) = password {
            lines.push(Line::text(w.with("mail-password", &[("password", clean_line(password).into())])));
        }
        lines
    }

    pub(super) fn phone(&self, w: &Words) -> Vec<Line> {
        if self.news.to == Reader::Guest {
            // Whoever booked is called, not they; and the number is not theirs to know.
            return vec![Line::text(w.t("mail-by-phone"))];
        }
        let guests = self.booking.guest.as_ref().and_then(|guest| guest.phone.as_ref());
        let typed = self.booking.talent.as_ref().and_then(|talent| talent.phone.as_ref()).or(guests);
        let number = self.booking.location.as_ref().or(typed).map(|number| clean_line(number));
        let line = match (number, self.news.to.side()) {
            (Some(number), Side::Talent) => w.with("mail-phone-we-call", &[("number", number.into())]),
            (Some(number), Side::Caster | Side::System) => number,
            (None, _) => w.t("mail-by-phone"),
        };
        vec![Line::text(line)]
    }

    /// The words somebody wrote for the reader.
    pub(super) fn quote(&self, w: &Words) -> Option<Quote> {
        let from = |name: String, text: &str| {
            let label = w.with("mail-note-from", &[("name", name.into())]);
            Some(Quote { label, text: clean(text) }).filter(|quote| !quote.text.is_empty())
        };
        let reason = || {
            Some(Quote { label: w.t("mail-reason"), text: clean(&self.news.reason) })
                .filter(|quote| !quote.text.is_empty())
        };
        match (self.news.to.side(), self.kind) {
            // Somebody who comes along, or an address: what the two sides write each other is not theirs to read.
            _ if matches!(self.news.to, Reader::Guest | Reader::Address) => None,
            (
                _,
                Kind::Cancelled
                | Kind::Declined
                | Kind::ChangeRefused
                | Kind::RescheduleRequested
                | Kind::RescheduleRefused,
            ) => reason(),
            (_, kind) if kind.tells_the_end() => reason(),
            (
                Side::Talent,
                Kind::Invitation
                | Kind::Accepted
                | Kind::Moved
                | Kind::Amended
                | Kind::Reassigned
                | Kind::ChangeGranted,
            ) => from(self.organization(), &self.booking.message),
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
}
