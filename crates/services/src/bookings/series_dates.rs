//! The dates of a series looked at before it is booked: which there would be, and which of them cannot be had and why. Judged as booking them
//! would, each after those before it; nothing is written and nobody is locked.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking_event::Side,
    booking_series::check_occurrences,
    field::Check,
    slots::{Refused, series},
};
use store::Access;

use super::{
    book::wanted,
    new::{NewBooking, check_time},
    series::why,
};
use crate::{
    Ctx, Result, Services,
    slots::{Question, ask, zone_of},
};

/// A date a series would have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesDate {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// The rule that hides it (rule 19), or `taken`; none: it can be had.
    pub reason: Option<String>,
}

/// A series as it is looked at.
pub(crate) struct Series {
    /// Its first date.
    pub(crate) start: DateTime<Utc>,
    /// How many; of one there is nothing to look at.
    pub(crate) occurrences: u32,
    /// The talent's stated hours are shown, not obeyed.
    pub(crate) lift_talent_hours: bool,
    /// Only times that are offered.
    pub(crate) on_offer: bool,
}

impl Services {
    /// The dates of the series that would be booked, for whoever may book it; none where it is no series. Of what is typed only what says
    /// when and where is looked at: fields `scheduledAt`, `duration`, `occurrences`.
    pub async fn series_dates(&self, ctx: &Ctx, new: &NewBooking) -> Result<Vec<SeriesDate>> {
        let mut db = self.store().connection().await?;
        let (facts, _) = wanted(&mut db, ctx, new).await?;
        let mut check = Check::new();
        check_time(&mut check, "scheduledAt", new.start, new.duration, &facts);
        let occurrences = check_occurrences(&mut check, facts.event.repeats.as_ref(), new.occurrences);
        check.finish(())?;
        let question = Question {
            facts,
            moving: None,
            side: Side::Caster,
            duration: new.duration,
            meeting_type: new.meeting.meeting_type,
            room: new.meeting.room_id,
            has_address: new.meeting.location.is_some(),
        };
        let lift_talent_hours = new.lift_talent_hours;
        judged(&mut db, ctx, &question, &Series { start: new.start, occurrences, lift_talent_hours, on_offer: false })
            .await
    }
}

/// Judges the dates one after the other.
pub(crate) async fn judged(
    db: &mut impl Access,
    ctx: &Ctx,
    question: &Question,
    asked: &Series,
) -> Result<Vec<SeriesDate>> {
    let event = &question.facts.event;
    let Some(repeats) = event.repeats.filter(|_| asked.occurrences > 1) else { return Ok(Vec::new()) };
    let starts = repeats.starts(asked.start, zone_of(&event.time_zone)?, asked.occurrences);
    let end = starts.last().copied().unwrap_or(asked.start) + TimeDelta::microseconds(1);
    let loaded = ask(db, ctx, question, asked.lift_talent_hours, asked.start, end).await?;
    let verdicts = series(&loaded.problem, &starts, asked.on_offer);
    let date = |(start, verdict): (DateTime<Utc>, std::result::Result<(), Refused>)| SeriesDate {
        start,
        reason: verdict.err().map(|refused| why(&refused)),
    };
    Ok(starts.into_iter().zip(verdicts).map(date).collect())
}
