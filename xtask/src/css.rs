//! Puts the style sheet together from `style/`: one file per layer or per component in a folder named after the layer, in the order of the
//! list below and by name within a folder. No preprocessor: browsers read what we write.

use std::fs;
use std::path::Path;

use crate::{Outcome, compress};

/// Order of files and folders. The first declares fonts and holds no layer.
const ORDER: &[&str] = &["fonts", "reset", "tokens", "base", "components", "pages", "print"];

/// The whole style sheet; a file that has no place in the order is an error, since its rank would be an accident.
pub fn collect(style: &Path) -> Outcome<String> {
    let mut css = String::from("@layer reset, tokens, base, components, pages;\n");
    if !style.is_dir() {
        return Ok(css);
    }
    let mut left: Vec<_> =
        compress::files(style)?.into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "css")).collect();
    for layer in ORDER {
        let (here, rest) = left.into_iter().partition(|path| {
            path.strip_prefix(style)
                .is_ok_and(|inside| inside.starts_with(layer) || inside == Path::new(layer).with_extension("css"))
        });
        left = rest;
        for path in here as Vec<std::path::PathBuf> {
            css.push_str(&without_comments(&fs::read_to_string(path)?));
        }
    }
    match left.first() {
        None => Ok(css),
        Some(path) => Err(format!(
            "{} has no place in the order of the style sheet; use one of {} or a folder of that name",
            path.display(),
            ORDER.join(".css, ")
        )
        .into()),
    }
}

/// Without comments, indentation and empty lines; strings stay as they are.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut quote: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.get(2..).and_then(|inside| inside.split_once("*/")).map_or("", |(_, after)| after);
            continue;
        }
        let length =
            if c == '\\' { c.len_utf8() + rest.chars().nth(1).map_or(0, char::len_utf8) } else { c.len_utf8() };
        let (piece, after) = rest.split_at(length);
        quote = match quote {
            None if c == '"' || c == '\'' => Some(c),
            Some(open) if open == c => None,
            same => same,
        };
        out.push_str(piece);
        rest = after;
    }
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_strings_stay() {
        let css = "/* a */ .x {\n  content: \"/* no */\\\"\"; /* b\n c */\n\n  color: red }\n/* open";
        assert_eq!(without_comments(css), ".x {\ncontent: \"/* no */\\\"\";\ncolor: red }\n");
    }
}
