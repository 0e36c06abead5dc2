//! Embeds through the whole edge: who may show which page, what a frame carries instead of a cookie, what it tells the website around it.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use callboard::config::{Config, Needs};
use callboard::site::Site;
use callboard::state::AppState;
use domain::actor::MemberRole;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::Value;
use services::embeds::NewEmbedToken;
use testkit::World;
use testkit::builders::bookings::{Applicant, Stage};
use tower::ServiceExt;

const SITE: &str = "https://www.example.com";
/// Monday 23 November 2026, ten in Riyadh.
const TEN: &str = "2026-11-23T07:00:00Z";

struct Set {
    world: World,
    stage: Stage,
    noura: Applicant,
    router: Router,
    folder: PathBuf,
    /// `{org}/{event-type}`.
    link: String,
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Who may show it.
    fn ancestors(&self) -> &str {
        self.header("content-security-policy").split("frame-ancestors ").nth(1).unwrap()
    }

    /// Where it leads; asserts that it does.
    fn to(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.text);
        self.header("location").to_owned()
    }

    /// What it tells the website.
    fn news(&self) -> Value {
        let told = self.text.split("data-news=\"").nth(1).unwrap_or_else(|| panic!("no news: {}", self.text));
        serde_json::from_str(&told.split('"').next().unwrap().replace("&quot;", "\"")).unwrap()
    }
}

impl Set {
    async fn new(name: &str) -> Self {
        let world = World::new().await;
        let stage = world.stage().await;
        world.shared(&stage).await;
        let noura = world.applicant(&stage, "Noura").await;
        let admin = world.member(MemberRole::Admin).await;
        world.services.set_embed_origins(&world.ctx_as(&admin), SITE).await.unwrap();
        let address = world.services.sharing(&world.ctx_as(&stage.caster), stage.event_type).await.unwrap().address;
        let link = address.split("/book/").nth(1).unwrap().to_owned();
        let folder = std::env::temp_dir().join(format!("callboard-embed-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg-new")).unwrap();
        std::fs::write(folder.join("site.json"), r#"{"pkg":"pkg-new"}"#).unwrap();
        std::fs::write(folder.join("embed.js"), "1").unwrap();
        let setting = |name: &str| {
            let own = [
                ("CALLBOARD_MODE", "test"),
                ("CALLBOARD_RATE_LIMITS", "off"),
                ("CALLBOARD_SITE", folder.to_str().unwrap()),
                ("CALLBOARD_URL", "http://callboard.test"),
            ];
            own.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let config = Config::read(&setting, false, Needs::Everything).unwrap();
        let site = Site::find(config.site.as_deref()).unwrap();
        let router = callboard::http::router(AppState::new(world.services.clone(), config, site));
        Self { world, stage, noura, router, folder, link }
    }

    async fn send(&self, request: http::request::Builder, body: Body) -> Answer {
        let mut request = request.header("accept-language", "en").body(body).unwrap();
        let headers = request.headers_mut();
        headers.entry("accept").or_insert("text/html".parse().unwrap());
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let text = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    async fn from(&self, path: &str, referer: &str) -> Answer {
        self.send(Request::get(path).header("referer", referer), Body::empty()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body)).await
    }

    /// The signed context of an address.
    fn frame(address: &str) -> String {
        address.split("frame=").nth(1).unwrap_or_else(|| panic!("no frame in {address}")).to_owned()
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        let _leftover = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn only_the_website_a_frame_was_opened_for_may_show_it() {
    let set = Set::new("ancestors").await;
    let entry = format!("/embed/{}", set.link);
    let page = set
        .get(&format!("{entry}?origin={SITE}&theme=dark&brand=%237a2ea0&lang=ar&name=Hind&month=2026-11"))
        .await
        .to();
    assert!(page.starts_with(&format!("/book/{}?month=2026-11&name=Hind&frame=", set.link)), "{page}");
    let shown = set.get(&page).await;
    assert_eq!((shown.status, shown.ancestors(), shown.header("set-cookie")), (200, SITE, ""));
    assert_eq!(shown.header("cross-origin-resource-policy"), "cross-origin");
    for part in ["color-scheme: dark", "--brand: #7a2ea0", "lang=\"ar\"", "/frame.js", "data-frame="] {
        assert!(shown.text.contains(part), "{part}: {}", shown.text);
    }
    assert!(!shown.text.contains("class=\"bar\""), "the website has a heading of its own");

    // The same page by itself, other pages with that context, and a context that is not ours: shown nowhere.
    let frame = Set::frame(&page);
    let forged = format!("{}x", &frame);
    for (path, status) in [
        (format!("/book/{}", set.link), 200),
        (format!("/book/{}?frame={forged}", set.link), 200),
        (format!("/sign-in?frame={frame}"), 200),
        (format!("/admin/settings?frame={frame}"), 303),
    ] {
        let answer = set.get(&path).await;
        assert_eq!((answer.status, answer.ancestors()), (status, "'none'"), "{path}");
        assert!(!answer.text.contains("/frame.js"), "{path}");
    }
    assert_eq!(set.get("/embed.js").await.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(set.get("/site.json").await.header("cross-origin-resource-policy"), "same-origin");

    // A website nobody allowed is told so, and nothing else.
    for (path, status) in [
        (format!("{entry}?origin=https://elsewhere.example"), 403),
        (entry.clone(), 403),
        (format!("/embed/nowhere/meeting?origin={SITE}"), 404),
        (format!("{entry}?origin={SITE}&token=x"), 410),
    ] {
        let answer = set.get(&path).await;
        assert_eq!((answer.status, answer.ancestors()), (status, "*"), "{path}");
        assert!(answer.text.contains("\"type\":\"failed\"") && !answer.text.contains("frame="), "{path}");
    }
}

#[tokio::test]
async fn a_stranger_books_moves_and_cancels_inside_a_frame_without_a_cookie() {
    let set = Set::new("stranger").await;
    let query =
        format!("origin={SITE}&metadata%5Bcampaign%5D=spring&metadata%5BapplicationId%5D={}", set.noura.application);
    let page = set.get(&format!("/embed/{}?{query}", set.link)).await.to();
    let (path, query) = page.split_once('?').unwrap();
    let held = set.post(&format!("{path}/hold?{query}"), &[("start", TEN), ("minutes", "30")]).await;
    assert_eq!(held.header("set-cookie"), "", "the frame holds the time, not a cookie");
    let details = set.get(&held.to()).await;
    assert!(details.text.contains("held for you until"), "{}", details.text);
    assert_eq!(details.ancestors(), SITE);

    let fields = [("start", TEN), ("minutes", "30"), ("name", "Hind"), ("email", "hind@example.com")];
    let booked = set.post(&page, &fields).await.to();
    assert!(booked.starts_with("/r/") && booked.contains("said=public-booked&frame="), "{booked}");
    let seen = set.get(&booked).await;
    assert_eq!((seen.status, seen.ancestors()), (200, SITE));
    let news = seen.news();
    assert_eq!(
        (news["type"].as_str(), news["data"]["start"].as_str(), news["data"]["status"].as_str()),
        (Some("bookingSuccessful"), Some(TEN), Some("confirmed"))
    );
    assert_eq!(news["data"]["metadata"]["campaign"], "spring");
    assert_eq!(news["data"]["applicationId"], Value::Null, "metadata never authorises");
    assert!(!news.to_string().contains("hind@example.com"), "people stay inside");

    let frame = Set::frame(&booked);
    let own = booked.split('?').next().unwrap();
    assert!(!set.get(&format!("{own}?said=public-booked")).await.text.contains("data-news"), "told in frames only");
    let moved = set.post(&format!("{own}/move?frame={frame}"), &[("start", "2026-11-23T08:00:00Z")]).await.to();
    assert_eq!(set.get(&moved).await.news()["type"], "bookingRescheduled");
    let cancelled = set.post(&format!("{own}/cancel?frame={frame}"), &[("reason", "Ill.")]).await.to();
    assert_eq!(set.get(&cancelled).await.news()["type"], "bookingCancelled");
}

#[tokio::test]
async fn a_caster_books_an_application_by_a_token_and_nothing_else() {
    let set = Set::new("audition").await;
    let faisal = set.world.applicant(&set.stage, "Faisal").await;
    let new = NewEmbedToken { application_id: set.noura.application, origin: SITE.to_owned() };
    let caster = set.world.ctx_as(&set.stage.caster);
    let token = set.world.services.create_embed_token(&caster, &new).await.unwrap().token;
    let page = set.get(&format!("/embed/{}?origin={SITE}&token={token}", set.link)).await.to();
    let base = format!("/embed/{}/audition", set.link);
    assert!(page.starts_with(&format!("{base}?frame=")), "{page}");
    let shown = set.get(&page).await;
    assert_eq!((shown.status, shown.ancestors(), shown.header("set-cookie")), (200, SITE, ""));
    assert!(shown.text.contains("Noura") && shown.text.contains("class=\"picker\""));

    // The picker's calls know the frame by its header, and only its application.
    let frame = Set::frame(&page);
    let subject = |application: &str| {
        serde_json::json!({"subject": {"event_type": set.stage.event_type.to_string(), "application": application},
            "month": "2026-11", "zone": "Asia/Riyadh"})
    };
    for (application, with_frame, status) in [
        (set.noura.application.to_string(), true, 200),
        (faisal.application.to_string(), true, 404),
        (set.noura.application.to_string(), false, 401),
    ] {
        let mut request = Request::post("/_fn/picker_month")
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin");
        if with_frame {
            request = request.header("x-frame", &frame);
        }
        let answer = set.send(request, Body::from(subject(&application).to_string())).await;
        assert_eq!(answer.status, status, "{application} {with_frame}: {}", answer.text);
    }
    // Nor does it open anything else of the caster's.
    let bookings = set.send(Request::get("/api/v1/me").header("x-frame", &frame), Body::empty()).await;
    assert_eq!(bookings.status, 401);

    let kind = set.stage.event_type.to_string();
    let fields =
        [("start", TEN), ("minutes", "30"), ("eventType", &kind), ("applicationId", &faisal.application.to_string())];
    let held = set.post(&format!("{base}/hold?frame={frame}"), &fields).await.to();
    assert!(set.get(&held).await.text.contains("held for you until"));
    let done = set.post(&page, &fields).await.to();
    let seen = set.get(&done).await;
    let news = seen.news();
    assert_eq!(
        (&news["type"], &news["data"]["applicationId"]),
        (&"bookingSuccessful".into(), &set.noura.application.to_string().into())
    );
    assert_eq!(set.post(&page, &fields).await.status, 422, "good for one booking");
    set.world.advance(chrono::TimeDelta::minutes(15));
    assert_eq!(set.get(&page).await.status, 410);
}

#[tokio::test]
async fn cal_coms_address_leads_to_the_same_page() {
    let set = Set::new("calcom").await;
    let entry = format!(
        "/{}/embed?embed=ns&embedType=inline&layout=month_view&name=Hind&notes=Dog&guest=a%40example.com",
        set.link
    );
    let page = set.from(&entry, &format!("{SITE}/careers")).await.to();
    assert!(
        page.starts_with(&format!("/book/{}?name=Hind&note=Dog&guests=a%40example.com&frame=", set.link)),
        "{page}"
    );
    let shown = set.get(&page).await;
    assert_eq!((shown.status, shown.ancestors()), (200, SITE));
    assert!(shown.text.contains("&quot;calcom&quot;:&quot;ns&quot;"), "{}", shown.text);
    let refused = set.from(&entry, "https://elsewhere.example/").await;
    assert_eq!((refused.status, refused.ancestors()), (403, "*"));
    assert!(refused.text.contains("CAL:ns:linkFailed"), "{}", refused.text);
    let script = set.from(&format!("/{}/embed?embed=%3C/script%3E%3Cscript%3Ealert(1)", set.link), "").await;
    assert!(!script.text.contains("</script><script>"), "{}", script.text);
}
