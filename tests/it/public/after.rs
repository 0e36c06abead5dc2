//! A guest's page after booking: it follows what happens, takes who comes along, leads on from what came to nothing, and is what a form sent again shows.

use super::*;

#[tokio::test]
async fn a_guests_page_follows_says_what_became_of_it_and_leads_on() {
    let set = Set::new("public-after").await;
    set.share(|form| {
        form.needs_confirmation = true;
        form.most_guests = 2;
        form.may_reschedule = false;
        form.may_cancel = false;
    })
    .await;
    let (world, host) = (&set.office.world, set.office.world.ctx_as(&set.stage.caster));
    let made = set.post(&set.here, &HIND).await;
    let base = made.header("location").split('?').next().unwrap().to_owned();
    let token = base.rsplit('/').next().unwrap();
    let found = world.services.bookings(&host, &services::bookings::BookingQuery::default()).await.unwrap();
    let waiting = set.get(&base).await;
    assert!(waiting.text.contains(&format!("(\"{token}\",")), "it listens: {}", waiting.text);
    assert!(waiting.text.contains("data-live=\"facts\"") && waiting.text.contains("Who else is coming"));
    // Nothing typed is lost, and whoever is named is kept.
    let wrong = set.post(&format!("{base}/guests"), &[("guests", "mona@"), ("revision", "1")]).await;
    assert!(
        wrong.status == 422 && wrong.text.contains("mona@") && wrong.text.contains("f-guests-error"),
        "{}",
        wrong.text
    );
    let many = [("guests", "a@example.com, b@example.com, c@example.com"), ("revision", "1")];
    let many = set.post(&format!("{base}/guests"), &many).await;
    assert!(many.status == 422 && many.text.contains("At most 2 others can come along."), "{}", many.text);
    let saved = set.post(&format!("{base}/guests"), &[("guests", "mona@example.com"), ("revision", "1")]).await;
    assert_eq!(saved.header("location"), format!("{base}?said=guests"), "{}", saved.text);
    assert!(set.get(&base).await.text.contains("mona@example.com"));

    world.services.accept_booking(&host, found.bookings[0].id, None).await.unwrap();
    let agreed = set.get(&base).await;
    // Another time can be asked for, so it is not said that nothing can be done.
    assert!(
        agreed.text.contains("Another time") && !agreed.text.contains("can no longer be changed"),
        "{}",
        agreed.text
    );
    let amended = set
        .office
        .post(
            set.stage.caster.actor(),
            &format!("/bookings/{}/amend", found.bookings[0].id),
            &[("meetingType", "video"), ("message", "Hello"), ("guests", "")],
        )
        .await;
    assert_eq!(amended.status, 303, "{}", amended.text);
    assert!(!set.get(&base).await.text.contains("mona@example.com"));
    let asks =
        set.office.get(set.stage.caster.actor(), &format!("/bookings/{}?dialog=amend", found.bookings[0].id)).await;
    assert!(asks.text.contains("name=\"guests\"") && asks.text.contains("Message to the guest"), "{}", asks.text);
    assert!(asks.text.contains("Requested") && !asks.text.contains("Invitation"), "the ledger: {}", asks.text);
    world.services.cancel_booking(&host, found.bookings[0].id, None, "").await.unwrap();

    let reem = [&HIND[..3], &[("name", "Reem"), ("email", "reem@example.com")]].concat();
    let again = set.post(&set.here, &reem).await;
    let base = again.header("location").split('?').next().unwrap().to_owned();
    let query = services::bookings::BookingQuery { search: "Reem".to_owned(), ..Default::default() };
    let found = world.services.bookings(&host, &query).await.unwrap().bookings;
    let asked = found.iter().find(|one| one.status == domain::booking::Status::Pending).unwrap();
    world.services.decline_booking(&host, asked.id, None, "").await.unwrap();
    let declined = set.get(&base).await;
    assert!(declined.text.contains("Declined by") && !declined.text.contains("Called off"), "{}", declined.text);
    assert!(declined.text.contains("Book another time") && declined.text.contains(&format!("href=\"{}\"", set.here)));
    set.share(|form| form.access = "links".to_owned()).await;
    assert!(!set.get(&base).await.text.contains("Book another time"), "the page is closed");
}

#[tokio::test]
async fn a_form_that_comes_twice_shows_the_booking_it_made() {
    let set = Set::new("public-twice").await;
    let details = set.get(&format!("{}?start={TEN}&minutes=30", set.here)).await.text;
    let key = details.split("name=\"formKey\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(key.len(), 43, "{key}");
    let mut form = HIND.to_vec();
    form.push(("formKey", &key));
    // At once, as a doubled press sends it, and once more.
    let (one, two) = tokio::join!(set.post(&set.here, &form), set.post(&set.here, &form));
    let three = set.post(&set.here, &form).await;
    for answer in [&one, &two, &three] {
        assert_eq!((answer.status, answer.header("location")), (303, one.header("location")), "{}", answer.text);
    }
    let ctx = set.office.world.ctx_as(&set.stage.caster);
    let all = &services::bookings::BookingQuery::default();
    assert_eq!(set.office.world.services.bookings(&ctx, all).await.unwrap().bookings.len(), 1);
    // What asks for something else is another form, and a form without a key is told.
    let mut other = form.clone();
    other[4].1 = "reem@example.com";
    let renamed = form.iter().map(|(name, value)| (*name, if *name == "name" { "Hind II" } else { *value }));
    let renamed: Vec<_> = renamed.collect();
    for form in [&other[..], &HIND[..], &renamed[..]] {
        let taken = set.post(&set.here, form).await;
        assert_eq!(taken.status, 422, "{}", taken.text);
    }
    // What is refused keeps its key.
    other[3].1 = "";
    let refused = set.post(&set.here, &other).await;
    assert!(refused.text.contains(&format!("name=\"formKey\" value=\"{key}\"")), "{}", refused.text);
    // Sent once more after it was called off: nothing is said to be booked.
    let base = one.header("location").split('?').next().unwrap().to_owned();
    assert_eq!(set.post(&format!("{base}/cancel"), &[("reason", "Ill.")]).await.status, 303);
    assert_eq!(set.post(&set.here, &form).await.header("location"), base);
}
