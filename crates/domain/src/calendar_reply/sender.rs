//! Whether a mail server vouches for who wrote a mail: `Authentication-Results` (RFC 8601) of one server, aligned with the sender's address as
//! DMARC does it (RFC 7489). What any other server, or the sender, wrote there counts for nothing. Knows no cryptography: it believes one name.

/// Whether the newest of `headers` that `server` wrote says that the mail is from `sender`'s domain. `headers` in the order of the mail, the
/// newest first: a server writes its own above everything that came in, and a forger can only write below.
pub fn is_vouched(headers: &[String], server: &str, sender: &str) -> bool {
    let Some((_, domain)) = sender.rsplit_once('@') else { return false };
    let domain = domain.trim().to_ascii_lowercase();
    let server = server.trim();
    if server.is_empty() || domain.is_empty() {
        return false;
    }
    let own = headers.iter().map(|header| Results::read(header)).find(|one| one.server.eq_ignore_ascii_case(server));
    own.is_some_and(|results| results.vouch_for(&domain))
}

/// One header, taken apart.
struct Results {
    server: String,
    checks: Vec<Check>,
}

/// One method with what it found.
struct Check {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

impl Results {
    fn read(text: &str) -> Self {
        let plain = without_comments(text);
        let mut parts = plain.split(';');
        // A version may stand after the name.
        let server = parts.next().unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned();
        Self { server, checks: parts.filter_map(Check::read).collect() }
    }

    fn vouch_for(&self, domain: &str) -> bool {
        // A policy of the domain's own that failed outweighs whatever else passed.
        let refused = self.checks.iter().any(|check| check.method == "dmarc" && check.result == "fail");
        !refused && self.checks.iter().any(|check| check.result == "pass" && check.speaks_of(domain))
    }
}

impl Check {
    fn read(part: &str) -> Option<Self> {
        let mut pairs = part.split_whitespace().filter_map(|word| word.split_once('='));
        let (method, result) = pairs.next()?;
        let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let properties = pairs
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_matches('"').to_ascii_lowercase()))
            .collect();
        Some(Self { method, result: result.to_ascii_lowercase(), properties })
    }

    /// Whether it is about the sender's domain, or one above it.
    fn speaks_of(&self, domain: &str) -> bool {
        let names: &[&str] = match self.method.as_str() {
            "dmarc" => &["header.from"],
            "dkim" => &["header.d", "header.i"],
            "spf" => &["smtp.mailfrom"],
            _ => return false,
        };
        let of = |value: &str| {
            let found = value.rsplit_once('@').map_or(value, |(_, found)| found);
            let above = found.contains('.') && domain.strip_suffix(found).is_some_and(|rest| rest.ends_with('.'));
            domain == found || above
        };
        self.properties.iter().any(|(name, value)| names.contains(&name.as_str()) && of(value))
    }
}

/// The text without what stands in brackets, which nests, on one line, with equals signs close. Quoted text becomes one word: nothing in it is
/// a part of the whole.
fn without_comments(text: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0_usize, false, false);
    for c in text.chars() {
        if escaped {
            escaped = false;
        } else {
            match c {
                '\\' => {
                    escaped = true;
                    continue;
                }
                '"' if depth == 0 => quoted = !quoted,
                '(' if !quoted => depth += 1,
                ')' if !quoted && depth > 0 => {
                    depth -= 1;
                    out.push(' ');
                    continue;
                }
                _ => {}
            }
        }
        if depth == 0 {
            out.push(match c {
                ' ' | '\t' | '=' | ';' | '\r' | '\n' if quoted => '_',
                c if c.is_whitespace() => ' ',
                c => c,
            });
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ").replace(" =", "=").replace("= ", "=")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether these headers, newest first, vouch for noura@mail.example.org.
    fn vouch(headers: &[&str]) -> bool {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        is_vouched(&headers, "mx.office.example", "noura@mail.example.org")
    }

    #[test]
    fn only_what_passed_for_the_senders_domain_vouches() {
        for (header, expected) in [
            // As Gmail, Microsoft and Postfix with OpenDKIM write it.
            (
                "mx.office.example;\r\n dkim=pass header.i=@mail.example.org header.s=s1 header.b=abc;\r\n spf=pass (mx.office.example: domain of noura@mail.example.org designates 192.0.2.7 as permitted sender) smtp.mailfrom=noura@mail.example.org;\r\n dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=mail.example.org",
                true,
            ),
            ("mx.office.example 1; dkim=pass header.d=example.org", true),
            ("mx.office.example; dkim = pass (2048-bit key; unprotected) header.d=mail.example.org", true),
            ("MX.Office.Example; DMARC=PASS header.from=MAIL.example.org", true),
            ("mx.office.example; spf=pass smtp.mailfrom=bounce@mail.example.org", true),
            ("mx.office.example; spf=fail smtp.mailfrom=x@evil.example; dkim=pass header.d=mail.example.org", true),
            ("mx.office.example; dkim/1=pass header.d=mail.example.org", true),
            ("mx.office.example; none", false),
            ("mx.office.example", false),
            ("", false),
            ("mx.office.example; dkim=pass header.d=evil.example", false),
            ("mx.office.example; dkim=pass header.d=org", false),
            ("mx.office.example; dkim=pass header.d=notmail.example.org", false),
            ("mx.office.example; dkim=pass header.d=sub.mail.example.org", false),
            ("mx.office.example; dkim=fail header.d=mail.example.org", false),
            ("mx.office.example; dkim=pass", false),
            ("mx.office.example; dmarc=fail header.from=mail.example.org; dkim=pass header.d=example.org", false),
            ("mx.office.example; auth=pass smtp.auth=mail.example.org", false),
            // Somebody else's word, or the sender's own in a comment or in quotes.
            ("mx.evil.example; dmarc=pass header.from=mail.example.org", false),
            ("mx.office.example; spf=fail (dkim=pass header.d=mail.example.org) smtp.mailfrom=x@evil.example", false),
            ("mx.office.example; spf=fail reason=\"; dkim=pass header.d=mail.example.org\" smtp.mailfrom=evil", false),
            (
                "mx.office.example; spf=pass reason=\"x smtp.mailfrom=mail.example.org\" smtp.mailfrom=evil.example",
                false,
            ),
            ("mx.office.example.evil.example; dmarc=pass header.from=mail.example.org", false),
        ] {
            assert_eq!(vouch(&[header]), expected, "{header}");
        }
    }

    #[test]
    fn of_several_the_servers_newest_is_believed() {
        let (good, bad) = (
            "mx.office.example; dmarc=pass header.from=mail.example.org",
            "mx.office.example; dmarc=fail header.from=x",
        );
        assert!(vouch(&["mx.other.example; none", good]));
        assert!(vouch(&[good, bad]));
        assert!(!vouch(&[bad, good]), "a forger's stands below");
        assert!(!vouch(&[]));
        assert!(!is_vouched(&[good.to_owned()], "", "noura@mail.example.org"));
        assert!(!is_vouched(&[good.to_owned()], "mx.office.example", "nobody"));
    }
}
