//! 6.3: twelve talents with their traits. Noura and Fahad have accounts and apply themselves at the public address; the office typed
//! the others. Some stated hours, some did not.

use chrono::Datelike;
use domain::{casting::ApplicationStatus, hours_form::HoursForm, id::Application, id::Id};

use super::{Demo, ZONE, address, office::weekly};
use crate::{Result, applications::NewApplicant, casting_calls::NewOwnApplication, out_of_office::TravelForm};

struct Talent {
    id: &'static str,
    latin: &'static str,
    arabic: &'static str,
    age: i32,
    city: &'static str,
    /// What the office wrote with the applications.
    note: &'static str,
    parts: &'static [&'static str],
}

const SANAM: &str = "الوكالة: سنام للمواهب (غادة الفايز)";
const MARAYA: &str = "الوكالة: مرايا لإدارة الفنانين (كريم نصّار)";

const TALENT: &[Talent] = &[
    Talent {
        id: "T1",
        latin: "Noura Al-Mutlaq",
        arabic: "نورة المطلق",
        age: 27,
        city: "Riyadh",
        note: SANAM,
        parts: &["NORA", "MOTHER"],
    },
    Talent {
        id: "T2",
        latin: "Fahad Al-Ruwais",
        arabic: "فهد الرويس",
        age: 34,
        city: "Riyadh",
        note: SANAM,
        parts: &["FAHD", "FATHER"],
    },
    Talent {
        id: "T3",
        latin: "Reem Bajaber",
        arabic: "ريم باجابر",
        age: 29,
        city: "Jeddah",
        note: MARAYA,
        parts: &["NORA", "MOTHER", "DR. MAY"],
    },
    Talent {
        id: "T4",
        latin: "Abdulrahman Al-Qusayyer",
        arabic: "عبدالرحمن القصيّر",
        age: 38,
        city: "Buraydah",
        note: "احتياط أول",
        parts: &["FAHD", "FATHER"],
    },
    Talent {
        id: "T5",
        latin: "Lulwa Al-Hadyan",
        arabic: "لولوة الهديان",
        age: 54,
        city: "Riyadh",
        note: "رسائل نصية فقط",
        parts: &["UMM SAAD", "NEIGHBOUR"],
    },
    Talent {
        id: "T6",
        latin: "Sultan Al-Ogla",
        arabic: "سلطان العقلا",
        age: 45,
        city: "Riyadh",
        note: MARAYA,
        parts: &["FAHD", "FATHER", "ADEL"],
    },
    Talent {
        id: "T7",
        latin: "Joud Al-Shaya",
        arabic: "جود الشايع",
        age: 10,
        city: "Riyadh",
        note: "ولي الأمر: هيا الناصر، الموافقة مسجلة",
        parts: &["HALA", "CHILD"],
    },
    Talent {
        id: "T8",
        latin: "Turki Al-Freih",
        arabic: "تركي الفريح",
        age: 13,
        city: "Riyadh",
        note: "ولي الأمر: ماجد الفريح، لم يُتحقق منه بعد",
        parts: &["BASIL", "CHILD"],
    },
    Talent {
        id: "T9",
        latin: "Maha Al-Ghanim",
        arabic: "مها الغانم",
        age: 31,
        city: "Riyadh",
        note: "مترجم لغة إشارة، موعد مضاعف",
        parts: &["NORA", "MOTHER", "DR. MAY"],
    },
    Talent {
        id: "T10",
        latin: "Youssef Haddad",
        arabic: "يوسف حدّاد",
        age: 36,
        city: "Riyadh",
        note: MARAYA,
        parts: &["FAHD", "FATHER", "ADEL"],
    },
    Talent {
        id: "T11",
        latin: "Dana Al-Amoudi",
        arabic: "دانة العمودي",
        age: 28,
        city: "Jeddah",
        note: "عن بُعد، بحضور موظفة",
        parts: &["NORA", "DR. MAY"],
    },
    Talent {
        id: "T12",
        latin: "Mishal Al-Buqami",
        arabic: "مشعل البقمي",
        age: 24,
        city: "Taif",
        note: "",
        parts: &["SAUD", "NEIGHBOUR"],
    },
];

impl Demo<'_> {
    pub(super) async fn talent(&mut self) -> Result<()> {
        let year = self.s1.year();
        for one in TALENT {
            let birth_year = (year - one.age).to_string();
            let phone = format!("+966 50 000 00{:0>2}", one.id.trim_start_matches('T'));
            for part in one.parts {
                let application: Id<Application> = if self.users.contains_key(one.id) && matches!(one.id, "T1" | "T2") {
                    let form = NewOwnApplication {
                        role_id: self.part(part)?.to_string(),
                        note: one.note.to_owned(),
                        phone: phone.clone(),
                        birth_year: birth_year.clone(),
                        city: one.city.to_owned(),
                    };
                    let call = if matches!(*part, "NORA" | "FAHD") {
                        "shade-of-the-palms"
                    } else {
                        "wadi-coffee-family-morning"
                    };
                    self.services.apply(&self.as_person(one.id)?, &self.slug, call, form).await?
                } else {
                    let new = NewApplicant {
                        name_latin: one.latin.to_owned(),
                        name_arabic: one.arabic.to_owned(),
                        email: address(one.id),
                        phone: phone.clone(),
                        birth_year: birth_year.clone(),
                        city: one.city.to_owned(),
                        language: "ar".to_owned(),
                        note: one.note.to_owned(),
                        ..NewApplicant::default()
                    };
                    let added = self.services.add_applicant(&self.as_person("C1")?, self.part(part)?, new).await?;
                    let profile = self.services.talent(&self.as_person("C1")?, added.talent_profile_id).await?;
                    self.users.insert(one.id, profile.user_id);
                    added.application_id
                };
                self.applications.insert((one.id, part), application);
                let caster = self.as_person("C1")?;
                self.services.set_application_status(&caster, application, ApplicationStatus::Shortlisted).await?;
            }
        }
        self.talent_hours().await
    }

    /// Noura, Fahad, Reem, Sultan and Dana stated hours; the others did not.
    async fn talent_hours(&self) -> Result<()> {
        let workdays = [0, 1, 2, 3, 4];
        let noura = [weekly(&workdays, "09:00", "13:00"), weekly(&workdays, "16:00", "21:00")].concat();
        for (id, week) in [
            ("T1", noura),
            ("T2", weekly(&[0, 2, 4], "10:00", "18:00")),
            ("T3", weekly(&[0, 1, 2, 3, 4, 6], "12:00", "22:00")),
            ("T6", weekly(&workdays, "12:00", "20:00")),
            ("T11", weekly(&[0, 1, 2, 3, 4, 5, 6], "13:00", "01:00")),
        ] {
            let form = HoursForm {
                name: "أوقاتي · My hours".to_owned(),
                time_zone: ZONE.to_owned(),
                weekly: week,
                ..HoursForm::default()
            };
            self.services.create_schedule(&self.as_person(id)?, &form).await?;
        }
        // Reem travels.
        let trip = TravelForm {
            from: self.date((2026, 12, 9)).to_string(),
            to: self.date((2026, 12, 12)).to_string(),
            time_zone: "Asia/Dubai".to_owned(),
        };
        self.services.add_travel(&self.as_person("T3")?, &trip).await?;
        Ok(())
    }
}
