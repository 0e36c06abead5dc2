//! The catalogues say the same in both languages, and Arabic counts as Arabic does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeZone as _, Utc};
use chrono_tz::Tz;
use fluent_bundle::FluentResource;

use super::dates::Dates;
use super::{Digits, Lang, Words, catalogue};

/// Every message of a language with the names of the values it takes.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (area, source) in catalogue::sources(lang) {
        if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
            panic!("words/{}/{area}.ftl is malformed: {errors:?}", lang.code());
        }
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                key = name.to_owned();
                let twice = all.insert(key.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{key} is defined twice in {}", lang.code());
            }
            for tail in line.split('$').skip(1) {
                let name: String =
                    tail.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect();
                all.get_mut(&key).expect("a value outside a message").insert(name);
            }
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_words_with_the_same_values() {
    let (english, arabic) = (messages(Lang::En), messages(Lang::Ar));
    let missing: Vec<_> = english.keys().filter(|key| !arabic.contains_key(*key)).collect();
    let surplus: Vec<_> = arabic.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing in Arabic: {missing:?}; only in Arabic: {surplus:?}");
    for (key, values) in &english {
        assert_eq!(Some(values), arabic.get(key), "{key} takes other values in Arabic");
    }
    assert!(english.len() > 100);
}

#[test]
fn every_message_with_values_can_be_written() {
    for lang in Lang::ALL {
        for (key, values) in messages(lang) {
            for n in [0, 1, 2, 3, 11, 100] {
                let given: Vec<_> = values.iter().map(|name| (name.as_str(), n.into())).collect();
                let text = Words::get(lang).with(&key, &given);
                assert!(
                    !text.contains("{$") && !text.contains("{ $") && text != key,
                    "{key} in {}: {text}",
                    lang.code()
                );
            }
        }
    }
}

/// The words the screens, the mails and the islands' views ask for, taken from the sources.
#[test]
fn every_word_asked_for_exists() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("app/src"), root.join("crates/services/src"), root.join("src")];
    let mut asked = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("words/tests.rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                // Without comments and line breaks, so that a call over several lines is one text.
                let source: String = source.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
                for call in [".t(\"", "w.with(\"", "words.with(\"", "words().with(\""] {
                    let keys = source.split(call).skip(1).filter_map(|tail| tail.split('"').next());
                    asked.extend(keys.map(|key| (key.to_owned(), path.display().to_string())));
                }
            }
        }
    }
    assert!(asked.len() > 20, "the search finds nothing: it no longer fits the code");
    let english = messages(Lang::En);
    let unknown: Vec<_> = asked.iter().filter(|(key, _)| !english.contains_key(key)).collect();
    assert!(unknown.is_empty(), "words asked for but not in the catalogue: {unknown:#?}");
}

/// Every action that is noted has its sentence, and its noun stands under one of the filter's areas.
#[test]
fn every_noted_action_has_a_sentence() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let nouns: BTreeSet<&str> = crate::audit::AREAS.iter().flat_map(|(_, nouns)| nouns.iter().copied()).collect();
    let english = messages(Lang::En);
    let (mut found, mut missing) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            if !source.contains("audit") || path.ends_with("words/tests.rs") {
                continue;
            }
            for (place, literal) in source.split('"').enumerate() {
                let Some((noun, verb)) = literal.split_once('.').filter(|_| place % 2 == 1) else { continue };
                let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                let noted = is_word(noun) && is_word(verb);
                if noted && (nouns.contains(noun) || source.contains(&format!("entry(ctx, \"{literal}\")"))) {
                    found += 1;
                    let key = format!("audit-{}", literal.replace(['.', '_'], "-"));
                    if !english.contains_key(&key) || !nouns.contains(noun) {
                        missing.push(literal.to_owned());
                    }
                }
            }
        }
    }
    assert!(found > 60, "the search finds nothing: it no longer fits the code ({found})");
    assert!(missing.is_empty(), "actions without a sentence or an area: {missing:#?}");
}

#[test]
fn arabic_has_six_plural_forms() {
    let words = Words::get(Lang::Ar);
    let forms: BTreeSet<_> = [0, 1, 2, 3, 11, 100]
        .into_iter()
        .map(|n: i64| words.with("picker-times", &[("n", n.into())]).replace(&n.to_string(), "#"))
        .collect();
    assert_eq!(forms.len(), 6, "{forms:?}");
    assert_eq!(words.with("picker-times", &[("n", 2.into())]), "وقتان");
    let arab = Words::of(Lang::Ar, Digits::Arab, true);
    assert_eq!(arab.with("picker-times", &[("n", 25.into())]), "٢٥ وقتًا");
}

#[test]
fn only_values_that_run_against_the_text_are_isolated() {
    let cases = [
        (Words::get(Lang::En), "Noura", "Hello, Noura"),
        (Words::get(Lang::En), "نورة", "Hello, \u{2068}نورة\u{2069}"),
        (Words::get(Lang::Ar), "نورة", "أهلًا نورة"),
        (Words::get(Lang::Ar), "Noura", "أهلًا \u{2068}Noura\u{2069}"),
        (Words::plain(Lang::Ar), "Noura", "أهلًا Noura"),
    ];
    for (words, name, expected) in cases {
        assert_eq!(words.with("shell-hello", &[("name", name.into())]), expected);
    }
}

#[test]
fn dates_are_written_in_both_languages() {
    let riyadh = Tz::Asia__Riyadh;
    let start = Utc.with_ymd_and_hms(2026, 11, 29, 7, 45, 0).unwrap();
    let now = Utc.with_ymd_and_hms(2026, 11, 20, 8, 20, 0).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
    let last = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
    let english = Dates::new(Lang::En).with_hijri(true);
    let arabic = Dates::new(Lang::Ar).with_digits(Digits::Arab).with_hijri(true);
    let latin = Dates::new(Lang::Ar);
    let cases = [
        (english.day(day), "Sunday 29 November"),
        (english.day_with_year(day), "Sunday 29 November 2026"),
        (english.short_day(day), "Sun 29 Nov"),
        (english.date(day), "29 November 2026"),
        (english.short_date(day), "29 Nov 2026"),
        (english.month(day), "November 2026"),
        (english.days(day, last), "29 Nov – 5 Dec"),
        (english.days(day, day), "29 Nov"),
        (english.hijri_day(day).unwrap(), "19 Jumada II 1448"),
        (english.hijri_month(day).unwrap(), "Jumada II 1448"),
        (english.hijri_day(NaiveDate::from_ymd_opt(2027, 2, 7).unwrap()).unwrap(), "30 Sha‘ban 1448"),
        (english.hijri_days(day, last).unwrap(), "19 – 25 Jumada II 1448"),
        (english.time(start, riyadh), "10:45"),
        (english.with_hour12(true).time(start, riyadh), "10:45 am"),
        (english.time(start, Tz::Europe__London), "07:45"),
        (english.when(start, riyadh), "Sunday 29 November, 10:45"),
        (english.relative(start, now, riyadh), "in 9 days"),
        (english.zone_city(riyadh), "Riyadh"),
        (english.zone_city(Tz::America__Argentina__Buenos_Aires), "Buenos Aires"),
        (english.offset(Tz::America__St_Johns, start), "UTC−3:30"),
        (arabic.day(day), "الأحد، ٢٩ نوفمبر"),
        (arabic.time(start, riyadh), "١٠:٤٥ ص"),
        (arabic.month(day), "نوفمبر ٢٠٢٦"),
        (arabic.hijri_day(day).unwrap(), "١٩ جمادى الآخرة ١٤٤٨"),
        (arabic.relative(start, now, riyadh), "بعد ٩ أيام"),
        (arabic.zone_city(riyadh), "الرياض"),
        (arabic.zone_name(riyadh), "توقيت الرياض"),
        (latin.time(start, riyadh), "10:45 ص"),
        (latin.short_date(day), "29 نوفمبر 2026"),
        (latin.weekday(day), "الأحد"),
    ];
    for (written, expected) in cases {
        assert_eq!(written.replace(['\u{a0}', '\u{202f}', '\u{200f}'], " ").trim(), expected);
    }
    assert_eq!(latin.hijri_day(day), None);
}
