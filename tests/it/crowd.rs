//! A list of applicants longer than a page, as a browser without scripting marks it: those of the page, or everybody who matches.

use crate::pages::Office;

/// The value of a hidden field of the form that marks several.
fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, form) = page.split_once("class=\"bulk-bar\"")?;
    let (_, value) = form.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(value.split_once('"')?.0.replace("&amp;", "&"))
}

#[tokio::test]
async fn everybody_who_matches_is_marked_if_they_are_still_those_that_were_seen() {
    let office = Office::new("crowd").await;
    let world = &office.world;
    let stage = world.stage().await;
    let caster = stage.caster.actor();
    let file: String = (0..60).map(|n| format!("Many Number{n},n{n}@example.com\n")).collect();
    let file = format!("name,email\n{file}");
    let services = &world.services;
    services.import_applicants_csv(&world.ctx_as(&stage.caster), stage.role, file.as_bytes(), false).await.unwrap();
    let call = format!("/calls/{}", stage.call);
    let get = async |query: &str| office.get(caster.clone(), &format!("{call}{query}")).await.text;
    let post = async |page: &str, status: &str| {
        let value = |name: &str| hidden(page, name).unwrap_or_default();
        let fields = ["back", "all", "seen", "role", "in", "q"].map(|name| (name, value(name)));
        let mut fields: Vec<_> =
            fields.iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| (*n, v.as_str())).collect();
        fields.push(("status", status));
        office.post(caster.clone(), &format!("{call}/applicants/mark"), &fields).await
    };

    // Choosing the page offers the rest; what fits on a page offers nothing more.
    let shown = get("?choose=all").await;
    assert_eq!(shown.matches("form=\"bulk\" checked").count(), 50, "{shown}");
    assert!(
        shown.contains("50 applicants on this page are chosen.") && shown.contains("Choose all 60 who match"),
        "{shown}"
    );
    assert_eq!(hidden(&shown, "all"), None, "they are not everybody yet");
    let few = get("?q=number59&choose=match").await;
    assert!(few.matches("form=\"bulk\" checked").count() == 1 && hidden(&few, "all").is_none(), "{few}");

    let everybody = get("?choose=match").await;
    assert!(everybody.contains("All 60 who match are chosen") && everybody.contains("Mark all 60"), "{everybody}");
    assert!(!everybody.contains("Book one after the other"), "a run is for those chosen one by one");
    // Somebody else applies before it is sent: nobody is marked, and the page says who it would be now.
    world.applicant(&stage, "Late").await;
    let refused = post(&everybody, "selected").await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("The list changed since you looked") && refused.text.contains("Mark all 61"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("value=\"selected\" selected"), "what was chosen stays: {}", refused.text);
    assert_eq!(world.number("select count(*) from applications where status = 'selected'").await, 0);

    let done = post(&refused.text, "selected").await;
    assert_eq!((done.status, done.header("location")), (303, format!("{call}?said=marked-all.61").as_str()));
    assert!(get("?said=marked-all.61").await.contains("All 61 applicants are marked."));
    assert_eq!(world.number("select count(*) from applications where status = 'selected'").await, 61);

    // The filter goes along: of those who stand so and are called so.
    world.sql("update applications set status = 'submitted' where id in (select id from applications limit 1)").await;
    let narrow = get("?status=selected&q=many&choose=match").await;
    let matched: i64 = hidden(&narrow, "all").unwrap().parse().unwrap();
    let done = post(&narrow, "passed").await;
    let back = format!("{call}?status=selected&q=many&said=marked-all.{matched}");
    assert_eq!((done.status, done.header("location")), (303, back.as_str()));
    assert_eq!(world.number("select count(*) from applications where status = 'passed'").await, matched);
    // What was so already is not counted as done.
    let all = get("?choose=match").await;
    let said = post(&all, "passed").await.header("location").to_owned();
    assert_eq!(said, format!("{call}?said=marked-some.{}.61", 61 - matched));
    let none = get("?said=marked-some.0.61").await;
    assert!(none.contains("Nobody had to be marked: all 61 were so already."), "{none}");
}
