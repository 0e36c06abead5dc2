//! What can go wrong in the database: a named constraint, a race worth repeating, a broken row, a fault of the driver.

/// The result of a query.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A constraint objected; its name is the one in the migration.
    #[error("constraint {0}")]
    Constraint(String),
    /// A deadlock or serialisation failure (40P01, 40001): the whole transaction may be tried again.
    #[error("transaction must be repeated")]
    Repeat,
    /// A stored row does not fit the domain type.
    #[error("broken row: {table}.{column}")]
    BrokenRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A statement touched another number of rows than it must.
    #[error("{statement} touched {rows} rows")]
    WrongCount {
        /// Which statement.
        statement: &'static str,
        /// How many rows it touched.
        rows: u64,
    },
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(String),
    /// The driver's fault: connection lost, pool exhausted, syntax.
    #[error(transparent)]
    Driver(sqlx::Error),
}

impl Error {
    /// Whether the constraint of that name objected.
    pub fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Constraint(found) if found == name)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else { return Self::Driver(error) };
        if matches!(database.code().as_deref(), Some("40P01" | "40001")) {
            return Self::Repeat;
        }
        match database.constraint() {
            Some(name) => Self::Constraint(name.to_owned()),
            None => Self::Driver(error),
        }
    }
}

/// An error unless a statement touched exactly as many rows as it must.
pub(crate) fn exactly(statement: &'static str, rows: u64, wanted: u64) -> Result<()> {
    if rows == wanted { Ok(()) } else { Err(Error::WrongCount { statement, rows }) }
}
