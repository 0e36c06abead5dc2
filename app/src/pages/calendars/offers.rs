//! What the reader did in their calendar to bookings of theirs, above everything else on the page: it waits for a word from them.

use leptos::prelude::*;
use services::calendars::{OfferView, SeenChange};

use crate::pages::book::pick;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The card; nothing where nothing waits.
pub(super) fn card(offers: &[OfferView]) -> Option<AnyView> {
    if offers.is_empty() {
        return None;
    }
    let w = words();
    let lines = offers.iter().map(line).collect_view();
    Some(
        view! {
            <div class="needs">
                <Card title=w.t("calendars-changes") sub=w.t("calendars-changes-sub") marked=true>
                    <ul class="line-list">{lines}</ul>
                </Card>
            </div>
        }
        .into_any(),
    )
}

fn line(offer: &OfferView) -> impl IntoView + use<> {
    let w = words();
    let zone = locale().zone;
    let name = pick(&offer.name.0, &offer.name.1);
    let what = pick(&offer.what.en, &offer.what.ar);
    let when = dates().short_when(offer.starts_at, zone);
    let (text, accept) = match offer.change {
        SeenChange::Moved { starts_at, .. } => (
            w.with("calendars-change-moved", &[("when", dates().short_when(starts_at, zone).into())]),
            "calendars-change-move",
        ),
        SeenChange::Removed => (w.t("calendars-change-removed"), "calendars-change-cancel"),
        SeenChange::Declined => (w.t("calendars-change-declined"), "calendars-change-cancel"),
    };
    let href = format!("/bookings/{}", offer.booking_id);
    let base = format!("/calendars/changes/{}", offer.booking_id);
    let of = |key: &'static str| format!("{}: {name}", w.t(key));
    let (accept_label, refuse_label) = (of(accept), of("calendars-change-keep"));
    let kind = if accept == "calendars-change-move" { Kind::Primary } else { Kind::Danger };
    view! {
        <li class="calendar-change">
            <p><a href=href><bdi>{name.clone()}</bdi></a> " · " <bdi>{what}</bdi> " · " {when}</p>
            <p class="muted">{text}</p>
            <div class="actions">
                <form method="post" action=format!("{base}/accept")>
                    <Button small=true kind label=accept_label>{w.t(accept)}</Button>
                </form>
                <form method="post" action=format!("{base}/refuse")>
                    <Button small=true kind=Kind::Quiet icon=Glyph::Undo label=refuse_label>{w.t("calendars-change-keep")}</Button>
                </form>
            </div>
        </li>
    }
}
