//! The product's clock: real time, or (demo and test only) time that starts elsewhere and may run faster. The one place in the
//! product that may look at the machine's clock.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    Real,
    /// `CALLBOARD_CLOCK=instant[*speed]`: at real instant `real` it was `product`, running `speed` times as fast.
    Shifted {
        /// The real instant of the start.
        real: DateTime<Utc>,
        /// The product's instant at the start.
        product: DateTime<Utc>,
        /// Product seconds per real second.
        speed: f64,
    },
    /// Stands still until a test moves it.
    Frozen(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that shows `product` now and runs `speed` times as fast as real time.
    pub fn shifted(product: DateTime<Utc>, speed: f64) -> Self {
        Self::Shifted { real: real_now(), product, speed }
    }

    /// A clock for tests that stands at `instant`.
    pub fn frozen(instant: DateTime<Utc>) -> Self {
        Self::Frozen(Arc::new(Mutex::new(instant)))
    }

    /// The product's now, in whole microseconds (what PostgreSQL keeps).
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::Real => real_now(),
            Self::Shifted { real, product, speed } => *product + scaled(real_now() - *real, *speed),
            Self::Frozen(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// The real instant at which the product's clock will show `product`; jobs are due by real time.
    pub fn real_instant_of(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Real | Self::Frozen(_) => at,
            Self::Shifted { real, product, speed } => *real + scaled(at - *product, 1.0 / speed),
        }
    }

    /// Moves a frozen clock; other clocks cannot be moved and stay as they are.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Self::Frozen(instant) = self {
            *instant.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one look at the machine's clock")]
fn real_now() -> DateTime<Utc> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).ok().and_then(DateTime::from_timestamp_micros).unwrap_or(DateTime::UNIX_EPOCH)
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "demo clocks need no microsecond in centuries"
)]
fn scaled(delta: TimeDelta, factor: f64) -> TimeDelta {
    TimeDelta::microseconds((delta.num_microseconds().unwrap_or(i64::MAX) as f64 * factor) as i64)
}
