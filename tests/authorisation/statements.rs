//! What pages cost the database: every page of the table, and its tabs, dialogs and filters, sends at most so many statements. The session's
//! own are not among them: who acts is put where its layer would. That lists cost the same with a thousand rows is shown by `tests/it/statements.rs`.

use testkit::World;

use crate::pages::Office;
use crate::scene::Scene;
use crate::table::{COLUMNS, pages::PAGES};

/// The most statements of a page.
const MOST: u64 = 8;

/// What is read at an address but is no page of the product: files, streams, machines' and developers' addresses, frames (whose page is the
/// same as without).
const NO_PAGES: &[&str] = &[
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/",
    "/live",
    "/embed/",
    "/<office_slug>/",
    "/photos/",
    "/logos/",
    "/dev/",
];

/// What the table's addresses show when more is asked of them.
const MORE: &[(&str, &str)] = &[
    ("caster", "/today?date=2026-11-29"),
    ("caster", "/today/print?date=2026-11-29"),
    ("caster", "/bookings?q=Noura"),
    ("caster", "/bookings?show=all&host=me&from=2026-11-20&to=2026-12-20"),
    ("caster", "/calendar?view=day&date=2026-11-29"),
    ("caster", "/calendar?view=month&call=<call>&role=<role>"),
    ("caster", "/calendar?move=<booking>&to=2026-12-01T12:00"),
    ("caster", "/calls/<call>?role=<role>&q=Talent"),
    ("caster", "/calls/<call>?dialog=role"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&month=2026-12&day=2026-12-01"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&minutes=30&start=2026-12-01T07:00:00Z"),
    ("caster", "/calls/<call>/run?date=2026-11-30&a=<other_application>"),
    ("caster", "/bookings/<booking>?dialog=cancel"),
    ("caster", "/bookings/<booking>?dialog=hand-on"),
    ("caster", "/bookings/<booking>/move?start=2026-12-01T07:00:00Z"),
    ("caster", "/admin/event-types/<event_type>?tab=times"),
    ("caster", "/admin/event-types/<event_type>?tab=limits"),
    ("caster", "/admin/event-types/<event_type>?tab=questions"),
    ("caster", "/admin/event-types/<event_type>?tab=team"),
    ("admin", "/admin/event-types/<event_type>?tab=times"),
    ("admin", "/admin/team?dialog=invite"),
    ("admin", "/admin/audit?action=booking.booked"),
    ("admin", "/admin/settings/holidays?year=2026&list=SA"),
    ("talent", "/auditions?show=past"),
    ("anonymous", "/book/<office_slug>/<event_type_slug>?month=2026-11&day=2026-11-30"),
    ("anonymous", "/book/<office_slug>/<event_type_slug>?start=2026-11-30T07:00:00Z&minutes=30"),
];

/// Who reads what: each page of the table as the admin and as the talent where they may, else as whoever may.
fn asked() -> Vec<(&'static str, &'static str)> {
    let mut asked: Vec<(&str, &str)> = Vec::new();
    for line in PAGES {
        let path = line.call.strip_prefix("GET ").unwrap();
        if NO_PAGES.iter().any(|none| path.starts_with(none)) {
            continue;
        }
        let may = |place: &usize| line.is[*place] == 200;
        let (talent, admin) = (1, COLUMNS.len() - 1);
        let mut readers: Vec<usize> = [admin, talent].into_iter().filter(may).collect();
        if readers.is_empty() {
            readers.extend((0..COLUMNS.len()).rev().find(may));
        }
        asked.extend(readers.into_iter().map(|place| (COLUMNS[place], path)));
    }
    asked.extend(MORE);
    asked
}

/// Pages that send more, and how many: none may join them, and none of them may send more still.
const OVER: &[(&str, u64)] = &[
    ("/r/<guest_token>", 9),
    ("/r/<guest_token>/move", 9),
    ("/settings", 11),
    ("/settings/second-factor", 10),
    ("/admin/settings", 9),
    ("/admin/event-types/<event_type>?tab=share", 11),
    ("/admin/event-types/<event_type>?tab=team", 9),
    ("/calendar?move=<booking>&to=2026-12-01T12:00", 9),
    ("/calls/<call>/book/<application>", 10),
    ("/calls/<call>/book/<other_application>?eventType=<event_type>&month=2026-12&day=2026-12-01", 10),
];

#[tokio::test]
async fn every_page_costs_at_most_eight_statements() {
    // One connection: a page that held one while it waits for a second would never come.
    let office = Office::over("statements", World::with(1, |settings| settings.demo = true).await);
    let scene = Scene::new(&office.world).await;
    let (mut wrong, mut all) = (Vec::new(), 0);
    for (column, path) in asked() {
        let address = scene.fill(path).await;
        let before = office.world.store().statements();
        let answer = office.get(scene.actor(column), &address).await;
        assert_eq!(answer.status, 200, "{path} as {column}: {}", answer.text);
        let sent = office.world.store().statements() - before;
        let most = OVER.iter().find(|(over, _)| *over == path).map_or(MOST, |(_, most)| *most);
        if sent > most {
            wrong.push(format!("{path} as {column}: {sent} statements, at most {most}"));
        }
        all += sent;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all > 100, "statements are counted");
}
