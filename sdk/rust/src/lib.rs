//! Callboard's REST API. Types are made from its OpenAPI document ([`types`]); the client adds the key, the envelope, paging, idempotency and
//! revisions, and says why a call was refused. Addresses are those of the document: `client.get("/api/v1/bookings", &[("limit", "10")])`.

pub mod types;
pub mod webhooks;

use reqwest::{Method, RequestBuilder, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use types::Problem;

/// A client for one organisation's key; cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    key: String,
}

/// Why a call brought nothing.
#[derive(Debug)]
pub enum Error {
    /// Callboard said no; `code` is stable.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Seconds after which trying again makes sense, where it says so.
        retry_after: Option<u64>,
        /// Why.
        problem: Box<Problem>,
    },
    /// The call did not arrive, or its answer is not of the document's shape.
    Transport(reqwest::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { status, problem, .. } => write!(f, "{status} {}: {}", problem.code, problem.detail),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Deserialize)]
struct One<T> {
    data: T,
}

#[derive(Deserialize)]
struct Many<T> {
    data: Vec<T>,
    meta: types::Meta,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The things.
    pub data: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<String>,
}

/// What may go along with a change.
#[derive(Debug, Clone, Copy, Default)]
pub struct Along<'a> {
    /// Done once, however often it is sent with this key (kept for 24 hours).
    pub idempotency_key: Option<&'a str>,
    /// Only if it still has this revision.
    pub revision: Option<i32>,
}

impl Client {
    /// A client of the server at `url` (`https://callboard.example.com`) with an API key.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(url: &str, key: &str) -> Result<Self> {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { http, url: url.trim_end_matches('/').to_owned(), key: key.to_owned() })
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url)).bearer_auth(&self.key)
    }

    /// One thing, as the document describes `path`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T> {
        Ok(read::<One<T>>(self.call(Method::GET, path).query(query)).await?.data)
    }

    /// One page of a list; `cursor` of the page before with the same query.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn page<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
        cursor: Option<&str>,
    ) -> Result<Page<T>> {
        let mut call = self.call(Method::GET, path).query(query);
        if let Some(cursor) = cursor {
            call = call.query(&[("cursor", cursor)]);
        }
        let Many { data, meta } = read(call).await?;
        Ok(Page { data, next: meta.next_cursor })
    }

    /// Every page of a list.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn all<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<T>> {
        let mut found = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = self.page(path, query, cursor.as_deref()).await?;
            found.extend(page.data);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    }

    /// A change: POST, PATCH, PUT or DELETE.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
        along: Along<'_>,
    ) -> Result<T> {
        let mut call = self.call(method, path);
        if let Some(key) = along.idempotency_key {
            call = call.header("Idempotency-Key", key);
        }
        if let Some(revision) = along.revision {
            call = call.header(header::IF_MATCH, format!("\"{revision}\""));
        }
        if let Some(body) = body {
            call = call.json(body);
        }
        Ok(read::<One<T>>(call).await?.data)
    }

    /// A token by which a page of yours books one application in an embed.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn embed_token(&self, application_id: &str, origin: &str) -> Result<types::EmbedToken> {
        let body = types::CreateEmbedToken { application_id: application_id.to_owned(), origin: origin.to_owned() };
        self.send(Method::POST, "/api/v1/embed-tokens", Some(&body), Along::default()).await
    }
}

async fn read<T: DeserializeOwned>(call: RequestBuilder) -> Result<T> {
    let answer = call.send().await?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer.json().await?);
    }
    let retry_after = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let problem = Box::new(answer.json::<Problem>().await?);
    Err(Error::Refused { status: status.as_u16(), retry_after, problem })
}
