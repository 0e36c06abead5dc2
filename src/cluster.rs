//! Which database this process uses: the one in `DATABASE_URL`, or the embedded cluster in the data folder. It must not know tables.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use ::cluster::{Cluster, Programs, Settings};

use crate::config::{Config, Secret};

/// How a command uses the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// As its only server: refused while another runs on the same embedded cluster.
    Alone,
    /// Beside a running server if there is one.
    Shared,
}

/// An open database. With the embedded cluster, dropping it stops PostgreSQL if this process started it.
pub struct Database {
    url: Secret,
    embedded: Option<Cluster>,
    programs: Option<Programs>,
    home: Option<PathBuf>,
}

/// Why the database could not be opened.
pub type Error = ::cluster::Error;

impl Database {
    /// Opens the database. Call it from the main thread (see [`Cluster::start`]).
    ///
    /// # Errors
    /// When the embedded cluster cannot run; a wrong `DATABASE_URL` shows when connecting.
    pub fn open(config: &Config, how: Use) -> Result<Self, Error> {
        if let Some(url) = &config.database {
            let programs = ::cluster::programs::find(config.programs.as_deref()).into_iter().next();
            return Ok(Self { url: url.clone(), embedded: None, programs, home: None });
        }
        let settings = Settings::server(config.data.clone(), config.programs.clone());
        if how == Use::Shared
            && let Some(running) = Cluster::running(&settings)?
        {
            let home = Some(running.home().path().to_path_buf());
            return Ok(Self {
                url: Secret::new(running.url()),
                embedded: None,
                programs: Some(running.programs().clone()),
                home,
            });
        }
        let cluster = Cluster::start(&settings, &|line| tracing::info!("{line}"))?;
        Ok(Self {
            url: Secret::new(cluster.url()),
            programs: Some(cluster.programs().clone()),
            home: Some(cluster.home().path().to_path_buf()),
            embedded: Some(cluster),
        })
    }

    /// Address to connect to, with its password.
    pub fn url(&self) -> &Secret {
        &self.url
    }

    /// Whether the embedded cluster that we started has ended by itself.
    pub fn has_died(&mut self) -> bool {
        self.embedded.as_mut().is_some_and(|cluster| !cluster.alive())
    }

    /// Stops PostgreSQL if this process started it.
    ///
    /// # Errors
    /// When it does not end in time.
    pub fn stop(self) -> Result<(), Error> {
        self.embedded.map_or(Ok(()), Cluster::stop)
    }

    /// `pg_dump` or `pg_restore`, connected to this database through its environment: arguments are visible to every user.
    pub fn tool(&self, name: &str) -> Command {
        let mut tool =
            Command::new(self.programs.as_ref().map_or_else(|| PathBuf::from(name), |programs| programs.path(name)));
        if let Ok(url) = url::Url::parse(self.url.reveal()) {
            let plain = |text: &str| percent_decoded(text);
            let query =
                |key: &str| url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
            let host = query("host").or_else(|| url.host_str().map(plain));
            let port = query("port").or_else(|| url.port().map(|port| port.to_string()));
            let user = Some(plain(url.username())).filter(|user| !user.is_empty()).or_else(|| query("user"));
            let password = url.password().map(plain).or_else(|| query("password"));
            let database = Some(plain(url.path().trim_start_matches('/'))).filter(|name| !name.is_empty());
            for (key, value) in [
                ("PGHOST", host),
                ("PGPORT", port),
                ("PGUSER", user),
                ("PGPASSWORD", password),
                ("PGDATABASE", database),
                ("PGSSLMODE", query("sslmode")),
            ] {
                if let Some(value) = value {
                    tool.env(key, value);
                }
            }
        }
        tool
    }

    /// The folder that holds the embedded cluster and what belongs to it; none with a database of the operator's.
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("embedded", &self.embedded.is_some()).finish_non_exhaustive()
    }
}

fn percent_decoded(text: &str) -> String {
    // A query value is percent-decoded by the address parser itself; `+` must survive, hence the detour.
    let escaped = text.replace('+', "%2B");
    url::form_urlencoded::parse(format!("x={escaped}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
