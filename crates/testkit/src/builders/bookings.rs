//! A stage on which auditions can be booked: a caster with hours, a call with a role, an event type, applicants, rooms.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    casting::{ApplicationSource, ApplicationStatus, CallKind, CallStatus, RoleGender, Scheduling},
    event_location::EventLocation,
    id::{Application, CastingCall, EventType, Id, Organization, Role, Room, TalentProfile, User},
    public_booking::GuestForm,
    text::search_key,
};
use services::{
    bookings::{BookingView, NewBooking},
    public_booking::{NewPublicBooking, ShareForm},
};
use store::{
    applications::ApplicationRecord,
    availability_rules::{RuleDates, RuleRecord},
    casting_calls::CallRecord,
    event_types::{EventTypeRecord, HostRecord},
    roles::RoleRecord,
    rooms::RoomRecord,
    schedules::{ScheduleOwner, ScheduleRecord},
    talent_profiles::ProfileRecord,
};

use super::accounts::Person;
use crate::World;

/// Everything that must be there before an audition can be booked.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Whose.
    pub org: Id<Organization>,
    /// Created the call and hosts the event type; Sunday to Thursday 09:00-17:00 in Riyadh.
    pub caster: Person,
    /// Published.
    pub call: Id<CastingCall>,
    /// One role of it.
    pub role: Id<Role>,
    /// 30 minutes by video, no notice, no buffers, the caster its only host.
    pub event_type: Id<EventType>,
}

/// A talent who applied.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// The person, with an account and no hours stated.
    pub person: Person,
    /// As the organisation knows them.
    pub profile: Id<TalentProfile>,
    /// For the role.
    pub application: Id<Application>,
}

/// The key a profile is found by.
fn folded(name: &str) -> String {
    search_key(&[name]).replace(' ', "")
}

impl World {
    /// A stage in the world's organisation.
    pub async fn stage(&self) -> Stage {
        self.stage_in(self.org).await
    }

    /// A stage in `org`.
    pub async fn stage_in(&self, org: Id<Organization>) -> Stage {
        let caster = self.member_of(org, MemberRole::Caster).await;
        self.working_hours(caster.id).await;
        let call = self.call_by(org, caster.id).await;
        let role = self.role_in(org, call).await;
        let event_type = self.event_type_with(org, Some(call), &[caster.id], |_| {}).await;
        Stage { org, caster, call, role, event_type }
    }

    /// Gives a person a default schedule: Sunday to Thursday, 09:00-17:00 in Riyadh.
    pub async fn working_hours(&self, user: Id<User>) {
        let days: Vec<(u8, u16, u16)> = (0..5).map(|day| (day, 9 * 60, 17 * 60)).collect();
        self.weekly_hours(user, &days).await;
    }

    /// Gives a person a default schedule in Riyadh: (weekday 0 = Sunday, from and to in minutes).
    pub async fn weekly_hours(&self, user: Id<User>, spans: &[(u8, u16, u16)]) {
        let ctx = self.ctx_system();
        let schedule = ScheduleRecord {
            id: ctx.new_id().expect("an id"),
            owner: ScheduleOwner::User(user),
            name: "Hours".to_owned(),
            time_zone: "Asia/Riyadh".to_owned(),
            is_default: true,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        let rules: Vec<RuleRecord> = spans
            .iter()
            .map(|(day, from, to)| RuleRecord {
                id: ctx.new_id().expect("an id"),
                schedule_id: schedule.id,
                on: RuleDates::Weekly(*day),
                minutes: Some((*from, *to)),
                available: true,
                is_active: true,
            })
            .collect();
        self.write(async |tx| {
            store::schedules::insert(tx, &schedule).await?;
            store::availability_rules::insert(tx, &rules, ctx.now).await
        })
        .await;
    }

    /// A published call created by `user`.
    pub async fn call_by(&self, org: Id<Organization>, user: Id<User>) -> Id<CastingCall> {
        let ctx = self.ctx_system();
        let id = ctx.new_id().expect("an id");
        let tail = id.to_string();
        let call = CallRecord {
            id,
            organization_id: org,
            slug: format!("call-{}", &tail[tail.len() - 12..]),
            title_en: "Shade of the Palms".to_owned(),
            title_ar: "ظل النخيل".to_owned(),
            description_en: String::new(),
            description_ar: String::new(),
            kind: CallKind::FeatureFilm,
            status: CallStatus::Published,
            opens_on: None,
            closes_on: None,
            external_id: None,
            created_by: user,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        self.write(async |tx| store::casting_calls::insert(tx, &call).await).await;
        id
    }

    /// A role of a call.
    pub async fn role_in(&self, org: Id<Organization>, call: Id<CastingCall>) -> Id<Role> {
        let ctx = self.ctx_system();
        let role = RoleRecord {
            id: ctx.new_id().expect("an id"),
            casting_call_id: call,
            name_en: "Nora".to_owned(),
            name_ar: "نورا".to_owned(),
            description_en: String::new(),
            description_ar: String::new(),
            gender: RoleGender::Any,
            age_from: None,
            age_to: None,
            position: 0,
            archived_at: None,
            external_id: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        self.write(async |tx| store::roles::insert(tx, org, &role).await).await;
        role.id
    }

    /// An event type: 30 minutes by video, collective, no notice; `change` makes it another.
    pub async fn event_type_with(
        &self,
        org: Id<Organization>,
        call: Option<Id<CastingCall>>,
        hosts: &[Id<User>],
        change: impl FnOnce(&mut EventTypeRecord),
    ) -> Id<EventType> {
        let ctx = self.ctx_system();
        let id = ctx.new_id().expect("an id");
        let tail = id.to_string();
        let mut event_type = EventTypeRecord {
            id,
            organization_id: org,
            casting_call_id: call,
            team_id: None,
            slug: format!("audition-{}", &tail[tail.len() - 12..]),
            name_en: "Audition".to_owned(),
            name_ar: "تجربة أداء".to_owned(),
            description_en: String::new(),
            description_ar: String::new(),
            durations: vec![30],
            price_minor: None,
            currency: None,
            color_hue: 160,
            scheduling: Scheduling::Collective,
            time_zone: "Asia/Riyadh".to_owned(),
            schedule_id: None,
            buffer_before_min: 0,
            buffer_after_min: 0,
            minimum_notice_min: 0,
            slot_interval_min: None,
            offset_start_min: 0,
            grid: "clock".to_owned(),
            booking_window: serde_json::json!({"type": "rolling", "days": 60, "calendar_days": true}),
            limits: serde_json::json!({}),
            round_robin: serde_json::json!({}),
            pending_blocks: true,
            needs_confirmation: false,
            capacity: 1,
            role_capacities: serde_json::json!({}),
            shows_places_left: true,
            repeats: None,
            locations: vec![EventLocation::Video { url: Some("https://meet.example/room".to_owned()), password: None }],
            hidden: false,
            access: domain::public_booking::Access::Open,
            position: 0,
            archived_at: None,
            created_by: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        change(&mut event_type);
        let is_fixed = event_type.scheduling != Scheduling::RoundRobin;
        let hosts: Vec<HostRecord> = hosts
            .iter()
            .map(|user| HostRecord {
                user_id: *user,
                name_latin: String::new(),
                name_arabic: String::new(),
                is_fixed,
                weight: 100,
                priority: 2,
                group_name: None,
                schedule_id: None,
                locations: Vec::new(),
                joined_at: ctx.now,
            })
            .collect();
        self.write(async |tx| {
            store::event_types::insert(tx, &event_type).await?;
            store::event_types::replace_hosts(tx, id, &hosts).await
        })
        .await;
        id
    }

    /// A talent with an account who applied for the stage's role.
    pub async fn applicant(&self, stage: &Stage, name: &str) -> Applicant {
        let person = self.person(name).await;
        self.applies(stage.org, stage.role, &person).await
    }

    /// Lets a person apply for a role.
    pub async fn applies(&self, org: Id<Organization>, role: Id<Role>, person: &Person) -> Applicant {
        let ctx = self.ctx_system();
        let known = self.profile_of(org, person.id).await;
        let profile = known.unwrap_or_else(|| ctx.new_id().expect("an id"));
        let record = ProfileRecord {
            id: profile,
            organization_id: org,
            user_id: person.id,
            is_claimed: true,
            name_latin: person.name.clone(),
            name_arabic: String::new(),
            search_key: folded(&person.name),
            email: None,
            phone: Some("+966 50 000 0001".to_owned()),
            birth_year: None,
            city: None,
            language: "en".to_owned(),
            time_zone: None,
            showreel_url: None,
            external_id: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        let application = ApplicationRecord {
            id: ctx.new_id().expect("an id"),
            organization_id: org,
            role_id: role,
            talent_profile_id: profile,
            status: ApplicationStatus::Shortlisted,
            note: String::new(),
            source: ApplicationSource::Caster,
            external_id: None,
            created_at: ctx.now,
        };
        self.write(async |tx| {
            if known.is_none() {
                store::talent_profiles::insert(tx, &record).await?;
            }
            store::applications::insert(tx, std::slice::from_ref(&application)).await
        })
        .await;
        Applicant { person: person.clone(), profile, application: application.id }
    }

    async fn profile_of(&self, org: Id<Organization>, user: Id<User>) -> Option<Id<TalentProfile>> {
        let mut db = self.store().connection().await.expect("a connection");
        let found = store::talent_profiles::get_by_user(&mut db, org, user).await.expect("the profile");
        found.map(|profile| profile.id)
    }

    /// A room in Riyadh, open whenever the team is.
    pub async fn room(&self, org: Id<Organization>, name: &str) -> Id<Room> {
        let ctx = self.ctx_system();
        let room = RoomRecord {
            id: ctx.new_id().expect("an id"),
            organization_id: org,
            name_en: name.to_owned(),
            name_ar: "غرفة".to_owned(),
            address_en: "King Fahd Road, Riyadh".to_owned(),
            address_ar: String::new(),
            map_url: None,
            directions_en: String::new(),
            directions_ar: String::new(),
            time_zone: "Asia/Riyadh".to_owned(),
            schedule_id: None,
            archived_at: None,
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        self.write(async |tx| store::rooms::insert(tx, &room).await).await;
        room.id
    }

    /// How many deadlocks PostgreSQL has broken in this world so far.
    pub async fn deadlocks(&self) -> i64 {
        // Backends hand their counts in about once a second.
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        let mut db = self.store().connection().await.expect("a connection");
        store::databases::deadlocks(&mut db).await.expect("the statistics")
    }

    /// An instant written in RFC 3339.
    pub fn at(&self, instant: &str) -> DateTime<Utc> {
        instant.parse().expect("an instant in RFC 3339")
    }

    /// Books the applicant at an instant, as the stage's caster.
    pub async fn booked(&self, stage: &Stage, applicant: &Applicant, start: &str) -> BookingView {
        let new = NewBooking::new(applicant.application, stage.event_type, self.at(start));
        self.services.book(&self.ctx_as(&stage.caster), &new).await.expect("a booking")
    }

    /// Lets everybody book the stage's event type, with or without approval as it is.
    pub async fn shared(&self, stage: &Stage) {
        let ctx = self.ctx_as(&stage.caster);
        let now = self.services.sharing(&ctx, stage.event_type).await.expect("the event type");
        let form = ShareForm {
            access: "open".to_owned(),
            needs_confirmation: now.needs_confirmation,
            pending_blocks: now.pending_blocks,
            may_cancel: true,
            may_reschedule: true,
            reason_from: "nobody".to_owned(),
            ..ShareForm::default()
        };
        self.services.share(&ctx, stage.event_type, None, &form).await.expect("shared");
    }

    /// What a stranger asks for: `name` is their name and, in lower case, their address.
    pub fn stranger(&self, event_type: Id<EventType>, name: &str, start: &str) -> NewPublicBooking {
        NewPublicBooking {
            event_type_id: event_type,
            link: None,
            start: self.at(start),
            duration: None,
            meeting_type: None,
            guest: GuestForm {
                name: name.to_owned(),
                email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
                ..GuestForm::default()
            },
            answers: domain::question::Answers::new(),
            occurrences: None,
            time_zone: None,
            language: services::words::Lang::En,
            form_key: None,
        }
    }
}
