//! Transactions that are tried again when they lost a race in the database (rule 1 of product.md). Knows no table.

use std::time::Duration;

use crate::Result;

/// So many times the whole transaction is tried before the answer is "unavailable".
const ATTEMPTS: u32 = 5;

/// Runs `attempt`, which begins, writes and commits one transaction, again after a deadlock or serialisation failure: at most five
/// times, after 5, 10, 20, 40 ms. Everything else it answers is final.
pub async fn retrying<T, F>(mut attempt: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut tried = 1;
    loop {
        match attempt().await {
            Err(error) if error.is_repeatable() && tried < ATTEMPTS => {
                tokio::time::sleep(Duration::from_millis(5 << (tried - 1))).await;
                tried += 1;
            }
            answer => return answer,
        }
    }
}
