//! Mails about accounts: resets, verifications, invitations. Their links open an account, so they are wiped from the row once sent and never
//! kept where mail really goes out.

use chrono::{DateTime, Utc};
use domain::{
    id::{Id, Notification, Organization, User},
    notification_rule::Channel,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{
    Tx,
    notifications::{NewNotification, NotificationRecord},
};

use super::{
    Carried, Prepared, ReadyMessage,
    accent::accent,
    letter::{Letter, Link, clean_line},
};
use crate::{
    Ctx, Error, Result, Services,
    jobs::{Job, SendNotification},
    seal,
    words::{Lang, Words},
};

/// Who gets an account mail.
#[derive(Clone, Debug)]
pub struct AccountRecipient {
    /// In whose name it is sent; `None` for the installation's.
    pub organization_id: Option<Id<Organization>>,
    /// The account, where there is one.
    pub user_id: Option<Id<User>>,
    /// Where it goes.
    pub address: String,
    /// As the mail greets them; may be empty.
    pub name: String,
    /// Their language; `None`: the organisation's, else Arabic.
    pub language: Option<Lang>,
}

/// An account mail with what its words need. Addresses (`url`) are absolute and contain the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mail", rename_all = "snake_case")]
pub enum AccountMail {
    /// Set a new password.
    Reset {
        /// The page with the token.
        url: String,
    },
    /// Show that the address is yours.
    Verify {
        /// The page with the token.
        url: String,
    },
    /// Work with an organisation.
    Invite {
        /// The page with the token.
        url: String,
        /// The organisation's name in the recipient's language.
        organization: String,
        /// Who invites.
        inviter: String,
    },
    /// Make an account yours that an organisation made for you.
    Claim {
        /// The page with the token.
        url: String,
        /// The organisation's name in the recipient's language.
        organization: String,
    },
    /// Somebody tried to sign up with an address that has an account.
    AccountExists {
        /// The sign-in page.
        url: String,
    },
    /// Confirm the address a booking was asked for with.
    ConfirmBooking {
        /// The page with the token.
        url: String,
        /// What is booked by it, in the recipient's language.
        what: String,
        /// When, in the recipient's language and zone.
        when: String,
    },
    /// Goes to the former address.
    AddressChanged {
        /// The new one.
        new_address: String,
    },
    /// The password was changed.
    PasswordChanged {
        /// The sign-in page.
        url: String,
    },
    /// Callboard gave an endpoint up.
    WebhookDisabled {
        /// Its host: the rest of the address may hold a secret.
        host: String,
        /// It answered that it is gone; otherwise it took nothing for days.
        gone: bool,
    },
    /// A calendar could not be read for an hour.
    CalendarFailing {
        /// What its owner calls it.
        calendar: String,
        /// Its account no longer lets us in.
        closed: bool,
        /// The page of their calendars.
        url: String,
    },
    /// An admin tries whether mail works.
    Test,
}

impl AccountMail {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Reset { .. } => "reset",
            Self::Verify { .. } => "verify",
            Self::Invite { .. } => "invite",
            Self::Claim { .. } => "claim",
            Self::AccountExists { .. } => "account_exists",
            Self::ConfirmBooking { .. } => "confirm_booking",
            Self::AddressChanged { .. } => "address_changed",
            Self::PasswordChanged { .. } => "password_changed",
            Self::WebhookDisabled { .. } => "webhook_disabled",
            Self::CalendarFailing { .. } => "calendar_failing",
            Self::Test => "test",
        }
    }

    fn url(&self) -> Option<&str> {
        match self {
            Self::Reset { url }
            | Self::Verify { url }
            | Self::Invite { url, .. }
            | Self::Claim { url, .. }
            | Self::AccountExists { url }
            | Self::ConfirmBooking { url, .. }
            | Self::CalendarFailing { url, .. }
            | Self::PasswordChanged { url } => Some(url),
            Self::AddressChanged { .. } | Self::WebhookDisabled { .. } | Self::Test => None,
        }
    }
}

/// What the row keeps until the mail is sent.
#[derive(Serialize, Deserialize)]
struct Data {
    /// As the mail greets them.
    name: String,
    /// In whose name; empty for the installation's.
    sender: String,
    /// The hue of that organisation's accent; none for the installation's own.
    #[serde(default)]
    hue: Option<i16>,
    #[serde(flatten)]
    mail: AccountMail,
}

impl Services {
    /// Tells somebody something about their account, in the transaction of the change. The mail leaves after it commits.
    pub async fn tell_account(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        to: AccountRecipient,
        mail: AccountMail,
    ) -> Result<Id<Notification>> {
        let organization = match to.organization_id {
            Some(id) => store::organizations::find(tx, id).await?,
            None => None,
        };
        let lang = to
            .language
            .or_else(|| organization.as_ref().and_then(|organization| Lang::from_code(&organization.language)))
            .unwrap_or(Lang::Ar);
        let hue = organization.as_ref().map(|organization| organization.accent_hue);
        let sender = organization.map_or_else(String::new, |organization| match lang {
            Lang::En => organization.name_en,
            Lang::Ar => organization.name_ar,
        });
        let id = ctx.new_id()?;
        let kind = mail.kind();
        let plain = serde_json::to_vec(&Data { name: to.name, sender, hue, mail })
            .map_err(|error| Error::internal("notification data", error))?;
        let sealed = seal::seal(ctx, &self.settings().keys, place(id), &plain)?;
        let data = json!({ "sealed": String::from_utf8_lossy(&sealed) });
        let new = NewNotification {
            id,
            organization_id: to.organization_id,
            user_id: to.user_id,
            booking_id: None,
            kind,
            channel: Channel::Email,
            reader: None,
            rule_id: None,
            resend_of: None,
            address: to.address,
            language: lang.code(),
            data,
            message_id: self.message_id(id),
            dedupe_key: None,
            created_at: ctx.now,
            not_before: None,
            job: Job::SendNotification(SendNotification { id }).row(self.clock(), ctx.now, None)?,
        };
        store::notifications::insert(tx, &[new], &[]).await?;
        Ok(id)
    }

    /// Sends the admin who asks a test mail, to their own address. Admins only.
    pub async fn send_test_mail(&self, ctx: &Ctx) -> Result<Id<Notification>> {
        let organization = ctx.admin()?;
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        let record = store::users::find(&mut tx, user).await?.ok_or(Error::NotFound)?;
        let address = record.email.ok_or_else(|| Error::field("email", domain::field::FieldCode::Required))?;
        let language = record.language.as_deref().and_then(Lang::from_code);
        let name = if language == Some(Lang::En) || record.name_arabic.is_empty() {
            record.name_latin
        } else {
            record.name_arabic
        };
        let to = AccountRecipient { organization_id: Some(organization), user_id: Some(user), address, name, language };
        let id = self.tell_account(&mut tx, ctx, to, AccountMail::Test).await?;
        crate::audit::entry(ctx, "mail.tested").object(id).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// Sealed while it waits: a stolen table opens no account. The seal is bound to the row.
pub(crate) fn place(id: Id<Notification>) -> seal::Place {
    seal::Place { table: "notifications", row: id.uuid(), column: "data" }
}

/// Writes the words of an account mail.
pub(super) fn prepare(
    services: &Services,
    note: &NotificationRecord,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Prepared> {
    let sealed = note.data.get("sealed").and_then(serde_json::Value::as_str).unwrap_or_default();
    let plain = seal::open(&services.settings().keys, place(note.id), sealed.as_bytes())?;
    let data: Data = serde_json::from_slice(&plain)
        .map_err(|error| Error::internal("the data of an account notification", error))?;
    let letter = letter(&data, lang);
    let mail = services.mail_of(note, &letter, &clean_line(&data.name), now);
    let subject = mail.subject.clone();
    Ok(Prepared::Ready(ReadyMessage { subject, carried: Carried::Mail(Box::new(mail)), secret: true }))
}

fn letter(data: &Data, lang: Lang) -> Letter {
    let (w, plain) = (Words::get(lang), Words::plain(lang));
    let (subject, title, paragraph, button, hint) = match &data.mail {
        AccountMail::Reset { .. } => (
            plain.t("mail-reset-subject"),
            w.t("mail-reset-title"),
            w.t("mail-reset"),
            Some(w.t("mail-reset-button")),
            Some(w.t("mail-reset-hint")),
        ),
        AccountMail::Verify { .. } => (
            plain.t("mail-verify-subject"),
            w.t("mail-verify-title"),
            w.t("mail-verify"),
            Some(w.t("mail-verify-button")),
            Some(w.t("mail-verify-hint")),
        ),
        AccountMail::Invite { organization, inviter, .. } => {
            let organization = clean_line(organization);
            let named = [("organisation", organization.into()), ("inviter", clean_line(inviter).into())];
            (
                plain.with("mail-invite-subject", &named),
                w.with("mail-invite-title", &named),
                w.with("mail-invite", &named),
                Some(w.t("mail-invite-button")),
                Some(w.t("mail-invite-hint")),
            )
        }
        AccountMail::Claim { organization, .. } => {
            let named = [("organisation", clean_line(organization).into())];
            (
                plain.with("mail-claim-subject", &named),
                w.t("mail-claim-title"),
                w.with("mail-claim", &named),
                Some(w.t("mail-claim-button")),
                Some(w.with("mail-claim-hint", &named)),
            )
        }
        AccountMail::AccountExists { .. } => (
            plain.t("mail-account-exists-subject"),
            w.t("mail-account-exists-title"),
            w.t("mail-account-exists"),
            Some(w.t("mail-account-exists-button")),
            None,
        ),
        AccountMail::ConfirmBooking { what, when, .. } => {
            let named = [("what", clean_line(what).into()), ("when", clean_line(when).into())];
            (
                plain.with("mail-confirm-booking-subject", &named),
                w.t("mail-confirm-booking-title"),
                w.with("mail-confirm-booking", &named),
                Some(w.t("mail-confirm-booking-button")),
                Some(w.t("mail-confirm-booking-hint")),
            )
        }
        AccountMail::AddressChanged { new_address } => (
            plain.t("mail-address-changed-subject"),
            w.t("mail-address-changed-title"),
            w.with("mail-address-changed", &[("address", clean_line(new_address).into())]),
            None,
            None,
        ),
        AccountMail::PasswordChanged { .. } => (
            plain.t("mail-password-changed-subject"),
            w.t("mail-password-changed-title"),
            w.t("mail-password-changed"),
            Some(w.t("mail-password-changed-button")),
            None,
        ),
        AccountMail::WebhookDisabled { host, gone } => {
            let named = [("host", clean_line(host).into())];
            let why = if *gone { "mail-webhook-disabled-gone" } else { "mail-webhook-disabled-failing" };
            (
                plain.with("mail-webhook-disabled-subject", &named),
                w.t("mail-webhook-disabled-title"),
                w.with(why, &named),
                None,
                Some(w.t("mail-webhook-disabled-hint")),
            )
        }
        AccountMail::CalendarFailing { calendar, closed, .. } => {
            let named = [("calendar", clean_line(calendar).into())];
            let why = if *closed { "mail-calendar-failing-closed" } else { "mail-calendar-failing" };
            (
                plain.with("mail-calendar-failing-subject", &named),
                w.t("mail-calendar-failing-title"),
                w.with(why, &named),
                Some(w.t("mail-calendar-failing-button")),
                Some(w.t("mail-calendar-failing-hint")),
            )
        }
        AccountMail::Test => (plain.t("mail-test-subject"), w.t("mail-test-title"), w.t("mail-test"), None, None),
    };
    let sender = clean_line(&data.sender);
    let name = clean_line(&data.name);
    let greeting = (!name.is_empty()).then(|| w.with("mail-hello", &[("name", name.into())]));
    Letter {
        lang,
        subject,
        preview: paragraph.clone(),
        sender: if sender.is_empty() {
            "Callboard".to_owned()
        } else {
            plain.with("mail-sender-via", &[("organisation", sender.into())])
        },
        accent: accent(data.hue),
        title,
        paragraphs: greeting.into_iter().chain([paragraph]).collect(),
        facts: Vec::new(),
        own_words: false,
        quote: None,
        buttons: button
            .zip(data.mail.url())
            .map(|(label, href)| Link { label, href: href.to_owned() })
            .into_iter()
            .collect(),
        hints: hint.into_iter().collect(),
        links: Vec::new(),
        footer: w.t("mail-footer-account"),
    }
}

#[cfg(test)]
mod tests;
