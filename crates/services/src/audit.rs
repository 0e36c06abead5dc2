//! The audit log: who did what, when, from where. Entries are written in the transaction of what they tell; they carry no secret
//! and no personal data, only ids, names of changed fields and other plain facts.

use chrono::{DateTime, Utc};
use domain::id::{ApiKey, AuditEntry, Id, Noun, Organization, User};
use serde_json::Value;
use store::{Tx, audit::NewEntry};
use uuid::Uuid;

use crate::{Ctx, Error, Result, Services};

/// An entry about to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    organization_id: Option<Id<Organization>>,
    actor_user_id: Option<Id<User>>,
    action: &'static str,
    object: Option<(&'static str, Uuid)>,
    outcome: &'static str,
    data: Value,
}

/// An entry of what `ctx`'s actor did: `noun.verb`, to the organisation they act in.
pub fn entry(ctx: &Ctx, action: &'static str) -> Entry {
    Entry {
        organization_id: ctx.actor.organization_id,
        actor_user_id: ctx.actor.user_id,
        action,
        object: None,
        outcome: "ok",
        data: Value::Object(serde_json::Map::new()),
    }
}

impl Entry {
    /// What it was done to.
    pub fn object<N: Noun>(mut self, id: Id<N>) -> Self {
        self.object = Some((N::PREFIX, id.uuid()));
        self
    }

    /// The organisation it concerns, where that is not the actor's.
    pub fn organization(mut self, organization: Id<Organization>) -> Self {
        self.organization_id = Some(organization);
        self
    }

    /// Who did it, where the context does not know yet (signing in).
    pub fn by(mut self, user: Id<User>) -> Self {
        self.actor_user_id = Some(user);
        self
    }

    /// It was refused.
    pub fn refused(mut self) -> Self {
        self.outcome = "refused";
        self
    }

    /// A plain fact: a role, a field's name, a count. Never a secret, an address or a name.
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Value::Object(facts) = &mut self.data {
            facts.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Writes it.
    pub async fn write(self, tx: &mut Tx, ctx: &Ctx) -> Result<()> {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let entry = NewEntry {
            id: ctx.new_id()?,
            organization_id: self.organization_id,
            actor_user_id: self.actor_user_id,
            api_key_id: ctx.actor.api_key_id,
            action: self.action,
            object: self.object,
            outcome: self.outcome,
            request_id: given(&ctx.request.id),
            address: given(&ctx.request.address),
            user_agent: given(&ctx.request.user_agent),
            data: self.data,
            at: ctx.now,
        };
        Ok(store::audit::insert(tx, &entry).await?)
    }
}

/// A line of the log as an admin reads it.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// Its id.
    pub id: Id<AuditEntry>,
    /// Who did it.
    pub actor_user_id: Option<Id<User>>,
    /// Their Latin name, empty when unknown.
    pub actor_name_latin: String,
    /// Their Arabic name, empty when unknown.
    pub actor_name_arabic: String,
    /// The key it was done with.
    pub api_key_id: Option<Id<ApiKey>>,
    /// What was done, `noun.verb`.
    pub action: String,
    /// To what, as an id of the outside (`bkg_…`).
    pub object: Option<String>,
    /// `ok`, `refused` or `failed`.
    pub outcome: String,
    /// From which address.
    pub address: String,
    /// Further facts.
    pub data: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The lines.
    pub entries: Vec<AuditView>,
    /// Where the next page begins, when there is one.
    pub next: Option<String>,
}

const PAGE: usize = 50;

impl Services {
    /// A page of the organisation's log, from `cursor` (the former page's `next`) on. Admins only.
    pub async fn list_audit(&self, ctx: &Ctx, cursor: Option<&str>) -> Result<AuditPage> {
        let organization = ctx.admin()?;
        let before = cursor.map(parse_cursor).transpose()?;
        let mut db = self.store().connection().await?;
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut records = store::audit::list(&mut db, organization, before, limit).await?;
        let more = records.len() > PAGE;
        records.truncate(PAGE);
        let next = records.last().filter(|_| more).map(|last| format!("{}~{}", last.at.timestamp_micros(), last.id));
        let entries = records
            .into_iter()
            .map(|record| AuditView {
                id: record.id,
                actor_user_id: record.actor_user_id,
                actor_name_latin: record.actor_name_latin.unwrap_or_default(),
                actor_name_arabic: record.actor_name_arabic.unwrap_or_default(),
                api_key_id: record.api_key_id,
                action: record.action,
                object: record
                    .object_kind
                    .zip(record.object_id)
                    .map(|(kind, id)| format!("{kind}_{}", domain::id::outside(id))),
                outcome: record.outcome,
                address: record.address.unwrap_or_default(),
                data: record.data,
                at: record.at,
            })
            .collect();
        Ok(AuditPage { entries, next })
    }
}

/// A cursor is the instant in microseconds and the id of the last line shown.
fn parse_cursor(text: &str) -> Result<(DateTime<Utc>, Id<AuditEntry>)> {
    text.split_once('~')
        .and_then(|(at, id)| Some((domain::time::read_micros(at)?, id.parse().ok()?)))
        .ok_or_else(|| Error::field("cursor", domain::field::FieldCode::Invalid))
}
