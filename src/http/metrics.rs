//! `/metrics` for a monitoring system: what was answered how fast, and what waits. Only with the operator's token; without one set there is
//! no such address. It must not name anybody or anything of a tenant.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use subtle::ConstantTimeEq;

use crate::state::AppState;

/// Upper ends of the buckets of answer times, in milliseconds.
const BUCKETS: [u64; 8] = [5, 10, 25, 50, 100, 250, 1000, 5000];

/// What this process answered so far.
#[derive(Debug, Default)]
pub struct Metrics {
    /// By first digit of the status, 1 to 5.
    answers: [AtomicU64; 6],
    /// By answer time; the last one: longer.
    times: [AtomicU64; BUCKETS.len() + 1],
    micros: AtomicU64,
}

impl Metrics {
    /// Counts one answer.
    pub fn count(&self, status: u16, took: Duration) {
        if let Some(counter) = self.answers.get(usize::from(status / 100)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let place = BUCKETS.iter().position(|end| millis <= *end).unwrap_or(BUCKETS.len());
        if let Some(counter) = self.times.get(place) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(0), Ordering::Relaxed);
    }

    /// In the text form that Prometheus reads.
    fn write(&self, text: &mut String) {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        text.push_str("# TYPE callboard_http_answers_total counter\n");
        for (class, counter) in self.answers.iter().enumerate().skip(1) {
            let _ = writeln!(text, "callboard_http_answers_total{{status=\"{class}xx\"}} {}", read(counter));
        }
        text.push_str("# TYPE callboard_http_seconds histogram\n");
        let mut sum = 0;
        for (place, counter) in self.times.iter().enumerate() {
            sum += read(counter);
            let end = BUCKETS.get(place).map_or_else(|| "+Inf".to_owned(), |end| format!("{}", *end as f64 / 1000.0));
            let _ = writeln!(text, "callboard_http_seconds_bucket{{le=\"{end}\"}} {sum}");
        }
        let _ = writeln!(text, "callboard_http_seconds_sum {}", read(&self.micros) as f64 / 1_000_000.0);
        let _ = writeln!(text, "callboard_http_seconds_count {sum}");
    }
}

/// The address.
pub fn router() -> Router<AppState> {
    Router::new().route("/metrics", get(show))
}

async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let Some(token) = &state.config.metrics_token else { return StatusCode::NOT_FOUND.into_response() };
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if !sent.is_some_and(|sent| bool::from(sent.as_bytes().ct_eq(token.reveal().as_bytes()))) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer realm=\"metrics\"")]).into_response();
    }
    let mut text = String::new();
    state.metrics.write(&mut text);
    let statements = state.services.store().statements();
    let _ = writeln!(
        text,
        "# TYPE callboard_database_statements_total counter\ncallboard_database_statements_total {statements}"
    );
    match state.services.waiting().await {
        Ok(waiting) => {
            for (name, value) in [
                ("callboard_webhook_deliveries_waiting", waiting.webhook_deliveries),
                ("callboard_jobs_dead", waiting.dead_jobs),
            ] {
                let _ = writeln!(text, "# TYPE {name} gauge\n{name} {value}");
            }
            text.push_str("# TYPE callboard_database_up gauge\ncallboard_database_up 1\n");
        }
        Err(error) => {
            tracing::warn!(%error, "what waits could not be counted");
            text.push_str("# TYPE callboard_database_up gauge\ncallboard_database_up 0\n");
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_class_and_time() {
        let metrics = Metrics::default();
        for (status, ms) in [(200, 3), (201, 30), (404, 30), (503, 9000)] {
            metrics.count(status, Duration::from_millis(ms));
        }
        let mut text = String::new();
        metrics.write(&mut text);
        for line in [
            "callboard_http_answers_total{status=\"2xx\"} 2",
            "callboard_http_answers_total{status=\"4xx\"} 1",
            "callboard_http_seconds_bucket{le=\"0.005\"} 1",
            "callboard_http_seconds_bucket{le=\"0.05\"} 3",
            "callboard_http_seconds_bucket{le=\"+Inf\"} 4",
            "callboard_http_seconds_count 4",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
