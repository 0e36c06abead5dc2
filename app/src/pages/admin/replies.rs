//! `/admin/settings/replies`: what calendars say back. Whether a change somebody makes in their calendar changes the booking, where answers to
//! invitations come in (by HTTP, by a mailbox), who is believed, and what became of each.

use domain::calendar_reply::Answer;
use leptos::prelude::*;
use services::calendar_replies::{MailboxView, ReplySettingsView, ReplyView};

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::server::{self, dates, locale, query, words};
use crate::ui::prelude::*;

/// A secret on the one page that ever shows it; put beside the request by the form that made it.
#[derive(Debug, Clone)]
pub struct ShownReplySecret(pub String);

const SAVE: &str = "/admin/settings/replies/save";
const REMOVE: &str = "/admin/settings/replies/remove";
const CHANGES: &str = "/admin/settings/replies/changes";
const SECRET: &str = "/admin/settings/replies/secret";
const NO_SECRET: &str = "/admin/settings/replies/no-secret";
const MAILBOX: &str = "/admin/settings/replies/mailbox";
const NO_MAILBOX: &str = "/admin/settings/replies/no-mailbox";

/// The page.
#[component]
pub fn Replies() -> impl IntoView {
    let cursor = query("after").filter(|cursor| !cursor.is_empty());
    page(async move {
        let (services, ctx) = enter()?;
        let settings = services.reply_settings(&ctx).await?;
        let mailbox = services.reply_mailbox(&ctx).await?;
        let applies = services.applies_calendar_changes(&ctx).await?;
        let came = services.list_calendar_replies(&ctx, cursor.as_deref()).await?;
        let w = words();
        let is_on = settings.since.is_some();
        let ways = is_on.then(|| {
            view! { <div class="columns">{hook_card(&settings)} {mailbox_card(mailbox.as_ref(), ctx.now)}</div> }
        });
        let list = (is_on || !came.items.is_empty()).then(|| list(&came.items));
        let older = pages(came.next.as_deref());
        let (changes, answers, secret) = (changes_card(applies), answers_card(&settings), shown_secret());
        Ok(view! {
            <Page title=w.t("replies-title") sub=w.t("replies-sub") crumbs=vec![Crumb::new(w.t("nav-organisation"), "/admin/settings")]>
                {sections()}
                <div class="settings-columns">
                    <div class="stack">{secret} {answers} {ways} {list} {older}</div>
                    <aside class="stack">{changes}</aside>
                </div>
            </Page>
        })
    })
}

/// What follows when somebody moves or deletes a booking's event in their own calendar.
fn changes_card(applies: bool) -> impl IntoView {
    let w = words();
    let choices = vec![
        Choice::new("offered", w.t("replies-changes-offered")).with_note(w.t("replies-changes-offered-note")),
        Choice::new("applied", w.t("replies-changes-applied")).with_note(w.t("replies-changes-applied-note")),
    ];
    let value = if applies { "applied" } else { "offered" };
    view! {
        <Card title=w.t("replies-changes") sub=w.t("replies-changes-sub") class="named">
            <form class="stack" method="post" action=CHANGES>
                <RadioCards name="calendarChanges" legend=w.t("replies-changes-legend") choices value=value stacked=true/>
                <Actions><Button>{w.t("parts-save")}</Button></Actions>
            </form>
        </Card>
    }
}

/// Where answers go, and who is believed.
fn answers_card(settings: &ReplySettingsView) -> impl IntoView + use<> {
    let w = words();
    let state = match settings.since {
        Some(since) => {
            let since = dates().short_when(since, locale().zone);
            view! { <Banner tone=Tone::Good><p>{w.with("replies-on", &[("since", since.into())])}</p></Banner> }
                .into_any()
        }
        None => view! { <Banner><p>{w.t("replies-off")}</p></Banner> }.into_any(),
    };
    let remove = settings.since.is_some().then(|| {
        view! {
            <form method="post" action=REMOVE>
                <Button kind=Kind::Quiet>{words().t("replies-remove")}</Button>
            </form>
        }
    });
    let hint = w.with("replies-address-hint", &[("from", settings.mail_from.clone().into())]);
    let (address, own, vouched) = (settings.address.clone(), settings.own_addresses, settings.vouched_by.clone());
    view! {
        <Card title=w.t("replies-answers") sub=w.t("replies-answers-sub")>
            <div class="stack">
                {state}
                <form class="stack" method="post" action=SAVE>
                    <Field name="address" label=w.t("replies-address") kind="email" value=address hint maxlength=254 dir="ltr" autocomplete="off"/>
                    <Switch name="ownAddresses" label=w.t("replies-own") checked=own hint=w.t("replies-own-hint")/>
                    <Field name="vouchedBy" label=w.t("replies-vouched") value=vouched hint=w.t("replies-vouched-hint") maxlength=255 optional=true dir="ltr" autocomplete="off"/>
                    <Actions><Button kind=Kind::Primary>{w.t("replies-save")}</Button></Actions>
                </form>
                {remove}
            </div>
        </Card>
    }
}

fn shown_secret() -> Option<AnyView> {
    let ShownReplySecret(secret) = server::extension::<ShownReplySecret>()?;
    let w = words();
    Some(
        view! {
            <Card marked=true title=w.t("hooks-secret") sub=w.t("replies-secret-text")>
                <CopyField id="new-secret".to_owned() label=w.t("hooks-secret") value=secret copy=w.t("parts-copy") copied=w.t("parts-copied")/>
            </Card>
        }
        .into_any(),
    )
}

/// What a mail server runs to hand a mail over, for whoever sets it up.
const SCRIPT: &str = "t=$(date +%s)
s=$({ printf '%s.' \"$t\"; cat mail; } | openssl dgst -sha256 -hmac \"$SECRET\" -r | cut -d' ' -f1)
curl --data-binary @mail -H \"X-Callboard-Timestamp: $t\" -H \"X-Callboard-Signature: $s\" \"$ADDRESS\"";

fn hook_card(settings: &ReplySettingsView) -> impl IntoView + use<> {
    let w = words();
    let is_on = settings.hook_since.is_some();
    let stands = match settings.hook_since {
        Some(since) => w.with("replies-hook-on", &[("since", dates().short_when(since, locale().zone).into())]),
        None => w.t("replies-hook-off"),
    };
    let make = w.t(if is_on { "calcom-secret-renew" } else { "calcom-secret-make" });
    let remove = is_on.then(|| {
        view! { <form method="post" action=NO_SECRET><Button kind=Kind::Quiet>{words().t("replies-hook-remove")}</Button></form> }
    });
    let address = settings.hook_address.clone();
    view! {
        <Card title=w.t("replies-hook") sub=w.t("replies-hook-sub")>
            <div class="stack">
                <CopyField id="replies-address".to_owned() label=w.t("calcom-address") value=address copy=w.t("parts-copy") copied=w.t("parts-copied")/>
                <details class="add-more">
                    <summary>{w.t("replies-hook-how")}</summary>
                    <div class="stack"><p class="field-hint">{w.t("replies-hook-how-text")}</p> <pre class="hook-text" dir="ltr" tabindex="0">{SCRIPT}</pre></div>
                </details>
                <p class="muted">{stands}</p>
                <form method="post" action=SECRET><Button>{make}</Button></form>
                {remove}
            </div>
        </Card>
    }
}

/// Why a mailbox cannot be read, in words.
fn why(failure: &str) -> &'static str {
    match failure {
        "unauthorized" => "replies-why-password",
        "no_folder" => "replies-why-folder",
        "timeout" => "calendars-why-timeout",
        "refused" => "calendars-why-refused",
        "connect" => "calendars-why-connect",
        _ => "replies-why-broken",
    }
}

fn mailbox_card(mailbox: Option<&MailboxView>, now: chrono::DateTime<chrono::Utc>) -> impl IntoView + use<> {
    let w = words();
    let ago = |at| dates().relative(at, now, locale().zone);
    let state = mailbox.map(|mailbox| match (mailbox.failing_since, mailbox.last_read_at) {
        (Some(since), _) => {
            let reason = words().t(why(mailbox.failure.as_deref().unwrap_or_default()));
            let text = words().with("replies-mailbox-failing", &[("when", ago(since).into()), ("why", reason.into())]);
            view! { <Banner tone=Tone::Bad><p>{text}</p></Banner> }.into_any()
        }
        (None, Some(at)) => {
            let text = words().with("replies-mailbox-read", &[("when", ago(at).into())]);
            view! { <Banner tone=Tone::Good><p>{text}</p></Banner> }.into_any()
        }
        (None, None) => view! { <Banner><p>{words().t("replies-mailbox-waiting")}</p></Banner> }.into_any(),
    });
    let remove = mailbox.map(|_| {
        view! { <form method="post" action=NO_MAILBOX><Button kind=Kind::Quiet>{words().t("replies-mailbox-remove")}</Button></form> }
    });
    let is_known = mailbox.is_some();
    let (host, user) = mailbox.map(|mailbox| (mailbox.host.clone(), mailbox.user.clone())).unwrap_or_default();
    let (port, folder) = mailbox.map_or_else(
        || ("993".to_owned(), "INBOX".to_owned()),
        |mailbox| (mailbox.port.to_string(), mailbox.folder.clone()),
    );
    let hint = if is_known { w.t("replies-password-kept") } else { w.t("replies-password-hint") };
    view! {
        <Card title=w.t("replies-mailbox") sub=w.t("replies-mailbox-sub")>
            <div class="stack">
                {state}
                <form class="stack" method="post" action=MAILBOX autocomplete="off">
                    <Field name="host" label=w.t("replies-host") value=host maxlength=253 dir="ltr" autocomplete="off"/>
                    <Field name="port" label=w.t("replies-port") kind="number" value=port min="1" max="65535" narrow=true/>
                    <Field name="user" label=w.t("replies-user") value=user maxlength=320 dir="ltr" autocomplete="off"/>
                    <Field name="password" label=w.t("replies-password") kind="password" hint optional=is_known maxlength=500 dir="ltr" autocomplete="new-password"/>
                    <Field name="folder" label=w.t("replies-folder") value=folder maxlength=200 dir="ltr" autocomplete="off"/>
                    <Actions><Button>{w.t("replies-mailbox-save")}</Button></Actions>
                </form>
                {remove}
            </div>
        </Card>
    }
}

/// What became of an answer, in words.
fn fate(reply: &ReplyView) -> (Hue, Glyph, &'static str) {
    match (reply.state.as_str(), reply.reason.as_str()) {
        ("applied", _) => (Hue::Good, Glyph::Check, "replies-applied"),
        ("noted", _) => (Hue::Info, Glyph::Info, "replies-noted"),
        ("nothing", "already") => (Hue::Info, Glyph::Info, "replies-already"),
        ("nothing", _) => (Hue::Info, Glyph::Info, "replies-stale"),
        (_, "unknown_booking") => (Hue::Wait, Glyph::Warning, "replies-unknown-booking"),
        (_, "other_attendee") => (Hue::Wait, Glyph::Warning, "replies-other-attendee"),
        (_, "other_sender") => (Hue::Bad, Glyph::Cross, "replies-other-sender"),
        (_, "unproven") => (Hue::Bad, Glyph::Cross, "replies-unproven"),
        (_, "not_possible") => (Hue::Wait, Glyph::Warning, "replies-not-possible"),
        _ => (Hue::Wait, Glyph::Warning, "replies-not-understood"),
    }
}

fn list(replies: &[ReplyView]) -> AnyView {
    let w = words();
    if replies.is_empty() {
        return view! { <Card title=w.t("replies-came")><p class="muted">{w.t("replies-none")}</p></Card> }.into_any();
    }
    let rows = replies.iter().map(row).collect_view();
    view! { <Card title=w.t("replies-came") sub=w.t("replies-came-sub")><ul class="line-list">{rows}</ul></Card> }
        .into_any()
}

fn row(reply: &ReplyView) -> impl IntoView + use<> {
    let w = words();
    let (hue, glyph, word) = fate(reply);
    let answer = reply.answer.map(|answer| match answer {
        Answer::Accepted => "replies-accepted",
        Answer::Declined => "replies-declined",
        Answer::Tentative => "replies-tentative",
    });
    let what = w.t(answer.unwrap_or("replies-unread"));
    let (sender, when) = (reply.sender.clone(), dates().short_when(reply.received_at, locale().zone));
    let open = reply.booking_id.map(|id| {
        let label = w.with("replies-open-of", &[("sender", reply.sender.clone().into())]);
        view! { <a class="button quiet small" href=format!("/bookings/{id}") aria-label=label>{w.t("health-open-booking")}</a> }
    });
    view! {
        <li class="line-row">
            <div class="line-what">
                <span class="rule-when"><strong>{what}</strong> <Badge hue icon=glyph>{w.t(word)}</Badge></span>
                <span class="muted"><bdi dir="ltr">{sender}</bdi> " · " <span class="num">{when}</span></span>
            </div>
            <div class="line-actions">{open}</div>
        </li>
    }
}
