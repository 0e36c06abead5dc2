//! The words of the product in English and Arabic: one Fluent catalogue per area and language, embedded at compile time.
//! Knows nothing of HTTP, requests or people; whoever asks names the language and gets text back.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub mod catalogue;
pub mod dates;
pub mod zones;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English (day before month, 24-hour clock).
    #[default]
    En,
    /// Arabic as written in Saudi Arabia (12-hour clock).
    Ar,
}

impl Lang {
    /// Every language, in the order they are offered.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ar];

    /// The BCP 47 code for `lang` attributes and settings: `en` or `ar`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ar => "ar",
        }
    }

    /// Reads a code such as `ar`, `ar-SA` or `EN`; `None` for a language the product does not speak.
    pub fn from_code(code: &str) -> Option<Lang> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The writing direction, for `dir`.
    pub fn dir(self) -> &'static str {
        match self {
            Lang::En => "ltr",
            Lang::Ar => "rtl",
        }
    }

    /// The other language, for the switch in the top bar.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Ar,
            Lang::Ar => Lang::En,
        }
    }

    /// The language's own name in its own script.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Ar => "العربية",
        }
    }
}

/// Which digits numbers are written with; a setting of the organisation that only shows in Arabic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Digits {
    /// 0123456789.
    #[default]
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩.
    Arab,
}

impl Digits {
    /// The CLDR numbering system: `latn` or `arab`.
    pub fn code(self) -> &'static str {
        match self {
            Digits::Latn => "latn",
            Digits::Arab => "arab",
        }
    }

    /// Rewrites the ASCII digits of `text` in this numbering system.
    pub fn write(self, text: &str) -> String {
        match self {
            Digits::Latn => text.to_owned(),
            Digits::Arab => text.chars().map(arabic_digit).collect(),
        }
    }
}

fn arabic_digit(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0x0660 + digit)).unwrap_or(c)
}

/// A value put into a message: text, or a number that also chooses the plural form.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// Shown in the organisation's digits; chooses among the plural forms.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(text.clone())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}
macro_rules! value_from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
value_from_number!(i64, i32, i16, u8, u16, u32, u64, usize);

type Bundle = FluentBundle<Arc<FluentResource>>;

/// The catalogue of one language, ready to be asked. Cheap to hold: every instance lives for the whole process.
pub struct Words {
    lang: Lang,
    digits: Digits,
    isolating: bool,
    bundle: Bundle,
}

impl Words {
    /// The words of a language with Latin digits, for HTML: names that run against the text's direction are isolated.
    pub fn get(lang: Lang) -> &'static Words {
        Self::of(lang, Digits::Latn, true)
    }

    /// The words for plain text such as mail subjects, calendar files and file names: no direction marks.
    pub fn plain(lang: Lang) -> &'static Words {
        Self::of(lang, Digits::Latn, false)
    }

    /// The words in one language, one numbering system, with or without direction isolates. English is always written with Latin digits.
    pub fn of(lang: Lang, digits: Digits, isolating: bool) -> &'static Words {
        static ALL: LazyLock<[Words; 6]> = LazyLock::new(|| {
            [
                Words::build(Lang::En, Digits::Latn, true),
                Words::build(Lang::En, Digits::Latn, false),
                Words::build(Lang::Ar, Digits::Latn, true),
                Words::build(Lang::Ar, Digits::Latn, false),
                Words::build(Lang::Ar, Digits::Arab, true),
                Words::build(Lang::Ar, Digits::Arab, false),
            ]
        });
        let [en, en_plain, ar, ar_plain, ar_arab, ar_arab_plain] = &*ALL;
        match (lang, digits, isolating) {
            (Lang::En, _, true) => en,
            (Lang::En, _, false) => en_plain,
            (Lang::Ar, Digits::Latn, true) => ar,
            (Lang::Ar, Digits::Latn, false) => ar_plain,
            (Lang::Ar, Digits::Arab, true) => ar_arab,
            (Lang::Ar, Digits::Arab, false) => ar_arab_plain,
        }
    }

    /// The language these words are in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The digits these words are written with.
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// Whether the catalogue has this key. For keys that come from outside, such as `?said=`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text of a message that takes no values. A key that does not exist is logged and shown as itself: a test keeps this from happening.
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a message with its values, e.g. `w.with("auditions-count", &[("n", 3.into())])`.
    pub fn with(&self, key: &str, values: &[(&str, Value)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = self.lang.code(), "no such word");
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.clone())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, lang = self.lang.code(), ?errors, "a message lacks a value");
        }
        if self.isolating { unisolate(&text, self.lang) } else { text.into_owned() }
    }

    /// A number on its own, in these digits.
    pub fn n(&self, number: impl Into<i64>) -> String {
        self.digits.write(&number.into().to_string())
    }

    fn build(lang: Lang, digits: Digits, isolating: bool) -> Words {
        static PARSED: LazyLock<HashMap<Lang, Vec<Arc<FluentResource>>>> = LazyLock::new(|| {
            Lang::ALL
                .into_iter()
                .map(|lang| {
                    let resources = catalogue::sources(lang).iter().map(|(area, source)| parse(lang, area, source));
                    (lang, resources.collect())
                })
                .collect()
        });
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = Bundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(isolating);
        if digits == Digits::Arab {
            bundle.set_formatter(Some(|value, _| match value {
                FluentValue::Number(number) => Some(Digits::Arab.write(&number.as_string())),
                _ => None,
            }));
        }
        for resource in PARSED.get(&lang).into_iter().flatten() {
            if let Err(errors) = bundle.add_resource(Arc::clone(resource)) {
                tracing::error!(lang = lang.code(), ?errors, "a word is defined twice");
            }
        }
        Words { lang, digits, isolating, bundle }
    }
}

/// A file with a syntax error still gives the messages around it; the catalogue test refuses such a file.
fn parse(lang: Lang, area: &str, source: &str) -> Arc<FluentResource> {
    Arc::new(FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(lang = lang.code(), area, ?errors, "a word file is malformed");
        resource
    }))
}

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Takes the isolates away from values that cannot disturb the line: they cost bytes and stop searches from matching.
fn unisolate(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(FIRST_STRONG_ISOLATE) {
        let (before, tail) = rest.split_at(start);
        let Some(end) = tail.find(POP_ISOLATE) else { break };
        let inner = tail.get(FIRST_STRONG_ISOLATE.len_utf8()..end).unwrap_or_default();
        out.push_str(before);
        if is_harmless(inner, lang) {
            out.push_str(inner);
        } else {
            out.push(FIRST_STRONG_ISOLATE);
            out.push_str(inner);
            out.push(POP_ISOLATE);
        }
        rest = tail.get(end + POP_ISOLATE.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn is_harmless(inner: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => !inner.chars().any(is_right_to_left),
        Lang::Ar => inner.chars().all(|c| is_right_to_left(c) || c.is_ascii_digit() || " ،.:".contains(c)),
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF)
}

#[cfg(test)]
#[path = "words/tests.rs"]
mod tests;
