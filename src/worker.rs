//! The job worker of this process, kept running until it is told to stop. It must not know any job.

use std::time::Duration;

use services::Services;
use tokio::sync::watch;

/// A worker that broke off (the database went away) is started again after this long.
const AGAIN: Duration = Duration::from_secs(5);

/// Runs jobs until `stopped` says so; those running then have some seconds to finish and are otherwise given back to the queue. Jobs of
/// workers not heard of for `dead_after` are taken over.
pub async fn keep(services: Services, dead_after: Duration, stopped: watch::Receiver<bool>) {
    loop {
        match services::jobs::run_worker(services.clone(), dead_after, until(stopped.clone())).await {
            Ok(()) if *stopped.borrow() => return,
            Ok(()) => tracing::error!("the job worker ended; starting it again"),
            Err(error) => tracing::error!(%error, "the job worker broke off; starting it again"),
        }
        tokio::select! {
            () = until(stopped.clone()) => return,
            () = tokio::time::sleep(AGAIN) => {}
        }
    }
}

/// Resolves when `stopped` becomes true, or when nobody is left who could set it.
pub async fn until(mut stopped: watch::Receiver<bool>) {
    let _ended = stopped.wait_for(|stop| *stop).await;
}
