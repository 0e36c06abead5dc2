//! An account at any of the providers: what is asked of it goes to the one it is at. Decides nothing.

use super::{
    Channel, Draft, Fault, NewChannel, Page, Provider, Remote, RemoteCalendar, Round, Seen, Wanted, caldav, google,
    graph,
};

/// Somebody's account at one of the providers.
#[derive(Debug, Clone)]
pub enum Connected {
    /// A server that speaks CalDAV.
    CalDav(caldav::CalDav),
    /// Google.
    Google(google::Google),
    /// Microsoft Graph.
    Graph(graph::Graph),
}

/// A round at one of the providers.
#[derive(Debug)]
pub enum AnyRound {
    /// A server that speaks CalDAV.
    CalDav(caldav::Reading),
    /// Google.
    Google(google::GoogleRound),
    /// Microsoft Graph.
    Graph(graph::GraphRound),
}

impl Round for AnyRound {
    async fn next(&mut self) -> Result<Option<Page>, Fault> {
        match self {
            Self::CalDav(round) => round.next().await,
            Self::Google(round) => round.next().await,
            Self::Graph(round) => round.next().await,
        }
    }
}

impl Provider for Connected {
    type Round = AnyRound;

    async fn calendars(&self) -> Result<Vec<RemoteCalendar>, Fault> {
        match self {
            Self::CalDav(provider) => provider.calendars().await,
            Self::Google(provider) => provider.calendars().await,
            Self::Graph(provider) => provider.calendars().await,
        }
    }

    fn read(&self, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> AnyRound {
        match self {
            Self::CalDav(provider) => AnyRound::CalDav(provider.read(calendar, cursor, wanted)),
            Self::Google(provider) => AnyRound::Google(provider.read(calendar, cursor, wanted)),
            Self::Graph(provider) => AnyRound::Graph(provider.read(calendar, cursor, wanted)),
        }
    }

    async fn get(&self, calendar: &str, key: &str, wanted: &Wanted) -> Result<Option<Seen>, Fault> {
        match self {
            Self::CalDav(provider) => provider.get(calendar, key, wanted).await,
            Self::Google(provider) => provider.get(calendar, key, wanted).await,
            Self::Graph(provider) => provider.get(calendar, key, wanted).await,
        }
    }

    async fn put(&self, calendar: &str, at: Option<&Remote>, draft: &Draft) -> Result<Remote, Fault> {
        match self {
            Self::CalDav(provider) => provider.put(calendar, at, draft).await,
            Self::Google(provider) => provider.put(calendar, at, draft).await,
            Self::Graph(provider) => provider.put(calendar, at, draft).await,
        }
    }

    async fn delete(&self, calendar: &str, at: &Remote) -> Result<(), Fault> {
        match self {
            Self::CalDav(provider) => provider.delete(calendar, at).await,
            Self::Google(provider) => provider.delete(calendar, at).await,
            Self::Graph(provider) => provider.delete(calendar, at).await,
        }
    }

    async fn watch(&self, calendar: &str, channel: &NewChannel) -> Result<Option<Channel>, Fault> {
        match self {
            Self::CalDav(provider) => provider.watch(calendar, channel).await,
            Self::Google(provider) => provider.watch(calendar, channel).await,
            Self::Graph(provider) => provider.watch(calendar, channel).await,
        }
    }

    async fn stop(&self, channel: &Channel) -> Result<(), Fault> {
        match self {
            Self::CalDav(provider) => provider.stop(channel).await,
            Self::Google(provider) => provider.stop(channel).await,
            Self::Graph(provider) => provider.stop(channel).await,
        }
    }

    async fn revoke(&self) -> Result<(), Fault> {
        match self {
            Self::CalDav(provider) => provider.revoke().await,
            Self::Google(provider) => provider.revoke().await,
            Self::Graph(provider) => provider.revoke().await,
        }
    }
}
