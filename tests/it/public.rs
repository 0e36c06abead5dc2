//! The public booking page by plain posts: shown, filled in beforehand, held, refused at its fields, booked, looked after, confirmed.

mod after;

use domain::actor::Actor;
use domain::booking_series::{Repeats, Rhythm};
use services::public_booking::{NewPrivateLink, ShareForm};
use testkit::builders::bookings::Stage;

use crate::pages::{Answer, Office};

/// Monday 23 November 2026, ten in Riyadh.
const TEN: &str = "2026-11-23T07:00:00Z";

struct Set {
    office: Office,
    stage: Stage,
    here: String,
}

impl Set {
    async fn new(name: &str) -> Self {
        let office = Office::new(name).await;
        let stage = office.world.stage().await;
        office.world.shared(&stage).await;
        let ctx = office.world.ctx_as(&stage.caster);
        let address = office.world.services.sharing(&ctx, stage.event_type).await.unwrap().address;
        let here = format!("/book/{}", address.split("/book/").nth(1).unwrap());
        Self { office, stage, here }
    }

    async fn get(&self, path: &str) -> Answer {
        self.office.get(Actor::anonymous(), path).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.office.post(Actor::anonymous(), path, fields).await
    }

    async fn share(&self, change: impl FnOnce(&mut ShareForm)) {
        let mut form = ShareForm {
            access: "open".to_owned(),
            pending_blocks: true,
            may_cancel: true,
            may_reschedule: true,
            reason_from: "nobody".to_owned(),
            ..ShareForm::default()
        };
        change(&mut form);
        let ctx = self.office.world.ctx_as(&self.stage.caster);
        self.office.world.services.share(&ctx, self.stage.event_type, None, &form).await.unwrap();
    }
}

const HIND: [(&str, &str); 5] =
    [("start", TEN), ("minutes", "30"), ("zone", "Europe/London"), ("name", "Hind"), ("email", "hind@example.com")];

#[tokio::test]
async fn a_time_is_held_and_booked_with_what_the_address_filled_in() {
    let set = Set::new("public-book").await;
    let filled = format!("{}?name=Hind&email=hind%40example.com&month=2026-11", set.here);
    let page = set.get(&filled).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("property=\"og:title\"") && !page.text.contains("noindex"), "{}", page.text);
    assert!(page.text.contains("class=\"picker\"") && page.text.contains("name=Hind&amp;email=hind%40example.com"));

    let held = set.post(&format!("{}/hold?name=Hind&email=hind%40example.com", set.here), &HIND[..3]).await;
    assert_eq!(held.status, 303, "{}", held.text);
    let details = held.header("location").to_owned();
    assert!(details.starts_with(&set.here) && details.contains("name=Hind") && details.contains("start="), "{details}");
    let page = set.get(&details).await;
    assert!(page.text.contains("held for you until") && page.text.contains("value=\"hind@example.com\""));
    assert!(
        page.text.contains("data-left=\"300\"") && page.text.contains("data-lapsed"),
        "the clock runs: {}",
        page.text
    );
    // An address says what it likes: what is past, off the grid or somebody else's is not asked details about.
    for start in ["2020-01-05T07:00:00Z", "2026-11-23T07:40:00Z", "2026-11-23T20:00:00Z"] {
        let shown = set.get(&format!("{}?start={start}", set.here)).await;
        assert!(shown.text.contains("cannot be booked") && shown.text.contains("class=\"picker\""), "{start}");
        assert!(!shown.text.contains("name=\"email\""), "{start}: {}", shown.text);
    }
    let free = set.get(&format!("{}?start=2026-11-23T09:00:00Z", set.here)).await;
    assert!(free.text.contains("name=\"email\"") && !free.text.contains("cannot be booked"), "{}", free.text);

    let made = set.post(&set.here, &HIND).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let link = made.header("location").to_owned();
    assert!(link.starts_with("/r/") && link.ends_with("?said=public-booked"), "{link}");
    let seen = set.get(&link).await;
    assert!(seen.text.contains("noindex") && seen.text.contains("07:00") && seen.text.contains("Choose another time"));
    let reloaded = set.get(&format!("{}/hold?month=2026-12", set.here)).await;
    assert_eq!((reloaded.status, reloaded.header("location")), (303, format!("{}?month=2026-12", set.here).as_str()));

    // Moved by its link, by plain posts too.
    let base = link.split('?').next().unwrap();
    let picker = set.get(&format!("{base}/move")).await;
    assert!(picker.text.contains("class=\"picker\""), "{}", picker.text);
    let sure = set.get(&format!("{base}/move?start=2026-11-23T08:00:00Z")).await;
    assert!(sure.text.contains("Take this time"), "{}", sure.text);
    let moved = set.post(&format!("{base}/move"), &[("start", "2026-11-23T08:00:00Z"), ("revision", "1")]).await;
    assert_eq!(moved.header("location"), format!("{base}?said=public-moved"));
    let after = set.get(base).await;
    assert!(after.text.contains("It was moved from"), "an old mail says another time: {}", after.text);
}

#[tokio::test]
async fn another_time_is_kept_while_a_guest_confirms_it() {
    let set = Set::new("public-moving").await;
    let made = set.post(&set.here, &HIND).await;
    let link = made.header("location").split('?').next().unwrap().to_owned();
    let picker = set.get(&format!("{link}/move")).await.text;
    assert!(picker.contains(&format!("action=\"{link}/move/hold\"")), "{picker}");
    let hold = format!("{link}/move/hold");
    let asked = [("start", "2026-11-23T09:00:00Z"), ("zone", "Europe/London")];
    let held = set.post(&hold, &asked).await;
    assert_eq!(held.status, 303, "{}", held.text);
    let confirm = held.header("location").to_owned();
    assert!(confirm.contains("start=2026-11-23T09") && confirm.contains("zone=Europe"), "{confirm}");
    let page = set.get(&confirm).await.text;
    assert!(page.contains("held for you until"), "{page}");
    // Nothing chosen, and a time nobody works: the picker again, with what there is.
    let none = set.post(&hold, &[]).await;
    assert!(none.status == 422 && none.text.contains("class=\"picker\""), "{}", none.text);
    let night = set.post(&hold, &[("start", "2026-11-23T01:00:00Z")]).await;
    assert!(night.status == 422 && night.text.contains("picker-taken"), "{}", night.text);
    let reloaded = set.get(&hold).await;
    assert_eq!((reloaded.status, reloaded.header("location")), (303, format!("{link}/move").as_str()));
}

#[tokio::test]
async fn a_series_that_is_refused_moves_along_by_a_button() {
    let set = Set::new("public-along").await;
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let services = &set.office.world.services;
    let form = services.event_type(&ctx, set.stage.event_type).await.unwrap().to_form();
    let weekly = Repeats { rhythm: Rhythm::Weekly, interval: 1, most: 4 };
    let form = services::event_types::EventTypeForm { repeats: Some(weekly), ..form };
    services.edit_event_type(&ctx, set.stage.event_type, None, form).await.unwrap();
    let noura = set.office.world.applicant(&set.stage, "Noura").await;
    set.office.world.booked(&set.stage, &noura, "2026-11-30T07:00:00Z").await;
    let mut fields = HIND.to_vec();
    fields.push(("occurrences", "3"));
    let refused = set.post(&set.here, &fields).await;
    assert!(refused.status == 422 && refused.text.contains("name=\"instead\""), "{}", refused.text);
    let at = |text: &str| refused.text.find(text).unwrap_or(usize::MAX);
    assert!(
        at("<button tabindex=\"-1\" aria-hidden=\"true\"") < at("name=\"instead\""),
        "Enter sends: {}",
        refused.text
    );
    let instead = refused.text.split("name=\"instead\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(instead.starts_with("2026-11-23T"), "the whole series moves: {instead}");
    fields.push(("instead", &instead));
    let held = set.post(&format!("{}/hold", set.here), &fields).await;
    assert_eq!(held.status, 200, "{}", held.text);
    let hidden = format!("name=\"start\" value=\"{instead}\"");
    assert!(held.text.contains(&hidden) && held.text.contains("held for you until"), "{}", held.text);
    assert!(held.text.contains("value=\"Hind\""), "what was typed stays");
    fields[0].1 = &instead;
    let booked = set.post(&set.here, &fields[..6]).await;
    assert_eq!(booked.status, 303, "{}", booked.text);
}

#[tokio::test]
async fn the_office_reads_of_a_guest_and_of_no_talent() {
    let set = Set::new("public-guest").await;
    assert_eq!(set.post(&set.here, &HIND).await.status, 303);
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let all = &services::bookings::BookingQuery::default();
    let booking = set.office.world.services.bookings(&ctx, all).await.unwrap().bookings[0].clone();
    set.office.world.new_mails().await;
    let caster = set.stage.caster.actor();
    let page = format!("/bookings/{}", booking.id);
    let shown = set.office.get(caster.clone(), &page).await.text;
    assert!(shown.contains("(guest who booked)") && !shown.contains("(talent)"), "{shown}");
    for (dialog, words) in [("cancel", "The guest reads this."), ("amend", "Message to the guest")] {
        let shown = set.office.get(caster.clone(), &format!("{page}?dialog={dialog}")).await.text;
        assert!(shown.contains(words) && !shown.contains("The talent reads this"), "{dialog}: {shown}");
    }
    let eleven = "2026-11-23T08:00:00Z";
    let asked = set.office.get(caster.clone(), &format!("{page}/move?start={eleven}")).await.text;
    assert!(asked.contains("Move and tell the guest") && asked.contains("The guest is asked to confirm"), "{asked}");
    let moved = set.office.post(caster.clone(), &format!("{page}/move"), &[("start", eleven)]).await;
    assert_eq!(moved.header("location"), format!("{page}?said=moved-guest"), "{}", moved.text);
    let said = set.office.get(caster, moved.header("location")).await.text;
    assert!(said.contains("The guest is asked to confirm the new time."), "{said}");
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let set = Set::new("public-wrong").await;
    let wrong = set
        .post(&set.here, &[("start", TEN), ("name", ""), ("email", "hind@"), ("phone", "call me"), ("note", "A dog")])
        .await;
    assert_eq!(wrong.status, 422);
    for id in ["f-name-error", "f-email-error", "f-phone-error"] {
        assert!(wrong.text.contains(id), "{id}: {}", wrong.text);
    }
    assert!(wrong.text.contains("A dog"));
    let machine = [&HIND[..], &[("website", "https://spam.example")]].concat();
    assert_eq!(set.post(&set.here, &machine).await.status, 422);

    // Somebody was faster: the nearest times, with every word.
    assert_eq!(set.post(&set.here, &HIND).await.status, 303);
    let late = [&HIND[..3], &[("name", "Reem"), ("email", "reem@example.com"), ("note", "A cat")]].concat();
    let lost = set.post(&set.here, &late).await;
    assert_eq!(lost.status, 422);
    assert!(lost.text.contains("Nearest free times") && lost.text.contains("A cat"), "{}", lost.text);
    // Nothing is chosen for them, the lost time is struck, and the times stand before everything else of the form.
    let (form, times) =
        (lost.text.find("name=\"name\"").unwrap(), lost.text.find("type=\"radio\" name=\"start\"").unwrap());
    assert!(times < form, "first the times: {}", lost.text);
    let radios: Vec<&str> = lost.text.split("<input").filter(|input| input.contains("name=\"start\"")).collect();
    let open =
        |input: &str| input.split('>').next().is_some_and(|tag| tag.contains("required") && !tag.contains("checked"));
    assert!(!radios.is_empty() && radios.iter().all(|input| open(input)), "{radios:?}");
    assert!(lost.text.contains("<s class=\"muted num\">") && lost.text.contains("No longer free"), "{}", lost.text);
    assert_eq!(set.get("/book/nobody/nothing").await.status, 404);
    assert_eq!(set.post("/book/nobody/nothing", &HIND).await.status, 404);
}

#[tokio::test]
async fn a_private_page_is_there_for_its_link_alone() {
    let set = Set::new("public-private").await;
    set.share(|form| form.access = "unlisted".to_owned()).await;
    assert!(set.get(&set.here).await.text.contains("noindex"));
    set.share(|form| form.access = "links".to_owned()).await;
    assert_eq!(set.get(&set.here).await.status, 404);
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let new = NewPrivateLink { most_uses: "1".to_owned(), ..NewPrivateLink::default() };
    let link = set.office.world.services.create_private_link(&ctx, set.stage.event_type, &new).await.unwrap();
    let token = link.address.unwrap().split("link=").nth(1).unwrap().to_owned();
    let page = format!("{}?link={token}", set.here);
    let shown = set.get(&page).await;
    assert!(shown.status == 200 && shown.text.contains("noindex") && !shown.text.contains("rel=\"canonical\""));
    assert_eq!(set.post(&page, &HIND).await.status, 303);
    let ended = set.get(&page).await;
    assert_eq!(ended.status, 410);
    assert!(ended.text.contains("This link no longer works"));

    // The tab that made it shows the office what became of it.
    let tab = format!("/admin/event-types/{}?tab=share", set.stage.event_type);
    let shown = set.office.get(set.stage.caster.actor(), &tab).await;
    assert!(shown.text.contains("1 of 1 used") && shown.text.contains("Ended"), "{}", shown.text);
}

#[tokio::test]
async fn a_request_is_answered_on_the_bookings_page() {
    let set = Set::new("public-asked").await;
    set.share(|form| form.needs_confirmation = true).await;
    let made = set.post(&set.here, &HIND).await;
    assert!(made.header("location").ends_with("?said=public-requested"), "{}", made.text);
    let waiting = set.get(made.header("location")).await;
    assert!(waiting.text.contains("Withdraw") && waiting.text.contains("answers to"), "{}", waiting.text);
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let found = set.office.world.services.bookings(&ctx, &services::bookings::BookingQuery::default()).await.unwrap();
    let base = format!("/bookings/{}", found.bookings[0].id);
    let caster = set.stage.caster.actor();
    let page = set.office.get(caster.clone(), &base).await;
    assert!(page.text.contains("Hind asks for this time") && page.text.contains("hind@example.com"), "{}", page.text);
    // It is the first thing their day says, with both answers.
    let today = set.office.get(caster.clone(), "/today").await.text;
    assert!(today.contains("asks for this time") && today.contains(&format!("action=\"{base}/accept\"")), "{today}");
    assert!(today.contains(&format!("href=\"{base}?dialog=decline\"")), "{today}");
    let answer = [("revision", "1"), ("back", "/today")];
    let accepted = set.office.post(caster.clone(), &format!("{base}/accept"), &answer).await;
    assert_eq!(accepted.header("location"), "/today?said=accepted", "{}", accepted.text);
    assert!(!set.office.get(caster.clone(), "/today").await.text.contains("asks for this time"));
    let again = set.office.post(caster.clone(), &format!("{base}/accept"), &[]).await;
    assert_eq!(again.status, 422);

    // Another time is asked for, and the page says what becomes of the present one.
    let link = made.header("location").split('?').next().unwrap().to_owned();
    let sure = set.get(&format!("{link}/move?start=2026-11-23T08:00:00Z")).await.text;
    assert!(sure.contains("Ask for this time") && sure.contains("until the new one is granted"), "{sure}");
    let asked = set.post(&format!("{link}/move"), &[("start", "2026-11-23T08:00:00Z"), ("reason", "School")]).await;
    assert_eq!(asked.header("location"), format!("{link}?said=public-move-asked"), "{}", asked.text);
    let open = set.get(&format!("{link}/move")).await.text;
    assert!(open.contains("You have asked for another time"), "{open}");
    assert!(set.office.get(caster.clone(), &base).await.text.contains("School"));

    // Called off by its guest: put aside by whoever has seen it.
    set.post(&format!("{link}/cancel"), &[("reason", "Ill")]).await;
    let today = set.office.get(caster.clone(), "/today").await.text;
    assert!(today.contains("will not come") && today.contains(&format!("action=\"{base}/seen\"")), "{today}");
    let seen = set.office.post(caster.clone(), &format!("{base}/seen"), &[("back", "/today")]).await;
    assert_eq!(seen.header("location"), "/today?said=seen");
    assert!(!set.office.get(caster, "/today").await.text.contains("will not come"));
}

#[tokio::test]
async fn the_second_of_two_requests_for_a_time_is_shown_ways_out() {
    let set = Set::new("public-two").await;
    set.share(|form| {
        form.needs_confirmation = true;
        form.pending_blocks = false;
        form.reason_from = "office".to_owned();
    })
    .await;
    set.post(&set.here, &HIND).await;
    let reem = [HIND[0], HIND[1], ("name", "Reem"), ("email", "reem@example.com")];
    set.post(&set.here, &reem).await;
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let found = set.office.world.services.bookings(&ctx, &services::bookings::BookingQuery::default()).await.unwrap();
    let caster = set.stage.caster.actor();
    let [first, second] = [0, 1].map(|at: usize| format!("/bookings/{}", found.bookings[at].id));
    assert_eq!(set.office.post(caster.clone(), &format!("{first}/accept"), &[]).await.status, 303);
    let lost = set.office.post(caster.clone(), &format!("{second}/accept"), &[]).await;
    assert_eq!(lost.status, 422);
    assert!(!lost.text.contains("times are below"), "none stand there: {}", lost.text);
    for way in [format!("href=\"{second}/move\""), "dialog=decline".to_owned()] {
        assert!(lost.text.contains(&way), "{way}: {}", lost.text);
    }
    assert!(!lost.text.contains(&format!("action=\"{second}/accept\"")), "it cannot be had: {}", lost.text);

    // Whoever has to say why is not told that it is optional.
    let why =
        |text: &str| text.split("<textarea").find(|one| one.contains("name=\"reason\"")).map(str::to_owned).unwrap();
    let cancel = set.office.get(caster.clone(), &format!("{first}?dialog=cancel")).await.text;
    assert!(why(&cancel).split('>').next().unwrap().contains("required"), "{cancel}");

    // One place: a room, or an address instead of it.
    let room = set.office.world.room(set.stage.org, "Studio B").await.to_string();
    let dialog = set.office.get(caster.clone(), &format!("{first}?dialog=amend")).await.text;
    assert!(dialog.contains("name=\"roomId\"") && dialog.contains("Studio B"), "{dialog}");
    let amend = async |room: &str, address: &str| {
        let fields = [("meetingType", "in-person"), ("roomId", room), ("location", address)];
        set.office.post(caster.clone(), &format!("{first}/amend"), &fields).await
    };
    let both = amend(&room, "Riyadh Studio 9").await;
    assert!(both.status == 422 && both.text.contains("f-location-error"), "{}", both.text);
    assert_eq!(amend(&room, "").await.status, 303);
    let at =
        async || set.office.world.services.bookings(&ctx, &services::bookings::BookingQuery::default()).await.unwrap();
    let place = |page: services::bookings::BookingPage| {
        let found = page.bookings.into_iter().find(|booking| first.ends_with(&booking.id.to_string())).unwrap();
        (found.room.map(|room| room.room.name.en), found.location)
    };
    assert_eq!(place(at().await), (Some("Studio B".to_owned()), None));
    assert_eq!(amend("", "Riyadh Studio 9").await.status, 303);
    assert_eq!(place(at().await), (None, Some("Riyadh Studio 9".to_owned())), "the room is given back");
}

#[tokio::test]
async fn an_address_is_confirmed_by_a_link_whose_opening_changes_nothing() {
    let set = Set::new("public-confirm").await;
    set.share(|form| form.verify_email = true).await;
    let asked = set.post(&set.here, &HIND).await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    assert!(asked.text.contains("Check your mail") && asked.text.contains("hind@example.com"));
    let mails = set.office.world.new_mails().await;
    let token = mails[0].text.split("/confirm/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let page = format!("/confirm/{token}");
    for _ in 0..2 {
        let shown = set.get(&page).await;
        assert!(shown.status == 200 && shown.text.contains("Confirm and book"), "{}", shown.text);
    }
    let made = set.post(&page, &[]).await;
    assert!(made.header("location").ends_with("?said=public-booked"), "{}", made.text);
    // The old mail goes on leading to what became of it, opened or pressed again.
    let link = made.header("location").split('?').next().unwrap().to_owned();
    let again = set.get(&page).await;
    assert_eq!(again.header("location"), link);
    assert_eq!(set.post(&page, &[]).await.header("location"), link);
    let never = set.get(&format!("/confirm/{}", "x".repeat(43))).await;
    assert_eq!(never.status, 410);
}
