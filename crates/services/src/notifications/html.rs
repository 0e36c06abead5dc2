//! Prints a [`Letter`] as HTML that survives mail clients: tables for layout, inline styles, physical directions written out per language,
//! no images, no scripts, nothing fetched. Everything is escaped here and nowhere else.

use std::fmt::Write;

use super::letter::{Fact, Letter, Line, Link, Quote, is_web_address};
use crate::words::Lang;

/// Mid-tone colours: clients that turn mails dark invert light backgrounds and leave these readable.
const INK: &str = "#1d2521";
const FAINT: &str = "#5d6a63";
const PAPER: &str = "#ffffff";
const GROUND: &str = "#f3f5f3";
const RULE: &str = "#d9dfdb";
const FONT: &str = "'Segoe UI',Tahoma,Arial,sans-serif";

/// The HTML part.
pub(super) fn print(letter: &Letter) -> String {
    let page = Page::of(letter);
    let mut body = String::new();
    let _ = write!(
        body,
        "<div style=\"display:none;max-height:0;overflow:hidden;opacity:0;\">{}</div>",
        escaped(&letter.preview)
    );
    let _ = write!(
        body,
        "<p style=\"{}color:{FAINT};font-size:14px;margin:0 0 20px;\">{}</p>",
        page.text,
        escaped(&letter.sender)
    );
    let _ = write!(
        body,
        "<h1 style=\"{}color:{INK};font-size:22px;font-weight:bold;margin:0 0 12px;\">{}</h1>",
        page.text,
        escaped(&letter.title)
    );
    for paragraph in &letter.paragraphs {
        let _ = write!(
            body,
            "<p style=\"{}color:{INK};font-size:16px;margin:0 0 16px;\">{}</p>",
            page.text,
            escaped_lines(paragraph)
        );
    }
    if !letter.facts.is_empty() {
        body.push_str(&page.facts(&letter.facts));
    }
    if let Some(quote) = &letter.quote {
        body.push_str(&page.quote(quote));
    }
    for (place, button) in letter.buttons.iter().enumerate() {
        body.push_str(&page.button(button, place == 0));
    }
    for hint in &letter.hints {
        let _ = write!(
            body,
            "<p style=\"{}color:{FAINT};font-size:14px;margin:16px 0 0;\">{}</p>",
            page.text,
            escaped_lines(hint)
        );
    }
    if !letter.links.is_empty() {
        let links: Vec<String> =
            letter.links.iter().map(|link| page.anchor(&link.href, &link.label, "font-size:14px;")).collect();
        let _ = write!(
            body,
            "<p style=\"{}color:{FAINT};font-size:14px;margin:16px 0 0;\">{}</p>",
            page.text,
            links.join(" &nbsp;·&nbsp; ")
        );
    }
    page.frame(letter, &body)
}

/// What depends on the direction and on whose mail it is. Clients drop `<html>`, so it stands on every block that holds text.
struct Page<'a> {
    dir: &'static str,
    align: &'static str,
    /// The colour of buttons and links.
    accent: &'a str,
    /// Style of every text block.
    text: String,
}

impl<'a> Page<'a> {
    fn of(letter: &'a Letter) -> Self {
        let (dir, align, line_height) = match letter.lang {
            Lang::En => ("ltr", "left", "1.5"),
            Lang::Ar => ("rtl", "right", "1.7"),
        };
        let text = format!("direction:{dir};text-align:{align};font-family:{FONT};line-height:{line_height};");
        Self { dir, align, accent: &letter.accent, text }
    }

    fn facts(&self, facts: &[Fact]) -> String {
        let Self { dir, align, text, .. } = self;
        let rows = facts.iter().fold(String::new(), |mut rows, fact| {
            let lines: Vec<String> = fact.lines.iter().map(|line| self.line(line)).collect();
            let _ = write!(
                rows,
                "<tr><td dir=\"{dir}\" align=\"{align}\" valign=\"top\" style=\"{text}color:{FAINT};font-size:14px;padding:10px 0;\
                 border-bottom:1px solid {RULE};width:30%;\">{}</td><td dir=\"{dir}\" align=\"{align}\" valign=\"top\" \
                 style=\"{text}color:{INK};font-size:16px;padding:10px 12px;border-bottom:1px solid {RULE};\">{}</td></tr>",
                escaped(&fact.label),
                lines.join("<br>")
            );
            rows
        });
        format!(
            "<table role=\"presentation\" dir=\"{dir}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
             style=\"direction:{dir};border-top:1px solid {RULE};margin:0 0 20px;\">{rows}</table>"
        )
    }

    fn quote(&self, quote: &Quote) -> String {
        let Self { dir, align, text, .. } = self;
        format!(
            "<table role=\"presentation\" dir=\"{dir}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
             style=\"direction:{dir};margin:0 0 20px;\"><tr><td dir=\"{dir}\" align=\"{align}\" bgcolor=\"{GROUND}\" \
             style=\"{text}color:{INK};font-size:16px;background-color:{GROUND};padding:12px 16px;\">\
             <span style=\"color:{FAINT};font-size:14px;\">{}</span><br>{}</td></tr></table>",
            escaped(&quote.label),
            escaped_lines(&quote.text)
        )
    }

    /// A padded cell, because Outlook ignores padding on links. The first button is filled, the others are outlined.
    fn button(&self, button: &Link, filled: bool) -> String {
        let Self { dir, align, accent, .. } = self;
        let (ground, ink) = if filled { (*accent, PAPER) } else { (PAPER, *accent) };
        format!(
            "<table role=\"presentation\" dir=\"{dir}\" align=\"{align}\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%\" \
             style=\"direction:{dir};margin:0 0 12px;\"><tr><td dir=\"{dir}\" align=\"center\" bgcolor=\"{ground}\" \
             style=\"background-color:{ground};border:1px solid {accent};border-radius:6px;padding:12px 20px;text-align:center;\">{}</td></tr></table>",
            self.anchor(
                &button.href,
                &button.label,
                &format!("color:{ink};font-size:16px;font-weight:bold;text-decoration:none;font-family:{FONT};")
            )
        )
    }

    fn frame(&self, letter: &Letter, body: &str) -> String {
        let Self { dir, align, accent, text } = self;
        let lang = letter.lang.code();
        format!(
            "<!DOCTYPE html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
             <meta name=\"supported-color-schemes\" content=\"light dark\"><title>{subject}</title></head>\
             <body style=\"margin:0;padding:0;background-color:{GROUND};\">\
             <div lang=\"{lang}\" dir=\"{dir}\" style=\"direction:{dir};text-align:{align};background-color:{GROUND};\">\
             <table role=\"presentation\" dir=\"{dir}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"{GROUND}\" \
             style=\"background-color:{GROUND};\"><tr><td align=\"center\" style=\"padding:24px 12px;\">\
             <!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->\
             <table role=\"presentation\" dir=\"{dir}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"{PAPER}\" \
             style=\"max-width:600px;background-color:{PAPER};border:1px solid {RULE};border-radius:12px;\">\
             <tr><td dir=\"{dir}\" align=\"{align}\" style=\"{text}border-top:4px solid {accent};border-radius:12px;padding:28px 28px 24px;\">{body}</td></tr></table>\
             <table role=\"presentation\" dir=\"{dir}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"max-width:600px;\">\
             <tr><td dir=\"{dir}\" align=\"{align}\" style=\"{text}color:{FAINT};font-size:13px;padding:16px 28px;\">{footer}</td></tr></table>\
             <!--[if mso]></td></tr></table><![endif]--></td></tr></table></div></body></html>\n",
            subject = escaped(&letter.subject),
            footer = escaped_lines(&letter.footer),
        )
    }

    fn line(&self, line: &Line) -> String {
        let text = match &line.href {
            Some(href) => self.anchor(href, &line.text, ""),
            None => escaped(&line.text),
        };
        if line.former { format!("<s style=\"color:{FAINT};\">{text}</s>") } else { text }
    }

    /// A link, or its words alone where the address is none that mail may carry.
    fn anchor(&self, href: &str, label: &str, style: &str) -> String {
        if !is_web_address(href) {
            return escaped(label);
        }
        let colour = if style.contains("color:") { String::new() } else { format!("color:{};", self.accent) };
        format!("<a href=\"{}\" style=\"{colour}{style}\">{}</a>", escaped(href), escaped(label))
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

fn escaped_lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(lang: Lang) -> Letter {
        Letter {
            lang,
            subject: "<s>".to_owned(),
            preview: "p".to_owned(),
            sender: "TakeOne".to_owned(),
            accent: "#123456".to_owned(),
            title: "<script>alert(1)</script>".to_owned(),
            paragraphs: vec!["a & b\nc".to_owned()],
            own_words: false,
            facts: vec![Fact {
                label: "Where".to_owned(),
                lines: vec![Line::link("\"map\"", "https://maps.example.com/?a=1&b=\"")],
            }],
            quote: Some(Quote { label: "Note".to_owned(), text: "<img src=x onerror=y>".to_owned() }),
            buttons: vec![Link { label: "Go".to_owned(), href: "javascript:alert(1)".to_owned() }],
            hints: vec![],
            links: vec![],
            footer: "f".to_owned(),
        }
    }

    #[test]
    fn nothing_somebody_wrote_becomes_markup() {
        let html = print(&letter(Lang::En));
        for evil in ["<script", "<img", "javascript:", "\"map\"", "onerror=y>"] {
            assert!(!html.contains(evil), "{evil}: {html}");
        }
        assert!(html.contains("a &amp; b<br>c") && html.contains("border-top:4px solid #123456"));
        assert!(
            html.contains("href=\"https://maps.example.com/?a=1&amp;b=%22\"") || html.contains("b=&quot;"),
            "{html}"
        );
    }

    #[test]
    fn arabic_runs_from_the_right_on_every_block() {
        let html = print(&letter(Lang::Ar));
        assert!(!html.contains("dir=\"ltr\"") && !html.contains("text-align:left"), "{html}");
        assert_eq!(html.matches("<h1 style=\"direction:rtl").count(), 1);
    }
}
