//! Who hosts, over pages and forms as a browser without scripting uses them: those who left, whose turn it is, hours of their own for one event
//! type, and what of it a booking tells.

use std::collections::HashSet;

use domain::actor::{Actor, MemberRole};
use domain::casting::Scheduling;
use services::bookings::NewBooking;

use crate::pages::Office;

#[tokio::test]
async fn a_host_who_left_stays_and_turns_stay_turns() {
    let office = Office::new("hosts").await;
    let (world, stage) = (&office.world, office.world.stage().await);
    let caster = stage.caster.actor();
    let omar = world.member(MemberRole::Caster).await;
    world.working_hours(omar.id).await;
    let hosts = [stage.caster.id, omar.id];
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &hosts, |event| event.scheduling = Scheduling::RoundRobin)
        .await;
    world.sql("update event_type_hosts set is_fixed = false").await;
    world
        .sql(&format!("update memberships set deactivated_at = created_at where user_id = '{}'", omar.id.uuid()))
        .await;
    let (base, ctx) = (format!("/admin/event-types/{event_type}"), world.ctx_as(&stage.caster));
    let (sarah_id, omar_id) = (stage.caster.id.to_string(), omar.id.to_string());
    let page = office.get(caster.clone(), &format!("{base}?tab=team")).await.text;
    assert!(page.contains(&format!("value=\"{omar_id}\" checked")) && page.contains("Deactivated"), "{page}");
    let turns = |hosts: &[&str], revision: &str| -> Vec<(String, String)> {
        let fixed =
            [("revision", revision), ("scheduling", "round_robin"), ("method", "weighted"), ("since", "all_time")];
        let hosts = hosts.iter().map(|host| ("hosts", *host));
        fixed.into_iter().chain(hosts).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let post = async |path: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let saved = office.post(caster.clone(), path, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
    };
    let hosting = async || {
        let found = world.services.event_type_to_edit(&ctx, event_type).await.unwrap();
        let hosts: HashSet<_> = found.hosts.iter().map(|host| (host.user_id, host.is_fixed)).collect();
        (found.record.scheduling, hosts)
    };
    let both = HashSet::from([(stage.caster.id, false), (omar.id, false)]);
    // As the page posts it untouched; and another tab, which knows nothing of hosts.
    post(&format!("{base}/team"), &turns(&[&sarah_id, &omar_id], "1")).await;
    assert_eq!(hosting().await, (Scheduling::RoundRobin, both.clone()));
    post(&format!("{base}/limits"), &[("revision".to_owned(), "2".to_owned())]).await;
    assert_eq!(hosting().await, (Scheduling::RoundRobin, both));
    // Taken out on purpose, the one who is left still takes turns.
    post(&format!("{base}/team"), &turns(&[&sarah_id], "3")).await;
    assert_eq!(hosting().await, (Scheduling::RoundRobin, HashSet::from([(stage.caster.id, false)])));
    let back = turns(&[&sarah_id, &omar_id], "4");
    let fields: Vec<(&str, &str)> = back.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let refused = office.post(caster.clone(), &format!("{base}/team"), &fields).await;
    assert_eq!(refused.status, 422, "who left is not chosen anew");
}

#[tokio::test]
async fn a_host_keeps_several_schedules_and_one_counts_for_an_event_type() {
    let office = Office::new("schedules").await;
    let (world, stage) = (&office.world, office.world.stage().await);
    let (caster, ctx) = (stage.caster.actor(), world.ctx_as(&stage.caster));
    let talent = world.applicant(&stage, "Noura").await;
    let monday = world.booked(&stage, &talent, "2026-11-23T07:00:00Z").await.id.to_string();
    let page = office.get(caster.clone(), "/availability").await.text;
    assert!(page.contains("New schedule") && !page.contains("Delete this schedule"), "{page}");
    let refused = office.post(caster.clone(), "/availability/schedule-new", &[("newName", " ")]).await;
    assert!(refused.status == 422 && refused.text.contains("href=\"#f-newName\""), "{}", refused.text);
    let made = office.post(caster.clone(), "/availability/schedule-new", &[("newName", "Evenings")]).await;
    let address = made.header("location").to_owned();
    let all = world.services.my_schedules(&ctx).await.unwrap();
    let (usual, evenings) = (&all[0], &all[1]);
    assert_eq!((made.status, address.contains(&evenings.id.to_string())), (303, true), "{address}");
    assert_eq!((evenings.hours.name.as_str(), &evenings.hours.weekly), ("Evenings", &usual.hours.weekly), "a copy");
    // The page it leads to changes that one and no other.
    let id = evenings.id.to_string();
    let shown = office.get(caster.clone(), &address).await.text;
    let field = format!("name=\"schedule\" value=\"{id}\"");
    assert!(shown.matches(&field).count() >= 4 && shown.contains("Delete this schedule"), "{shown}");
    let late = [
        ("schedule", id.as_str()),
        ("timeZone", "Asia/Riyadh"),
        ("weekly[1][0][start]", "18:00"),
        ("weekly[1][0][end]", "22:00"),
    ];
    let saved = office.post(caster.clone(), "/availability/weekly", &late).await;
    assert_eq!((saved.status, saved.header("location").contains(&id)), (303, true), "{}", saved.text);
    let after = world.services.my_schedules(&ctx).await.unwrap();
    assert_eq!((&after[0].hours, after[1].hours.weekly.len()), (&usual.hours, 1));
    let renamed = [("schedule", id.as_str()), ("name", "Nights")];
    assert_eq!(office.post(caster.clone(), "/availability/schedule-rename", &renamed).await.status, 303);
    // Named for an event type: what is booked outside it is said first.
    let base = format!("/admin/event-types/{}", stage.event_type);
    let host = stage.caster.id.to_string();
    let tab = office.get(caster.clone(), &format!("{base}?tab=team")).await.text;
    assert!(tab.contains("Hours here") && tab.contains("Nights"), "{tab}");
    let chosen = format!("schedule[{host}]");
    let team = [
        ("revision", "1"),
        ("scheduling", "collective"),
        ("method", "least_recently_booked"),
        ("since", "all_time"),
        ("hosts", host.as_str()),
        (chosen.as_str(), id.as_str()),
    ];
    let told = office.post(caster.clone(), &format!("{base}/team"), &team).await;
    assert!(told.status == 200 && told.text.contains(&monday), "{}", told.text);
    let anyway: Vec<_> = team.iter().copied().chain([("anyway", "yes")]).collect();
    assert_eq!(office.post(caster.clone(), &format!("{base}/team"), &anyway).await.status, 303);
    let found = world.services.event_type_to_edit(&ctx, stage.event_type).await.unwrap();
    assert_eq!(found.hosts[0].schedule_id, Some(evenings.id));
    // The usual one taken away, the other is used everywhere; somebody else's is nobody's to touch.
    let other = world.member(MemberRole::Caster).await.actor();
    for part in ["schedule-rename", "schedule-delete", "weekly"] {
        let foreign = office.post(other.clone(), &format!("/availability/{part}"), &renamed).await;
        assert_eq!(foreign.status, 404, "{part}");
    }
    let usual = usual.id.to_string();
    let gone = office.post(caster.clone(), "/availability/schedule-delete", &[("schedule", usual.as_str())]).await;
    assert_eq!((gone.status, gone.header("location")), (303, "/availability?said=schedule-deleted"), "{}", gone.text);
    let left = world.services.my_schedules(&ctx).await.unwrap();
    assert_eq!((left.len(), left[0].hours.name.as_str(), left[0].is_default), (1, "Nights", true));
}

#[tokio::test]
async fn a_booking_says_why_whom_and_a_move_says_with_whom() {
    let office = Office::new("why").await;
    let (world, stage) = (&office.world, office.world.stage().await);
    let (caster, ctx) = (stage.caster.actor(), world.ctx_as(&stage.caster));
    let (omar, lina) = (world.member(MemberRole::Caster).await, world.member(MemberRole::Caster).await);
    for host in [&omar, &lina] {
        world.working_hours(host.id).await;
    }
    world.sql(&format!("update users set name_latin = 'Omar' where id = '{}'", omar.id.uuid())).await;
    world.sql(&format!("update users set name_latin = 'Lina' where id = '{}'", lina.id.uuid())).await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[omar.id, lina.id], |event| {
            event.scheduling = Scheduling::RoundRobin;
            event.round_robin = serde_json::json!({"method": "weighted"});
        })
        .await;
    world.sql("update event_type_hosts set is_fixed = false").await;
    let noura = world.applicant(&stage, "Noura").await;
    let new = NewBooking::new(noura.application, event_type, world.at("2026-11-23T07:00:00Z"));
    let booking = world.services.book(&ctx, &new).await.unwrap();
    let (has, gets) = if booking.staff[0].user_id == omar.id { (&omar, &lina) } else { (&lina, &omar) };
    let name = |id| if id == omar.id { "Omar" } else { "Lina" };
    let base = format!("/bookings/{}", booking.id);
    // Names in sentences stand between marks of their direction.
    let read = async |actor: &Actor, path: &str| {
        office.get(actor.clone(), path).await.text.replace(['\u{2068}', '\u{2069}'], "")
    };
    let page = read(&caster, &base).await;
    let why = format!("Why {}", name(has.id));
    assert!(page.contains(&why) && page.contains("furthest behind the share of their weight"), "{page}");
    assert!(page.contains("How everybody stood") && page.contains("0.5"), "the share due to each of two");
    // The talent learns nothing of it.
    let own = read(&noura.person.actor(), &format!("/auditions/{}", booking.id)).await;
    assert!(!own.contains("id=\"why\"") && !own.contains("How everybody stood"), "{own}");
    let moves = format!("{base}/move?start=2026-11-23T09:00:00Z");
    let same = read(&caster, &moves).await;
    assert!(same.contains(name(has.id)) && !same.contains("until now"), "{same}");
    world.sql(&format!("delete from event_type_hosts where user_id = '{}'", has.id.uuid())).await;
    let picker = read(&caster, &format!("{base}/move")).await;
    assert!(picker.contains(&format!("for {}", name(gets.id))), "whose free times they are: {picker}");
    let other = read(&caster, &moves).await;
    assert!(other.contains(&format!("{} (until now {})", name(gets.id), name(has.id))), "{other}");
    let (from, to) = (has.id.to_string(), gets.id.to_string());
    let fields = [("revision", "1"), ("from", from.as_str()), ("to", to.as_str()), ("reason", "ill")];
    assert_eq!(office.post(caster.clone(), &format!("{base}/hand-on"), &fields).await.status, 303);
    let after = read(&caster, &base).await;
    let words: String = after.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    assert!(words.contains(&format!("{} → {}", name(has.id), name(gets.id))), "the line of history: {after}");
    assert!(after.contains(&format!("Handed on from {} to {}", name(has.id), name(gets.id))), "{after}");
}
