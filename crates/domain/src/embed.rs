//! Our pages inside other websites: how an origin is written, and what such a website may ask of the look. Knows no HTTP.

use serde::{Deserialize, Serialize};

use crate::field::{Check, FieldCode};

/// The most websites an organisation may allow.
pub const MOST_ORIGINS: usize = 20;
/// The longest origin, in characters.
pub const LONGEST_ORIGIN: usize = 120;
/// The most pairs of metadata, and the longest name and value in characters.
pub const MOST_METADATA: (usize, usize, usize) = (20, 40, 500);

/// Light or dark, where the website around decides it rather than the reader's system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// The other way round.
    Dark,
}

impl Theme {
    /// The word in addresses and style sheets.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that word; everything else leaves it to the system.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.as_str() == text)
    }
}

/// An origin as browsers write it (RFC 6454: scheme, host, port unless it is the usual one), from what somebody typed. `https` only, except
/// on the machine itself. A path or a slash at the end is no harm; user names, stars and anything else that is no host are.
pub fn origin(typed: &str) -> Option<String> {
    let typed = typed.trim().to_ascii_lowercase();
    let (scheme, rest) = typed.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    if !local && !is_host(host) {
        return None;
    }
    let port = match port {
        None => None,
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse::<u16>().ok().filter(|port| *port > 0)?)
        }
        Some(_) => return None,
    };
    let usual = match scheme {
        "https" => 443,
        "http" if local => 80,
        _ => return None,
    };
    let origin = match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    };
    (origin.len() <= LONGEST_ORIGIN).then_some(origin)
}

/// Labels of letters, digits and hyphens between dots; what has other letters is written in its `xn--` form.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 100 && host.split('.').all(is_label) && host.contains('.')
}

/// The origins typed one per line (or between spaces and commas), each once, in their order. A fault stands at `field`.
pub fn origins(check: &mut Check, field: &str, typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | '،')).filter(|part| !part.is_empty()) {
        match origin(part) {
            Some(origin) if found.contains(&origin) => {}
            Some(origin) => found.push(origin),
            None => {
                check.fail(field, FieldCode::NotAUrl);
                return found;
            }
        }
    }
    if found.len() > MOST_ORIGINS {
        check.fail_with(field, FieldCode::TooLong, i64::try_from(MOST_ORIGINS).unwrap_or(i64::MAX));
    }
    found
}

/// A colour as `#rrggbb`, from `#rgb` or `#rrggbb` with or without the sign; nothing else may enter a style sheet.
pub fn colour(typed: &str) -> Option<String> {
    let digits = typed.trim().trim_start_matches('#').to_ascii_lowercase();
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{digits}")),
        3 => Some(std::iter::once('#').chain(digits.chars().flat_map(|digit| [digit, digit])).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (typed, written) in [
            ("https://www.Example.com", Some("https://www.example.com")),
            (" https://www.example.com/careers?x=1 ", Some("https://www.example.com")),
            ("https://example.com:443/", Some("https://example.com")),
            ("https://example.com:8443", Some("https://example.com:8443")),
            ("http://localhost:3000", Some("http://localhost:3000")),
            ("http://[::1]:3000", Some("http://[::1]:3000")),
            ("http://127.0.0.1:80", Some("http://127.0.0.1")),
            ("https://xn--mgbh0fb.example", Some("https://xn--mgbh0fb.example")),
            // Whoever is on the way could change such a page.
            ("http://example.com", None),
            ("example.com", None),
            ("https://", None),
            ("https://*.example.com", None),
            ("https://user@example.com", None),
            ("https://example.com:0", None),
            ("https://example.com:+1", None),
            ("https://example.com:99999", None),
            ("https://example..com", None),
            ("https://-example.com", None),
            ("https://example.com;script-src", None),
            ("https://exa mple.com", None),
            ("https://intranet", None),
            ("ftp://example.com", None),
            ("null", None),
        ] {
            assert_eq!(origin(typed).as_deref(), written, "{typed}");
        }
        assert_eq!(origin(&format!("https://{}.com", "a.".repeat(80))), None);
    }

    #[test]
    fn several_are_read_each_once() {
        let mut check = Check::new();
        let typed = "https://a.example\nhttps://b.example, https://A.example/";
        assert_eq!(origins(&mut check, "origins", typed), ["https://a.example", "https://b.example"]);
        assert!(check.errors().is_empty());
        let many: String = (0..21).map(|n| format!("https://a{n}.example ")).collect();
        origins(&mut check, "origins", &many);
        origins(&mut check, "origins", "https://a.example b.example");
        let codes: Vec<_> = check.errors().iter().map(|error| error.code).collect();
        assert_eq!(codes, [FieldCode::TooLong, FieldCode::NotAUrl]);
    }

    #[test]
    fn only_plain_colours_enter_a_style() {
        for (typed, read) in [
            ("#0A7", Some("#00aa77")),
            ("1a2b3c", Some("#1a2b3c")),
            ("#1a2b3c;color:red", None),
            ("red", None),
            ("#12345", None),
            ("", None),
        ] {
            assert_eq!(colour(typed).as_deref(), read, "{typed}");
        }
    }
}
