//! What pages cost the database: every page of the table, and its tabs, dialogs and filters, sends at most so many statements, the same with
//! ten rows and with a thousand. The session's own are not among them: who acts is put where its layer would.

use domain::id::{Id, Organization};
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
    ("caster", "/availability"),
    ("caster", "/today?date=2026-11-29"),
    ("caster", "/today/print?date=2026-11-29"),
    ("caster", "/bookings?q=Noura"),
    ("caster", "/bookings?show=all&host=me&from=2026-11-20&to=2026-12-20"),
    ("caster", "/calendar?view=day&date=2026-11-29"),
    ("caster", "/calendar?view=month&call=<call>&role=<role>"),
    ("caster", "/calendar?move=<booking>&to=2026-12-01T12:00"),
    ("caster", "/calls/<call>?role=<role>&q=Talent"),
    ("caster", "/calls/<call>?role=<role>&q=Talent&choose=all"),
    ("caster", "/calls/<call>?choose=match"),
    ("caster", "/calls/<call>?dialog=role"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&month=2026-12&day=2026-12-01"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&minutes=30&start=2026-12-01T07:00:00Z"),
    ("caster", "/calls/<call>/run?date=2026-11-30&a=<other_application>"),
    ("caster", "/bookings/<booking>?dialog=cancel"),
    ("caster", "/bookings/<booking>?dialog=hand-on"),
    ("caster", "/bookings/<booking>?dialog=amend"),
    ("talent", "/auditions/<booking>?dialog=cancel"),
    ("caster", "/bookings/<booking>/move?start=2026-12-01T07:00:00Z"),
    // A meeting with many places: one of those who come, and a guest of it.
    ("caster", "/bookings/<meeting>"),
    ("caster", "/bookings/<meeting>?dialog=cancel"),
    ("caster", "/bookings/<meeting>/move"),
    ("caster", "/bookings/<meeting>/move?start=2026-12-03T07:00:00Z"),
    ("anonymous", "/r/<meeting_token>"),
    ("anonymous", "/r/<meeting_token>/move"),
    ("anonymous", "/r/<meeting_token>/move?start=2026-12-03T07:00:00Z"),
    // A start that cannot be had.
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&minutes=30&start=2026-12-01T02:07:00Z"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&start=2028-10-01T07:00:00Z"),
    ("anonymous", "/r/<guest_token>/move?start=2028-10-01T07:00:00Z"),
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
    // Nothing is free there, and the first time that is must be looked for.
    ("anonymous", "/book/<office_slug>/<event_type_slug>?month=2026-10"),
    ("anonymous", "/book/<office_slug>/<event_type_slug>?month=2028-10"),
    ("anonymous", "/r/<guest_token>/move?month=2028-10"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&month=2026-10"),
    ("caster", "/calls/<call>/book/<other_application>?eventType=<event_type>&month=2028-10"),
    ("caster", "/bookings/<booking>/move?month=2028-10"),
    ("anonymous", "/book/<office_slug>/<event_type_slug>?start=2026-11-30T07:00:00Z&minutes=30"),
    // One that cannot be had: the picker says so.
    ("anonymous", "/book/<office_slug>/<event_type_slug>?start=2026-11-30T02:07:00Z&minutes=30"),
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

/// Copies one row of each table many times over, at different times and with different people.
async fn grow(world: &World, office: Id<Organization>) {
    let office = office.uuid();
    let own = format!("organization_id = '{office}'");
    let copies = [
        (
            "users",
            990,
            "id in (select talent_user_id from bookings)".to_owned(),
            "'email', 'u' || n || '@many.example'",
        ),
        (
            "talent_profiles",
            990,
            own.clone(),
            "'user_id', md5('users' || n)::uuid, 'search_key', 'talent' || n, 'email', null",
        ),
        ("applications", 990, own.clone(), "'talent_profile_id', md5('talent_profiles' || n)::uuid"),
        (
            "occurrences",
            990,
            own.clone(),
            "'starts_at', r.starts_at + (n % 400) * interval '1 minute',
            'ends_at', r.ends_at + (n % 400) * interval '1 minute'",
        ),
        (
            "bookings",
            990,
            format!("{own} and talent_user_id is not null"),
            "'occurrence_id', md5('occurrences' || n)::uuid,
            'application_id', case when n < 500 then md5('applications' || n)::uuid end, 'talent_profile_id',
            case when n < 500 then md5('talent_profiles' || n)::uuid else r.talent_profile_id end, 'talent_user_id',
            case when n < 500 then md5('users' || n)::uuid else r.talent_user_id end, 'external_id', null",
        ),
        ("booking_events", 990, "true".to_owned(), "'booking_id', md5('bookings' || n)::uuid"),
        ("notifications", 990, own.clone(), "'message_id', 'm' || n, 'dedupe_key', 'd' || n"),
        ("audit_entries", 990, own.clone(), "'at', r.at - n * interval '1 second'"),
        ("memberships", 200, own.clone(), "'user_id', md5('users' || n)::uuid, 'role', 'caster'"),
        ("casting_calls", 200, own.clone(), "'slug', 'call-' || n"),
        ("roles", 200, "true".to_owned(), "'external_id', null"),
        ("event_types", 200, own.clone(), "'slug', 'kind-' || n"),
        // Each of the copied kinds gets the host of the one it is a copy of: without, it had no free time to be asked about.
        ("event_type_hosts", 200, "true".to_owned(), "'event_type_id', md5('event_types' || n)::uuid"),
        ("rooms", 200, own.clone(), "'name_en', 'Room ' || n"),
        ("pauses", 200, own.clone(), "'name_en', 'Pause ' || n"),
        ("holidays", 200, own.clone(), "'name_en', 'Day ' || n"),
        ("teams", 200, own.clone(), "'name_en', 'Team ' || n"),
        ("api_keys", 200, own.clone(), "'public_id', 'k' || n"),
        ("webhook_deliveries", 900, own.clone(), "'created_at', r.created_at - n * interval '1 second'"),
        ("dead_jobs", 200, "true".to_owned(), "'identifier', 'sweep'"),
        ("out_of_office", 100, "true".to_owned(), "'reason', 'Away ' || n"),
    ];
    for (table, many, which, differently) in copies {
        let without_id = matches!(table, "event_type_hosts");
        let id = if without_id { String::new() } else { format!("'id', md5('{table}' || n)::uuid, ") };
        let columns = world
            .texts(&format!(
                "select quote_ident(attname::text) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0
                    and not attisdropped and attidentity = '' and attgenerated = ''"
            ))
            .await
            .join(", ");
        let statement = format!(
            "insert into {table} ({columns}) select {columns} from (
                select (jsonb_populate_record(null::{table}, to_jsonb(r) || jsonb_build_object({id}{differently}))).*
                from (select * from {table} where {which} limit 1) r, generate_series(1, {many}) n) made"
        );
        assert!(world.sql(&statement).await > 0, "nothing to copy in {table}");
    }
    // Some of them come to the meeting that has many places.
    let meeting = "select b.occurrence_id from bookings b join occurrences o on o.id = b.occurrence_id
        join event_types e on e.id = o.event_type_id where e.capacity > 1 limit 1";
    let come = format!(
        "update bookings set occurrence_id = ({meeting}), event_type_id = (select event_type_id from occurrences where id = ({meeting}))
         where id in (select md5('bookings' || n)::uuid from generate_series(500, 899) n)"
    );
    assert_eq!(world.sql(&come).await, 400);
    world.sql("analyze").await;
}

#[tokio::test]
async fn every_page_costs_at_most_eight_statements_with_ten_rows_and_with_a_thousand() {
    // One connection: a page that held one while it waits for a second would never come.
    let office = Office::over("statements", World::with(1, |settings| settings.demo = true).await);
    let scene = Scene::new(&office.world).await;
    for name in ["<pause>", "<holiday>", "<team>", "<key>", "<delivery>", "<dead_job>", "<time_off>"] {
        scene.fill(name).await;
    }
    let mut pages = Vec::new();
    for (column, path) in asked() {
        pages.push((column, path, scene.fill(path).await));
    }
    let count = async || {
        let mut counts = Vec::new();
        for (column, _, path) in &pages {
            let before = office.world.store().statements();
            let answer = office.get(scene.actor(column), path).await;
            assert_eq!(answer.status, 200, "{path} as {column}: {}", answer.text);
            counts.push(office.world.store().statements() - before);
        }
        counts
    };
    let few = count().await;
    let over: Vec<_> = pages.iter().zip(&few).filter(|(_, few)| **few > MOST).collect();
    assert!(over.is_empty(), "{over:#?}");
    let id = scene.fill("<office>").await.parse().unwrap();
    grow(&office.world, id).await;
    let many = count().await;
    let wrong: Vec<String> = pages
        .iter()
        .zip(few.iter().zip(&many))
        .filter(|(_, (few, many))| many > few)
        .map(|((column, path, _), (few, many))| format!("{path} as {column}: {few} statements, {many} with many rows"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(few.iter().sum::<u64>() > 100, "statements are counted");
}
