//! One request of any method to an address somebody typed, within the same limits as every call there: guarded, no redirects, no more of the
//! answer than was asked for. Knows no protocol.

use std::borrow::Cow;

use super::{HookClient, HookError, fault};

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// `GET`, `PUT`, `PROPFIND`, ...
    pub method: &'a str,
    /// Where to.
    pub url: &'a str,
    /// Further headers, by name.
    pub headers: &'a [(&'a str, String)],
    /// What is sent; may be empty.
    pub body: &'a str,
    /// Most bytes of the answer.
    pub most: usize,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, by lower-case name.
    pub headers: Vec<(String, String)>,
    /// All of the body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl HookClient {
    /// Sends one request and reads the whole answer.
    pub async fn send(&self, call: Call<'_>) -> Result<Answer, HookError> {
        let url = self.check(call.url).map_err(HookError::Refused)?;
        let method = reqwest::Method::from_bytes(call.method.as_bytes())
            .map_err(|_| HookError::Broken("no such method".to_owned()))?;
        let mut request = self.client.request(method, url);
        for (name, value) in call.headers {
            request = request.header(*name, value);
        }
        if !call.body.is_empty() {
            request = request.body(call.body.to_owned());
        }
        let mut response = request.send().await.map_err(|error| fault(&error))?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
            if body.len() + chunk.len() > call.most {
                return Err(HookError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }
}
