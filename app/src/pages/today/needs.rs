//! Needs you: what waits for the office, above the day, each with what can be done about it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::calendars::BrokenCalendar;
use services::needs::{Need, NeedView, Needs};

use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::pages::calendars::{consent, failure_word};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The card; nothing where nothing waits.
pub fn card(needs: Needs, now: DateTime<Utc>) -> Option<AnyView> {
    let shown = needs.shown.len() + needs.calendars.len();
    if shown == 0 {
        return None;
    }
    let w = words();
    let hidden = needs.total - i64::try_from(shown).unwrap_or(needs.total);
    let more = (hidden > 0).then(|| view! { <p class="muted">{w.with("needs-more", &[("n", hidden.into())])}</p> });
    let title = w.with("needs-title", &[("n", needs.total.into())]);
    Some(
        view! {
            <div class="needs">
                <Card title marked=true>
                    <ul class="line-list">
                        {needs.shown.iter().map(line).collect_view()}
                        {needs.calendars.iter().map(|broken| calendar(broken, now)).collect_view()}
                    </ul>
                    {more}
                </Card>
            </div>
        }
        .into_any(),
    )
}

fn line(need: &NeedView) -> impl IntoView + use<> {
    let w = words();
    let name = pick(&need.name.0, &need.name.1);
    let when = dates().short_when(need.starts_at, locale().zone);
    let (hue, glyph, key, said) = match &need.need {
        Need::Pending { note } => (Hue::Wait, Glyph::Hourglass, "needs-pending", note.clone()),
        Need::Request { note } => (Hue::Info, Glyph::Clock, "needs-request", note.clone()),
        Need::Silent => (Hue::Wait, Glyph::Hourglass, "needs-silent", String::new()),
        Need::Unlinked => (Hue::Wait, Glyph::Video, "needs-unlinked", String::new()),
        Need::Declined { reason } => (Hue::Bad, Glyph::Cross, "needs-declined", reason.clone()),
        Need::Kept { reason } => (Hue::Wait, Glyph::Clock, "needs-kept", reason.clone()),
        Need::Failed { address, .. } => {
            (Hue::Bad, Glyph::Mail, "needs-failed", w.with("needs-failed-to", &[("address", address.into())]))
        }
    };
    let quoted = match &need.need {
        Need::Failed { .. } => said.clone(),
        _ if said.is_empty() => String::new(),
        _ => format!("“{said}”"),
    };
    let href = format!("/bookings/{}", need.booking_id);
    let label = |action: String| w.with("needs-of", &[("action", action.into()), ("name", name.clone().into())]);
    let call = need.phone.clone().filter(|_| !matches!(need.need, Need::Request { .. })).map(|phone| {
        let href = format!("tel:{phone}");
        view! { <LinkButton href small=true kind=Kind::Quiet icon=Glyph::Phone label=label(w.t("needs-call"))>{w.t("needs-call")}</LinkButton> }
    });
    let post = |action: &str, word: &'static str, kind: Kind| {
        let (address, label) = (format!("{href}/{action}"), label(w.t(word)));
        view! {
            <form method="post" action=address>
                <input type="hidden" name="revision" value=need.revision.to_string()/>
                <input type="hidden" name="back" value="/today"/>
                <Button small=true kind label>{w.t(word)}</Button>
            </form>
        }
    };
    let action = match &need.need {
        Need::Pending { .. } => {
            let decline = format!("{href}?dialog=decline");
            view! {
                {post("accept", "bookings-accept", Kind::Primary)}
                <LinkButton href=decline small=true label=label(w.t("bookings-decline"))>{w.t("bookings-decline")}</LinkButton>
            }
            .into_any()
        }
        Need::Request { .. } => {
            view! { <LinkButton href=href.clone() small=true label=label(w.t("needs-answer"))>{w.t("needs-answer")}</LinkButton> }.into_any()
        }
        Need::Silent => {
            let href = format!("{href}#messages");
            view! { <LinkButton href small=true label=label(w.t("needs-ask-again"))>{w.t("needs-ask-again")}</LinkButton> }.into_any()
        }
        Need::Unlinked => {
            let href = format!("{href}?dialog=amend");
            view! { <LinkButton href small=true label=label(w.t("needs-give-link"))>{w.t("needs-give-link")}</LinkButton> }.into_any()
        }
        Need::Declined { .. } => {
            let again = need.application.map(|(call, application)| {
                let href = format!("/calls/{call}/book/{application}");
                view! { <LinkButton href small=true label=label(w.t("needs-book-again"))>{w.t("needs-book-again")}</LinkButton> }
            });
            view! { {again} {post("seen", "needs-seen", Kind::Quiet)} }.into_any()
        }
        Need::Kept { .. } => {
            let href = format!("{href}/move");
            view! {
                <LinkButton href small=true label=label(w.t("needs-move"))>{w.t("needs-move")}</LinkButton>
                {post("seen", "needs-seen", Kind::Quiet)}
            }
            .into_any()
        }
        Need::Failed { message, resent, .. } => {
            let action = format!("{href}/resend");
            let label = label(w.t("message-resend"));
            view! {
                <form method="post" action=action>
                    <input type="hidden" name="message" value=message.to_string()/>
                    <input type="hidden" name="times" value=resent.to_string()/>
                    <input type="hidden" name="back" value="/today"/>
                    <Button small=true label>{w.t("message-resend")}</Button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <li class="line-row rule-line">
            <div class="line-what">
                <span class="rule-when">
                    <a class="row-link" href=href><bdi>{name.clone()}</bdi></a>
                    <Badge hue icon=glyph>{w.t(key)}</Badge>
                </span>
                <span class="muted">
                    <bdi>{show::label(&need.what)}</bdi> " · " <time class="num" datetime=need.starts_at.to_rfc3339()>{when}</time>
                    {(!quoted.is_empty()).then(|| view! { " · " <span dir="auto">{quoted}</span> })}
                </span>
            </div>
            <div class="actions">{call} {action}</div>
        </li>
    }
}

/// A calendar that cannot be read. Its owner connects it again or looks why; their office learns whose it is, and no more.
fn calendar(broken: &BrokenCalendar, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let ago = dates().relative(broken.since, now, locale().zone);
    let (glyph, word, why) = if broken.is_closed {
        (Glyph::Lock, "needs-calendar-closed", w.with("needs-calendar-closed-since", &[("when", ago.into())]))
    } else {
        let why = w.t(failure_word(broken.failure.as_deref().unwrap_or_default()));
        let why = w.with("calendars-failing-since", &[("when", ago.into()), ("why", why.into())]);
        (Glyph::Warning, "needs-calendar", why)
    };
    let (name, page) = match &broken.owner {
        Some(owner) => (pick(&owner.0, &owner.1), "/admin/calendars"),
        None => (broken.name.clone(), "/calendars"),
    };
    let (href, action) = if broken.is_closed && broken.owner.is_none() {
        (consent::again(&broken.kind, broken.can_write), w.t("needs-connect-again"))
    } else {
        (page.to_owned(), w.t("needs-look"))
    };
    let label = w.with("needs-of", &[("action", action.clone().into()), ("name", name.clone().into())]);
    view! {
        <li class="line-row rule-line">
            <div class="line-what">
                <span class="rule-when">
                    <a class="row-link" href=page><bdi>{name}</bdi></a>
                    <Badge hue=Hue::Bad icon=glyph>{w.t(word)}</Badge>
                </span>
                <span class="muted">{why}</span>
            </div>
            <div class="actions"><LinkButton href small=true label>{action}</LinkButton></div>
        </li>
    }
}
