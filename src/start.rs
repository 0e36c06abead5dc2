//! From settings and an open database to the acting room, the same for every command. It must not know HTTP.

use connectors::hooks::{HookClient, HookSettings};
use connectors::mail::Mailer;
use services::calendars::clients::{OauthClient, OauthClients};
use services::{Clock, Parts, Services, Settings, ctx::Chance, seal::KeyRing};
use store::Store;

use crate::cluster::Database;
use crate::commands::Failure;
use crate::config::{Config, Secret};
use crate::keys;

/// Connects, brings the schema up to date (under sqlx's advisory lock) and puts the services together.
///
/// # Errors
/// When the database cannot be reached or its schema is newer than this program.
pub async fn services(config: &Config, database: &Database) -> Result<Services, Failure> {
    let store = connect(config, database).await?;
    store.migrate().await?;
    services::jobs::init(&store).await?;
    let mailer = match &config.smtp {
        Some(url) => Mailer::smtp(url.reveal()).map_err(|error| format!("CALLBOARD_SMTP_URL: {error}"))?,
        None => Mailer::Outbox,
    };
    let secret = keys::secret_key(config, database.home())?;
    let ring = KeyRing::new(&secret, keys::source(config, database.home()))?;
    Ok(Services::new(Parts {
        store,
        clock: config.clock.map_or(Clock::Real, |clock| Clock::shifted(clock.start, clock.speed)),
        chance: Chance::System,
        mailer,
        hooks: HookClient::new(HookSettings { allow_private: config.webhooks_private, ..HookSettings::default() })?,
        settings: Settings {
            base_url: config.url.as_str().trim_end_matches('/').to_owned(),
            mail_from: config.mail_from.clone(),
            secret,
            keys: ring,
            demo: config.mode.is_playground(),
            rate_limits: config.rate_limits,
            oauth_clients: OauthClients {
                google: client(config.google.as_ref()),
                microsoft: client(config.microsoft.as_ref()),
            },
        },
    }))
}

fn client(set: Option<&(String, Secret)>) -> Option<OauthClient> {
    let (id, secret) = set?;
    Some(OauthClient { client_id: id.clone(), client_secret: secret.reveal().to_owned(), ..OauthClient::default() })
}

/// Connects only.
///
/// # Errors
/// When the database cannot be reached; the text names the setting.
pub async fn connect(config: &Config, database: &Database) -> Result<Store, Failure> {
    Store::connect(database.url().reveal(), config.connections).await.map_err(|error| match config.database {
        Some(_) => format!("DATABASE_URL: the database cannot be used ({error})").into(),
        None => format!("the embedded database cannot be used ({error})").into(),
    })
}

/// The runtime of a command that asks the database something and ends.
///
/// # Errors
/// When the system refuses threads.
pub fn small_runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
