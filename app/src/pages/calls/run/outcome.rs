//! What came of a run: the page that follows it. Its address names who was to get when and what was in the way; what is booked is read anew,
//! so that a reload says what is true and books nothing.

use chrono::SecondsFormat;
use domain::id::{CastingCall, Id};
use leptos::prelude::*;
use services::runs::{NotBooked, RunBooked, RunDone};
use services::{Ctx, Result, Services};

use super::super::super::booking::show;
use super::read_line;
use crate::copy;
use crate::server::{dates, locale, query_pairs, words};
use crate::ui::prelude::*;

/// The name of a line in the address: `{application} {start} {word}`.
const LINE: &str = "done";
/// The word of whoever was booked.
const BOOKED: &str = "booked";

/// The address of the page that says what came of it.
pub fn address(call: &str, booked: &[RunBooked]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for line in booked {
        let word = match &line.result {
            Ok(_) => BOOKED,
            Err(NotBooked::Refused(refusal)) => copy::refusal_word(refusal),
            Err(NotBooked::NeedsAnswers) => "run-needs-answers",
            Err(NotBooked::Failed) => "run-failed",
        };
        let start = line.start.to_rfc3339_opts(SecondsFormat::Secs, true);
        query.append_pair(LINE, &format!("{} {start} {word}", line.application));
    }
    format!("/calls/{call}/run?{}", query.finish())
}

/// What the address tells of a run that was booked; `None` where it asks for something else.
pub(super) async fn of_address(services: &Services, ctx: &Ctx, call: Id<CastingCall>) -> Result<Option<AnyView>> {
    let mut lines = Vec::new();
    let mut said = Vec::new();
    for (_, text) in query_pairs().iter().filter(|(name, _)| name == LINE).take(services::runs::MOST) {
        let (line, word) = text.rsplit_once(' ').unwrap_or((text, BOOKED));
        lines.push(read_line(line)?);
        said.push(word.to_owned());
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let done = services.run_result(ctx, call, &lines).await?;
    Ok(Some(shown(call, &done, &said)))
}

/// Why somebody was not booked. The word is from the address: only those of refusals are taken from there.
fn why(word: &str) -> String {
    let is_reason = ["refusal-", "reason-", "run-"].iter().any(|kind| word.starts_with(kind)) && words().has(word);
    if is_reason { crate::form::error_text(word, None) } else { words().t("run-failed") }
}

fn shown(call: Id<CastingCall>, lines: &[RunDone], said: &[String]) -> AnyView {
    let w = words();
    let own = locale().zone;
    let done = lines.iter().filter(|line| line.booking.is_some()).count();
    let failed: Vec<&RunDone> = lines.iter().filter(|line| line.booking.is_none()).collect();
    let columns = vec![
        Column::new(w.t("bookings-when")),
        Column::new(w.t("bookings-talent")),
        Column::new(w.t("bookings-status")),
    ];
    let rows: Vec<_> = lines
        .iter()
        .zip(said)
        .map(|(line, word)| {
            let name = show::name(&line.talent);
            let (who, what) = match line.booking {
                Some(id) => (
                    view! { <a class="row-link" href=format!("/bookings/{id}")><bdi>{name}</bdi></a> }.into_any(),
                    view! { <Badge hue=Hue::Good icon=Glyph::CheckCircle>{words().t("run-booked")}</Badge> }.into_any(),
                ),
                None => (view! { <bdi>{name}</bdi> }.into_any(), {
                    let why = why(word);
                    view! { <Badge hue=Hue::Bad icon=Glyph::Cross>{why}</Badge> }.into_any()
                }),
            };
            view! {
                <tr>
                    <td class="num">{dates().short_when(line.start, own)}</td>
                    <th scope="row">{who}</th>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect();
    let values = [("n", done.into()), ("all", lines.len().into())];
    let (tone, word) = match (done, failed.len()) {
        (0, _) => (Tone::Bad, "run-done-none"),
        (_, 0) => (Tone::Good, "run-done"),
        _ => (Tone::Warning, "run-done"),
    };
    let summary = w.with(word, &values);
    let rest = (!failed.is_empty()).then(|| {
        let pairs = failed.iter().map(|line| ("a", line.application.to_string()));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        view! { <LinkButton href=format!("/calls/{call}/run?{query}") kind=Kind::Primary>{words().t("run-rest")}</LinkButton> }
    });
    view! {
        <div class="stack">
            <Banner tone>{summary}</Banner>
            <Card flush=true><Table caption=w.t("run-title") columns stacks=true>{rows}</Table></Card>
            <Actions>
                {rest}
                <LinkButton href=format!("/calls/{call}")>{w.t("calls-applicants")}</LinkButton>
                <LinkButton href="/bookings" kind=Kind::Quiet>{w.t("nav-bookings")}</LinkButton>
            </Actions>
        </div>
    }
    .into_any()
}
