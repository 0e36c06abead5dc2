//! The ICU4X formatters behind `Dates`, built once per language, numbering system and clock.

use std::sync::LazyLock;

use icu_calendar::Gregorian;
use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri;
use icu_datetime::fieldsets::zone::ExemplarCity;
use icu_datetime::fieldsets::{E, M, MD, MDE, T, YM, YMD, YMDE};
use icu_datetime::{
    DateTimeFormatterLoadError, DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter,
};
use icu_locale_core::Locale;
use icu_time::zone::IanaParser;

use crate::words::{Digits, Lang};

/// The calendar of Saudi Arabia.
pub type UmmAlQura = Hijri<hijri::UmmAlQura>;

type Solar<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;
type Lunar<F> = FixedCalendarDateTimeFormatter<UmmAlQura, F>;

/// One formatter per way of writing a date.
pub struct Formatters {
    pub day: Solar<MDE>,
    pub day_with_year: Solar<YMDE>,
    pub short_day: Solar<MDE>,
    pub date: Solar<YMD>,
    pub short_date: Solar<YMD>,
    pub day_and_month: Solar<MD>,
    pub month: Solar<YM>,
    pub weekday: Solar<E>,
    pub short_weekday: Solar<E>,
    pub hijri_day: Lunar<MD>,
    pub hijri_month: Lunar<M>,
    pub time: NoCalendarFormatter<T>,
    city: NoCalendarFormatter<ExemplarCity>,
}

impl Formatters {
    /// The formatters for a way of writing; `None` only if the data compiled into the program does not hold them.
    pub fn get(lang: Lang, digits: Digits, hour12: bool) -> Option<&'static Formatters> {
        type Slot = LazyLock<Option<Formatters>>;
        static ENGLISH: Slot = LazyLock::new(|| load(Lang::En, Digits::Latn, false));
        static ENGLISH_12: Slot = LazyLock::new(|| load(Lang::En, Digits::Latn, true));
        static ARABIC: Slot = LazyLock::new(|| load(Lang::Ar, Digits::Latn, false));
        static ARABIC_12: Slot = LazyLock::new(|| load(Lang::Ar, Digits::Latn, true));
        static ARABIC_DIGITS: Slot = LazyLock::new(|| load(Lang::Ar, Digits::Arab, false));
        static ARABIC_DIGITS_12: Slot = LazyLock::new(|| load(Lang::Ar, Digits::Arab, true));
        let slot = match (lang, digits, hour12) {
            (Lang::En, _, false) => &ENGLISH,
            (Lang::En, _, true) => &ENGLISH_12,
            (Lang::Ar, Digits::Latn, false) => &ARABIC,
            (Lang::Ar, Digits::Latn, true) => &ARABIC_12,
            (Lang::Ar, Digits::Arab, false) => &ARABIC_DIGITS,
            (Lang::Ar, Digits::Arab, true) => &ARABIC_DIGITS_12,
        };
        slot.as_ref()
    }

    /// The exemplar city of an IANA zone.
    pub fn city(&self, zone: &str) -> String {
        self.city.format(&IanaParser::new().parse(zone).without_offset()).to_string()
    }
}

fn load(lang: Lang, digits: Digits, hour12: bool) -> Option<Formatters> {
    build(lang, digits, hour12)
        .inspect_err(|error| tracing::error!(lang = lang.code(), error, "no date formats for this language"))
        .ok()
}

fn build(lang: Lang, digits: Digits, hour12: bool) -> Result<Formatters, String> {
    let tag = match lang {
        // British English: day before month, no comma after the weekday.
        Lang::En => "en-GB",
        Lang::Ar => "ar-SA",
    };
    let tag = format!("{tag}-u-hc-{}-nu-{}", if hour12 { "h12" } else { "h23" }, digits.code());
    let locale = Locale::try_from_str(&tag).map_err(|error| error.to_string())?;
    of(lang, DateTimeFormatterPreferences::from(&locale)).map_err(|error| error.to_string())
}

fn of(lang: Lang, prefs: DateTimeFormatterPreferences) -> Result<Formatters, DateTimeFormatterLoadError> {
    // Arabic has no short names of months: its medium length is all digits, which two readers read in two orders.
    let (short_date, day_and_month) = match lang {
        Lang::En => (YMD::medium(), MD::medium()),
        Lang::Ar => (YMD::long(), MD::long()),
    };
    Ok(Formatters {
        day: Solar::try_new(prefs, MDE::long())?,
        day_with_year: Solar::try_new(prefs, YMDE::long())?,
        short_day: Solar::try_new(prefs, if lang == Lang::En { MDE::medium() } else { MDE::long() })?,
        date: Solar::try_new(prefs, YMD::long())?,
        short_date: Solar::try_new(prefs, short_date)?,
        day_and_month: Solar::try_new(prefs, day_and_month)?,
        month: Solar::try_new(prefs, YM::long())?,
        weekday: Solar::try_new(prefs, E::long())?,
        short_weekday: Solar::try_new(prefs, E::medium())?,
        hijri_day: Lunar::try_new(prefs, MD::long())?,
        hijri_month: Lunar::try_new(prefs, M::long())?,
        time: NoCalendarFormatter::try_new(prefs, T::hm())?,
        city: NoCalendarFormatter::try_new(prefs, ExemplarCity)?,
    })
}
