//! The questions of an event type as the form posts them. Judges nothing: that is `domain::question`'s affair.

use app::form::Names;
use domain::casting::QuestionKind;
use domain::field::FieldCode;
use domain::question::{MOST_QUESTIONS, QuestionForm, QuestionOption, ShownWhen};

use services::words::Lang;

use crate::http::forms::Posted;
use crate::http::forms::reading::Reading;

/// The name under which the buttons of a question say where it goes: `up:2`, `down:2`, `remove:2`.
pub(super) const ARRANGE: &str = "arrange";

/// The fields of a question, by the place of its card.
fn at(place: usize, name: &str) -> String {
    format!("questions[{place}][{name}]")
}

/// The cards that ask something: those with words, and those somebody began. One that is there and was emptied is gone.
fn places(posted: &Posted) -> Vec<usize> {
    const WORDS: [&str; 5] = ["labelEn", "labelAr", "hintEn", "hintAr", "options"];
    let says = |place: &usize| WORDS.iter().any(|name| !text(posted, &at(*place, name)).is_empty());
    (0..MOST_QUESTIONS).filter(says).collect()
}

/// The questions as typed. Names and options keep their ids, so that old answers stay readable.
pub(super) fn questions(reading: &mut Reading<'_>, before: &[QuestionForm]) -> Vec<QuestionForm> {
    let posted = reading.posted();
    let mut asked: Vec<QuestionForm> = Vec::new();
    for place in places(posted) {
        let at = |name: &str| at(place, name);
        let (label_en, label_ar) = (text(posted, &at("labelEn")), text(posted, &at("labelAr")));
        if label_en.is_empty() && label_ar.is_empty() {
            reading.fail(&at("labelEn"), FieldCode::Required);
        }
        let kind = QuestionKind::parse(posted.text(&at("kind"))).unwrap_or_else(|| {
            reading.fail(&at("kind"), FieldCode::Unknown);
            QuestionKind::Text
        });
        let either = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
        let key = text(posted, &at("key"));
        let known = before.iter().find(|question| question.key == key);
        let key = if known.is_some() {
            key
        } else {
            free_word("question", |word| before.iter().chain(&asked).any(|question| question.key == word))
        };
        asked.push(QuestionForm {
            key,
            kind,
            label_en: either(&label_en, &label_ar),
            label_ar: either(&label_ar, &label_en),
            hint_en: text(posted, &at("hintEn")),
            hint_ar: text(posted, &at("hintAr")),
            required: posted.ticked(&at("required")),
            options: options(posted.text(&at("options")), known.map_or(&[][..], |question| &question.options)),
            shown_when: condition(posted.text(&at("shownWhen"))),
        });
    }
    asked
}

/// A fault of the service, `questions.1.labelEn`, as the card it stands in names its field.
pub(super) fn field(posted: &Posted, field: &str) -> Option<String> {
    let (number, name) = field.strip_prefix("questions.")?.split_once('.')?;
    let name = name.split('.').next().unwrap_or(name);
    let place = places(posted).get(number.parse::<usize>().ok()?).copied()?;
    Some(at(place, name))
}

/// What each question under a condition is asked after, as its fault names it.
pub(super) fn depended(posted: &Posted, before: &[QuestionForm], lang: Lang) -> Names {
    let named = |place: usize| {
        let key = condition(posted.text(&at(place, "shownWhen")))?.key;
        let known = before.iter().find(|question| question.key == key);
        let label = known.map(|known| if lang == Lang::Ar { &known.label_ar } else { &known.label_en });
        Some((at(place, "shownWhen"), label.cloned().unwrap_or(key)))
    };
    Names(places(posted).into_iter().filter_map(named).collect())
}

/// The form with one of its cards in another place, or away, as its button says. Nothing is judged, nothing kept.
pub(super) fn arranged(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let place_of = |name: &str| {
        let (place, rest) = name.strip_prefix("questions[")?.split_once(']')?;
        Some((place.parse::<usize>().ok()?, rest.to_owned()))
    };
    let last = pairs.iter().filter_map(|(name, _)| place_of(name)).map(|(place, _)| place).max().unwrap_or(0);
    let said = pairs.iter().find(|(name, _)| name == ARRANGE).and_then(|(_, word)| {
        let (step, place) = word.split_once(':')?;
        Some((step.to_owned(), place.parse::<usize>().ok()?))
    });
    let Some((step, from)) = said else { return pairs };
    let to = match step.as_str() {
        "up" => from.checked_sub(1),
        "down" => from.checked_add(1).filter(|to| *to <= last),
        _ => None,
    };
    let moved = |place: usize| match (to, step.as_str()) {
        (Some(to), _) if place == from => Some(to),
        (Some(to), _) if place == to => Some(from),
        (None, "remove") if place == from => None,
        (None, "remove") if place > from => Some(place - 1),
        _ => Some(place),
    };
    pairs
        .into_iter()
        .filter_map(|(name, value)| match place_of(&name) {
            Some((place, rest)) => moved(place).map(|place| (format!("questions[{place}]{rest}"), value)),
            None => Some((name, value)),
        })
        .collect()
}

/// `key=value`, as the field offers it; several values (made over the API) come back as they were.
fn condition(typed: &str) -> Option<ShownWhen> {
    let (key, value) = typed.trim().split_once('=')?;
    Some(ShownWhen { key: key.to_owned(), is: value.split('\u{1f}').map(str::to_owned).collect() })
}

/// One option a line: English, a bar, Arabic; one language stands for both.
fn options(typed: &str, before: &[QuestionOption]) -> Vec<QuestionOption> {
    let mut options: Vec<QuestionOption> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (en, ar) = line.split_once('|').unwrap_or((line, line));
        let (en, ar) = (en.trim(), ar.trim());
        let (en, ar) = (if en.is_empty() { ar } else { en }, if ar.is_empty() { en } else { ar });
        let known = before.iter().find(|option| option.label_en == en || option.label_ar == ar);
        let id = known.map(|option| option.id.clone()).filter(|id| !options.iter().any(|one| one.id == *id));
        let id = id.unwrap_or_else(|| {
            free_word("option", |word| before.iter().chain(&options).any(|option| option.id == word))
        });
        options.push(QuestionOption { id, label_en: en.to_owned(), label_ar: ar.to_owned() });
    }
    options
}

fn text(posted: &Posted, name: &str) -> String {
    posted.text(name).trim().to_owned()
}

/// `question_1`, or the first number that is free.
fn free_word(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    (1..).map(|number| format!("{stem}_{number}")).find(|word| !taken(word)).unwrap_or_else(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_move_and_go_with_all_that_is_typed() {
        let form = |said: &str| {
            let mut pairs = vec![("revision".to_owned(), "1".to_owned()), (ARRANGE.to_owned(), said.to_owned())];
            for (place, label) in ["A", "B", "C"].iter().enumerate() {
                pairs.push((at(place, "labelEn"), (*label).to_owned()));
                pairs.push((at(place, "options"), format!("{label}1")));
            }
            pairs
        };
        for (said, order) in [
            ("up:1", &["B", "A", "C"][..]),
            ("down:1", &["A", "C", "B"]),
            ("remove:0", &["B", "C"]),
            ("up:0", &["A", "B", "C"]),
            ("down:2", &["A", "B", "C"]),
            ("down:18446744073709551615", &["A", "B", "C"]),
            ("up:18446744073709551615", &["A", "B", "C"]),
            ("remove:18446744073709551615", &["A", "B", "C"]),
            ("sideways:1", &["A", "B", "C"]),
        ] {
            let pairs = arranged(form(said));
            let typed = |place: usize, name: &str| {
                pairs.iter().find(|(key, _)| *key == at(place, name)).map(|(_, value)| value.clone())
            };
            let labels: Vec<_> = (0..3).map_while(|place| typed(place, "labelEn")).collect();
            assert_eq!(labels, order, "{said}");
            let options: Vec<_> = (0..3).map_while(|place| typed(place, "options")).collect();
            assert_eq!(options, order.iter().map(|label| format!("{label}1")).collect::<Vec<_>>(), "{said}");
            assert!(pairs.iter().any(|(name, _)| name == "revision"));
        }
    }

    #[test]
    fn options_keep_their_ids() {
        let old = options("Yes | نعم\nNo | لا", &[]);
        assert_eq!(old.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["option_1", "option_2"]);
        let new = options("No | كلا\n\nMaybe\nYes | نعم", &old);
        let seen: Vec<_> = new.iter().map(|one| (one.id.as_str(), one.label_ar.as_str())).collect();
        assert_eq!(seen, [("option_2", "كلا"), ("option_3", "Maybe"), ("option_1", "نعم")]);
    }
}
