//! Where tower-sessions keeps sessions: in PostgreSQL through `services`, by the hash of the cookie. It must not know what is in them.

use std::fmt;

use async_trait::async_trait;
use serde_json::Value;
use services::Services;
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// The store of sessions.
#[derive(Clone)]
pub struct Sessions {
    services: Services,
}

impl Sessions {
    /// Keeps sessions through `services`.
    pub fn new(services: Services) -> Self {
        Self { services }
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// How often a new value may collide before something is wrong with the machine's chance.
const TRIES: usize = 3;

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let data = data(record)?;
        for _ in 0..TRIES {
            if self.services.create_session(&record.id.to_string(), &data).await.map_err(failed)? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(Error::Backend("every new session value is taken".to_owned()))
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.services.save_session(&record.id.to_string(), &data(record)?).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = self.services.load_session(&id.to_string()).await.map_err(failed)?;
        let Some((data, expires_at)) = found else { return Ok(None) };
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        let data = match data {
            Value::Object(map) => map.into_iter().collect(),
            _ => return Err(Error::Decode("a session that is not an object".to_owned())),
        };
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.services.delete_session(&id.to_string()).await.map_err(failed)
    }
}

fn data(record: &Record) -> Result<Value> {
    serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn failed(error: services::Error) -> Error {
    Error::Backend(error.to_string())
}
