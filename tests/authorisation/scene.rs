//! One casting office with everybody the table's columns name, and what its lines act on.

mod calendars;
#[path = "scene/made.rs"]
mod made;

use domain::actor::{Actor, MemberRole};
use domain::id::{EventType, Id, Notification, Organization, Webhook};
use services::accounts::NewSignUp;
use services::api_keys::NewKey;
use services::applications::NewApplicant;
use services::bookings::BookingView;
use services::holidays::HolidayForm;
use services::invitations::NewInvitation;
use services::out_of_office::{TimeOffForm, TravelForm};
use services::pauses::PauseForm;
use services::public_booking::{Made, NewPrivateLink};
use services::sessions::{CONTENT, SessionContent};
use services::teams::TeamForm;
use services::webhooks::WebhookForm;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::World;
use testkit::builders::bookings::{Applicant, Stage};
use tokio::sync::Mutex;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// When the scene's booking begins; the world's clock stands a week earlier.
pub const START: &str = "2026-11-29T07:00:00Z";

pub struct Scene<'a> {
    world: &'a World,
    stage: Stage,
    talent: Applicant,
    booking: BookingView,
    number: u32,
    actors: BTreeMap<&'static str, Actor>,
    /// What lines name in angle brackets; what takes work to make is added when a line first asks for it.
    names: Mutex<BTreeMap<&'static str, String>>,
    cookies: Mutex<BTreeMap<String, String>>,
}

async fn slug_of(world: &World, org: Id<Organization>, id: Id<EventType>) -> String {
    let mut db = world.store().connection().await.unwrap();
    store::event_types::get(&mut db, org, id).await.unwrap().unwrap().slug
}

/// Names that [`Scene::make`] makes when they are asked for.
#[rustfmt::skip]
const MADE: &[&str] = &[
    "begun", "done", "requested", "to_move", "to_move_token", "token", "verify_token", "reset_token", "invite_token", "claimable", "pause", "holiday",
    "calendar", "view", "time_off", "travel", "handle", "mail", "member", "invitation", "team", "key", "webhook", "delivery", "rule",
    "sent_by", "dead_job", "message", "stop_token", "guest_booking", "guest_token", "asked", "private_link", "waiting_token",
    "schedule", "calcom", "connection", "feed", "feed_file", "feed_busy", "frame", "photo", "pictured", "logo",
    "meeting", "meeting_token",
];

/// The id of whoever stands in that column.
fn user_of(actors: &BTreeMap<&'static str, Actor>, column: &str) -> String {
    actors[column].user_id.unwrap().to_string()
}

impl<'a> Scene<'a> {
    pub async fn new(world: &'a World) -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let office = world.organization(&format!("office-{number}")).await;
        let other_office = world.organization(&format!("other-{number}")).await;
        world.sql("update organizations set sign_up_policy = 'open'").await;
        let stage = world.stage_in(office).await;
        world.shared(&stage).await;
        let talent = world.applicant(&stage, "Noura").await;
        let other_talent = world.applicant(&stage, "Faisal").await;
        let foreign_stage = world.stage_in(other_office).await;
        let mut actors = BTreeMap::from([("anonymous", Actor::anonymous())]);
        actors.insert("talent", talent.person.actor());
        actors.insert("other talent", other_talent.person.actor());
        actors.insert("foreign caster", foreign_stage.caster.actor());
        actors.insert("caster", stage.caster.actor());
        for (column, role, belongs) in [
            ("colleague", MemberRole::Caster, false),
            ("assistant", MemberRole::Assistant, true),
            ("session runner", MemberRole::SessionRunner, true),
            ("reviewer", MemberRole::Reviewer, true),
            ("admin", MemberRole::Admin, false),
        ] {
            let person = world.member_of(office, role).await;
            if belongs {
                let now = world.now();
                world
                    .write(async |tx| store::casting_calls::add_member(tx, office, stage.call, person.id, now).await)
                    .await;
            }
            actors.insert(column, person.actor());
        }
        let booking = world.booked(&stage, &talent, START).await;
        let call = world.services.call(&world.ctx_as(&stage.caster), stage.call).await.unwrap();
        let names = BTreeMap::from([
            ("booking", booking.id.to_string()),
            ("application", talent.application.to_string()),
            ("other_application", other_talent.application.to_string()),
            ("event_type", stage.event_type.to_string()),
            ("event_type_slug", slug_of(world, stage.org, stage.event_type).await),
            ("call", stage.call.to_string()),
            ("call_slug", call.call.slug),
            ("role", stage.role.to_string()),
            ("other_role", world.role_in(office, stage.call).await.to_string()),
            ("profile", talent.profile.to_string()),
            // One that nobody keeps.
            ("hold", "hld_01jd9x8k3me0q8v6t2h4w7y5nz".to_owned()),
            ("room", world.room(office, "Studio").await.to_string()),
            ("office", office.to_string()),
            ("caster", stage.caster.id.to_string()),
            ("colleague", user_of(&actors, "colleague")),
            ("assistant", user_of(&actors, "assistant")),
            ("office_slug", format!("office-{number}")),
            ("number", number.to_string()),
            // Where a rule's id would stand while there is none.
            ("new", "new".to_owned()),
            ("keeper", "google".to_owned()),
        ]);
        let (names, cookies) = (Mutex::new(names), Mutex::default());
        Self { world, stage, talent, booking, number, actors, names, cookies }
    }

    /// Who stands in that column.
    pub fn actor(&self, column: &str) -> Actor {
        self.actors[column].clone()
    }

    /// The cookie of a session of theirs; none for whoever is not signed in.
    pub async fn cookie(&self, column: &str) -> Option<String> {
        let actor = self.actor(column);
        let user = actor.user_id?;
        let mut cookies = self.cookies.lock().await;
        if let Some(cookie) = cookies.get(column) {
            return Some(cookie.clone());
        }
        let value = i128::from(COUNTER.fetch_add(1, Ordering::Relaxed)) << 64;
        let cookie = tower_sessions::session::Id(value).to_string();
        let content = SessionContent {
            user,
            organization: actor.organization_id,
            awaits_code: false,
            sets_up: false,
            user_agent: String::new(),
            address: String::new(),
        };
        let data = serde_json::json!({ CONTENT: content });
        assert!(self.world.services.create_session(&cookie, &data).await.unwrap());
        cookies.insert(column.to_owned(), cookie.clone());
        Some(cookie)
    }

    /// `<booking>` and the like replaced by this scene's.
    pub async fn fill(&self, text: &str) -> String {
        for name in MADE.iter().filter(|name| text.contains(&format!("<{name}>"))) {
            if !self.names.lock().await.contains_key(name) {
                let value = self.make(name).await;
                self.names.lock().await.insert(name, value);
            }
        }
        let names = self.names.lock().await;
        let filled =
            names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("<{name}>"), value));
        assert!(!filled.contains("<"), "a name the scene does not know: {filled}");
        filled
    }

    async fn make(&self, name: &str) -> String {
        let (world, services) = (self.world, &self.world.services);
        let (caster, talent) = (world.ctx_as(&self.stage.caster), world.ctx_as(&self.talent.person));
        match name {
            "begun" => self.begun().await.to_string(),
            "done" => {
                let begun = self.begun().await;
                services.complete_booking(&world.ctx_as(&self.stage.caster), begun, None).await.unwrap().id.to_string()
            }
            "requested" => {
                let at = [world.at("2026-11-29T10:00:00Z")];
                // Refused once a line before this one wrongly got through; that line is told, this must not hide it.
                let asked = services.request_change(&talent, self.booking.id, None, &at, "").await;
                asked.map_or(self.booking.id, |booking| booking.id).to_string()
            }
            // The office asked for another time.
            "to_move" => {
                let asked = services.request_reschedule(&caster, self.booking.id, None, "").await;
                asked.map_or(self.booking.id, |booking| booking.id).to_string()
            }
            "to_move_token" => {
                self.filled("to_move").await;
                self.filled("token").await
            }
            "token" => {
                services::booking_links::token(&services.settings().secret, self.booking.id, self.talent.person.id, 1)
            }
            "verify_token" => {
                let new = NewSignUp {
                    organization: format!("office-{}", self.number),
                    name_latin: "Rima".to_owned(),
                    email: format!("rima.{}@example.com", self.number),
                    ..NewSignUp::default()
                };
                services.sign_up(&world.ctx_anonymous(), new).await.unwrap();
                self.mailed("/verify/").await
            }
            "reset_token" => {
                services.ask_reset(&world.ctx_anonymous(), &self.talent.person.email).await.unwrap();
                self.mailed("/reset/").await
            }
            "invite_token" => {
                let email = format!("new.{}@example.com", self.number);
                let new = NewInvitation { email, role: "caster".to_owned(), ..NewInvitation::default() };
                services.invite_member(&world.ctx(self.actor("admin")), new).await.unwrap();
                self.mailed("/invite/").await
            }
            // What a caster of another office typed about this talent, who has not taken it over.
            "claimable" => {
                let foreign = world.ctx(self.actor("foreign caster"));
                let stage = world.stage_in(foreign.actor.organization_id.unwrap()).await;
                let email = self.talent.person.email.clone();
                let new = NewApplicant { name: "Noura".to_owned(), email, ..NewApplicant::default() };
                let added = services.add_applicant(&world.ctx_as(&stage.caster), stage.role, new).await.unwrap();
                added.talent_profile_id.to_string()
            }
            "pause" => {
                let form = PauseForm {
                    name_en: "Prayer".to_owned(),
                    starts_on: "2026-11-23".to_owned(),
                    start: "12:00".to_owned(),
                    end: "12:30".to_owned(),
                    ..PauseForm::default()
                };
                services.create_pause(&caster, &form).await.unwrap().id.to_string()
            }
            "calendar" | "connection" | "feed" | "feed_file" | "feed_busy" => self.calendar_thing(name).await,
            "holiday" => {
                let form = HolidayForm {
                    on_date: "2026-12-23".to_owned(),
                    name_en: "Day off".to_owned(),
                    ..HolidayForm::default()
                };
                services.create_holiday(&caster, &form).await.unwrap().id.to_string()
            }
            "schedule" => services.my_schedules(&caster).await.unwrap()[0].id.to_string(),
            "calcom" => {
                let admin = world.ctx(self.actor("admin"));
                let secret = services.set_calcom_secret(&admin).await.unwrap();
                let body = format!(
                    r#"{{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-11-20T08:00:00.000Z","payload":{{"uid":"u{}",
                    "startTime":"2026-11-29T13:00:00Z","endTime":"2026-11-29T13:30:00Z"}}}}"#,
                    self.number
                );
                let signature = services::calcom_in::signature(&secret, body.as_bytes());
                let office = format!("office-{}", self.number);
                services.receive_calcom(&world.ctx_anonymous(), &office, &signature, body.as_bytes()).await.unwrap();
                let waiting = services.open_calcom_messages(&admin, None).await.unwrap();
                services.remove_calcom_source(&admin).await.unwrap();
                waiting.items[0].id.to_string()
            }
            "view" => services.save_view(&caster, "Mine", "status=confirmed").await.unwrap().id.to_string(),
            "time_off" => {
                let form = TimeOffForm { from: "2026-11-25".to_owned(), ..TimeOffForm::default() };
                services.add_time_off(&talent, &form).await.unwrap().id.to_string()
            }
            "travel" => {
                let (from, time_zone) = ("2026-12-25".to_owned(), "Europe/London".to_owned());
                let form = TravelForm { from, time_zone, ..TravelForm::default() };
                services.add_travel(&talent, &form).await.unwrap().id.to_string()
            }
            "handle" => {
                self.cookie("talent").await;
                services.list_sessions(&talent).await.unwrap()[0].handle.clone()
            }
            "mail" => {
                world.run_jobs().await;
                services.outbox(&talent).await.unwrap()[0].id.to_string()
            }
            "member" => {
                let members = services.list_members(&world.ctx(self.actor("admin"))).await.unwrap();
                members.iter().find(|one| one.role == MemberRole::SessionRunner).unwrap().id.to_string()
            }
            "invitation" => {
                let admin = world.ctx(self.actor("admin"));
                let email = format!("asked.{}@example.com", self.number);
                let new = NewInvitation { email, role: "caster".to_owned(), ..NewInvitation::default() };
                services.invite_member(&admin, new).await.unwrap();
                services.list_invitations(&admin).await.unwrap()[0].id.to_string()
            }
            "team" => {
                let form = TeamForm { name_en: "Street".to_owned(), ..TeamForm::default() };
                services.create_team(&world.ctx(self.actor("admin")), form).await.unwrap().id.to_string()
            }
            "key" => {
                let new =
                    NewKey { name: "Site".to_owned(), scopes: vec!["bookings:read".to_owned()], ..NewKey::default() };
                services.create_api_key(&world.ctx(self.actor("admin")), new).await.unwrap().0.to_string()
            }
            "guest_booking" => self.guest("2026-11-29T12:00:00Z").await.booking.id.to_string(),
            "guest_token" => self.guest("2026-11-29T12:30:00Z").await.token,
            "asked" => {
                world.sql("update event_types set needs_confirmation = true").await;
                let asked = self.guest("2026-11-29T08:30:00Z").await.booking.id.to_string();
                world.sql("update event_types set needs_confirmation = false").await;
                asked
            }
            "waiting_token" => {
                world.sql("update public_settings set verify_email = true").await;
                let mut ctx = world.ctx_anonymous();
                ctx.request.session_key = format!("waiting-{}", self.number);
                let new = world.stranger(self.stage.event_type, "Dana", "2026-11-29T11:30:00Z");
                services.ask_public(&ctx, &new).await.unwrap();
                world.sql("update public_settings set verify_email = false").await;
                self.mailed("/confirm/").await
            }
            "frame" => self.frame().await,
            "meeting" => self.meeting().await.to_string(),
            "meeting_token" => self.meeting_guest(self.filled("meeting").await.parse().unwrap()).await,
            "private_link" => {
                let (admin, new) = (world.ctx(self.actor("admin")), NewPrivateLink::default());
                services.create_private_link(&admin, self.stage.event_type, &new).await.unwrap().id.to_string()
            }
            "photo" => world.face(&caster, self.talent.application).await.to_string(),
            "pictured" => {
                world.face(&caster, self.talent.application).await;
                self.talent.application.to_string()
            }
            "logo" => world.logo(&world.ctx(self.actor("admin"))).await.to_string(),
            "webhook" => self.webhook().await.to_string(),
            "delivery" => {
                let (webhook, admin) = (self.webhook().await, world.ctx(self.actor("admin")));
                services.test_webhook(&admin, webhook).await.unwrap().id.to_string()
            }
            "sent_by" => {
                let (delivery, admin) =
                    (self.filled("delivery").await.parse().unwrap(), world.ctx(self.actor("admin")));
                services.webhook_delivery(&admin, delivery).await.unwrap().delivery.webhook_id.to_string()
            }
            "dead_job" => {
                let ctx = world.ctx_system();
                let dead = store::dead_jobs::DeadJobRecord {
                    id: ctx.new_id().unwrap(),
                    identifier: "sweep".to_owned(),
                    payload: serde_json::json!({}),
                    died_at: ctx.now,
                };
                world.write(async |tx| store::dead_jobs::insert(tx, std::slice::from_ref(&dead)).await).await;
                dead.id.to_string()
            }
            "rule" => {
                let admin = world.ctx(self.actor("admin"));
                services.list_notification_rules(&admin, None).await.unwrap()[0].id.to_string()
            }
            "message" => self.message().await.to_string(),
            "stop_token" => {
                let message = self.message().await; // made a reminder, whose day has not come
                world.sql("update notifications set kind = 'reminder_24h' where booking_id is not null").await;
                services.unsubscribe_url(message).unwrap().rsplit('/').next().unwrap().to_owned()
            }
            _ => unreachable!("{name} is in MADE"),
        }
    }

    /// What a name of [`MADE`] stands for that another one needs.
    async fn filled(&self, name: &'static str) -> String {
        if let Some(value) = self.names.lock().await.get(name) {
            return value.clone();
        }
        let value = Box::pin(self.make(name)).await;
        self.names.lock().await.insert(name, value.clone());
        value
    }

    /// What was said first about the booking.
    async fn message(&self) -> Id<Notification> {
        self.world.run_jobs().await;
        let caster = self.world.ctx_as(&self.stage.caster);
        let ledger = self.world.services.booking_messages(&caster, self.booking.id).await.unwrap();
        ledger.last().unwrap().id
    }

    /// What somebody booked without an account.
    async fn guest(&self, start: &str) -> Made {
        let new = self.world.stranger(self.stage.event_type, "Hind", start);
        self.world.services.book_public(&self.world.ctx_anonymous(), &new).await.unwrap()
    }

    async fn webhook(&self) -> Id<Webhook> {
        let admin = self.world.ctx(self.actor("admin"));
        let form = WebhookForm { url: Some("https://hooks.example.com/".to_owned()), ..WebhookForm::default() };
        self.world.services.create_webhook(&admin, form).await.unwrap().0.id
    }

    /// The token of the link of that kind in the newest mail.
    async fn mailed(&self, address: &str) -> String {
        let mails = self.world.new_mails().await;
        let text = mails.iter().rev().find_map(|mail| mail.text.split(address).nth(1)).expect(address);
        text.split_whitespace().next().unwrap().to_owned()
    }
}
