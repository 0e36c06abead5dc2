//! Rooms, their pauses, and the hours of the office's people: the usual week, and the sessions of 6.4 as one-date hours.

use domain::{
    hours_form::{HoursForm, OverrideForm, SpanForm, WeeklyForm},
    id::{Id, Room},
};

use super::{Demo, ZONE};
use crate::{Result, holidays::HolidayForm, out_of_office::TimeOffForm, pauses::PauseForm, rooms::RoomForm};

/// Pauses of the sessions, by room: computed prayer times and lunches, as the source has them.
type Pauses = (&'static str, (i32, u32, u32), &'static [(&'static str, &'static str, &'static str, &'static str)]);

const PAUSES: &[Pauses] = &[
    (
        "A",
        (2026, 11, 29),
        &[
            ("Dhuhr", "صلاة الظهر", "11:40", "12:00"),
            ("Lunch", "استراحة الغداء", "13:00", "13:45"),
            ("Asr", "صلاة العصر", "14:40", "15:00"),
        ],
    ),
    ("B", (2026, 12, 1), &[("Maghrib", "صلاة المغرب", "17:00", "17:20"), ("Isha", "صلاة العشاء", "18:30", "18:50")]),
    ("J", (2026, 12, 2), &[("Maghrib", "صلاة المغرب", "17:35", "17:55"), ("Isha", "صلاة العشاء", "19:05", "19:25")]),
    ("A", (2026, 12, 5), &[("Dhuhr", "صلاة الظهر", "11:40", "12:00")]),
    (
        "A",
        (2026, 12, 8),
        &[
            ("Dhuhr", "صلاة الظهر", "11:40", "12:00"),
            ("Lunch", "استراحة الغداء", "13:00", "13:35"),
            ("Asr", "صلاة العصر", "14:40", "15:00"),
        ],
    ),
];

pub(super) fn span(start: &str, end: &str) -> SpanForm {
    SpanForm { start: start.to_owned(), end: end.to_owned() }
}

/// The same span on several days of the week.
pub(super) fn weekly(days: &[u8], start: &str, end: &str) -> Vec<WeeklyForm> {
    days.iter().map(|day| WeeklyForm { day: *day, span: span(start, end) }).collect()
}

impl Demo<'_> {
    pub(super) async fn office(&mut self) -> Result<()> {
        let caster = self.as_person("C1")?;
        let text = |text: &str| Some(text.to_owned());
        for (id, en, ar, address_en, address_ar, directions_en, directions_ar) in [
            (
                "A",
                "Room A, Riyadh",
                "القاعة أ، الرياض",
                "Al Olaya, King Fahd Road 214, Riyadh",
                "العليا، طريق الملك فهد ٢١٤، الرياض",
                "Second floor; sign in at the desk.",
                "الدور الثاني، التسجيل عند مكتب الاستقبال.",
            ),
            (
                "B",
                "Room B, Riyadh",
                "القاعة ب، الرياض",
                "Al Olaya, King Fahd Road 214, Riyadh",
                "العليا، طريق الملك فهد ٢١٤، الرياض",
                "Second floor, beside Room A.",
                "الدور الثاني بجانب القاعة أ.",
            ),
            (
                "J",
                "Jeddah studio",
                "استوديو جدة",
                "Al Rawdah, Prince Sultan Street 33, Jeddah",
                "الروضة، شارع الأمير سلطان ٣٣، جدة",
                "Entrance from the garden.",
                "المدخل من جهة الحديقة.",
            ),
        ] {
            let form = RoomForm {
                name_en: text(en),
                name_ar: text(ar),
                address_en: text(address_en),
                address_ar: text(address_ar),
                map_url: text("https://www.openstreetmap.org/?mlat=24.6950&mlon=46.6850#map=16/24.6950/46.6850"),
                directions_en: text(directions_en),
                directions_ar: text(directions_ar),
                time_zone: text(ZONE),
            };
            let form = if id == "J" {
                RoomForm {
                    map_url: text("https://www.openstreetmap.org/?mlat=21.5650&mlon=39.1600#map=16/21.5650/39.1600"),
                    ..form
                }
            } else {
                form
            };
            let room = self.services.create_room(&caster, form).await?;
            self.rooms.insert(id, room.id);
        }
        for (room, date, pauses) in PAUSES {
            let room: Id<Room> = self.room(room)?;
            for (name_en, name_ar, start, end) in *pauses {
                let form = PauseForm {
                    room_id: Some(room),
                    name_en: (*name_en).to_owned(),
                    name_ar: (*name_ar).to_owned(),
                    starts_on: self.date(*date).to_string(),
                    start: (*start).to_owned(),
                    end: (*end).to_owned(),
                    ..PauseForm::default()
                };
                self.services.create_pause(&caster, &form).await?;
            }
        }
        // A holiday keeps its date, whatever week the sessions moved to.
        let founding = HolidayForm {
            on_date: "2027-02-22".to_owned(),
            name_en: "Founding Day".to_owned(),
            name_ar: "يوم التأسيس".to_owned(),
            may_shift: false,
        };
        self.services.create_holiday(&caster, &founding).await?;
        self.staff_hours().await
    }

    async fn staff_hours(&self) -> Result<()> {
        let workdays = [0, 1, 2, 3, 4];
        let on = |date, start: &str, end: &str| OverrideForm {
            date: self.date(date).to_string(),
            spans: vec![span(start, end)],
        };
        let sarah = vec![
            on((2026, 11, 29), "10:00", "15:30"),
            on((2026, 12, 1), "15:00", "20:00"),
            on((2026, 12, 5), "10:00", "12:30"),
            on((2026, 12, 8), "11:00", "15:00"),
            on((2027, 2, 14), "21:00", "00:40"),
        ];
        let omar = vec![on((2026, 12, 2), "17:00", "21:00")];
        let wafa = vec![on((2026, 12, 5), "10:00", "12:30")];
        for (id, start, end, overrides) in [
            ("C1", "10:00", "17:00", sarah),
            ("C2", "10:00", "18:00", omar),
            ("C3", "09:00", "17:00", Vec::new()),
            ("C5", "09:00", "17:00", wafa),
        ] {
            let form = HoursForm {
                name: "ساعات العمل · Working hours".to_owned(),
                time_zone: ZONE.to_owned(),
                weekly: weekly(&workdays, start, end),
                overrides,
                ..HoursForm::default()
            };
            self.services.create_schedule(&self.as_person(id)?, &form).await?;
        }
        // What stands in Omar's own calendar, until calendars are connected.
        let date = self.date((2026, 12, 2)).to_string();
        let busy = TimeOffForm {
            from: date,
            from_time: "18:00".to_owned(),
            to_time: "18:30".to_owned(),
            reason: "Own calendar".to_owned(),
            ..TimeOffForm::default()
        };
        self.services.add_time_off(&self.as_person("C2")?, &busy).await?;
        Ok(())
    }
}
