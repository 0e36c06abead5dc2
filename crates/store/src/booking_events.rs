//! A booking's history, oldest first. Append-only; lines are written by the statement that makes the change.

use chrono::{DateTime, Utc};
use domain::{
    booking_event::EventKind,
    id::{Booking, BookingAbsence, Id},
};
use uuid::Uuid;

use crate::{Access, Error, Result, bookings::Person};

/// One line of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryLine {
    /// What happened.
    pub kind: EventKind,
    /// The booking's revision after it.
    pub revision: i32,
    /// Who acted; `None` for the system.
    pub actor: Option<Person>,
    /// Why.
    pub reason: String,
    /// Facts: side, former and new start, names of changed fields.
    pub data: serde_json::Value,
    /// Those of the team whom the facts name.
    pub named: Vec<Person>,
    /// Attendance changed: who the facts may speak of.
    pub expected: Vec<Expected>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Somebody of whom it was said whether they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// What the facts call them.
    pub id: Id<BookingAbsence>,
    /// Of the team.
    pub host: Option<Person>,
    /// Who comes along, by their address; empty once it is forgotten.
    pub companion: Option<String>,
}

/// The whole history of one booking.
pub async fn of_booking(db: &mut impl Access, booking: Id<Booking>) -> Result<Vec<HistoryLine>> {
    sqlx::query!(
        r#"select e.kind as "kind!", e.revision as "revision!", e.actor_user_id as "actor_user_id?", u.name_latin as "name_latin?", u.name_arabic as "name_arabic?",
            e.reason as "reason!", e.data as "data!", e.at as "at!",
            n.ids as "named_ids!", n.latin as "named_latin!", n.arabic as "named_arabic!",
            x.ids as "expected_ids!", x.users as "expected_users!: Vec<Option<Uuid>>", x.latin as "expected_latin!",
            x.arabic as "expected_arabic!", x.companions as "expected_companions!: Vec<Option<String>>"
        from booking_events e
        cross join lateral (
            select coalesce(array_agg(p.id), '{}') as ids, coalesce(array_agg(p.name_latin), '{}') as latin,
                coalesce(array_agg(p.name_arabic), '{}') as arabic
            from users p
            where p.id = any (array(select (id #>> '{}')::uuid from jsonb_path_query(e.data, '$.handed[*].*') as facts (id)))
        ) n
        cross join lateral (
            select coalesce(array_agg(ab.id), '{}') as ids, coalesce(array_agg(ab.user_id), '{}') as users,
                coalesce(array_agg(coalesce(w.name_latin, '')), '{}') as latin,
                coalesce(array_agg(coalesce(w.name_arabic, '')), '{}') as arabic,
                coalesce(array_agg(ab.guest_email), '{}') as companions
            from booking_absences ab
            left join users w on w.id = ab.user_id
            where e.kind = 'attendance_changed' and ab.booking_id = e.booking_id
        ) x
        left join users u on u.id = e.actor_user_id
        where e.booking_id = $1 order by e.revision, e.at, e.id"#,
        booking.uuid()
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(|row| {
        Ok(HistoryLine {
            kind: EventKind::parse(&row.kind).ok_or(Error::BrokenRow { table: "booking_events", column: "kind" })?,
            revision: row.revision,
            actor: row.actor_user_id.map(|user| Person {
                user_id: Id::from_uuid(user),
                name_latin: row.name_latin.unwrap_or_default(),
                name_arabic: row.name_arabic.unwrap_or_default(),
            }),
            reason: row.reason,
            data: row.data,
            named: row
                .named_ids
                .into_iter()
                .zip(row.named_latin)
                .zip(row.named_arabic)
                .map(|((id, name_latin), name_arabic)| Person { user_id: Id::from_uuid(id), name_latin, name_arabic })
                .collect(),
            expected: row
                .expected_ids
                .into_iter()
                .zip(row.expected_users)
                .zip(row.expected_latin)
                .zip(row.expected_arabic)
                .zip(row.expected_companions)
                .map(|((((id, user), name_latin), name_arabic), companion)| Expected {
                    id: Id::from_uuid(id),
                    host: user.map(|user| Person { user_id: Id::from_uuid(user), name_latin, name_arabic }),
                    companion,
                })
                .collect(),
            at: row.at,
        })
    })
    .collect()
}
