//! Rate limits of sign-in, codes and mails (auth-security.md, section 4). Kept in memory: a restart forgets them, a second server
//! counts for itself. Each attempt is counted before it is made, so that many at once cannot slip through.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Ctx, Error, Result};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Wrong passwords of one account, known or not: ten in a quarter of an hour, then an ever longer wait, never a lock.
    SignInAccount,
    /// Attempts to sign in from one address.
    SignInAddress,
    /// Attempts to sign in from one IPv6 network of 64 bits.
    SignInNetwork,
    /// Attempts to sign in from anywhere.
    SignInAnywhere,
    /// Codes of a second factor for one session.
    CodeSession,
    /// Codes of a second factor for one account.
    CodeAccount,
    /// Mails to one address.
    MailTo,
    /// Mails asked for from one address.
    MailFrom,
    /// One-time links tried from one address.
    LinkFrom,
    /// Posts of the public form from one address, whatever was typed.
    BookTry,
    /// Public bookings asked for from one address.
    BookFrom,
    /// Public bookings asked for with one mail address.
    BookAs,
    /// Public bookings of one event type.
    BookOf,
    /// Times kept by strangers from one address.
    HoldFrom,
    /// Accounts at other servers that one person tries to connect.
    ConnectBy,
}

/// How much of what in which time.
struct Rule {
    quota: usize,
    window: TimeDelta,
    /// Past the quota one may try again after a wait that doubles, instead of waiting for the window.
    grows: bool,
}

impl Limit {
    const fn rule(self) -> Rule {
        let (quota, minutes, grows) = match self {
            Self::SignInAccount => (10, 15, true),
            Self::SignInAddress => (50, 15, false),
            Self::SignInNetwork => (150, 15, false),
            Self::SignInAnywhere => (3000, 5, false),
            Self::CodeSession => (5, 15, false),
            Self::CodeAccount => (10, 60, false),
            Self::MailTo => (3, 60, false),
            Self::MailFrom => (10, 60, false),
            Self::LinkFrom => (60, 15, false),
            Self::BookTry => (200, 60, false),
            Self::BookFrom => (20, 60, false),
            Self::BookAs => (6, 60, false),
            Self::BookOf => (200, 60, false),
            Self::HoldFrom => (90, 15, false),
            Self::ConnectBy => (10, 15, false),
        };
        Rule { quota, window: TimeDelta::minutes(minutes), grows }
    }
}

type Buckets = HashMap<(Limit, String), VecDeque<DateTime<Utc>>>;

/// The counters of one process.
#[derive(Debug)]
pub struct Limits {
    enabled: bool,
    buckets: Mutex<Buckets>,
}

/// More counters than this and the spent ones are swept away before another is made.
const SWEEP_AT: usize = 20_000;

impl Limits {
    /// Counters that count, or (tests, bench) let everything pass.
    pub fn new(enabled: bool) -> Self {
        Self { enabled, buckets: Mutex::new(HashMap::new()) }
    }

    /// Counts one attempt of `key`, or says how long to wait.
    pub fn count(&self, limit: Limit, key: &str, now: DateTime<Utc>) -> Result<()> {
        if !self.enabled || key.is_empty() {
            return Ok(());
        }
        let rule = limit.rule();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= SWEEP_AT {
            buckets.retain(|(limit, _), times| times.back().is_some_and(|last| *last + limit.rule().window > now));
        }
        let times = buckets.entry((limit, key.to_owned())).or_default();
        while times.front().is_some_and(|first| *first + rule.window <= now) {
            times.pop_front();
        }
        if times.len() >= rule.quota {
            let over = u32::try_from(times.len() - rule.quota).unwrap_or(u32::MAX);
            let free_at = match (rule.grows, times.back(), times.front()) {
                // 15 s, 30 s, 1 min, … but never longer than the window.
                (true, Some(last), _) => *last + TimeDelta::seconds(15 << over.min(6)).min(rule.window),
                (_, _, Some(first)) => *first + rule.window,
                _ => now,
            };
            if free_at > now {
                let seconds = (free_at - now).num_seconds().saturating_add(1);
                return Err(Error::Limited { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) });
            }
        }
        times.push_back(now);
        Ok(())
    }

    /// Forgets what was counted for `key`: the attempt was a success.
    pub fn forget(&self, limit: Limit, key: &str) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.remove(&(limit, key.to_owned()));
    }

    /// Counts one attempt to sign in from where `ctx` came from.
    pub fn count_sign_in(&self, ctx: &Ctx) -> Result<()> {
        self.count(Limit::SignInAnywhere, "all", ctx.now)?;
        self.count(Limit::SignInAddress, &ctx.request.address, ctx.now)?;
        self.count(Limit::SignInNetwork, &network(&ctx.request.address), ctx.now)
    }

    /// Counts one mail to `address` asked for by `ctx`.
    pub fn count_mail(&self, ctx: &Ctx, address: &str) -> Result<()> {
        self.count(Limit::MailFrom, &ctx.request.address, ctx.now)?;
        self.count(Limit::MailTo, address, ctx.now)
    }
}

/// The first 64 bits of an IPv6 address; nothing for others (an IPv4 address is counted by itself).
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            address.segments().iter().take(4).map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn wait(result: Result<()>) -> Option<u32> {
        match result {
            Err(Error::Limited { retry_after }) => Some(retry_after),
            _ => None,
        }
    }

    #[test]
    fn accounts_wait_longer_and_longer_but_are_never_locked() {
        let limits = Limits::new(true);
        let mut now = DateTime::UNIX_EPOCH;
        for _ in 0..10 {
            limits.count(Limit::SignInAccount, "a", now).unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..6 {
            let seconds = wait(limits.count(Limit::SignInAccount, "a", now)).expect("limited");
            waits.push(seconds);
            now += TimeDelta::seconds(i64::from(seconds));
            limits.count(Limit::SignInAccount, "a", now).unwrap();
        }
        assert_eq!(waits, [16, 31, 61, 121, 241, 481]);
        assert!(wait(limits.count(Limit::SignInAccount, "b", now)).is_none(), "another account is not held up");
        limits.forget(Limit::SignInAccount, "a");
        limits.count(Limit::SignInAccount, "a", now).unwrap();
    }

    #[test]
    fn mails_are_three_an_hour() {
        let limits = Limits::new(true);
        let start = DateTime::UNIX_EPOCH;
        for minute in [0, 10, 20] {
            limits.count(Limit::MailTo, "a@b.co", start + TimeDelta::minutes(minute)).unwrap();
        }
        assert_eq!(wait(limits.count(Limit::MailTo, "a@b.co", start + TimeDelta::minutes(30))), Some(1801));
        limits.count(Limit::MailTo, "a@b.co", start + TimeDelta::minutes(60)).unwrap();
        let off = Limits::new(false);
        for _ in 0..100 {
            off.count(Limit::MailTo, "a@b.co", start).unwrap();
        }
    }

    #[test]
    fn one_network_is_one_caller() {
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:bbbb::2"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("192.0.2.1"), "");
    }
}
