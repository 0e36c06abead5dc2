//! Sealing everything anew under the newest key, and what each key still seals. In batches, each a transaction of its own: broken off, it is
//! simply begun again, and finds what is left. Keys are kept elsewhere; this says which may go.

use domain::id::Id;
use store::sealed_values::{self, Mark, SealedIn, SealedRecord};

use crate::{Ctx, Error, Result, Services, calcom_in, calendars, seal};

/// Values sealed anew in one transaction.
const BATCH: i64 = 100;

/// A key and what it seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// Its id, as every value it seals carries it.
    pub id: String,
    /// How many values.
    pub values: i64,
    /// Whether we have it: without it they cannot be opened.
    pub is_there: bool,
}

/// What came of sealing everything anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Values sealed anew.
    pub done: u64,
    /// Values that could not be opened, and stay as they are.
    pub unreadable: u64,
}

impl Services {
    /// The keys there are, newest first, and behind them those that are missing, with how many values each seals. The system's own.
    pub async fn sealing_keys(&self, ctx: &Ctx) -> Result<Vec<KeyUse>> {
        only_system(ctx)?;
        let mut db = self.store().connection().await?;
        let mut counts = sealed_values::keys_any_owner(&mut db).await?;
        let mut uses = Vec::new();
        for id in self.settings().keys.ids()? {
            let at = counts.iter().position(|(key, _)| *key == id);
            let values = at.map_or(0, |at| counts.swap_remove(at).1);
            uses.push(KeyUse { id, values, is_there: true });
        }
        counts.sort();
        uses.extend(counts.into_iter().map(|(id, values)| KeyUse { id, values, is_there: false }));
        Ok(uses)
    }

    /// Seals everything anew that another key than the newest seals. The system's own.
    pub async fn reseal(&self, ctx: &Ctx) -> Result<Resealed> {
        only_system(ctx)?;
        let keys = &self.settings().keys;
        let newest = keys.ids()?.into_iter().next().unwrap_or_default();
        let (mut said, mut behind) = (Resealed::default(), Mark::default());
        loop {
            let mut tx = self.store().begin().await?;
            let batch = sealed_values::not_under_any_owner(&mut tx, &newest, &behind, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(said) };
            behind = last.mark();
            for old in &batch {
                let place = place_of(old);
                let plain = match seal::open(keys, place, &old.sealed) {
                    Ok(plain) => plain,
                    Err(error) => {
                        tracing::error!(table = place.table, row = %place.row, %error, "a sealed value cannot be opened; it stays as it is");
                        said.unreadable += 1;
                        continue;
                    }
                };
                let sealed = seal::seal(ctx, keys, place, &plain)?;
                // One that changed meanwhile was sealed by the newest key already.
                said.done += u64::from(sealed_values::replace_any_owner(&mut tx, old, &sealed).await?);
            }
            tx.commit().await?;
        }
    }
}

fn only_system(ctx: &Ctx) -> Result<()> {
    if ctx.actor.is_system { Ok(()) } else { Err(Error::Forbidden) }
}

/// What a value is bound to, by whoever sealed it.
fn place_of(value: &SealedRecord) -> seal::Place {
    use calendars::{clients::Keeper, connect, round};
    let row = value.row;
    match value.place {
        SealedIn::User => crate::accounts::sign_in::seed_place(Id::from_uuid(row)),
        SealedIn::Webhook | SealedIn::WebhookFormer => crate::webhooks::place(Id::from_uuid(row)),
        SealedIn::Notification => crate::notifications::account::place(Id::from_uuid(row)),
        SealedIn::CalcomSource => calcom_in::place(Id::from_uuid(row)),
        SealedIn::GoogleClient => calendars::clients::place(Id::from_uuid(row), Keeper::Google),
        SealedIn::MicrosoftClient => calendars::clients::place(Id::from_uuid(row), Keeper::Microsoft),
        SealedIn::ConnectionAddress => connect::place(Id::from_uuid(row), "address"),
        SealedIn::ConnectionSecret => connect::place(Id::from_uuid(row), "secret"),
        SealedIn::ConnectionAccess => connect::place(Id::from_uuid(row), "access"),
        SealedIn::ReplyHook => crate::calendar_replies::place(Id::from_uuid(row)),
        SealedIn::ReplyMailbox => crate::calendar_replies::mailbox::place(Id::from_uuid(row)),
        SealedIn::Calendar => round::cursor_place(Id::from_uuid(row)),
    }
}
