//! `/confirm/{token}`: the mailed link of a booking whose address must be confirmed. Opening it changes nothing; its button books.

use domain::meeting::MeetingType;
use domain::refusal::{OtherRefusal, Refusal};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::public_booking::WaitingView;

use super::{label, link_ended, side::way_word};
use crate::enter::{enter, page};
use crate::form;
use crate::pages::booking::{series, show};
use crate::server::{dates, words};
use crate::ui::prelude::*;

/// A link was mailed: put beside the request by the form that asked for it.
#[derive(Debug, Clone)]
pub struct CheckMail {
    /// Where it went.
    pub email: String,
    /// Until when it works.
    pub until: chrono::DateTime<chrono::Utc>,
}

/// What is shown instead of the form once the link is on its way.
pub(super) fn check_mail(sent: &CheckMail, zone: chrono_tz::Tz) -> AnyView {
    let w = words();
    let text = w.with("confirm-check", &[("email", sent.email.as_str().into())]);
    let until = w.with("confirm-check-until", &[("time", dates().time(sent.until, zone).into())]);
    view! {
        <div class="content narrow">
            <Card title=w.t("confirm-check-title") marked=true>
                <p>{text}</p>
                <p class="muted">{until}</p>
            </Card>
        </div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn ConfirmOwn() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let waiting = match services.waiting_booking(&ctx, &token).await {
            Ok(waiting) => waiting,
            Err(Error::Refused(Refusal::Other(OtherRefusal::LinkExpired))) => {
                return Ok(match services.confirmed_already(&token).await? {
                    Some(made) => {
                        leptos_axum::redirect(&format!("/r/{made}"));
                        ().into_any()
                    }
                    None => link_ended().into_any(),
                });
            }
            Err(other) => return Err(other),
        };
        let office = label(&waiting.organization);
        let content = form(&waiting, &token);
        Ok(view! {
            <Meta name="robots" content="noindex, nofollow"/>
            <PublicPage title=words().t("confirm-title") organisation=office width=Width::Narrow>{content}</PublicPage>
        }
        .into_any())
    })
}

fn form(waiting: &WaitingView, token: &str) -> AnyView {
    let w = words();
    let venue = show::zone(&waiting.time_zone);
    let own = waiting.own_zone.as_deref().map_or(venue, show::zone);
    let in_person = waiting.meeting_type == Some(MeetingType::InPerson);
    let (first, second) = if in_person { (venue, own) } else { (own, venue) };
    let when = show::at(waiting.starts_at, waiting.ends_at, first, Some(second));
    let more = series::dates_line(&waiting.series, first);
    let refused = series::refused(first, None);
    let way = waiting.meeting_type.map(way_word);
    let (name, email) = (label(&waiting.name), waiting.email.clone());
    let send = if waiting.needs_confirmation { "confirm-send-request" } else { "confirm-send" };
    // The time could not be had after all: only another one helps.
    let lost = !form::state().nearest.is_empty() || form::state().problem.is_some();
    let (action, page) = (format!("/confirm/{token}"), waiting.page.clone());
    view! {
        <form class="stack" method="post" action=action>
            {refused}
            <Card marked=true>
                <Facts>
                    <Fact name=w.t("public-what")><strong><bdi>{name}</bdi></strong></Fact>
                    <Fact name=w.t("booking-when")>{when} {more}</Fact>
                    {way.map(|way| view! { <Fact name=w.t("booking-where")>{way}</Fact> })}
                    <Fact name=w.t("confirm-email")><span class="break" dir="ltr">{email}</span></Fact>
                </Facts>
                <div class="answers">
                    {(!lost).then(|| view! { <Button kind=Kind::Primary wide=true>{w.t(send)}</Button> })}
                    <LinkButton kind=Kind::Quiet href=page>{w.t("confirm-other")}</LinkButton>
                </div>
            </Card>
        </form>
    }
    .into_any()
}
