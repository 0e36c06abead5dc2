//! What a page knows of its request: who looks, in which language, at which address. Filled by the HTTP layer through
//! request extensions; everything has a calm default, because the route listing renders pages without a real request.

use chrono::Weekday;
use chrono_tz::Tz;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::use_context;
use services::words::dates::Dates;
use services::words::{Digits, Lang, Words};

/// The person looking at the page. Absent from the extensions when nobody is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The name as shown, in the script of the page's language where both are known.
    pub name: String,
    /// One or two letters for the avatar; derived from the name when empty.
    pub initials: String,
    /// The address signed in with.
    pub email: String,
    /// The role in the organisation acted in: `admin`, `caster`, `assistant`, `session_runner`, `reviewer`; `None` for talent.
    pub role: Option<String>,
    /// The organisation acted in.
    pub organisation: Option<String>,
    /// The organisations the person may act in: (public id, name). More than one shows the switcher.
    pub organisations: Vec<(String, String)>,
}

/// How this reader wants language, digits, dates and clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The language of the page.
    pub lang: Lang,
    /// The organisation's digits.
    pub digits: Digits,
    /// Whether the Umm al-Qura date stands beside the Gregorian one.
    pub hijri: bool,
    /// Whether the clock has twelve hours.
    pub hour12: bool,
    /// The reader's zone.
    pub zone: Tz,
    /// The first day of a week.
    pub week_start: Weekday,
}

impl Default for Locale {
    fn default() -> Self {
        Locale::of(Lang::En)
    }
}

impl Locale {
    /// The usual settings of a language: Latin digits, no Hijri date, Riyadh, weeks from Sunday.
    pub fn of(lang: Lang) -> Locale {
        Locale {
            lang,
            digits: Digits::Latn,
            hijri: false,
            hour12: lang == Lang::Ar,
            zone: Tz::Asia__Riyadh,
            week_start: Weekday::Sun,
        }
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        self.lang.dir()
    }

    /// The catalogue for this reader.
    pub fn words(&self) -> &'static Words {
        Words::of(self.lang, self.digits, true)
    }

    /// The way dates are written for this reader.
    pub fn dates(&self) -> Dates {
        Dates::new(self.lang).with_digits(self.digits).with_hijri(self.hijri).with_hour12(self.hour12)
    }

    /// The locale tag for `Intl` in the browser: calendar, digits and clock named, e.g. `ar-SA-u-ca-gregory-nu-latn-hc-h12`.
    pub fn intl_tag(&self) -> String {
        let region = match self.lang {
            Lang::En => "en-GB",
            Lang::Ar => "ar-SA",
        };
        let clock = if self.hour12 { "h12" } else { "h23" };
        format!("{region}-u-ca-gregory-hc-{clock}-nu-{}", self.digits.code())
    }
}

/// Present in the request's extensions when the server runs with demo data or in a test: opens `/dev/*` and shows the demo line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo;

/// The request's number, shown on the page that says something broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The organisation's accent, a CSS colour written by us from validated settings; its contrast is corrected by the tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand(pub String);

/// The frame of another website that this page stands in, if it does.
pub fn frame() -> Option<services::embeds::Frame> {
    extension::<services::embeds::Frame>()
}

/// A value the HTTP layer put into the request's extensions.
pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<T>().cloned())
}

/// The room that acts and the context of whoever looks; `None` only while routes are listed.
pub fn acting() -> Option<(services::Services, services::Ctx)> {
    let services = use_context::<services::Services>()?;
    let actor = extension::<domain::actor::Actor>().unwrap_or_else(domain::actor::Actor::anonymous);
    let ctx = services.ctx(actor, extension::<services::ctx::Request>().unwrap_or_default());
    Some((services, ctx))
}

/// Who is looking.
pub fn viewer() -> Option<Viewer> {
    use_context::<Viewer>().or_else(extension::<Viewer>)
}

/// How they read. Without the HTTP layer's word on it: the address, then the browser's languages.
pub fn locale() -> Locale {
    use_context::<Locale>().or_else(extension::<Locale>).unwrap_or_else(|| Locale::of(asked_lang().unwrap_or_default()))
}

fn asked_lang() -> Option<Lang> {
    let accepted = || {
        let parts = use_context::<Parts>()?;
        let header = parts.headers.get(http::header::ACCEPT_LANGUAGE)?.to_str().ok()?.to_owned();
        header.split(',').find_map(|tag| Lang::from_code(tag.split(';').next()?.trim()))
    };
    query("lang").and_then(|code| Lang::from_code(&code)).or_else(accepted)
}

/// The catalogue of this request's language.
pub fn words() -> &'static Words {
    locale().words()
}

/// The date formats of this request's reader.
pub fn dates() -> Dates {
    locale().dates()
}

/// Whether this server shows demo data.
pub fn is_demo() -> bool {
    extension::<Demo>().is_some()
}

/// The path of the request, `/` when there is none.
pub fn path() -> String {
    use_context::<Parts>().map_or_else(|| "/".to_owned(), |parts| parts.uri.path().to_owned())
}

/// The decoded pairs of the request's query string, in order.
pub fn query_pairs() -> Vec<(String, String)> {
    let parts = use_context::<Parts>();
    let query = parts.as_ref().and_then(|parts| parts.uri.query()).unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// One value of the query string.
pub fn query(name: &str) -> Option<String> {
    query_pairs().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// This page's address with some query values replaced (`None` takes one away): the way tabs, months and dialogs get their links.
pub fn here_with(changes: &[(&str, Option<&str>)]) -> String {
    let mut pairs = query_pairs();
    pairs.retain(|(key, _)| !changes.iter().any(|(name, _)| name == key));
    pairs.extend(changes.iter().filter_map(|(name, value)| value.map(|value| ((*name).to_owned(), value.to_owned()))));
    if pairs.is_empty() {
        return path();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{}?{query}", path())
}

/// Sets the status of the page being rendered. Only a page whose own subject decides it may call this.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
}

/// One or two letters for an avatar, taken from the first and last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_alphabetic));
    let first = words.next().and_then(letter);
    let last = words.next_back().and_then(letter);
    match (first, last) {
        // Arabic letters would join into another shape; a space keeps them apart.
        (Some(first), Some(last)) if is_arabic(first) => format!("{first} {last}"),
        (Some(first), Some(last)) => format!("{first}{last}"),
        (Some(first), None) => first.to_string(),
        _ => String::new(),
    }
}

/// The letter a word is known by: the article is passed over (`Al-Mutlaq` is M, المطلق is م).
fn letter(word: &str) -> Option<char> {
    let bare = ["Al-", "El-", "al-", "el-", "ال"].iter().find_map(|article| word.strip_prefix(article));
    bare.unwrap_or(word).chars().next().and_then(|c| c.to_uppercase().next())
}

fn is_arabic(c: char) -> bool {
    ('\u{0600}'..='\u{08ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_pass_over_the_article() {
        let cases = [
            ("Noura Al-Mutlaq", "NM"),
            ("نورة المطلق", "ن م"),
            ("Sarah Al-Khulaiwi", "SK"),
            ("Cher", "C"),
            ("Ana (Nan) de la Cruz", "AC"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
