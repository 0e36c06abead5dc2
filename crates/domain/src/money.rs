//! Prices as they are kept (in the currency's smallest unit), typed and shown. Callboard shows them; it charges nobody.

/// Currencies that are offered first; any other of ISO 4217 may be typed.
pub const OFFERED: [&str; 8] = ["SAR", "AED", "KWD", "BHD", "QAR", "OMR", "EGP", "USD"];

/// How many decimals a currency has (ISO 4217).
pub fn decimals(currency: &str) -> usize {
    match currency {
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" => 0,
        _ => 2,
    }
}

fn unit(currency: &str) -> i64 {
    10_i64.pow(u32::try_from(decimals(currency)).unwrap_or(0))
}

/// The amount alone, as it is typed: whole units without decimals.
pub fn amount(minor: i64, currency: &str) -> String {
    let (units, rest, decimals) = (minor / unit(currency), minor % unit(currency), decimals(currency));
    if rest == 0 { units.to_string() } else { format!("{units}.{rest:0decimals$}") }
}

/// An amount with its currency.
pub fn shown(minor: i64, currency: &str) -> String {
    format!("{} {currency}", amount(minor, currency))
}

/// A typed amount in the smallest unit; `None` where it is no amount or has more decimals than the currency. Latin and Arabic digits.
pub fn read(typed: &str, currency: &str) -> Option<i64> {
    let typed: String = crate::event_location::tidy_phone(typed).replace('٫', ".").replace(['٬', ','], "");
    let (units, rest) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if units.is_empty() || units.len() > 9 || !digits(units) || !digits(rest) || rest.len() > decimals(currency) {
        return None;
    }
    let places = decimals(currency);
    let rest: i64 = format!("{rest:0<places$}").parse().ok().or(Some(0).filter(|_| places == 0))?;
    units.parse::<i64>().ok()?.checked_mul(unit(currency))?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_their_currencys_decimals() {
        for (minor, currency, text) in [
            (15_000, "SAR", "150 SAR"),
            (15_050, "SAR", "150.50 SAR"),
            (1_500, "KWD", "1.500 KWD"),
            (500, "JPY", "500 JPY"),
            (0, "SAR", "0 SAR"),
        ] {
            assert_eq!(shown(minor, currency), text);
            assert_eq!(read(&amount(minor, currency), currency), Some(minor), "{text}");
        }
    }

    #[test]
    fn amounts_are_typed_in_either_digits() {
        for (typed, currency, minor) in [
            ("150", "SAR", Some(15_000)),
            ("150.5", "SAR", Some(15_050)),
            ("١٥٠٫٥٠", "SAR", Some(15_050)),
            ("1,500", "SAR", Some(150_000)),
            ("0", "SAR", Some(0)),
            ("1.2345", "SAR", None),
            ("1.234", "KWD", Some(1_234)),
            ("1.5", "JPY", None),
            ("7", "JPY", Some(7)),
            ("-5", "SAR", None),
            ("free", "SAR", None),
            ("", "SAR", None),
            (".5", "SAR", None),
            ("9999999999", "SAR", None),
        ] {
            assert_eq!(read(typed, currency), minor, "{typed} {currency}");
        }
    }
}
