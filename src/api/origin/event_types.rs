//! The origin's event types: `listingId`, `durationMinutes`, `price`, `customQuestions`. One host, whoever makes it; everything else is
//! what a new event type starts from here.

use axum::response::Response;
use domain::casting::QuestionKind;
use domain::field::{Check, FieldCode};
use domain::question::{QuestionForm, QuestionOption};
use serde::{Deserialize, Serialize};
use services::event_types::{EventTypeDetail, EventTypeForm, HostForm};
use services::idempotency::Answer;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer::{Many, One, Only, created};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept, once};
use crate::api::params::{PathId, Query, check_id};
use crate::api::problem::Problem;

/// An event type in the origin's names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginEventType {
    /// Its id.
    pub id: String,
    /// The casting call.
    pub listing_id: Option<String>,
    /// Its name, the English one where there are two.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// What it is.
    pub description: String,
    /// Minutes of the usual meeting.
    pub duration_minutes: u32,
    /// What it costs, in whole units of the currency.
    pub price: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Minutes kept free before.
    pub buffer_before_minutes: u32,
    /// Minutes kept free after.
    pub buffer_after_minutes: u32,
    /// Whether public bookings wait for approval.
    pub requires_confirmation: bool,
    /// What is asked; null in lists.
    pub custom_questions: Option<Vec<OriginQuestion>>,
    /// Whether it can be booked.
    pub is_active: bool,
}

/// A question in the origin's names.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OriginQuestion {
    /// Its name in the answers: a-z, 0-9 and `_`.
    pub id: String,
    /// `text`, `email`, `phone`, `textarea`, `number`, `select`, `radio`, `multiselect`, `checkbox`, `url`, `date`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its words.
    pub label: String,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be picked.
    #[serde(default)]
    pub options: Vec<String>,
}

/// The origin's `createEventType`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"listingId": "call_01jd9x8k3me0q8v6t2h4w7y5nz", "name": "30-Minute Consultation", "slug": "30-min-consultation",
    "durationMinutes": 30, "price": 50.0, "customQuestions": [{"id": "email", "type": "email", "label": "Email", "required": true}]}))]
pub struct CreateOriginEventType {
    /// The casting call.
    pub listing_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its word in addresses; made from the name when left out.
    #[serde(default)]
    pub slug: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Minutes.
    pub duration_minutes: i64,
    /// What it costs, in whole units of the currency.
    pub price: Option<f64>,
    /// ISO 4217; SAR when left out.
    pub currency: Option<String>,
    /// Minutes kept free before.
    #[serde(default)]
    pub buffer_before_minutes: i64,
    /// Minutes kept free after.
    #[serde(default)]
    pub buffer_after_minutes: i64,
    /// Whether public bookings wait for approval.
    #[serde(default)]
    pub requires_confirmation: bool,
    /// What is asked.
    #[serde(default)]
    pub custom_questions: Vec<OriginQuestion>,
}

/// Which event types.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOriginEventTypes {
    /// Those of this casting call and those of none.
    pub listing_id: Option<String>,
}

/// The event types of the calls the caller may read. For members.
#[utoipa::path(get, path = "/event-types", tag = "origin", operation_id = "originListEventTypes", params(ListOriginEventTypes),
    responses((status = 200, description = "All of them.", body = Many<OriginEventType>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListOriginEventTypes>) -> Result<Many<OriginEventType>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    let mut check = Check::new();
    let call = check_id(&mut check, "listingId", asked.listing_id.as_deref());
    check.finish(())?;
    let found = services.list_event_types(&ctx, call, false).await?;
    Ok(Many::all(found.into_iter().map(|one| OriginEventType::of(one.record, None)).collect()))
}

/// Adds an event type that the caller hosts. Admins; casters for the calls they may edit.
#[utoipa::path(post, path = "/event-types", tag = "origin", operation_id = "originCreateEventType",
    request_body = CreateOriginEventType,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The event type.", body = One<OriginEventType>)))]
pub async fn create(
    caller: Caller,
    key: IdempotencyKey,
    body: Body<CreateOriginEventType>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let key = key.for_call("POST /api/booking/event-types", body.fingerprint);
    let new = body.value;
    let mut check = Check::new();
    let casting_call_id = check_id(&mut check, "listingId", new.listing_id.as_deref());
    let price_minor = new.price.and_then(|price| smallest_units(&mut check, price));
    let questions =
        new.custom_questions.into_iter().enumerate().map(|(place, one)| one.read(&mut check, place)).collect();
    check.finish(())?;
    let form = EventTypeForm {
        name_en: new.name,
        description_en: new.description,
        slug: new.slug,
        casting_call_id,
        durations: vec![new.duration_minutes],
        price_minor,
        currency: if price_minor.is_some() { new.currency.unwrap_or_else(|| "SAR".to_owned()) } else { String::new() },
        buffer_before: new.buffer_before_minutes,
        buffer_after: new.buffer_after_minutes,
        needs_confirmation: new.requires_confirmation,
        hosts: vec![HostForm::fixed(ctx.user()?)],
        questions,
        ..EventTypeForm::default()
    };
    let answer = Answer::new(key.as_ref(), &kept::<EventTypeDetail, OriginEventType>);
    let done = services.create_event_type_once(&ctx, form, &answer).await;
    Ok(once(done.map_err(|error| renamed(error, of_origin))?, |made| {
        let location = format!("/api/booking/event-types/{}", made.record.id);
        created(One::new(OriginEventType::from(made)), &location)
    }))
}

/// One event type. For those who may change it or book with it.
#[utoipa::path(get, path = "/event-types/{id}", tag = "origin", operation_id = "originShowEventType",
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "The event type.", body = One<OriginEventType>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::EventType>) -> Result<One<OriginEventType>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    let found = services.event_type(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::new(found.into()))
}

/// Takes an event type out of use; what is booked stays.
#[utoipa::path(delete, path = "/event-types/{id}", tag = "origin", operation_id = "originDeleteEventType",
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "It cannot be booked any more.", body = One<Only>)))]
pub async fn delete(caller: Caller, PathId(id): PathId<domain::id::EventType>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    services.archive_event_type(&ctx, id, true).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
}

/// 12.5 as 1250; what is no price is noted.
fn smallest_units(check: &mut Check, price: f64) -> Option<i64> {
    let written = format!("{price:.2}").replace('.', "");
    let found = written.parse().ok().filter(|units| price.is_finite() && (0..=i64::from(i32::MAX)).contains(units));
    if found.is_none() {
        check.fail("price", FieldCode::Invalid);
    }
    found
}

/// The origin's names for the fields that services speak of.
fn of_origin(field: &str) -> Option<String> {
    let name = match field {
        "nameEn" => "name",
        "descriptionEn" => "description",
        "castingCallId" => "listingId",
        "priceMinor" => "price",
        "bufferBefore" => "bufferBeforeMinutes",
        "bufferAfter" => "bufferAfterMinutes",
        _ if field.starts_with("durations") => "durationMinutes",
        _ => {
            let rest = field.strip_prefix("questions.")?;
            return Some(format!("customQuestions.{}", rest.replace("labelEn", "label").replace("key", "id")));
        }
    };
    Some(name.to_owned())
}

impl OriginQuestion {
    fn read(self, check: &mut Check, place: usize) -> QuestionForm {
        let kind = QuestionKind::parse(&self.kind).unwrap_or_else(|| {
            check.fail(&format!("customQuestions.{place}.type"), FieldCode::Unknown);
            QuestionKind::Text
        });
        let option = |words: String| QuestionOption { id: words.clone(), label_en: words.clone(), label_ar: words };
        QuestionForm {
            key: self.id,
            kind,
            label_en: self.label.clone(),
            label_ar: self.label,
            hint_en: String::new(),
            hint_ar: String::new(),
            required: self.required,
            options: self.options.into_iter().map(option).collect(),
            shown_when: None,
        }
    }

    fn of(question: QuestionForm) -> Self {
        Self {
            id: question.key,
            kind: question.kind.as_str().to_owned(),
            label: question.label_en,
            required: question.required,
            options: question.options.into_iter().map(|option| option.id).collect(),
        }
    }
}

impl From<EventTypeDetail> for OriginEventType {
    fn from(detail: EventTypeDetail) -> Self {
        Self::of(detail.record, Some(detail.questions))
    }
}

impl OriginEventType {
    fn of(record: services::event_types::EventTypeRecord, questions: Option<Vec<QuestionForm>>) -> Self {
        Self {
            id: record.id.to_string(),
            listing_id: record.casting_call_id.map(|id| id.to_string()),
            name: record.name_en,
            slug: record.slug,
            description: record.description_en,
            duration_minutes: record.durations.first().copied().unwrap_or_default(),
            price: record.price_minor.map(|units| f64::from(units) / 100.0),
            currency: record.currency,
            buffer_before_minutes: record.buffer_before_min,
            buffer_after_minutes: record.buffer_after_min,
            requires_confirmation: record.needs_confirmation,
            custom_questions: questions.map(|all| all.into_iter().map(OriginQuestion::of).collect()),
            is_active: record.archived_at.is_none(),
        }
    }
}
