//! Which peers may tell us a client's address, and how that address is read from what they say. No I/O.

use std::net::IpAddr;
use std::str::FromStr;

/// The trusted proxies; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    bits: u128,
    prefix: u32,
    v6: bool,
}

impl Proxies {
    /// Whether this peer is one of them.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let (bits, _, v6) = parts(address.to_canonical());
        self.0.iter().any(|network| network.v6 == v6 && bits & mask(network.prefix, v6) == network.bits)
    }

    /// The client's address: the peer, unless that is a trusted proxy; then the last address in `forwarded` (the `X-Forwarded-For`
    /// values in order) that is not a trusted proxy. What stands before it was written by the client and proves nothing.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return peer;
        }
        let mut nearest = peer;
        for part in forwarded.rev().flat_map(|value| value.rsplit(',')) {
            let Ok(address) = part.trim().trim_matches(['[', ']']).parse::<IpAddr>() else { return nearest };
            nearest = address.to_canonical();
            if !self.trusts(nearest) {
                return nearest;
            }
        }
        nearest
    }
}

impl FromStr for Proxies {
    /// The part that is no address and no network.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(network).collect::<Result<_, _>>().map(Self)
    }
}

fn network(part: &str) -> Result<Network, String> {
    let wrong = || part.to_owned();
    let (address, prefix) = part.split_once('/').map_or((part, None), |(address, prefix)| (address, Some(prefix)));
    let (bits, width, v6) = parts(address.parse::<IpAddr>().map_err(|_| wrong())?);
    let prefix = match prefix {
        None => width,
        Some(text) => text.parse().ok().filter(|prefix| *prefix <= width).ok_or_else(wrong)?,
    };
    Ok(Network { bits: bits & mask(prefix, v6), prefix, v6 })
}

fn parts(address: IpAddr) -> (u128, u32, bool) {
    match address {
        IpAddr::V4(v4) => (u128::from(u32::from(v4)), 32, false),
        IpAddr::V6(v6) => (u128::from(v6), 128, true),
    }
}

fn mask(prefix: u32, v6: bool) -> u128 {
    let width: u32 = if v6 { 128 } else { 32 };
    let ones = u128::MAX.checked_shr(128 - width).unwrap_or(0);
    ones ^ ones.checked_shr(prefix).unwrap_or(0)
}
