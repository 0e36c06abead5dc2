//! `callboard config`: every setting with its default and what it is set to now. Secrets show only that they are set.

use super::Failure;
use crate::config::{Config, Needs, SETTINGS, unknown};
use crate::logging::print;

pub(super) fn run() -> Result<(), Failure> {
    for setting in SETTINGS {
        let now = match std::env::var(setting.name).ok().filter(|value| !value.is_empty()) {
            None => String::new(),
            Some(_) if setting.secret => "\n    set to:  (secret)".into(),
            Some(value) => format!("\n    set to:  {value}"),
        };
        print(&format!(
            "{}\n    {}\n    default: {}\n    example: {}{now}\n",
            setting.name, setting.about, setting.default, setting.example
        ));
    }
    for name in unknown() {
        print(&format!("{name} is set, but there is no such setting."));
    }
    // What would stop `serve` is told here too.
    Config::from_environment(false, Needs::Database).map(drop).map_err(Into::into)
}
