//! What webhooks hear of the things an office keeps: casting calls, roles, event types, rooms, holidays, pauses, members, talent; and of its
//! time. Each change is made through its service; what is refused, and what is written again as it was, is not told.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    casting::CallStatus,
    event_location::EventLocation,
    hours_form::{HoursForm, SpanForm, WeeklyForm},
    limits::{Limits, PerPeriod},
};
use serde_json::{Value, json};
use services::{
    Ctx, Error,
    accounts::Finish,
    casting_calls::{CallPatch, NewCall},
    event_types::{EventTypeForm, HostForm},
    holidays::HolidayForm,
    invitations::NewInvitation,
    pauses::PauseForm,
    public_booking::ShareForm,
    roles::RoleForm,
    rooms::RoomForm,
    talent_profiles::ProfilePatch,
    webhooks::WebhookView,
};
use testkit::{Person, World, builders::bookings::Stage};

use crate::{
    accounts::{PASSWORD, link_to, token},
    members::claims::unclaimed,
    webhooks::{form, subscribed},
    webhooks_topics::told,
};

struct Office {
    world: World,
    admin: Person,
    webhook: WebhookView,
    stage: Stage,
}

impl Office {
    async fn new() -> Self {
        let world = World::new().await;
        let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/a")).await;
        let stage = world.stage().await;
        Self { world, admin, webhook, stage }
    }

    /// The admin, a second later, so that messages have an order of their own.
    fn ctx(&self) -> Ctx {
        self.world.advance(TimeDelta::seconds(1));
        self.world.ctx_as(&self.admin)
    }

    /// Every message so far.
    async fn told(&self) -> Vec<Value> {
        told(&self.world, &self.admin, &self.webhook, "").await
    }

    /// Type, revision and changed fields of every message about `noun`.
    async fn lines(&self, noun: &str) -> Value {
        let told = told(&self.world, &self.admin, &self.webhook, noun).await;
        told.iter().map(|told| json!([told["type"], told["data"]["revision"], told["data"]["changedFields"]])).collect()
    }
}

fn names(name: &str) -> (String, String) {
    (name.to_owned(), format!("{name} ع"))
}

#[tokio::test]
async fn casting_calls_and_roles() {
    let office = Office::new().await;
    let s = &office.world.services;
    let (title_en, title_ar) = names("Palms");
    let new = NewCall { title_en, title_ar, external_id: Some("listing-1".into()), ..NewCall::default() };
    let call = s.create_call(&office.ctx(), new).await.unwrap();
    let dates = CallPatch { closes_on: Some("2026-12-31".into()), ..CallPatch::default() };
    s.edit_call(&office.ctx(), call.id, None, dates.clone()).await.unwrap();
    s.edit_call(&office.ctx(), call.id, None, dates).await.unwrap();
    for status in [CallStatus::Published, CallStatus::Published, CallStatus::Draft, CallStatus::Archived] {
        s.set_call_status(&office.ctx(), call.id, None, status).await.unwrap();
    }
    let user = office.stage.caster.id;
    s.add_call_member(&office.ctx(), call.id, user).await.unwrap();
    s.remove_call_member(&office.ctx(), call.id, user).await.unwrap();
    let stale = s.edit_call(&office.ctx(), call.id, Some(1), CallPatch::default()).await;
    assert!(stale.is_err());

    let (name_en, name_ar) = names("Fisherman");
    let form = RoleForm { name_en: Some(name_en), name_ar: Some(name_ar), ..RoleForm::default() };
    let role = s.create_role(&office.ctx(), call.id, form).await.unwrap().id;
    let older = RoleForm { age_from: Some("40".into()), gender: Some("male".into()), ..RoleForm::default() };
    s.edit_role(&office.ctx(), role, None, older.clone()).await.unwrap();
    s.edit_role(&office.ctx(), role, None, older).await.unwrap();
    s.archive_role(&office.ctx(), role, None, true).await.unwrap();
    s.archive_role(&office.ctx(), role, None, false).await.unwrap();
    s.delete_role(&office.ctx(), role, None).await.unwrap();
    s.delete_call(&office.ctx(), call.id, None).await.unwrap();

    assert_eq!(
        office.lines("casting_call.").await,
        json!([
            ["casting_call.created", 1, []],
            ["casting_call.updated", 2, ["closesOn"]],
            ["casting_call.published", 4, ["status"]],
            ["casting_call.withdrawn", 5, ["status"]],
            ["casting_call.archived", 6, ["status"]],
            ["casting_call.member_added", 6, []],
            ["casting_call.member_removed", 6, []],
            ["casting_call.removed", 7, []],
        ])
    );
    assert_eq!(
        office.lines("role.").await,
        json!([
            ["role.created", 1, []],
            ["role.updated", 2, ["ageFrom", "gender"]],
            ["role.archived", 3, ["archivedAt"]],
            ["role.restored", 4, ["archivedAt"]],
            ["role.removed", 5, []],
        ])
    );
    let all = office.told().await;
    let created = &all[0]["data"];
    assert_eq!(
        json!([created["castingCallId"], created["castingCall"]["externalId"], created["castingCall"]["status"]]),
        json!([call.id.to_string(), "listing-1", "draft"])
    );
    let added = all.iter().find(|told| told["type"] == "casting_call.member_added").unwrap();
    assert_eq!(added["data"]["userId"], user.to_string());
    let cast = all.iter().find(|told| told["type"] == "role.archived").unwrap();
    assert_eq!(
        json!([cast["data"]["roleId"], cast["data"]["role"]["castingCallId"], cast["data"]["role"]["nameEn"]]),
        json!([role.to_string(), call.id.to_string(), "Fisherman"])
    );
}

#[tokio::test]
async fn event_types() {
    let office = Office::new().await;
    let s = &office.world.services;
    let (name_en, name_ar) = names("Callback");
    let place = |password: &str| EventLocation::Video {
        url: Some("https://meet.example.com/a".into()),
        password: Some(password.into()),
    };
    let typed = EventTypeForm {
        name_en,
        name_ar,
        hosts: vec![HostForm::fixed(office.stage.caster.id)],
        locations: vec![place("secret-1")],
        ..EventTypeForm::default()
    };
    let made = s.create_event_type(&office.ctx(), typed).await.unwrap();
    let id = made.record.id;
    let mut form = made.to_form();
    for (minutes, ahead, password) in
        [(45, true, "secret-1"), (45, true, "secret-1"), (45, true, "secret-2"), (60, false, "secret-2")]
    {
        form.durations = vec![minutes];
        if !ahead {
            form.booking_window = None;
        }
        form.locations = vec![place(password)];
        s.edit_event_type(&office.ctx(), id, None, form.clone()).await.unwrap();
    }
    let share = ShareForm { access: "open".into(), reason_from: "nobody".into(), ..ShareForm::default() };
    s.share(&office.ctx(), id, None, &share).await.unwrap();
    s.set_onward(&office.ctx(), id, "").await.unwrap();
    s.archive_event_type(&office.ctx(), id, true).await.unwrap();
    s.archive_event_type(&office.ctx(), id, true).await.unwrap();
    s.archive_event_type(&office.ctx(), id, false).await.unwrap();
    let copy = s.duplicate_event_type(&office.ctx(), id).await.unwrap().record.id;
    s.delete_event_type(&office.ctx(), id, None).await.unwrap();
    assert_eq!(
        office.lines("event_type.").await,
        json!([
            ["event_type.created", 1, []],
            ["event_type.updated", 2, ["durations"]],
            ["event_type.updated", 4, ["locations"]],
            ["event_type.updated", 5, ["durations", "bookingWindow"]],
            ["event_type.updated", 6, ["sharing"]],
            ["event_type.updated", 6, ["onward"]],
            ["event_type.archived", 7, ["archivedAt"]],
            ["event_type.restored", 9, ["archivedAt"]],
            // A copy is written with its sharing.
            ["event_type.created", 2, []],
            ["event_type.removed", 10, []],
        ])
    );
    let all = office.told().await;
    assert!(!all.iter().any(|told| told.to_string().contains("secret-")), "a meeting's password stays inside");
    let first = &all[0]["data"]["eventType"];
    assert_eq!(
        json!([first["id"], first["hosts"][0]["userId"], first["locations"][0]["url"]]),
        json!([id.to_string(), office.stage.caster.id.to_string(), "https://meet.example.com/a"])
    );
    assert_eq!(all[8]["data"]["eventTypeId"], copy.to_string());
}

#[tokio::test]
async fn rooms_holidays_pauses_and_what_they_make_of_free_times() {
    let office = Office::new().await;
    let s = &office.world.services;
    let (name_en, name_ar) = names("Studio");
    let named = RoomForm { name_en: Some(name_en), name_ar: Some(name_ar), ..RoomForm::default() };
    let room = s.create_room(&office.ctx(), named.clone()).await.unwrap().id;
    s.edit_room(&office.ctx(), room, None, named).await.unwrap();
    let mapped = RoomForm { map_url: Some("https://maps.example.com/1".into()), ..RoomForm::default() };
    s.edit_room(&office.ctx(), room, None, mapped).await.unwrap();
    let hours = |end: &str| {
        let span = SpanForm { start: "09:00".into(), end: end.into() };
        Some(HoursForm { weekly: vec![WeeklyForm { day: 0, span }], ..HoursForm::default() })
    };
    for hours in [hours("17:00"), hours("17:00"), hours("18:00"), None, None] {
        s.save_room_hours(&office.ctx(), room, hours).await.unwrap();
    }
    s.archive_room(&office.ctx(), room, None, true).await.unwrap();
    s.archive_room(&office.ctx(), room, None, false).await.unwrap();

    let holiday =
        |on_date: &str| HolidayForm { on_date: on_date.into(), name_en: "Rest".into(), ..HolidayForm::default() };
    let rest = s.create_holiday(&office.ctx(), &holiday("2026-12-01")).await.unwrap().id;
    s.edit_holiday(&office.ctx(), rest, &holiday("2026-12-01")).await.unwrap();
    s.edit_holiday(&office.ctx(), rest, &holiday("2026-12-02")).await.unwrap();
    s.delete_holiday(&office.ctx(), rest).await.unwrap();
    let preset = s.holiday_preset(&office.ctx(), "SA", 2027).await.unwrap();
    let chosen: Vec<String> = preset.holidays.iter().take(2).map(|(day, _)| day.key()).collect();
    assert_eq!(s.add_preset_holidays(&office.ctx(), "SA", 2027, &chosen).await.unwrap(), 2);
    assert_eq!(s.add_preset_holidays(&office.ctx(), "SA", 2027, &chosen).await.unwrap(), 0);

    let noon = PauseForm {
        room_id: Some(room),
        name_en: "Noon".into(),
        starts_on: "2026-12-03".into(),
        start: "12:00".into(),
        end: "12:30".into(),
        ..PauseForm::default()
    };
    let pause = s.create_pause(&office.ctx(), &noon).await.unwrap().id;
    let nowhere = PauseForm { end: "soon".into(), ..noon };
    assert!(s.create_pause(&office.ctx(), &nowhere).await.is_err());
    s.delete_pause(&office.ctx(), pause).await.unwrap();
    s.delete_room(&office.ctx(), room, None).await.unwrap();
    let limits = Limits { bookings: PerPeriod { day: Some(3), ..PerPeriod::default() }, ..Limits::NONE };
    s.set_booker_limits(&office.ctx(), limits).await.unwrap();
    s.set_host_limits(&office.ctx(), office.stage.caster.id, limits).await.unwrap();

    let all = office.told().await;
    let brief = |told: &Value| {
        let data = &told["data"];
        match told["type"].as_str().unwrap() {
            "availability.changed" => json!([data["what"], data["dates"], data["roomId"] == room.to_string()]),
            name => json!([name, data["changedFields"]]),
        }
    };
    // Messages of one instant have no order among themselves.
    let mut lines: Vec<(String, String)> = Vec::new();
    for told in &all {
        lines.push((told["timestamp"].as_str().unwrap().to_owned(), brief(told).to_string()));
    }
    lines.sort();
    let lines: Vec<Value> = lines.iter().map(|(_, line)| serde_json::from_str(line).unwrap()).collect();
    let (first, second) = (&preset.holidays[0].0.date, &preset.holidays[1].0.date);
    assert_eq!(
        json!(lines),
        json!([
            ["room.created", []],
            ["room.updated", ["mapUrl"]],
            ["room.updated", ["scheduleId"]],
            ["room_hours", null, true],
            ["room_hours", null, true],
            ["room.updated", ["scheduleId"]],
            ["room_hours", null, true],
            ["room.archived", ["archivedAt"]],
            ["room.restored", ["archivedAt"]],
            ["holiday.created", []],
            ["holidays", ["2026-12-01"], false],
            ["holiday.updated", ["onDate"]],
            ["holidays", ["2026-12-01", "2026-12-02"], false],
            ["holiday.removed", []],
            ["holidays", ["2026-12-02"], false],
            ["holiday.created", []],
            ["holiday.created", []],
            ["holidays", [first, second], false],
            ["pause", null, true],
            ["pause.created", []],
            ["pause", null, true],
            ["pause.removed", []],
            ["room.removed", []],
            ["limits", null, false],
            ["limits", null, false],
        ])
    );
    let of = |name: &str| all.iter().rev().find(|told| told["type"] == name).unwrap()["data"].clone();
    assert_eq!(of("room.removed")["room"]["mapUrl"], "https://maps.example.com/1");
    let gone = of("pause.removed");
    assert_eq!(
        json!([gone["pauseId"], gone["pause"]["start"], gone["pause"]["startsOn"]]),
        json!([pause.to_string(), "12:00", "2026-12-03"])
    );
    assert_eq!(of("holiday.updated")["holiday"]["onDate"], "2026-12-02");
    assert_eq!(of("availability.changed")["userId"], office.stage.caster.id.to_string());
}

#[tokio::test]
async fn members_and_talent() {
    let office = Office::new().await;
    let (world, s) = (&office.world, &office.world.services);
    let other = world.organization("other").await;
    let stranger = world.member_of(other, MemberRole::Admin).await;
    let form = form("https://hooks.example.com/b");
    let (foreign, _) = s.create_webhook(&world.ctx_as(&stranger), form).await.unwrap();
    let invitation = |email: &str| NewInvitation { email: email.into(), role: "caster".into(), language: "en".into() };
    s.invite_member(&office.ctx(), invitation("gone@example.com")).await.unwrap();
    let open = s.list_invitations(&office.ctx()).await.unwrap().remove(0).id;
    s.revoke_invitation(&office.ctx(), open).await.unwrap();
    s.invite_member(&office.ctx(), invitation("reem@example.com")).await.unwrap();
    let link = token(&link_to(world, "reem@example.com").await);
    world.advance(TimeDelta::seconds(1));
    let finish = Finish { name_latin: "Reem".into(), password: PASSWORD.into(), ..Finish::default() };
    let reem = s.accept_invitation(&world.ctx_anonymous(), &link, finish).await.unwrap().user;
    let members = s.list_members(&office.ctx()).await.unwrap();
    let member = members.iter().find(|member| member.user_id == reem).unwrap().id;
    for role in [MemberRole::Assistant, MemberRole::Assistant] {
        s.change_role(&office.ctx(), member, role).await.unwrap();
    }
    s.deactivate_member(&office.ctx(), member).await.unwrap();
    s.reactivate_member(&office.ctx(), member).await.unwrap();
    let own = members.iter().find(|member| member.is_self).unwrap().id;
    assert!(matches!(s.deactivate_member(&office.ctx(), own).await, Err(Error::Refused(_))), "the last admin");
    assert_eq!(
        office.lines("member.").await,
        json!([
            ["member.invited", null, []],
            ["member.invitation_revoked", null, []],
            ["member.invited", null, []],
            ["member.joined", null, []],
            ["member.role_changed", null, ["role"]],
            ["member.deactivated", null, ["isActive"]],
            ["member.reactivated", null, ["isActive"]],
        ])
    );
    let all = office.told().await;
    assert_eq!(
        json!([all[1]["data"]["invitationId"], all[1]["data"]["invitation"]["email"]]),
        json!([open.to_string(), "gone@example.com"])
    );
    let changed = &all[4]["data"];
    assert_eq!(
        json!([changed["memberId"], changed["member"]["role"], changed["member"]["userId"]]),
        json!([member.to_string(), "assistant", reem.to_string()])
    );
    assert!(!all.iter().any(|told| told.to_string().contains(&link)), "the link is for the invited");

    let noura = world.applicant(&office.stage, "Noura").await;
    let patch = ProfilePatch { city: Some("Jeddah".into()), ..ProfilePatch::default() };
    s.edit_talent(&office.ctx(), noura.profile, None, patch.clone()).await.unwrap();
    s.edit_talent(&office.ctx(), noura.profile, None, patch).await.unwrap();
    s.set_showreel(&office.ctx(), noura.application, "https://reels.example.com/1").await.unwrap();
    let faisal = world.person("Faisal").await;
    let (claimed, _) = unclaimed(world, &faisal.email).await;
    world.advance(TimeDelta::seconds(1));
    s.claim_profile(&world.ctx_as(&faisal), claimed).await.unwrap();
    let told_all = told(world, &office.admin, &office.webhook, "talent.").await;
    let lines: Vec<Value> = told_all.iter().map(|told| json!([told["type"], told["data"]["changedFields"]])).collect();
    assert_eq!(
        json!(lines),
        json!([["talent.updated", ["city"]], ["talent.updated", ["showreelUrl"]], ["talent.claimed", []]])
    );
    let person = &told_all[2]["data"]["talentProfile"];
    assert_eq!(json!([person["id"], person["userId"]]), json!([claimed.to_string(), faisal.id.to_string()]));
    let shown = &told_all[1]["data"]["talentProfile"];
    assert_eq!(json!([shown["city"], shown["showreelUrl"]]), json!(["Jeddah", "https://reels.example.com/1"]));
    assert!(told(world, &stranger, &foreign, "").await.is_empty(), "another office hears nothing");
}
