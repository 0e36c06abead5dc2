//! News between the servers that share a database: one connection that hears which bookings changed, and who may know of it. The telling is
//! done by the history's own trigger. Knows no page and no stream.

use domain::{
    booking_event::EventKind,
    id::{Booking, Id, Organization, User},
};
use sqlx::postgres::{PgListener, PgNotification, PgPoolOptions};
use uuid::Uuid;

use crate::{Access, Result, Store};

/// The channel of the trigger.
const CHANNEL: &str = "callboard_bookings";

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A line of this booking's history was written.
    Booking(Id<Booking>, EventKind),
    /// The connection was lost and found again, or something unreadable came: anything may have happened meanwhile.
    Anything,
}

/// A connection of its own that does nothing but listen.
pub struct Listener {
    inner: PgListener,
}

impl Listener {
    /// Connects beside the pool, so that listening takes nothing from those who work.
    pub async fn open(store: &Store) -> Result<Self> {
        let options = store.pool().connect_options();
        let alone = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .acquire_timeout(std::time::Duration::from_secs(5))
            .connect_with(options.as_ref().clone())
            .await?;
        let mut inner = PgListener::connect_with(&alone).await?;
        inner.listen(CHANNEL).await?;
        Ok(Self { inner })
    }

    /// Waits for the next news. After an error the listener is of no use any more.
    pub async fn next(&mut self) -> Result<Heard> {
        let heard = self.inner.try_recv().await?;
        Ok(heard.as_ref().and_then(read).unwrap_or(Heard::Anything))
    }
}

fn read(told: &PgNotification) -> Option<Heard> {
    let (booking, kind) = told.payload().split_once(' ')?;
    Some(Heard::Booking(Id::from_uuid(Uuid::parse_str(booking).ok()?), EventKind::parse(kind)?))
}

/// Who may know that a booking changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Which booking.
    pub booking: Id<Booking>,
    /// Whose; its admins may know.
    pub organization: Id<Organization>,
    /// The talent's person.
    pub talent: Option<Id<User>>,
    /// Who belongs to its call; for a booking without one, who booked or serves it.
    pub members: Vec<Id<User>>,
}

/// The audiences of these bookings, whoever owns them.
pub async fn audiences_any_owner(db: &mut impl Access, bookings: &[Id<Booking>]) -> Result<Vec<Audience>> {
    let ids: Vec<Uuid> = bookings.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select b.id as "id!", b.organization_id as "organization_id!", b.talent_user_id as "talent?",
            case when c.id is null then array_append(oc.staff_ids, b.caster_user_id)
                else array_append(array(select m.user_id from casting_call_members m where m.casting_call_id = c.id),
                    c.created_by) end as "members!: Vec<Option<Uuid>>"
        from bookings b
        join occurrences oc on oc.id = b.occurrence_id
        left join applications a on a.id = b.application_id
        left join roles r on r.id = a.role_id
        left join casting_calls c on c.id = r.casting_call_id
        where b.id = any($1)"#,
        &ids
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Audience {
            booking: Id::from_uuid(row.id),
            organization: Id::from_uuid(row.organization_id),
            talent: row.talent.map(Id::from_uuid),
            members: row.members.into_iter().flatten().map(Id::from_uuid).collect(),
        })
        .collect())
}
