//! Travel: the dates on which a person's hours are read by the clock of another place, and a form for more.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;
use services::out_of_office::TravelView;

use crate::pages::booking::show;
use crate::server::{dates, words};
use crate::ui::prelude::*;

/// The card; `home` is the zone of the person's own hours.
pub(super) fn card(travel: &[TravelView], home: Tz, now: DateTime<Utc>) -> AnyView {
    let w = words();
    let lines = travel.iter().map(line).collect_view();
    view! {
        <Card title=w.t("travel-title") sub=w.t("travel-hint")>
            <ul class="lines">{lines}</ul>
            <AddMore label=words().t("travel-add") fields=&["travel"]>
                <form class="stack" method="post" action="/availability/travel" id="travel">
                    <div class="columns">
                        <Field name="travelFrom" label=w.t("availability-off-from") kind="date"/>
                        <Field name="travelTo" label=w.t("availability-off-to") kind="date" optional=true/>
                    </div>
                    <ZoneSelect name="travelZone" label=w.t("travel-zone") value=home at=now/>
                    <Actions><Button>{w.t("travel-add")}</Button></Actions>
                </form>
            </AddMore>
        </Card>
    }
    .into_any()
}

fn line(travel: &TravelView) -> impl IntoView + use<> {
    let when = dates().days(travel.starts_on, travel.ends_on);
    let place = dates().zone_city(show::zone(&travel.time_zone));
    let label = format!("{} {when}", words().t("parts-remove"));
    let id = travel.id.to_string();
    view! {
        <li class="line">
            <p><strong class="num">{when}</strong> " " <span class="muted"><bdi>{place}</bdi></span></p>
            <form method="post" action="/availability/travel-remove">
                <input type="hidden" name="id" value=id/>
                <Button kind=Kind::Quiet small=true label>{words().t("parts-remove")}</Button>
            </form>
        </li>
    }
}
