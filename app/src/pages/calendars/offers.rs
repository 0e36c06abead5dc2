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
    let (text, moves) = match offer.change {
        SeenChange::Moved { starts_at, .. } => {
            (w.with("calendars-change-moved", &[("when", dates().short_when(starts_at, zone).into())]), true)
        }
        SeenChange::Removed => (w.t("calendars-change-removed"), false),
        SeenChange::Declined => (w.t("calendars-change-declined"), false),
    };
    let is_shared = offer.others > 0;
    let accept = match (moves, is_shared) {
        (true, false) => w.t("calendars-change-move"),
        (false, false) => w.t("calendars-change-cancel"),
        (true, true) => w.with("calendars-change-move-all", &[("count", (offer.others + 1).into())]),
        (false, true) => w.with("calendars-change-cancel-all", &[("count", (offer.others + 1).into())]),
    };
    let keep = w.t(if is_shared { "calendars-change-keep-all" } else { "calendars-change-keep" });
    let others = is_shared.then(|| {
        let text = w.with("calendars-change-others", &[("count", offer.others.into())]);
        view! { <p class="muted">{text}</p> }
    });
    let href = format!("/bookings/{}", offer.booking_id);
    let base = format!("/calendars/changes/{}", offer.booking_id);
    let (accept_label, refuse_label) = (format!("{accept}: {name}"), format!("{keep}: {name}"));
    let kind = if moves { Kind::Primary } else { Kind::Danger };
    view! {
        <li class="calendar-change">
            <p><a href=href><bdi>{name.clone()}</bdi></a> " · " <bdi>{what}</bdi> " · " {when}</p>
            <p class="muted">{text}</p>
            {others}
            <div class="actions">
                <form method="post" action=format!("{base}/accept")>
                    <Button small=true kind label=accept_label>{accept}</Button>
                </form>
                <form method="post" action=format!("{base}/refuse")>
                    <Button small=true kind=Kind::Quiet icon=Glyph::Undo label=refuse_label>{keep}</Button>
                </form>
            </div>
        </li>
    }
}
