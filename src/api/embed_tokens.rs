//! `/api/v1/embed-tokens`: a caster's server asks for a token with its key, and its page books that application in an embed. The token is
//! said once and kept by nobody.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::field::FieldCode;
use serde::{Deserialize, Serialize};
use services::Error;
use services::embeds::{EmbedTokenView, NewEmbedToken};
use services::idempotency::Answer;
use utoipa::ToSchema;

use super::answer::{One, created};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::idempotency::{IdempotencyKey, kept, once};
use super::problem::Problem;

/// What a token is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"applicationId": "app_01jd9x8k3me0q8v6t2h4w7y5nz", "origin": "https://www.example.com"}))]
pub struct CreateEmbedToken {
    /// The application that may be booked with it.
    #[schema(example = "app_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub application_id: String,
    /// The website that may show the embed; one of those an admin allowed under `/admin/settings/embedding`.
    #[schema(example = "https://www.example.com")]
    pub origin: String,
}

/// What a token for one embed is good for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmbedTokenFacts {
    /// Its name, no secret.
    #[schema(example = "emb_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// The application that may be booked with it.
    pub application_id: String,
    /// The website that may show the embed.
    pub origin: String,
    /// Until when it works: a quarter of an hour.
    pub expires_at: DateTime<Utc>,
}

/// A token for one embed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmbedToken {
    /// What it is good for.
    #[serde(flatten)]
    pub facts: EmbedTokenFacts,
    /// The token, said once: missing where the call was repeated by its `Idempotency-Key`. Good for one booking.
    #[schema(required = false)]
    pub token: String,
}

impl From<EmbedTokenView> for EmbedTokenFacts {
    fn from(made: EmbedTokenView) -> Self {
        Self {
            id: made.id.to_string(),
            application_id: made.application_id.to_string(),
            origin: made.origin,
            expires_at: made.expires_at,
        }
    }
}

/// Makes a token by which the caller's page books one application in an embed, in the caller's name. For those who may book it.
#[utoipa::path(post, path = "/embed-tokens", tag = "embed", operation_id = "createEmbedToken", request_body = CreateEmbedToken,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the token.")),
    responses((status = 201, description = "The token, said once.", body = One<EmbedToken>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateEmbedToken>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    // Who may not book learns nothing about what there is to book.
    ctx.member()?;
    let key = key.for_call("POST /api/v1/embed-tokens", body.fingerprint);
    let application_id =
        body.value.application_id.parse().map_err(|_| Error::field("applicationId", FieldCode::Unknown))?;
    let new = NewEmbedToken { application_id, origin: body.value.origin };
    let answer = Answer::new(key.as_ref(), &kept::<EmbedTokenView, EmbedTokenFacts>);
    Ok(once(services.create_embed_token_once(&ctx, &new, &answer).await?, |made| {
        let location = format!("/api/v1/embed-tokens/{}", made.id);
        let token = made.token.clone();
        created(One::new(EmbedToken { facts: made.into(), token }), &location)
    }))
}
