//! What pages know of the reader: name, organisation, language, digits, clock, zone. It must not decide anything.

use app::server::{Brand, Locale, Viewer};
use axum::extract::Request;
use chrono::Weekday;
use domain::id::{Id, User};
use http::header;
use services::looks::{Look, LookAt};
use services::sessions::{SessionView, Stage};
use services::words::{Digits, Lang};

use super::{cookie, cookie_name};
use crate::state::AppState;

/// The language asked for by `?lang=`: it shows this page in it, and a cookie remembers it.
pub(super) fn chosen_language(request: &Request) -> Option<Lang> {
    let query = request.uri().query()?;
    let (_, value) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang")?;
    Lang::from_code(&value)
}

/// Puts `Viewer`, `Locale` and `Brand` beside the request.
pub(super) async fn describe(
    state: &AppState,
    request: &mut Request,
    view: Option<&SessionView>,
    chosen: Option<Lang>,
) {
    let headers = request.headers();
    let lang = chosen
        .or_else(|| cookie(headers, &cookie_name(state, "language")).and_then(|code| Lang::from_code(&code)))
        .or_else(|| view.and_then(|view| view.language.as_deref()).and_then(Lang::from_code))
        .or_else(|| accepted(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())))
        .unwrap_or(Lang::Ar);
    let look = look(state, request.uri().path(), view).await;
    let locale = locale(view, look.as_ref(), lang);
    let viewer = match view.filter(|view| view.stage != Stage::AwaitsCode) {
        Some(view) => Some(viewer(state, view, lang).await),
        None => None,
    };
    // Chroma and lightness of the stylesheet's own accent; only the hue is the organisation's.
    let brand = look.map(|look| Brand(format!("oklch(0.43 0.095 {})", look.accent_hue)));
    let extensions = request.extensions_mut();
    extensions.insert(locale);
    if let Some(viewer) = viewer {
        extensions.insert(viewer);
    }
    if let Some(brand) = brand {
        extensions.insert(brand);
    }
}

/// How the organisation whose page it is wants it written: the one acted in, else the one the address or the talent belongs to.
async fn look(state: &AppState, path: &str, view: Option<&SessionView>) -> Option<Look> {
    if let Some(organization) = view.and_then(|view| view.organization.as_ref()) {
        return Some(Look {
            time_zone: organization.time_zone.clone(),
            week_start: organization.week_start,
            digits: organization.digits.clone(),
            hijri: organization.hijri,
            accent_hue: organization.accent_hue,
        });
    }
    let at = look_at(path, view.and_then(|view| view.actor.user_id))?;
    // A page is not worth failing for its colour.
    state.services.look(at).await.ok().flatten()
}

/// Where the look of a page without an organisation of its reader's is found; nowhere for what is no page.
fn look_at(path: &str, user: Option<Id<User>>) -> Option<LookAt<'_>> {
    let mut parts = path.split('/').skip(1);
    match (parts.next()?, parts.next()) {
        ("c" | "book" | "embed", Some(slug)) => Some(LookAt::Slug(slug)),
        ("r", Some(token)) => Some(LookAt::BookingLink(token)),
        ("invite" | "confirm", Some(token)) => Some(LookAt::Invitation(token)),
        ("api" | "pkg" | "fonts", _) => None,
        _ => user.map(LookAt::Talent),
    }
}

fn locale(view: Option<&SessionView>, look: Option<&Look>, lang: Lang) -> Locale {
    let usual = Locale::of(lang);
    let own_zone = view.and_then(|view| view.time_zone.as_deref());
    let zone = own_zone.or(look.map(|look| look.time_zone.as_str()));
    Locale {
        digits: match look.map(|look| look.digits.as_str()) {
            Some("arab") => Digits::Arab,
            _ => Digits::Latn,
        },
        hijri: look.is_some_and(|look| look.hijri),
        hour12: match view.and_then(|view| view.hour_cycle.as_deref()) {
            Some("h12") => true,
            Some("h23") => false,
            _ => usual.hour12,
        },
        zone: zone.and_then(|zone| zone.parse().ok()).unwrap_or(usual.zone),
        week_start: look.map_or(usual.week_start, |look| weekday(look.week_start)),
        ..usual
    }
}

fn weekday(days_after_sunday: i16) -> Weekday {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    usize::try_from(days_after_sunday)
        .ok()
        .and_then(|day| [Sun, Mon, Tue, Wed, Thu, Fri, Sat].get(day).copied())
        .unwrap_or(Sun)
}

async fn viewer(state: &AppState, view: &SessionView, lang: Lang) -> Viewer {
    let name = in_language(lang, &view.name_latin, &view.name_arabic);
    let organisations = if view.memberships > 1 {
        let request = services::ctx::Request::default();
        let ctx = state.services.ctx(view.actor.clone(), request);
        // A switcher that cannot be filled is left out; the page itself is not worth failing for it.
        state.services.list_own_organizations(&ctx).await.unwrap_or_default()
    } else {
        Vec::new()
    };
    Viewer {
        initials: app::server::initials(&name),
        name,
        email: view.email.clone(),
        role: view.organization.as_ref().map(|organization| organization.role.as_str().to_owned()),
        organisation: view
            .organization
            .as_ref()
            .map(|organization| in_language(lang, &organization.name_en, &organization.name_ar)),
        organisations: organisations
            .into_iter()
            .map(|(id, name_en, name_ar)| (id.to_string(), in_language(lang, &name_en, &name_ar)))
            .collect(),
    }
}

fn in_language(lang: Lang, latin: &str, arabic: &str) -> String {
    let (first, second) = match lang {
        Lang::En => (latin, arabic),
        Lang::Ar => (arabic, latin),
    };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

/// The language the browser likes best among ours (RFC 9110, 12.5.4).
fn accepted(header: Option<&str>) -> Option<Lang> {
    let mut liked: Vec<(Lang, f32)> = header?
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.trim().split(';');
            let lang = Lang::from_code(pieces.next()?.trim())?;
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (weight > 0.0).then_some((lang, weight))
        })
        .collect();
    liked.sort_by(|one, other| other.1.total_cmp(&one.1));
    liked.first().map(|(lang, _)| *lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_is_the_pages_before_the_readers() {
        let user = Some(Id::from_uuid(domain::id::uuid_v7(0, [0; 10])));
        for (path, at) in [
            ("/c/takeone/palms", Some(LookAt::Slug("takeone"))),
            ("/r/token", Some(LookAt::BookingLink("token"))),
            ("/invite/token", Some(LookAt::Invitation("token"))),
            ("/api/v1/me", None),
            ("/auditions", user.map(LookAt::Talent)),
        ] {
            assert_eq!(look_at(path, user), at, "{path}");
        }
        assert_eq!(look_at("/auditions", None), None);
    }

    #[test]
    fn the_browser_is_asked() {
        for (header, lang) in [
            ("ar-SA,ar;q=0.9,en;q=0.8", Some(Lang::Ar)),
            ("fr, en-GB;q=0.5, ar;q=0.4", Some(Lang::En)),
            ("en;q=0.2, ar;q=0.9", Some(Lang::Ar)),
            ("ar;q=0, en;q=0.1", Some(Lang::En)),
            ("fr", None),
            ("", None),
            (";;q=,,", None),
        ] {
            assert_eq!(accepted(Some(header)), lang, "{header}");
        }
        assert_eq!(accepted(None), None);
    }
}
