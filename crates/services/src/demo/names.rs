//! Common Saudi given names, families and cities in both scripts. Any likeness of a combination is chance.

/// Given names of women and girls.
pub(super) const FEMALE: &[(&str, &str)] = &[
    ("Sara", "سارة"),
    ("Reema", "ريما"),
    ("Lama", "لمى"),
    ("Huda", "هدى"),
    ("Amal", "أمل"),
    ("Nouf", "نوف"),
    ("Abeer", "عبير"),
    ("Hessa", "حصة"),
    ("Munira", "منيرة"),
    ("Latifa", "لطيفة"),
    ("Rana", "رنا"),
    ("Shahad", "شهد"),
    ("Ghada", "غادة"),
    ("Areej", "أريج"),
    ("Wijdan", "وجدان"),
    ("Salma", "سلمى"),
    ("Hind", "هند"),
    ("Yara", "يارا"),
    ("Aseel", "أسيل"),
];

/// Given names of men and boys.
pub(super) const MALE: &[(&str, &str)] = &[
    ("Mohammed", "محمد"),
    ("Abdullah", "عبدالله"),
    ("Khalid", "خالد"),
    ("Faisal", "فيصل"),
    ("Saad", "سعد"),
    ("Nasser", "ناصر"),
    ("Majed", "ماجد"),
    ("Yazeed", "يزيد"),
    ("Omar", "عمر"),
    ("Ibrahim", "إبراهيم"),
    ("Saleh", "صالح"),
    ("Bandar", "بندر"),
    ("Turki", "تركي"),
    ("Rayan", "ريان"),
    ("Hassan", "حسن"),
    ("Anas", "أنس"),
    ("Waleed", "وليد"),
    ("Ziyad", "زياد"),
    ("Mansour", "منصور"),
];

/// Families.
pub(super) const FAMILIES: &[(&str, &str)] = &[
    ("Al-Harbi", "الحربي"),
    ("Al-Otaibi", "العتيبي"),
    ("Al-Qahtani", "القحطاني"),
    ("Al-Ghamdi", "الغامدي"),
    ("Al-Zahrani", "الزهراني"),
    ("Al-Shehri", "الشهري"),
    ("Al-Dosari", "الدوسري"),
    ("Al-Mutairi", "المطيري"),
    ("Al-Anazi", "العنزي"),
    ("Al-Juhani", "الجهني"),
    ("Al-Subaie", "السبيعي"),
    ("Al-Shammari", "الشمري"),
    ("Al-Asmari", "الأسمري"),
    ("Al-Malki", "المالكي"),
    ("Al-Yami", "اليامي"),
    ("Al-Balawi", "البلوي"),
    ("Al-Thaqafi", "الثقفي"),
    ("Al-Rashidi", "الرشيدي"),
    ("Al-Khaldi", "الخالدي"),
    ("Al-Omari", "العمري"),
    ("Al-Amri", "العامري"),
    ("Al-Hazmi", "الحازمي"),
    ("Al-Sulami", "السلمي"),
];

/// Cities.
pub(super) const CITIES: &[(&str, &str)] = &[
    ("Riyadh", "الرياض"),
    ("Jeddah", "جدة"),
    ("Dammam", "الدمام"),
    ("Khobar", "الخبر"),
    ("Buraydah", "بريدة"),
    ("Abha", "أبها"),
    ("Madinah", "المدينة المنورة"),
];
