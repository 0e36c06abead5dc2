//! Signing in over real forms: what becomes of the session's cookie, and where one is led.

use http::HeaderMap;
use testkit::{Person, World};

use crate::api::server::whole;
use crate::api::wire::{Wire, serve};

const PASSWORD: &str = "palm-shade-audition";

/// Somebody with a password, chosen by the link of a reset mail.
async fn person(world: &World, name: &str) -> Person {
    let person = world.person(name).await;
    let anonymous = world.ctx_anonymous();
    world.services.ask_reset(&anonymous, &person.email).await.unwrap();
    let mails = world.new_mails().await;
    let token = mails.iter().find_map(|mail| mail.text.split("/reset/").nth(1)?.split_whitespace().next()).unwrap();
    let new = services::accounts::NewPassword { password: PASSWORD.to_owned() };
    world.services.reset_password(&anonymous, token, new).await.unwrap();
    person
}

/// The value of the session's cookie that an answer sets.
fn session(headers: &HeaderMap) -> Option<String> {
    let set = headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned());
    set.into_iter().find_map(|cookie| Some(cookie.strip_prefix("session=")?.split(';').next()?.to_owned()))
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Whose settings a cookie opens, if it opens any.
async fn opens(wire: &mut Wire, cookie: &str, person: &Person) -> bool {
    let cookie = format!("session={cookie}");
    let headers = [("cookie", cookie.as_str()), ("accept", "text/html"), ("accept-language", "en")];
    let (status, _, page) = wire.call_text("GET", "/settings", &headers).await;
    status == 200 && page.contains(&person.email)
}

#[tokio::test]
async fn a_planted_cookie_is_never_signed_in_and_every_sign_in_has_a_value_of_its_own() {
    let world = World::new().await;
    let mut wire = Wire::connect(serve(whole(&world)).await, None).await;
    let (noura, fahad) = (person(&world, "Noura").await, person(&world, "Fahad").await);
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    let sign_in = |person: &Person| form(&[("email", &person.email), ("password", PASSWORD)]);

    let (status, headers, page) = wire.post_form("/sign-in", sign_in(&noura), planted).await;
    assert_eq!(status, 303, "{page}");
    let first = session(&headers).unwrap();
    assert_ne!(first, planted, "whoever planted the cookie would be signed in too");
    assert!(opens(&mut wire, &first, &noura).await && !opens(&mut wire, planted, &noura).await);

    // Again, as somebody else, in the same browser: the former session ends.
    let (_, headers, _) = wire.post_form("/sign-in", sign_in(&fahad), &first).await;
    let second = session(&headers).unwrap();
    assert_ne!(second, first);
    assert!(opens(&mut wire, &second, &fahad).await);
    assert!(!opens(&mut wire, &first, &noura).await && !opens(&mut wire, &first, &fahad).await);

    let (status, headers, _) = wire.post_form("/sign-out", String::new(), &second).await;
    assert_eq!((status.as_u16(), headers["clear-site-data"].to_str().unwrap()), (303, "\"cache\", \"storage\""));
    assert!(!opens(&mut wire, &second, &fahad).await);
}

#[tokio::test]
async fn next_leads_to_our_own_pages_only() {
    let world = World::new().await;
    let mut wire = Wire::connect(serve(whole(&world)).await, None).await;
    let noura = person(&world, "Noura").await;
    for (next, led) in [
        ("/availability?said=x", "/availability?said=x"),
        ("//evil.example", "/auditions"),
        ("/\\evil.example", "/auditions"),
        ("https://evil.example", "/auditions"),
        ("javascript:alert(1)", "/auditions"),
        ("/\r\nSet-Cookie: a=b", "/auditions"),
        ("/calls?q=نورة", "/calls?q=%D9%86%D9%88%D8%B1%D8%A9"),
    ] {
        let body = form(&[("email", &noura.email), ("password", PASSWORD), ("next", next)]);
        let (status, headers, page) = wire.post_form("/sign-in", body, "").await;
        assert_eq!(status, 303, "{next}: {page}");
        assert_eq!(headers["location"].to_str().unwrap(), led, "{next:?}");
        assert!(headers.get_all("set-cookie").iter().all(|value| !value.to_str().unwrap().starts_with("a=")));
    }
}
