//! Rooms: where auditions happen. Members read them; who may change them is the services' affair.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::idempotency::Answer;
use services::rooms::{RoomForm, RoomView};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, Only, created, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, cut};
use super::idempotency::{IdempotencyKey, kept, once};
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
#[schema(example = json!({"nameEn": "Studio 1", "addressEn": "King Fahd Road, Riyadh", "timeZone": "Asia/Riyadh"}))]
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"directionsEn": "Second door on the left."}))]
pub struct PatchRoom {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// English name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_en: Patch<String>,
    /// Arabic name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_ar: Patch<String>,
    /// English address.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub address_en: Patch<String>,
    /// Arabic address.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub address_ar: Patch<String>,
    /// A map.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub map_url: Patch<String>,
    /// How to get in, in English.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub directions_en: Patch<String>,
    /// How to get in, in Arabic.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub directions_ar: Patch<String>,
    /// IANA zone.
    #[serde(default)]
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
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// The organisation's rooms by name. For members.
#[utoipa::path(get, path = "/rooms", tag = "rooms", operation_id = "listRooms", params(ListRooms),
    responses((status = 200, description = "A page of them.", body = Many<Room>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListRooms>) -> Result<Many<Room>, Problem> {
    let (services, ctx) = caller.with(Scope::RoomsRead)?;
    let rooms = services.list_rooms(&ctx, asked.archived).await?;
    let all: Vec<Room> = rooms.into_iter().map(Room::from).collect();
    let filters = asked.archived.to_string();
    let cursors = Cursors::new(&services, "rooms", &filters);
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Adds a room. Admins and casters.
#[utoipa::path(post, path = "/rooms", tag = "rooms", operation_id = "createRoom", request_body = CreateRoom,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The room.", body = One<Room>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateRoom>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RoomsWrite)?;
    let key = key.for_call("POST /api/v1/rooms", body.fingerprint);
    let answer = Answer::new(key.as_ref(), &kept::<RoomView, Room>);
    Ok(once(services.create_room_once(&ctx, body.value.into(), &answer).await?, |room| {
        let location = format!("/api/v1/rooms/{}", room.id);
        created(shown(room), &location)
    }))
}

/// One room. For members.
#[utoipa::path(get, path = "/rooms/{id}", tag = "rooms", operation_id = "showRoom",
    params(("id" = String, Path, description = "The room.")),
    responses((status = 200, description = "The room.", body = One<Room>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Room>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RoomsRead)?;
    let detail = services.room(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(shown(detail.room))
}

/// Changes a room, or takes it out of use (`archived`, by itself). Admins and casters.
#[utoipa::path(patch, path = "/rooms/{id}", tag = "rooms", operation_id = "changeRoom", request_body = PatchRoom,
    params(("id" = String, Path, description = "The room."),
        ("If-Match" = Option<String>, Header, description = "Only if the room still has this revision (ETag).")),
    responses((status = 200, description = "The room as it is now.", body = One<Room>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Room>,
    if_match: IfMatch,
    body: Body<PatchRoom>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RoomsWrite)?;
    let revision = if_match.or(body.value.revision)?;
    let done = match body.value.archived {
        Some(archived) => {
            body.value.says_archived_only()?;
            services.archive_room(&ctx, id, revision, archived).await
        }
        None => services.edit_room(&ctx, id, revision, body.value.into()).await,
    };
    Ok(shown(done.map_err(|error| if_match.problem(error))?))
}

/// Deletes a room that never had a booking; archive others. Admins and casters.
#[utoipa::path(delete, path = "/rooms/{id}", tag = "rooms", operation_id = "deleteRoom",
    params(("id" = String, Path, description = "The room."),
        ("If-Match" = Option<String>, Header, description = "Only if the room still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::Room>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::RoomsWrite)?;
    services.delete_room(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

fn shown(room: RoomView) -> Response {
    let revision = room.revision;
    tagged(One::new(Room::from(room)), revision)
}

impl From<CreateRoom> for RoomForm {
    fn from(room: CreateRoom) -> Self {
        Self {
            name_en: Some(room.name_en),
            name_ar: Some(room.name_ar),
            address_en: Some(room.address_en),
            address_ar: Some(room.address_ar),
            map_url: Some(room.map_url),
            directions_en: Some(room.directions_en),
            directions_ar: Some(room.directions_ar),
            time_zone: Some(room.time_zone),
        }
    }
}

impl From<PatchRoom> for RoomForm {
    fn from(room: PatchRoom) -> Self {
        Self {
            name_en: room.name_en.text(),
            name_ar: room.name_ar.text(),
            address_en: room.address_en.text(),
            address_ar: room.address_ar.text(),
            map_url: room.map_url.text(),
            directions_en: room.directions_en.text(),
            directions_ar: room.directions_ar.text(),
            time_zone: room.time_zone.text(),
        }
    }
}

impl PatchRoom {
    fn says_archived_only(&self) -> Result<(), Problem> {
        let others = [
            ("nameEn", &self.name_en),
            ("nameAr", &self.name_ar),
            ("addressEn", &self.address_en),
            ("addressAr", &self.address_ar),
            ("mapUrl", &self.map_url),
            ("directionsEn", &self.directions_en),
            ("directionsAr", &self.directions_ar),
            ("timeZone", &self.time_zone),
        ];
        let named: Vec<_> = others.iter().filter(|(_, patch)| patch.is_mentioned()).map(|(name, _)| *name).collect();
        if named.is_empty() { Ok(()) } else { Err(Problem::not_together("archived", &named)) }
    }
}
