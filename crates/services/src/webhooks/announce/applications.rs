//! What happens to applications, told to webhooks.

use domain::{
    id::{Application, Id, Organization},
    webhook::Topic,
};
use store::{
    Tx,
    applications::{self, Filter},
    webhooks::Subject,
};

use super::News;
use crate::{Ctx, Result, Services, webhooks::payload};

/// Applications whose messages are made at once: an imported list has thousands.
const AT_ONCE: usize = 500;

impl Services {
    /// Tells webhooks that applications were made, or that `fields` of them changed, after it was written.
    pub(crate) async fn announce_applications(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        (topic, fields): (Topic, &[&str]),
        ids: &[Id<Application>],
    ) -> Result<()> {
        let Some(listeners) = self.listeners(tx, organization, topic).await? else { return Ok(()) };
        for ids in ids.chunks(AT_ONCE) {
            let found = applications::list(tx, organization, &Filter::of(ids.to_vec())).await?;
            let news: Vec<News> = found
                .iter()
                .map(|applicant| {
                    // What is told before it goes comes after everything else.
                    let revision = applicant.revision + i32::from(topic == Topic::ApplicationRemoved);
                    News {
                        topic,
                        subject: Subject::of(applicant.id),
                        revision: Some(revision),
                        standard: payload::application(topic, ctx.now, revision, fields, applicant),
                        calcom: None,
                    }
                })
                .collect();
            self.tell(tx, ctx, &listeners, &news).await?;
        }
        Ok(())
    }
}
