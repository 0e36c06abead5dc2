//! `callboard work`: a worker without a server, for installations that share one database between machines.

use tokio::sync::watch;

use super::{Failure, serve};
use crate::cluster::{Database, Use};
use crate::config::{Config, Needs};
use crate::{logging, start, worker};

pub(super) fn run() -> Result<(), Failure> {
    let config = Config::from_environment(false, Needs::Everything)?;
    logging::start(&config);
    let database = Database::open(&config, Use::Shared)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("callboard").build()?;
    let outcome: Result<(), Failure> = runtime.block_on(async {
        let services = start::services(&config, &database).await?;
        let (stop, stopped) = watch::channel(false);
        let mut working = Box::pin(worker::keep(services, config.worker_dead_after, stopped));
        let asked = serve::asked_to_stop()?;
        logging::print("Callboard runs jobs");
        tokio::select! {
            () = &mut working => return Err("the job worker ended although nobody stopped it".into()),
            () = asked => {}
        }
        let _gone_already = stop.send(true);
        working.await;
        Ok(())
    });
    drop(runtime);
    database.stop()?;
    outcome
}
