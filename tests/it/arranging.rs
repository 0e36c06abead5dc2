//! Holidays and limits, by plain posts: kept, shown, refused at their fields, open to whom they are open.

use domain::actor::MemberRole;
use domain::limits::{Limits, PerPeriod};

use crate::pages::Office;

#[tokio::test]
async fn a_countrys_holidays_are_taken_changed_and_removed() {
    let office = Office::new("holidays").await;
    let caster = office.world.member(MemberRole::Caster).await.actor();
    let assistant = office.world.member(MemberRole::Assistant).await.actor();
    assert_eq!(office.get(assistant, "/admin/settings/holidays").await.status, 403);
    // An empty year opens with the list of the office's country; feasts say that they may move.
    let page = "/admin/settings/holidays?year=2027";
    let empty = office.get(caster.clone(), page).await;
    assert_eq!(empty.status, 200, "{}", empty.text);
    assert!(empty.text.contains("Saudi National Day") && empty.text.contains("may shift by a day"), "{}", empty.text);
    assert!(empty.text.contains("value=\"2027-09-23 Saudi National Day\" checked"), "{}", empty.text);

    let list = "/admin/settings/holidays/list";
    let none = office.post(caster.clone(), list, &[("country", "SA"), ("year", "2027")]).await;
    assert_eq!(none.status, 422, "{}", none.text);
    assert!(none.text.contains("href=\"#f-dates\"") && none.text.contains("id=\"f-dates\""), "{}", none.text);
    let days = [
        ("country", "SA"),
        ("year", "2027"),
        ("dates", "2027-09-23 Saudi National Day"),
        ("dates", "2027-03-09 Eid al-Fitr"),
    ];
    let taken = office.post(caster.clone(), list, &days).await;
    assert_eq!(taken.header("location"), format!("{page}&said=holidays-added"));

    let ctx = office.world.services.ctx(caster.clone(), services::ctx::Request::default());
    let year = ("2027-01-01".parse().unwrap(), "2027-12-31".parse().unwrap());
    let own = office.world.services.list_holidays(&ctx, year.0, year.1).await.unwrap();
    assert_eq!(own.len(), 2);
    let feast = own[0].id;
    let shown = office.get(caster.clone(), &format!("{page}&edit={feast}")).await.text;
    assert!(shown.contains("id=\"edit-holiday\"") && shown.contains("value=\"2027-03-09\""), "{shown}");
    let edit = format!("/admin/settings/holidays/{feast}/edit");
    let wrong = [("year", "2027"), ("onDate", "9 March"), ("nameEn", "Eid"), ("nameAr", "")];
    let refused = office.post(caster.clone(), &edit, &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("f-onDate-error") && refused.text.contains("value=\"9 March\""), "{}", refused.text);
    let right = [("year", "2027"), ("onDate", "2027-03-10"), ("nameEn", "Eid al-Fitr"), ("nameAr", "عيد الفطر")];
    assert_eq!(office.post(caster.clone(), &edit, &right).await.status, 303);
    let own = office.world.services.list_holidays(&ctx, year.0, year.1).await.unwrap();
    assert_eq!((own[0].on_date.to_string().as_str(), own[0].may_shift), ("2027-03-10", false));

    let nameless = office.post(caster.clone(), "/admin/settings/holidays", &[("newDate", "2027-12-24")]).await;
    assert_eq!(nameless.status, 422, "{}", nameless.text);
    assert!(nameless.text.contains("f-newNameEn-error"), "{}", nameless.text);
    let party = [("year", "2027"), ("newDate", "2027-12-24"), ("newNameEn", "Party")];
    assert_eq!(office.post(caster.clone(), "/admin/settings/holidays", &party).await.status, 303);
    let remove = format!("/admin/settings/holidays/{feast}/remove");
    assert_eq!(office.post(caster.clone(), &remove, &[("year", "2027")]).await.status, 303);
    let left = office.get(caster, page).await.text;
    assert!(left.contains("Party") && !left.contains("2027-03-09"), "{left}");
}

#[tokio::test]
async fn limits_of_talent_and_of_hosts_are_set_and_lifted() {
    let office = Office::new("limits").await;
    let person = office.world.member(MemberRole::Admin).await;
    let (admin, caster) = (person.actor(), office.world.member(MemberRole::Caster).await);
    let services = &office.world.services;
    let ctx = services.ctx(admin.clone(), services::ctx::Request::default());
    let members = services.list_members(&ctx).await.unwrap();
    let member = members.iter().find(|one| one.user_id == caster.id).unwrap().id;
    let page = format!("/admin/team/members/{member}");
    let own = "/admin/settings/limits".to_owned();
    for (page, form) in [(own.clone(), own), (page.clone(), format!("{page}/limits"))] {
        let wrong = [("limits.bookings.day", "4"), ("limits.bookings.week", "3"), ("limits.minutes.day", "")];
        let refused = office.post(admin.clone(), &form, &wrong).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.text.contains("f-limits-bookings-week-error"), "{}", refused.text);
        let right = [("limits.bookings.day", "4"), ("limits.minutes.week", "600")];
        let saved = office.post(admin.clone(), &form, &right).await;
        assert_eq!(saved.header("location"), format!("{page}?said=limits-saved"));
        let shown = office.get(admin.clone(), &page).await.text;
        assert!(shown.contains("value=\"4\"") && shown.contains("value=\"600\""), "{shown}");
        assert_eq!(office.post(caster.actor(), &form, &right).await.status, 403);
    }
    let limits = Limits {
        bookings: PerPeriod { day: Some(4), ..PerPeriod::default() },
        minutes: PerPeriod { week: Some(600), ..PerPeriod::default() },
    };
    let found = services.booking_limits(&ctx).await.unwrap();
    assert_eq!((found.booker, found.hosts[0].user_id, found.hosts[0].limits), (limits, caster.id, limits));
    assert_eq!(office.post(admin.clone(), "/admin/settings/limits", &[]).await.status, 303);
    assert_eq!(services.booking_limits(&ctx).await.unwrap().booker, Limits::NONE);
}
