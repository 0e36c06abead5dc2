//! Whole databases on a server: create, copy, drop. For tests and for setting up a server; the product's actions never come here.
//! Names are checked to be plain words, because they cannot be parameters.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::error::{Error, Result};

/// A connection to some database of a server, used to create and drop others.
pub struct Server {
    connection: PgConnection,
}

impl Server {
    /// Connects to the database named in `url`.
    pub async fn connect(url: &str) -> Result<Self> {
        Ok(Self { connection: PgConnection::connect(url).await? })
    }

    /// Waits until no other process holds the lock of that number, then holds it until [`Server::close`].
    pub async fn lock(&mut self, number: i64) -> Result<()> {
        sqlx::query("select pg_advisory_lock($1)").bind(number).execute(&mut self.connection).await?;
        Ok(())
    }

    /// The databases whose names begin with `prefix`.
    pub async fn list(&mut self, prefix: &str) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar("select datname::text from pg_database where starts_with(datname::text, $1)")
            .bind(prefix)
            .fetch_all(&mut self.connection)
            .await?)
    }

    /// Creates an empty database, or a copy of `template` (which nobody may be connected to).
    pub async fn create(&mut self, name: &str, template: Option<&str>) -> Result<()> {
        let name = word(name)?;
        let from = match template {
            Some(template) => format!(" template {}", word(template)?),
            None => String::new(),
        };
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}{from}"))).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Renames a database nobody is connected to.
    pub async fn rename(&mut self, from: &str, to: &str) -> Result<()> {
        let statement = format!("alter database {} rename to {}", word(from)?, word(to)?);
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Drops a database if it is there, ending its connections.
    pub async fn drop_if_there(&mut self, name: &str) -> Result<()> {
        let statement = format!("drop database if exists {} with (force)", word(name)?);
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Ends the connection and with it every lock it holds.
    pub async fn close(self) -> Result<()> {
        Ok(self.connection.close().await?)
    }
}

/// `name`, if it needs no quoting.
fn word(name: &str) -> Result<&str> {
    let plain = !name.is_empty()
        && name.len() <= 63
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if plain { Ok(name) } else { Err(Error::BrokenRow { table: "pg_database", column: "datname" }) }
}

/// How many deadlocks the server had to break in this connection's database since it was made; tests of races ask. Backends hand in
/// their counts about once a second.
pub async fn deadlocks(db: &mut impl crate::Access) -> Result<i64> {
    let count = sqlx::query_scalar!("select deadlocks from pg_stat_database where datname = current_database()")
        .fetch_one(db.raw())
        .await?;
    Ok(count.unwrap_or(0))
}
