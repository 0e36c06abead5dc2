//! The three steps of setting up: organisation and admin with the token that was printed on the server, hours, first event type. It must
//! not know a rule.

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use domain::event_location::EventLocation;
use domain::field::{Check, FieldCode};
use domain::hours_form::{HoursForm, SpanForm, WeeklyForm, parse_span};
use services::Error;
use services::accounts::NewSetUp;
use services::event_types::{EventTypeForm, HostForm};
use services::organizations::OrganizationInput;

use super::super::Posted;
use super::super::reading::Reading;
use super::{begin, home, language};
use crate::http::session::ENROL;
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/setup", post(set_up))
        .route("/setup/hours", post(first_hours))
        .route("/setup/event-type", post(first_event_type))
}

async fn set_up(posted: Posted) -> Response {
    let token = posted.text("token").to_owned();
    let text = |name: &str| posted.text(name).to_owned();
    let new = NewSetUp {
        organization: OrganizationInput {
            slug: text("slug"),
            name_en: text("nameEn"),
            name_ar: text("nameAr"),
            country: text("country"),
            time_zone: text("timeZone"),
            language: text("language"),
        },
        name_latin: text("nameLatin"),
        name_arabic: text("nameArabic"),
        email: text("email"),
        password: text("password"),
        language: language(&posted),
    };
    let result = match posted.services().set_up(&posted.ctx(), &token, new).await {
        Ok(signed_in) => begin(&posted, &signed_in).await.map(|()| "/setup/hours".to_owned()),
        Err(error) => Err(error),
    };
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    posted.without(&["password"]).answer(&format!("/setup?token={token}"), result).await
}

async fn first_hours(posted: Posted) -> Response {
    let result = save_hours(&posted).await.map_err(|error| {
        // The page asks for one span; the service names the line of the week.
        named(error, |field| match field.rsplit('.').next() {
            Some(end @ ("start" | "end")) => end.to_owned(),
            _ => field.to_owned(),
        })
    });
    posted.answer("/setup/hours", result.map(|()| "/setup/event-type".to_owned())).await
}

async fn save_hours(posted: &Posted) -> Result<(), Error> {
    let ctx = posted.ctx();
    let (services, zone) = (posted.services(), posted.services().own_organization(&ctx).await?.time_zone);
    let span = SpanForm { start: posted.text("start").to_owned(), end: posted.text("end").to_owned() };
    let weekly: Vec<_> = posted
        .all("days")
        .filter_map(|day| day.parse().ok().filter(|day| *day < 7))
        .map(|day| WeeklyForm { day, span: span.clone() })
        .collect();
    let mut check = Check::new();
    if weekly.is_empty() {
        check.fail("days", FieldCode::Required);
    }
    parse_span(&mut check, "", &span);
    check.finish(())?;
    let locale = posted.parts().extensions.get::<app::server::Locale>().copied().unwrap_or_default();
    let name = locale.words().t("account-setup-hours-name");
    let form = HoursForm { name, time_zone: zone, weekly, ..HoursForm::default() };
    match services.my_schedules(&ctx).await?.first() {
        // The step was taken before: its hours are replaced, not doubled.
        Some(schedule) => services.save_schedule(&ctx, schedule.id, None, &form).await?,
        None => services.create_schedule(&ctx, &form).await?,
    };
    Ok(())
}

async fn first_event_type(posted: Posted) -> Response {
    let result = make_event_type(&posted).await.map_err(|error| {
        named(error, |field| match field {
            "locations.0.roomId" | "locations.0.address" => "address".to_owned(),
            "durations" | "durations.0" => "duration".to_owned(),
            other => other.to_owned(),
        })
    });
    posted.answer("/setup/event-type", result).await
}

/// Makes it and says where to go: an admin outside a demo has a second factor to set up.
async fn make_event_type(posted: &Posted) -> Result<String, Error> {
    let ctx = posted.ctx();
    let mut reading = Reading::of(posted);
    let place = match posted.text("place") {
        "in_person" => Some(EventLocation::InPerson { room_id: None, address: Some(reading.text("address")) }),
        "video" => Some(EventLocation::Video { url: None, password: None }),
        "phone" => Some(EventLocation::Phone { number: None }),
        _ => {
            reading.fail("place", FieldCode::Required);
            None
        }
    };
    let form = EventTypeForm {
        name_en: reading.text("nameEn"),
        name_ar: reading.text("nameAr"),
        durations: vec![reading.needed("duration")],
        locations: place.into_iter().collect(),
        hosts: vec![HostForm::fixed(ctx.user()?)],
        unread: reading.unread(),
        ..EventTypeForm::default()
    };
    posted.services().create_event_type(&ctx, form).await?;
    let account = posted.services().own_account(&ctx).await?;
    let enrol = account.must_have_second_factor && !account.has_second_factor;
    Ok(if enrol { ENROL.to_owned() } else { home(true).to_owned() })
}

/// The fields of an error under the names they have on the page.
pub(super) fn named(error: Error, name: impl Fn(&str) -> String) -> Error {
    match error {
        Error::Fields(mut errors) => {
            for error in &mut errors {
                error.field = name(&error.field);
            }
            Error::Fields(errors)
        }
        other => other,
    }
}
