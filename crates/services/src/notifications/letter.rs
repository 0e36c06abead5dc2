//! A mail as its reader meets it: title, paragraphs, facts, buttons. Written once and printed twice, as text and as HTML, so that both say
//! the same. Knows no booking and no mail format.

use crate::words::Lang;

/// One letter. All texts are plain; the printers escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// Its language decides the direction.
    pub lang: Lang,
    /// One line.
    pub subject: String,
    /// What mail lists show beside the subject.
    pub preview: String,
    /// In whose name: the organisation's, else the product's.
    pub sender: String,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// The headline.
    pub title: String,
    /// What happened, in sentences.
    pub paragraphs: Vec<String>,
    /// They are the organisation's own words.
    pub own_words: bool,
    /// When, what, where, with whom.
    pub facts: Vec<Fact>,
    /// Words somebody wrote: the reason, the note.
    pub quote: Option<Quote>,
    /// What to do, most important first; the first is the big button.
    pub buttons: Vec<Link>,
    /// Small print below the buttons.
    pub hints: Vec<String>,
    /// Small links below the small print: add to calendar.
    pub links: Vec<Link>,
    /// Why the reader gets this.
    pub footer: String,
}

impl Letter {
    /// The letter as a text message: the organisation's own words where it wrote some, else the subject and the way to more.
    pub(super) fn as_text_message(&self) -> String {
        let link = self.buttons.first().map(|button| button.href.as_str());
        let lines = if self.own_words {
            self.paragraphs.clone()
        } else {
            [Some(self.subject.as_str()), link].into_iter().flatten().map(str::to_owned).collect()
        };
        lines.join("\n")
    }
}

/// A labelled fact of one or more lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Its label.
    pub label: String,
    /// Its lines, the most important first.
    pub lines: Vec<Line>,
}

/// One line of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// It was so before and is no more.
    pub former: bool,
}

impl Line {
    /// Plain text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None, former: false }
    }

    /// What was so before.
    pub(super) fn former(text: impl Into<String>) -> Self {
        Self { former: true, ..Self::text(text) }
    }

    /// A link, if the address is one that mail may carry; else its text alone.
    pub(super) fn link(text: impl Into<String>, href: &str) -> Self {
        Self { href: is_web_address(href).then(|| href.to_owned()), ..Self::text(text) }
    }
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads; always http or https.
    pub href: String,
}

/// Somebody's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Whose, or about what.
    pub label: String,
    /// The words.
    pub text: String,
}

/// Only http and https lead anywhere from a mail: a caster's meeting link may say anything.
pub(super) fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Takes from somebody's words what could turn the lines around them: direction overrides, embeddings and isolates, and control characters
/// except line breaks.
pub(crate) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !domain::field::turns(*c) && (*c == '\n' || !c.is_control()))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// [`clean`], on one line.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for good in ["https://meet.example.com/a?b=c", "http://192.0.2.1/x"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "meet.example.com", "https://", ""] {
            assert!(!is_web_address(bad), "{bad}");
            assert_eq!(Line::link("x", bad).href, None);
        }
    }

    #[test]
    fn directions_cannot_be_overridden() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{0}\r\nd"), "abc\nd");
        assert_eq!(clean_line(" a\r\nb "), "a b");
    }
}
