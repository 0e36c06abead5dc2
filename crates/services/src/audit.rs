//! The audit log: who did what, when, from where. Entries are written in the transaction of what they tell; they carry no secret
//! and no personal data, only ids, names of changed fields and other plain facts.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    field::{Check, FieldCode},
    id::{ApiKey, AuditEntry, Id, Noun, Organization, User},
    zone::Zone,
};
use serde_json::Value;
use store::{
    Tx,
    audit::{EntryRecord, NewEntry, Wanted},
};
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
    /// What that key is called.
    pub key_name: Option<String>,
    /// What was done, `noun.verb`.
    pub action: String,
    /// To what, as an id of the outside (`bkg_…`).
    pub object: Option<String>,
    /// What that is called, in English or Latin letters and in Arabic; `None` when it is gone or never had a name.
    pub object_name: Option<(String, String)>,
    /// What the person is called whom the facts name beside the object.
    pub person_name: Option<(String, String)>,
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

/// Which lines are wanted, as typed.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// One of [`AREAS`]; empty: all.
    pub area: String,
    /// The one who did it.
    pub actor: Option<Id<User>>,
    /// First day, `2026-11-29`, in the organisation's zone; empty: from the beginning.
    pub from: String,
    /// Last day; empty: until now.
    pub to: String,
    /// The former page's `next`.
    pub cursor: Option<String>,
}

/// What lines can be about: the word of the filter, and the nouns before the dots of their actions.
pub const AREAS: &[(&str, &[&str])] = &[
    ("bookings", &["booking", "calendar_reply"]),
    ("calls", &["call", "role", "application", "talent"]),
    ("event-types", &["event_type", "private_link"]),
    ("team", &["member", "invitation", "team", "limits"]),
    ("rooms", &["room", "pause", "holiday"]),
    ("hours", &["schedule", "time_off", "travel", "calendar", "calendar_client"]),
    ("notifications", &["notification_rule", "notification", "notifications", "quiet_hours"]),
    ("keys", &["api_key", "webhook", "embed", "embed_token", "calcom"]),
    ("organisation", &["organization", "mail", "setup", "job"]),
    ("accounts", &["account", "session", "second_factor"]),
];

const PAGE: usize = 50;

impl Services {
    /// A page of the organisation's log. Admins only.
    pub async fn list_audit(&self, ctx: &Ctx, filter: &AuditFilter) -> Result<AuditPage> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let office = store::organizations::find(&mut db, organization).await?.ok_or(Error::NotFound)?;
        let wanted = wanted(filter, &office.time_zone)?;
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut records = store::audit::list(&mut db, organization, &wanted, limit).await?;
        let more = records.len() > PAGE;
        records.truncate(PAGE);
        let next = records.last().filter(|_| more).map(|last| format!("{}~{}", last.at.timestamp_micros(), last.id));
        let objects: Vec<_> = records.iter().flat_map(|record| [record.object_id, person(record)]).flatten().collect();
        let names = store::audit::names(&mut db, organization, &objects).await?;
        let names: HashMap<_, _> = names.into_iter().map(|(id, en, ar)| (id, (en, ar))).collect();
        let entries = records
            .into_iter()
            .map(|record| AuditView {
                person_name: person(&record).and_then(|id| names.get(&id).cloned()),
                id: record.id,
                actor_user_id: record.actor_user_id,
                actor_name_latin: record.actor_name_latin.unwrap_or_default(),
                actor_name_arabic: record.actor_name_arabic.unwrap_or_default(),
                api_key_id: record.api_key_id,
                key_name: record.key_name,
                action: record.action,
                object_name: record.object_id.and_then(|id| names.get(&id).cloned()),
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

/// The person the facts name.
fn person(record: &EntryRecord) -> Option<Uuid> {
    let id: Id<User> = record.data.get("user")?.as_str()?.parse().ok()?;
    Some(id.uuid())
}

/// Every fault of the filter at once; days begin and end by the clock of the organisation.
fn wanted(filter: &AuditFilter, zone: &str) -> Result<Wanted> {
    let mut check = Check::new();
    let zone: Zone = zone.parse().map_err(|error| Error::internal("the organisation's zone", error))?;
    let mut day = |field: &str, typed: &str| match typed.trim() {
        "" => None,
        typed => {
            let found = domain::time::read_date(typed);
            if found.is_none() {
                check.fail(field, FieldCode::NotADate);
            }
            found
        }
    };
    let (from, to) = (day("from", &filter.from), day("to", &filter.to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        check.fail("to", FieldCode::EndsBeforeStart);
    }
    let area = AREAS.iter().find(|(name, _)| *name == filter.area);
    if area.is_none() && !filter.area.is_empty() {
        check.fail("area", FieldCode::Unknown);
    }
    let before = filter.cursor.as_deref().map(parse_cursor).transpose()?;
    check.finish(())?;
    let edge = |day: NaiveDate| zone.edge(day.and_time(NaiveTime::MIN));
    Ok(Wanted {
        before,
        nouns: area.iter().flat_map(|(_, nouns)| nouns.iter()).map(|noun| (*noun).to_owned()).collect(),
        actor: filter.actor,
        from: from.map(edge),
        until: to.and_then(|day| day.succ_opt()).map(edge),
    })
}

/// A cursor is the instant in microseconds and the id of the last line shown.
fn parse_cursor(text: &str) -> Result<(DateTime<Utc>, Id<AuditEntry>)> {
    text.split_once('~')
        .and_then(|(at, id)| Some((domain::time::read_micros(at)?, id.parse().ok()?)))
        .ok_or_else(|| Error::field("cursor", FieldCode::Invalid))
}
