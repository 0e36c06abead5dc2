//! Every column for sealed values is in the walk through all of them: what it left out would be lost with its key.

use testkit::World;

#[tokio::test]
async fn every_column_for_sealed_values_is_in_the_walk() {
    let world = World::new().await;
    let pool = sqlx::PgPool::connect(&world.database_url()).await.unwrap();
    let left_out: Vec<(String,)> = sqlx::query_as(
        r"select c.table_name || '.' || c.column_name from information_schema.columns c
           join information_schema.tables t using (table_schema, table_name)
           where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name like '%\_sealed' and not exists (
               select from information_schema.view_column_usage u
               where u.view_name = 'sealed_values' and u.table_name = c.table_name and u.column_name = c.column_name)
           order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(left_out.is_empty(), "not in the view sealed_values: {left_out:?}");
    let mut tx = world.tx().await;
    assert!(store::sealed_values::keys_any_owner(&mut tx).await.unwrap().is_empty(), "nothing is sealed here yet");
}
