//! Where log lines go and what a panic leaves behind. It must not format people's data.

use std::io::{IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts logging to standard error; standard output belongs to what commands print.
pub fn start(config: &Config) {
    let filter = EnvFilter::builder().parse_lossy(&config.log);
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(true)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start in one process (tests) keeps the first.
    let _started = if config.log_json { lines.json().try_init() } else { lines.compact().try_init() };
    std::panic::set_hook(Box::new(|panic| {
        // The message may quote what was being handled: the place is enough to find the fault.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

/// One line for the person at the terminal, on standard error.
pub fn complain(text: &str) {
    let _nobody_listens = writeln!(std::io::stderr(), "callboard: {text}");
}

/// One line of a command's result, on standard output. A closed pipe (`callboard config | head`) is no fault.
pub fn print(text: &str) {
    let _nobody_listens = writeln!(std::io::stdout(), "{text}");
}
