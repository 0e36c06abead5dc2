//! Budgets of interface.md that the files alone decide: what every page with islands fetches, brotli-compressed. What one page fetches
//! beyond that (its lazy islands, its HTML) is measured by the browser tests.

use std::fs;

use crate::site::Site;
use crate::{Outcome, compress, step};

/// Largest sum of the module, its glue and the splitter's loader, in bytes.
const CODE: u64 = 150_000;
/// Largest style sheet, in bytes.
const STYLE: u64 = 20_000;

/// Largest script that other websites load, in bytes.
const EMBED: u64 = 4_000;

/// Fails when one of them is over.
pub fn check(site: &Site) -> Outcome {
    let folder = site.root.join(&site.pkg);
    let (mut code, mut style, mut lazy) = (0, 0, 0);
    for path in compress::files(&folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".br") else { continue };
        let size = fs::metadata(&path)?.len();
        match name {
            "app.js" | "app_bg.wasm" => code += size,
            _ if name.starts_with("__wasm_split.") => code += size,
            _ if name.ends_with(".css") => style += size,
            _ if name.ends_with(".wasm") => lazy += size,
            _ => {}
        }
    }
    let embed = fs::metadata(site.root.join("embed.js.br")).map_or(0, |found| found.len());
    let line = format!(
        "embed script {embed} of {EMBED} bytes, on every page {code} of {CODE} bytes, style sheet {style} of {STYLE}, lazy islands together {lazy}"
    );
    step::say(&format!("      {line}"));
    if code == 0 || style == 0 || embed == 0 {
        return Err(format!("a file is missing in {}: {line}", folder.display()).into());
    }
    if code > CODE || style > STYLE || embed > EMBED { Err(format!("over budget: {line}").into()) } else { Ok(()) }
}
