//! Where one is signed in, and ending that.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::sessions::SessionListView;

use crate::ui::prelude::*;

/// The sessions, the one in use first, each with its end.
#[component]
pub(super) fn SessionList(
    /// What there is.
    mut sessions: Vec<SessionListView>,
    /// The page's now.
    now: DateTime<Utc>,
) -> impl IntoView {
    let w = words();
    let zone = locale().zone;
    sessions.sort_by_key(|session| !session.is_current);
    let others = sessions.len() > 1;
    let lines: Vec<_> = sessions
        .into_iter()
        .map(|session| {
            let seen = dates().relative(session.last_seen_at, now, zone);
            let device = device_of(&session.user_agent);
            let device = if device.is_empty() { w.t("account-session-unknown") } else { device };
            let ending = if session.is_current {
                view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("account-session-this")}</Badge> }.into_any()
            } else {
                let label = w.with("account-session-end-of", &[("device", device.clone().into())]);
                view! {
                    <form method="post" action="/settings/sessions">
                        <input type="hidden" name="session" value=session.handle/>
                        <button class="button quiet small" type="submit" aria-label=label>{w.t("account-session-end")}</button>
                    </form>
                }
                .into_any()
            };
            view! {
                <li class="session-line">
                    <span class="session-what">
                        <strong><bdi>{device}</bdi></strong>
                        <span class="muted"><bdi dir="ltr">{session.address}</bdi> " · " {seen}</span>
                    </span>
                    {ending}
                </li>
            }
        })
        .collect();
    view! {
        <Card title=w.t("account-sessions") sub=w.t("account-sessions-text")>
            <ul class="session-list" id="sessions">{lines}</ul>
            {others
                .then(|| {
                    view! {
                        <form method="post" action="/settings/sessions/others">
                            <Button>{w.t("account-session-end-others")}</Button>
                        </form>
                    }
                })}
        </Card>
    }
}

/// What people call the thing: `Chrome · Android`. Empty for what nobody knows.
fn device_of(user_agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::device_of;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                "Chrome · Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari · iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", "Firefox · Android"),
            ("curl/8.5", ""),
        ] {
            assert_eq!(device_of(user_agent), name, "{user_agent}");
        }
    }
}
