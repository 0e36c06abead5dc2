//! Webhooks going out, as rules: which events there are and who wants them, how a message is dressed, when a failed attempt is repeated and
//! when an endpoint is given up. Knows no HTTP client, no signatures and no clock.

mod retry;
mod topic;

pub use retry::{
    ATTEMPTS, Disabled, FAILING_FOR, LONGEST_RETRY_AFTER, Next, ORDER_WAIT, Outcome, after, outcome, parse_retry_after,
};
pub use topic::{Topic, wants};

/// In whose dress messages go to an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Standard Webhooks 1.0.
    Standard,
    /// As Cal.com sends them, for consumers that were written for Cal.com.
    Calcom,
}

impl Format {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Calcom => "calcom",
        }
    }

    /// The format of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Standard, Self::Calcom].into_iter().find(|format| format.as_str() == text)
    }

    /// Whether a message about `topic` exists in this dress.
    pub const fn carries(self, topic: Topic) -> bool {
        match self {
            Self::Standard => true,
            Self::Calcom => topic.calcom().is_some(),
        }
    }
}

/// How a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Messages go out.
    Active,
    /// Somebody stopped it; nothing is written for it.
    Paused,
    /// Callboard gave it up; messages are kept to be replayed.
    Disabled,
}

impl State {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }

    /// The state of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Paused, Self::Disabled].into_iter().find(|state| state.as_str() == text)
    }
}

/// How one message to one endpoint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Its next attempt is to come.
    Waiting,
    /// The endpoint took it.
    Delivered,
    /// Every attempt failed, or the endpoint was given up.
    Failed,
    /// The subscription was not active when its turn came.
    Skipped,
}

impl Delivery {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Delivered, Self::Failed, Self::Skipped];

    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// The one of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_return_to_their_values() {
        for format in [Format::Standard, Format::Calcom] {
            assert_eq!(Format::parse(format.as_str()), Some(format));
        }
        for state in [State::Active, State::Paused, State::Disabled] {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
        for delivery in Delivery::ALL {
            assert_eq!(Delivery::parse(delivery.as_str()), Some(delivery));
        }
    }
}
