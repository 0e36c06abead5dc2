//! Event types in a list: whole for pages, page by page for programs.

use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    id::{CastingCall, Id},
};
use store::event_types::{self, After, EventTypeRecord, Filter};

use super::EventTypeView;
use crate::{
    Ctx, Result, Services,
    casting_calls::{on_call, visible_to},
    page::{Page, broken},
};

/// So many are shown where they are not shown page by page.
const MOST_SHOWN: i64 = 500;

impl Services {
    /// The organisation's event types; with `call`, those of this call and those of none. Those of calls the member may not read are
    /// left out.
    pub async fn list_event_types(
        &self,
        ctx: &Ctx,
        call: Option<Id<CastingCall>>,
        archived: bool,
    ) -> Result<Vec<EventTypeView>> {
        self.some_event_types(ctx, call, archived, None, MOST_SHOWN).await
    }

    /// A page of them.
    pub async fn page_event_types(
        &self,
        ctx: &Ctx,
        call: Option<Id<CastingCall>>,
        archived: bool,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<EventTypeView>> {
        let after = cursor.map(|cursor| read(cursor).ok_or_else(broken)).transpose()?;
        let more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let found = self.some_event_types(ctx, call, archived, after, more).await?;
        Ok(Page::cut_at(found, limit, |last| written(&last.record)))
    }

    async fn some_event_types(
        &self,
        ctx: &Ctx,
        call: Option<Id<CastingCall>>,
        archived: bool,
        after: Option<After>,
        limit: i64,
    ) -> Result<Vec<EventTypeView>> {
        let (organization, role) = ctx.member()?;
        let user = visible_to(role, ctx.user()?);
        let mut db = self.store().connection().await?;
        if let Some(call) = call {
            on_call(&mut db, ctx, call, CallAction::Read).await?;
        }
        let filter = Filter { call, archived, user };
        let records = event_types::page(&mut db, organization, &filter, after, limit).await?;
        let ids: Vec<_> = records.iter().map(|record| record.id).collect();
        let mut hosts = event_types::hosts_of(&mut db, &ids).await?;
        Ok(records
            .into_iter()
            .map(|mut record| {
                let mut hosts = hosts.remove(&record.id).unwrap_or_default();
                if role == MemberRole::Reviewer {
                    record.locations.clear();
                }
                // With their links come the words that open them: they are for whoever may read the event type by itself.
                if !may_on_call(role, true, CallAction::Book) {
                    hosts.iter_mut().for_each(|host| host.locations.clear());
                }
                EventTypeView { record, hosts }
            })
            .collect())
    }
}

/// Where an event type stands, as cursors write it.
fn written(record: &EventTypeRecord) -> String {
    let (archived, of_none) = (u8::from(record.archived_at.is_some()), u8::from(record.casting_call_id.is_none()));
    format!("{archived}{of_none}{}~{}", record.position, record.id)
}

fn read(cursor: &str) -> Option<After> {
    let (place, id) = cursor.split_once('~')?;
    let flag = |at: usize| match place.get(at..=at)? {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    };
    Some(After {
        is_archived: flag(0)?,
        is_of_none: flag(1)?,
        position: place.get(2..)?.parse().ok()?,
        id: id.parse().ok()?,
    })
}
