//! From what somebody typed to the folder of their calendars (RFC 6764), and what is in it. Every step may lead to another host; credentials
//! go only to related ones.

use url::Url;

use super::{
    CalDav, related, spelled,
    xml::{CALDAV, CALENDAR_SERVER, DAV, parse, responses},
};
use crate::{
    calendar::{Fault, MOST_CALENDARS, RemoteCalendar},
    hooks::{Answer, HookClient},
};

/// Redirects followed before it is called a circle.
const MOST_REDIRECTS: usize = 5;
/// Longest name of a calendar.
const LONGEST_NAME: usize = 200;

const WHO: &str = r#"<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:current-user-principal/><c:calendar-home-set/><c:calendar-user-address-set/></d:prop></d:propfind>"#;
const LIST: &str = r#"<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:resourcetype/><d:displayname/><d:current-user-privilege-set/><c:supported-calendar-component-set/><c:schedule-calendar-transp/></d:prop></d:propfind>"#;

/// Where an account's calendars are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The folder they are in.
    pub home: String,
    /// The mail addresses the server knows the account by.
    pub addresses: Vec<String>,
}

/// Finds the calendars of an account, from the address of a server or of anything on it.
pub async fn discover(client: &HookClient, address: &str, user: &str, password: &str) -> Result<Found, Fault> {
    let start = CalDav::new(client.clone(), address, user, password)?;
    let mut last = Fault::Refused { why: "no_caldav".to_owned() };
    for candidate in candidates(&start.home) {
        match start.at(&candidate).await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            // A wrong password is wrong everywhere, and servers lock accounts that try too often.
            Err(fault @ (Fault::Unauthorized | Fault::Limited { .. })) => return Err(fault),
            Err(Fault::Retry { why }) if why == "timeout" || why == "connect" => return Err(Fault::Retry { why }),
            Err(Fault::Refused { why }) if why == "refused" || why == "other_host" => {
                last = Fault::Refused { why };
            }
            Err(_) => {}
        }
    }
    Err(last)
}

/// Where to ask, the likeliest first: the place that was typed, the well-known one, the root, and where Nextcloud and Baikal keep theirs.
fn candidates(typed: &Url) -> Vec<Url> {
    let base = typed.path().trim_end_matches('/').to_owned();
    let mut paths = Vec::new();
    if !base.is_empty() {
        paths.push(typed.path().to_owned());
    }
    paths.push("/.well-known/caldav".to_owned());
    paths.push("/".to_owned());
    for folder in ["remote.php/dav/", "dav.php/"] {
        paths.push(format!("{base}/{folder}"));
    }
    let place = |path: String| {
        let mut url = typed.clone();
        url.set_path(&path);
        url.set_query(None);
        url.set_fragment(None);
        url
    };
    let mut all: Vec<Url> = paths.into_iter().map(place).collect();
    all.dedup();
    all
}

impl CalDav {
    /// What one place says of the account; nothing if it is no CalDAV.
    async fn at(&self, url: &Url) -> Result<Option<Found>, Fault> {
        let (answer, here) = self.follow(url).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let all = responses(&document);
        let Some(own) = all.first() else { return Ok(None) };
        if let Some(home) = own.href_of(CALDAV, "calendar-home-set") {
            return self.found(&here, &home, own.hrefs_of(CALDAV, "calendar-user-address-set")).map(Some);
        }
        let Some(principal) = own.href_of(DAV, "current-user-principal") else { return Ok(None) };
        let (answer, here) = self.follow(&self.other(&here, &principal)?).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let all = responses(&document);
        let Some((own, home)) = all.first().and_then(|own| Some((own, own.href_of(CALDAV, "calendar-home-set")?)))
        else {
            return Ok(None);
        };
        self.found(&here, &home, own.hrefs_of(CALDAV, "calendar-user-address-set")).map(Some)
    }

    fn found(&self, here: &Url, home: &str, addresses: Vec<String>) -> Result<Found, Fault> {
        let mut home = self.other(here, home)?;
        if !home.path().ends_with('/') {
            home.set_path(&format!("{}/", home.path()));
        }
        let addresses = addresses.iter().filter_map(|one| one.strip_prefix("mailto:")).map(str::to_lowercase).collect();
        Ok(Found { home: home.to_string(), addresses })
    }

    /// Another place that an answer names, if our credentials may go there.
    fn other(&self, here: &Url, href: &str) -> Result<Url, Fault> {
        let url = here.join(href).map_err(|_| Fault::Refused { why: "no_caldav".to_owned() })?;
        if related(&self.home, &url) { Ok(url) } else { Err(Fault::Refused { why: "other_host".to_owned() }) }
    }

    /// Asks who we are, along redirects; answers where that was.
    async fn follow(&self, url: &Url) -> Result<(Answer, Url), Fault> {
        let mut url = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.ask("PROPFIND", &url, Some("0"), &[], WHO).await?;
            match answer.status {
                207 => return Ok((answer, url)),
                301 | 302 | 303 | 307 | 308 => {
                    let to = answer.header("location").unwrap_or_default().to_owned();
                    url = self.other(&url, &to)?;
                }
                _ => return Err(Fault::of_status(&answer)),
            }
        }
        Err(Fault::Refused { why: "circle".to_owned() })
    }

    /// The calendars in the account's folder.
    pub(super) async fn list(&self) -> Result<Vec<RemoteCalendar>, Fault> {
        let answer = self.multistatus("PROPFIND", &self.home, Some("1"), LIST).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let mut found = Vec::new();
        for one in responses(&document) {
            let Ok(url) = self.other(&self.home, &one.href) else { continue };
            let is_calendar = one.has(DAV, "resourcetype", (CALDAV, "calendar"));
            let is_foreign = one.has(DAV, "resourcetype", (CALENDAR_SERVER, "subscribed"))
                || one.has(DAV, "resourcetype", (CALDAV, "schedule-inbox"))
                || one.has(DAV, "resourcetype", (CALDAV, "schedule-outbox"))
                || one.href.contains("/trashbin");
            let kinds = one.property(CALDAV, "supported-calendar-component-set");
            let has_events = kinds.is_none_or(|kinds| {
                let mut parts = kinds.descendants().filter(|part| part.attribute("name").is_some()).peekable();
                parts.peek().is_none() || parts.any(|part| part.attribute("name") == Some("VEVENT"))
            });
            if !is_calendar || is_foreign || !has_events {
                continue;
            }
            let rights = one.property(DAV, "current-user-privilege-set");
            let can_write = rights.is_none()
                || ["write", "write-content", "bind", "all"]
                    .iter()
                    .any(|right| one.has(DAV, "current-user-privilege-set", (DAV, right)));
            let path = spelled(&url);
            let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            let name = one.text_of(DAV, "displayname").unwrap_or(last);
            found.push(RemoteCalendar {
                key: url.to_string(),
                name: name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect(),
                can_write,
                is_main: can_write && !found.iter().any(|one: &RemoteCalendar| one.is_main),
                counts: !one.has(CALDAV, "schedule-calendar-transp", (CALDAV, "transparent")),
                can_meet: false,
            });
            if found.len() == MOST_CALENDARS {
                break;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn asks_where_servers_are_known_to_answer() {
        let of = |typed: &str| -> Vec<String> {
            candidates(&typed.parse().unwrap()).iter().map(|url| url.path().to_owned()).collect()
        };
        assert_eq!(of("https://caldav.icloud.com"), ["/.well-known/caldav", "/", "/remote.php/dav/", "/dav.php/"]);
        assert_eq!(
            of("https://example.com/nextcloud/?x=1"),
            ["/nextcloud/", "/.well-known/caldav", "/", "/nextcloud/remote.php/dav/", "/nextcloud/dav.php/"]
        );
    }
}
