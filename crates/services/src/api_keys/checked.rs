//! What can be wrong with a key that is to be made, and from where one may be used.

use std::net::IpAddr;

use chrono::TimeDelta;
use domain::{
    field::{Check, FieldCode},
    network::Network,
    scope::is_known,
};

use super::NewKey;
use crate::Result;

/// Most networks of one key.
const MOST_NETWORKS: usize = 20;

/// A key that was checked.
pub(super) struct Fields {
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) lasts: Option<TimeDelta>,
    pub(super) networks: Vec<String>,
}

/// Every fault at once.
pub(super) fn fields(new: NewKey) -> Result<Fields> {
    let mut check = Check::after(new.unread);
    let name = check.text("name", &new.name, 100);
    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        check.fail("scopes", FieldCode::Required);
    } else if !scopes.iter().all(|scope| is_known(scope)) {
        check.fail("scopes", FieldCode::Unknown);
    }
    let lasts = new.expires_in_days.map(|days| TimeDelta::days(check.range("expiresInDays", days, 1, 3650)));
    let typed = new.allowed_networks.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let mut networks = Vec::new();
    for text in typed {
        match text.parse::<Network>() {
            Ok(network) => networks.push(network.to_string()),
            Err(_) => check.fail("allowedNetworks", FieldCode::Invalid),
        }
    }
    networks.dedup();
    if networks.len() > MOST_NETWORKS {
        check.fail_with("allowedNetworks", FieldCode::TooLong, MOST_NETWORKS as i64);
    }
    Ok(check.finish(Fields { name, scopes, lasts, networks })?)
}

/// Whether a key that is tied to these networks may be used from there. An entry that cannot be read lets nobody in.
pub(super) fn is_allowed(networks: &[String], address: Option<IpAddr>) -> bool {
    let lies_in = |address: IpAddr| {
        networks.iter().any(|text| text.parse::<Network>().is_ok_and(|network| network.contains(address)))
    };
    networks.is_empty() || address.is_some_and(lies_in)
}
