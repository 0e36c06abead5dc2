//! Open pages that follow what happens. One connection per server hears which bookings changed; each open stream is woken when its reader
//! may know of one of them, and told nothing but that: the page is read again, through the same door and with the same rights as before.
//! Knows no HTTP.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    actor::MemberRole,
    booking_event::EventKind,
    id::{Booking, Id, Organization, User},
};
use store::live::{Audience, Heard, Listener, audiences_any_owner};
use tokio::sync::{Notify, mpsc, watch};

use crate::{Ctx, Error, Result, Services};

/// Streams of one session, or of one booking's link: a person has few pages in sight at once.
const PER_SESSION: usize = 8;
/// Streams of one server.
const IN_ALL: usize = 5000;
/// News that come together are judged together.
const TOGETHER: Duration = Duration::from_millis(40);
/// More news at once than this, and everybody reads again: cheaper than finding out who need not.
const MANY: usize = 400;
/// What happened between a page's reading and its stream is remembered this long.
const REMEMBERED: Duration = Duration::from_secs(30);
/// A database that does not answer is asked again after this.
const AGAIN: Duration = Duration::from_millis(500);

/// What a stream follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Everything the reader may know as a member.
    Office,
    /// The reader's own auditions, as talent.
    Own,
    /// One booking.
    Booking(Id<Booking>),
    /// The one booking whose link the reader holds, as its talent; opened by [`Services::follow_by_link`].
    Link(Id<Booking>),
}

/// The streams of this server; cheap to clone.
#[derive(Clone, Default)]
pub struct Live {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    next: AtomicU64,
    streams: Mutex<HashMap<u64, Stream>>,
    recent: Mutex<VecDeque<(Instant, Id<Booking>, EventKind)>>,
    ended: watch::Sender<bool>,
}

/// An open stream: who reads, and what wakes them.
struct Stream {
    session: String,
    reader: Reader,
    woken: Arc<Notify>,
}

/// Who reads, with the rights they had when the stream was opened. Streams end after some minutes, and rights are asked anew.
#[derive(Clone, Copy)]
struct Reader {
    /// Nobody's, where a link is all there is.
    user: Option<Id<User>>,
    member: Option<(Id<Organization>, bool)>,
    about: About,
}

impl Reader {
    /// Whether this reader may know of that line of the booking's history, and follows it.
    fn follows(&self, audience: &Audience, kind: EventKind) -> bool {
        let as_talent = || self.user.is_some() && audience.talent == self.user && kind.shows_to_talent();
        let as_member = || {
            self.member.is_some_and(|(organization, all)| {
                organization == audience.organization
                    && (all || self.user.is_some_and(|user| audience.members.contains(&user)))
            })
        };
        match self.about {
            About::Office => as_member(),
            About::Own => as_talent(),
            About::Booking(booking) => booking == audience.booking && (as_member() || as_talent()),
            About::Link(booking) => booking == audience.booking && kind.shows_to_talent(),
        }
    }
}

/// A stream's own end: waits, and counts no more when it is dropped.
pub struct Following {
    id: u64,
    woken: Arc<Notify>,
    ended: watch::Receiver<bool>,
    live: Live,
}

impl Following {
    /// Waits until the page should be read again; `false` when the server stops.
    pub async fn changed(&mut self) -> bool {
        tokio::select! {
            () = self.woken.notified() => true,
            _gone = self.ended.wait_for(|ended| *ended) => false,
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.live.streams().remove(&self.id);
    }
}

impl Live {
    /// Ends every stream, and those that come: the server stops.
    pub fn end(&self) {
        self.inner.ended.send_replace(true);
    }

    /// How many streams are open.
    pub fn open(&self) -> usize {
        self.streams().len()
    }

    fn streams(&self) -> MutexGuard<'_, HashMap<u64, Stream>> {
        self.inner.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everybody reads again: nobody knows what they missed.
    fn wake_all(&self) {
        for stream in self.streams().values() {
            stream.woken.notify_one();
        }
    }

    fn remember(&self, heard: &[(Id<Booking>, EventKind)]) {
        let now = Instant::now();
        let mut recent = self.inner.recent.lock().unwrap_or_else(PoisonError::into_inner);
        while recent.len() > MANY || recent.front().is_some_and(|(at, ..)| now - *at > REMEMBERED) {
            recent.pop_front();
        }
        recent.extend(heard.iter().map(|(booking, kind)| (now, *booking, *kind)));
    }

    fn recent(&self, age: Duration) -> Vec<(Id<Booking>, EventKind)> {
        let now = Instant::now();
        let recent = self.inner.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().filter(|(at, ..)| now - *at <= age).map(|(_, booking, kind)| (*booking, *kind)).collect()
    }
}

impl Services {
    /// The streams of this server.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Opens a stream for a page that was asked for `age` ago: what happened since wakes it at once.
    pub async fn follow(&self, ctx: &Ctx, about: About, age: Duration) -> Result<Following> {
        let reader = Reader {
            user: Some(ctx.user()?),
            member: ctx.actor.membership().map(|(organization, role)| (organization, role == MemberRole::Admin)),
            about,
        };
        match about {
            About::Office if reader.member.is_none() => return Err(Error::Forbidden),
            // Who holds a link shows it.
            About::Link(_) => return Err(Error::Forbidden),
            _ => {}
        }
        self.stream(ctx.request.session_key.clone(), reader, age).await
    }

    /// Opens a stream for the page behind a booking's link: that one booking and nothing else, whoever is signed in beside it. The streams of a
    /// link are counted by the link, for whoever holds one need not have a session.
    pub async fn follow_by_link(&self, ctx: &Ctx, token: &str, age: Duration) -> Result<Following> {
        let (_, record) = self.behind_link(ctx, token).await?;
        let reader = Reader { user: None, member: None, about: About::Link(record.id) };
        self.stream(format!("link:{}", record.id), reader, age).await
    }

    async fn stream(&self, session: String, reader: Reader, age: Duration) -> Result<Following> {
        let live = self.live.clone();
        let id = live.inner.next.fetch_add(1, Ordering::Relaxed);
        let woken = Arc::new(Notify::new());
        {
            let mut streams = live.streams();
            let own = streams.values().filter(|stream| stream.session == session).count();
            if own >= PER_SESSION || streams.len() >= IN_ALL {
                return Err(Error::Limited { retry_after: 30 });
            }
            let stream = Stream { session, reader, woken: Arc::clone(&woken) };
            streams.insert(id, stream);
        }
        let following = Following { id, woken, ended: live.inner.ended.subscribe(), live };
        let missed = following.live.recent(age.min(REMEMBERED));
        if age > REMEMBERED || self.concerns(&reader, &missed).await? {
            following.woken.notify_one();
        }
        Ok(following)
    }

    /// Whether any of these lines is one the reader follows.
    async fn concerns(&self, reader: &Reader, heard: &[(Id<Booking>, EventKind)]) -> Result<bool> {
        if heard.is_empty() {
            return Ok(false);
        }
        let audiences = self.audiences(heard).await?;
        Ok(told(&audiences, heard).any(|(audience, kind)| reader.follows(audience, kind)))
    }

    async fn audiences(&self, heard: &[(Id<Booking>, EventKind)]) -> Result<Vec<Audience>> {
        let ids: HashSet<Id<Booking>> = heard.iter().map(|(booking, _)| *booking).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let mut db = self.store().connection().await?;
        Ok(audiences_any_owner(&mut db, &ids).await?)
    }

    /// Hears what happens and wakes the streams it concerns, until `stopped`. One per server; survives a database that goes and comes back.
    pub async fn keep_live(&self, mut stopped: watch::Receiver<bool>) {
        let (tell, hear) = mpsc::channel(4 * MANY);
        tokio::select! {
            () = listen(self, &tell) => {}
            () = self.wake(hear) => {}
            _gone = stopped.wait_for(|stop| *stop) => {}
        }
        self.live.end();
    }

    /// Wakes whom the news concern.
    async fn wake(&self, mut hear: mpsc::Receiver<Heard>) {
        while let Some(first) = hear.recv().await {
            tokio::time::sleep(TOGETHER).await;
            let mut all = vec![first];
            while let Ok(next) = hear.try_recv() {
                all.push(next);
            }
            let mut bookings = Vec::with_capacity(all.len());
            for heard in &all {
                if let Heard::Booking(booking, kind) = heard {
                    bookings.push((*booking, *kind));
                }
            }
            self.live.remember(&bookings);
            let unclear = bookings.len() < all.len() || bookings.len() > MANY;
            if unclear {
                self.live.wake_all();
            } else if self.live.open() > 0 {
                match self.audiences(&bookings).await {
                    Ok(audiences) => self.wake_whom(&audiences, &bookings),
                    Err(error) => {
                        tracing::warn!(%error, "who may know of a change could not be found out; every open page reads again");
                        self.live.wake_all();
                    }
                }
            }
        }
    }

    fn wake_whom(&self, audiences: &[Audience], heard: &[(Id<Booking>, EventKind)]) {
        for stream in self.live.streams().values() {
            if told(audiences, heard).any(|(audience, kind)| stream.reader.follows(audience, kind)) {
                stream.woken.notify_one();
            }
        }
    }
}

/// Each line that was heard with whom it may reach.
fn told<'a>(
    audiences: &'a [Audience],
    heard: &'a [(Id<Booking>, EventKind)],
) -> impl Iterator<Item = (&'a Audience, EventKind)> {
    heard.iter().filter_map(|(booking, kind)| {
        audiences.iter().find(|audience| audience.booking == *booking).map(|audience| (audience, *kind))
    })
}

/// Listens for good: a lost connection is opened again, and then everybody reads again, since nobody knows what was missed.
async fn listen(services: &Services, tell: &mpsc::Sender<Heard>) {
    let mut lost = false;
    loop {
        match Listener::open(services.store()).await {
            Ok(mut listener) => {
                if std::mem::take(&mut lost) {
                    tracing::info!("open pages are kept up to date again");
                }
                // Whatever happened before this connection was there.
                let mut heard = Ok(Heard::Anything);
                while let Ok(news) = heard {
                    if tell.send(news).await.is_err() {
                        return;
                    }
                    heard = listener.next().await;
                }
            }
            Err(error) if !lost => {
                tracing::warn!(%error, "open pages are not kept up to date: the database cannot be listened to");
            }
            Err(_) => {}
        }
        lost = true;
        tokio::time::sleep(AGAIN).await;
    }
}
