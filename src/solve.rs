//! `callboard solve FILE.json [ID]`: answers scheduling case files, one JSON line per case, through the product's own engine.
//! Must not know the rules; `domain::solve` does.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Larger files are refused unread.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads the file, prints `{"id", "result"}` (or `{"id", "error"}`) per case, and says on stderr what stood in the way.
/// Fails if the file cannot be read or understood, or if no case has the id; a case that cannot be answered is told in its own line.
#[must_use]
pub fn run(path: &Path, id: Option<&str>) -> ExitCode {
    match answer(path, id) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nothing is left to do if stderr is closed.
            let _ = writeln!(std::io::stderr(), "callboard solve: {}: {message}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// Prints the answers.
fn answer(path: &Path, id: Option<&str>) -> Result<(), String> {
    let size = std::fs::metadata(path).map_err(|e| e.to_string())?.len();
    if size > LARGEST {
        return Err("the file is larger than 64 MB".to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let lines = domain::solve::solve_text(&text, id).map_err(|e| e.to_string())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}").map_err(|e| e.to_string())?;
    }
    out.flush().map_err(|e| e.to_string())
}
