//! A call before it is made, and lists page by page.

use std::fmt::Display;
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;
use std::vec::IntoIter;

use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Error;
use crate::error::Refused;
use crate::types::Meta;

/// A call without headers of its own.
#[derive(Debug, Clone, Copy)]
pub enum Plain {}
/// A call that can be repeated under an idempotency key.
#[derive(Debug, Clone, Copy)]
pub enum Once {}
/// A call that can be bound to a revision.
#[derive(Debug, Clone, Copy)]
pub enum Revised {}
/// A call that can be both.
#[derive(Debug, Clone, Copy)]
pub enum OnceRevised {}

mod kinds {
    pub trait Repeatable {}
    impl Repeatable for super::Once {}
    impl Repeatable for super::OnceRevised {}

    pub trait Bound {}
    impl Bound for super::Revised {}
    impl Bound for super::OnceRevised {}
}

/// A call before it is made: `.await` makes it.
#[derive(Debug)]
#[must_use = "a call is made when it is awaited"]
pub struct Call<T, Kind = Plain> {
    request: Result<RequestBuilder, Error>,
    read: fn(&[u8]) -> serde_json::Result<T>,
    kind: PhantomData<fn() -> Kind>,
}

impl<T: DeserializeOwned, Kind> Call<T, Kind> {
    /// One that answers with a thing in `data`.
    pub(crate) fn new(request: Result<RequestBuilder, Error>) -> Self {
        Self { request, read: |body| Ok(serde_json::from_slice::<One<T>>(body)?.data), kind: PhantomData }
    }

    /// One whose answer is the thing.
    pub(crate) fn whole(request: Result<RequestBuilder, Error>) -> Self {
        Self { request, read: |body| serde_json::from_slice(body), kind: PhantomData }
    }
}

impl<Kind> Call<Vec<u8>, Kind> {
    /// One that answers with a file as it is.
    pub(crate) fn file(request: Result<RequestBuilder, Error>) -> Self {
        Self { request, read: |body| Ok(body.to_vec()), kind: PhantomData }
    }
}

impl<T, Kind> Call<T, Kind> {
    fn header(self, name: &str, value: impl Display) -> Self {
        Self { request: self.request.map(|request| request.header(name, value.to_string())), ..self }
    }
}

impl<T, Kind: kinds::Repeatable> Call<T, Kind> {
    /// Repeated with the same key and body, the call is carried out once and answers what it answered at first. See
    /// [`random_key`](crate::random_key).
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }
}

impl<T, Kind: kinds::Bound> Call<T, Kind> {
    /// Only if the thing still has this revision: otherwise somebody changed it meanwhile, and the call is refused (412).
    pub fn if_revision(self, revision: i32) -> Self {
        self.header("if-match", format_args!("\"{revision}\""))
    }
}

/// What a call becomes when awaited.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

#[derive(Deserialize)]
struct One<T> {
    data: T,
}

impl<T: 'static, Kind> IntoFuture for Call<T, Kind> {
    type Output = Result<T, Error>;
    type IntoFuture = Answer<T>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { request, read, .. } = self;
        Box::pin(async move { Ok(read(&body(request?).await?)?) })
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The things, in the order of the list.
    pub data: Vec<T>,
    /// How to go on.
    pub meta: Meta,
}

/// A list that comes in pages: `.await` gives the first, [`List::all`] goes through all of them.
#[derive(Debug)]
#[must_use = "a list is read when it is awaited"]
pub struct List<T> {
    request: RequestBuilder,
    shape: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + Send + 'static> List<T> {
    pub(crate) fn new(request: RequestBuilder) -> Self {
        Self { request, shape: PhantomData }
    }

    /// The page after `cursor`, the [`Meta::next_cursor`] of the page before.
    pub fn after(self, cursor: &str) -> Self {
        Self::new(self.request.query(&[("cursor", cursor)]))
    }

    /// Every thing in the list, one after the other; pages are asked for as they are needed.
    pub fn all(self) -> All<T> {
        All { first: self.request.try_clone(), next: Some(self.request), read: Vec::new().into_iter() }
    }
}

impl<T: DeserializeOwned + Send + 'static> IntoFuture for List<T> {
    type Output = Result<Page<T>, Error>;
    type IntoFuture = Answer<Page<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(read(self.request))
    }
}

/// Everything in a list, page by page.
#[derive(Debug)]
pub struct All<T> {
    /// The list without a cursor; always there, because its body is no stream.
    first: Option<RequestBuilder>,
    next: Option<RequestBuilder>,
    read: IntoIter<T>,
}

impl<T: DeserializeOwned> All<T> {
    /// The next thing; `None` after the last. After a failure it asks for the same page again.
    pub async fn next(&mut self) -> Result<Option<T>, Error> {
        loop {
            if let Some(thing) = self.read.next() {
                return Ok(Some(thing));
            }
            let Some(request) = self.next.as_ref().and_then(RequestBuilder::try_clone) else { return Ok(None) };
            let page: Page<T> = read(request).await?;
            self.read = page.data.into_iter();
            let first = self.first.as_ref().and_then(RequestBuilder::try_clone);
            self.next = page.meta.next_cursor.and_then(|cursor| first.map(|list| list.query(&[("cursor", cursor)])));
        }
    }
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    Ok(serde_json::from_slice(&body(request).await?)?)
}

async fn body(request: RequestBuilder) -> Result<Vec<u8>, Error> {
    let response = request.send().await?;
    if !response.status().is_success() {
        return Err(refused(response).await);
    }
    Ok(response.bytes().await?.into())
}

async fn refused(response: Response) -> Error {
    let status = response.status().as_u16();
    let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let problem = match response.bytes().await {
        Ok(body) => serde_json::from_slice(&body).ok(),
        Err(error) => return error.into(),
    };
    Error::Refused(Box::new(Refused { status, problem, retry_after: seconds.map(Duration::from_secs) }))
}
