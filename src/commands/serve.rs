//! `callboard serve`: the embedded database if none is given, the schema, the HTTP edge, and an orderly end of all of them.
//! It must not know what the doors do.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Failure;
use crate::cluster::{Database, Use};
use crate::config::{Config, Mode, Needs};
use crate::site::Site;
use crate::state::AppState;
use crate::{http, logging, start, worker};

/// Open requests get this long to finish when the server is asked to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How often addresses that have been quiet are forgotten by the rate limits, and the embedded database is looked at.
const SWEEP: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_secs(2);

pub(super) fn run(demo: bool) -> Result<(), Failure> {
    let config = Config::from_environment(demo, Needs::Everything)?;
    logging::start(&config);
    for name in crate::config::unknown() {
        tracing::warn!("{name} is set, but there is no such setting; see `callboard config`");
    }
    // What can fail cheaply comes first: the database is started only for a server that will run.
    let site = Site::find(config.site.as_deref())?;
    let listener = bind(config.listen)?;
    let mut database = Database::open(&config, Use::Alone)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("callboard").build()?;
    let outcome = runtime.block_on(serve(config, site, listener, &mut database));
    runtime.shutdown_timeout(Duration::from_secs(1));
    database.stop()?;
    outcome
}

fn bind(address: SocketAddr) -> Result<std::net::TcpListener, Failure> {
    let listener = std::net::TcpListener::bind(address).map_err(|error| {
        format!("CALLBOARD_LISTEN: cannot listen on {address} ({error}); use another port, for example CALLBOARD_LISTEN=127.0.0.1:3001")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

async fn serve(
    config: Config,
    site: Site,
    listener: std::net::TcpListener,
    database: &mut Database,
) -> Result<(), Failure> {
    let services = start::services(&config, database).await?;
    let (url, dead_after) = (config.url.clone(), config.worker_dead_after);
    let sign_ins = match config.mode {
        Mode::Demo => demo(&services).await?,
        Mode::Production | Mode::Test => String::new(),
    };
    let state = AppState::new(services.clone(), config, site);
    let limits = state.limits.clone();
    let app = http::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::from_std(listener)?.tap_io(|stream| {
        // Answers are written in one go; waiting to fill a packet would only delay them.
        let _slower_but_right = stream.set_nodelay(true);
    });

    let (stop_server, server_stopped) = watch::channel(false);
    let (stop_worker, worker_stopped) = watch::channel(false);
    let server = axum::serve(listener, app).with_graceful_shutdown(worker::until(server_stopped));
    let mut server = Box::pin(server.into_future());
    let (stop_live, live_stopped) = watch::channel(false);
    let live = services.clone();
    let mut following = Box::pin(async move { live.keep_live(live_stopped).await });
    let mut working = Box::pin(worker::keep(services, dead_after, worker_stopped));
    logging::print(&format!("{sign_ins}Callboard answers on {url}"));

    let mut sweep = tokio::time::interval(SWEEP);
    let mut look = tokio::time::interval(LOOK);
    let mut asked = Box::pin(asked_to_stop()?);
    let mut outcome: Result<(), Failure> = Ok(());
    loop {
        tokio::select! {
            ended = &mut server => return ended.map_err(Into::into),
            () = &mut working => return Err("the job worker ended although nobody stopped it".into()),
            () = &mut following => return Err("open pages are no longer kept up to date although nobody stopped that".into()),
            () = &mut asked => break,
            _ = sweep.tick() => limits.forget_quiet(),
            _ = look.tick() => if database.has_died() {
                outcome = Err("the embedded database has ended by itself; see postgres.log in the data folder".into());
                break;
            },
        }
    }
    tracing::info!("stopping");
    // Requests first, since they may still enqueue jobs; then the jobs; the database last, by whoever opened it.
    let orderly = async {
        // Streams of open pages end first: a server does not wait for what never ends by itself.
        let _gone_already = stop_live.send(true);
        following.as_mut().await;
        let _gone_already = stop_server.send(true);
        tokio::select! {
            _ended = &mut server => {}
            () = &mut working => {}
            () = tokio::time::sleep(DRAIN) => tracing::warn!("some requests did not finish in {} s", DRAIN.as_secs()),
        }
        let _gone_already = stop_worker.send(true);
        if tokio::time::timeout(DRAIN, &mut working).await.is_err() {
            tracing::warn!("some jobs did not finish in {} s; they are given back", DRAIN.as_secs());
        }
    };
    let mut again = Box::pin(asked_to_stop()?);
    tokio::select! {
        () = orderly => {}
        () = &mut again => tracing::warn!("asked twice: stopping at once"),
    }
    outcome
}

/// Loads the demo unless it is there; answers with whom to sign in as.
async fn demo(services: &services::Services) -> Result<String, Failure> {
    let ctx = services.ctx(domain::actor::Actor::system(), services::ctx::Request::default());
    let loaded = services.load_demo(&ctx).await?;
    let mut lines = String::from("Demo sign-ins:\n");
    for one in loaded.sign_ins {
        lines.push_str(&format!("  {:<32} {:<18} password {}\n", one.who, one.email, one.password));
    }
    Ok(lines)
}

/// Resolves at SIGTERM or SIGINT.
pub(super) fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    })
}
