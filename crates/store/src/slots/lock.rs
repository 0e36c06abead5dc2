//! The one total order in which a booking locks what it is about to judge and write. Knows no rules.

use domain::id::{Application, EventType, Id};
use uuid::Uuid;

use crate::{Access, Result};

/// Locks the event type, then everybody and every room that may be concerned, in one total order, until the end of the
/// transaction. `also` are rooms and people beside the hosts and the application's talent. Answers whether there is such an
/// event type.
///
/// People and rooms are locked by advisory locks keyed by the id's hash, not by their rows: a row lock would write to `users` and
/// `rooms` for every booking and collide with unrelated updates of a person (signing in, settings). Two ids with one hash only
/// wait for one another; the order is that of the hashes, so waiting stays free of circles. Class 20611 is theirs alone.
pub async fn lock(
    db: &mut impl Access,
    event_type: Id<EventType>,
    application: Option<Id<Application>>,
    also: &[Uuid],
) -> Result<bool> {
    let locked = sqlx::query!(
        r#"with event as materialized (select id from event_types where id = $1 for no key update),
        keys as materialized (
            select distinct uuid_hash(s.id) as k from (
                select user_id as id from event_type_hosts where event_type_id = $1
                union all
                select tp.user_id from applications a join talent_profiles tp on tp.id = a.talent_profile_id where a.id = $2
                union all
                select unnest($3::uuid[])
            ) s order by 1)
        select pg_advisory_xact_lock(20611, k) is not null as "locked!" from event cross join keys
        union all select true from event"#,
        event_type.uuid(),
        application.map(Id::uuid),
        also,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(!locked.is_empty())
}
