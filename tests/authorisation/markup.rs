//! Nothing anybody wrote becomes markup: every text in the database poisoned, every page of the table read, every form posted full of poison,
//! every mail looked into. A new page or form is tried as soon as it has its line. And since each form is full of faults then: each of them is
//! named and led to.

use testkit::World;

use crate::browser::Browser;
use crate::scene::Scene;
use crate::table::{COLUMNS, forms::FORMS, pages::PAGES};

/// Closes whatever element and attribute it may stand in, then opens one of its own.
const POISON: &str = "</title></textarea></select></script>\"'><b id=pwn>";
/// Where it became an element.
const BITES: &str = "<b id=pwn>";

/// Every text that people write, by table.
const POISONED: &[&str] = &[
    "update organizations set name_en = $p, name_ar = $p",
    "update users set name_latin = $p, name_arabic = $p",
    "update casting_calls set title_en = $p, title_ar = $p, description_en = $p, description_ar = $p",
    "update roles set name_en = $p, name_ar = $p, description_en = $p, description_ar = $p",
    "update talent_profiles set name_latin = $p, name_arabic = $p, city = $p",
    "update applications set note = $p",
    "update event_types set name_en = $p, name_ar = $p, description_en = $p, description_ar = $p",
    "update rooms set name_en = $p, name_ar = $p, address_en = $p, address_ar = $p, directions_en = $p, directions_ar = $p",
    "update pauses set name_en = $p, name_ar = $p",
    "update out_of_office set reason = $p",
    "update bookings set message = $p, talent_notes = $p, caster_notes = $p, location = $p, meeting_password = $p",
    "update bookings set guest_name = $p, guest_others = array[$p], answers = jsonb_build_object($p, $p) where guest_name is not null",
    "update private_links set label = $p",
    "update booking_events set reason = $p",
    "update change_requests set note = $p",
    "update sessions set user_agent = $p",
];

/// What a page may read from its address.
const ASKED: &[&str] = &[
    "q", "status", "dialog", "said", "show", "next", "to", "date", "day", "month", "zone", "after", "view", "email",
    "name", "phone", "note", "way", "tab",
];

/// Faults that no field of the page can be led to: a hidden field that was made up, a page that is the admin's alone, and an audition that a
/// line before this one called off.
const HIDDEN: &[&str] = &[
    "POST /r/<token>/another-time",
    "POST /auditions/<booking>/another-time",
    "POST /auditions/<to_move>/move",
    "POST /admin/settings/holidays/list as caster",
    "POST /admin/settings/holidays/list as admin",
    "POST /setup/hours as caster",
];

/// Lines of a page's summary of errors that do not name their field, or lead nowhere.
fn nameless(html: &str) -> Vec<String> {
    let Some((_, rest)) = html.split_once("class=\"error-summary\"") else { return Vec::new() };
    let lines = rest.split("</ul>").next().unwrap().split("<li>").skip(1);
    let leads = |line: &str| {
        let id = line.strip_prefix("<a href=\"#").and_then(|rest| rest.split('"').next());
        let named = line.split_once("<bdi>").is_some_and(|(_, rest)| !rest.starts_with("</bdi>"));
        named && id.is_some_and(|id| html.contains(&format!("id=\"{id}\"")))
    };
    lines.filter(|line| !leads(line)).map(|line| line.split("</li>").next().unwrap().to_owned()).collect()
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A form's body with poison in place of every value that is no name of the scene's.
fn poisoned(body: &str) -> String {
    let pairs = body.split('&').filter(|pair| !pair.is_empty()).map(|pair| match pair.split_once('=') {
        Some((_, value)) if value.starts_with('<') => pair.to_owned(),
        Some((name, _)) => format!("{name}={}", encoded(POISON)),
        None => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn no_words_become_markup() {
    let world = World::with(10, |settings| settings.demo = true).await;
    let browser = Browser::of(&world);
    let scene = Scene::new(&world).await;
    // Whatever a line needs is made before the poison, which no service would find its way through.
    for line in PAGES {
        scene.fill(line.call).await;
    }
    for line in FORMS {
        scene.fill(line.call).await;
        scene.fill(line.body).await;
    }
    for statement in POISONED {
        let written = statement.replace("$p", &format!("'{}'", POISON.replace('\'', "''")));
        world.sql(written.leak()).await;
    }
    let (mut bitten, mut nowhere) = (Vec::new(), Vec::new());
    let (mut read, mut refused) = (0, 0);
    for (column, cookie) in
        [("anonymous", None), ("talent", Some("talent")), ("caster", Some("caster")), ("admin", Some("admin"))]
    {
        let cookie = match cookie {
            Some(column) => scene.cookie(column).await,
            None => None,
        };
        let place = COLUMNS.iter().position(|known| *known == column).unwrap();
        for line in PAGES {
            let path = scene.fill(line.call.trim_start_matches("GET ")).await;
            let query: Vec<String> = ASKED.iter().map(|name| format!("{name}={}", encoded(POISON))).collect();
            let joint = if path.contains('?') { '&' } else { '?' };
            for path in [path.clone(), format!("{path}{joint}{}", query.join("&"))] {
                let answer = browser.send("GET", &path, "", cookie.as_deref()).await;
                read += usize::from(answer.status == 200);
                assert!(answer.status < 500, "{path} as {column}: {}", answer.text);
                // Lists and calendar files are not markup, and are sent as what they are.
                if answer.text.contains(BITES) && !path.contains(".csv") && !path.contains(".ics") {
                    bitten.push(format!("{path} as {column}"));
                }
            }
        }
        for line in FORMS.iter().filter(|line| {
            line.is[place] < 400 && !line.call.ends_with("/sign-out") && !line.call.contains("/sessions")
        }) {
            let path = scene.fill(line.call.trim_start_matches("POST ")).await;
            let answer = browser.send("POST", &path, &scene.fill(&poisoned(line.body)).await, cookie.as_deref()).await;
            assert!(answer.status < 500, "{path} as {column}: {}", answer.text);
            if answer.text.contains(BITES) {
                bitten.push(format!("{} as {column}", line.call));
            }
            refused += usize::from(answer.text.contains("class=\"error-summary\""));
            let nameless = nameless(&answer.text);
            let tried = format!("{} as {column}", line.call);
            if !nameless.is_empty() && !HIDDEN.iter().any(|hidden| tried.starts_with(hidden)) {
                nowhere.push(format!("{tried}: {nameless:?}"));
            }
        }
    }
    assert!(read > 100, "only {read} pages could be read");
    let mails = world.new_mails().await;
    assert!(!mails.is_empty());
    bitten.extend(mails.iter().filter(|mail| mail.html.contains(BITES)).map(|mail| format!("mail {}", mail.subject)));
    bitten.extend(
        mails.iter().filter(|mail| mail.subject.contains('\n')).map(|mail| format!("subject {}", mail.subject)),
    );
    assert!(bitten.is_empty(), "{bitten:#?}");
    assert!(refused > 50, "only {refused} forms were refused");
    assert!(nowhere.is_empty(), "{nowhere:#?}");
}
