//! How many calls a key may make, and telling it so: `RateLimit` headers on every answer, 429 with `Retry-After` on one too many.
//! Kept in memory: a restart forgets it. It must not know what is called.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::actor::Actor;
use domain::id::{ApiKey, Id};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderName, HeaderValue, StatusCode};

use super::problem::Problem;

/// Calls a minute, all of which may come at once.
pub const PER_MINUTE: u32 = 600;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

type Limiter = RateLimiter<Id<ApiKey>, DefaultKeyedStateStore<Id<ApiKey>>, DefaultClock, StateInformationMiddleware>;

/// What is left of the quota of each key, in this process.
#[derive(Clone)]
pub struct Quotas(Option<Arc<Limiter>>);

impl Quotas {
    /// Fresh quotas of so many calls a minute; `on` is false in benches and most tests.
    pub fn new(on: bool, per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        let limiter = || RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>();
        Self(on.then(|| Arc::new(limiter())))
    }
}

/// The layer. Sessions are limited by their address, at the edge.
pub async fn count(State(quotas): State<Quotas>, request: Request, next: Next) -> Response {
    let key = request.extensions().get::<Actor>().and_then(|actor| actor.api_key_id);
    let (Some(limiter), Some(key)) = (quotas.0, key) else { return next.run(request).await };
    let (mut response, policy, left) = match limiter.check_key(&key) {
        Ok(state) => {
            let (quota, left) = (state.quota().burst_size().get(), state.remaining_burst_capacity());
            // So many seconds until all of it is there again.
            let seconds = (u64::from(quota.saturating_sub(left)) * 60).div_ceil(u64::from(quota));
            (next.run(request).await, quota, format!("\"key\";r={left};t={seconds}"))
        }
        Err(until) => {
            let seconds = until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let wait = u32::try_from(seconds).unwrap_or(u32::MAX);
            let problem = Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "request.rate_limited",
                "This API key has made too many calls. Wait, then try again.",
            );
            let quota = until.quota().burst_size().get();
            (problem.retry_after(wait).into_response(), quota, format!("\"key\";r=0;t={seconds}"))
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [(POLICY, format!("\"key\";q={policy};w=60")), (LEFT, left)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}
