//! Writing an event: made under a name that follows from its UID, so that a second attempt meets the first; changed only if it still is the
//! version we know; what its owner added to it (alarms, colours) stays. Never `If-Match: *`: servers disagree about it.

use std::collections::BTreeSet;

use url::Url;

use super::{
    CalDav,
    reading::{key_of, uid_of},
    spelled,
    xml::{CALDAV, escaped, parse, responses},
};
use crate::{
    calendar::{Content, Draft, Fault, Remote, Seen},
    hooks::Answer,
};

/// How often a race with another writer is run again.
const ATTEMPTS: usize = 3;

/// What stands at an address.
struct Stored {
    etag: Option<String>,
    text: String,
}

/// The name of an event's file.
fn name_of(uid: &str) -> String {
    let plain: String = uid.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(150).collect();
    format!("{plain}.ics")
}

impl CalDav {
    async fn stored(&self, url: &Url) -> Result<Option<Stored>, Fault> {
        let answer = self.ask("GET", url, None, &[], "").await?;
        match answer.status {
            200 => {
                let etag = answer.header("etag").map(str::to_owned);
                Ok(Some(Stored { etag, text: answer.text().into_owned() }))
            }
            404 | 410 => Ok(None),
            _ => Err(Fault::of_status(&answer)),
        }
    }

    async fn store(&self, url: &Url, (name, value): (&str, &str), text: &str) -> Result<Answer, Fault> {
        let kind = ("content-type", "text/calendar; charset=utf-8".to_owned());
        self.ask("PUT", url, None, &[kind, (name, value.to_owned())], text).await
    }

    /// The event at an address as it is known after it was written. Servers that keep other bytes than were sent do not say their version.
    async fn written(&self, url: &Url, answer: &Answer) -> Result<Remote, Fault> {
        let etag = match answer.header("etag") {
            Some(etag) => Some(etag.to_owned()),
            None => self.stored(url).await?.and_then(|stored| stored.etag),
        };
        Ok(Remote { key: spelled(url), etag, meeting_url: None, meeting_pending: false })
    }

    /// One event.
    pub(super) async fn fetch(&self, calendar: &str, key: &str) -> Result<Option<Seen>, Fault> {
        let url = self.member(calendar, key)?;
        Ok(self.stored(&url).await?.map(|stored| Seen {
            key: key.to_owned(),
            etag: stored.etag,
            uid: uid_of(&stored.text),
            content: Content::Ics(stored.text),
        }))
    }

    /// Where an event of that UID stands in the calendar, under whatever name.
    async fn find(&self, url: &Url, uid: &str) -> Result<Option<Url>, Fault> {
        let body = format!(
            r#"<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:prop-filter name="UID"><c:text-match collation="i;octet">{}</c:text-match></c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"#,
            escaped(uid)
        );
        let answer = match self.multistatus("REPORT", url, Some("1"), &body).await {
            Ok(answer) => answer,
            // A server that cannot search by UID will say so when it finds one twice.
            Err(Fault::Refused { .. } | Fault::Conflict) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let body = answer.text();
        let document = parse(&body)?;
        for one in responses(&document) {
            let text = one.text_of(CALDAV, "calendar-data").unwrap_or_default();
            if uid_of(&text).as_deref() == Some(uid)
                && let Some(key) = key_of(url, &one.href)
            {
                let mut found = url.clone();
                found.set_path(&key);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Makes an event, or takes over the one that is there by its name or UID.
    pub(super) async fn create(&self, calendar: &str, draft: &Draft) -> Result<Remote, Fault> {
        let folder = self.calendar(calendar)?;
        // Some servers keep a second copy of a UID without a word.
        if let Some(found) = self.find(&folder, &draft.uid).await? {
            return self.take_over(&found, draft).await;
        }
        let mut url = folder.clone();
        url.set_path(&format!("{}/{}", spelled(&folder).trim_end_matches('/'), name_of(&draft.uid)));
        let answer = self.store(&url, ("if-none-match", "*"), &draft.ics).await?;
        match answer.status {
            200 | 201 | 204 => self.written(&url, &answer).await,
            403 | 409 | 412 => {
                if self.stored(&url).await?.is_some() {
                    return self.take_over(&url, draft).await;
                }
                let fault = if answer.status == 403 {
                    Fault::of_status(&answer)
                } else {
                    // The UID stands in another calendar of the account.
                    Fault::Refused { why: "uid_conflict".to_owned() }
                };
                Err(fault)
            }
            507 => Err(Fault::Refused { why: "quota".to_owned() }),
            _ => Err(Fault::of_status(&answer)),
        }
    }

    /// Writes over what is there, whatever its version.
    async fn take_over(&self, url: &Url, draft: &Draft) -> Result<Remote, Fault> {
        for _ in 0..ATTEMPTS {
            let Some(stored) = self.stored(url).await? else { return Err(Fault::Gone) };
            match self.replace(url, &stored, draft).await {
                Err(Fault::Conflict) => {}
                other => return other,
            }
        }
        Err(Fault::Conflict)
    }

    /// Changes the event if it is the version we know.
    pub(super) async fn change(&self, calendar: &str, at: &Remote, draft: &Draft) -> Result<Remote, Fault> {
        let url = self.member(calendar, &at.key)?;
        let Some(stored) = self.stored(&url).await? else { return Err(Fault::Gone) };
        if at.etag.is_some() && stored.etag != at.etag {
            return Err(Fault::Conflict);
        }
        self.replace(&url, &stored, draft).await
    }

    async fn replace(&self, url: &Url, stored: &Stored, draft: &Draft) -> Result<Remote, Fault> {
        // A server that tells no version cannot be asked to mind it.
        let etag = stored.etag.as_deref().ok_or_else(|| Fault::Refused { why: "no_etag".to_owned() })?;
        let answer = self.store(url, ("if-match", etag), &with_additions(&draft.ics, &stored.text)).await?;
        match answer.status {
            200 | 201 | 204 => self.written(url, &answer).await,
            404 | 410 => Err(Fault::Gone),
            507 => Err(Fault::Refused { why: "quota".to_owned() }),
            _ => Err(Fault::of_status(&answer)),
        }
    }

    /// Deletes an event; nobody is told of it by the server.
    pub(super) async fn remove(&self, calendar: &str, key: &str) -> Result<(), Fault> {
        let url = self.member(calendar, key)?;
        let answer = self.ask("DELETE", &url, None, &[("schedule-reply", "F".to_owned())], "").await?;
        match answer.status {
            200 | 202 | 204 | 404 | 410 => Ok(()),
            _ => Err(Fault::of_status(&answer)),
        }
    }
}

/// `ours` with what the event there holds that we never write: alarms, categories, a colour.
fn with_additions(ours: &str, theirs: &str) -> String {
    let written: BTreeSet<String> = ours.lines().filter_map(name).collect();
    // What tells when it is: ours alone counts.
    let never = ["RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", "ATTENDEE", "ORGANIZER", "METHOD"];
    let (mut kept, mut depth, mut inside, mut keeps) = (String::new(), 0_usize, false, false);
    for line in theirs.lines() {
        let upper = line.trim_end().to_ascii_uppercase();
        if !inside {
            inside = upper == "BEGIN:VEVENT";
            continue;
        }
        if line.starts_with([' ', '\t']) {
            // Goes with the line before it.
        } else if upper.starts_with("BEGIN:") {
            depth += 1;
            keeps = true;
        } else if upper == "END:VEVENT" && depth == 0 {
            break;
        } else if depth == 0 {
            keeps = name(line).is_some_and(|name| !written.contains(&name) && !never.contains(&name.as_str()));
        }
        if keeps {
            kept.push_str(line.trim_end_matches('\r'));
            kept.push_str("\r\n");
        }
        if upper.starts_with("END:") {
            depth = depth.saturating_sub(1);
        }
    }
    ours.replacen("END:VEVENT\r\n", &format!("{kept}END:VEVENT\r\n"), 1)
}

/// A content line's name; nothing for what continues the line before.
fn name(line: &str) -> Option<String> {
    if line.starts_with([' ', '\t']) {
        return None;
    }
    let end = line.find([':', ';'])?;
    line.get(..end).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_owner_added_stays() {
        let ours =
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:2\r\nSUMMARY:New\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let theirs = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nDTSTART:1\nSUMMARY:Old\n  folded\nRRULE:FREQ=DAILY\nCATEGORIES:a,\n b\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT30M\nSUMMARY:x\nEND:VALARM\nX-COLOR:red\nEND:VEVENT\nBEGIN:VEVENT\nX-OTHER:1\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(
            with_additions(ours, theirs),
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:2\r\nSUMMARY:New\r\nCATEGORIES:a,\r\n b\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nSUMMARY:x\r\nEND:VALARM\r\nX-COLOR:red\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn a_file_is_named_after_the_booking() {
        assert_eq!(name_of("bkg_01ab@callboard.test"), "bkg-01ab-callboard-test.ics");
    }
}
