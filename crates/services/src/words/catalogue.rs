//! Where the words stand: one file per area in `words/en` and `words/ar`. A new area is one line here and two files.

use super::Lang;

macro_rules! areas {
    ($($area:literal),* $(,)?) => {
        const ENGLISH: &[(&str, &str)] = &[$(($area, include_str!(concat!("../../words/en/", $area, ".ftl")))),*];
        const ARABIC: &[(&str, &str)] = &[$(($area, include_str!(concat!("../../words/ar/", $area, ".ftl")))),*];
    };
}

areas![
    "shell",
    "parts",
    "picker",
    "auditions",
    "calls",
    "talent",
    "kinds",
    "availability",
    "calendars",
    "consent",
    "replies",
    "account",
    "admin",
    "office",
    "public",
    "series",
    "embed",
    "desk",
    "mail",
    "notify",
    "errors"
];

/// The Fluent sources of a language: (area, text).
pub fn sources(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::En => ENGLISH,
        Lang::Ar => ARABIC,
    }
}
