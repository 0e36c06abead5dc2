//! Which column of a file is what: headings in English and Arabic, and the delimiter. Knows no lines.

use crate::applications::NewApplicant;

/// A column this product understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// A name in whichever script.
    Name,
    /// The Latin name.
    NameLatin,
    /// The Arabic name.
    NameArabic,
    /// Address.
    Email,
    /// Phone.
    Phone,
    /// Year of birth.
    BirthYear,
    /// Where they live.
    City,
    /// `en` or `ar`.
    Language,
    /// A note.
    Note,
}

/// Headings by column; compared without case, marks and spaces.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "name",
            "full name",
            "talent",
            "talent name",
            "actor",
            "applicant",
            "الاسم",
            "الاسم الكامل",
            "الموهبة",
            "اسم الموهبة",
        ],
    ),
    (
        Column::NameLatin,
        &[
            "latin name",
            "name latin",
            "name (latin)",
            "english name",
            "name (english)",
            "name en",
            "الاسم اللاتيني",
            "الاسم بالإنجليزية",
            "الاسم بالانجليزي",
            "الاسم الإنجليزي",
        ],
    ),
    (
        Column::NameArabic,
        &["arabic name", "name arabic", "name (arabic)", "name ar", "الاسم العربي", "الاسم بالعربية", "الاسم بالعربي"],
    ),
    (
        Column::Email,
        &["email", "e-mail", "email address", "mail", "البريد", "البريد الإلكتروني", "الإيميل", "بريد إلكتروني"],
    ),
    (
        Column::Phone,
        &["phone", "phone number", "mobile", "mobile number", "tel", "الهاتف", "رقم الهاتف", "الجوال", "رقم الجوال"],
    ),
    (Column::BirthYear, &["birth year", "year of birth", "born", "yob", "سنة الميلاد", "عام الميلاد", "المواليد"]),
    (Column::City, &["city", "base", "location", "المدينة", "مدينة"]),
    (Column::Language, &["language", "lang", "اللغة"]),
    (Column::Note, &["note", "notes", "comment", "comments", "ملاحظة", "ملاحظات"]),
];

impl Column {
    /// The column of that heading.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        if heading.is_empty() {
            return None;
        }
        HEADINGS
            .iter()
            .find(|(_, headings)| headings.iter().any(|known| plain(known) == heading))
            .map(|(column, _)| *column)
    }

    /// Whether it names somebody.
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::NameLatin | Self::NameArabic)
    }

    /// Puts a cell where it belongs.
    pub(super) fn put(self, new: &mut NewApplicant, cell: &str) {
        let place = match self {
            Self::Name => &mut new.name,
            Self::NameLatin => &mut new.name_latin,
            Self::NameArabic => &mut new.name_arabic,
            Self::Email => &mut new.email,
            Self::Phone => &mut new.phone,
            Self::BirthYear => &mut new.birth_year,
            Self::City => &mut new.city,
            Self::Language => &mut new.language,
            Self::Note => &mut new.note,
        };
        if place.is_empty() {
            cell.clone_into(place);
        }
    }

    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name", "nameLatin", "nameArabic"],
            Self::NameLatin => &["nameLatin", "name"],
            Self::NameArabic => &["nameArabic", "name"],
            Self::Email => &["email"],
            Self::Phone => &["phone"],
            Self::BirthYear => &["birthYear"],
            Self::City => &["city"],
            Self::Language => &["language"],
            Self::Note => &["note"],
        }
    }
}

/// The file's own heading of the column a fault is in; empty when it has none.
pub(super) fn heading_of(field: &str, headings: &[String], known: &[Option<Column>]) -> String {
    headings
        .iter()
        .zip(known)
        .find(|(_, column)| column.is_some_and(|column| column.fields().contains(&field)))
        .map(|(heading, _)| heading.clone())
        .unwrap_or_default()
}

/// A heading without case, marks, spaces and the letters Arabic writers vary.
fn plain(heading: &str) -> String {
    heading
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            other => other,
        })
        .collect()
}

/// Comma, semicolon or tab: whichever the first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|b| *b == byte).count();
    // The last of equals wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_both_languages() {
        for (heading, column) in [
            ("Name", Some(Column::Name)),
            ("E-Mail", Some(Column::Email)),
            ("NAME_AR", Some(Column::NameArabic)),
            ("البريد الالكتروني", Some(Column::Email)),
            ("سنه الميلاد", Some(Column::BirthYear)),
            (" الجوال ", Some(Column::Phone)),
            ("Shoe size", None),
            ("", None),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }

    #[test]
    fn no_heading_is_two_columns() {
        let all: Vec<_> =
            HEADINGS.iter().flat_map(|(column, words)| words.iter().map(move |w| (plain(w), column))).collect();
        for (word, column) in &all {
            assert!(all.iter().all(|(other, of)| other != word || of == column), "{word}");
        }
    }

    #[test]
    fn delimiters() {
        for (text, expected) in [
            ("name,email\n", b','),
            ("name;email;city\n", b';'),
            ("name\temail", b'\t'),
            ("name\n", b','),
            ("\n\nname;x", b';'),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }
}
