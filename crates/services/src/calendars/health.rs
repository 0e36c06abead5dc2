//! Calendars that cannot be read: their owner is told, on their page at once and by mail after an hour; their office sees whose they are and
//! since when, and nothing of what is in them.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    busy::{CalendarFreshness, WhenStale},
    id::{Id, User},
    time::Minutes,
    webhook::Topic,
};
use store::{
    Access, Tx,
    calendars::{self, BrokenConnection, CalendarRecord, CalendarTold, Reading},
};

use super::CalendarState;
use crate::{
    Ctx, Result, Services,
    notifications::{AccountMail, AccountRecipient},
    words::Lang,
};

/// So long a calendar may fail before its owner gets a mail.
const PATIENCE: TimeDelta = TimeDelta::hours(1);
/// Lines of the office's page.
const PAGE: i64 = 50;

/// What is wrong with a person's own calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarTrouble {
    /// How many that count cannot be read.
    pub calendars: i64,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A calendar outside, or an account with several, that cannot be read: as its owner is told, or their office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenCalendar {
    /// Whose, Latin and Arabic; none: the reader's own.
    pub owner: Option<(String, String)>,
    /// What its owner calls it; empty for the office, whose business that is not.
    pub name: String,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// Whether the account no longer lets us in: its owner is to connect it again.
    pub is_closed: bool,
    /// Whether bookings could be written there.
    pub can_write: bool,
}

/// A member's calendar as their office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCalendarView {
    /// Whose.
    pub user_id: Id<User>,
    /// Their name, Latin and Arabic.
    pub name: (String, String),
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Whether its events take their time.
    pub checks_conflicts: bool,
    /// Whether bookings are written to it.
    pub writes_here: bool,
    /// How fresh it is.
    pub state: CalendarState,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// Since when the account no longer lets us in.
    pub reconnect_since: Option<DateTime<Utc>>,
}

/// A page of an office's calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCalendars {
    /// Those that cannot be read first.
    pub calendars: Vec<MemberCalendarView>,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}

/// How fresh what we know is (rule 12).
pub(super) fn state(
    last_read: Option<DateTime<Utc>>,
    stale_after_min: i32,
    failing_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> CalendarState {
    let freshness = CalendarFreshness {
        last_read,
        stale_after: Minutes(u32::try_from(stale_after_min).unwrap_or(0)),
        when_stale: WhenStale::Block,
    };
    match last_read {
        _ if !freshness.is_stale(now) => CalendarState::Fresh,
        None if failing_since.is_none() => CalendarState::Waiting,
        _ => CalendarState::Stale,
    }
}

impl Services {
    /// What is wrong with the signed-in person's calendars, if anything is.
    pub async fn calendar_trouble(&self, ctx: &Ctx) -> Result<Option<CalendarTrouble>> {
        let mut db = self.store().connection().await?;
        let (calendars, since) = calendars::troubles(&mut db, ctx.user()?).await?;
        Ok(since.map(|since| CalendarTrouble { calendars, since }))
    }

    /// What waits for a member to look after: their own calendars that cannot be read, at once; for admins also what of the other members'
    /// is closed or failed for an hour. With how many there are in all.
    pub(crate) async fn broken_calendars(
        &self,
        db: &mut impl Access,
        ctx: &Ctx,
        limit: i64,
    ) -> Result<(Vec<BrokenCalendar>, i64)> {
        let user = ctx.user()?;
        let (broken, total) = calendars::broken(db, user, ctx.admin().ok(), ctx.now - PATIENCE, limit).await?;
        let seen = |one: BrokenConnection| {
            let is_own = one.user_id == user;
            let name = if one.calendars > 1 && !one.account.is_empty() { one.account } else { one.calendar };
            BrokenCalendar {
                owner: (!is_own).then_some((one.name_latin, one.name_arabic)),
                name: if is_own { name } else { String::new() },
                kind: one.kind,
                since: one.since,
                failure: one.failure,
                is_closed: one.is_closed,
                can_write: one.can_write,
            }
        };
        Ok((broken.into_iter().map(seen).collect(), total))
    }

    /// The calendars of an office's members that count, fifty at a time. Admins only.
    pub async fn member_calendars(&self, ctx: &Ctx, page: u32) -> Result<MemberCalendars> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let skip = i64::from(page) * PAGE;
        let mut records = calendars::of_members(&mut db, organization, skip, PAGE + 1).await?;
        let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = (records.len() > limit).then(|| page.saturating_add(1));
        records.truncate(limit);
        let calendars = records
            .into_iter()
            .map(|record| MemberCalendarView {
                user_id: record.user_id,
                name: (record.name_latin, record.name_arabic),
                kind: record.kind,
                checks_conflicts: record.checks_conflicts,
                writes_here: record.writes_here,
                state: state(record.last_read_at, record.stale_after_min, record.failing_since, ctx.now),
                last_read_at: record.last_read_at,
                failing_since: record.failing_since,
                failure: record.failure,
                reconnect_since: record.reconnect_since,
            })
            .collect();
        Ok(MemberCalendars { calendars, next })
    }

    /// Notes a reading that succeeded. Offices that were told that the calendar fails hear that it is over.
    pub(super) async fn calendar_was_read(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        record: &CalendarRecord,
        reading: &Reading,
    ) -> Result<Option<DateTime<Utc>>> {
        let (next, ends_failure) = calendars::mark_read(tx, record.id, reading).await?;
        if ends_failure {
            let now = CalendarTold {
                id: record.id,
                user_id: record.user_id,
                kind: record.kind.clone(),
                failing_since: None,
                failure: None,
                is_closed: false,
            };
            self.announce_calendar(tx, ctx, Topic::CalendarRecovered, &now).await?;
        }
        Ok(next)
    }

    /// Tells the owners of calendars that could not be read for an hour, and their offices' webhooks, once each time. Answers how many.
    pub(crate) async fn tell_of_failing_calendars(&self, ctx: &Ctx, limit: i64) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let untold = calendars::untold_any_owner(&mut tx, ctx.now - PATIENCE, limit).await?;
        let ids: Vec<_> = untold.iter().map(|one| one.calendar.id).collect();
        for one in untold {
            let language = one.language.as_deref().and_then(Lang::from_code);
            let name =
                if language == Some(Lang::En) || one.name_arabic.is_empty() { one.name_latin } else { one.name_arabic };
            let to = AccountRecipient {
                organization_id: None,
                user_id: Some(one.calendar.user_id),
                address: one.email,
                name,
                language,
            };
            let url = format!("{}/calendars", self.settings().base_url);
            let mail = AccountMail::CalendarFailing { calendar: one.name, closed: one.calendar.is_closed, url };
            self.tell_account(&mut tx, ctx, to, mail).await?;
            self.announce_calendar(&mut tx, ctx, Topic::CalendarFailed, &one.calendar).await?;
        }
        calendars::mark_told(&mut tx, &ids, ctx.now).await?;
        tx.commit().await?;
        Ok(ids.len())
    }
}
