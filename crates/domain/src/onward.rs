//! Where whoever booked may go on to: addresses on hosts an organisation named beforehand, so that no link of ours leads to places
//! nobody answers for. Opens nothing.

/// The most hosts an organisation names.
pub const MOST_HOSTS: usize = 50;

/// The longest address.
const LONGEST: usize = 2000;

/// A host as it is kept: lower case, with a dot, nothing but letters, digits, dots and hyphens.
pub fn host(text: &str) -> Option<String> {
    let host = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_name = host.contains('.') && host.len() <= 253 && host.split('.').all(label);
    // Numbers alone would be an address of a machine, which may stand in somebody's own network.
    let is_number = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    (is_name && !is_number).then_some(host)
}

/// The host of an `https` address; `None` for whatever browsers could read differently (a user, a port, a backslash, a space).
pub fn host_of(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let is_plain =
        address.len() <= LONGEST && !address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\');
    if !is_plain {
        return None;
    }
    host(rest.get(..end)?)
}

/// Whether an address may be offered: its host is one of those named, to the letter.
pub fn is_allowed(address: &str, hosts: &[String]) -> bool {
    host_of(address).is_some_and(|host| hosts.contains(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_hosts_are_led_to() {
        let hosts = ["takeone.example".to_owned(), "www.takeone.example".to_owned()];
        for (address, allowed) in [
            ("https://takeone.example", true),
            ("https://takeone.example/thanks?from=callboard#top", true),
            ("https://WWW.TakeOne.example/", true),
            ("https://takeone.example./", true),
            ("http://takeone.example/", false),
            ("https://takeone.example.evil.example/", false),
            ("https://evil.example/?https://takeone.example", false),
            ("https://shop.takeone.example/", false),
            ("https://takeone.example@evil.example/", false),
            ("https://evil.example\\@takeone.example/", false),
            ("https://takeone.example\\.evil.example/", false),
            ("https://takeone.example:444/", false),
            ("https://takeone.example/a b", false),
            ("javascript:alert(1)", false),
            ("//takeone.example", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(address, &hosts), allowed, "{address}");
        }
    }

    #[test]
    fn hosts_are_names() {
        for (typed, kept) in [
            (" TakeOne.example ", Some("takeone.example")),
            ("xn--mgbh0fb.xn--kgbechtv", Some("xn--mgbh0fb.xn--kgbechtv")),
            ("localhost", None),
            ("10.0.0.1", None),
            ("a..b", None),
            ("-a.example", None),
            ("https://a.example", None),
            ("a.example/path", None),
            ("*.a.example", None),
            ("", None),
        ] {
            assert_eq!(host(typed).as_deref(), kept, "{typed}");
        }
    }
}
