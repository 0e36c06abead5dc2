//! What pages cost the database: at most so many statements, with ten rows and with a thousand.

use domain::actor::Actor;
use testkit::World;

use crate::desk::booked;
use crate::pages::Office;

/// The most statements a page may send, besides the session's.
const MOST: i64 = 8;

/// Copies one applicant and one booking many times over, at different times and with different people.
async fn grow(office: &Office) {
    for statement in [
        "insert into users (id, email, name_latin, name_arabic, created_at, updated_at)
         select md5('u' || n)::uuid, 'u' || n || '@many.example', 'Talent ' || n, '', now(), now() from generate_series(1, 990) n",
        "insert into talent_profiles (id, organization_id, user_id, name_latin, name_arabic, search_key, language, created_at, updated_at)
         select md5('p' || n)::uuid, t.organization_id, md5('u' || n)::uuid, 'Talent ' || n, '', 'talent' || n, 'en', now(), now()
         from generate_series(1, 990) n, (select * from talent_profiles limit 1) t",
        "insert into applications (id, organization_id, role_id, talent_profile_id, status, note, source, created_at, updated_at)
         select md5('a' || n)::uuid, a.organization_id, a.role_id, md5('p' || n)::uuid, 'shortlisted', '', 'caster', now() - n * interval '1 minute', now()
         from generate_series(1, 990) n, (select * from applications limit 1) a",
        "insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, staff_ids, created_at)
         select md5('o' || n)::uuid, o.organization_id, o.event_type_id, o.starts_at + (n % 400) * interval '1 minute',
             o.ends_at + (n % 400) * interval '1 minute', o.time_zone, o.staff_ids, now()
         from generate_series(1, 990) n, (select * from occurrences order by starts_at limit 1) o",
        "insert into bookings (id, organization_id, occurrence_id, event_type_id, application_id, talent_profile_id, talent_user_id,
             caster_user_id, status, meeting_type, time_zone, created_at, updated_at)
         select md5('b' || n)::uuid, b.organization_id, md5('o' || n)::uuid, b.event_type_id, md5('a' || n)::uuid, md5('p' || n)::uuid,
             md5('u' || n)::uuid, b.caster_user_id, 'scheduled', 'video', b.time_zone, now(), now()
         from generate_series(1, 495) n, (select * from bookings order by id limit 1) b",
        "insert into bookings (id, organization_id, occurrence_id, event_type_id, talent_profile_id, talent_user_id,
             caster_user_id, status, meeting_type, time_zone, created_at, updated_at)
         select md5('b' || n)::uuid, b.organization_id, md5('o' || n)::uuid, b.event_type_id, b.talent_profile_id,
             b.talent_user_id, b.caster_user_id, 'scheduled', 'video', b.time_zone, now(), now()
         from generate_series(496, 990) n, (select * from bookings order by id limit 1) b",
        "analyze",
    ] {
        office.world.sql(statement).await;
    }
}

/// How many transactions the world's one connection has committed; outside of one, each statement is its own.
async fn transactions(world: &World) -> i64 {
    world.number("select 0::bigint from (select pg_stat_force_next_flush()) flushed").await;
    world.number("select xact_commit from pg_stat_database where datname = current_database()").await
}

#[tokio::test]
async fn lists_cost_at_most_eight_statements_with_ten_rows_and_with_a_thousand() {
    // One connection: a page that held one while it waits for a second would never come.
    let office = Office::over("counting", World::with_connections(1).await);
    let stage = office.world.stage().await;
    let (first, noura) = booked(&office, &stage, "Noura", "2026-11-23T07:00:00Z").await;
    for n in 0..9 {
        let start = format!("2026-11-2{}T{:02}:00:00Z", 4 + n / 5, 7 + n % 5);
        booked(&office, &stage, &format!("Talent {n}"), &start).await;
    }
    let (caster, talent, anonymous) = (stage.caster.actor(), first.person.actor(), Actor::anonymous());
    office.world.shared(&stage).await;
    let sharing = office.world.services.sharing(&office.world.ctx_as(&stage.caster), stage.event_type).await.unwrap();
    let public = format!("/book/{}", sharing.address.split("/book/").nth(1).unwrap());
    let mut chosen = String::new();
    for n in 0..10 {
        let applicant = office.world.applicant(&stage, &format!("Waiting {n}")).await;
        chosen.push_str(&format!("&a={}", applicant.application));
    }
    let run = format!("/calls/{}/run?date=2026-11-30{chosen}", stage.call);
    let pages = [
        (&caster, "/today?date=2026-11-23".to_owned()),
        (&caster, "/today/print?date=2026-11-23".to_owned()),
        (&caster, "/bookings".to_owned()),
        (&caster, "/bookings?q=Noura".to_owned()),
        (&caster, "/calendar?view=day&date=2026-11-23".to_owned()),
        (&caster, "/calendar".to_owned()),
        (&caster, format!("/calendar?view=month&call={}&role={}", stage.call, stage.role)),
        (&caster, format!("/calendar?move={noura}&to=2026-11-26T12:00")),
        (&caster, format!("/calls/{}", stage.call)),
        (&caster, format!("/calls/{}?role={}&q=Talent", stage.call, stage.role)),
        (&caster, run),
        (&talent, "/auditions".to_owned()),
        (&caster, format!("/calls/{}/edit", stage.call)),
        (&caster, format!("/calls/{}/applicants/{}", stage.call, first.application)),
        (&anonymous, public.clone()),
        (&anonymous, format!("{public}?month=2026-11&day=2026-11-26")),
        (&anonymous, format!("{public}?start=2026-11-26T07:00:00Z&minutes=30")),
    ];
    let count = async || {
        let mut counts = Vec::new();
        for (actor, path) in &pages {
            // Once beforehand: preparing the statements is not what is counted.
            office.get((*actor).clone(), path).await;
            // Until two looks agree: what the database does by itself on a busy machine is counted too.
            let mut last = None;
            let found = loop {
                // Twice: the first look may still be counted itself.
                transactions(&office.world).await;
                let before = transactions(&office.world).await;
                let answer = office.get((*actor).clone(), path).await;
                assert_eq!(answer.status, 200, "{path}: {}", answer.text);
                let after = transactions(&office.world).await;
                let again = transactions(&office.world).await;
                let found = (after - before) - (again - after);
                if last.replace(found) == Some(found) {
                    break found;
                }
            };
            counts.push((path.clone(), found));
        }
        counts
    };
    let ten = count().await;
    grow(&office).await;
    let thousand = count().await;
    for ((path, few), (_, many)) in ten.iter().zip(&thousand) {
        assert!((1..=MOST).contains(few), "{path}: {few} statements");
        assert_eq!(few, many, "{path}: the number of statements grows with the rows");
    }
}
