//! The lists: which holidays a country has and how their dates are found. Data only.

use chrono::Weekday;

/// How a holiday's date is found.
#[derive(Debug, Clone, Copy)]
pub(super) enum On {
    /// The same month and day every year.
    Day(u32, u32),
    /// A weekday of a month: the first is 1, the last -1.
    Nth(u32, Weekday, i8),
    /// Days after western Easter.
    Easter(i64),
    /// Days after Easter of the eastern churches.
    EasternEaster(i64),
    /// A month and day of the Hijri year, and how many days it lasts.
    Hijri(u8, u8, u8),
}

/// What happens when a day off falls on a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weekend {
    /// Nothing.
    Stays,
    /// The next working day that is none is off too.
    NextFree,
    /// Off on Friday before a Saturday, on Monday after a Sunday.
    Nearest,
}

/// How its date is found, its English and its Arabic name.
pub(super) type Line = (On, &'static str, &'static str);

const NEW_YEAR: Line = (On::Day(1, 1), "New Year's Day", "رأس السنة الميلادية");
const LABOUR: Line = (On::Day(5, 1), "Labour Day", "عيد العمال");
const CHRISTMAS: Line = (On::Day(12, 25), "Christmas Day", "عيد الميلاد");
const HIJRI_YEAR: Line = (On::Hijri(1, 1, 1), "Islamic New Year", "رأس السنة الهجرية");
const ASHURA: Line = (On::Hijri(1, 10, 1), "Ashura", "عاشوراء");
const MAWLID: Line = (On::Hijri(3, 12, 1), "Prophet's Birthday", "المولد النبوي");
const ISRA: Line = (On::Hijri(7, 27, 1), "Isra and Mi'raj", "الإسراء والمعراج");
const ARAFAT: Line = (On::Hijri(12, 9, 1), "Arafat Day", "يوم عرفة");

const fn fitr(days: u8) -> Line {
    (On::Hijri(10, 1, days), "Eid al-Fitr", "عيد الفطر")
}

const fn adha(days: u8) -> Line {
    (On::Hijri(12, 10, days), "Eid al-Adha", "عيد الأضحى")
}

const SA: &[Line] = &[
    (On::Day(2, 22), "Founding Day", "يوم التأسيس"),
    (On::Day(9, 23), "Saudi National Day", "اليوم الوطني السعودي"),
    fitr(4),
    ARAFAT,
    adha(3),
];
const AE: &[Line] = &[
    NEW_YEAR,
    (On::Day(12, 2), "National Day", "عيد الاتحاد"),
    (On::Day(12, 3), "National Day", "عيد الاتحاد"),
    HIJRI_YEAR,
    MAWLID,
    fitr(3),
    ARAFAT,
    adha(3),
];
const BH: &[Line] = &[
    NEW_YEAR,
    LABOUR,
    (On::Day(12, 16), "National Day", "العيد الوطني"),
    (On::Day(12, 17), "National Day", "العيد الوطني"),
    HIJRI_YEAR,
    (On::Hijri(1, 9, 1), "Tasu'a", "تاسوعاء"),
    ASHURA,
    MAWLID,
    fitr(3),
    ARAFAT,
    adha(3),
];
const EG: &[Line] = &[
    (On::Day(1, 7), "Coptic Christmas", "عيد الميلاد المجيد"),
    (On::Day(1, 25), "Revolution and Police Day", "عيد ثورة 25 يناير وعيد الشرطة"),
    (On::EasternEaster(1), "Sham el-Nessim", "شم النسيم"),
    (On::Day(4, 25), "Sinai Liberation Day", "عيد تحرير سيناء"),
    LABOUR,
    (On::Day(6, 30), "June 30 Revolution", "ثورة 30 يونيو"),
    (On::Day(7, 23), "July 23 Revolution", "ثورة 23 يوليو"),
    (On::Day(10, 6), "Armed Forces Day", "عيد القوات المسلحة"),
    HIJRI_YEAR,
    MAWLID,
    fitr(3),
    ARAFAT,
    adha(3),
];
const JO: &[Line] = &[
    NEW_YEAR,
    LABOUR,
    (On::Day(5, 25), "Independence Day", "عيد الاستقلال"),
    CHRISTMAS,
    HIJRI_YEAR,
    MAWLID,
    fitr(3),
    ARAFAT,
    adha(3),
];
const KW: &[Line] = &[
    NEW_YEAR,
    (On::Day(2, 25), "National Day", "العيد الوطني"),
    (On::Day(2, 26), "Liberation Day", "عيد التحرير"),
    HIJRI_YEAR,
    MAWLID,
    ISRA,
    fitr(3),
    ARAFAT,
    adha(3),
];
const LB: &[Line] = &[
    NEW_YEAR,
    (On::Day(1, 6), "Armenian Christmas", "عيد الميلاد لدى الأرمن"),
    (On::Day(2, 9), "Saint Maroun", "عيد مار مارون"),
    (On::Day(3, 25), "Annunciation", "عيد البشارة"),
    (On::Easter(-2), "Good Friday", "الجمعة العظيمة"),
    (On::Easter(1), "Easter Monday", "اثنين الفصح"),
    (On::EasternEaster(-2), "Orthodox Good Friday", "الجمعة العظيمة لدى الطوائف الشرقية"),
    (On::EasternEaster(1), "Orthodox Easter Monday", "اثنين الفصح لدى الطوائف الشرقية"),
    LABOUR,
    (On::Day(5, 25), "Resistance and Liberation Day", "عيد المقاومة والتحرير"),
    (On::Day(8, 15), "Assumption", "عيد انتقال السيدة العذراء"),
    (On::Day(11, 22), "Independence Day", "عيد الاستقلال"),
    CHRISTMAS,
    HIJRI_YEAR,
    ASHURA,
    MAWLID,
    fitr(2),
    adha(2),
];
const MA: &[Line] = &[
    NEW_YEAR,
    (On::Day(1, 11), "Independence Manifesto Day", "ذكرى تقديم وثيقة الاستقلال"),
    (On::Day(1, 14), "Amazigh New Year", "رأس السنة الأمازيغية"),
    LABOUR,
    (On::Day(7, 30), "Throne Day", "عيد العرش"),
    (On::Day(8, 14), "Oued Ed-Dahab Day", "ذكرى استرجاع إقليم وادي الذهب"),
    (On::Day(8, 20), "Revolution of the King and the People", "ذكرى ثورة الملك والشعب"),
    (On::Day(8, 21), "Youth Day", "عيد الشباب"),
    (On::Day(11, 6), "Green March Day", "ذكرى المسيرة الخضراء"),
    (On::Day(11, 18), "Independence Day", "عيد الاستقلال"),
    HIJRI_YEAR,
    (On::Hijri(3, 12, 2), "Prophet's Birthday", "المولد النبوي"),
    fitr(2),
    adha(2),
];
const OM: &[Line] = &[
    (On::Day(1, 11), "Accession Day", "يوم تولي السلطان مقاليد الحكم"),
    (On::Day(11, 20), "National Day", "اليوم الوطني"),
    (On::Day(11, 21), "National Day", "اليوم الوطني"),
    HIJRI_YEAR,
    MAWLID,
    ISRA,
    fitr(3),
    ARAFAT,
    adha(3),
];
const QA: &[Line] = &[
    (On::Nth(2, Weekday::Tue, 2), "National Sport Day", "اليوم الرياضي"),
    (On::Day(12, 18), "National Day", "اليوم الوطني"),
    fitr(3),
    ARAFAT,
    adha(3),
];
const TN: &[Line] = &[
    NEW_YEAR,
    (On::Day(3, 20), "Independence Day", "عيد الاستقلال"),
    (On::Day(4, 9), "Martyrs' Day", "عيد الشهداء"),
    LABOUR,
    (On::Day(7, 25), "Republic Day", "عيد الجمهورية"),
    (On::Day(8, 13), "Women's Day", "عيد المرأة"),
    (On::Day(10, 15), "Evacuation Day", "عيد الجلاء"),
    (On::Day(12, 17), "Revolution Day", "عيد الثورة"),
    HIJRI_YEAR,
    MAWLID,
    fitr(2),
    adha(2),
];
const GB: &[Line] = &[
    NEW_YEAR,
    (On::Easter(-2), "Good Friday", "الجمعة العظيمة"),
    (On::Easter(1), "Easter Monday", "اثنين الفصح"),
    (On::Nth(5, Weekday::Mon, 1), "Early May Bank Holiday", "عطلة أول مايو"),
    (On::Nth(5, Weekday::Mon, -1), "Spring Bank Holiday", "عطلة الربيع"),
    (On::Nth(8, Weekday::Mon, -1), "Summer Bank Holiday", "عطلة الصيف"),
    CHRISTMAS,
    (On::Day(12, 26), "Boxing Day", "يوم الصناديق"),
];
const FR: &[Line] = &[
    NEW_YEAR,
    (On::Easter(1), "Easter Monday", "اثنين الفصح"),
    LABOUR,
    (On::Day(5, 8), "Victory in Europe Day", "عيد النصر"),
    (On::Easter(39), "Ascension Day", "عيد الصعود"),
    (On::Easter(50), "Whit Monday", "اثنين العنصرة"),
    (On::Day(7, 14), "Bastille Day", "العيد الوطني الفرنسي"),
    (On::Day(8, 15), "Assumption", "عيد انتقال السيدة العذراء"),
    (On::Day(11, 1), "All Saints' Day", "عيد جميع القديسين"),
    (On::Day(11, 11), "Armistice Day", "يوم الهدنة"),
    CHRISTMAS,
];
const US: &[Line] = &[
    NEW_YEAR,
    (On::Nth(1, Weekday::Mon, 3), "Martin Luther King Jr. Day", "يوم مارتن لوثر كينغ"),
    (On::Nth(2, Weekday::Mon, 3), "Presidents' Day", "يوم الرؤساء"),
    (On::Nth(5, Weekday::Mon, -1), "Memorial Day", "يوم الذكرى"),
    (On::Day(6, 19), "Juneteenth", "عيد التحرر من العبودية"),
    (On::Day(7, 4), "Independence Day", "عيد الاستقلال"),
    (On::Nth(9, Weekday::Mon, 1), "Labor Day", "عيد العمال"),
    (On::Nth(10, Weekday::Mon, 2), "Columbus Day", "يوم كولومبوس"),
    (On::Day(11, 11), "Veterans Day", "يوم المحاربين القدامى"),
    (On::Nth(11, Weekday::Thu, 4), "Thanksgiving", "عيد الشكر"),
    CHRISTMAS,
];

/// The list of a country, and what its weekends do to it.
pub(super) fn lines(country: &str) -> Option<(&'static [Line], Weekend)> {
    Some(match country {
        "SA" => (SA, Weekend::Stays),
        "AE" => (AE, Weekend::Stays),
        "BH" => (BH, Weekend::Stays),
        "EG" => (EG, Weekend::Stays),
        "JO" => (JO, Weekend::Stays),
        "KW" => (KW, Weekend::Stays),
        "LB" => (LB, Weekend::Stays),
        "MA" => (MA, Weekend::Stays),
        "OM" => (OM, Weekend::Stays),
        "QA" => (QA, Weekend::Stays),
        "TN" => (TN, Weekend::Stays),
        "GB" => (GB, Weekend::NextFree),
        "FR" => (FR, Weekend::Stays),
        "US" => (US, Weekend::Nearest),
        _ => return None,
    })
}
