//! What takes some making before a line can act on it.

use chrono::{DurationRound, TimeDelta};
use domain::id::{Booking, Id};
use services::bookings::NewBooking;
use services::embeds::{NewEmbedToken, NewFrame};
use testkit::builders::bookings::Applicant;

use super::Scene;

impl Scene<'_> {
    /// A booking that has begun: the next time there is, and the clock moved on to it.
    pub(super) async fn begun(&self) -> Id<Booking> {
        let third: Applicant = self.world.applicant(&self.stage, "Hind").await;
        let half_hour = TimeDelta::minutes(30);
        let mut start = self.world.now().duration_trunc(half_hour).unwrap();
        loop {
            start += half_hour;
            let new = NewBooking::new(third.application, self.stage.event_type, start);
            if let Ok(booking) = self.world.services.book(&self.world.ctx_as(&self.stage.caster), &new).await {
                self.world.advance(start - self.world.now());
                return booking.id;
            }
            assert!(start < self.world.at("2026-11-28T00:00:00Z"), "a week without a free time");
        }
    }

    /// A frame on our own website, by the caster's token for the other applicant.
    pub(super) async fn frame(&self) -> String {
        let (world, services) = (self.world, &self.world.services);
        let application_id = self.names.lock().await["other_application"].parse().unwrap();
        let origin = services.settings().base_url.clone();
        let new = NewEmbedToken { application_id, origin: origin.clone() };
        let token = services.create_embed_token(&world.ctx_as(&self.stage.caster), &new).await.unwrap().token;
        let new = NewFrame { origin: Some(origin), token: Some(token), ..NewFrame::default() };
        services.open_frame(&world.ctx_anonymous(), &format!("office-{}", self.number), &new).await.unwrap()
    }
}
