//! What lines about calendars act on: the talent's subscription, their connection, their feed and its link.

use services::calendar_feeds::FeedOf;
use services::calendars::SubscriptionForm;

use super::Scene;

impl Scene<'_> {
    pub(super) async fn calendar_thing(&self, name: &str) -> String {
        let (services, talent) = (&self.world.services, self.world.ctx_as(&self.talent.person));
        if name.starts_with("feed") {
            let of = if name == "feed_busy" { FeedOf::FreeBusy } else { FeedOf::Own };
            let id = services.create_feed(&talent, of).await.unwrap().to_string();
            let url = services.list_feeds(&talent).await.unwrap().pop().unwrap().url;
            return if name == "feed" { id } else { url.rsplit('/').next().unwrap().to_owned() };
        }
        let address = "https://cal.example.com/own.ics".to_owned();
        let form = SubscriptionForm { address, ..SubscriptionForm::default() };
        let id = services.subscribe_calendar(&talent, &form).await.unwrap().to_string();
        let last = services.list_connections(&talent).await.unwrap().pop().unwrap().id;
        if name == "calendar" { id } else { last.to_string() }
    }
}
