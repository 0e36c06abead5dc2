//! `/dev/outbox`: mail that went nowhere, in demo and test only. Newest first, narrowed to one address with `?to=`; each mail as HTML, as text
//! with its links, and with its calendar entry. Knows nothing of how mails come about.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::notifications::OutboxMail;

use crate::enter::{enter, page};
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// The list.
#[component]
pub fn DevOutbox() -> impl IntoView {
    let to = query("to").map(|to| to.trim().to_lowercase()).filter(|to| !to.is_empty());
    page(async move {
        let (services, ctx) = enter()?;
        let mails = services.outbox(&ctx).await?;
        let w = words();
        let narrowed = to.as_ref().map(|to| {
            view! {
                <p>
                    {w.with("mail-outbox-only", &[("address", to.into())])} " "
                    <a href=here_with(&[("to", None)])>{w.t("mail-outbox-all")}</a>
                </p>
            }
        });
        let rows: Vec<_> = mails
            .iter()
            .filter(|mail| to.as_ref().is_none_or(|to| mail.address.eq_ignore_ascii_case(to)))
            .map(row)
            .collect();
        let list = if rows.is_empty() {
            view! {
                <Empty title=w.t("mail-outbox-none") text=w.t("mail-outbox-none-text") icon=Glyph::Mail>
                    <span></span>
                </Empty>
            }
            .into_any()
        } else {
            let columns = vec![
                Column::new(w.t("mail-outbox-subject")),
                Column::new(w.t("mail-outbox-to")),
                Column::new(w.t("mail-outbox-sent")),
            ];
            view! {
                <Card flush=true>
                    <Table caption=w.t("mail-outbox-title") columns>
                        {rows.into_iter().collect_view()}
                    </Table>
                </Card>
            }
            .into_any()
        };
        Ok(view! {
            <PublicPage title=w.t("mail-outbox-title") sub=w.t("mail-outbox-sub")>
                {narrowed}
                {list}
            </PublicPage>
        })
    })
}

fn row(mail: &OutboxMail) -> impl IntoView + use<> {
    let href = format!("/dev/outbox/{}", mail.id);
    let only = here_with(&[("to", Some(&mail.address))]);
    let sent = dates().short_when(mail.sent_at, locale().zone);
    view! {
        <tr data-kind=mail.kind.clone()>
            <td>
                <a href=href><bdi>{mail.subject.clone()}</bdi></a>
            </td>
            <td>
                <a href=only><bdi>{mail.address.clone()}</bdi></a>
            </td>
            <td class="num">{sent}</td>
        </tr>
    }
}

/// One mail.
#[component]
pub fn DevOutboxMail() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let mail = services.outbox_mail(&ctx, id).await?;
        let w = words();
        let dir = services::words::Lang::from_code(&mail.language).map_or("auto", services::words::Lang::dir);
        let sent = dates().when_with_year(mail.sent_at, locale().zone);
        let text = mail.text.lines().map(|line| view! { {linked(line)} "\n" }).collect_view();
        // Text messages have none.
        let html = (!mail.html.is_empty()).then(|| body(&mail.html).to_owned());
        let calendar = mail.calendar.map(|calendar| {
            view! {
                <Card title=w.t("mail-outbox-calendar")>
                    <pre class="mail-text" dir="ltr" tabindex="0">{calendar}</pre>
                </Card>
            }
        });
        Ok(view! {
            <PublicPage title=mail.subject.clone()>
                <p class="muted">
                    <a href="/dev/outbox">{w.t("mail-outbox-title")}</a> " · " <bdi>{mail.address}</bdi> " · " {sent}
                </p>
                <div class="stack">
                    {html.map(|html| view! {
                        <Card title=w.t("mail-outbox-as-html") flush=true>
                            <div class="mail-sheet" inner_html=html></div>
                        </Card>
                    })}
                    <Card title=w.t("mail-outbox-as-text")>
                        <pre class="mail-text" dir=dir tabindex="0">{text}</pre>
                    </Card>
                    {calendar}
                </div>
            </PublicPage>
        })
    })
}

/// A line of text with its web addresses as links.
fn linked(line: &str) -> AnyView {
    match line.find("https://").or_else(|| line.find("http://")) {
        None => line.to_owned().into_any(),
        Some(start) => {
            let (before, tail) = line.split_at(start);
            let end = tail.find(char::is_whitespace).unwrap_or(tail.len());
            let (address, after) = tail.split_at(end);
            let (before, href, shown, after) =
                (before.to_owned(), address.to_owned(), address.to_owned(), after.to_owned());
            view! { {before} <a href=href>{shown}</a> {after} }.into_any()
        }
    }
}

/// What stands in the mail's body. Our content policy allows no frames; the mail's own printer has escaped everything in it.
pub(crate) fn body(html: &str) -> &str {
    let inside = html.split_once("<body").and_then(|(_, tail)| tail.split_once('>')).map_or(html, |(_, body)| body);
    inside.split_once("</body>").map_or(inside, |(body, _)| body)
}
