//! Reading one calendar of Graph, page by page. An occurrence of a series says its time alone and leaves the rest to the series, which may
//! come later in the round: such occurrences wait for it. Calls; knows no database.

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use url::Url;

use super::{
    super::{
        Change, Cursor, Fault, Page, Round, Wanted,
        bearer::{Api, parsed},
    },
    MAIN, prefer,
    wire::{Event, Events, Standing},
};

/// Occurrences that may wait for their series, at most: beyond, the rest counts as busy.
const MOST_WAITING: usize = 50_000;

/// One round of reading.
#[derive(Debug)]
pub struct GraphRound {
    api: Api,
    wanted: Wanted,
    /// Where the next page is; `None`: over.
    next: Result<Option<Url>, Fault>,
    /// Whether everything is read.
    whole: bool,
    /// The same without changes to follow, where an account has none for this calendar.
    plain: Option<Url>,
    series: BTreeMap<String, Standing>,
    waiting: BTreeMap<String, Event>,
}

impl GraphRound {
    pub(super) fn new(api: Api, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> Self {
        let time = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let (from, to) = (time(wanted.window.start()), time(wanted.window.end()));
        let span = [("startDateTime", from.as_str()), ("endDateTime", to.as_str())];
        let (next, plain) = match (cursor, calendar) {
            (Some(link), _) => (api.own(link).map(Some), None),
            (None, MAIN) => (Ok(Some(api.url(&["me", "calendarView", "delta"], &span))), None),
            (None, id) => (
                Ok(Some(api.url(&["me", "calendars", id, "calendarView", "delta"], &span))),
                Some(api.url(&["me", "calendars", id, "calendarView"], &span)),
            ),
        };
        Self {
            api,
            wanted: wanted.clone(),
            next,
            whole: cursor.is_none(),
            plain,
            series: BTreeMap::new(),
            waiting: BTreeMap::new(),
        }
    }

    async fn fetch(&mut self, url: &Url) -> Result<Events, Fault> {
        let answer = match self.api.call("GET", url, &prefer(true), None).await {
            Err(fault @ (Fault::Refused { .. } | Fault::Gone)) => match self.plain.take() {
                // Delta of other calendars than the main one is not promised.
                Some(plain) => self.api.call("GET", &plain, &prefer(true), None).await?,
                None => return Err(fault),
            },
            other => other?,
        };
        self.plain = None;
        parsed(&answer)
    }

    /// Takes an item up; what can be said of it now is said.
    fn take(&mut self, event: Event, said: &mut Vec<Change>) -> Result<(), Fault> {
        // The same item may come more than once: the last one is true.
        self.waiting.remove(event.key());
        if event.is_removed() {
            said.push(Change::Gone { key: event.id });
            return Ok(());
        }
        if event.is_series() {
            // A series that changed changes occurrences of which a delta need not speak.
            if !self.whole {
                return Err(Fault::Reread);
            }
            self.series.insert(event.id.clone(), event.standing(&self.wanted));
        } else if event.leaves_it_to_its_series() {
            let known = event.series_master_id.as_ref().and_then(|id| self.series.get(id)).copied();
            if known.is_none() && self.waiting.len() < MOST_WAITING {
                self.waiting.insert(event.id.clone(), event);
                return Ok(());
            }
            said.push(Change::Changed(event.seen(&self.wanted, known)?));
            return Ok(());
        }
        said.push(Change::Changed(event.seen(&self.wanted, None)?));
        Ok(())
    }
}

impl Round for GraphRound {
    async fn next(&mut self) -> Result<Option<Page>, Fault> {
        let Some(url) = self.next.clone()? else { return Ok(None) };
        let list = self.fetch(&url).await?;
        let mut changes = Vec::with_capacity(list.value.len());
        for event in list.value {
            self.take(event, &mut changes)?;
        }
        // An empty page with a link to another is not the end.
        let done = match (&list.next_link, list.delta_link) {
            (Some(next), _) => {
                self.next = Ok(Some(self.api.own(next)?));
                None
            }
            (None, link) => {
                self.next = Ok(None);
                for (_, event) in std::mem::take(&mut self.waiting) {
                    let known = event.series_master_id.as_ref().and_then(|id| self.series.get(id)).copied();
                    changes.push(Change::Changed(event.seen(&self.wanted, known)?));
                }
                Some(Cursor(link))
            }
        };
        Ok(Some(Page { changes, whole: self.whole, done }))
    }
}
