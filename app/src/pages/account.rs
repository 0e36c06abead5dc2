//! The pages of signing in, opening an account, getting back into one, the first set-up, and one's own settings.

mod claims;
mod first_steps;
mod forgot;
mod invite;
mod look;
mod second_factor;
mod sessions;
mod settings;
mod setup;
mod sign_in;
mod sign_up;

pub use claims::Claims;
pub use first_steps::{FirstEventType, FirstHours};
pub use forgot::{Forgot, Reset};
pub use invite::Invite;
pub use second_factor::SecondFactor;
pub use settings::Settings;
pub use setup::SetUp;
pub use sign_in::{Code, SignIn};
pub use sign_up::{SignUp, Verify};

use domain::actor::MemberRole;
use domain::refusal::{OtherRefusal, Refusal};
use http::StatusCode;
use leptos::prelude::*;
use services::words::Lang;

use super::errors;
use crate::server;
use crate::ui::prelude::*;

/// Recovery codes on the one page that ever shows them; put beside the request by the form that made them.
#[derive(Debug, Clone)]
pub struct ShownCodes(pub Vec<String>);

/// The token at the end of this page's path.
fn token() -> String {
    server::path().rsplit('/').next().unwrap_or_default().to_owned()
}

/// The name in the script of the page's language, where both are known.
fn in_language(latin: &str, arabic: &str) -> String {
    let (first, second) = match locale().lang {
        Lang::En => (latin, arabic),
        Lang::Ar => (arabic, latin),
    };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

/// The word for a member's role.
pub fn role_word(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Admin => "account-role-admin",
        MemberRole::Caster => "account-role-caster",
        MemberRole::Assistant => "account-role-assistant",
        MemberRole::SessionRunner => "account-role-session-runner",
        MemberRole::Reviewer => "account-role-reviewer",
    }
}

/// The word for a country on the list.
pub fn country_word(code: &str) -> &'static str {
    match code {
        "AE" => "account-country-ae",
        "BH" => "account-country-bh",
        "EG" => "account-country-eg",
        "JO" => "account-country-jo",
        "KW" => "account-country-kw",
        "LB" => "account-country-lb",
        "MA" => "account-country-ma",
        "OM" => "account-country-om",
        "QA" => "account-country-qa",
        "TN" => "account-country-tn",
        "GB" => "account-country-gb",
        "FR" => "account-country-fr",
        "US" => "account-country-us",
        _ => "account-country-sa",
    }
}

/// A link that does not work any more, and the way to a new one.
fn dead_link(error: services::Error, way_out: AnyView) -> AnyView {
    let gone = Refusal::Other(OtherRefusal::LinkExpired);
    if !matches!(&error, services::Error::Refused(refusal) if *refusal == gone) {
        return errors::failed(error);
    }
    server::set_status(StatusCode::GONE);
    view! {
        <PublicPage title=words().t("account-link-dead") width=Width::Narrow>
            <p class="lead">{words().t("account-link-dead-text")}</p>
            <Actions>{way_out}</Actions>
        </PublicPage>
    }
    .into_any()
}

/// Latin and Arabic name, the script of the page's language first.
#[component]
fn NameFields(
    /// The Latin name known so far.
    #[prop(optional, into)]
    latin: Maybe,
    /// The Arabic name known so far.
    #[prop(optional, into)]
    arabic: Maybe,
) -> impl IntoView {
    let w = words();
    let english = locale().lang == Lang::En;
    // One of the two suffices: the page's own script is asked for unless the other is known.
    let known = |name: &Maybe| name.0.as_deref().is_some_and(|name| !name.is_empty());
    let (latin_optional, arabic_optional) = (!english || known(&arabic), english || known(&latin));
    let latin = view! {
        <Field name="nameLatin" label=w.t("account-name-latin") value=latin optional=latin_optional autocomplete="name" maxlength=200 dir="ltr"/>
    };
    let arabic = view! {
        <Field name="nameArabic" label=w.t("account-name-arabic") value=arabic optional=arabic_optional maxlength=200 dir="rtl"/>
    };
    if english { (latin.into_any(), arabic.into_any()) } else { (arabic.into_any(), latin.into_any()) }
}

/// A new password, with what makes a good one.
#[component]
fn NewPasswordField() -> impl IntoView {
    let w = words();
    view! {
        <Field
            name="password"
            label=w.t("account-new-password")
            kind="password"
            autocomplete="new-password"
            hint=w.t("account-password-hint")
        />
    }
}
