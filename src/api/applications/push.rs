//! Applications pushed in by another platform, with what it knows of them; and changes to one.

use axum::response::Response;
use domain::booking::Status;
use domain::casting::ApplicationStatus;
use domain::field::{Check, FieldCode};
use domain::hours_form::{HoursForm, OverrideForm, SpanForm, WeeklyForm};
use domain::meeting::MeetingType;
use serde::{Deserialize, Serialize};
use services::applications::{ApplicationPatch, NewApplicant, NewApplication, PushedApplication, PushedTalent};
use services::bookings::{Elsewhere, MeetingInput};
use services::idempotency::Answer;
use utoipa::ToSchema;

use super::ApplicationWithTalent;
use crate::api::answer::{One, Only, pushed, tagged};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept, once};
use crate::api::params::{PathId, check_id};
use crate::api::problem::Problem;
use crate::api::revision::IfMatch;
use crate::api::values::{Instant, Patch};

/// An application. Either `talentProfileId` or `talent`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "roleId": "rol_01jd9x8k3me0q8v6t2h4w7y5nz", "externalId": "application-42", "appliedAt": "2026-10-02T12:30:00+03:00",
    "talent": {"nameLatin": "Reem Saleh", "nameArabic": "ريم صالح", "email": "reem@example.com", "externalId": "user-7"},
    "availability": [{"dayOfWeek": 1, "startTime": "09:00", "endTime": "17:00", "timezone": "Asia/Riyadh"}],
    "booking": {"scheduledAt": "2026-10-12T10:00:00+03:00", "duration": 30, "meetingType": "video", "status": "completed",
        "eventTypeId": "evt_01jd9x8k3me0q8v6t2h4w7y5nz", "externalId": "booking-42"}
}))]
pub struct CreateApplication {
    /// For which role.
    pub role_id: String,
    /// Of a talent the organisation knows.
    pub talent_profile_id: Option<String>,
    /// Of somebody as you know them: found again by your name for them, else by their address; new otherwise.
    pub talent: Option<PushedPerson>,
    /// What was written with it, at most 2000 characters.
    #[serde(default)]
    pub note: String,
    /// Your own name for it, once per organisation: a repetition answers the application that is there.
    pub external_id: Option<String>,
    /// `submitted` (when left out), `shortlisted`, `selected`, `passed`.
    pub status: Option<String>,
    /// When the talent applied, not in the future; now when left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub applied_at: Option<Instant>,
    /// When the talent is free. Not taken over from somebody who has an account here: they say it themselves.
    pub availability: Option<Vec<PushedSlot>>,
    /// An audition that was agreed on your side, past or to come. Hours, notice and limits are not asked; but nobody is in two places at
    /// once (409 `booking.slot_taken`, and nothing is imported).
    pub booking: Option<PushedBooking>,
}

/// A talent as you know them. A name in one script is enough.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PushedPerson {
    /// A name in whichever script.
    pub name: String,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// Address.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// Where they live.
    pub city: String,
    /// `ar` (when left out) or `en`.
    pub language: String,
    /// Your own name for them.
    pub external_id: Option<String>,
}

/// Hours of a talent: every week on `dayOfWeek`, or once on `specificDate`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PushedSlot {
    /// 0 = Sunday to 6.
    pub day_of_week: Option<u8>,
    /// One date; past ones are taken too.
    pub specific_date: Option<String>,
    /// From when (`HH:MM`).
    pub start_time: String,
    /// Until when; an end before the start crosses midnight.
    pub end_time: String,
    /// IANA zone, the same for all of a talent's; Asia/Riyadh when left out.
    pub timezone: Option<String>,
    /// False: not counted.
    pub is_active: Option<bool>,
}

/// An audition as it was agreed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PushedBooking {
    /// What kind of audition; may be left out where the casting call has exactly one.
    pub event_type_id: Option<String>,
    /// The first instant, past or to come.
    #[schema(value_type = String, format = DateTime)]
    pub scheduled_at: Instant,
    /// Minutes.
    pub duration: i64,
    /// IANA zone of the place; the event type's when left out.
    pub timezone: Option<String>,
    /// `in-person`, `video`, `phone`.
    pub meeting_type: Option<String>,
    /// One of our rooms.
    pub room_id: Option<String>,
    /// An address, or the number to call.
    pub location: Option<String>,
    /// The link of a video meeting.
    pub meeting_url: Option<String>,
    /// Its password.
    pub meeting_password: Option<String>,
    /// `scheduled` (when left out), `confirmed`, `completed`, `no_show`, `cancelled`, `declined`.
    pub status: Option<String>,
    /// The member who holds it; you when left out.
    pub caster_user_id: Option<String>,
    /// What the talent was told.
    #[serde(default)]
    pub message: String,
    /// For casters only.
    #[serde(default)]
    pub caster_notes: String,
    /// From talent to caster.
    #[serde(default)]
    pub talent_notes: String,
    /// Why it did not take place.
    #[serde(default)]
    pub cancellation_reason: String,
    /// First audition 1, callback 2.
    pub round: Option<i32>,
    /// Your own name for it.
    pub external_id: Option<String>,
}

/// An application that was pushed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedApplication {
    /// The application with its talent and audition.
    #[serde(flatten)]
    pub application: ApplicationWithTalent,
    /// Whether the hours sent were taken over; null when none were sent.
    pub availability_imported: Option<bool>,
}

impl From<PushedApplication> for CreatedApplication {
    fn from(pushed: PushedApplication) -> Self {
        Self { application: pushed.applicant.into(), availability_imported: pushed.took_hours }
    }
}

/// Changes to an application; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"status": "shortlisted"}))]
pub struct PatchApplication {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// `submitted`, `shortlisted`, `selected`, `passed`.
    pub status: Option<String>,
    /// What was written with it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub note: Patch<String>,
}

/// Adds an application, with what your platform knows already. With an `externalId` that an application has already, that one is
/// answered as it is (200) and nothing changes. All of it is imported or nothing. Those who may edit the call.
#[utoipa::path(post, path = "/applications", tag = "applications", operation_id = "createApplication",
    request_body = CreateApplication,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The application.", body = One<CreatedApplication>),
        (status = 200, description = "It was there already.", body = One<CreatedApplication>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateApplication>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsWrite)?;
    let key = key.for_call("POST /api/v1/applications", body.fingerprint);
    let new = body.value.read()?;
    let answer = Answer::new(key.as_ref(), &kept::<PushedApplication, CreatedApplication>);
    let done = services.push_application(&ctx, &new, &answer).await;
    Ok(once(done.map_err(as_sent)?, |done| {
        let (location, revision) =
            (format!("/api/v1/applications/{}", done.thing.applicant.id), done.thing.applicant.revision);
        pushed(tagged(One::new(CreatedApplication::from(done.thing)), revision), done.is_new, &location)
    }))
}

/// Marks an application or changes its note. Members who may mark (edit, for the note) on its call.
#[utoipa::path(patch, path = "/applications/{id}", tag = "applications", operation_id = "changeApplication",
    request_body = PatchApplication,
    params(("id" = String, Path, description = "The application."),
        ("If-Match" = Option<String>, Header, description = "Only if the application still has this revision (ETag).")),
    responses((status = 200, description = "The application as it is now.", body = One<ApplicationWithTalent>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Application>,
    if_match: IfMatch,
    body: Body<PatchApplication>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsWrite)?;
    let input = body.value;
    let revision = if_match.or(input.revision)?;
    let mut check = Check::new();
    let status = input.status.as_deref().and_then(|word| application_status(&mut check, "status", word));
    check.finish(())?;
    let patch = ApplicationPatch { status, note: input.note.text() };
    let done = services.edit_application(&ctx, id, revision, patch).await.map_err(|error| if_match.problem(error))?;
    let revision = done.revision;
    Ok(tagged(One::new(ApplicationWithTalent::from(done)), revision))
}

/// Takes an application back that never had an audition. Those who may edit its call.
#[utoipa::path(delete, path = "/applications/{id}", tag = "applications", operation_id = "deleteApplication",
    params(("id" = String, Path, description = "The application."),
        ("If-Match" = Option<String>, Header, description = "Only if the application still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::Application>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsWrite)?;
    services.remove_application(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

/// The status a member of the body names.
pub(super) fn application_status(check: &mut Check, field: &str, word: &str) -> Option<ApplicationStatus> {
    let found = ApplicationStatus::parse(word);
    if found.is_none() {
        check.fail(field, FieldCode::Unknown);
    }
    found
}

/// The services speak of hours as an editor does; here they came as slots, and the first of them stands for all.
fn as_sent(error: services::Error) -> services::Error {
    crate::api::availability::renamed(error, |field| {
        field.strip_prefix("hours.").map(|rest| match rest {
            "timeZone" => "availability.0.timezone".to_owned(),
            _ => "availability".to_owned(),
        })
    })
}

impl CreateApplication {
    fn read(self) -> Result<NewApplication, Problem> {
        let mut check = Check::new();
        let role_id = check_id(&mut check, "roleId", Some(&self.role_id));
        let profile = check_id(&mut check, "talentProfileId", self.talent_profile_id.as_deref());
        let status = self.status.as_deref().and_then(|word| application_status(&mut check, "status", word));
        let hours = self.availability.map(|slots| hours(&mut check, &slots));
        let booking = self.booking.and_then(|booking| booking.read(&mut check));
        let talent = match (profile, self.talent) {
            (Some(profile), None) => Some(PushedTalent::Known(profile)),
            (None, Some(person)) if self.talent_profile_id.is_none() => Some(person.into()),
            (None, None) => {
                if self.talent_profile_id.is_none() {
                    check.fail("talent", FieldCode::Required);
                }
                None
            }
            (_, Some(_)) => {
                check.fail("talent", FieldCode::Invalid);
                None
            }
        };
        let (role_id, talent) = check.finish(role_id.zip(talent))?.ok_or_else(Problem::not_found)?;
        Ok(NewApplication {
            role_id,
            talent,
            note: self.note,
            external_id: self.external_id,
            status,
            applied_at: self.applied_at.map(|at| at.0),
            hours,
            booking,
        })
    }
}

impl From<PushedPerson> for PushedTalent {
    fn from(person: PushedPerson) -> Self {
        Self::Person {
            external_id: person.external_id,
            person: Box::new(NewApplicant {
                name: person.name,
                name_latin: person.name_latin,
                name_arabic: person.name_arabic,
                email: person.email,
                phone: person.phone,
                birth_year: person.birth_year.map(|year| year.to_string()).unwrap_or_default(),
                city: person.city,
                language: person.language,
                ..NewApplicant::default()
            }),
        }
    }
}

impl PushedBooking {
    fn read(self, check: &mut Check) -> Option<Elsewhere> {
        let status = match self.status.as_deref() {
            None => Some(Status::Scheduled),
            Some(word) => Status::parse(word).filter(|status| *status != Status::Pending),
        };
        if status.is_none() {
            check.fail("booking.status", FieldCode::Unknown);
        }
        let meeting_type = self.meeting_type.as_deref().and_then(|word| {
            let found = MeetingType::parse(word);
            if found.is_none() {
                check.fail("booking.meetingType", FieldCode::Unknown);
            }
            found
        });
        Some(Elsewhere {
            event_type_id: check_id(check, "booking.eventTypeId", self.event_type_id.as_deref()),
            start: self.scheduled_at.0,
            duration: self.duration,
            time_zone: self.timezone,
            meeting: MeetingInput {
                meeting_type,
                room_id: check_id(check, "booking.roomId", self.room_id.as_deref()),
                location: self.location,
                meeting_url: self.meeting_url,
                meeting_password: self.meeting_password,
            },
            status: status?,
            caster_user_id: check_id(check, "booking.casterUserId", self.caster_user_id.as_deref()),
            message: self.message,
            caster_notes: self.caster_notes,
            talent_notes: self.talent_notes,
            reason: self.cancellation_reason,
            round: self.round,
            external_id: self.external_id,
        })
    }
}

/// The slots as one schedule; those that are not active are left out.
fn hours(check: &mut Check, slots: &[PushedSlot]) -> HoursForm {
    let zone = |slot: &PushedSlot| slot.timezone.clone().unwrap_or_default();
    let mut hours = HoursForm { time_zone: slots.first().map(zone).unwrap_or_default(), ..HoursForm::default() };
    for (place, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.is_active != Some(false)) {
        if zone(slot) != hours.time_zone {
            check.fail(&format!("availability.{place}.timezone"), FieldCode::Invalid);
        }
        let span = SpanForm { start: slot.start_time.clone(), end: slot.end_time.clone() };
        match (slot.day_of_week, &slot.specific_date) {
            (Some(day), None) if day < 7 => hours.weekly.push(WeeklyForm { day, span }),
            (None, Some(date)) => match hours.overrides.iter_mut().find(|one| one.date == *date) {
                Some(one) => one.spans.push(span),
                None => hours.overrides.push(OverrideForm { date: date.clone(), spans: vec![span] }),
            },
            _ => check.fail(&format!("availability.{place}.dayOfWeek"), FieldCode::Invalid),
        }
    }
    hours
}
