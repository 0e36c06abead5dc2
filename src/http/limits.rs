//! How many requests one client address may send, kept in memory. It protects the machine and slows guessing; limits per account and
//! per mail address are rules and live in `services`.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{HeaderValue, Method, header};

use super::address::ClientAddress;
use super::answer::{self, wants_page};
use crate::state::AppState;

/// Requests per minute and how many at once.
const READ: (u32, u32) = (1200, 300);
const WRITE: (u32, u32) = (240, 60);
const SIGN_IN: (u32, u32) = (20, 10);

/// Doors where passwords, codes or mail addresses can be guessed or mails be caused.
const GUESSABLE: &[&str] = &[
    "/sign-in",
    "/sign-up",
    "/forgot",
    "/reset/",
    "/setup",
    "/verify/",
    "/invite/",
    "/r/",
    "/confirm/",
    "/apply/",
    "/settings/second-factor",
    "/settings/password",
];

/// Files that cost nothing to serve are not counted; neither are the health checks.
const FREE: &[&str] = &["/pkg-", "/fonts/", "/healthz", "/readyz", "/favicon"];

/// The limits of this process.
pub struct Limits {
    on: bool,
    clock: DefaultClock,
    read: DefaultKeyedRateLimiter<IpAddr>,
    write: DefaultKeyedRateLimiter<IpAddr>,
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// Fresh limits; `on` is false in benches and some tests.
    pub fn new(on: bool) -> Self {
        let limiter = |(per_minute, burst): (u32, u32)| {
            let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
            RateLimiter::keyed(Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(burst)))
        };
        Self {
            on,
            clock: DefaultClock::default(),
            read: limiter(READ),
            write: limiter(WRITE),
            sign_in: limiter(SIGN_IN),
        }
    }

    /// Counts one request; `Err` with the whole seconds to wait when it is one too many.
    fn count(&self, address: IpAddr, method: &Method, path: &str) -> Result<(), u64> {
        if !self.on || FREE.iter().any(|free| path.starts_with(free)) {
            return Ok(());
        }
        let limiter = if method.is_safe() {
            &self.read
        } else if GUESSABLE.iter().any(|door| path.starts_with(door)) {
            &self.sign_in
        } else {
            &self.write
        };
        limiter.check_key(&key(address)).map_err(|until| until.wait_time_from(self.clock.now()).as_secs() + 1)
    }

    /// Forgets addresses that have been quiet long enough, so that memory does not grow with the number of visitors.
    pub fn forget_quiet(&self) {
        for limiter in [&self.read, &self.write, &self.sign_in] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// An IPv6 customer owns a /64: counting single addresses would count nothing.
fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The layer.
pub async fn apply(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(ClientAddress(address)) = request.extensions().get().copied() else { return next.run(request).await };
    match state.limits.count(address, request.method(), request.uri().path()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let mut response = answer::TOO_MANY.answer(wants_page(&request));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_slowed_per_address_and_reading_is_not() {
        let limits = Limits::new(true);
        let (one, other) = (IpAddr::from([203, 0, 113, 1]), IpAddr::from([203, 0, 113, 2]));
        let post = |address, path| limits.count(address, &Method::POST, path);
        let allowed = (0..20).filter(|_| post(one, "/sign-in").is_ok()).count();
        assert_eq!(allowed, 10);
        assert!(post(one, "/sign-in").is_err_and(|seconds| (1..=4).contains(&seconds)));
        assert!(post(other, "/sign-in").is_ok() && post(one, "/api/v1/bookings").is_ok());
        assert!((0..300).all(|_| limits.count(one, &Method::GET, "/").is_ok()));
        assert!(limits.count(one, &Method::GET, "/").is_err());
        assert!(limits.count(one, &Method::GET, "/pkg-1/app.js").is_ok());
        let subnet = |last| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        assert_eq!((1..=20).filter(|n| post(subnet(*n), "/sign-in").is_ok()).count(), 10, "one /64 is one customer");
        let off = Limits::new(false);
        assert!((0..1000).all(|_| off.count(one, &Method::POST, "/sign-in").is_ok()));
    }
}
