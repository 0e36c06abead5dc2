//! 6.2: calls, roles, who works on them, and the event types their sessions are booked with.

use domain::{
    casting::{CallStatus, QuestionKind},
    event_location::EventLocation,
    question::{QuestionForm, QuestionOption, ShownWhen},
    slots::BookingWindow,
};

use super::Demo;
use crate::{
    Result,
    casting_calls::NewCall,
    event_types::{EventTypeForm, HostForm},
    roles::RoleForm,
};

/// A part: short name, English, Arabic, gender, ages.
type Part = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const SHADE: &[Part] = &[
    ("NORA", "Nora (lead)", "نورا (البطولة)", "female", "25", "32"),
    ("FAHD", "Fahd (lead)", "فهد (البطولة)", "male", "30", "45"),
    ("UMM SAAD", "Umm Saad", "أم سعد", "female", "50", ""),
    ("SAUD", "Saud", "سعود", "male", "20", "26"),
];
const SIDRA: &[Part] = &[
    ("HALA", "Hala", "هلا", "female", "9", "12"),
    ("BASIL", "Basil", "باسل", "male", "12", "14"),
    ("DR. MAY", "Dr. May", "د. مي", "female", "28", "38"),
    ("ADEL", "Adel", "عادل", "male", "35", "50"),
];
const COFFEE: &[Part] = &[
    ("FATHER", "Father", "الأب", "male", "33", "48"),
    ("MOTHER", "Mother", "الأم", "female", "27", "38"),
    ("CHILD", "Child", "الطفل", "any", "9", "13"),
    ("NEIGHBOUR", "Neighbour", "الجار", "any", "20", "60"),
];

impl Demo<'_> {
    pub(super) async fn calls(&mut self) -> Result<()> {
        let caster = self.as_person("C1")?;
        for (id, en, ar, kind, about_en, about_ar, parts, members) in [
            (
                "K1",
                "Shade of the Palms",
                "ظل النخيل",
                "feature_film",
                "Feature film, shot in Riyadh before Ramadan, 10 January to 5 February.",
                "فيلم روائي طويل يصوَّر في الرياض قبل رمضان، من ١٠ يناير إلى ٥ فبراير.",
                SHADE,
                &["C3", "C4", "C5", "C6", "R1", "R2"][..],
            ),
            (
                "K2",
                "Sidra Lane",
                "حارة السدرة",
                "tv_series",
                "Television series set in an old quarter, shot in Jeddah and Riyadh.",
                "مسلسل تلفزيوني عن حارة قديمة، يصوَّر في جدة والرياض.",
                SIDRA,
                &["C2", "C3", "C4", "C5"],
            ),
            (
                "K3",
                "Wadi Coffee: Family Morning",
                "قهوة وادي: صباح العائلة",
                "commercial",
                "Commercial with one shooting day on 15 December.",
                "إعلان بيوم تصوير واحد، ١٥ ديسمبر.",
                COFFEE,
                &["C3", "C4", "R3"],
            ),
        ] {
            let new = NewCall {
                title_en: en.to_owned(),
                title_ar: ar.to_owned(),
                description_en: about_en.to_owned(),
                description_ar: about_ar.to_owned(),
                kind: kind.to_owned(),
                ..NewCall::default()
            };
            let call = self.services.create_call(&caster, new).await?.id;
            self.calls.insert(id, call);
            for (part, name_en, name_ar, gender, from, to) in parts {
                let form = RoleForm {
                    name_en: Some((*name_en).to_owned()),
                    name_ar: Some((*name_ar).to_owned()),
                    gender: Some((*gender).to_owned()),
                    age_from: Some((*from).to_owned()),
                    age_to: Some((*to).to_owned()),
                    ..RoleForm::default()
                };
                let role = self.services.create_role(&caster, call, form).await?;
                self.parts.insert(part, role.id);
            }
            for member in members {
                self.services.add_call_member(&caster, call, self.user(member)?).await?;
            }
            self.services.set_call_status(&caster, call, None, CallStatus::Published).await?;
        }
        Ok(())
    }

    pub(super) async fn event_types(&mut self) -> Result<()> {
        let room = |id| Ok::<_, crate::Error>(EventLocation::InPerson { room_id: Some(self.room(id)?), address: None });
        let video = EventLocation::Video {
            url: Some("https://meet.example.com/takeone-auditions".to_owned()),
            password: Some("nakheel".to_owned()),
        };
        let phone = EventLocation::Phone { number: None };
        let (a, b, jeddah) = (room("A")?, room("B")?, room("J")?);
        let made = [
            (
                "S1",
                Some("K1"),
                ("First call", "التجربة الأولى"),
                vec![15, 30],
                1,
                vec!["C1"],
                vec![a.clone(), video.clone(), phone.clone()],
            ),
            (
                "S2",
                Some("K3"),
                ("Family first call", "التجربة الأولى للعائلة"),
                vec![20],
                3,
                vec!["C1"],
                vec![b.clone(), video.clone()],
            ),
            ("S3", Some("K2"), ("Adults, Jeddah", "الكبار، جدة"), vec![30], 3, vec!["C2"], vec![jeddah, video.clone()]),
            ("S4", Some("K2"), ("Children, Riyadh", "الأطفال، الرياض"), vec![20], 1, vec!["C1", "C5"], vec![a.clone()]),
            ("S5", Some("K1"), ("Callback", "التجربة الثانية"), vec![25], 2, vec!["C1"], vec![a]),
            ("S6", Some("K2"), ("Ramadan pick-ups", "استكمال رمضان"), vec![20], 1, vec!["C1"], vec![b, video.clone()]),
            ("GENERAL", None, ("General meeting", "لقاء تعارف"), vec![20, 40], 1, vec!["C1", "C3"], vec![video, phone]),
        ];
        for (id, call, (name_en, name_ar), durations, capacity, hosts, locations) in made {
            // General event types are the admin's, those of a call its caster's.
            let ctx = self.as_person(if call.is_some() { "C1" } else { "AD" })?;
            let round_robin = call.is_none();
            let hosts = hosts
                .into_iter()
                .map(|host| Ok(HostForm { is_fixed: !round_robin, ..HostForm::fixed(self.user(host)?) }))
                .collect::<Result<_>>()?;
            let form = EventTypeForm {
                name_en: name_en.to_owned(),
                name_ar: name_ar.to_owned(),
                casting_call_id: call.map(|call| self.call(call)).transpose()?,
                durations,
                capacity,
                hosts,
                locations,
                scheduling: if round_robin { "round_robin" } else { "collective" }.to_owned(),
                minimum_notice: if round_robin { 240 } else { 0 },
                booking_window: round_robin.then_some(BookingWindow::Rolling { days: 60, calendar_days: true }),
                questions: questions(round_robin),
                ..EventTypeForm::default()
            };
            let event_type = self.services.create_event_type(&ctx, form).await?;
            self.event_types.insert(id, event_type.record.id);
        }
        Ok(())
    }
}

/// Asked of strangers: what a caster knows of an applicant already.
fn questions(of_strangers: bool) -> Vec<QuestionForm> {
    if !of_strangers {
        return Vec::new();
    }
    let question = |key: &str, kind, label_en: &str, label_ar: &str, required, options| QuestionForm {
        key: key.to_owned(),
        kind,
        label_en: label_en.to_owned(),
        label_ar: label_ar.to_owned(),
        hint_en: String::new(),
        hint_ar: String::new(),
        required,
        options,
        shown_when: None,
    };
    let option = |id: &str, label_en: &str, label_ar: &str| QuestionOption {
        id: id.to_owned(),
        label_en: label_en.to_owned(),
        label_ar: label_ar.to_owned(),
    };
    let experience = vec![
        option("none", "None yet", "لا توجد بعد"),
        option("some", "Some", "بعض الخبرة"),
        option("much", "A lot", "خبرة واسعة"),
    ];
    vec![
        question("experience", QuestionKind::Radio, "Experience on set", "خبرة في التصوير", true, experience),
        QuestionForm {
            shown_when: Some(ShownWhen {
                key: "experience".to_owned(),
                is: vec!["some".to_owned(), "much".to_owned()],
            }),
            ..question("credits", QuestionKind::Text, "Where last", "أين كانت آخر مرة", false, Vec::new())
        },
        question("showreel", QuestionKind::Url, "Showreel", "رابط الشوريل", false, Vec::new()),
    ]
}
