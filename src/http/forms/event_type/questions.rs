//! The questions of an event type as the form posts them. Judges nothing: that is `domain::question`'s affair.

use domain::casting::QuestionKind;
use domain::question::{MOST_QUESTIONS, QuestionForm, QuestionOption, ShownWhen};

use crate::http::forms::Posted;

/// The questions as typed; one without words in either language is gone. Names and options keep their ids, so that old answers stay
/// readable.
pub(super) fn questions(posted: &Posted, before: &[QuestionForm]) -> Vec<QuestionForm> {
    let mut asked: Vec<QuestionForm> = Vec::new();
    for place in 0..MOST_QUESTIONS {
        let at = |name: &str| format!("questions[{place}][{name}]");
        let (label_en, label_ar) = (text(posted, &at("labelEn")), text(posted, &at("labelAr")));
        if label_en.is_empty() && label_ar.is_empty() {
            continue;
        }
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
            kind: QuestionKind::parse(posted.text(&at("kind"))).unwrap_or(QuestionKind::Text),
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
    fn options_keep_their_ids() {
        let old = options("Yes | نعم\nNo | لا", &[]);
        assert_eq!(old.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["option_1", "option_2"]);
        let new = options("No | كلا\n\nMaybe\nYes | نعم", &old);
        let seen: Vec<_> = new.iter().map(|one| (one.id.as_str(), one.label_ar.as_str())).collect();
        assert_eq!(seen, [("option_2", "كلا"), ("option_3", "Maybe"), ("option_1", "نعم")]);
    }
}
