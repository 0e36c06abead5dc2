//! Reads what stands at an address somebody typed, within limits of time and size: calendar subscriptions. Follows redirects itself, each
//! checked like the first address. Knows no format.

use url::Url;

use super::{BadAddress, HookClient, HookError, fault};

/// Redirects followed before it is called a circle.
const MOST_REDIRECTS: usize = 5;
/// The longest header we keep to ask by.
const LONGEST_MARK: usize = 500;

/// What a server says its content is known by: sent back to learn whether anything changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The content.
    Content {
        /// All of it.
        body: Vec<u8>,
        /// What to ask by next time.
        marks: Marks,
    },
    /// Nothing changed since the marks that were sent.
    Unchanged,
    /// A status that is neither.
    Status(u16),
    /// More than was asked for at most.
    TooLarge,
}

impl HookClient {
    /// Reads `url`, at most `most` bytes of it; with `marks`, only if it changed.
    pub async fn get(&self, url: &str, marks: &Marks, most: usize) -> Result<Page, HookError> {
        let mut url = self.check(url).map_err(HookError::Refused)?;
        for _ in 0..=MOST_REDIRECTS {
            let mut request = self.client.get(url.clone()).header("accept", "text/calendar, */*;q=0.1");
            if let Some(etag) = &marks.etag {
                request = request.header(reqwest::header::IF_NONE_MATCH, etag);
            }
            if let Some(date) = &marks.last_modified {
                request = request.header(reqwest::header::IF_MODIFIED_SINCE, date);
            }
            let response = request.send().await.map_err(|error| fault(&error))?;
            match response.status().as_u16() {
                301 | 302 | 303 | 307 | 308 => url = self.next(&url, &response)?,
                304 => return Ok(Page::Unchanged),
                200..=299 => return content(response, most).await,
                status => return Ok(Page::Status(status)),
            }
        }
        Err(HookError::Broken("it leads in a circle".to_owned()))
    }

    /// Where a redirect leads, if that is an address we call.
    fn next(&self, from: &Url, response: &reqwest::Response) -> Result<Url, HookError> {
        let to = mark(response, reqwest::header::LOCATION).and_then(|to| from.join(&to).ok());
        let to = to.ok_or(HookError::Refused(BadAddress::NotAnAddress))?;
        self.check(to.as_str()).map_err(HookError::Refused)
    }
}

async fn content(mut response: reqwest::Response, most: usize) -> Result<Page, HookError> {
    let marks = Marks {
        etag: mark(&response, reqwest::header::ETAG),
        last_modified: mark(&response, reqwest::header::LAST_MODIFIED),
    };
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
        if body.len() + chunk.len() > most {
            return Ok(Page::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Page::Content { body, marks })
}

fn mark(response: &reqwest::Response, name: reqwest::header::HeaderName) -> Option<String> {
    let text = response.headers().get(name)?.to_str().ok()?;
    (text.len() <= LONGEST_MARK).then(|| text.to_owned())
}
