//! `CALLBOARD_CLOCK`: from which instant the product's clock runs, and how fast. It reads no clock itself.

use std::str::FromStr;

use chrono::{DateTime, Utc};

/// The product's clock starts at `start` when the process starts, and runs `speed` times as fast as the real one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockSetting {
    /// First instant.
    pub start: DateTime<Utc>,
    /// Product seconds per real second; above 0, at most 100 000.
    pub speed: f64,
}

impl FromStr for ClockSetting {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (instant, speed) = text.split_once('*').unwrap_or((text, "1"));
        let start =
            DateTime::parse_from_rfc3339(instant.trim()).map_err(|_| "must start with an instant with its offset")?;
        let speed: f64 = speed.trim().parse().map_err(|_| "must have a number after *")?;
        if !(speed > 0.0 && speed <= 100_000.0) {
            return Err("must have a speed above 0 and at most 100000");
        }
        Ok(Self { start: start.with_timezone(&Utc), speed })
    }
}
