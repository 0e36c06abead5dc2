//! Which of the hosts and of those who come along did not come: saying it, and who it was said of. The talent's own is the booking's status. It
//! must not know a rule.

use axum::response::Response;
use domain::attendance::{Mark, Party};
use domain::field::Check;
use domain::id::{Id, User};
use serde::{Deserialize, Serialize};
use services::bookings::Attendee;
use utoipa::ToSchema;

use super::acting::{Acting, Meant, OnBooking};
use super::view::{AuditionBooking, Person};
use crate::api::answer::One;
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::params::check_id;
use crate::api::problem::Problem;

/// What is said of a host.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HostAttendance {
    /// One of the booking's team.
    pub user_id: String,
    /// They did not come; `false` takes it back.
    pub no_show: bool,
}

/// What is said of somebody who comes along.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GuestAttendance {
    /// One of the addresses in the booking's `guest.guests`.
    pub email: String,
    /// They did not come; `false` takes it back.
    pub no_show: bool,
}

/// Who came, beside the talent. Whoever is not named stays as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"hosts": [{"userId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz", "noShow": true}], "guests": []}))]
pub struct Attendance {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// Of the team.
    #[serde(default)]
    pub hosts: Vec<HostAttendance>,
    /// Of those who come along with somebody who booked without an account.
    #[serde(default)]
    pub guests: Vec<GuestAttendance>,
}

impl Meant for Attendance {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

/// Who did not come to a booking, beside its talent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoShows {
    /// Users of the team.
    pub host_user_ids: Vec<String>,
    /// Addresses of those who come along.
    pub guests: Vec<String>,
}

impl From<services::bookings::NoShows> for NoShows {
    fn from(found: services::bookings::NoShows) -> Self {
        Self { host_user_ids: found.hosts.iter().map(ToString::to_string).collect(), guests: found.companions }
    }
}

/// Of whom a line of the history says whether they came.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// One of the team.
    pub host: Option<Person>,
    /// Who comes along, by their address, as far as it is kept and for the reader.
    pub guest: Option<String>,
    /// They did not come; `false`: they did after all.
    pub no_show: bool,
}

impl From<(Attendee, bool)> for Said {
    fn from((who, no_show): (Attendee, bool)) -> Self {
        match who {
            Attendee::Host(person) => Self { host: Some(person.into()), guest: None, no_show },
            Attendee::Companion(address) => Self { host: None, guest: address, no_show },
        }
    }
}

/// Hosts, or those who come along, did not come, or did after all (`noShow: false`). Once it has begun; members who may mark attendance. All of
/// it or none; what was said before is not said again. The status stays: it is the talent's.
#[utoipa::path(post, path = "/bookings/{id}/attendance", tag = "bookings", operation_id = "markAttendance",
    request_body = Attendance,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn mark(on: Acting<Body<Attendance>>) -> Result<Response, Problem> {
    let Attendance { hosts, guests, .. } = &on.body.value;
    let mut check = Check::new();
    let mut said = Vec::with_capacity(hosts.len() + guests.len());
    for (place, host) in hosts.iter().enumerate() {
        let user: Option<Id<User>> = check_id(&mut check, &format!("hosts.{place}.userId"), Some(&host.user_id));
        said.extend(user.map(|user| Mark { who: Party::Host(user), no_show: host.no_show }));
    }
    check.finish(())?;
    let along = guests.iter().map(|guest| Mark { who: Party::companion(&guest.email), no_show: guest.no_show });
    said.extend(along);
    let done = on.services.mark_attendance(&on.ctx, on.id, on.revision, &said).await;
    on.answer(done.map_err(|error| renamed(error, |field| as_sent(field, hosts.len()))))
}

/// Where in the body the mark stands that the services count from the first host on.
fn as_sent(field: &str, hosts: usize) -> Option<String> {
    let place: usize = field.strip_prefix("attendance.")?.parse().ok()?;
    Some(match place.checked_sub(hosts) {
        None => format!("hosts.{place}.userId"),
        Some(place) => format!("guests.{place}.email"),
    })
}
