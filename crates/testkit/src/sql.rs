//! Plain SQL, for tests that must bring about what no action does: a crash, a row of long ago.

use crate::World;

impl World {
    /// Runs one statement and returns how many rows it touched.
    pub async fn sql(&self, statement: &str) -> u64 {
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(self.store().pool())
            .await
            .expect(statement)
            .rows_affected()
    }

    /// The one number a query answers.
    pub async fn number(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.store().pool()).await.expect(query)
    }

    /// The texts a query answers.
    pub async fn texts(&self, query: &str) -> Vec<String> {
        sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned())).fetch_all(self.store().pool()).await.expect(query)
    }
}
