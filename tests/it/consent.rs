//! Connecting an account at Google in a browser without scripting: an admin registers the organisation there, a caster is led away, comes back,
//! finishes by a plain form, and sees the account's calendars; and everything that may come of it besides.

use domain::actor::MemberRole;
use services::jobs::drain;
use testkit::fakes::Account;
use testkit::fakes::google::{FakeGoogle, timed};

use crate::pages::Office;

/// What a hidden field of a page holds.
fn hidden(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    field.unwrap_or_default().replace("&amp;", "&")
}

#[tokio::test]
async fn an_account_is_connected_by_plain_links_and_forms() {
    let fake = FakeGoogle::start().await;
    let office = Office::new("consent").await;
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let caster = office.world.member(MemberRole::Caster).await.actor();
    // Nobody is registered there: there is no way.
    assert!(!office.get(caster.clone(), "/calendars").await.text.contains("/calendars/connect/google"));
    assert_eq!(office.get(caster.clone(), "/calendars/connect/google").await.status, 404);

    let page = "/admin/settings/calendars/google";
    assert_eq!(office.get(caster.clone(), page).await.status, 403);
    let (authorize, token, revoke, api) = (fake.authorize_url(), fake.token_url(), fake.revoke_url(), fake.api());
    let fields = |secret: &'static str| {
        vec![
            ("clientId", "app".to_owned()),
            ("clientSecret", secret.to_owned()),
            ("authorizeUrl", authorize.clone()),
            ("tokenUrl", token.clone()),
            ("revokeUrl", revoke.clone()),
            ("apiUrl", api.clone()),
        ]
    };
    let save = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.post(admin.clone(), &format!("{page}/save"), &fields).await
    };
    let refused = save(fields("")).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(
        refused.text.contains("f-clientSecret-error") && refused.text.contains("value=\"app\""),
        "{}",
        refused.text
    );
    let mut wrong = fields("hush-hush");
    wrong[2].1 = "javascript:alert(1)".to_owned();
    let refused = save(wrong).await;
    assert!(refused.text.contains("f-authorizeUrl-error") && !refused.text.contains("hush-hush"), "{}", refused.text);
    assert_eq!(save(fields("hush-hush")).await.status, 303);
    let shown = office.get(admin.clone(), page).await.text;
    assert!(shown.contains("value=\"app\"") && !shown.contains("hush-hush"), "a secret is never shown again");
    assert!(shown.contains("/calendars/connect/google/back"), "{shown}");
    // Saved again without the secret, the one there is stays.
    assert_eq!(save(fields("")).await.status, 303);

    assert!(office.get(caster.clone(), "/calendars").await.text.contains("href=\"/calendars/connect/google\""));
    let away = office.get(caster.clone(), "/calendars/connect/google").await;
    let url = away.header("location").to_owned();
    assert!(url.starts_with(&fake.authorize_url()), "{url}");
    assert!(url.contains("code_challenge_method=S256") && url.contains("access_type=offline"), "{url}");
    fake.write(
        "noura@example.test",
        timed("a", office.world.at("2026-11-23T06:00:00Z"), office.world.at("2026-11-23T07:00:00Z")),
    );
    let back = fake.consents(&url, Account::new("noura"));
    let path = back.split_once("/calendars/").map(|(_, rest)| format!("/calendars/{rest}")).unwrap();

    // Coming back changes nothing; the page's form does.
    let page = office.get(caster.clone(), &path).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let list = async || {
        let ctx = office.world.services.ctx(caster.clone(), services::ctx::Request::default());
        office.world.services.list_connections(&ctx).await.unwrap()
    };
    assert!(list().await.is_empty());
    let (code, state) = (hidden(&page.text, "code"), hidden(&page.text, "state"));
    let finish = "/calendars/connect/google/finish";
    let given = [("code", code.as_str()), ("state", state.as_str())];
    let done = office.post(caster.clone(), finish, &given).await;
    assert_eq!((done.status, done.header("location")), (303, "/calendars?said=account-connected"));
    drain(&office.world.services).await.unwrap();
    let connections = list().await;
    assert_eq!((connections.len(), connections[0].account.as_str()), (1, "noura@example.test"));
    let shown = office.get(caster.clone(), "/calendars").await.text;
    assert!(shown.contains("noura@example.test") && shown.contains("/calendars/connect/google?write=1"), "{shown}");
    assert!(!shown.contains("Secret plans") && !shown.contains("access-"), "{shown}");

    // The same once more, another's state, and no consent: told, not broken.
    for (fields, said) in [
        (vec![("code", code.as_str()), ("state", state.as_str())], "failed"),
        (vec![("code", code.as_str()), ("state", "1.x.y.z")], "late"),
        (vec![("state", state.as_str()), ("error", "access_denied")], "declined"),
    ] {
        let answer = office.post(caster.clone(), finish, &fields).await;
        assert_eq!(answer.header("location"), format!("/calendars?consent={said}"));
        let told = office.get(caster.clone(), &format!("/calendars?consent={said}")).await.text;
        assert!(told.contains("Nothing was connected"), "{told}");
    }
    assert_eq!(list().await.len(), 1);

    // The registration goes: who connected through it is told to connect anew.
    assert_eq!(office.post(admin.clone(), "/admin/settings/calendars/google/remove", &[]).await.status, 303);
    office.world.advance(chrono::TimeDelta::hours(2));
    drain(&office.world.services).await.unwrap();
    assert!(list().await[0].reconnect_since.is_some());
}
