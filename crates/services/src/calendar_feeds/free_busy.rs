//! When somebody is busy, for a partner's system that asks by a link: bookings, calendars outside, time off. No word of what or with whom.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::{
    busy::CalendarFreshness,
    free_busy::not_free,
    id::{Id, Organization, User},
    time::{Interval, IntervalSet, Minutes},
};
use store::{
    Access,
    slots::{Freshness, TakenBy, TakenQuery},
};

use super::{FeedFile, FeedOf};
use crate::{Ctx, Error, Result, Services, calendar_file::free_busy_text};

/// So far ahead it is told.
const AHEAD: TimeDelta = TimeDelta::days(62);

impl Services {
    /// What is behind a free/busy link.
    pub async fn free_busy(&self, ctx: &Ctx, token: &str) -> Result<FeedFile> {
        let (mut tx, ctx, feed) = self.behind_feed(ctx, token, |of| of == FeedOf::FreeBusy).await?;
        // From midnight on, so that what was asked an hour ago is still the same to the byte.
        let start = ctx.now.date_naive().and_time(NaiveTime::MIN).and_utc();
        let window = Interval::new(start, start + AHEAD).ok_or_else(|| Error::internal("a feed's time", start))?;
        let found = not_free_of(&mut tx, feed.user_id, &window, ctx.now).await?;
        tx.commit().await?;
        let uid = format!("{}@{}", feed.id, self.host());
        let text = |stamp| free_busy_text(&uid, stamp, &window, &found);
        // The moment of asking is in the text, and is no change of it.
        Ok(FeedFile { etag: super::etag(&text(start)), ics: text(ctx.now) })
    }
}

/// What is not free of a person's time. Somebody's hold of five minutes is not told: it is gone before anybody reads of it.
async fn not_free_of(
    db: &mut impl Access,
    user: Id<User>,
    window: &Interval,
    now: DateTime<Utc>,
) -> Result<Vec<(Interval, domain::free_busy::NotFree)>> {
    let query = TakenQuery {
        // Nobody's: whose a booking is, is not told.
        organization: Id::<Organization>::from_uuid(Default::default()),
        event_type: None,
        subjects: &[user.uuid()],
        during: (window.start(), window.end()),
        session_key: "",
        now,
        ledger: None,
        turns: None,
    };
    let taken = store::slots::taken(db, &query).await?;
    let busy: IntervalSet = taken
        .taken
        .iter()
        .filter(|one| !matches!(one.by, TakenBy::Hold { .. }))
        .filter_map(|one| Interval::new(one.starts_at, one.ends_at))
        .collect();
    let off = store::out_of_office::list(db, &[user], window.start(), window.end()).await?;
    let away: IntervalSet = off.iter().filter_map(|off| Interval::new(off.starts_at, off.ends_at)).collect();
    let unknown = taken.calendars.iter().filter_map(|calendar| unknown(calendar, window, now)).collect();
    Ok(not_free(window, &busy, &away, &unknown))
}

/// The time of which a calendar tells us nothing: all that is to come while it is stale, else what lies behind its end.
fn unknown(calendar: &Freshness, window: &Interval, now: DateTime<Utc>) -> Option<Interval> {
    let freshness = CalendarFreshness {
        last_read: calendar.last_read_at,
        stale_after: Minutes::new(u32::try_from(calendar.stale_after_min).unwrap_or(0)),
        when_stale: domain::busy::WhenStale::Block,
    };
    // Not from this very moment on, or every asking would differ.
    let from = if freshness.is_stale(now) { Some(window.start()) } else { calendar.covers_until };
    Interval::new(from?, window.end())
}
