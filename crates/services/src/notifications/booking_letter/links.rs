//! Where a message about a booking leads: what its reader can do about it, and how it comes into their own calendar.

use domain::{booking::Status, booking_event::Side};

use super::{
    super::{kind::Kind, letter::Link, people::Reader},
    Draft,
};
use crate::{booking_links, words::Words};

impl Draft<'_> {
    /// Where the talent or guest answers without signing in.
    pub(super) fn answer_url(&self) -> Option<String> {
        let settings = self.services.settings();
        if self.is_sample {
            return Some(settings.base_url.clone());
        }
        let token = booking_links::current(&settings.secret, self.booking)?;
        Some(booking_links::url(settings, &token))
    }

    /// The reader did it themselves, without the office: they booked, moved or called off.
    pub(super) fn is_own(&self) -> bool {
        self.news.to == Reader::Talent && self.news.by == Side::Talent
    }

    pub(super) fn asks_for_answer(&self) -> bool {
        self.news.to == Reader::Talent
            && self.booking.status == Status::Scheduled
            && self.booking.starts_at > self.now
            && !self.is_over()
            && self.kind != Kind::RescheduleRequested
    }

    pub(super) fn button(&self, w: &Words) -> Option<Link> {
        match self.news.to.side() {
            // Who has no account of ours and no link of their own has nothing to open.
            _ if matches!(self.news.to, Reader::Guest | Reader::Address) => None,
            // The link dies with the booking.
            Side::Talent if self.is_over() => None,
            Side::Talent => {
                if self.kind == Kind::RescheduleRequested {
                    // Straight to the times: there stands, too, how to keep the one they have.
                    return Some(Link { label: w.t("mail-choose-time"), href: format!("{}/move", self.answer_url()?) });
                }
                let label = match (&self.booking.guest, self.asks_for_answer()) {
                    (_, true) => w.t("mail-answer"),
                    (Some(_), false) => w.t("mail-open-own-booking"),
                    (None, false) => w.t("mail-open-audition"),
                };
                Some(Link { label, href: self.answer_url()? })
            }
            Side::Caster | Side::System => {
                let label = match self.kind {
                    Kind::ChangeRequested => w.t("mail-answer-request"),
                    Kind::Invitation | Kind::Moved if self.is_pending() => w.t("mail-accept-or-decline"),
                    _ => w.t("mail-open-booking"),
                };
                Some(Link {
                    label,
                    href: format!("{}/bookings/{}", self.services.settings().base_url, self.booking.id),
                })
            }
        }
    }

    pub(super) fn hints(&self, w: &Words) -> Vec<String> {
        if self.news.to != Reader::Talent || self.is_over() || self.answer_url().is_none() {
            return Vec::new();
        }
        let ways =
            if self.replies_to.is_some() { "mail-button-or-calendar-answers" } else { "mail-only-button-answers" };
        let only = self.asks_for_answer().then(|| w.with(ways, &[("organisation", self.organization().into())]));
        only.into_iter().chain([w.t("mail-link-is-yours")]).collect()
    }

    pub(super) fn calendar_links(&self, w: &Words) -> Vec<Link> {
        let fits = self.news.to == Reader::Talent
            && self.series.len() < 2
            && !self.is_over()
            && self.booking.starts_at > self.now
            && self.booking.status != Status::Pending
            // Not while its reader is to choose another time.
            && self.kind != Kind::RescheduleRequested;
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
