//! Countries an organisation may be in, and how a week goes there (Unicode CLDR 45, weekData). A week start and weekend follow the
//! country; nobody sets them by hand. Knows no names: those are words of a language.

pub mod holidays;

/// A country by its ISO 3166 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Two capital letters.
    pub code: &'static str,
    /// First day of the week, 0 = Sunday.
    pub week_start: u8,
    /// Days of the weekend, 0 = Sunday, in order.
    pub weekend: &'static [u8],
}

const FRI_SAT: &[u8] = &[5, 6];
const SAT_SUN: &[u8] = &[0, 6];

const fn country(code: &'static str, week_start: u8, weekend: &'static [u8]) -> Country {
    Country { code, week_start, weekend }
}

/// The countries offered, the usual one first.
pub const OFFERED: [Country; 14] = [
    country("SA", 0, FRI_SAT),
    country("AE", 1, SAT_SUN),
    country("BH", 6, FRI_SAT),
    country("EG", 6, FRI_SAT),
    country("JO", 6, FRI_SAT),
    country("KW", 6, FRI_SAT),
    country("LB", 1, SAT_SUN),
    country("MA", 1, SAT_SUN),
    country("OM", 6, FRI_SAT),
    country("QA", 6, FRI_SAT),
    country("TN", 1, SAT_SUN),
    country("GB", 1, SAT_SUN),
    country("FR", 1, SAT_SUN),
    country("US", 0, SAT_SUN),
];

/// The country of a code; most of the world's week (from Monday, Saturday and Sunday off) for one that is not offered.
pub fn of(code: &str) -> Option<Country> {
    let offered = OFFERED.into_iter().find(|country| country.code == code);
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    offered.or_else(|| is_code.then_some(country("", 1, SAT_SUN)))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn weeks_go_as_in_the_country() {
        type Week = (u8, &'static [u8]);
        let cases: [(&str, Option<Week>); 7] = [
            ("SA", Some((0, &[5, 6]))),
            ("AE", Some((1, &[0, 6]))),
            ("EG", Some((6, &[5, 6]))),
            ("US", Some((0, &[0, 6]))),
            ("NZ", Some((1, &[0, 6]))),
            ("sa", None),
            ("KSA", None),
        ];
        for (code, week) in cases {
            assert_eq!(of(code).map(|country| (country.week_start, country.weekend)), week, "{code}");
        }
    }
}
