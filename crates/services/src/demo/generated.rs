//! Thirty more applicants per role, made of common names and imported as a list, as an office would.

use std::fmt::Write;

use chrono::Datelike;

use super::{
    Demo,
    names::{CITIES, FAMILIES, FEMALE, MALE},
};
use crate::Result;

/// How many per role.
const PER_ROLE: usize = 30;

/// Role, gender, youngest and oldest.
const PARTS: &[(&str, &str, i32, i32)] = &[
    ("NORA", "female", 25, 32),
    ("FAHD", "male", 30, 45),
    ("UMM SAAD", "female", 50, 64),
    ("SAUD", "male", 20, 26),
    ("HALA", "female", 9, 12),
    ("BASIL", "male", 12, 14),
    ("DR. MAY", "female", 28, 38),
    ("ADEL", "male", 35, 50),
    ("FATHER", "male", 33, 48),
    ("MOTHER", "female", 27, 38),
    ("CHILD", "any", 9, 13),
    ("NEIGHBOUR", "any", 20, 60),
];

impl Demo<'_> {
    pub(super) async fn generated(&self) -> Result<()> {
        let caster = self.as_person("C1")?;
        let year = self.s1.year();
        for (number, (part, gender, youngest, oldest)) in PARTS.iter().enumerate() {
            let mut file = String::from("Name,Arabic name,Email,Phone,Birth year,City\n");
            for place in 0..PER_ROLE {
                let female = *gender == "female" || (*gender == "any" && place % 2 == 0);
                let first = if female { FEMALE } else { MALE };
                // Steps that share no divisor with the lists' lengths: every combination comes once before any comes twice.
                let serial = number * PER_ROLE + place;
                let (latin, arabic) = pick(first, serial);
                let (family, family_arabic) = pick(FAMILIES, serial * 7 + number);
                let span = i32::try_from(place).unwrap_or(0) % (oldest - youngest + 1);
                let (city, _) = pick(CITIES, serial * 5 + 1);
                writeln!(
                    file,
                    "{latin} {family},{arabic} {family_arabic},g{serial:03}@example.com,+966 50 001 {serial:04},{},{city}",
                    year - youngest - span
                )
                .map_err(|error| crate::Error::internal("the demo's list", error))?;
            }
            self.services.import_applicants_csv(&caster, self.part(part)?, file.as_bytes(), false).await?;
        }
        Ok(())
    }
}

fn pick(list: &[(&'static str, &'static str)], place: usize) -> (&'static str, &'static str) {
    list.get(place % list.len().max(1)).copied().unwrap_or(("", ""))
}
