//! What takes some making before a line can act on it.

use chrono::{DurationRound, TimeDelta};
use domain::id::{Booking, Id};
use services::bookings::NewBooking;
use services::embeds::{NewEmbedToken, NewFrame};
use store::event_types::EventTypeRecord;
use testkit::builders::bookings::{Applicant, Stage};

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

    /// A talent's place in a meeting that has many.
    pub(super) async fn meeting(&self) -> Id<Booking> {
        let (world, stage) = (self.world, &self.stage);
        let many = |event: &mut EventTypeRecord| event.capacity = 500;
        let event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], many).await;
        world.shared(&Stage { event_type, ..stage.clone() }).await;
        let talent = world.applicant(stage, "Sami").await;
        let new = NewBooking::new(talent.application, event_type, world.at("2026-12-02T07:00:00Z"));
        world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap().id
    }

    /// The link of a guest's place in the same meeting.
    pub(super) async fn meeting_guest(&self, meeting: Id<Booking>) -> String {
        let (world, services) = (self.world, &self.world.services);
        let meeting = services.booking(&world.ctx_as(&self.stage.caster), meeting).await.unwrap();
        let new = world.stranger(meeting.event_type.id, "Lama", "2026-12-02T07:00:00Z");
        services.book_public(&world.ctx_anonymous(), &new).await.unwrap().token
    }
}
