//! A rule's message as it would be for a real booking, before anybody is told. Knows no rule that is kept.

use domain::{
    id::{Booking, Id},
    notification_rule::{Channel, CheckedRule, Recipient as RuleRecipient},
};
use store::{Access, bookings::BookingRecord, organizations::OrganizationRecord};

use super::{
    booking::{sample, zone},
    booking_letter::Draft,
    html,
    people::{Recipient, along, recipient},
};
use crate::{Ctx, Result, Services, words::Lang};

/// A message that is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// In which language.
    pub lang: Lang,
    /// Its subject; empty for text messages.
    pub subject: String,
    /// The HTML of a mail; `None` for text messages.
    pub html: Option<String>,
    /// The words of a text message; `None` for mails.
    pub text: Option<String>,
}

/// What a preview shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The booking it was made with.
    pub booking: Id<Booking>,
    /// Once per language, the reader's first.
    pub samples: Vec<Sample>,
}

impl Services {
    /// A rule's message in both languages, as it would be about `booking`.
    pub(crate) async fn sample_message(
        &self,
        db: &mut impl Access,
        ctx: &Ctx,
        rule: &CheckedRule,
        booking: &BookingRecord,
    ) -> Result<Preview> {
        let organization = store::organizations::find(db, booking.organization.id).await?;
        let reader = match rule.recipient {
            RuleRecipient::Talent => recipient(booking, domain::booking_event::Side::Talent),
            RuleRecipient::Guests => along(booking).into_iter().next(),
            RuleRecipient::Host | RuleRecipient::Address => None,
        };
        let own = reader.as_ref().map_or_else(|| super::booking::house_language(booking), |reader| reader.lang);
        let samples = [own, own.other()]
            .into_iter()
            .map(|lang| self.sample_in(ctx, rule, booking, organization.as_ref(), reader.as_ref(), lang));
        Ok(Preview { booking: booking.id, samples: samples.collect() })
    }

    fn sample_in(
        &self,
        ctx: &Ctx,
        rule: &CheckedRule,
        booking: &BookingRecord,
        organization: Option<&OrganizationRecord>,
        reader: Option<&Recipient>,
        lang: Lang,
    ) -> Sample {
        let (kind, news) = sample(rule, booking, lang);
        let nobody = Recipient { user_id: None, address: String::new(), name: String::new(), lang, time_zone: None };
        let zone = zone(reader.unwrap_or(&nobody), booking);
        let draft = Draft {
            services: self,
            kind,
            news: &news,
            booking,
            series: &[],
            answers: &[],
            lang,
            zone,
            now: ctx.now,
            leaves: false,
            replies_to: None,
            is_sample: true,
        };
        // A link that works belongs to a message that was sent.
        let stop = kind.category().map(|_| format!("{}/unsubscribe/…", self.settings().base_url));
        let letter = draft.letter(organization, stop.filter(|_| rule.channel == Channel::Email));
        if rule.channel == Channel::Email {
            Sample { lang, subject: letter.subject.clone(), html: Some(html::print(&letter)), text: None }
        } else {
            Sample { lang, subject: String::new(), html: None, text: Some(letter.as_text_message()) }
        }
    }
}
