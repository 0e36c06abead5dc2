//! The list of bookings as a file for a spreadsheet: what the list shows, bounded, every cell safe from being run as a formula.

use chrono::SecondsFormat;
use domain::{actor::MemberRole, booking_event::Side, zone::Zone};

use super::{list::BookingQuery, view::BookingView};
use crate::{Ctx, Error, Result, Services, applicants_csv::escaped, audit};

/// The most lines of one file.
pub const MOST_LINES: usize = 5000;

/// The heads of the columns.
const HEADS: [&str; 17] = [
    "Date",
    "Start",
    "End",
    "Time zone",
    "Starts at (UTC)",
    "Talent",
    "Talent (Arabic)",
    "Email",
    "Phone",
    "Casting call",
    "Role",
    "Kind",
    "Round",
    "Status",
    "Place",
    "With",
    "Booking",
];

impl Services {
    /// What a query finds as CSV (UTF-8 with its mark), at most [`MOST_LINES`] lines; times stand on the venue's clock. For those who may write to the
    /// people in it: reviewers and session runners are not among them.
    pub async fn export_bookings_csv(&self, ctx: &Ctx, query: &BookingQuery) -> Result<String> {
        let (_, role) = ctx.member()?;
        if !matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant) {
            return Err(Error::Forbidden);
        }
        let asked = BookingQuery { side: Some(Side::Caster), after: None, ..query.clone() };
        let found = self.found_bookings(ctx, &asked, MOST_LINES).await?.bookings;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let failed = |error: csv::Error| Error::internal("writing the list", error);
        out.write_record(HEADS).map_err(failed)?;
        for booking in &found {
            out.write_record(line(booking).map(|cell| escaped(&cell))).map_err(failed)?;
        }
        let bytes = out.into_inner().map_err(|error| Error::internal("writing the list", error))?;
        let text = String::from_utf8(bytes).map_err(|error| Error::internal("writing the list", error))?;
        let mut tx = self.store().begin().await?;
        audit::entry(ctx, "booking.exported").fact("count", found.len()).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(format!("\u{feff}{text}"))
    }
}

fn line(booking: &BookingView) -> [String; 17] {
    let zone: Zone = booking.time_zone.parse().unwrap_or(Zone::UTC);
    let (start, end) = (zone.local(booking.starts_at), zone.local(booking.ends_at));
    let talent = booking.talent.as_ref();
    let guest = booking.guest.as_ref();
    let of_guest = |part: fn(&super::BookingGuest) -> String| guest.map(part).unwrap_or_default();
    let about = booking.application.as_ref();
    let place = booking.room.as_ref().map(|room| room.room.name.en.clone());
    let place = place.or_else(|| booking.location.clone()).or_else(|| booking.meeting_url.clone());
    let with: Vec<&str> = booking
        .staff
        .iter()
        .map(|person| if person.name_latin.is_empty() { &person.name_arabic } else { &person.name_latin }.as_str())
        .collect();
    [
        start.format("%Y-%m-%d").to_string(),
        start.format("%H:%M").to_string(),
        end.format("%H:%M").to_string(),
        booking.time_zone.clone(),
        booking.starts_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        talent.map_or_else(|| of_guest(|guest| guest.name.clone()), |talent| talent.person.name_latin.clone()),
        talent.map(|talent| talent.person.name_arabic.clone()).unwrap_or_default(),
        talent.map_or_else(|| of_guest(|guest| guest.email.clone()), |talent| talent.email.clone().unwrap_or_default()),
        talent.and_then(|talent| talent.phone.clone()).or_else(|| guest?.phone.clone()).unwrap_or_default(),
        about.map(|about| about.call.name.en.clone()).unwrap_or_default(),
        about.map(|about| about.role.name.en.clone()).unwrap_or_default(),
        booking.event_type.name.en.clone(),
        booking.round.to_string(),
        booking.status.as_str().to_owned(),
        place.unwrap_or_else(|| booking.meeting_type.as_str().to_owned()),
        with.join(", "),
        booking.id.to_string(),
    ]
}
