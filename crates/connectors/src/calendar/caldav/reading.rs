//! Reading a calendar: what changed since a sync token (RFC 6578), or everything in the wanted time; events themselves in batches. A server
//! without tokens is asked whether anything changed at all (`getctag`), and then read whole.

use std::collections::VecDeque;

use domain::time::Interval;
use url::Url;

use super::{
    CalDav, spelled,
    xml::{CALDAV, CALENDAR_SERVER, DAV, escaped, not_understood, parse, responses, sync_token},
};
use crate::calendar::{Change, Content, Cursor, Fault, Page, Round, Seen, Wanted};

/// Events fetched at once.
const BATCH: usize = 100;
/// Answers that may say "there is more" before it is called a circle.
const MOST_PARTS: usize = 1000;
/// Names of events that one look may bring, in however many answers: far more than anybody has, and far less than would fill our memory.
const MOST_NAMED: usize = 50_000;

const MARKS: &str = r#"<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:cs="http://calendarserver.org/ns/"><d:prop><d:sync-token/><cs:getctag/></d:prop></d:propfind>"#;

/// A round of reading.
#[derive(Debug)]
pub struct Reading {
    account: CalDav,
    calendar: String,
    window: Interval,
    state: State,
}

#[derive(Debug)]
enum State {
    Begins(Option<String>),
    Fetches { waiting: VecDeque<String>, gone: Vec<String>, whole: bool, cursor: Cursor },
    Ended,
}

impl Reading {
    pub(super) fn new(account: CalDav, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> Self {
        let state = State::Begins(cursor.map(str::to_owned));
        Self { account, calendar: calendar.to_owned(), window: wanted.window, state }
    }

    /// What is to be fetched.
    async fn begin(&self, cursor: Option<&str>) -> Result<State, Fault> {
        let url = self.account.calendar(&self.calendar)?;
        if let Some(token) = cursor.and_then(|cursor| cursor.strip_prefix("s:")) {
            let (waiting, gone, token) = self.account.since(&url, token).await?;
            return Ok(State::Fetches { waiting, gone, whole: false, cursor: Cursor(Some(format!("s:{token}"))) });
        }
        // The token first: what happens meanwhile comes again with the next round.
        let answer = self.account.multistatus("PROPFIND", &url, Some("0"), MARKS).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let all = responses(&document);
        let own = all.first().ok_or_else(not_understood)?;
        let tag = own.text_of(CALENDAR_SERVER, "getctag").map(|tag| format!("c:{tag}"));
        let mark = own.text_of(DAV, "sync-token").map(|token| format!("s:{token}")).or(tag);
        if mark.is_some() && mark.as_deref() == cursor {
            let nothing = VecDeque::new();
            return Ok(State::Fetches { waiting: nothing, gone: Vec::new(), whole: false, cursor: Cursor(mark) });
        }
        let waiting = self.account.within(&url, &self.window).await?;
        Ok(State::Fetches { waiting, gone: Vec::new(), whole: true, cursor: Cursor(mark) })
    }
}

impl Round for Reading {
    async fn next(&mut self) -> Result<Option<Page>, Fault> {
        if let State::Begins(cursor) = &self.state {
            self.state = self.begin(cursor.clone().as_deref()).await?;
        }
        let State::Fetches { waiting, gone, whole, cursor } = &mut self.state else { return Ok(None) };
        let url = self.account.calendar(&self.calendar)?;
        let mut changes: Vec<Change> = gone.drain(..).map(|key| Change::Gone { key }).collect();
        let batch: Vec<String> = waiting.drain(..waiting.len().min(BATCH)).collect();
        changes.extend(self.account.fetch_many(&url, &batch).await?);
        let (whole, ended) = (*whole, waiting.is_empty());
        let done = ended.then(|| cursor.clone());
        if ended {
            self.state = State::Ended;
        }
        Ok(Some(Page { changes, whole, done }))
    }
}

/// `20261201T000000Z`.
fn utc(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The text of an event's UID.
pub(super) fn uid_of(text: &str) -> Option<String> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let line = unfolded.lines().find(|line| {
        line.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("UID:") || name.eq_ignore_ascii_case("UID;"))
    })?;
    line.split_once(':').map(|(_, uid)| uid.trim().to_owned())
}

impl CalDav {
    /// What is in a calendar within some time, as addresses.
    async fn within(&self, url: &Url, window: &Interval) -> Result<VecDeque<String>, Fault> {
        let body = format!(
            r#"<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="{}" end="{}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"#,
            utc(window.start()),
            utc(window.end())
        );
        let answer = self.multistatus("REPORT", url, Some("1"), &body).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let named: VecDeque<String> =
            responses(&document).into_iter().filter(|one| is_member(url, &one.href)).map(|one| one.href).collect();
        bounded(named.len())?;
        Ok(named)
    }

    /// What changed since a token: addresses to fetch, keys that are gone, the next token.
    async fn since(&self, url: &Url, token: &str) -> Result<(VecDeque<String>, Vec<String>, String), Fault> {
        let (mut changed, mut gone, mut token) = (VecDeque::new(), Vec::new(), token.to_owned());
        for _ in 0..MOST_PARTS {
            let body = format!(
                r#"<?xml version="1.0" encoding="utf-8"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>{}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"#,
                escaped(&token)
            );
            let answer = self.ask("REPORT", url, Some("0"), &[], &body).await?;
            match answer.status {
                207 => {}
                401 | 429 | 502..=504 => return Err(Fault::of_status(&answer)),
                // Servers say that a token is no longer good in many ways, some with an error of their own.
                _ => return Err(Fault::Reread),
            }
            let body = answer.text();
            let document = parse(&body)?;
            let mut more = false;
            for one in responses(&document) {
                match one.status {
                    Some(507) => more = true,
                    Some(404 | 410) if is_member(url, &one.href) => gone.extend(key_of(url, &one.href)),
                    _ if is_member(url, &one.href) => changed.push_back(one.href),
                    _ => {}
                }
            }
            bounded(changed.len() + gone.len())?;
            let next = sync_token(&document).ok_or(Fault::Reread)?;
            if !more {
                return Ok((changed, gone, next));
            }
            token = next;
        }
        Err(Fault::Reread)
    }

    /// Events with their text.
    async fn fetch_many(&self, url: &Url, hrefs: &[String]) -> Result<Vec<Change>, Fault> {
        if hrefs.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: String = hrefs.iter().map(|href| format!("<d:href>{}</d:href>", escaped(href))).collect();
        let body = format!(
            r#"<?xml version="1.0" encoding="utf-8"?><c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/><c:calendar-data/></d:prop>{wanted}</c:calendar-multiget>"#
        );
        let answer = self.multistatus("REPORT", url, Some("1"), &body).await?;
        let body = answer.text();
        let document = parse(&body)?;
        let mut changes = Vec::with_capacity(hrefs.len());
        for one in responses(&document) {
            let Some(key) = key_of(url, &one.href) else { continue };
            match (one.text_of(CALDAV, "calendar-data"), one.status) {
                (Some(text), _) => {
                    let etag = one.text_of(DAV, "getetag");
                    changes.push(Change::Changed(Seen { key, etag, uid: uid_of(&text), content: Content::Ics(text) }));
                }
                // Deleted since it was named.
                (None, Some(404 | 410)) => changes.push(Change::Gone { key }),
                (None, _) => return Err(not_understood()),
            }
        }
        // What was asked for and not answered is not known: it must not pass for free.
        if changes.len() < hrefs.len() {
            return Err(not_understood());
        }
        Ok(changes)
    }
}

fn bounded(named: usize) -> Result<(), Fault> {
    if named <= MOST_NAMED { Ok(()) } else { Err(Fault::Retry { why: "too_many".to_owned() }) }
}

/// What we call the thing at an address in an answer.
pub(super) fn key_of(url: &Url, href: &str) -> Option<String> {
    Some(spelled(&url.join(href).ok()?))
}

/// Whether it is in the calendar; some servers name the calendar itself.
fn is_member(url: &Url, href: &str) -> bool {
    key_of(url, href).is_some_and(|key| key.trim_end_matches('/') != spelled(url).trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_are_found_folded_and_in_any_case() {
        for (text, uid) in [
            ("BEGIN:VEVENT\r\nUID:a@b\r\n", Some("a@b")),
            ("BEGIN:VEVENT\nuid;X=1:a@\n b\n", Some("a@b")),
            ("BEGIN:VEVENT\nSUMMARY:UID:no\n", None),
        ] {
            assert_eq!(uid_of(text).as_deref(), uid);
        }
    }
}
