//! Calendars on servers that speak CalDAV (RFC 4791, 6578): Apple, Nextcloud, Radicale, Fastmail and their kin, by user name and app password.
//! Requests and what answers mean; finding the calendars is in `discovery`, reading in `reading`, writing in `writing`. Knows no event's meaning.

mod discovery;
mod reading;
mod writing;
mod xml;

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
pub use discovery::{Found, discover};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
pub use reading::Reading;
use url::Url;

use super::{Draft, Fault, Provider, Remote, RemoteCalendar, Seen, Wanted};
use crate::hooks::{Answer, Call, HookClient};

/// Most bytes of one answer.
const MOST_BYTES: usize = 20 * 1024 * 1024;

/// What stands in a path as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'@')
    .remove(b':')
    .remove(b'+')
    .remove(b',')
    .remove(b'=');

/// An account on a server.
#[derive(Clone)]
pub struct CalDav {
    client: HookClient,
    /// The folder its calendars are in.
    home: Url,
    user: String,
    password: String,
}

impl fmt::Debug for CalDav {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CalDav").field("host", &self.home.host_str()).finish_non_exhaustive()
    }
}

impl CalDav {
    /// The account whose calendars are below `home`, as [`discover`] found it.
    pub fn new(client: HookClient, home: &str, user: &str, password: &str) -> Result<Self, Fault> {
        let home = client.check(home).map_err(|_| Fault::Refused { why: "refused".to_owned() })?;
        Ok(Self { client, home, user: user.to_owned(), password: password.to_owned() })
    }

    /// One request.
    async fn ask(
        &self,
        method: &str,
        url: &Url,
        depth: Option<&str>,
        further: &[(&str, String)],
        body: &str,
    ) -> Result<Answer, Fault> {
        let mut headers = vec![("authorization", basic(&self.user, &self.password))];
        headers.extend(depth.map(|depth| ("depth", depth.to_owned())));
        if further.iter().all(|(name, _)| *name != "content-type") && !body.is_empty() {
            headers.push(("content-type", "application/xml; charset=utf-8".to_owned()));
        }
        headers.extend(further.iter().map(|(name, value)| (*name, value.clone())));
        let call = Call { method, url: url.as_str(), headers: &headers, body, most: MOST_BYTES };
        Ok(self.client.send(call).await?)
    }

    /// A request that must be answered with many statuses.
    async fn multistatus(&self, method: &str, url: &Url, depth: Option<&str>, body: &str) -> Result<Answer, Fault> {
        let answer = self.ask(method, url, depth, &[], body).await?;
        if answer.status == 207 { Ok(answer) } else { Err(Fault::of_status(&answer)) }
    }

    /// A calendar's own address. Its host was checked when it was found.
    fn calendar(&self, key: &str) -> Result<Url, Fault> {
        let url = self.home.join(key).map_err(|_| Fault::Gone)?;
        if related(&self.home, &url) { Ok(url) } else { Err(Fault::Refused { why: "other_host".to_owned() }) }
    }

    /// The address of what stands in a calendar.
    fn member(&self, calendar: &str, key: &str) -> Result<Url, Fault> {
        let mut url = self.calendar(calendar)?;
        url.set_path(key);
        Ok(url)
    }
}

/// `Basic ...`.
fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// A path in the one spelling we know things by: servers escape it as they like, differently from answer to answer.
fn spelled(url: &Url) -> String {
    let plain = percent_decode_str(url.path()).decode_utf8_lossy();
    utf8_percent_encode(&plain, PLAIN).to_string()
}

/// Whether credentials for one address may go to the other: the same server, one below it, or one of a provider that is known to spread its
/// accounts over many.
fn related(from: &Url, to: &Url) -> bool {
    let (Some(a), Some(b)) = (from.host_str(), to.host_str()) else { return false };
    if from.scheme() == "https" && to.scheme() != "https" {
        return false;
    }
    if a == b {
        return from.port_or_known_default() == to.port_or_known_default() || to.port().is_none();
    }
    let within = |inner: &str, outer: &str| {
        outer.contains('.') && inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'))
    };
    let spread = ["icloud.com", "fastmail.com", "messagingengine.com"];
    within(b, a) || within(a, b) || spread.iter().any(|known| within(a, known) && within(b, known))
}

impl Provider for CalDav {
    type Round = Reading;

    async fn calendars(&self) -> Result<Vec<RemoteCalendar>, Fault> {
        self.list().await
    }

    fn read(&self, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> Reading {
        Reading::new(self.clone(), calendar, cursor, wanted)
    }

    async fn get(&self, calendar: &str, key: &str, _: &Wanted) -> Result<Option<Seen>, Fault> {
        self.fetch(calendar, key).await
    }

    async fn put(&self, calendar: &str, at: Option<&Remote>, draft: &Draft) -> Result<Remote, Fault> {
        match at {
            Some(at) => self.change(calendar, at, draft).await,
            None => self.create(calendar, draft).await,
        }
    }

    async fn delete(&self, calendar: &str, at: &Remote) -> Result<(), Fault> {
        self.remove(calendar, &at.key).await
    }

    // No `watch` and `stop`: CalDAV itself has no push. No `revoke`: app passwords are revoked by their owner, at the provider.
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn credentials_stay_with_the_server_they_are_for() {
        for (from, to, may) in [
            ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com/1/calendars/", true),
            ("https://example.com/", "https://dav.example.com/", true),
            ("https://www.example.com/", "https://example.com/", true),
            ("https://example.com/", "https://example.com:8443/", false),
            ("https://example.com/", "http://example.com/", false),
            ("https://example.co.uk/", "https://evil.co.uk/", false),
            ("https://example.com/", "https://badexample.com/", false),
            ("https://caldav.icloud.com/", "https://icloud.com.evil.example/", false),
            ("https://caldav.fastmail.com/", "https://caldav.messagingengine.com/", false),
            ("http://127.0.0.1:5232/", "http://127.0.0.1:5232/alice/", true),
            ("http://127.0.0.1:5232/", "http://127.0.0.1:5233/alice/", false),
        ] {
            assert_eq!(related(&from.parse().unwrap(), &to.parse().unwrap()), may, "{from} -> {to}");
        }
    }

    #[test]
    fn one_spelling_of_a_path() {
        for path in ["/al%69ce/caf%c3%a9%20x.ics", "/alice/caf%C3%A9%20x.ics", "/alice/café x.ics"] {
            let url = Url::parse("https://example.com").unwrap().join(path).unwrap();
            assert_eq!(spelled(&url), "/alice/caf%C3%A9%20x.ics");
        }
    }
}
