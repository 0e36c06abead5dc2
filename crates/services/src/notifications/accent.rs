//! The organisation's accent as mails show it: a colour written out, because mail clients know no `oklch`. Knows no letter.

/// Lightness and chroma of the accent on paper, as in `style/tokens.css`: dark enough for white words.
const LIGHTNESS: f64 = 0.43;
const CHROMA: f64 = 0.12;
/// The product's own hue.
const OWN: i16 = 160;

/// `#rrggbb` of a hue, the product's where there is none.
pub(super) fn accent(hue: Option<i16>) -> String {
    let angle = f64::from(hue.unwrap_or(OWN)).to_radians();
    // Not every hue reaches the chroma on a screen: then the strongest that does.
    let steps = (0..=12).rev().map(|step| CHROMA * f64::from(step) / 12.0);
    let found = steps.map(|chroma| linear(LIGHTNESS, chroma * angle.cos(), chroma * angle.sin()));
    let shown = found.into_iter().find(|rgb| rgb.iter().all(|part| (0.0..=1.0).contains(part)));
    let [r, g, b] = shown.unwrap_or([0.0; 3]).map(byte);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Oklab to linear sRGB (Ottosson's matrices).
fn linear(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let cone = |x: f64, y: f64| (lightness + x * a + y * b).powi(3);
    let l = cone(0.396_337_777_4, 0.215_803_757_3);
    let m = cone(-0.105_561_345_8, -0.063_854_172_8);
    let s = cone(-0.089_484_177_5, -1.291_485_548_0);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// A linear part as the byte a screen is sent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn byte(part: f64) -> u8 {
    let encoded = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
    (encoded.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of white on a colour (WCAG 2).
    fn contrast(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or_default()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05)
    }

    #[test]
    fn every_hue_is_a_colour_white_can_be_read_on() {
        let mut seen = std::collections::BTreeSet::new();
        for hue in 0..360 {
            let colour = accent(Some(hue));
            assert!(colour.len() == 7 && contrast(&colour) >= 4.5, "{hue}: {colour}");
            seen.insert(colour);
        }
        assert!(seen.len() > 100, "hues differ");
        assert_eq!(accent(None), accent(Some(160)));
    }
}
