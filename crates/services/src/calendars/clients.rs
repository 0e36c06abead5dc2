//! Who we are at Google and Microsoft: an organisation's own OAuth client where it has set one, else the installation's; where their servers are.
//! Asks nobody anything.

use connectors::calendar::oauth::Registration;
use domain::{
    field::{Check, FieldCode},
    id::{Id, Organization},
};
use store::calendar_clients::{self, ClientRecord};

use crate::{Ctx, Error, Result, Services, audit, seal};

/// A keeper of calendars that is asked for consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeper {
    /// Google.
    Google,
    /// Microsoft 365 and Outlook.
    Microsoft,
}

/// A client of the installation or of an organisation, in the clear.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OauthClient {
    /// The provider's name for us.
    pub client_id: String,
    /// What proves it.
    pub client_secret: String,
    /// Where people consent; empty: the usual place, as for the others.
    pub authorize_url: String,
    /// Where tokens are had.
    pub token_url: String,
    /// Where consents are given back.
    pub revoke_url: String,
    /// Where the interface is.
    pub api_url: String,
}

impl std::fmt::Debug for OauthClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OauthClient").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The installation's clients.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OauthClients {
    /// At Google.
    pub google: Option<OauthClient>,
    /// At Microsoft.
    pub microsoft: Option<OauthClient>,
}

impl Keeper {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Google, Self::Microsoft];

    /// The word in the database and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
        }
    }

    /// The keeper of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keeper| keeper.word() == word)
    }

    const fn secret_column(self) -> &'static str {
        match self {
            Self::Google => "google_secret",
            Self::Microsoft => "microsoft_secret",
        }
    }

    /// What is asked for: reading first, writing when it is wanted.
    pub(super) fn scopes(self, writes: bool) -> Vec<String> {
        let scopes: &[&str] = match (self, writes) {
            (Self::Google, false) => &[
                "openid",
                "email",
                "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
                "https://www.googleapis.com/auth/calendar.events.readonly",
            ],
            (Self::Google, true) => &[
                "openid",
                "email",
                "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
                "https://www.googleapis.com/auth/calendar.events",
            ],
            (Self::Microsoft, false) => &["openid", "profile", "email", "offline_access", "Calendars.Read"],
            (Self::Microsoft, true) => &["openid", "profile", "email", "offline_access", "Calendars.ReadWrite"],
        };
        scopes.iter().map(|scope| (*scope).to_owned()).collect()
    }

    /// Whether what was granted lets us read, and whether it lets us write.
    pub(super) fn granted(self, scopes: &[String]) -> (bool, bool) {
        let has = |wanted: &str| {
            let ending = format!("/{}", wanted.to_ascii_lowercase());
            scopes.iter().any(|scope| format!("/{}", scope.to_ascii_lowercase()).ends_with(&ending))
        };
        match self {
            Self::Google => {
                let reads_all = has("auth/calendar") || has("auth/calendar.readonly");
                let writes = has("auth/calendar") || has("auth/calendar.events");
                let lists = reads_all || has("auth/calendar.calendarlist.readonly");
                (lists && (writes || reads_all || has("auth/calendar.events.readonly")), writes)
            }
            Self::Microsoft => {
                let writes = has("Calendars.ReadWrite");
                (writes || has("Calendars.Read"), writes)
            }
        }
    }
}

impl OauthClient {
    fn or<'a>(own: &'a str, usual: &'a str) -> &'a str {
        if own.is_empty() { usual } else { own }
    }

    /// Where consent and tokens are had.
    pub(super) fn registration(&self, keeper: Keeper, base_url: &str) -> Registration {
        let (authorize, token) = match keeper {
            Keeper::Google => ("https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token"),
            Keeper::Microsoft => (
                "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
                "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            ),
        };
        Registration {
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            authorize_url: Self::or(&self.authorize_url, authorize).to_owned(),
            token_url: Self::or(&self.token_url, token).to_owned(),
            redirect_url: format!("{base_url}/calendars/connect/{}/back", keeper.word()),
        }
    }

    /// Where the interface is.
    pub(super) fn api(&self, keeper: Keeper) -> &str {
        let usual = match keeper {
            Keeper::Google => connectors::calendar::google::API,
            Keeper::Microsoft => connectors::calendar::graph::API,
        };
        Self::or(&self.api_url, usual)
    }

    /// Where a consent is given back, if anywhere.
    pub(super) fn revoke(&self, keeper: Keeper) -> Option<String> {
        match keeper {
            Keeper::Google => Some(Self::or(&self.revoke_url, "https://oauth2.googleapis.com/revoke").to_owned()),
            Keeper::Microsoft => None,
        }
    }
}

/// A client as its organisation's admin sees it; the secret is never shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClientView {
    /// At whom.
    pub keeper: Keeper,
    /// The organisation's own, if it has set one.
    pub client_id: Option<String>,
    /// Addresses that are not the usual ones: consent, tokens, giving back, interface.
    pub addresses: [String; 4],
    /// Whether the installation has one, which holds where the organisation has none.
    pub installed: bool,
    /// Where the provider must be told to send people back to.
    pub redirect_url: String,
}

impl Services {
    fn installed_client(&self, keeper: Keeper) -> Option<&OauthClient> {
        match keeper {
            Keeper::Google => self.settings().oauth_clients.google.as_ref(),
            Keeper::Microsoft => self.settings().oauth_clients.microsoft.as_ref(),
        }
    }

    /// The client of an organisation, or of the installation.
    pub(super) async fn oauth_client(
        &self,
        keeper: Keeper,
        organization: Option<Id<Organization>>,
    ) -> Result<Option<OauthClient>> {
        let Some(organization) = organization else { return Ok(self.installed_client(keeper).cloned()) };
        let mut db = self.store().connection().await?;
        let Some(record) = calendar_clients::get(&mut db, organization, keeper.word()).await? else { return Ok(None) };
        let place = place(organization, keeper);
        let secret = seal::open(&self.settings().keys, place, &record.secret_sealed)?;
        Ok(Some(OauthClient {
            client_id: record.client_id,
            client_secret: String::from_utf8(secret).map_err(|error| Error::internal("a client's secret", error))?,
            authorize_url: record.authorize_url,
            token_url: record.token_url,
            revoke_url: record.revoke_url,
            api_url: record.api_url,
        }))
    }

    /// The client a person of this organisation connects through: its own, else the installation's.
    pub(super) async fn oauth_client_for(
        &self,
        keeper: Keeper,
        organization: Option<Id<Organization>>,
    ) -> Result<Option<(OauthClient, Option<Id<Organization>>)>> {
        if let Some(organization) = organization
            && let Some(own) = self.oauth_client(keeper, Some(organization)).await?
        {
            return Ok(Some((own, Some(organization))));
        }
        Ok(self.installed_client(keeper).cloned().map(|client| (client, None)))
    }

    /// Which keepers the signed-in person can connect.
    pub async fn calendar_keepers(&self, ctx: &Ctx) -> Result<Vec<Keeper>> {
        ctx.user()?;
        let organization = ctx.actor.membership().map(|(organization, _)| organization);
        let mut found = Vec::new();
        for keeper in Keeper::ALL {
            if self.oauth_client_for(keeper, organization).await?.is_some() {
                found.push(keeper);
            }
        }
        Ok(found)
    }

    /// The organisation's clients, for its admin.
    pub async fn oauth_clients(&self, ctx: &Ctx) -> Result<Vec<OauthClientView>> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        let mut views = Vec::new();
        for keeper in Keeper::ALL {
            let own = calendar_clients::get(&mut db, organization, keeper.word()).await?;
            let (client_id, addresses) = match own {
                Some(own) => (Some(own.client_id), [own.authorize_url, own.token_url, own.revoke_url, own.api_url]),
                None => (None, Default::default()),
            };
            views.push(OauthClientView {
                keeper,
                client_id,
                addresses,
                installed: self.installed_client(keeper).is_some(),
                redirect_url: format!("{}/calendars/connect/{}/back", self.settings().base_url, keeper.word()),
            });
        }
        Ok(views)
    }

    /// Sets the organisation's client at a keeper; an empty secret keeps the one there is. Admins.
    pub async fn set_oauth_client(&self, ctx: &Ctx, keeper: Keeper, form: &OauthClient) -> Result<()> {
        let organization = ctx.admin()?;
        let mut check = Check::new();
        let client_id = check.text("clientId", &form.client_id, 500);
        let mut address = |field: &'static str, text: &str| {
            let text = check.optional_text(field, text, 2000);
            if !text.is_empty() && self.hooks().check(&text).is_err() {
                check.fail(field, FieldCode::NotAUrl);
            }
            text
        };
        let authorize_url = address("authorizeUrl", &form.authorize_url);
        let token_url = address("tokenUrl", &form.token_url);
        let revoke_url = address("revokeUrl", &form.revoke_url);
        let api_url = address("apiUrl", &form.api_url);
        let mut tx = self.store().begin().await?;
        let known = calendar_clients::get(&mut tx, organization, keeper.word()).await?;
        let secret_sealed = match (form.client_secret.trim(), known) {
            ("", Some(known)) => known.secret_sealed,
            ("", None) => {
                check.fail("clientSecret", FieldCode::Required);
                Vec::new()
            }
            (text, _) if text.len() > 500 => {
                check.fail("clientSecret", FieldCode::TooLong);
                Vec::new()
            }
            (text, _) => seal::seal(ctx, &self.settings().keys, place(organization, keeper), text.as_bytes())?,
        };
        check.finish(())?;
        let kind = keeper.word().to_owned();
        let client = ClientRecord { kind, client_id, secret_sealed, authorize_url, token_url, revoke_url, api_url };
        calendar_clients::set(&mut tx, organization, &client, ctx.now).await?;
        audit::entry(ctx, "calendar_client.set").fact("kind", keeper.word()).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }

    /// Removes the organisation's client at a keeper: who connected through it has to connect anew. Admins.
    pub async fn remove_oauth_client(&self, ctx: &Ctx, keeper: Keeper) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        if !calendar_clients::delete(&mut tx, organization, keeper.word()).await? {
            return Err(Error::NotFound);
        }
        audit::entry(ctx, "calendar_client.removed").fact("kind", keeper.word()).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}

pub(crate) fn place(organization: Id<Organization>, keeper: Keeper) -> seal::Place {
    seal::Place { table: "calendar_clients", row: organization.uuid(), column: keeper.secret_column() }
}
