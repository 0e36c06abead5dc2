//! The places of each role, a field for each. Judges nothing.

use domain::field::FieldCode;
use domain::id::{Id, Role};

use crate::http::forms::Posted;
use crate::http::forms::reading::Reading;

/// What the fields are called, up to the role.
const SHARE: &str = "rolePlaces.";

/// The places of each role that is named, in front of what there was of others; an empty field is no share.
pub(super) fn shares(reading: &mut Reading<'_>, mut before: Vec<(Id<Role>, i64)>) -> Vec<(Id<Role>, i64)> {
    let mut typed = Vec::new();
    for (name, _) in reading.posted().pairs() {
        let Some(role) = name.strip_prefix(SHARE) else { continue };
        let Ok(role) = role.parse::<Id<Role>>() else {
            reading.fail(name, FieldCode::Unknown);
            continue;
        };
        before.retain(|(known, _)| *known != role);
        typed.extend(reading.number(name).map(|places| (role, places)));
    }
    typed.into_iter().chain(before).collect()
}

/// The field of a share, which the service knows by its place among them.
pub(super) fn share_field(posted: &Posted, field: &str) -> Option<String> {
    let (place, _) = field.strip_prefix("roleCapacities.")?.split_once('.')?;
    let is_share = |name: &str, value: &str| {
        name.strip_prefix(SHARE).is_some_and(|role| role.parse::<Id<Role>>().is_ok())
            && value.trim().parse::<i64>().is_ok()
    };
    let mut shares = posted.pairs().iter().filter(|(name, value)| is_share(name, value));
    shares.nth(place.parse().ok()?).map(|(name, _)| name.clone())
}
