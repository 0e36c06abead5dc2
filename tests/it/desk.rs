//! The caster's screens over pages and forms, as a browser without scripting uses them.

use domain::actor::MemberRole;
use services::calendars::SubscriptionForm;
use testkit::builders::bookings::{Applicant, Stage};

use crate::pages::Office;

pub async fn booked(office: &Office, stage: &Stage, name: &str, start: &str) -> (Applicant, String) {
    let applicant = office.world.applicant(stage, name).await;
    let booking = office.world.booked(stage, &applicant, start).await;
    (applicant, booking.id.to_string())
}

#[tokio::test]
async fn the_calendar_shows_what_its_address_says() {
    let office = Office::new("calendar").await;
    let stage = office.world.stage().await;
    let (_, noura) = booked(&office, &stage, "Noura", "2026-11-23T07:00:00Z").await;
    let (_, fahad) = booked(&office, &stage, "Fahad", "2026-12-01T07:00:00Z").await;
    let caster = stage.caster.actor();
    let get = async |path: &str| {
        let answer = office.get(caster.clone(), path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.text
    };
    let week = get("/calendar").await;
    assert!(week.contains(&noura) && !week.contains(&fahad), "{week}");
    assert!(
        week.contains("data-date=\"2026-11-23\"") && week.contains("--at: 60;"),
        "10:00 in Riyadh, an hour below 9:00"
    );
    let month = get("/calendar?view=month&date=2026-12-24").await;
    assert!(!month.contains(&noura) && month.contains(&fahad), "{month}");
    let day = get("/calendar?view=day&date=2026-11-23").await;
    assert!(day.contains(&noura) && day.contains("Monday 23 November"), "{day}");
    for (filter, there) in [
        ("call=", true),
        (&format!("call={}", stage.call), true),
        (&format!("call={}&role={}", stage.call, stage.role), true),
        ("host=me", true),
        ("status=scheduled", true),
        ("status=confirmed", false),
        ("status=cancelled", false),
        ("host=usr_nobody", true),
    ] {
        assert_eq!(get(&format!("/calendar?{filter}")).await.contains(&noura), there, "{filter}");
    }
    // Others see what is theirs: nothing of a call they do not belong to, everything as an admin.
    let colleague = office.world.member(MemberRole::Caster).await.actor();
    assert!(!office.get(colleague, "/calendar").await.text.contains(&noura));
    let admin = office.world.member(MemberRole::Admin).await.actor();
    assert!(office.get(admin, "/calendar?view=month&date=2026-11-01").await.text.contains(&noura));
    // Somebody who runs the session sees it and cannot pick it up.
    let runner = office.world.member(MemberRole::SessionRunner).await;
    let now = office.world.now();
    office
        .world
        .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, runner.id, now).await)
        .await;
    let seen = office.get(runner.actor(), "/calendar").await.text;
    assert!(seen.contains(&noura) && !seen.contains("data-move"), "{seen}");
    assert!(week.contains(&format!("data-move=\"{noura}\"")));
}

#[tokio::test]
async fn a_move_is_confirmed_at_the_calendars_address() {
    let office = Office::new("moving").await;
    let stage = office.world.stage().await;
    let (_, noura) = booked(&office, &stage, "Noura", "2026-11-23T07:00:00Z").await;
    booked(&office, &stage, "Fahad", "2026-11-23T08:00:00Z").await;
    let caster = stage.caster.actor();
    let at = |to: &str| format!("/calendar?view=week&date=2026-11-23&move={noura}&to={to}");
    let taken = office.get(caster.clone(), &at("2026-11-23T11:00")).await.text;
    assert!(taken.contains("This time is not free") && taken.contains("to=2026-11-23T11%3A30"), "{taken}");
    assert!(!taken.contains("name=\"start\""), "nothing to confirm");
    let free = office.get(caster.clone(), &at("2026-11-24")).await.text;
    assert!(free.contains("value=\"2026-11-24T07:00:00Z\""), "the day alone keeps the time of day: {free}");
    for nonsense in ["soon", "2026-11-23T10:00", "2026-11-24T25:00"] {
        let page = office.get(caster.clone(), &at(nonsense)).await;
        assert!(page.status == 200 && !page.text.contains("id=\"moving\""), "{nonsense}");
    }
    let back = "/calendar?view=week&date=2026-11-23";
    let fields = [("revision", "1"), ("start", "2026-11-24T07:00:00Z"), ("back", back)];
    let moved = office.post(caster.clone(), &format!("/bookings/{noura}/move"), &fields).await;
    assert_eq!((moved.status, moved.header("location")), (303, "/calendar?view=week&date=2026-11-23&said=moved"));
    let stale = office.post(caster.clone(), &format!("/bookings/{noura}/move"), &fields).await;
    assert_eq!(stale.status, 422, "moved since: {}", stale.text);
    let elsewhere = [("start", "2026-11-25T07:00:00Z"), ("back", "https://evil.example/")];
    let own = office.post(caster, &format!("/bookings/{noura}/move"), &elsewhere).await;
    assert_eq!(own.header("location"), format!("/bookings/{noura}?said=moved"));
    // Whoever may not move it has no dialog either.
    let reviewer = office.world.member(MemberRole::Reviewer).await;
    let now = office.world.now();
    office
        .world
        .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, now).await)
        .await;
    let shown = office.get(reviewer.actor(), &at("2026-11-26")).await;
    assert!(shown.status == 200 && !shown.text.contains("id=\"moving\""), "{}", shown.text);
}

#[tokio::test]
async fn a_calendar_that_cannot_be_read_is_among_what_needs_its_owner() {
    let office = Office::new("broken").await;
    let (world, services) = (&office.world, &office.world.services);
    let (caster, admin) = (world.member(MemberRole::Caster).await, world.member(MemberRole::Admin).await.actor());
    let talent = world.applicant(&world.stage().await, "Noura").await.person;
    for person in [&caster, &talent] {
        let form =
            SubscriptionForm { address: "https://cal.example.com/a.ics".to_owned(), name: "Rehearsals".to_owned() };
        services.subscribe_calendar(&world.ctx_as(person), &form).await.unwrap();
    }
    let need = "Needs you: one thing";
    assert!(!office.get(caster.actor(), "/today").await.text.contains(need));
    world.sql("update calendars set failing_since = '2026-11-22T04:00:00Z', failure = 'timeout', failures = 9").await;
    let own = office.get(caster.actor(), "/today").await.text;
    assert!(own.contains(need) && own.contains("Rehearsals") && own.contains("did not answer in time"), "{own}");
    assert!(own.contains("href=\"/calendars\"") && own.contains("Look: Rehearsals"), "{own}");
    let office_sees = office.get(admin, "/today").await.text;
    assert!(office_sees.contains(need) && !office_sees.contains("Rehearsals"), "{office_sees}");
    assert!(office_sees.contains(&format!("Look: {}", caster.name)), "{office_sees}");
    let auditions = office.get(talent.actor(), "/auditions").await.text;
    assert!(auditions.contains("A calendar of yours cannot be read"), "{auditions}");
    world
        .sql("update calendar_connections set kind = 'google', reconnect_since = now(), reconnect_why = 'revoked'")
        .await;
    let closed = office.get(caster.actor(), "/today").await.text;
    assert!(closed.contains("Connect again: Rehearsals") && closed.contains("/calendars/connect/google"), "{closed}");
}

#[tokio::test]
async fn the_day_is_printed_with_both_scripts() {
    let office = Office::new("print").await;
    let stage = office.world.stage().await;
    let (applicant, booking) = booked(&office, &stage, "Noura", "2026-11-23T07:00:00Z").await;
    booked(&office, &stage, "Fahad", "2026-11-24T07:00:00Z").await;
    office.world.sql("update talent_profiles set name_arabic = 'نورة' where name_latin = 'Noura'").await;
    let caster = stage.caster.actor();
    let sheet = office.get(caster.clone(), "/today/print?date=2026-11-23").await.text;
    assert!(sheet.contains("Noura") && sheet.contains("نورة") && sheet.contains("10:00"), "{sheet}");
    assert!(sheet.contains("+966 50 000 0001") && !sheet.contains("Fahad"), "{sheet}");
    // Who of the hosts did not come stands on paper, on the day and on the booking's page; and how many places are taken.
    office.world.set_clock("2026-11-23T07:10:00Z");
    office.world.sql("update occurrences set capacity = 3").await;
    let (page, host) = (format!("/bookings/{booking}"), stage.caster.id.to_string());
    let missing = format!("Did not come: {}", stage.caster.name);
    for (action, is_missing) in [("absent", true), ("came", false)] {
        let said = [("host", host.as_str())];
        assert_eq!(office.post(caster.clone(), &format!("{page}/{action}"), &said).await.status, 303);
        for path in ["/today/print?date=2026-11-23", "/today?date=2026-11-23"] {
            let text = office.get(caster.clone(), path).await.text;
            assert!(text.contains(&missing) == is_missing && text.contains("1 of 3 places"), "{path}: {text}");
        }
        let text = office.get(caster.clone(), &page).await.text;
        assert!(text.contains(&format!("action=\"{page}/{}\"", if is_missing { "came" } else { "absent" })), "{text}");
    }
    assert_eq!(office.post(caster.clone(), &format!("{page}/absent"), &[("guest", "x@example.com")]).await.status, 422);
    // What was called off needs no place on paper.
    let gone = [("reason", "")];
    assert_eq!(office.post(caster.clone(), &format!("/bookings/{booking}/cancel"), &gone).await.status, 303);
    assert!(!office.get(caster, "/today/print?date=2026-11-23").await.text.contains("Noura"));
    assert_eq!(office.get(applicant.person.actor(), "/today/print").await.status, 403);
}

#[tokio::test]
async fn bookings_are_narrowed_kept_and_taken_along() {
    let office = Office::new("bookings").await;
    let stage = office.world.stage().await;
    let (_, noura) = booked(&office, &stage, "Noura Al-Mutlaq", "2026-11-23T07:00:00Z").await;
    let (_, fahad) = booked(&office, &stage, "Fahad", "2026-11-25T07:00:00Z").await;
    office
        .world
        .sql("update talent_profiles set name_arabic = '=HYPERLINK(\"http://evil.example\")', phone = '+966500000001' where name_latin = 'Fahad'")
        .await;
    let caster = stage.caster.actor();
    let list = async |query: &str| {
        let answer = office.get(caster.clone(), &format!("/bookings?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text);
        answer.text
    };
    for (query, one, other) in [
        ("", true, true),
        ("q=nourah+almutlag", true, false),
        (&format!("call={}&role={}", stage.call, stage.role), true, true),
        ("host=me&status=scheduled", true, true),
        ("status=confirmed", false, false),
        ("from=2026-11-24", false, true),
        ("from=2026-11-23&to=2026-11-23", true, false),
        ("show=past", false, false),
        ("show=all", true, true),
    ] {
        let text = list(query).await;
        let rows = |id: &str| text.contains(&format!("/bookings/{id}\""));
        assert_eq!((rows(&noura), rows(&fahad)), (one, other), "{query}");
    }
    let wrong = list("from=2026-11-24&to=2026-11-23").await;
    assert!(wrong.contains("f-to-error"), "{wrong}");
    assert!(list("q=zzzz").await.contains("Nothing fits"));

    // A view under a name of one's own.
    let nameless = [("viewName", ""), ("query", "status=scheduled")];
    let refused = office.post(caster.clone(), "/bookings/views", &nameless).await;
    assert!(refused.status == 422 && refused.text.contains("f-viewName-error"), "{}", refused.text);
    let fields = [("viewName", "No reply yet"), ("query", "status=scheduled&evil=%3Cscript%3E")];
    let saved = office.post(caster.clone(), "/bookings/views", &fields).await;
    assert_eq!((saved.status, saved.header("location")), (303, "/bookings?status=scheduled&said=view-saved"));
    let text = list("status=scheduled").await;
    assert!(text.contains("No reply yet") && text.contains("aria-current=\"page\"><bdi>No reply yet"), "{text}");
    let admin = office.world.member(MemberRole::Admin).await;
    assert!(!office.get(admin.actor(), "/bookings").await.text.contains("No reply yet"), "it is nobody else's");
    let ctx = office.world.ctx_as(&stage.caster);
    let again = [("viewName", "No reply yet"), ("query", "status=confirmed")];
    assert_eq!(office.post(caster.clone(), "/bookings/views", &again).await.status, 303);
    let kept = office.world.services.list_saved_views(&ctx).await.unwrap();
    assert_eq!((kept.len(), kept[0].query.as_str()), (1, "status=confirmed"), "the same name stands for the new one");
    for n in 0..19 {
        office.world.services.save_view(&ctx, &format!("View {n}"), "q=x").await.unwrap();
    }
    assert!(office.world.services.save_view(&ctx, "One too many", "q=x").await.is_err());
    let remove = format!("/bookings/views/{}/remove", kept[0].id);
    assert_eq!(office.post(admin.actor(), &remove, &[]).await.status, 404);
    assert_eq!(
        office.post(caster.clone(), &remove, &[("back", "/bookings?q=x")]).await.header("location"),
        "/bookings?q=x&said=removed"
    );

    // The file: what the list shows, and nothing a spreadsheet would run.
    let file = office.get(caster.clone(), "/bookings.csv?status=scheduled").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let mut lines = csv_lines(&file.text);
    assert_eq!(lines.len(), 3, "{}", file.text);
    assert_eq!(lines.remove(0)[..6], ["\u{feff}Date", "Start", "End", "Time zone", "Starts at (UTC)", "Talent"]);
    assert_eq!(
        lines[0][..6],
        ["2026-11-23", "10:00", "10:30", "Asia/Riyadh", "2026-11-23T07:00:00Z", "Noura Al-Mutlaq"]
    );
    assert_eq!(lines[1][6], "'=HYPERLINK(\"http://evil.example\")");
    assert_eq!(lines[1][8], "'+966500000001");
    assert_eq!(csv_lines(&office.get(caster.clone(), "/bookings.csv?q=nobody").await.text).len(), 1);
    assert_eq!(office.get(caster, "/bookings.csv?from=soon").await.status, 303);
    let reviewer = office.world.member(MemberRole::Reviewer).await.actor();
    assert_eq!(office.get(reviewer, "/bookings.csv").await.status, 403);
}

/// Cells of a file with quotes as RFC 4180 has them.
fn csv_lines(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| {
            let (mut cells, mut quoted) = (vec![String::new()], false);
            let mut chars = line.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '"' if quoted && chars.peek() == Some(&'"') => {
                        chars.next();
                        cells.last_mut().unwrap().push('"');
                    }
                    '"' => quoted = !quoted,
                    ',' if !quoted => cells.push(String::new()),
                    c => cells.last_mut().unwrap().push(c),
                }
            }
            cells
        })
        .collect()
}

#[tokio::test]
async fn several_are_marked_and_booked_one_after_the_other() {
    let office = Office::new("bulk").await;
    let stage = office.world.stage().await;
    let mut chosen = Vec::new();
    for name in ["Noura", "Fahad", "Reem", "Hind"] {
        chosen.push(office.world.applicant(&stage, name).await);
    }
    let caster = stage.caster.actor();
    let id = |at: usize| chosen[at].application.to_string();
    let call = format!("/calls/{}", stage.call);
    let list = office.get(caster.clone(), &format!("{call}?choose=all")).await.text;
    assert_eq!(list.matches("name=\"a\"").count(), 4, "{list}");
    assert_eq!(list.matches("form=\"bulk\" checked").count(), 4, "{list}");

    let (one, two) = (id(0), id(1));
    let marks = [("a", one.as_str()), ("a", two.as_str()), ("status", "selected"), ("back", "https://evil.example")];
    let marked = office.post(caster.clone(), &format!("{call}/applicants/mark"), &marks).await;
    assert_eq!((marked.status, marked.header("location")), (303, format!("{call}?said=saved").as_str()));
    assert_eq!(office.world.number("select count(*) from applications where status = 'selected'").await, 2);
    assert_eq!(office.world.number("select count(*) from audit_entries where action = 'application.marked'").await, 2);
    let other = office.world.stage().await;
    let stranger = office.world.applicant(&other, "Elsewhere").await.application.to_string();
    let wrong = [("a", one.as_str()), ("a", stranger.as_str()), ("status", "passed")];
    assert_eq!(
        office.post(caster.clone(), &format!("{call}/applicants/mark"), &wrong).await.status,
        422,
        "all or none"
    );
    assert_eq!(office.world.number("select count(*) from applications where status = 'passed'").await, 0);

    // Noura has her audition already; Fahad works until eleven; ten is taken.
    office.world.booked(&stage, &chosen[0], "2026-11-23T07:00:00Z").await;
    office.world.weekly_hours(chosen[1].person.id, &[(1, 11 * 60, 13 * 60)]).await;
    let names = (0..4).map(|at| format!("a={}", id(at))).collect::<Vec<_>>().join("&");
    let asked = format!("{call}/run?{names}&eventType={}&date=2026-11-23&time=09:30", stage.event_type);
    let plan = office.get(caster.clone(), &asked).await.text;
    assert!(plan.contains("3 of 4 get a time") && plan.contains("Has an audition already"), "{plan}");
    let line = |at: usize, start: &str| format!("{} {start}", id(at));
    for expected in [line(1, "2026-11-23T08:00:00Z"), line(2, "2026-11-23T06:30:00Z"), line(3, "2026-11-23T07:30:00Z")]
    {
        assert!(plan.contains(&format!("value=\"{expected}\"")), "{expected}: {plan}");
    }
    let sent = office.world.number("select count(*) from notifications").await;
    assert_eq!(office.world.number("select count(*) from bookings").await, 1, "nothing is written by looking");
    let late = office.get(caster.clone(), &asked.replace("09:30", "16:30")).await.text;
    assert!(late.contains("1 of 4 get a time") && late.contains("No time left that day"), "{late}");

    // Somebody takes one of the times meanwhile; the others are booked all the same.
    let quick = office.world.applicant(&stage, "Quick").await;
    office.world.booked(&stage, &quick, "2026-11-23T07:30:00Z").await;
    let (first, second, third) =
        (line(2, "2026-11-23T06:30:00Z"), line(3, "2026-11-23T07:30:00Z"), line(1, "2026-11-23T08:00:00Z"));
    let event_type = stage.event_type.to_string();
    let fields = [
        ("eventType", event_type.as_str()),
        ("line", first.as_str()),
        ("line", second.as_str()),
        ("line", third.as_str()),
        ("message", "Bring a photo."),
    ];
    // Refused, it is the same plan with all that was typed, and the fault at its field.
    let mut long = fields.to_vec();
    let letter = "Bring a photo. ".repeat(140);
    long[4].1 = &letter;
    long.extend([("date", "2026-11-23"), ("time", "09:30")]);
    let refused = office.post(caster.clone(), &format!("{call}/run"), &long).await;
    assert!(refused.status == 422 && refused.text.contains("f-message-error"), "{}", refused.text);
    assert!(refused.text.contains(&letter) && refused.text.contains(&format!("value=\"{first}\"")), "{}", refused.text);
    assert!(refused.text.contains("3 of 3 get a time") && refused.text.contains("value=\"09:30\""), "{}", refused.text);
    let mut many = long.clone();
    many[4].1 = "Bring a photo.";
    many.extend(std::iter::repeat_n(("line", first.as_str()), 58));
    let refused = office.post(caster.clone(), &format!("{call}/run"), &many).await;
    assert!(refused.status == 422 && refused.text.contains("f-applications-error"), "{}", refused.text);
    assert!(
        refused.text.contains("At most 60") && refused.text.contains(">Bring a photo.</textarea>"),
        "{}",
        refused.text
    );
    let done = office.post(caster.clone(), &format!("{call}/run"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let done = done.header("location").to_owned();
    // Whoever reloads it is told the same, and books nothing.
    for _ in 0..2 {
        let page = office.get(caster.clone(), &done).await.text;
        assert!(page.contains("2 of 3 are booked") && page.contains(&format!("/run?a={}", id(3))), "{page}");
        assert!(
            page.contains("just taken this time") && !page.contains("times are below"),
            "no times stand there: {page}"
        );
    }
    assert_eq!(office.get(caster.clone(), &done.replace(&id(3), &stranger)).await.status, 404);
    assert_eq!(office.world.number("select count(*) from bookings where message = 'Bring a photo.'").await, 2);
    assert!(office.world.number("select count(*) from notifications").await > sent);
    let again = office.post(caster.clone(), &format!("{call}/run"), &fields).await;
    assert_eq!(again.status, 303);
    assert_eq!(office.world.number("select count(*) from bookings where message = 'Bring a photo.'").await, 2, "once");
    let lost = office.post(caster.clone(), &format!("{call}/run"), &[fields[0], fields[2]]).await;
    let page = office.get(caster.clone(), lost.header("location")).await.text;
    assert!(page.contains("None of 1 could be booked") && !page.contains("get a mail"), "{page}");
    let mixed = [("eventType", event_type.as_str()), ("line", "nonsense")];
    assert_eq!(office.post(caster, &format!("{call}/run"), &mixed).await.status, 422);
    let reviewer = office.world.member(MemberRole::Reviewer).await;
    let now = office.world.now();
    office
        .world
        .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, now).await)
        .await;
    assert_eq!(office.get(reviewer.actor(), &asked).await.status, 403);
}
