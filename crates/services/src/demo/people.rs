//! 6.1: the office, its partners and their people. Agencies are organisations of their own; agents and guardians have accounts.

use domain::actor::MemberRole::{Admin, Assistant, Caster, Reviewer, SessionRunner};

use super::{Demo, ZONE};
use crate::{Result, teams::TeamForm};

impl Demo<'_> {
    pub(super) async fn people(&mut self) -> Result<()> {
        let hash = self.hash().await?;
        let hash = Some(hash.as_str());
        for (id, latin, arabic, role) in [
            ("AD", "Nawaf Al-Salem", "نواف السالم", Admin),
            ("C1", "Sarah Al-Khulaiwi", "سارة الخليوي", Caster),
            ("C2", "Omar Banajah", "عمر باناجه", Caster),
            ("C3", "Lina Al-Subhi", "لينا الصبحي", Assistant),
            ("C4", "Badr Al-Saqabi", "بدر الصقعبي", SessionRunner),
            ("C5", "Wafa Al-Juhaiman", "وفاء الجهيمان", SessionRunner),
            ("C6", "Ziad Murad", "زياد مراد", SessionRunner),
            ("R1", "Hana Al-Rashoud", "هناء الرشود", Reviewer),
            ("R2", "Khaled Al-Naeem", "خالد النعيم", Reviewer),
        ] {
            self.account(id, (latin, arabic), ("ar", ZONE), hash).await?;
            self.join(id, self.organization, role).await?;
        }
        self.account("R3", ("Emily Carter", ""), ("en", "Asia/Dubai"), hash).await?;
        self.join("R3", self.organization, Reviewer).await?;
        let slug = |name: &str| format!("{}-{name}", self.slug);
        let (bahr, sanam, maraya) = (slug("al-bahr"), slug("sanam"), slug("maraya"));
        let bahr = self.found(&bahr, ("Al Bahr Casting", "مكتب البحر للكاستنج")).await?;
        self.join("C2", bahr, Admin).await?;
        for (office, name, agent, latin, arabic) in [
            (sanam, ("Sanam Talent", "وكالة سنام للمواهب"), "G1", "Ghada Al-Fayez", "غادة الفايز"),
            (maraya, ("Maraya Management", "مرايا لإدارة الفنانين"), "G2", "Karim Nassar", "كريم نصّار"),
        ] {
            let agency = self.found(&office, name).await?;
            self.account(agent, (latin, arabic), ("ar", ZONE), hash).await?;
            self.join(agent, agency, Admin).await?;
        }
        for (id, latin, arabic) in [("W1", "Haya Al-Nasser", "هيا الناصر"), ("W2", "Majed Al-Freih", "ماجد الفريح")]
        {
            self.account(id, (latin, arabic), ("ar", ZONE), hash).await?;
        }
        // Two talents who have accounts; the others were typed by the office.
        self.account("T1", ("Noura Al-Mutlaq", "نورة المطلق"), ("ar", ZONE), hash).await?;
        self.account("T2", ("Fahad Al-Ruwais", "فهد الرويس"), ("ar", ZONE), hash).await?;
        self.settle_in().await?;
        let admin = self.as_person("AD")?;
        for (name_en, name_ar, members) in
            [("Riyadh office", "مكتب الرياض", &["C1", "C3", "C4", "C5"][..]), ("Jeddah partners", "شركاء جدة", &["C2"])]
        {
            let members = members.iter().map(|id| self.user(id)).collect::<Result<_>>()?;
            let team = TeamForm { name_en: name_en.to_owned(), name_ar: name_ar.to_owned(), members };
            self.services.create_team(&admin, team).await?;
        }
        Ok(())
    }
}
