//! Throw-away databases: each is a copy of a template that has every migration, made once per server and schema.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{Store, databases::Server};
use tokio::sync::OnceCell;

/// Serialises the making of the template among test processes.
const TEMPLATE_LOCK: i64 = 0x0063_616c_6c62;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A database that is dropped with this value.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Copies the template.
    pub async fn create() -> Self {
        let server = server_url();
        let template = TEMPLATE.get_or_init(|| prepare_template(&server)).await;
        let name = format!("cbtest_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let mut connection = Server::connect(&server).await.expect("the server of DATABASE_URL");
        connection.drop_if_there(&name).await.expect("drop a leftover of an earlier process");
        // Two copies at once are refused ("source database is being accessed"): one at a time.
        connection.lock(TEMPLATE_LOCK).await.expect("lock");
        connection.create(&name, Some(template)).await.expect("copy the template");
        connection.close().await.expect("close");
        Self { server, name }
    }

    /// Where it is.
    pub fn url(&self) -> String {
        url_of(&self.server, &self.name)
    }
}

impl Drop for Database {
    /// Drops it on a thread of its own: the test's runtime may be going down. A failure leaves a database that the next
    /// process sweeps away.
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let _ = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                if let Ok(mut connection) = Server::connect(&server).await {
                    let _ = connection.drop_if_there(&name).await;
                }
            });
            std::io::Result::Ok(())
        })
        .join();
    }
}

/// The server's address: `DATABASE_URL` from the environment or from the nearest `.env` above.
fn server_url() -> String {
    if let Ok(url) = std::env::var("DATABASE_URL") {
        return url;
    }
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .filter_map(|folder| std::fs::read_to_string(folder.join(".env")).ok())
        .find_map(|text| text.lines().find_map(|line| line.strip_prefix("DATABASE_URL=").map(str::to_owned)))
        .expect("DATABASE_URL is not set: `cargo xtask db` writes .env")
}

/// `url` with another database name.
fn url_of(url: &str, name: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let (server, _) = base.rsplit_once('/').expect("DATABASE_URL names a database");
    query.map_or_else(|| format!("{server}/{name}"), |query| format!("{server}/{name}?{query}"))
}

/// Makes the template of this schema unless it is there, and sweeps away what dead processes left.
async fn prepare_template(server: &str) -> String {
    let mut connection = Server::connect(server).await.expect("the server of DATABASE_URL");
    let name = format!("cbtemplate_{:016x}", schema_hash());
    connection.lock(TEMPLATE_LOCK).await.expect("lock");
    for left in connection.list("cbtest_").await.expect("list") {
        let process = left.split('_').nth(1).unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            let _ = connection.drop_if_there(&left).await;
        }
    }
    if !connection.list(&name).await.expect("list").contains(&name) {
        let draft = format!("{name}_draft");
        connection.drop_if_there(&draft).await.expect("drop a draft");
        connection.create(&draft, None).await.expect("create the template");
        let store = Store::connect(&url_of(server, &draft), 2).await.expect("connect to the template");
        store.migrate().await.expect("migrate the template");
        services::jobs::init(&store).await.expect("the job queue's schema");
        store.pool().close().await;
        connection.rename(&draft, &name).await.expect("rename the template");
    }
    connection.close().await.expect("close");
    name
}

/// Changes with every migration (FNV-1a over their checksums).
fn schema_hash() -> u64 {
    store::migration_checksums()
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
