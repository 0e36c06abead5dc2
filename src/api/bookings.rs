//! Bookings: made, listed, read, changed, taken out of sight. Who may do what and what follows from it is the services' affair; so is what a
//! reader may see. It must not know a rule.

mod acting;
pub mod actions;
pub mod another_time;
mod assignment;
pub mod attendance;
mod input;
pub(super) mod patch;
pub mod reassign;
pub mod view;

use axum::response::Response;
use domain::booking::Status;
use domain::id::Booking;
use domain::refusal::BookingRefusal;
use services::bookings::{BookingView, Cursor, SeriesChange};
use services::{Ctx, Services};

use super::answer::{Many, One, Only, created, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::Cursors;
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use input::{CreateBooking, ListBookings, PatchBooking};
use patch::{Asked, as_sent, at};
use view::AuditionBooking;

/// Books an audition, or a series of them where the event type allows one (`occurrences`). Casters and assistants of the casting call, and admins.
#[utoipa::path(post, path = "/bookings", tag = "bookings", operation_id = "createBooking", request_body = CreateBooking,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The booking.", body = One<AuditionBooking>,
        headers(("Location" = String, description = "Its address."), ("ETag" = String, description = "Its revision.")))))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateBooking>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let key = key.for_call("POST /api/v1/bookings", body.fingerprint);
    let new = body.value.read()?;
    let done = services.create_booking(&ctx, &new, key.as_ref(), &kept::<BookingView, AuditionBooking>).await?;
    Ok(once(done, |view| {
        let location = format!("/api/v1/bookings/{}", view.id);
        created(shown(view), &location)
    }))
}

/// The caller's bookings: a member's, of the calls they may read, and a talent's own. Newest made first; `upcoming` soonest first.
#[utoipa::path(get, path = "/bookings", tag = "bookings", operation_id = "listBookings", params(ListBookings),
    responses((status = 200, description = "A page of bookings.", body = Many<AuditionBooking>)))]
pub async fn list(caller: Caller, Query(parameters): Query<ListBookings>) -> Result<Many<AuditionBooking>, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    let cursors = Cursors::new(&services, "bookings", &parameters.filters());
    let page = services.bookings(&ctx, &parameters.read(&cursors)?).await?;
    let next = page.next.map(|Cursor { at, id }| cursors.write(at, id));
    Ok(Many::page(page.bookings.into_iter().map(AuditionBooking::from).collect(), next))
}

/// One booking: for its talent and for members who may read its casting call.
#[utoipa::path(get, path = "/bookings/{id}", tag = "bookings", operation_id = "showBooking",
    params(("id" = String, Path, description = "The booking.")),
    responses((status = 200, description = "The booking.", body = One<AuditionBooking>)))]
pub async fn show(caller: Caller, PathId(id): PathId<Booking>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    let view = services.booking(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(shown(view))
}

/// Changes a booking: reschedule, cancel, confirm, decline, mark attendance, change the place, take notes.
#[utoipa::path(patch, path = "/bookings/{id}", tag = "bookings", operation_id = "changeBooking", request_body = PatchBooking,
    params(("id" = String, Path, description = "The booking."),
        ("If-Match" = Option<String>, Header, description = "Only if the booking still has this revision (ETag).")),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<Booking>,
    if_match: IfMatch,
    body: Body<PatchBooking>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let revision = if_match.or(body.value.revision)?;
    let asked = body.value.read()?;
    let by_reason = matches!(asked, Asked::Status { .. });
    let done = act(&services, &ctx, id, revision, asked).await;
    let view = done.map_err(|error| if_match.problem(if by_reason { as_sent(error) } else { error }))?;
    Ok(shown(view))
}

/// Takes a booking out of every list, cancelling it first if it is live. Members who may delete on the casting call only; history and
/// audit stay.
#[utoipa::path(delete, path = "/bookings/{id}", tag = "bookings", operation_id = "deleteBooking",
    params(("id" = String, Path, description = "The booking."),
        ("If-Match" = Option<String>, Header, description = "Only if the booking still has this revision (ETag).")),
    responses((status = 200, description = "It is out of sight.", body = One<Only>)))]
pub async fn hide(caller: Caller, PathId(id): PathId<Booking>, if_match: IfMatch) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    services.hide_booking(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

async fn act(
    services: &Services,
    ctx: &Ctx,
    id: domain::id::Id<Booking>,
    revision: Option<i32>,
    asked: Asked,
) -> services::Result<BookingView> {
    match asked {
        Asked::Status { status, reason, rest: true } => {
            let asked = match status {
                Status::Cancelled => SeriesChange::Cancel { reason },
                Status::Declined => SeriesChange::Decline { reason },
                Status::Confirmed => SeriesChange::Confirm,
                // Attendance is one booking's affair, and was refused where it was read.
                Status::Scheduled | Status::Pending | Status::Completed | Status::NoShow => SeriesChange::Accept,
            };
            services.change_series(ctx, id, revision, &asked).await
        }
        Asked::Status { status, reason, rest: false } => match status {
            Status::Confirmed => services.confirm_booking(ctx, id, revision).await,
            Status::Declined => services.decline_booking(ctx, id, revision, &reason).await,
            Status::Cancelled => services.cancel_booking(ctx, id, revision, &reason).await,
            Status::Completed => services.complete_booking(ctx, id, revision).await,
            Status::NoShow => services.mark_no_show(ctx, id, revision).await,
            // Two changes lead to `scheduled`: attendance taken back, and a request accepted.
            Status::Scheduled | Status::Pending => match services.booking(ctx, id).await?.status {
                Status::Completed | Status::NoShow => services.undo_attendance(ctx, id, revision).await,
                _ => services.accept_booking(ctx, id, revision).await,
            },
        },
        Asked::Time(time) => services.reschedule_booking(ctx, id, revision, &time).await,
        Asked::Duration { minutes, ignore_talent_hours } => {
            let seen = services.booking(ctx, id).await?;
            // Meant for the start that was read: a move in between is refused, not undone.
            let revision = revision.or(Some(seen.revision));
            services.reschedule_booking(ctx, id, revision, &at(seen.starts_at, minutes, ignore_talent_hours)).await
        }
        Asked::Place(patch) => services.amend_booking(ctx, id, revision, &patch).await,
        Asked::CasterNotes(notes) => services.set_caster_notes(ctx, id, revision, &notes).await,
        Asked::TalentNotes(notes) => services.set_talent_notes(ctx, id, revision, &notes).await,
        Asked::Nothing => {
            let seen = services.booking(ctx, id).await?;
            match revision {
                Some(revision) if revision != seen.revision => {
                    Err(BookingRefusal::StaleRevision { current: seen.revision }.into())
                }
                _ => Ok(seen),
            }
        }
    }
}

fn shown(view: BookingView) -> Response {
    let revision = view.revision;
    tagged(One::new(AuditionBooking::from(view)), revision)
}
