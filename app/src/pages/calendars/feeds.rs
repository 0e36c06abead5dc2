//! Links by which other programs read bookings: the reader's own, a call's, a room's.

use domain::casting::CallStatus;
use leptos::prelude::*;
use services::calendar_feeds::{FeedOf, FeedView, MOST};
use services::{Ctx, Result, Services};

use crate::islands::copy_field::CopyField;
use crate::pages::book::pick;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// Most calls and rooms to choose from; the newest calls.
const CHOICES: usize = 50;

/// The card.
pub(super) async fn card(services: &Services, ctx: &Ctx) -> Result<AnyView> {
    let feeds = services.list_feeds(ctx).await?;
    let w = words();
    let mut choices = vec![Choice::new("own", w.t("feeds-of-own")), Choice::new("busy", w.t("feeds-of-busy"))];
    if ctx.member().is_ok() {
        let named = |key: &str, en: &str, ar: &str| w.with(key, &[("name", pick(en, ar).into())]);
        let calls = services.list_calls(ctx, Some(CallStatus::Published)).await?;
        choices.extend(calls.iter().take(CHOICES).map(|call| {
            let label = named("feeds-of-call", &call.call.title_en, &call.call.title_ar);
            Choice::new(format!("call:{}", call.call.id), label)
        }));
        let rooms = services.list_rooms(ctx, false).await?;
        choices.extend(rooms.iter().take(CHOICES).map(|room| {
            Choice::new(format!("room:{}", room.id), named("feeds-of-room", &room.name_en, &room.name_ar))
        }));
    }
    let full = i64::try_from(feeds.len()).is_ok_and(|count| count >= MOST);
    let form = (!full).then(|| {
        view! {
            <form class="stack" method="post" action="/calendars/feeds">
                <Select name="of" label=w.t("feeds-of") choices/>
                <Actions><Button icon=Glyph::Link>{w.t("feeds-make")}</Button></Actions>
            </form>
        }
    });
    let lines = feeds.iter().enumerate().map(|(number, feed)| line(number, feed, ctx.now)).collect_view();
    let secret = (!feeds.is_empty()).then(|| view! { <p class="field-hint">{w.t("feeds-secret")}</p> });
    Ok(view! {
        <Card title=w.t("feeds") sub=w.t("feeds-sub")>
            <div class="stack">
                {(!feeds.is_empty()).then(|| view! { <ul class="line-list">{lines}</ul> })}
                {secret}
                {form}
            </div>
        </Card>
    }
    .into_any())
}

fn line(number: usize, feed: &FeedView, now: chrono::DateTime<chrono::Utc>) -> impl IntoView + use<> {
    let w = words();
    let name = feed.name.as_ref().map(|name| pick(&name.en, &name.ar)).unwrap_or_default();
    let named = |key: &str| w.with(key, &[("name", name.clone().into())]);
    let label = match feed.of {
        FeedOf::Own => w.t("feeds-of-own"),
        FeedOf::Call(_) => named("feeds-of-call"),
        FeedOf::Room(_) => named("feeds-of-room"),
        FeedOf::FreeBusy => w.t("feeds-of-busy"),
    };
    let read = match feed.last_read_at {
        Some(at) => dates().relative(at, now, locale().zone),
        None => w.t("feeds-unread"),
    };
    let action = format!("/calendars/feeds/{}/delete", feed.id);
    let delete = format!("{}: {label}", w.t("feeds-delete"));
    let url = feed.url.clone();
    view! {
        <li class="calendar-change">
            <CopyField id=format!("feed-{number}") label value=url copy=w.t("parts-copy") copied=w.t("parts-copied")/>
            <div class="actions">
                <form method="post" action=action>
                    <Button small=true kind=Kind::Danger label=delete>{w.t("feeds-delete")}</Button>
                </form>
                <span class="muted">{w.t("feeds-read")} ": " {read}</span>
            </div>
        </li>
    }
}
