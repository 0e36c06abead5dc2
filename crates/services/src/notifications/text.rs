//! Prints a [`Letter`] as plain text: the same facts and links as the HTML, for clients and people that prefer it.

use super::letter::{Letter, Line, Link};

/// The text part.
pub(super) fn print(letter: &Letter) -> String {
    let mut blocks = vec![letter.title.clone()];
    blocks.extend(letter.paragraphs.iter().cloned());
    let facts: Vec<String> = letter
        .facts
        .iter()
        .map(|fact| {
            let lines: Vec<String> = fact.lines.iter().map(line).collect();
            format!("{}: {}", fact.label, lines.join("\n    "))
        })
        .collect();
    if !facts.is_empty() {
        blocks.push(facts.join("\n"));
    }
    if let Some(quote) = &letter.quote {
        let quoted: Vec<String> = quote.text.lines().map(|text| format!("> {text}")).collect();
        blocks.push(format!("{}:\n{}", quote.label, quoted.join("\n")));
    }
    blocks.extend(letter.buttons.iter().map(link));
    blocks.extend(letter.hints.iter().cloned());
    // The calendar links are left out: their addresses are longer than the rest of the text, and the entry is attached.
    blocks.push(format!("-- \n{}\n{}", letter.sender, letter.footer));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn line(line: &Line) -> String {
    match &line.href {
        // An address that is its own text is not said twice.
        Some(href) if *href != line.text => format!("{} {href}", line.text),
        _ => line.text.clone(),
    }
}

fn link(link: &Link) -> String {
    format!("{}:\n{}", link.label, link.href)
}
