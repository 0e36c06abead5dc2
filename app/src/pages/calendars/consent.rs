//! Connecting Google and Microsoft: the ways there on `/calendars`, the step that leads away, and the page people come back to. Coming back is
//! an address like any other and changes nothing: the page posts what it was given, by itself where there is scripting. Knows no token.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{
    Error,
    calendars::{ConnectionView, clients::Keeper},
};

use crate::enter::{enter, page};
use crate::server::{query, words};
use crate::ui::prelude::*;

/// A keeper's name, which is the same in every language.
pub(crate) const fn name(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Google => "Google",
        Keeper::Microsoft => "Microsoft 365",
    }
}

/// The keeper that the address names.
fn named() -> Result<Keeper, Error> {
    let word = use_params_map().with_untracked(|params| params.get("keeper").unwrap_or_default());
    Keeper::parse(&word).ok_or(Error::NotFound)
}

/// The ways to connect: one for each keeper this installation is known to.
pub(crate) fn ways(keepers: &[Keeper]) -> Option<AnyView> {
    let w = words();
    let links: Vec<_> = keepers
        .iter()
        .map(|keeper| {
            let label = w.with("consent-connect", &[("name", name(*keeper).into())]);
            view! {
                <LinkButton href=format!("/calendars/connect/{}", keeper.word()) icon=Glyph::Calendar wide=true>
                    {label}
                </LinkButton>
            }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <Card title=w.t("consent-title") sub=w.t("consent-sub") marked=true>
                <div class="stack">{links.into_iter().collect_view()}</div>
            </Card>
        }
        .into_any()
    })
}

/// Where an account's calendars are, in words.
pub(super) fn named_host(connection: &ConnectionView) -> String {
    Keeper::parse(&connection.kind).map_or_else(|| connection.host.clone(), |keeper| name(keeper).to_owned())
}

/// What an account there can still be asked for: to let us in again, or to be written to.
pub(super) fn more(connection: &ConnectionView) -> Option<AnyView> {
    let keeper = Keeper::parse(&connection.kind)?;
    let writes = connection.calendars.iter().any(|calendar| calendar.can_write);
    let values = [("name", name(keeper).into())];
    let w = words();
    let (href, label, kind) = match (connection.reconnect_since, writes) {
        (Some(_), _) => (again(&connection.kind, writes), w.with("consent-again", &values), Kind::Primary),
        (None, false) => (again(&connection.kind, true), w.with("consent-write", &values), Kind::Secondary),
        (None, true) => return None,
    };
    Some(view! { <Actions><LinkButton href kind small=true icon=Glyph::Link>{label}</LinkButton></Actions> }.into_any())
}

/// Where an account of that kind is connected again: where its keeper asks, also for writing if it was written to, or where a password is typed.
pub(crate) fn again(kind: &str, writes: bool) -> String {
    match Keeper::parse(kind) {
        Some(keeper) => format!("/calendars/connect/{}{}", keeper.word(), if writes { "?write=1" } else { "" }),
        None => "/calendars#account".to_owned(),
    }
}

/// What came of a consent that brought no calendar, said once on `/calendars`.
pub(crate) fn outcome() -> Option<AnyView> {
    let key = match query("consent").as_deref() {
        Some("declined") => "consent-declined",
        Some("late") => "consent-late",
        Some("missing") => "consent-missing",
        Some("calendars") => "consent-no-calendars",
        Some("failed") => "consent-failed",
        _ => return None,
    };
    let w = words();
    Some(view! { <Banner tone=Tone::Bad title=w.t("consent-not") alert=true><p>{w.t(key)}</p></Banner> }.into_any())
}

/// `/calendars/connect/{keeper}`: leads to where the keeper asks. `?write=1`: also for writing.
#[component]
pub fn Leave() -> impl IntoView {
    let keeper = named();
    page(async move {
        let (services, ctx) = enter()?;
        let url = services.calendar_consent(&ctx, keeper?, query("write").is_some()).await?;
        leptos_axum::redirect(&url);
        Ok(())
    })
}

/// `/calendars/connect/{keeper}/back`: where the keeper sends people back to.
#[component]
pub fn Back() -> impl IntoView {
    let keeper = named();
    page(async move {
        let (_, ctx) = enter()?;
        ctx.user()?;
        let keeper = keeper?;
        let w = words();
        let action = format!("/calendars/connect/{}/finish", keeper.word());
        let given = ["code", "state", "iss", "error"].map(|name| {
            let value: String = query(name).unwrap_or_default().chars().take(4000).collect();
            view! { <input type="hidden" name=name value=value/> }
        });
        let values = [("name", name(keeper).into())];
        let nonce = leptos::nonce::use_nonce();
        // Nothing to decide here: who has scripting need not press.
        let script = "document.getElementById('consent').submit()";
        Ok(view! {
            <Page title=w.with("consent-back", &values)>
                <Card>
                    <form id="consent" class="stack" method="post" action=action>
                        {given.collect_view()}
                        <p>{w.with("consent-back-text", &values)}</p>
                        <Actions><Button kind=Kind::Primary>{w.t("consent-finish")}</Button></Actions>
                    </form>
                </Card>
                <script nonce=nonce>{script}</script>
            </Page>
        })
    })
}
