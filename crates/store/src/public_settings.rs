//! What an event type allows whoever books it without an account; and what such a page needs to know of it, in one row. Knows no rule.

use chrono::{DateTime, Utc};
use domain::{
    booking_series::Repeats,
    event_location::EventLocation,
    id::{EventType, Id, Organization, Picture, Room},
    public_booking::{Access as Who, PublicSettings, ReasonFrom},
};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, Error, Result, bookings::Words, private_links::LinkRecord};

/// How an event type is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// By its id.
    Id(Id<EventType>),
    /// By the organisation's word in addresses and its own.
    Slugs(&'a str, &'a str),
}

/// The settings of an event type with what belongs to them elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicRecord {
    /// Which.
    pub event_type_id: Id<EventType>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// The organisation's word in addresses.
    pub organization_slug: String,
    /// Its own word in addresses.
    pub slug: String,
    /// Its zone.
    pub time_zone: String,
    /// Whether bookings wait for approval.
    pub needs_confirmation: bool,
    /// Whether those that wait take up time (rule 10).
    pub pending_blocks: bool,
    /// No longer offered.
    pub is_archived: bool,
    /// A calendar that makes links for video meetings is written to for one of its hosts.
    pub makes_links: bool,
    /// What its page says of it.
    pub about: About,
    /// The rest.
    pub settings: PublicSettings,
    /// The private link that was asked about, whether it works or not.
    pub link: Option<LinkRecord>,
}

/// What a stranger reads of an event type.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The office's name.
    pub organization: Words,
    /// Its logo.
    pub logo_id: Option<Id<Picture>>,
    /// Its own name.
    pub name: Words,
    /// What it is about, perhaps empty.
    pub description: Words,
    /// Minutes, the first is the default.
    pub durations: Vec<u32>,
    /// Price in the currency's smallest unit.
    pub price_minor: Option<i32>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The series it allows; `None`: one at a time.
    pub repeats: Option<Repeats>,
    /// Where it may take place.
    pub locations: Vec<EventLocation>,
    /// The organisation's rooms in use, for its page ([`Which::Slugs`]) if one of the places is a room; empty otherwise.
    pub rooms: Vec<PlaceRecord>,
}

/// A room as an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRecord {
    /// Which.
    pub id: Id<Room>,
    /// What it is called.
    pub name: Words,
    /// Where it is.
    pub address: Words,
}

#[derive(Deserialize)]
struct PlaceRow {
    id: Uuid,
    name_en: String,
    name_ar: String,
    address_en: String,
    address_ar: String,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    organization_slug: String,
    organization_en: String,
    organization_ar: String,
    logo_id: Option<Uuid>,
    slug: String,
    name_en: String,
    name_ar: String,
    description_en: String,
    description_ar: String,
    durations: Vec<i32>,
    price_minor: Option<i32>,
    currency: Option<String>,
    repeats: Option<Value>,
    locations: Value,
    rooms: Value,
    time_zone: String,
    needs_confirmation: bool,
    pending_blocks: bool,
    archived_at: Option<DateTime<Utc>>,
    hidden: bool,
    is_of_call: bool,
    access: Option<String>,
    verify_email: Option<bool>,
    most_guests: Option<i16>,
    may_cancel: Option<bool>,
    may_reschedule: Option<bool>,
    change_notice_min: Option<i32>,
    reason_from: Option<String>,
    makes_links: bool,
    link_id: Option<Uuid>,
    link_label: Option<String>,
    link_expires_at: Option<DateTime<Utc>>,
    most_uses: Option<i32>,
    uses: Option<i32>,
    revoked_at: Option<DateTime<Utc>>,
    link_created_at: Option<DateTime<Utc>>,
}

/// The settings of an event type, whoever owns it; the defaults where none were made. `link` is the hash of a private link's token.
pub async fn find_any_owner(
    db: &mut impl Access,
    which: Which<'_>,
    link: Option<&[u8]>,
) -> Result<Option<PublicRecord>> {
    let (id, slugs) = match which {
        Which::Id(id) => (Some(id.uuid()), None),
        Which::Slugs(organization, event_type) => (None, Some((organization, event_type))),
    };
    let row = sqlx::query_as!(
        Row,
        r#"select et.id as "id!", et.organization_id as "organization_id!", o.slug as "organization_slug!",
            o.name_en as "organization_en!", o.name_ar as "organization_ar!", o.logo_id as "logo_id?", et.slug as "slug!",
            et.name_en as "name_en!", et.name_ar as "name_ar!", et.description_en as "description_en!",
            et.description_ar as "description_ar!", et.durations as "durations!", et.price_minor as "price_minor?",
            et.currency as "currency?", et.repeats as "repeats?", et.locations as "locations!",
            (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name_en', r.name_en, 'name_ar', r.name_ar,
                    'address_en', r.address_en, 'address_ar', r.address_ar)), '[]')
                from rooms r where $3::text is not null and jsonb_path_exists(et.locations, '$[*].room_id ? (@ != null)')
                    and r.organization_id = et.organization_id and r.archived_at is null) as "rooms!",
            et.time_zone as "time_zone!", et.needs_confirmation as "needs_confirmation!", et.pending_blocks as "pending_blocks!",
            et.archived_at as "archived_at?", et.hidden as "hidden!", et.casting_call_id is not null as "is_of_call!",
            s.access as "access?", s.verify_email as "verify_email?", s.most_guests as "most_guests?", s.may_cancel as "may_cancel?",
            s.may_reschedule as "may_reschedule?", s.change_notice_min as "change_notice_min?", s.reason_from as "reason_from?",
            exists (select from event_type_hosts h join calendars c on c.user_id = h.user_id
                left join calendar_exceptions x on x.user_id = h.user_id and x.event_type_id = h.event_type_id
                where h.event_type_id = et.id and c.can_meet and not coalesce(x.writes_nowhere, false)
                    and case when x.write_calendar_id is null then c.writes_here else c.id = x.write_calendar_id and c.can_write end
            ) as "makes_links!",
            l.id as "link_id?", l.label as "link_label?", l.expires_at as "link_expires_at?", l.most_uses as "most_uses?",
            l.uses as "uses?", l.revoked_at as "revoked_at?", l.created_at as "link_created_at?"
        from event_types et join organizations o on o.id = et.organization_id
        left join public_settings s on s.event_type_id = et.id
        left join private_links l on l.event_type_id = et.id and l.token_hash = $4
        where et.id = coalesce($1, (select named.id from event_types named join organizations office on office.id = named.organization_id
            where office.slug = $2 and named.slug = $3))"#,
        id,
        slugs.map(|(organization, _)| organization),
        slugs.map(|(_, event_type)| event_type),
        link,
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(PublicRecord::try_from).transpose()
}

impl TryFrom<Row> for PublicRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |column| Error::BrokenRow { table: "public_settings", column };
        let usual = PublicSettings::default();
        let unset = Who::unsaid(row.is_of_call, row.hidden);
        let settings = PublicSettings {
            access: row.access.map_or(Ok(unset), |word| Who::parse(&word).ok_or_else(|| broken("access")))?,
            verify_email: row.verify_email.unwrap_or(usual.verify_email),
            most_guests: row.most_guests.map_or(usual.most_guests, |most| u8::try_from(most).unwrap_or(0)),
            may_cancel: row.may_cancel.unwrap_or(usual.may_cancel),
            may_reschedule: row.may_reschedule.unwrap_or(usual.may_reschedule),
            change_notice_min: row.change_notice_min.map_or(0, |minutes| u32::try_from(minutes).unwrap_or(0)),
            reason_from: row
                .reason_from
                .map_or(Ok(usual.reason_from), |word| ReasonFrom::parse(&word).ok_or_else(|| broken("reason_from")))?,
        };
        let event_type_id = Id::from_uuid(row.id);
        let link = match (row.link_id, row.link_label, row.uses, row.link_created_at) {
            (Some(id), Some(label), Some(uses), Some(created_at)) => Some(LinkRecord {
                id: Id::from_uuid(id),
                event_type_id,
                label,
                expires_at: row.link_expires_at,
                most_uses: row.most_uses,
                uses,
                revoked_at: row.revoked_at,
                created_at,
            }),
            _ => None,
        };
        let broken = |column| Error::BrokenRow { table: "event_types", column };
        let durations = row.durations.into_iter().map(|value| u32::try_from(value).map_err(|_| broken("durations")));
        Ok(Self {
            event_type_id,
            organization_id: Id::from_uuid(row.organization_id),
            organization_slug: row.organization_slug,
            slug: row.slug,
            time_zone: row.time_zone,
            needs_confirmation: row.needs_confirmation,
            pending_blocks: row.pending_blocks,
            is_archived: row.archived_at.is_some(),
            makes_links: row.makes_links,
            about: About {
                organization: Words { en: row.organization_en, ar: row.organization_ar },
                logo_id: row.logo_id.map(Id::from_uuid),
                name: Words { en: row.name_en, ar: row.name_ar },
                description: Words { en: row.description_en, ar: row.description_ar },
                durations: durations.collect::<Result<_>>()?,
                price_minor: row.price_minor,
                currency: row.currency,
                repeats: row.repeats.map(serde_json::from_value).transpose().map_err(|_| broken("repeats"))?,
                locations: serde_json::from_value(row.locations).map_err(|_| broken("locations"))?,
                rooms: places(row.rooms)?,
            },
            settings,
            link,
        })
    }
}

fn places(rooms: Value) -> Result<Vec<PlaceRecord>> {
    let rows: Vec<PlaceRow> =
        serde_json::from_value(rooms).map_err(|_| Error::BrokenRow { table: "rooms", column: "id" })?;
    let place = |row: PlaceRow| PlaceRecord {
        id: Id::from_uuid(row.id),
        name: Words { en: row.name_en, ar: row.name_ar },
        address: Words { en: row.address_en, ar: row.address_ar },
    };
    Ok(rows.into_iter().map(place).collect())
}

/// Writes the settings of an event type in place of what they were, and what the event type itself keeps of them.
pub async fn replace(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
    settings: &PublicSettings,
    needs_confirmation: bool,
    pending_blocks: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let written = sqlx::query!(
        "with own as (
            update event_types set hidden = $4::text <> 'open', needs_confirmation = $11, pending_blocks = $12, updated_at = $3,
                revision = revision + 1
            where id = $2 and organization_id = $1 returning id
        )
        insert into public_settings (event_type_id, access, verify_email, most_guests, may_cancel, may_reschedule, change_notice_min,
            reason_from, updated_at)
        select id, $4, $5, $6, $7, $8, $9, $10, $3 from own
        on conflict (event_type_id) do update set access = excluded.access, verify_email = excluded.verify_email,
            most_guests = excluded.most_guests, may_cancel = excluded.may_cancel, may_reschedule = excluded.may_reschedule,
            change_notice_min = excluded.change_notice_min, reason_from = excluded.reason_from, updated_at = excluded.updated_at",
        organization.uuid(),
        event_type.uuid(),
        now,
        settings.access.as_str(),
        settings.verify_email,
        i16::from(settings.most_guests),
        settings.may_cancel,
        settings.may_reschedule,
        i32::try_from(settings.change_notice_min).unwrap_or(i32::MAX),
        settings.reason_from.as_str(),
        needs_confirmation,
        pending_blocks,
    )
    .execute(db.raw())
    .await?;
    Ok(written.rows_affected() == 1)
}

/// How many live bookings of this event type the address has ahead of it; a series is one.
pub async fn live_of_address(
    db: &mut impl Access,
    event_type: Id<EventType>,
    email: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(distinct coalesce(b.series_id, b.id)) as "count!" from bookings b join occurrences oc on oc.id = b.occurrence_id
        where b.event_type_id = $1 and b.guest_email = $2 and b.status in ('pending', 'scheduled', 'confirmed') and oc.ends_at > $3"#,
        event_type.uuid(),
        email,
        now,
    )
    .fetch_one(db.raw())
    .await?)
}

/// Whether the address has a live booking of this event type that overlaps the time `during`.
pub async fn has_booking_at(
    db: &mut impl Access,
    event_type: Id<EventType>,
    email: &str,
    during: (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from bookings b join occurrences oc on oc.id = b.occurrence_id
            where b.event_type_id = $1 and b.guest_email = $2 and b.status in ('pending', 'scheduled', 'confirmed')
                and oc.starts_at < $4 and oc.ends_at > $3) as "found!""#,
        event_type.uuid(),
        email,
        during.0,
        during.1,
    )
    .fetch_one(db.raw())
    .await?)
}
