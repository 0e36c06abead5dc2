//! The places of each role, a field for each. Judges nothing.

use domain::field::FieldCode;
use domain::id::{Id, Role};

use crate::http::forms::Posted;
use crate::http::forms::reading::{Reading, number};

/// What the fields are called, up to the role.
const SHARE: &str = "rolePlaces.";

/// The field of all places.
const ALL: &str = "capacity";

/// The places of each role that is named, in front of what there was of others; an empty field is no share.
pub(super) fn shares(reading: &mut Reading<'_>, mut before: Vec<(Id<Role>, i64)>) -> Vec<(Id<Role>, i64)> {
    let mut typed = Vec::new();
    for name in fields(reading.posted()) {
        let Ok(role) = name.trim_start_matches(SHARE).parse::<Id<Role>>() else {
            reading.fail(ALL, FieldCode::Unknown);
            continue;
        };
        before.retain(|(known, _)| *known != role);
        typed.extend(reading.number(name).map(|places| (role, places)));
    }
    typed.into_iter().chain(before).collect()
}

/// The fields of shares, each once.
fn fields(posted: &Posted) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for (name, _) in posted.pairs().iter().filter(|(name, _)| name.starts_with(SHARE)) {
        if !found.contains(&name.as_str()) {
            found.push(name);
        }
    }
    found
}

/// The field of a share, which the service knows by its place among them. A role that has no field on the page is a fault of all places.
pub(super) fn share_field(posted: &Posted, field: &str) -> Option<String> {
    let (place, what) = field.strip_prefix("roleCapacities.")?.split_once('.')?;
    if what == "roleId" {
        return Some(ALL.to_owned());
    }
    let is_share = |name: &&str| {
        name.strip_prefix(SHARE).is_some_and(|role| role.parse::<Id<Role>>().is_ok())
            && number::<i64>(posted.text(name)).is_some()
    };
    let mut shares = fields(posted).into_iter().filter(is_share);
    shares.nth(place.parse().ok()?).map(str::to_owned)
}
