//! Settings as a person would set them, and what they are told when one is wrong.
#![allow(clippy::unwrap_used, reason = "test")]

use super::*;

fn read(set: &[(&str, &str)], demo: bool, needs: Needs) -> Result<Config, String> {
    let get = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    Config::read(&get, demo, needs).map_err(|wrong| wrong.to_string())
}

#[test]
fn a_demo_needs_no_setting() {
    let config = read(&[], true, Needs::Everything).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.url.as_str(), "http://127.0.0.1:3000/");
    assert_eq!(config.data, PathBuf::from("data"));
    assert!(config.rate_limits && config.database.is_none() && config.smtp.is_none() && !config.is_tls());
}

#[test]
fn wrong_settings_are_named_with_an_example() {
    for (set, demo, named) in [
        (vec![("DATABASE_URL", "mysql://root@localhost")], true, "DATABASE_URL"),
        (vec![("CALLBOARD_LISTEN", "3000")], true, "CALLBOARD_LISTEN"),
        (vec![("CALLBOARD_LISTEN", "0.0.0.0:3000"), ("CALLBOARD_URL", "https://x.example")], true, "CALLBOARD_LISTEN"),
        (vec![("CALLBOARD_URL", "auditions.example.com")], true, "CALLBOARD_URL"),
        (vec![("CALLBOARD_URL", "https://example.com/callboard")], true, "CALLBOARD_URL"),
        (vec![("CALLBOARD_SMTP_URL", "mail.example.com"), ("CALLBOARD_MAIL_FROM", "a@b")], true, "CALLBOARD_SMTP_URL"),
        (vec![("CALLBOARD_SMTP_URL", "smtp://localhost")], true, "CALLBOARD_MAIL_FROM"),
        (vec![("CALLBOARD_MAIL_FROM", "nobody")], true, "CALLBOARD_MAIL_FROM"),
        (vec![("CALLBOARD_TRUSTED_PROXIES", "10.0.0.0/33")], true, "CALLBOARD_TRUSTED_PROXIES"),
        (vec![("CALLBOARD_CLOCK", "tomorrow")], true, "CALLBOARD_CLOCK"),
        (vec![("CALLBOARD_CLOCK", "2026-03-01T08:00:00Z*0")], true, "CALLBOARD_CLOCK"),
        (vec![("CALLBOARD_SECRET_KEY", "short")], true, "CALLBOARD_SECRET_KEY"),
        (vec![("CALLBOARD_SEALING_KEYS", "short")], true, "CALLBOARD_SEALING_KEYS"),
        (vec![("CALLBOARD_RATE_LIMITS", "maybe")], true, "CALLBOARD_RATE_LIMITS"),
        (vec![("CALLBOARD_WEBHOOKS_PRIVATE", "yes")], true, "CALLBOARD_WEBHOOKS_PRIVATE"),
        (vec![("CALLBOARD_METRICS_TOKEN", "short")], true, "CALLBOARD_METRICS_TOKEN"),
        (vec![("CALLBOARD_MODE", "staging")], false, "CALLBOARD_MODE"),
        (vec![("CALLBOARD_LOG_FORMAT", "xml")], true, "CALLBOARD_LOG_FORMAT"),
        (vec![("CALLBOARD_DATABASE_CONNECTIONS", "1")], true, "CALLBOARD_DATABASE_CONNECTIONS"),
        (vec![("CALLBOARD_WORKER_DEAD_AFTER", "1")], true, "CALLBOARD_WORKER_DEAD_AFTER"),
    ] {
        let said = read(&set, demo, Needs::Database).unwrap_err();
        assert_eq!(said.lines().count(), 1, "{set:?}: {said}");
        assert!(said.starts_with(named) && said.contains(&format!(", for example {named}=")), "{set:?}: {said}");
    }
}

#[test]
fn production_names_everything_that_is_missing_at_once() {
    let set = [
        ("DATABASE_URL", "postgres://u:hunter2@db/x"),
        ("CALLBOARD_LISTEN", "0.0.0.0:80"),
        ("CALLBOARD_CLOCK", "2026-03-01T08:00:00Z"),
    ];
    let said = read(&set, false, Needs::Everything).unwrap_err();
    for name in
        ["CALLBOARD_URL", "CALLBOARD_SMTP_URL", "CALLBOARD_MAIL_FROM", "CALLBOARD_SECRET_KEY", "CALLBOARD_CLOCK"]
    {
        assert!(said.contains(&format!("{name} ")), "{name} in {said}");
    }
    assert!(read(&set[..1], false, Needs::Database).is_ok(), "a migration needs no mail server");
}

#[test]
fn every_example_is_accepted_and_secrets_stay_secret() {
    let set: Vec<(&str, &str)> =
        SETTINGS.iter().filter(|s| s.name != "CALLBOARD_CLOCK").map(|s| (s.name, s.example)).collect();
    let config = read(&set, false, Needs::Everything).unwrap();
    assert!(config.is_tls() && !config.webhooks_private);
    let shown = format!("{config:?}");
    for setting in SETTINGS.iter().filter(|s| s.secret) {
        assert!(!shown.contains(setting.example), "{} is printed", setting.name);
    }
    let clock: ClockSetting = "2026-03-01T08:00:00+03:00*60".parse().unwrap();
    assert_eq!((clock.start.to_rfc3339().as_str(), clock.speed), ("2026-03-01T05:00:00+00:00", 60.0));
}

#[test]
fn a_clients_address_is_believed_from_trusted_proxies_only() {
    for (proxies, peer, forwarded, expected) in [
        ("", "203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
        ("10.0.0.0/8", "10.1.2.3", vec!["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.0/8", "::ffff:10.1.2.3", vec!["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.0/8", "10.1.2.3", vec!["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
        ("10.0.0.0/8", "10.1.2.3", vec!["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.0/8", "10.1.2.3", vec!["6.6.6.6, nonsense, 10.9.9.9"], "10.9.9.9"),
        ("10.0.0.0/8", "10.1.2.3", vec![], "10.1.2.3"),
        ("2001:db8::/32,127.0.0.1", "2001:db8::5", vec!["2001:db9::1"], "2001:db9::1"),
        ("0.0.0.0/0", "10.1.2.3", vec!["8.8.8.8, 9.9.9.9"], "8.8.8.8"),
    ] {
        let trusted: Proxies = proxies.parse().unwrap();
        let client = trusted.client(peer.parse().unwrap(), forwarded.iter().copied());
        assert_eq!(client.to_string(), expected, "{proxies} {peer} {forwarded:?}");
    }
}
