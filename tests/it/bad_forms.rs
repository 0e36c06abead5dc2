//! Bad input on forms: a 4xx with the page again, the fault at its field, everything typed still there, nothing changed behind it. (REST has
//! the same list in `api/bookings/refused.rs`.)

use testkit::World;

use crate::api::server::whole;
use crate::api::wire::{Wire, serve};
use crate::session::cookie;

const UNKNOWN: &str = "bkg_01jd9x8k3me0q8v6t2h4w7y5nz";

#[tokio::test]
async fn every_fault_is_a_page_that_names_its_field_and_keeps_what_was_typed() {
    let world = World::new().await;
    let address = serve(whole(&world)).await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, "2026-11-29T07:00:00Z").await;
    let elsewhere = world.organization("elsewhere").await;
    let foreign_stage = world.stage_in(elsewhere).await;
    let huda = world.applicant(&foreign_stage, "Huda").await;
    let foreign_booking = world.booked(&foreign_stage, &huda, "2026-11-29T07:00:00Z").await;
    let (caster, talent) = (cookie(&world, &stage.caster).await, cookie(&world, &noura.person).await);

    let call = stage.call;
    let book = format!("/calls/{call}/book/{}", reem.application);
    let kind = format!("eventType={}&minutes=30&message=Bring+a+monologue", stage.event_type);
    let kept = ">Bring a monologue</textarea>";
    let (own, foreign) = (booking.id.to_string(), foreign_booking.id.to_string());
    let at = |id: &str, action: &str| format!("/bookings/{id}/{action}");
    for (who, path, body, status, shown) in [
        // Wrong zone.
        (
            &talent,
            "/settings/preferences".to_owned(),
            "language=en&hourCycle=h23&timeZone=Asia/Atlantis".to_owned(),
            422,
            vec!["f-timeZone-error"],
        ),
        (
            &talent,
            "/availability/weekly".to_owned(),
            "timeZone=Mars/Base&weekly[0][0][start]=09:00&weekly[0][0][end]=10:00".to_owned(),
            422,
            vec!["#f-timeZone", "09:00"],
        ),
        // A month 13, a day 31 of November, a year nobody lives to see, no time at all.
        (&caster, book.clone(), format!("{kind}&start=2026-13-29T09:00:00Z"), 422, vec!["#f-start"]),
        (&caster, book.clone(), format!("{kind}&start=2026-11-31T09:00:00Z"), 422, vec!["#f-start"]),
        (&caster, book.clone(), format!("{kind}&start=%2B262142-12-31T09:00:00Z"), 422, vec!["#f-start"]),
        (&caster, at(&own, "move"), "start=2026-13-01T09:00:00Z".to_owned(), 422, vec!["#f-start"]),
        (
            &talent,
            "/availability/time-off".to_owned(),
            "from=2026-13-01&reason=Holiday".to_owned(),
            422,
            vec!["f-from-error", "Holiday"],
        ),
        (
            &talent,
            "/availability/override".to_owned(),
            "date=2026-02-30&closed=1".to_owned(),
            422,
            vec!["f-date-error", "2026-02-30"],
        ),
        (
            &caster,
            "/calls".to_owned(),
            "titleEn=Dunes&kind=feature_film&opensOn=2026-13-01".to_owned(),
            422,
            vec!["f-opensOn-error", "value=\"Dunes\""],
        ),
        // Fields missing.
        (&caster, book.clone(), kind.clone(), 422, vec!["#f-start"]),
        (
            &caster,
            book.clone(),
            "minutes=30&start=2026-11-29T09:00:00Z".to_owned(),
            422,
            vec!["<li>Choose one of the options."],
        ),
        (
            &caster,
            "/calls".to_owned(),
            "kind=feature_film&descriptionEn=Two+brothers".to_owned(),
            422,
            vec!["f-titleEn-error", "Two brothers"],
        ),
        (
            &caster,
            format!("/calls/{call}/roles"),
            "descriptionEn=The+elder".to_owned(),
            422,
            vec!["f-nameEn-error", "The elder"],
        ),
        (
            &caster,
            format!("/calls/{call}/applicants"),
            format!("role={}&city=Jeddah", stage.role),
            422,
            vec!["f-name-error", "value=\"Jeddah\""],
        ),
        (
            &caster,
            "/admin/rooms".to_owned(),
            "addressEn=King+Road".to_owned(),
            422,
            vec!["f-nameEn-error", "King Road"],
        ),
        // Values that fit no field.
        (
            &caster,
            book.clone(),
            format!("{kind}&start=2026-11-29T09:00:00Z&meetingType=telepathy"),
            422,
            vec!["#f-meetingType", kept],
        ),
        (
            &caster,
            book.clone(),
            format!("{kind}&start=2026-11-29T09:00:00Z&meetingType=video&meetingUrl=javascript:alert(1)"),
            422,
            vec!["f-meetingUrl-error", kept],
        ),
        (
            &caster,
            book.clone(),
            format!("{kind}&start=2026-11-29T09:00:00Z&minutes=99999999999"),
            422,
            vec!["<li>This is not in a form we understand.", kept],
        ),
        (&caster, at(&own, "cancel"), format!("reason={}", "x".repeat(1001)), 422, vec!["f-reason-error"]),
        // A time that is not offered: the words are kept, others are shown.
        (&caster, book.clone(), format!("{kind}&start=2026-11-29T03:00:00Z"), 422, vec![kept, "name=\"start\""]),
        // Seen before somebody else changed it.
        (
            &caster,
            at(&own, "move"),
            "start=2026-11-29T10:00:00Z&revision=7&reason=Lights".to_owned(),
            422,
            vec!["Someone saved this"],
        ),
        (
            &talent,
            format!("/auditions/{own}/cancel"),
            "reason=Ill&revision=7".to_owned(),
            422,
            vec!["Someone saved this", "Ill"],
        ),
        // Ids of nothing, of something else, of another office.
        (&caster, at(UNKNOWN, "cancel"), "reason=x".to_owned(), 404, vec![]),
        (&caster, at("7", "cancel"), "reason=x".to_owned(), 404, vec![]),
        (&caster, at(&call.to_string(), "cancel"), "reason=x".to_owned(), 404, vec![]),
        (&caster, at(&foreign, "cancel"), "reason=x".to_owned(), 404, vec![]),
        (&caster, at("%ff", "cancel"), "reason=x".to_owned(), 400, vec![]),
        (&caster, at("%20%0d%0a", "cancel"), "reason=x".to_owned(), 404, vec![]),
        (
            &caster,
            format!("/calls/{call}/book/{}", huda.application),
            format!("{kind}&start=2026-11-29T09:00:00Z"),
            404,
            vec![],
        ),
        (
            &caster,
            book.clone(),
            format!("eventType={}&start=2026-11-29T09:00:00Z", foreign_stage.event_type),
            422,
            vec!["<li>Choose one of the options."],
        ),
        // More than any form has.
        (&caster, book.clone(), "x=1&".repeat(3000), 413, vec![]),
    ] {
        let mut wire = Wire::connect(address, None).await;
        let (found, _, page) = wire.post_form(&path, body.clone(), who).await;
        let body: String = body.chars().take(120).collect();
        assert_eq!(found.as_u16(), status, "{path} {body}: {page}");
        for words in shown {
            assert!(page.contains(words), "{path} {body} lacks {words}: {page}");
        }
    }
    // Nothing came of any of it.
    let ctx = world.ctx_as(&stage.caster);
    let all = world.services.bookings(&ctx, &services::bookings::BookingQuery::default()).await.unwrap().bookings;
    assert_eq!(all.iter().map(|booking| (booking.id, booking.revision)).collect::<Vec<_>>(), [(booking.id, 1)]);
    assert_eq!(world.services.list_calls(&ctx, None).await.unwrap().len(), 1);
    assert!(world.services.my_time_off(&world.ctx_as(&noura.person)).await.unwrap().is_empty());
    assert!(world.services.list_rooms(&ctx, true).await.unwrap().is_empty());
}

#[tokio::test]
async fn ten_megabytes_are_refused_before_they_are_read() {
    use axum::body::Body;
    use tower::ServiceExt;
    let world = World::new().await;
    let stage = world.stage().await;
    let session = cookie(&world, &stage.caster).await;
    let router = whole(&world);
    for path in
        ["/sign-in".to_owned(), "/calls".to_owned(), "/settings/names".to_owned(), "/_fn/picker_month".to_owned()]
    {
        // In process: over a connection the refusal may overtake the body, and the client sees its own broken pipe.
        let request = http::Request::post(&path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "http://callboard.test")
            .header("accept", "text/html")
            .header("cookie", format!("session={session}"))
            .body(Body::from(format!("nameLatin={}", "x".repeat(10 * 1024 * 1024))))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        // A server function's reader answers 400 when its body breaks off at the limit.
        assert!(status == 413 || (status == 400 && path.starts_with("/_fn/")), "{path}: {status}");
    }
}

#[tokio::test]
async fn what_no_address_holds_is_no_fault_of_ours() {
    let world = World::new().await;
    let address = serve(whole(&world)).await;
    let stage = world.stage().await;
    let session = format!("session={}", cookie(&world, &stage.caster).await);
    let headers = [("cookie", session.as_str()), ("accept", "text/html"), ("accept-language", "en")];
    let (kind, call) = (stage.event_type, stage.call);
    let applicant = world.applicant(&stage, "Noura").await.application;
    let mut wire = Wire::connect(address, None).await;
    for path in [
        "/c/%00/%00".to_owned(),
        "/c/takeone/x%00".to_owned(),
        "/r/%00".to_owned(),
        "/today?date=%2B262142-12-31".to_owned(),
        "/today?date=-262143-01-01".to_owned(),
        "/bookings?after=9223372036854775807_bkg_01jd9x8k3me0q8v6t2h4w7y5nz".to_owned(),
        "/bookings?after=-9223372036854775808_bkg_01jd9x8k3me0q8v6t2h4w7y5nz".to_owned(),
        "/bookings?q=%00&view=%ff&status=%f0".to_owned(),
        format!("/calls/{call}?q=%25%27%22%5c&status=x&after=9223372036854775807~app_01jd9x8k3me0q8v6t2h4w7y5nz"),
        format!("/calls/{call}/book/{applicant}?eventType={kind}&month=262142-12&day=%2B262142-12-31&zone=x"),
        format!("/calls/{call}/book/{applicant}?eventType={kind}&month=9999-12"),
        format!("/calls/{call}/book/{applicant}?start=9999-12-31T23:59:59Z"),
        format!("/calls/{call}/book/{applicant}?start=%2B262142-12-31T23:59:59Z"),
        format!("/api/v1/slots?eventTypeId={kind}&applicationId={applicant}&from=%2B262142-12-30&to=%2B262142-12-31"),
        format!(
            "/api/v1/slots?eventTypeId={kind}&applicationId={applicant}&from=9999-12-30&to=9999-12-31&timezone=%00"
        ),
        format!("/api/v1/slots/explain?eventTypeId={kind}&applicationId={applicant}&from=9999-12-30&to=9999-12-31"),
        "/api/v1/bookings?limit=99999999999999999999".to_owned(),
        "/api/v1/bookings?limit=1&limit=2".to_owned(),
        "/api/v1/bookings?status=%00".to_owned(),
        "/api/v1/applications?search=%00".to_owned(),
        "/?%".to_owned(),
        "/sign-in?next=%0d%0aSet-Cookie:x".to_owned(),
    ] {
        let (status, _, page) = wire.call_text("GET", &path, &headers).await;
        assert!(status.as_u16() < 500, "{path}: {status} {page}");
    }
}
