//! Names that are found in both scripts and any spelling. Pure text work; knows no table.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds one name (Latin or Arabic) to the form that is stored and searched: case, accents, tatweel and short vowels go;
/// أ إ آ become ا, ى becomes ي, ة becomes ه, ؤ and ئ lose their seat; the article (Al-, El-, ال) and spaces between its parts go;
/// spellings that Latin transliterations of Arabic vary in (ou/u, oo/u, ee/i, q/g/k, ai/ay, dh/d, th/t, doubled letters, final h) meet in one form.
pub fn search_key(names: &[&str]) -> String {
    names.iter().map(|name| fold(name)).filter(|key| !key.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// Folds what somebody typed into the search box the same way names are folded.
pub fn search_query(text: &str) -> String {
    fold(text)
}

fn fold(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'ـ' => None,
            'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
            'ى' => Some('ي'),
            'ة' => Some('ه'),
            'ؤ' => Some('و'),
            'ئ' => Some('ي'),
            'ء' | '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʾ' => None,
            c if c.is_alphanumeric() => Some(c),
            _ => Some(' '),
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !matches!(*word, "al" | "el" | "ال")).collect();
    words.into_iter().map(fold_word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One word without its article, its transliteration made uniform.
fn fold_word(word: &str) -> String {
    if word.chars().any(|c| ('\u{0600}'..='\u{06ff}').contains(&c)) {
        // عبد stands apart or joined: عبد الرحمن, عبدالرحمن.
        let joined = word.strip_prefix("عبدال").map(|rest| format!("عبد{rest}"));
        let word = joined.unwrap_or_else(|| word.to_owned());
        return match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 2 => rest.to_owned(),
            _ => word,
        };
    }
    let mut word = word.to_owned();
    for article in ["al", "el"] {
        if let Some(rest) = word.strip_prefix(article)
            && rest.len() >= 4
        {
            word = rest.to_owned();
            break;
        }
    }
    if let Some(rest) =
        word.strip_prefix("abdal").or_else(|| word.strip_prefix("abdul")).or_else(|| word.strip_prefix("abdel"))
    {
        word = format!("abd{rest}");
    }
    for (from, to) in [
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ei", "i"),
        ("ai", "i"),
        ("ay", "i"),
        ("ey", "i"),
        ("kh", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("sh", "s"),
    ] {
        word = word.replace(from, to);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'q' | 'g' => 'k',
            'o' => 'u',
            'e' | 'y' => 'i',
            other => other,
        };
        if c.is_numeric() || !folded.ends_with(c) {
            folded.push(c);
        }
    }
    if folded.len() > 2 && folded.ends_with('h') {
        folded.pop();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for group in [
            &["Noura Al-Mutlaq", "Nourah Almutlaq", "NOURA EL MUTLAQ", "Nura Al Mutlag"][..],
            &["Abdulrahman Al-Qusayyer", "Abdul Rahman Alqusayer", "Abd al-Rahman Al-Qusayyer"][..],
            &["عبدالرحمن القصيّر", "عبد الرحمن القصير"][..],
            &["نورة المطلق", "نوره المطلق"][..],
            &["أحمد", "احمد", "آحمد"][..],
            &["ليلى", "ليلي"][..],
            &["Banajah", "Banaja"][..],
            &["Fahad Al-Ruwais", "Fahad Alruwais"][..],
            &["Youssef Haddad", "Yousef Haddad"][..],
            &["Mishal Al-Buqami", "Mishal Albugami"][..],
        ] {
            let squeezed: Vec<String> = group.iter().map(|name| search_query(name).replace(' ', "")).collect();
            assert!(squeezed.iter().all(|key| *key == squeezed[0]), "{squeezed:?}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        let keys: Vec<_> =
            ["Noura", "Nasser", "Reem", "Maha", "Dana", "Joud"].iter().map(|name| search_query(name)).collect();
        for (i, a) in keys.iter().enumerate() {
            assert!(!a.is_empty());
            assert!(keys.iter().skip(i + 1).all(|b| a != b), "{keys:?}");
        }
    }
}
