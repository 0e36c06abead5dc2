//! Lists: filters, cursors, and what a page does when the list changes under it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{SUNDAY_TEN, Set, new_booking};
use crate::api::client::Client;

fn ids(body: &Value) -> Vec<String> {
    body["data"].as_array().unwrap().iter().map(|booking| booking["id"].as_str().unwrap().to_owned()).collect()
}

/// Books five talent, a minute between each; their ids in the order made.
async fn five(set: &Set) -> Vec<String> {
    let mut made = Vec::new();
    for hour in 0..5 {
        let applicant = set.world.applicant(&set.stage, &format!("Talent {hour}")).await;
        let at = format!("2026-11-29T{:02}:00:00Z", 6 + hour);
        let data = set.caster.post("/api/v1/bookings", new_booking(&set.stage, &applicant, &at)).await.data(201);
        made.push(data["id"].as_str().unwrap().to_owned());
        set.world.advance(TimeDelta::minutes(1));
    }
    made
}

#[tokio::test]
async fn pages_neither_repeat_nor_skip_while_the_list_grows_and_shrinks() {
    let set = Set::new().await;
    let made = five(&set).await;
    let first = set.caster.get("/api/v1/bookings?limit=2").await.body;
    assert_eq!(ids(&first), [made[4].clone(), made[3].clone()]);
    let cursor = first["meta"]["nextCursor"].as_str().unwrap().to_owned();
    // One more at the top, and the row the cursor stands on is hidden.
    set.booked("2026-11-30T07:00:00Z").await;
    set.caster.delete(&format!("/api/v1/bookings/{}", made[3])).await.data(200);
    let second = set.caster.get(&format!("/api/v1/bookings?limit=2&cursor={cursor}")).await.body;
    assert_eq!(ids(&second), [made[2].clone(), made[1].clone()]);
    let cursor = second["meta"]["nextCursor"].as_str().unwrap().to_owned();
    let third = set.caster.get(&format!("/api/v1/bookings?limit=2&cursor={cursor}")).await.body;
    assert_eq!(ids(&third), [made[0].clone()]);
    assert_eq!(third["meta"], json!({"nextCursor": null}));
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_filters_only() {
    let set = Set::new().await;
    five(&set).await;
    let first = set.caster.get("/api/v1/bookings?limit=2&status=scheduled").await.body;
    let cursor = first["meta"]["nextCursor"].as_str().unwrap().to_owned();
    set.caster.get(&format!("/api/v1/bookings?limit=3&status=scheduled&cursor={cursor}")).await.data(200);
    for query in [
        format!("cursor={cursor}"),
        format!("status=confirmed&cursor={cursor}"),
        format!("status=scheduled&upcoming=true&cursor={cursor}"),
        format!("status=scheduled&cursor=x{cursor}"),
        "status=scheduled&cursor=MQ".to_owned(),
        "status=scheduled&cursor=".to_owned(),
    ] {
        let answer = set.caster.get(&format!("/api/v1/bookings?{query}")).await;
        answer.problem(400, "request.bad_cursor", &[("/cursor", "invalid")]);
    }
}

#[tokio::test]
async fn upcoming_and_status_filter() {
    let set = Set::new().await;
    let made = five(&set).await;
    set.caster.patch(&format!("/api/v1/bookings/{}", made[1]), json!({"status": "cancelled"})).await.data(200);
    assert_eq!(ids(&set.caster.get("/api/v1/bookings?status=cancelled").await.body), [made[1].clone()]);
    assert_eq!(ids(&set.caster.get("/api/v1/bookings?status=cancelled,scheduled").await.body).len(), 5);
    // Soonest first, live, not over.
    set.world.set_clock("2026-11-29T06:30:00Z");
    let upcoming = set.caster.get("/api/v1/bookings?upcoming=true&limit=2").await.body;
    assert_eq!(ids(&upcoming), [made[2].clone(), made[3].clone()]);
    let cursor = upcoming["meta"]["nextCursor"].as_str().unwrap();
    let rest = set.caster.get(&format!("/api/v1/bookings?upcoming=true&limit=2&cursor={cursor}")).await.body;
    assert_eq!(ids(&rest), [made[4].clone()]);
    let call = set.stage.call;
    assert_eq!(ids(&set.caster.get(&format!("/api/v1/bookings?castingCallId={call}")).await.body).len(), 5);
    let application = set.applicant.application;
    assert!(ids(&set.caster.get(&format!("/api/v1/bookings?applicationId={application}")).await.body).is_empty());
}

#[tokio::test]
async fn everybody_sees_their_own_only() {
    let set = Set::new().await;
    let (_, booking) = set.booked(SUNDAY_TEN).await;
    let other = set.world.applicant(&set.stage, "Faisal").await;
    let colleague = set.world.member(domain::actor::MemberRole::Caster).await;
    let admin = set.world.member(domain::actor::MemberRole::Admin).await;
    let elsewhere = set.world.organization("elsewhere").await;
    let foreign = set.world.member_of(elsewhere, domain::actor::MemberRole::Admin).await;
    for (person, sees) in [(&other.person, 0), (&colleague, 0), (&foreign, 0), (&admin, 1), (&set.applicant.person, 1)]
    {
        let found = ids(&Client::as_(&set.world, person).get("/api/v1/bookings").await.body);
        assert_eq!(found.len(), sees, "{}", person.name);
        assert!(found.iter().all(|id| *id == booking["id"]));
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let set = Set::new().await;
    for (query, pointer, code) in [
        ("status=done", "/status", "unknown"),
        ("status=", "/status", "unknown"),
        ("status=scheduled&status=confirmed", "/status", "invalid"),
        ("upcoming=yes", "/upcoming", "invalid"),
        ("limit=0", "/limit", "too_small"),
        ("limit=101", "/limit", "too_large"),
        ("limit=many", "/limit", "invalid"),
        ("applicationId=7", "/applicationId", "invalid"),
        ("castingCallId=bkg_01jd9x8k3me0q8v6t2h4w7y5nz", "/castingCallId", "invalid"),
        ("page=2", "/page", "unknown_field"),
    ] {
        let answer = set.caster.get(&format!("/api/v1/bookings?{query}")).await;
        answer.problem(422, "request.invalid", &[(pointer, code)]);
    }
}
