//! What talent show of themselves, as a card of `/settings`: their face and where their showreel stands. Members without a talent's profile
//! have none.

use leptos::prelude::*;
use services::pictures::OwnCard;

use crate::pages::calls::talent::{photo_form, portrait, showreel_form};
use crate::ui::prelude::*;

/// The card.
pub fn card(own: OwnCard, name: &str) -> impl IntoView + use<> {
    let w = words();
    let face = portrait(own.headshot_id, name);
    view! {
        <Card title=w.t("talent-look") sub=w.t("talent-look-own")>
            <div class="own-look">
                {face}
                <div>{photo_form("/settings", own.headshot_id.is_some())} {showreel_form("/settings", own.showreel_url)}</div>
            </div>
        </Card>
    }
}
