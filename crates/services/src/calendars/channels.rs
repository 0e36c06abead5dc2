//! Channels through which Google and Microsoft tell us that a calendar changed: kept open ahead of their end whenever the calendar is read,
//! closed when it is disconnected, and listened to. A message is a bell: the job reads. Polling goes on beneath, because bells get lost.

use chrono::{DateTime, TimeDelta, Utc};
use connectors::calendar::{Channel, Connected, Fault, NewChannel, Provider};
use domain::id::{Calendar, CalendarConnection, Id};
use sha2::{Digest, Sha256};
use store::{
    calendar_channels::{self, ChannelRecord},
    calendars::CalendarRecord,
};
use subtle::ConstantTimeEq;

use super::clients::Keeper;
use crate::{Ctx, Result, Services};

/// How long a channel is wished for: just under a week, which is what both give.
const WISH: TimeDelta = TimeDelta::hours(6 * 24 + 12);
/// How long before its end it is renewed.
const AHEAD: TimeDelta = TimeDelta::hours(48);
/// Channels of one account.
const MOST_CHANNELS: i64 = 600;
/// Bells rung by one message at most.
const MOST_RUNG: i64 = 50;

/// A message of a provider, as its door read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bell {
    /// The channel, as the provider calls it.
    pub channel: String,
    /// What we gave it to show.
    pub secret: String,
    /// The thing it watches; `None`: not said.
    pub resource: Option<String>,
    /// The provider says that the channel itself is over, or wants to be renewed.
    pub over: bool,
}

impl Services {
    /// Sees to it that we are told of a calendar's changes for a while yet. A provider that does not do that is polled, and nothing is wrong.
    pub(super) async fn keep_channel(&self, ctx: &Ctx, account: &Connected, calendar: &CalendarRecord) -> Result<()> {
        let (Some(keeper), Some(remote_key)) = (Keeper::parse(&calendar.kind), calendar.remote_key.as_deref()) else {
            return Ok(());
        };
        // Neither tells an address without a certificate.
        if !self.settings().base_url.starts_with("https://") {
            return Ok(());
        }
        let mut db = self.store().connection().await?;
        let all = calendar_channels::of_connection_any_owner(&mut db, calendar.connection_id, MOST_CHANNELS).await?;
        drop(db);
        // Microsoft's hears of the whole mailbox; Google's of one calendar.
        let own: Vec<ChannelRecord> =
            all.into_iter().filter(|one| keeper == Keeper::Microsoft || one.calendar_id == calendar.id).collect();
        if own.iter().any(|one| one.renew_at > ctx.now) {
            return Ok(());
        }
        if let (Connected::Graph(graph), Some(old)) = (account, own.first()) {
            let wished = ctx.now + WISH;
            match graph.renew(&remote(old), wished).await {
                Ok(Some(renewed)) => {
                    let mut db = self.store().connection().await?;
                    let until = renewed.expires_at;
                    calendar_channels::prolong(&mut db, old.id, until, renew_at(ctx.now, until)).await?;
                    return Ok(());
                }
                Ok(None) => {}
                Err(fault) => {
                    told(calendar.id, &fault);
                    return Ok(());
                }
            }
        }
        let secret = ctx.new_token()?;
        let id = ctx.new_id::<Calendar>()?.uuid();
        let wish = NewChannel {
            id: id.to_string(),
            url: format!("{}/api/v1/calendars/push/{}", self.settings().base_url, keeper.word()),
            secret: secret.clone(),
            expires_at: ctx.now + WISH,
        };
        let made = match account.watch(remote_key, &wish).await {
            Ok(Some(made)) => made,
            Ok(None) => return Ok(()),
            Err(fault) => {
                told(calendar.id, &fault);
                return Ok(());
            }
        };
        let record = ChannelRecord {
            id,
            calendar_id: calendar.id,
            remote_id: made.id,
            resource: made.resource,
            secret_hash: Sha256::digest(&secret).to_vec(),
            expires_at: made.expires_at,
            renew_at: renew_at(ctx.now, made.expires_at),
        };
        let mut db = self.store().connection().await?;
        calendar_channels::insert(&mut db, &record, ctx.now).await?;
        drop(db);
        // Only now the old ones: a change in between rings twice rather than not at all.
        for old in own {
            self.close_channel(account, &old).await?;
        }
        Ok(())
    }

    /// Closes the channels of a connection that goes; what cannot be closed ends by itself within a week, and its bells ring nowhere.
    pub(super) async fn close_channels(&self, account: &Connected, connection: Id<CalendarConnection>) -> Result<()> {
        let mut db = self.store().connection().await?;
        let all = calendar_channels::of_connection_any_owner(&mut db, connection, MOST_CHANNELS).await?;
        drop(db);
        for channel in all {
            self.close_channel(account, &channel).await?;
        }
        Ok(())
    }

    async fn close_channel(&self, account: &Connected, channel: &ChannelRecord) -> Result<()> {
        if let Err(fault) = account.stop(&remote(channel)).await {
            told(channel.calendar_id, &fault);
        }
        let mut db = self.store().connection().await?;
        Ok(calendar_channels::delete(&mut db, channel.id).await?)
    }

    /// A provider rang. Whether we know the bell; one nobody knows is not answered with work.
    pub async fn calendar_bell(&self, ctx: &Ctx, keeper: Keeper, bell: &Bell) -> Result<bool> {
        // Anybody may ring; the database refuses to look for what it cannot hold.
        if bell.channel.contains('\0') {
            return Ok(false);
        }
        let mut db = self.store().connection().await?;
        let found = calendar_channels::by_remote_any_owner(&mut db, &bell.channel).await?;
        let Some(channel) = found.filter(|channel| is_true(channel, bell)) else { return Ok(false) };
        if bell.over {
            // The next reading opens another.
            calendar_channels::prolong(&mut db, channel.id, channel.expires_at, ctx.now).await?;
        }
        let rung = match keeper {
            Keeper::Google => vec![channel.calendar_id],
            Keeper::Microsoft => calendar_channels::siblings_any_owner(&mut db, channel.calendar_id, MOST_RUNG).await?,
        };
        drop(db);
        for calendar in rung {
            self.calendar_rings(ctx, calendar).await?;
        }
        Ok(true)
    }
}

/// Whether a message comes from where the channel was opened.
fn is_true(channel: &ChannelRecord, bell: &Bell) -> bool {
    let shown = Sha256::digest(&bell.secret);
    bool::from(shown.as_slice().ct_eq(&channel.secret_hash))
        && bell.resource.as_ref().is_none_or(|resource| channel.resource.as_ref() == Some(resource))
}

fn remote(channel: &ChannelRecord) -> Channel {
    Channel { id: channel.remote_id.clone(), resource: channel.resource.clone(), expires_at: channel.expires_at }
}

/// Two days ahead; of one that lives shorter than that, half-way.
fn renew_at(now: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
    (until - AHEAD).max(now + (until - now) / 2)
}

fn told(calendar: Id<Calendar>, fault: &Fault) {
    tracing::info!(%calendar, %fault, "a channel could not be opened, renewed or closed; the calendar is polled");
}
