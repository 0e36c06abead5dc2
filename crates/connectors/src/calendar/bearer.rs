//! Calls to an interface that takes a bearer token and speaks JSON: addresses below its base, what its errors mean, how long it wants to be
//! left alone. Shared by Google and Graph; knows neither's nouns.

use chrono::DateTime;
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use super::Fault;
use crate::hooks::{Answer, Call, HookClient};

/// Bytes of one answer: a page of a thousand events is far below.
const MOST: usize = 16 * 1024 * 1024;

/// An interface with a token for one person.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) hooks: HookClient,
    pub(super) base: Url,
    pub(super) token: String,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

/// What an error says about itself: the stable word of it.
#[derive(Debug, Default, Deserialize)]
struct Body {
    #[serde(default)]
    error: Inner,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inner {
    /// Google: the status; Graph: the word.
    code: serde_json::Value,
    /// Google's.
    errors: Vec<Reason>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Reason {
    reason: String,
}

impl Api {
    /// The interface at `address`, for the person `token` stands for; a fault when that is no address.
    pub(super) fn open(hooks: HookClient, address: &str, token: String) -> Result<Self, Fault> {
        let base = Url::parse(address).map_err(|_| Fault::Refused { why: "refused".to_owned() })?;
        Ok(Self { hooks, base, token })
    }

    /// Reads something that need not be there.
    pub(super) async fn find<T: DeserializeOwned>(
        &self,
        url: &Url,
        headers: &[(&str, String)],
    ) -> Result<Option<T>, Fault> {
        match self.call("GET", url, headers, None).await {
            Ok(answer) => parsed(&answer).map(Some),
            Err(Fault::Gone) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Ends something; that it is not there (any more) is as good.
    pub(super) async fn end(
        &self,
        method: &str,
        url: &Url,
        headers: &[(&str, String)],
        body: Option<&serde_json::Value>,
    ) -> Result<(), Fault> {
        match self.call(method, url, headers, body).await {
            Ok(_) | Err(Fault::Gone) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// An address below the base, each part one segment.
    pub(super) fn url(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// An address the interface gave us to go on with, if it is its own: a token is shown to nobody else.
    pub(super) fn own(&self, link: &str) -> Result<Url, Fault> {
        Url::parse(link)
            .ok()
            .filter(|url| url.origin() == self.base.origin() && url.path().starts_with(self.base.path()))
            .ok_or_else(not_understood)
    }

    /// Calls; a status that is none of 2xx is a fault.
    pub(super) async fn call(
        &self,
        method: &str,
        url: &Url,
        headers: &[(&str, String)],
        body: Option<&serde_json::Value>,
    ) -> Result<Answer, Fault> {
        let mut all =
            vec![("authorization", format!("Bearer {}", self.token)), ("accept", "application/json".to_owned())];
        if body.is_some() {
            all.push(("content-type", "application/json".to_owned()));
        }
        all.extend(headers.iter().map(|(name, value)| (*name, value.clone())));
        let body = body.map(ToString::to_string).unwrap_or_default();
        let call = Call { method, url: url.as_str(), headers: &all, body: &body, most: MOST };
        let answer = self.hooks.send(call).await?;
        if matches!(answer.status, 200..=299) { Ok(answer) } else { Err(fault_of(&answer)) }
    }
}

/// The body as it should be.
pub(super) fn parsed<T: DeserializeOwned>(answer: &Answer) -> Result<T, Fault> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        tracing::info!(%error, "a calendar's interface answered what we do not understand");
        not_understood()
    })
}

/// An answer nobody can have meant.
pub(super) fn not_understood() -> Fault {
    Fault::Refused { why: "not_understood".to_owned() }
}

/// The stable word of an error.
pub(super) fn word(answer: &Answer) -> String {
    let Body { error } = serde_json::from_slice(&answer.body).unwrap_or_default();
    match error.errors.into_iter().next() {
        Some(reason) => reason.reason,
        None => error.code.as_str().unwrap_or_default().to_owned(),
    }
}

/// What a refusal means. Both interfaces say so by the status and, where that is not enough, a word of their own.
pub(super) fn fault_of(answer: &Answer) -> Fault {
    let word = word(answer);
    let status = || format!("status_{}", answer.status);
    match (answer.status, word.as_str()) {
        // Graph says so with several statuses.
        (
            _,
            "syncStateNotFound" | "syncStateInvalid" | "resyncRequired" | "fullSyncRequired" | "updatedMinTooLongAgo",
        ) => Fault::Reread,
        // Continuous access evaluation: only the person can satisfy it.
        (401, _) if answer.header("www-authenticate").is_some_and(|text| text.contains("claims=")) => {
            Fault::NeedsReconnect { why: "claims".to_owned() }
        }
        (401, _) => Fault::Unauthorized,
        (403, "rateLimitExceeded" | "userRateLimitExceeded" | "quotaExceeded") | (429, _) => {
            Fault::Limited { retry_after: wait(answer) }
        }
        // The consent lacks what the call needs.
        (403, "insufficientPermissions") => Fault::NeedsReconnect { why: "scope".to_owned() },
        (403 | 404, "MailboxNotEnabledForRESTAPI" | "MailboxInactive") => {
            Fault::Refused { why: "no_mailbox".to_owned() }
        }
        (404, _) | (410, "deleted") => Fault::Gone,
        (410, _) => Fault::Reread,
        (409 | 412, _) => Fault::Conflict,
        (500.., _) => match wait(answer) {
            None => Fault::Retry { why: status() },
            retry_after => Fault::Limited { retry_after },
        },
        (408, _) => Fault::Retry { why: status() },
        _ => Fault::Refused { why: status() },
    }
}

/// How long it wants to be left alone, in seconds. A date is taken by the clock of the server that wrote it, so that ours may be wrong.
fn wait(answer: &Answer) -> Option<String> {
    let text = answer.header("retry-after")?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (!text.is_empty()).then(|| text.to_owned());
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    let there = answer.header("date").and_then(|text| DateTime::parse_from_rfc2822(text).ok())?;
    Some((until - there).num_seconds().max(0).to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer { status, headers, body: body.as_bytes().to_vec() }
    }

    fn google(code: u16, reason: &str) -> String {
        format!(r#"{{"error":{{"code":{code},"message":"m","errors":[{{"domain":"global","reason":"{reason}"}}]}}}}"#)
    }

    fn graph(code: &str) -> String {
        format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#)
    }

    #[test]
    fn refusals_and_what_they_mean() {
        let retry = |why: &str| Fault::Retry { why: why.to_owned() };
        let refused = |why: &str| Fault::Refused { why: why.to_owned() };
        let after = |seconds: Option<&str>| Fault::Limited { retry_after: seconds.map(str::to_owned) };
        for (status, headers, body, meant) in [
            (401, vec![], google(401, "authError"), Fault::Unauthorized),
            (
                401,
                vec![("www-authenticate", "Bearer claims=\"x\"")],
                String::new(),
                Fault::NeedsReconnect { why: "claims".into() },
            ),
            (403, vec![], google(403, "rateLimitExceeded"), after(None)),
            (403, vec![("retry-after", "17")], google(403, "userRateLimitExceeded"), after(Some("17"))),
            (403, vec![], google(403, "insufficientPermissions"), Fault::NeedsReconnect { why: "scope".into() }),
            (403, vec![], google(403, "forbidden"), refused("status_403")),
            (403, vec![], graph("ErrorAccessDenied"), refused("status_403")),
            (404, vec![], google(404, "notFound"), Fault::Gone),
            (404, vec![], graph("MailboxNotEnabledForRESTAPI"), refused("no_mailbox")),
            (404, vec![], graph("syncStateNotFound"), Fault::Reread),
            (409, vec![], google(409, "duplicate"), Fault::Conflict),
            (410, vec![], google(410, "fullSyncRequired"), Fault::Reread),
            (410, vec![], google(410, "deleted"), Fault::Gone),
            (410, vec![], String::new(), Fault::Reread),
            (412, vec![], google(412, "conditionNotMet"), Fault::Conflict),
            (429, vec![("retry-after", "120")], graph("TooManyRequests"), after(Some("120"))),
            (500, vec![], String::new(), retry("status_500")),
            (503, vec![("retry-after", "5")], "<html>".into(), after(Some("5"))),
            (400, vec![], google(400, "badRequest"), refused("status_400")),
        ] {
            assert_eq!(fault_of(&answer(status, &headers, &body)), meant, "{status} {body}");
        }
    }

    #[test]
    fn a_date_to_wait_for_is_read_by_the_clock_that_wrote_it() {
        let skewed = [("retry-after", "Sat, 21 Nov 2037 10:01:00 GMT"), ("date", "Sat, 21 Nov 2037 10:00:00 GMT")];
        assert_eq!(wait(&answer(429, &skewed, "")).as_deref(), Some("60"));
        assert_eq!(wait(&answer(429, &[("retry-after", "soon")], "")), None);
        assert_eq!(wait(&answer(429, &[("retry-after", "Sat, 21 Nov 2037 10:01:00 GMT")], "")), None);
    }
}
