//! Holidays taken from a country's list and edited; what they close is the engine's affair (rule 6), from the list to a booking here once.

use chrono::NaiveDate;
use domain::actor::MemberRole::{Admin, Assistant};
use services::holidays::HolidayForm;
use testkit::World;

use super::{faults, refusal};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn an_office_takes_a_countrys_list_and_edits_it() {
    let world = World::new().await;
    let services = &world.services;
    let admin = world.member(Admin).await;
    let ctx = world.ctx_as(&admin);
    let preset = services.holiday_preset(&ctx, "SA", 2027).await.unwrap();
    let days: Vec<String> = preset.holidays.iter().map(|(day, there)| format!("{} {there}", day.key())).collect();
    assert_eq!(
        days,
        [
            "2027-02-22 Founding Day false",
            "2027-03-09 Eid al-Fitr false",
            "2027-03-10 Eid al-Fitr false",
            "2027-03-11 Eid al-Fitr false",
            "2027-03-12 Eid al-Fitr false",
            "2027-05-15 Arafat Day false",
            "2027-05-16 Eid al-Adha false",
            "2027-05-17 Eid al-Adha false",
            "2027-05-18 Eid al-Adha false",
            "2027-09-23 Saudi National Day false",
        ]
    );
    let keys: Vec<String> = preset.holidays.iter().map(|(day, _)| day.key()).collect();
    let (first, rest) = keys.split_at(5);
    assert_eq!(services.add_preset_holidays(&ctx, "SA", 2027, first).await.unwrap(), 5);
    // Once more with the others: what is there stays as it is.
    assert_eq!(services.add_preset_holidays(&ctx, "SA", 2027, &keys).await.unwrap(), rest.len());
    assert!(services.holiday_preset(&ctx, "SA", 2027).await.unwrap().holidays.iter().all(|(_, there)| *there));
    let year = (date("2027-01-01"), date("2027-12-31"));
    let list = services.list_holidays(&ctx, year.0, year.1).await.unwrap();
    let shifting: Vec<bool> = list.iter().map(|day| day.may_shift).collect();
    assert_eq!(shifting, [false, true, true, true, true, true, true, true, true, false]);
    assert_eq!(list[1].name_ar, "عيد الفطر");

    // The moon was seen a day later: the last day moves, and is settled.
    let moved = HolidayForm {
        on_date: "2027-03-13".to_owned(),
        name_en: "Eid al-Fitr".to_owned(),
        name_ar: "عيد الفطر".to_owned(),
        may_shift: false,
    };
    let after = services.edit_holiday(&ctx, list[4].id, &moved).await.unwrap();
    assert_eq!((after.on_date, after.may_shift), (date("2027-03-13"), false));
    assert_eq!(faults(services.edit_holiday(&ctx, list[1].id, &moved).await), ["nameEn taken"]);
    let nameless = HolidayForm { on_date: "soon".to_owned(), ..HolidayForm::default() };
    assert_eq!(
        faults(services.edit_holiday(&ctx, list[1].id, &nameless).await),
        ["nameEn required", "onDate not_a_date"]
    );
}

#[tokio::test]
async fn lists_are_of_known_countries_and_near_years_and_for_who_arranges() {
    let world = World::new().await;
    let services = &world.services;
    let ctx = world.ctx_as(&world.member(Admin).await);
    for (country, year, fault) in
        [("SA", 2025, "year invalid"), ("SA", 2030, "year invalid"), ("ZZ", 2027, "country unknown")]
    {
        assert_eq!(faults(services.holiday_preset(&ctx, country, year).await), [fault], "{country} {year}");
    }
    let day = ["2027-09-23 Saudi National Day".to_owned()];
    assert_eq!(faults(services.add_preset_holidays(&ctx, "SA", 2027, &[]).await), ["dates required"]);
    assert_eq!(faults(services.add_preset_holidays(&ctx, "AE", 2027, &day).await), ["dates unknown"]);
    let assistant = world.ctx_as(&world.member(Assistant).await);
    assert_eq!(refusal(services.add_preset_holidays(&assistant, "SA", 2027, &day).await), "forbidden");
    // Another office's holiday is not there for this one.
    services.add_preset_holidays(&ctx, "SA", 2027, &day).await.unwrap();
    let own = services.list_holidays(&ctx, date("2027-09-23"), date("2027-09-23")).await.unwrap();
    let other = world.organization("bahr").await;
    let stranger = world.ctx_as(&world.member_of(other, Admin).await);
    let form = HolidayForm { on_date: "2027-09-24".to_owned(), name_en: "X".to_owned(), ..HolidayForm::default() };
    assert_eq!(refusal(services.edit_holiday(&stranger, own[0].id, &form).await), "not_found");
}
