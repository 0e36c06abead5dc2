//! Our pages inside other websites: which may show them, what a frame is opened with, and the tokens by which an application is booked
//! there. A frame has no cookies (browsers keep none for what stands inside another site): its address carries a signed [`Frame`] instead.
//! Knows no page and no message between windows.

mod tokens;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    embed::{Theme, origins},
    field::Check,
    id::{EmbedToken, Id},
    refusal::OtherRefusal,
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::{
    Ctx, Error, Result, Services, audit,
    booking_links::derived,
    sessions::{hex, token_hash},
    words::Lang,
};

pub use tokens::{Audition, EmbedTokenView, NewEmbedToken};

/// How long a frame may stay open. Nothing is lost after that: its page is opened again by the website around it.
const LASTS: TimeDelta = TimeDelta::hours(12);
/// The longest name a website gives its embeds.
const LONGEST_NAMESPACE: usize = 40;
/// What separates the signature of frames from every other use of the secret.
const WORD: &[u8] = b"callboard frame v1";

/// What a frame was opened with, and for whom. Short names, because it stands in every address of the frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Random; holds of this frame belong to it.
    #[serde(rename = "v")]
    visitor: String,
    /// The website around it. Only it may show the page, and only it is told what happens.
    #[serde(rename = "o")]
    pub origin: String,
    /// The token by which an application is booked.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Id<EmbedToken>>,
    /// Light or dark, where the website decides.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// The website's colour, `#rrggbb`.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The language asked for.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    /// The website speaks Cal.com's dialect, and calls this embed by this name (often empty).
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub calcom: Option<String>,
    /// Seconds since 1970 after which it opens nothing.
    #[serde(rename = "x")]
    until: i64,
}

impl Frame {
    /// The key under which this frame holds a time.
    pub fn session_key(&self) -> String {
        hex(&token_hash(&format!("frame:{}", self.visitor)))
    }

    /// The language asked for.
    pub fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::from_code)
    }
}

/// What a website asks for when it opens a frame; all of it is as typed by whoever wrote that website.
#[derive(Debug, Clone, Default)]
pub struct NewFrame {
    /// The website, as the embed script or the browser says.
    pub origin: Option<String>,
    /// A token of [`Services::create_embed_token`].
    pub token: Option<String>,
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// A colour, `#rrggbb` or `#rgb`.
    pub accent: Option<String>,
    /// `en` or `ar`.
    pub lang: Option<String>,
    /// The name of the embed where the website speaks Cal.com's dialect.
    pub calcom: Option<String>,
}

impl Services {
    /// The websites that may show the organisation's pages. Admins only.
    pub async fn embed_origins(&self, ctx: &Ctx) -> Result<Vec<String>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        Ok(store::embeds::origins(&mut db, organization).await?)
    }

    /// Sets them, typed one per line. Field: `origins`. Admins only. Frames that are open stay so until they are left.
    pub async fn set_embed_origins(&self, ctx: &Ctx, typed: &str) -> Result<()> {
        let organization = ctx.admin()?;
        let mut check = Check::new();
        let origins = origins(&mut check, "origins", typed);
        let origins = check.finish(origins)?;
        let mut tx = self.store().begin().await?;
        store::embeds::replace_origins(&mut tx, organization, &origins, ctx.now).await?;
        audit::entry(ctx, "embed.origins_set").write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Opens a frame on a page of the organisation's: the signed text its addresses carry. [`Error::NotFound`] without such an organisation,
    /// [`Error::Forbidden`] where the website may not, `link_expired` when the token does not work (any more, or there).
    pub async fn open_frame(&self, ctx: &Ctx, organization_slug: &str, new: &NewFrame) -> Result<String> {
        let mut db = self.store().connection().await?;
        let organization =
            store::organizations::find_by_slug(&mut db, organization_slug).await?.ok_or(Error::NotFound)?;
        let allowed = store::embeds::origins(&mut db, organization.id).await?;
        let origin = new.origin.clone().filter(|origin| self.may_show(&allowed, origin)).ok_or(Error::Forbidden)?;
        let token = match &new.token {
            Some(token) => {
                let hash = token_hash(token);
                let id = store::embeds::find_token_any_owner(&mut db, &hash, ctx.now)
                    .await?
                    .ok_or(OtherRefusal::LinkExpired)?;
                let record =
                    store::embeds::token_any_owner(&mut db, id, ctx.now).await?.ok_or(OtherRefusal::LinkExpired)?;
                if record.organization_id != organization.id || record.origin != origin {
                    return Err(OtherRefusal::LinkExpired.into());
                }
                Some(id)
            }
            None => None,
        };
        let namespace = |name: &String| name.chars().take(LONGEST_NAMESPACE).collect();
        let frame = Frame {
            visitor: URL_SAFE_NO_PAD.encode(ctx.random::<16>()?),
            origin,
            token,
            theme: new.theme.as_deref().and_then(Theme::parse),
            accent: new.accent.as_deref().and_then(domain::embed::colour),
            lang: new.lang.as_deref().and_then(Lang::from_code).map(|lang| lang.code().to_owned()),
            calcom: new.calcom.as_ref().map(namespace),
            until: (ctx.now + LASTS).timestamp(),
        };
        let plain = serde_json::to_vec(&frame).map_err(|error| Error::internal("a frame", error))?;
        let body = URL_SAFE_NO_PAD.encode(plain);
        Ok(format!("{body}.{}", self.frame_signature(&body)))
    }

    /// The frame of such a text; nothing for what was not signed by us or is over.
    pub fn frame(&self, text: &str) -> Option<Frame> {
        let (body, signature) = text.split_once('.')?;
        let genuine = self.frame_signature(body);
        if !bool::from(genuine.as_bytes().ct_eq(signature.as_bytes())) {
            return None;
        }
        let frame: Frame = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
        let until: DateTime<Utc> = DateTime::from_timestamp(frame.until, 0)?;
        (until > self.clock().now()).then_some(frame)
    }

    fn frame_signature(&self, body: &str) -> String {
        derived(&self.settings().secret, WORD, &[body.as_bytes()])
    }

    /// Whether a website may show pages: one of those allowed, or our own.
    fn may_show(&self, allowed: &[String], origin: &str) -> bool {
        allowed.iter().any(|one| one == origin) || origin == self.settings().base_url
    }
}
