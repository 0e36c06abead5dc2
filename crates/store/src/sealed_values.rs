//! Everything that is sealed, wherever it stands: counted by key, read in batches, replaced where it is still the same. Opens nothing.

use uuid::Uuid;

use crate::{Access, Result};

/// Where something sealed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedIn {
    /// A person's second factor.
    User,
    /// A webhook's secret.
    Webhook,
    /// Its former secret.
    WebhookFormer,
    /// An account mail that was not sent yet.
    Notification,
    /// What Cal.com signs with.
    CalcomSource,
    /// An organisation's OAuth client at Google.
    GoogleClient,
    /// The same at Microsoft.
    MicrosoftClient,
    /// A calendar connection's address.
    ConnectionAddress,
    /// What opens it.
    ConnectionSecret,
    /// Its short-lived token.
    ConnectionAccess,
    /// How far a calendar was read.
    Calendar,
    /// What signs answers that are handed over by HTTP.
    ReplyHook,
    /// The password of a mailbox that is read for answers.
    ReplyMailbox,
}

/// Something sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRecord {
    /// Where it stands.
    pub place: SealedIn,
    /// In which row: the row's id, or its organisation's.
    pub row: Uuid,
    /// As it is stored.
    pub sealed: Vec<u8>,
    mark: Mark,
}

/// How far a walk through all of it got.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    place: String,
    row: Uuid,
    part: String,
}

impl SealedRecord {
    /// The walk goes on behind this.
    pub fn mark(&self) -> Mark {
        self.mark.clone()
    }
}

/// How many values each key seals, by the key's id.
pub async fn keys_any_owner(db: &mut impl Access) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select split_part(encode(sealed, 'escape'), '.', 2) as "key!", count(*) as "values!" from sealed_values group by 1 order by 1"#
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(|row| (row.key, row.values)).collect())
}

/// What another key than `key` seals, from `after` on, at most `limit`.
pub async fn not_under_any_owner(
    db: &mut impl Access,
    key: &str,
    after: &Mark,
    limit: i64,
) -> Result<Vec<SealedRecord>> {
    let rows = sqlx::query!(
        r#"select place as "place!", row_id as "row!", part as "part!", sealed as "sealed!" from sealed_values
           where split_part(encode(sealed, 'escape'), '.', 2) <> $1 and (place, row_id, part) > ($2, $3, $4)
           order by place, row_id, part limit $5"#,
        key,
        after.place,
        after.row,
        after.part,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            let place = place(&row.place, &row.part)?;
            let mark = Mark { place: row.place, row: row.row, part: row.part };
            Ok(SealedRecord { place, row: row.row, sealed: row.sealed, mark })
        })
        .collect()
}

fn place(place: &str, part: &str) -> Result<SealedIn> {
    Ok(match (place, part) {
        ("users", _) => SealedIn::User,
        ("webhooks", _) => SealedIn::Webhook,
        ("webhooks.former", _) => SealedIn::WebhookFormer,
        ("notifications", _) => SealedIn::Notification,
        ("calcom_sources", _) => SealedIn::CalcomSource,
        ("calendar_clients", "google") => SealedIn::GoogleClient,
        ("calendar_clients", "microsoft") => SealedIn::MicrosoftClient,
        ("calendar_connections.address", _) => SealedIn::ConnectionAddress,
        ("calendar_connections.secret", _) => SealedIn::ConnectionSecret,
        ("calendar_connections.access", _) => SealedIn::ConnectionAccess,
        ("calendars", _) => SealedIn::Calendar,
        ("reply_settings", _) => SealedIn::ReplyHook,
        ("reply_mailboxes", _) => SealedIn::ReplyMailbox,
        _ => return Err(crate::Error::BrokenRow { table: "sealed_values", column: "place" }),
    })
}

/// One statement per place: sets a sealed value, if it is still what it was.
macro_rules! swap {
    ($db:expr, $sql:literal, $record:expr, $with:expr) => {
        sqlx::query!($sql, $record.row, $record.sealed, $with).execute($db.raw()).await?
    };
}

/// Puts `with` where this value was; not if it changed meanwhile. Whether it did.
pub async fn replace_any_owner(db: &mut impl Access, old: &SealedRecord, with: &[u8]) -> Result<bool> {
    let done = match old.place {
        SealedIn::User => {
            swap!(db, "update users set totp_secret_sealed = $3 where id = $1 and totp_secret_sealed = $2", old, with)
        }
        SealedIn::Webhook => {
            swap!(db, "update webhooks set secret_sealed = $3 where id = $1 and secret_sealed = $2", old, with)
        }
        SealedIn::WebhookFormer => {
            swap!(
                db,
                "update webhooks set former_secret_sealed = $3 where id = $1 and former_secret_sealed = $2",
                old,
                with
            )
        }
        SealedIn::Notification => {
            swap!(
                db,
                "update notifications set data = jsonb_set(data, '{sealed}', to_jsonb(convert_from($3::bytea, 'UTF8')))
                 where id = $1 and data ->> 'sealed' = convert_from($2::bytea, 'UTF8')",
                old,
                with
            )
        }
        SealedIn::CalcomSource => {
            swap!(
                db,
                "update calcom_sources set secret_sealed = $3 where organization_id = $1 and secret_sealed = $2",
                old,
                with
            )
        }
        SealedIn::GoogleClient => {
            swap!(
                db,
                "update calendar_clients set secret_sealed = $3
                 where organization_id = $1 and kind = 'google' and secret_sealed = $2",
                old,
                with
            )
        }
        SealedIn::MicrosoftClient => {
            swap!(
                db,
                "update calendar_clients set secret_sealed = $3
                 where organization_id = $1 and kind = 'microsoft' and secret_sealed = $2",
                old,
                with
            )
        }
        SealedIn::ConnectionAddress => {
            swap!(
                db,
                "update calendar_connections set address_sealed = $3 where id = $1 and address_sealed = $2",
                old,
                with
            )
        }
        SealedIn::ConnectionSecret => {
            swap!(
                db,
                "update calendar_connections set secret_sealed = $3 where id = $1 and secret_sealed = $2",
                old,
                with
            )
        }
        SealedIn::ConnectionAccess => {
            swap!(
                db,
                "update calendar_connections set access_sealed = $3 where id = $1 and access_sealed = $2",
                old,
                with
            )
        }
        SealedIn::Calendar => {
            swap!(db, "update calendars set cursor_sealed = $3 where id = $1 and cursor_sealed = $2", old, with)
        }
        SealedIn::ReplyHook => {
            swap!(
                db,
                "update reply_settings set hook_sealed = $3 where organization_id = $1 and hook_sealed = $2",
                old,
                with
            )
        }
        SealedIn::ReplyMailbox => {
            swap!(
                db,
                "update reply_mailboxes set password_sealed = $3 where organization_id = $1 and password_sealed = $2",
                old,
                with
            )
        }
    };
    Ok(done.rows_affected() == 1)
}
