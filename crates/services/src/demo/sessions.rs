//! 6.4 and 6.5: the auditions of S1 to S4, booked and answered as the source tells, and, when the clock stands on or after the day of
//! S1, what had happened by then. Drafts, standby lists, guardians' checks and representatives join as features do.

use chrono::{DateTime, Utc};
use domain::meeting::MeetingType;

use super::Demo;
use crate::{
    Error, Result,
    bookings::{MeetingInput, NewBooking, NewTime},
    out_of_office::TimeOffForm,
};

type Date = (i32, u32, u32);

const DAY1: Date = (2026, 11, 29);
const DAY2: Date = (2026, 12, 1);
const DAY3: Date = (2026, 12, 2);
const DAY4: Date = (2026, 12, 5);

/// How the talent answered.
#[derive(Clone, Copy, PartialEq)]
enum Reply {
    None,
    Confirmed,
}

/// One placement: session, date, time, minutes (0: the default), talent, part, by video, reply.
type Placement = (&'static str, Date, &'static str, u32, &'static str, &'static str, bool, Reply);

use Reply::Confirmed;

const BEFORE: &[Placement] = &[
    ("S1", DAY1, "10:00", 0, "T1", "NORA", false, Confirmed),
    ("S1", DAY1, "10:15", 0, "T12", "SAUD", false, Confirmed),
    // Reem had 10:45 until her wish was granted; Maha's double slot begins before it.
    ("S1", DAY1, "10:45", 0, "T3", "NORA", false, Reply::None),
    ("S1", DAY1, "11:00", 0, "T2", "FAHD", false, Confirmed),
    ("S1", DAY1, "11:15", 0, "T10", "FAHD", false, Reply::None),
];

const AFTER: &[Placement] = &[
    ("S1", DAY1, "10:30", 30, "T9", "NORA", false, Confirmed),
    ("S1", DAY1, "11:15", 0, "T4", "FAHD", false, Confirmed),
    ("S1", DAY1, "12:00", 0, "T5", "UMM SAAD", false, Reply::None),
    ("S1", DAY1, "12:30", 0, "T6", "FAHD", false, Confirmed),
    ("S1", DAY1, "13:45", 0, "T11", "NORA", true, Confirmed),
    ("S2", DAY2, "16:00", 0, "T6", "FATHER", false, Confirmed),
    ("S2", DAY2, "16:00", 0, "T3", "MOTHER", false, Confirmed),
    ("S2", DAY2, "16:00", 0, "T7", "CHILD", false, Confirmed),
    ("S2", DAY2, "16:20", 0, "T10", "FATHER", false, Reply::None),
    ("S2", DAY2, "16:20", 0, "T1", "MOTHER", false, Reply::None),
    ("S2", DAY2, "17:20", 0, "T2", "FATHER", false, Confirmed),
    ("S2", DAY2, "17:20", 0, "T9", "MOTHER", false, Confirmed),
    ("S2", DAY2, "19:00", 0, "T12", "NEIGHBOUR", false, Confirmed),
    ("S3", DAY3, "17:00", 0, "T11", "DR. MAY", false, Confirmed),
    ("S3", DAY3, "18:30", 0, "T3", "DR. MAY", false, Confirmed),
    ("S4", DAY4, "10:00", 0, "T7", "HALA", false, Confirmed),
];

impl Demo<'_> {
    pub(super) async fn sessions(&mut self) -> Result<()> {
        for placement in BEFORE {
            self.place(placement).await?;
        }
        self.reem_moves().await?;
        self.services
            .decline_booking(&self.as_person("T10")?, self.booking("T10", "FAHD")?, None, "محجوز في ذلك اليوم")
            .await?;
        // He says so for next time: who is away is not booked.
        let away = TimeOffForm { from: self.s1.to_string(), reason: "تصوير".to_owned(), ..TimeOffForm::default() };
        self.services.add_time_off(&self.as_person("T10")?, &away).await?;
        for placement in AFTER {
            self.place(placement).await?;
        }
        let caster = self.as_person("C1")?;
        let noura = self.booking("T1", "NORA")?;
        self.services.set_caster_notes(&caster, noura, None, "Front-runner. Ask about riding.").await?;
        self.day_of_s1().await
    }

    async fn place(&mut self, placement: &Placement) -> Result<()> {
        let (session, date, time, minutes, talent, part, by_video, reply) = *placement;
        let caster = self.as_person("C1")?;
        let mut new = NewBooking::new(self.application(talent, part)?, self.event_type(session)?, self.at(date, time)?);
        new.duration = (minutes > 0).then_some(minutes);
        new.lift_talent_hours = true;
        if by_video {
            new.meeting = MeetingInput { meeting_type: Some(MeetingType::Video), ..MeetingInput::default() };
        }
        let booked = self.services.book(&caster, &new).await.map_err(|error| {
            // Which placement it was, for whoever changes this file.
            Error::internal(&format!("the demo's {session} {time} {talent}"), format!("{error:?}"))
        })?;
        self.bookings.insert((talent, part), booked.id);
        if reply == Confirmed {
            self.services.confirm_booking(&self.as_person(talent)?, booked.id, None).await?;
        }
        Ok(())
    }

    /// T3 asks for another time and gets it.
    async fn reem_moves(&self) -> Result<()> {
        let booking = self.booking("T3", "NORA")?;
        let wish = self.at(DAY1, "12:15")?;
        let reem = self.as_person("T3")?;
        self.services.request_change(&reem, booking, None, &[wish], "أصل من جدة الساعة ١١:٣٠").await?;
        self.services.grant_change(&self.as_person("C1")?, booking, None, wish).await?;
        self.services.confirm_booking(&reem, booking, None).await?;
        Ok(())
    }

    /// What had happened on the day, as far as the clock has come.
    async fn day_of_s1(&self) -> Result<()> {
        let now = self.ctx.now;
        let passed = |time: &str| -> Result<Option<DateTime<Utc>>> {
            let at = self.at(DAY1, time)?;
            Ok((at <= now).then_some(at))
        };
        let mishal = self.booking("T12", "SAUD")?;
        if let Some(at) = passed("10:29")? {
            let badr = self.as_person_at("C4", at)?;
            self.services.complete_booking(&badr, self.booking("T1", "NORA")?, None).await?;
        }
        if let Some(at) = passed("10:45")? {
            self.services.mark_no_show(&self.as_person_at("C4", at)?, mishal, None).await?;
        }
        if let Some(at) = passed("10:58")? {
            self.services.undo_attendance(&self.as_person_at("C4", at)?, mishal, None).await?;
        }
        if let Some(at) = passed("11:00")? {
            let mut buffer = NewTime::at(self.at(DAY1, "12:45")?);
            buffer.lift_talent_hours = true;
            self.services.reschedule_booking(&self.as_person_at("C1", at)?, mishal, None, &buffer).await?;
        }
        if let Some(at) = passed("11:14")? {
            let badr = self.as_person_at("C4", at)?;
            self.services.complete_booking(&badr, self.booking("T9", "NORA")?, None).await?;
        }
        Ok(())
    }
}
