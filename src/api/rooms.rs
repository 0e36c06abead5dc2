//! Rooms: where auditions happen. Members read them; who may change them is the services' affair.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::rooms::{NewRoom, RoomPatch, RoomView};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, created, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::values::Patch;

/// A room.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Room {
    /// Its id.
    #[schema(example = "room_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English address.
    pub address_en: String,
    /// Arabic address.
    pub address_ar: String,
    /// A map.
    pub map_url: Option<String>,
    /// How to get in, in English.
    pub directions_en: String,
    /// How to get in, in Arabic.
    pub directions_ar: String,
    /// IANA zone.
    #[schema(example = "Asia/Riyadh")]
    pub time_zone: String,
    /// Its hours; null: open whenever the team is.
    pub schedule_id: Option<String>,
    /// Since when it is no longer used.
    pub archived_at: Option<DateTime<Utc>>,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<RoomView> for Room {
    fn from(room: RoomView) -> Self {
        Self {
            id: room.id.to_string(),
            name_en: room.name_en,
            name_ar: room.name_ar,
            address_en: room.address_en,
            address_ar: room.address_ar,
            map_url: room.map_url,
            directions_en: room.directions_en,
            directions_ar: room.directions_ar,
            time_zone: room.time_zone,
            schedule_id: room.schedule_id.map(|id| id.to_string()),
            archived_at: room.archived_at,
            revision: room.revision,
            created_at: room.created_at,
            updated_at: room.updated_at,
        }
    }
}

/// A new room. A name given in one language stands for both.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CreateRoom {
    /// English name, at most 200 characters.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English address, at most 500 characters.
    pub address_en: String,
    /// Arabic address.
    pub address_ar: String,
    /// A map.
    pub map_url: String,
    /// How to get in, in English, at most 1000 characters.
    pub directions_en: String,
    /// How to get in, in Arabic.
    pub directions_ar: String,
    /// IANA zone; the organisation's when left out.
    pub time_zone: String,
}

/// Changes to a room; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PatchRoom {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// English name.
    #[schema(value_type = Option<String>)]
    pub name_en: Patch<String>,
    /// Arabic name.
    #[schema(value_type = Option<String>)]
    pub name_ar: Patch<String>,
    /// English address.
    #[schema(value_type = Option<String>)]
    pub address_en: Patch<String>,
    /// Arabic address.
    #[schema(value_type = Option<String>)]
    pub address_ar: Patch<String>,
    /// A map.
    #[schema(value_type = Option<String>)]
    pub map_url: Patch<String>,
    /// How to get in, in English.
    #[schema(value_type = Option<String>)]
    pub directions_en: Patch<String>,
    /// How to get in, in Arabic.
    #[schema(value_type = Option<String>)]
    pub directions_ar: Patch<String>,
    /// IANA zone.
    #[schema(value_type = Option<String>)]
    pub time_zone: Patch<String>,
    /// True: no longer used; false: used again.
    pub archived: Option<bool>,
}

/// Which rooms.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRooms {
    /// Also those no longer used.
    #[serde(default)]
    pub archived: bool,
}
