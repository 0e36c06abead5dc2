//! Every mail about accounts in every language.

use super::*;

#[test]
fn each_mail_is_written_in_both_languages() {
    let url = "https://callboard.test/reset/token".to_owned();
    let organization = "TakeOne".to_owned();
    for mail in [
        AccountMail::Reset { url: url.clone() },
        AccountMail::Verify { url: url.clone() },
        AccountMail::Invite { url: url.clone(), organization: organization.clone(), inviter: "Maha".to_owned() },
        AccountMail::Claim { url: url.clone(), organization: organization.clone() },
        AccountMail::AccountExists { url: url.clone() },
        AccountMail::ConfirmBooking {
            url: url.clone(),
            what: "General meeting".to_owned(),
            when: "Monday 23 November 2026, 10:00".to_owned(),
        },
        AccountMail::AddressChanged { new_address: "new@example.test".to_owned() },
        AccountMail::PasswordChanged { url: url.clone() },
        AccountMail::WebhookDisabled { host: "hooks.example.test".to_owned(), gone: true },
        AccountMail::WebhookDisabled { host: "hooks.example.test".to_owned(), gone: false },
        AccountMail::CalendarFailing { calendar: "Own".to_owned(), closed: true, url: url.clone() },
        AccountMail::CalendarFailing { calendar: "Own".to_owned(), closed: false, url: url.clone() },
        AccountMail::Test,
    ] {
        for lang in Lang::ALL {
            let has_link = mail.url().is_some();
            let data =
                Data { name: "Noura".to_owned(), sender: organization.clone(), hue: Some(285), mail: mail.clone() };
            let letter = letter(&data, lang);
            let (text, html) = (crate::notifications::text::print(&letter), crate::notifications::html::print(&letter));
            assert_eq!(text.contains(&url), has_link, "{text}");
            assert_eq!(html.contains(&url), has_link, "{html}");
            for part in [&letter.subject, &text, &html] {
                assert!(!part.contains("mail-") && !part.contains("{ $"), "{lang:?} {mail:?}: {part}");
            }
        }
    }
}
