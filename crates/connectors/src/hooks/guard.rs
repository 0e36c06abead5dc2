//! Which addresses are called: none of a private network, by whatever name or number. Addresses as written are checked when they are saved and
//! at each call; names are checked in the resolver, so that what was checked is what is connected to. Knows nothing of what is sent.

use std::{
    future::Future,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use reqwest::dns::{Name, Resolve, Resolving};
use url::{Host, Url};

use super::HookError;

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is no address, has no host or is too long.
    #[error("not an address")]
    NotAnAddress,
    /// Not https.
    #[error("not https")]
    NotHttps,
    /// It holds a user name or password.
    #[error("it holds a user name or password")]
    Credentials,
    /// Neither port 443 nor 80.
    #[error("only ports 443 and 80 are called")]
    Port,
    /// It lies in a private network, or is a number written so as to hide that.
    #[error("it lies in a private network")]
    Private,
}

/// The name leads to a private network only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name leads to a private network")]
pub struct PrivateAddress;

/// Asks for the addresses of a name.
pub type Lookup =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>> + Send + Sync + 'static>;

pub(super) fn system_lookup() -> Lookup {
    Arc::new(|name| {
        Box::pin(
            async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.map(|address| address.ip()).collect()) },
        )
    })
}

/// A resolver that keeps private addresses to itself.
pub(super) struct GuardedResolver {
    pub(super) allow_private: bool,
    pub(super) lookup: Lookup,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (allow_private, found) = (self.allow_private, (self.lookup)(name.as_str().to_owned()));
        Box::pin(async move {
            let found = found.await?;
            let known = !found.is_empty();
            let kept: Vec<SocketAddr> = found
                .into_iter()
                .filter(|ip| allow_private || is_public(*ip))
                .map(|ip| SocketAddr::new(ip, 0))
                .collect();
            if kept.is_empty() && known {
                return Err(PrivateAddress.into());
            }
            Ok(Box::new(kept.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

/// The address, if it may be called.
pub fn check(text: &str, allow_private: bool) -> Result<Url, BadAddress> {
    if text.len() > 2000 {
        return Err(BadAddress::NotAnAddress);
    }
    let url = Url::parse(text).map_err(|_| BadAddress::NotAnAddress)?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        "http" => return Err(BadAddress::NotHttps),
        _ => return Err(BadAddress::NotAnAddress),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadAddress::Credentials);
    }
    let host = url.host().ok_or(BadAddress::NotAnAddress)?;
    if allow_private {
        return Ok(url);
    }
    let bad = match host {
        Host::Domain(name) => is_inside_name(name),
        // A number that had to be normalised was written so as not to be recognised.
        Host::Ipv4(ip) => !is_public(ip.into()) || !text.contains(&format!("//{ip}")),
        Host::Ipv6(ip) => !is_public(ip.into()),
    };
    if bad {
        return Err(BadAddress::Private);
    }
    if !matches!(url.port_or_known_default(), Some(443 | 80)) {
        return Err(BadAddress::Port);
    }
    Ok(url)
}

/// Whether a server is connected to: by name or public number, and at `port`, the only one for customers.
pub fn check_host(host: &str, given: u16, port: u16, allow_private: bool) -> Result<(), BadAddress> {
    if host.is_empty() || host.len() > 253 {
        return Err(BadAddress::NotAnAddress);
    }
    let bad = match Host::parse(host).map_err(|_| BadAddress::NotAnAddress)? {
        Host::Domain(name) => is_inside_name(&name),
        Host::Ipv4(ip) => !is_public(ip.into()) || ip.to_string() != host,
        Host::Ipv6(ip) => !is_public(ip.into()),
    };
    match (bad, given == port) {
        _ if allow_private => Ok(()),
        (true, _) => Err(BadAddress::Private),
        (false, false) => Err(BadAddress::Port),
        (false, true) => Ok(()),
    }
}

/// The addresses of a name that may be connected to, asked for now.
pub(super) async fn addresses(host: &str, allow_private: bool, lookup: &Lookup) -> Result<Vec<IpAddr>, HookError> {
    let found = match host.parse() {
        Ok(ip) => vec![ip],
        Err(_) => lookup(host.to_owned()).await.map_err(|error| HookError::Connect(error.to_string()))?,
    };
    let is_known = !found.is_empty();
    let kept: Vec<IpAddr> = found.into_iter().filter(|ip| allow_private || is_public(*ip)).collect();
    if kept.is_empty() && is_known { Err(HookError::Refused(BadAddress::Private)) } else { Ok(kept) }
}

/// Names that never mean a host of the open internet: without a dot, with one at the end, or of a zone that is somebody's own.
fn is_inside_name(name: &str) -> bool {
    !name.contains('.')
        || name.ends_with('.')
        || ["localhost", "local", "internal", "lan", "home.arpa", "intranet", "corp"]
            .iter()
            .any(|zone| name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Whether the address belongs to the open internet.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let inside = matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224..=255, _, _)
    );
    !inside
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, ..] = ip.segments();
    let inside = matches!(
        (a, b),
        // Teredo, documentation, 6to4, documentation, segment routing, unique local, link local and site local, multicast.
        (0x2001, 0 | 0x0db8) | (0x2002 | 0x5f00, _) | (0x3fff, 0..=0x0fff) | (0xfc00..=0xfdff | 0xfe80..=0xffff, _)
            // NAT64 of the own network.
            | (0x0064, 0xff9b)
    );
    // Unspecified, loopback, IPv4-compatible; discard-only.
    let low = (a, b, c, d, e, f) == (0, 0, 0, 0, 0, 0) || (a, b, c, d) == (0x0100, 0, 0, 0);
    !(inside || low)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn private_ranges() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "3fff::1",
            "3fff:fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.1.1",
            "198.20.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2003::1",
            "::ffff:8.8.8.8",
            "3ffe::1",
        ] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn addresses_as_written() {
        use BadAddress as B;
        for (text, allowed) in [
            ("https://hooks.example.com/callboard?x=1", None),
            ("https://hooks.example.com:443/", None),
            ("https://hooks.example.com:80/", None),
            ("https://8.8.8.8/hook", None),
            ("https://[2606:4700::1111]/hook", None),
            ("https://مثال.com/", None),
            ("http://hooks.example.com/", Some(B::NotHttps)),
            ("ftp://hooks.example.com/", Some(B::NotAnAddress)),
            ("file:///etc/passwd", Some(B::NotAnAddress)),
            ("javascript:alert(1)", Some(B::NotAnAddress)),
            ("hooks.example.com", Some(B::NotAnAddress)),
            ("https://", Some(B::NotAnAddress)),
            ("", Some(B::NotAnAddress)),
            ("https://user@hooks.example.com/", Some(B::Credentials)),
            ("https://user:pw@hooks.example.com/", Some(B::Credentials)),
            ("https://8.8.8.8@127.0.0.1/", Some(B::Credentials)),
            ("https://hooks.example.com:8443/", Some(B::Port)),
            ("https://hooks.example.com:22/", Some(B::Port)),
            ("https://127.0.0.1/", Some(B::Private)),
            ("https://127.1/", Some(B::Private)),
            ("https://0x7f.1/", Some(B::Private)),
            ("https://2130706433/", Some(B::Private)),
            ("https://017700000001/", Some(B::Private)),
            ("https://0x08080808/", Some(B::Private)),
            ("https://134744072/", Some(B::Private)),
            ("https://①②⑦.0.0.1/", Some(B::Private)),
            ("https://0/", Some(B::Private)),
            ("https://169.254.169.254/latest/meta-data", Some(B::Private)),
            ("https://10.0.0.5/", Some(B::Private)),
            ("https://[::1]/", Some(B::Private)),
            ("https://[::ffff:127.0.0.1]/", Some(B::Private)),
            ("https://[fd00:ec2::254]/", Some(B::Private)),
            ("https://localhost/", Some(B::Private)),
            ("https://app.localhost/", Some(B::Private)),
            ("https://LOCALHOST/", Some(B::Private)),
            ("https://localhost./", Some(B::Private)),
            ("https://hooks.example.com./", Some(B::Private)),
            ("https://metadata.google.internal/", Some(B::Private)),
            ("https://printer.local/", Some(B::Private)),
            ("https://intranet/", Some(B::Private)),
            ("https://notlocal.example/", None),
            ("https://mylocalhost.com/", None),
        ] {
            assert_eq!(check(text, false).err(), allowed, "{text}");
        }
        assert_eq!(check(&format!("https://a.example/{}", "x".repeat(2000)), false), Err(B::NotAnAddress));
        for open in ["http://127.0.0.1:8080/x", "http://localhost:3000/", "https://10.0.0.5:8443/", "http://receiver/"]
        {
            assert!(check(open, true).is_ok(), "{open}");
        }
        for never in ["ftp://10.0.0.5/", "http://user:pw@10.0.0.5/", "http://"] {
            assert!(check(never, true).is_err(), "{never}");
        }
    }

    #[test]
    fn servers_as_written() {
        use BadAddress as B;
        for (host, port, expected) in [
            ("imap.example.com", 993, Ok(())),
            ("8.8.8.8", 993, Ok(())),
            ("imap.example.com", 143, Err(B::Port)),
            ("", 993, Err(B::NotAnAddress)),
            ("imap example", 993, Err(B::NotAnAddress)),
            ("imap.example.com/x", 993, Err(B::NotAnAddress)),
            ("localhost", 993, Err(B::Private)),
            ("imap", 993, Err(B::Private)),
            ("10.0.0.5", 993, Err(B::Private)),
            ("127.1", 993, Err(B::Private)),
            ("134744072", 993, Err(B::Private)),
            ("[::1]", 993, Err(B::Private)),
        ] {
            assert_eq!(check_host(host, port, 993, false), expected, "{host}:{port}");
        }
        assert_eq!(check_host("127.0.0.1", 10993, 993, true), Ok(()));
        assert_eq!(check_host("", 993, 993, true), Err(B::NotAnAddress));
    }

    #[tokio::test]
    async fn a_server_inside_is_not_connected_to_by_any_name() {
        let lookup: Lookup = Arc::new(|name| {
            let found = if name == "both.example" { vec!["10.0.0.1", "93.184.215.14"] } else { vec!["127.0.0.1"] };
            Box::pin(async move { Ok(found.into_iter().map(|ip| ip.parse().unwrap()).collect()) })
        });
        let refused = Err(HookError::Refused(BadAddress::Private));
        assert_eq!(addresses("imap.example", false, &lookup).await, refused);
        assert_eq!(addresses("169.254.169.254", false, &lookup).await, refused);
        let public: IpAddr = "93.184.215.14".parse().unwrap();
        assert_eq!(addresses("both.example", false, &lookup).await, Ok(vec![public]));
        assert_eq!(addresses("imap.example", true, &lookup).await, Ok(vec!["127.0.0.1".parse().unwrap()]));
    }

    #[tokio::test]
    async fn a_name_that_changes_its_mind_is_asked_again_and_refused() {
        let answers = Mutex::new(vec![vec!["127.0.0.1"], vec!["10.0.0.1", "93.184.215.14"], vec!["93.184.215.14"]]);
        let lookup: Lookup = Arc::new(move |_| {
            let answer = answers.lock().unwrap().pop().unwrap_or_default();
            Box::pin(async move { Ok(answer.into_iter().map(|ip| ip.parse().unwrap()).collect()) })
        });
        let resolver = GuardedResolver { allow_private: false, lookup };
        let ask =
            async || resolver.resolve("hooks.example.com".parse().unwrap()).await.map(Iterator::collect::<Vec<_>>);
        let public: SocketAddr = "93.184.215.14:0".parse().unwrap();
        assert_eq!(ask().await.unwrap(), [public]);
        assert_eq!(ask().await.unwrap(), [public], "only the public one of two");
        assert!(ask().await.err().unwrap().is::<PrivateAddress>());
    }
}
