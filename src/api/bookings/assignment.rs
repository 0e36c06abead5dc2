//! Why a booking has its team, as the API shows it: who was chosen, by which numbers, and who handed it on. It must not know the rules.

use chrono::{DateTime, Utc};
use domain::assignment::{Choice, DecidedBy, Method, Since, Stand};
use domain::id::{Id, User};
use serde::Serialize;
use services::bookings as found;
use utoipa::ToSchema;

/// Why a booking has its team.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// The users of the team that was chosen.
    pub host_user_ids: Vec<String>,
    /// The users among the hosts who were free then.
    pub free_user_ids: Vec<String>,
    /// Whose turn it was, for each group that takes turns; empty where all hosts are needed.
    pub choices: Vec<Turn>,
    /// The office chose a time outside the talent's stated hours.
    pub outside_talent_hours: bool,
    /// It was agreed elsewhere, and imported.
    pub elsewhere: bool,
    /// Who handed it on since.
    pub handed_on: Vec<HandedOn>,
}

/// Whose turn it was, and by which numbers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// `least_recently_booked`, `fewest_bookings`, `weighted`.
    #[schema(example = "weighted")]
    pub method: &'static str,
    /// Which bookings were counted: `all_time`, `month`, `day`.
    #[schema(example = "all_time")]
    pub since: &'static str,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// Who was chosen.
    pub host_user_id: String,
    /// What told them from the next best: `only_one`, `shortfall`, `weight`, `priority`, `least_recent`, `id`.
    #[schema(example = "shortfall")]
    pub decided_by: &'static str,
    /// How everybody of the group stood, best first.
    pub stands: Vec<Standing>,
}

/// How one host stood.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Who.
    pub user_id: String,
    /// Whether they were free.
    pub free: bool,
    /// Their share.
    pub weight: u32,
    /// Larger comes first.
    pub priority: i32,
    /// Their bookings of the counted period.
    pub bookings: u32,
    /// Bookings credited for the time before they joined or while they were away.
    pub credit: f64,
    /// Bookings due by their share, this one included.
    pub due: f64,
    /// What they were behind: `due` less `bookings` and `credit`.
    pub shortfall: f64,
    /// When their last booking was made.
    pub last_booked_at: Option<DateTime<Utc>>,
}

/// One handing on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandedOn {
    /// Who had it.
    pub from_user_id: String,
    /// Who got it.
    pub to_user_id: String,
    /// Who did it.
    pub by_user_id: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; perhaps empty.
    pub reason: String,
}

/// Billionths of a booking as a number.
fn bookings(billionths: i64) -> f64 {
    billionths as f64 / 1e9
}

impl From<Stand> for Standing {
    fn from(stand: Stand) -> Self {
        let user = |id| Id::<User>::from_uuid(id).to_string();
        Self {
            user_id: user(stand.host),
            free: stand.free,
            weight: stand.weight,
            priority: stand.priority,
            bookings: stand.own,
            credit: bookings(stand.credit),
            due: bookings(stand.due),
            shortfall: bookings(stand.shortfall),
            last_booked_at: stand.last,
        }
    }
}

impl From<Choice> for Turn {
    fn from(choice: Choice) -> Self {
        let user = |id| Id::<User>::from_uuid(id).to_string();
        Self {
            method: match choice.strategy.method {
                Method::LeastRecentlyBooked => "least_recently_booked",
                Method::FewestBookings => "fewest_bookings",
                Method::Weighted => "weighted",
            },
            since: match choice.strategy.since {
                Since::AllTime => "all_time",
                Since::Month => "month",
                Since::Day => "day",
            },
            at: choice.at,
            host_user_id: user(choice.host),
            decided_by: match choice.decided_by {
                DecidedBy::OnlyOne => "only_one",
                DecidedBy::Shortfall => "shortfall",
                DecidedBy::Weight => "weight",
                DecidedBy::Priority => "priority",
                DecidedBy::LeastRecent => "least_recent",
                DecidedBy::Id => "id",
            },
            stands: choice.stands.into_iter().map(Standing::from).collect(),
        }
    }
}

impl From<found::Assignment> for Assignment {
    fn from(found: found::Assignment) -> Self {
        let user = |id| Id::<User>::from_uuid(id).to_string();
        Self {
            host_user_ids: found.hosts.into_iter().map(user).collect(),
            free_user_ids: found.free.into_iter().map(user).collect(),
            choices: found.choices.into_iter().map(Turn::from).collect(),
            outside_talent_hours: found.outside_talent_hours,
            elsewhere: found.elsewhere,
            handed_on: found
                .handed_on
                .into_iter()
                .map(|one| HandedOn {
                    from_user_id: user(one.from),
                    to_user_id: user(one.to),
                    by_user_id: one.by.map(user),
                    at: one.at,
                    reason: one.reason,
                })
                .collect(),
        }
    }
}
