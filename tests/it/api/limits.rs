//! Limits of talent and hosts over REST.

use domain::actor::MemberRole;
use serde_json::json;
use testkit::World;

use super::client::Client;

#[tokio::test]
async fn limits_are_set_read_and_lifted() {
    let world = World::new().await;
    let (admin, caster) = (world.member(MemberRole::Admin).await, world.member(MemberRole::Caster).await);
    let (boss, host) = (Client::as_(&world, &admin), Client::as_(&world, &caster));
    let none = json!({"day": null, "week": null, "month": null, "year": null});
    let a_day = json!({"bookings": {"day": 2, "week": 8}, "minutes": {"month": 600}});
    let shown = json!({
        "bookings": {"day": 2, "week": 8, "month": null, "year": null},
        "minutes": {"day": null, "week": null, "month": 600, "year": null},
    });
    let own = format!("/api/v1/booking-limits/hosts/{}", caster.id);
    assert_eq!(boss.call("PUT", "/api/v1/booking-limits/booker", a_day.clone()).await.data(200), shown);
    assert_eq!(host.call("PUT", &own, a_day.clone()).await.data(200), shown, "a member sets their own");
    assert_eq!(
        host.get("/api/v1/booking-limits").await.data(200),
        json!({
            "booker": shown,
            "hosts": [{"userId": caster.id.to_string(), "nameLatin": caster.name, "nameArabic": "", "limits": shown}],
        })
    );
    assert_eq!(boss.call("PUT", &own, json!({})).await.data(200), json!({"bookings": none, "minutes": none}));
    assert_eq!(host.get("/api/v1/booking-limits").await.data(200)["hosts"], json!([]));

    let smaller = json!({"bookings": {"day": 3, "week": 2}, "minutes": {"day": 0}});
    boss.call("PUT", "/api/v1/booking-limits/booker", smaller).await.problem(
        422,
        "request.invalid",
        &[("/minutes/day", "too_small"), ("/bookings/week", "limit_hierarchy")],
    );
    let nobody = format!("/api/v1/booking-limits/hosts/{}", world.person("Nobody").await.id);
    boss.call("PUT", &nobody, json!({})).await.problem(404, "not_found", &[("/id", "unknown")]);
    host.call("PUT", "/api/v1/booking-limits/booker", json!({})).await.problem(403, "forbidden", &[]);
}
