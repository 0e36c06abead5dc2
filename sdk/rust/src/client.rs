//! Where Callboard is, and whose key is sent there.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, RequestBuilder, Url};
use serde::Serialize;

use crate::Error;

/// One organisation's Callboard, by an API key. Cheap to clone; its calls are in [`crate::calls`].
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: Url,
    key: HeaderValue,
}

impl Client {
    /// A client for the Callboard at `url` (`https://callboard.example.com`) with a key (`cb_…`).
    pub fn new(url: &str, key: &str) -> Result<Self, Error> {
        let http = reqwest::Client::builder().user_agent(concat!("callboard-sdk-rust/", env!("CARGO_PKG_VERSION")));
        Self::with_http(http.build()?, url, key)
    }

    /// The same over a client of yours: with a proxy, other time limits, roots of your own.
    pub fn with_http(http: reqwest::Client, url: &str, key: &str) -> Result<Self, Error> {
        let url = Url::parse(url).map_err(|error| Error::Settings(format!("{url} is no address: {error}")))?;
        if url.cannot_be_a_base() {
            return Err(Error::Settings(format!("{url} is no address of a server")));
        }
        let mut key = HeaderValue::from_str(&format!("Bearer {key}"))
            .map_err(|_| Error::Settings("the key has signs in it that no key has".to_owned()))?;
        key.set_sensitive(true);
        Ok(Self { http, url, key })
    }

    /// A request to the address made of these parts, each written so that nothing in it can lead elsewhere.
    pub(crate) fn request(&self, method: Method, path: &[&str]) -> RequestBuilder {
        let mut url = self.url.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path);
        }
        self.http.request(method, url).header(AUTHORIZATION, self.key.clone())
    }

    /// The same with a JSON body.
    pub(crate) fn request_with(
        &self,
        method: Method,
        path: &[&str],
        body: &impl Serialize,
    ) -> Result<RequestBuilder, Error> {
        Ok(self.request(method, path).header(CONTENT_TYPE, "application/json").body(serde_json::to_vec(body)?))
    }

    /// The same with a file as it is, of that kind (`image/png`).
    pub(crate) fn request_file(
        &self,
        method: Method,
        path: &[&str],
        media_type: &str,
        file: Vec<u8>,
    ) -> RequestBuilder {
        self.request(method, path).header(CONTENT_TYPE, media_type).body(file)
    }
}

/// A key for [`Call::idempotency_key`](crate::Call::idempotency_key): keep it with what you are doing, and send it again when in doubt.
pub fn random_key() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::Settings(format!("no chance from the system: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
