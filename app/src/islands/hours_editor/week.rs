//! The week as a picture to drag in: over an empty stretch of a day to add hours, at a block's edge to change when they begin or end, in
//! its middle to move them. For a pointer only (hidden from readers of the page: the fields beside it do the same with the keyboard).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::Day;
use crate::view::hours::{HoursWords, SpanView};

/// Minutes in a day.
const DAY: i32 = 1440;
/// What a pointer can hit, in minutes.
const STEP: i32 = 30;
/// How near to an edge counts as at it, in minutes.
const EDGE: i32 = 20;

/// What is being dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drag {
    /// The row, once there is one.
    row: Option<usize>,
    what: What,
    /// Where it began, and what the block was then.
    from: i32,
    was: (i32, i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    New,
    Start,
    End,
    Whole,
}

/// The picture.
pub fn picture(days: StoredValue<Vec<Day>>, words: StoredValue<HoursWords>) -> impl IntoView {
    let hours = (0..8).map(|part| view! { <span>{format!("{:02}", part * 3)}</span> }).collect::<Vec<_>>();
    let columns = days.with_value(|days| days.iter().map(|day| column(*day)).collect::<Vec<_>>());
    view! {
        <div class="week-drag" aria-hidden="true">
            <p>{words.with_value(|words| words.week.clone())}</p>
            <div class="week-hours"><span></span>{hours}</div>
            {columns}
        </div>
    }
}

fn column(day: Day) -> impl IntoView {
    let drag = StoredValue::new(None::<Drag>);
    let down = move |event: ev::PointerEvent| {
        let (Some(track), true) = (track(&event), event.button() == 0) else { return };
        event.prevent_default();
        let at = minutes(&event, &track);
        _ = track.set_pointer_capture(event.pointer_id());
        drag.set_value(Some(begin(&day.spans.get_untracked(), at)));
    };
    let moved = move |event: ev::PointerEvent| {
        let (Some(track), Some(mut now)) = (track(&event), drag.get_value()) else { return };
        let (start, end) = dragged(now, minutes(&event, &track));
        if end <= start {
            return;
        }
        day.spans.update(|spans| {
            let span = SpanView::new(clock(start), clock(end));
            match (now.row.and_then(|row| spans.get_mut(row)), now.what) {
                // The other end stays as it was typed: it may lie past midnight.
                (Some(known), What::Start) => known.start = span.start,
                (Some(known), What::End) => known.end = span.end,
                (Some(known), _) => *known = span,
                (None, _) => {
                    now.row = Some(spans.len());
                    spans.push(span);
                }
            }
        });
        drag.set_value(Some(now));
    };
    let up = move |_| drag.set_value(None);
    let blocks = move || {
        day.typed.track();
        html(&day.spans.get())
    };
    view! {
        <div class="week-day">
            <span>{day.name.get_value()}</span>
            <div class="week-track" on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up inner_html=blocks></div>
        </div>
    }
}

fn track(event: &ev::PointerEvent) -> Option<web_sys::Element> {
    event.current_target()?.dyn_into().ok()
}

/// The minute of the day under the pointer.
fn minutes(event: &ev::PointerEvent, track: &web_sys::Element) -> i32 {
    let area = track.get_bounding_client_rect();
    let part = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
    #[allow(clippy::cast_possible_truncation, reason = "a place in a day, cut to it")]
    let minutes = (part.clamp(0.0, 1.0) * f64::from(DAY)) as i32;
    minutes
}

/// What a press at a minute takes hold of.
fn begin(spans: &[SpanView], at: i32) -> Drag {
    let stretches = spans.iter().map(stretch).enumerate();
    let hit =
        stretches.filter_map(|(row, part)| Some((row, part?))).find(|(_, (start, end))| *start <= at && at < *end);
    match hit {
        Some((row, was @ (start, end))) => {
            // Of hours that run past midnight only the beginning is in sight.
            let is_cut = spans.get(row).is_some_and(|span| read(&span.end) <= read(&span.start));
            let what = match (is_cut || at - start < EDGE, end - at < EDGE) {
                (true, _) => What::Start,
                (_, true) => What::End,
                _ => What::Whole,
            };
            Drag { row: Some(row), what, from: at, was }
        }
        None => Drag { row: None, what: What::New, from: at / STEP * STEP, was: (at, at) },
    }
}

/// What the block is once the pointer stands at a minute.
fn dragged(drag: Drag, at: i32) -> (i32, i32) {
    let near = (at + STEP / 2) / STEP * STEP;
    let (start, end) = drag.was;
    let (start, end) = match drag.what {
        What::New if at < drag.from => (at / STEP * STEP, drag.from + STEP),
        What::New => (drag.from, (at / STEP + 1) * STEP),
        What::Start => (near, end),
        What::End => (start, near),
        What::Whole => {
            let by = ((at - drag.from) / STEP * STEP).clamp(-start, DAY - end);
            (start + by, end + by)
        }
    };
    (start.max(0), end.min(DAY))
}

/// A row as minutes of its day; one past midnight is shown to the day's end. `None` while it cannot be read.
fn stretch(span: &SpanView) -> Option<(i32, i32)> {
    let (start, end) = (read(&span.start)?, read(&span.end)?);
    Some((start, if end <= start { DAY } else { end }))
}

fn read(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..60).contains(&minutes) && (0..=DAY).contains(&(hours * 60 + minutes)) && hours >= 0)
        .then_some(hours * 60 + minutes)
}

fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The day's blocks. Times are written from what was read, so nothing typed becomes markup.
fn html(spans: &[SpanView]) -> String {
    let mut out = String::new();
    for (start, end) in spans.iter().filter_map(stretch) {
        let permille = |minutes: i32| minutes * 1000 / DAY;
        let (top, height) = (permille(start), permille(end - start));
        out.push_str(&format!(
            "<div class=\"week-block\" style=\"inset-block-start:{}.{}%;block-size:{}.{}%\">{}–{}</div>",
            top / 10,
            top % 10,
            height / 10,
            height % 10,
            clock(start),
            clock(end),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans() -> Vec<SpanView> {
        vec![SpanView::new("09:00".into(), "12:00".into()), SpanView::new("22:00".into(), "02:00".into())]
    }

    #[test]
    fn dragging_over_an_empty_stretch_adds_hours_in_either_direction() {
        let drag = begin(&spans(), 13 * 60 + 10);
        assert_eq!((drag.row, drag.what), (None, What::New));
        assert_eq!(dragged(drag, 14 * 60 + 40), (13 * 60, 15 * 60));
        assert_eq!(dragged(drag, 12 * 60 + 5), (12 * 60, 13 * 60 + 30));
        assert_eq!(dragged(drag, DAY + 90).1, DAY);
    }

    #[test]
    fn edges_change_one_end_and_the_middle_moves_the_block() {
        let top = begin(&spans(), 9 * 60 + 5);
        assert_eq!((top.row, top.what, dragged(top, 8 * 60 + 10)), (Some(0), What::Start, (8 * 60, 12 * 60)));
        let bottom = begin(&spans(), 12 * 60 - 5);
        assert_eq!((bottom.what, dragged(bottom, 13 * 60)), (What::End, (9 * 60, 13 * 60)));
        let middle = begin(&spans(), 10 * 60);
        assert_eq!((middle.what, dragged(middle, 11 * 60)), (What::Whole, (10 * 60, 13 * 60)));
        assert_eq!(dragged(middle, 0), (0, 3 * 60), "no further than the day");
        assert_eq!(begin(&spans(), 23 * 60).what, What::Start, "what runs past midnight keeps its end");
    }

    #[test]
    fn what_cannot_be_read_is_not_drawn() {
        let odd = [SpanView::new("<b>".into(), "12:00".into()), SpanView::new("25:00".into(), "26:00".into())];
        assert_eq!(html(&odd), "");
        assert_eq!(html(&spans()[1..]).matches("22:00–24:00").count(), 1);
    }
}
