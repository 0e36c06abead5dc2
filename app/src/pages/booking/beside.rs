//! What stands beside a booking's facts on its page: what was sent, why this team, what happened. Decides nothing.

use leptos::prelude::*;
use services::bookings::BookingView;
use services::{Ctx, Error, Services};

use super::{history, messages, why};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// What stands beside the facts.
#[derive(Default)]
pub struct Beside {
    /// What of it was not delivered.
    pub failed: Option<AnyView>,
    /// What was sent; for whoever may book.
    pub ledger: Option<AnyView>,
    /// Why this team.
    pub why: Option<AnyView>,
    /// What happened.
    pub history: Option<AnyView>,
    /// An answer nobody understood.
    pub unsure: Option<AnyView>,
}

/// Reads all of it.
///
/// # Errors
/// As the services it asks.
pub async fn load(services: &Services, ctx: &Ctx, booking: &BookingView) -> Result<Beside, Error> {
    // Whoever may not book sees no ledger.
    let sent = match services.booking_messages(ctx, booking.id).await {
        Err(Error::Forbidden) => None,
        other => Some(other?),
    };
    let guest = booking.guest.as_ref().map(|guest| guest.name.clone());
    let lines = services.history_of_view(ctx, booking).await?;
    let unsure = services.unsure_since(ctx, booking).await?.map(|at| {
        let when = dates().relative(at, ctx.now, locale().zone);
        view! {
            <Banner title=words().t("booking-unsure")>
                <p>{words().with("booking-unsure-text", &[("when", when.into())])}</p>
            </Banner>
        }
        .into_any()
    });
    Ok(Beside {
        failed: sent.as_ref().and_then(|sent| messages::failures(sent, booking)),
        ledger: sent.as_ref().map(|sent| messages::card(sent, booking)),
        why: services.why_team(booking).await?.and_then(|found| why::card(booking, &found)),
        history: Some(history::card(lines, locale().zone, guest).into_any()),
        unsure,
    })
}
