//! The times of a day, a lost race, the button that goes on.

use super::put;
use super::zone::zone;
use crate::islands::browser;
use crate::islands::slot_picker::model::Model;
use crate::view::picker::{NearTime, Part, TimeView};

/// The end-side panel: the chosen day's times as radio buttons of the form around it, and the button that goes on.
pub fn times(model: &Model) -> String {
    let mut out = String::with_capacity(6144);
    let words = &model.view.words;
    let day = model.times();
    let title = day.map_or(&words.choose_time, |day| &day.title);
    put(&mut out, &["<header class=\"picker-head\"><h2 id=\"picker-day-title\">", title, "</h2>"]);
    zone(&mut out, model);
    out.push_str("</header>");
    if let Some(note) = &model.note {
        put(&mut out, &["<p class=\"picker-note\" role=\"alert\">", note, "</p>"]);
    }
    if let Some(taken) = &model.taken {
        put(&mut out, &["<div class=\"picker-taken\" role=\"alert\"><p>", &taken.message, "</p>"]);
        if !taken.nearest.is_empty() {
            put(&mut out, &["<fieldset><legend>", &words.nearest, "</legend>"]);
            for near in &taken.nearest {
                near_choice(&mut out, model, near);
            }
            out.push_str("</fieldset>");
        }
        out.push_str("</div>");
    }
    // What sticks to the screen's edge stays inside this: it never covers the heading or the zone.
    put(
        &mut out,
        &[
            "<div class=\"picker-choice\"><fieldset class=\"picker-list\" id=\"f-start\" tabindex=\"-1\"><legend class=\"sr-only\">",
            &words.choose_time,
            "</legend>",
        ],
    );
    match day {
        Some(day) => {
            for (part, name) in
                [(Part::Morning, &words.morning), (Part::Afternoon, &words.afternoon), (Part::Evening, &words.evening)]
            {
                let mut shown =
                    day.times.iter().filter(|time| time.part == part && (model.outside || !time.outside)).peekable();
                if shown.peek().is_none() {
                    continue;
                }
                put(&mut out, &["<div class=\"time-part\"><h3>", name, "</h3>"]);
                let marks = model.outside && day.times.iter().any(|time| time.outside);
                for time in shown {
                    choice(&mut out, model, time, &day.date, None, marks);
                }
                out.push_str("</div>");
            }
        }
        None => put(&mut out, &["<p class=\"muted\">", &words.choose_day, "</p>"]),
    }
    let hold = model.hold.as_ref().map_or("", |hold| &hold.token);
    put(&mut out, &["</fieldset><input type=\"hidden\" name=\"hold\" value=\"", hold, "\">"]);
    if model.awake {
        put(&mut out, &["<input type=\"hidden\" name=\"zone\" value=\"", &model.zone.0, "\">"]);
    }
    let waits = if model.awake && model.chosen.is_none() { " disabled" } else { "" };
    let label = submit(model);
    put(
        &mut out,
        &[
            "<div class=\"picker-go\"><button class=\"button primary wide\" type=\"submit\"",
            waits,
            ">",
            &label,
            "</button></div></div>",
        ],
    );
    out
}

/// The words of the button that goes on.
pub fn submit(model: &Model) -> String {
    match model.chosen_text() {
        Some(time) => model.view.words.submit_with.replace("{time}", time),
        None => model.view.words.submit.clone(),
    }
}

/// What stands beside a time: its hold, else whose hours it is outside of, else the venue's time.
pub fn note(model: &Model, time: &TimeView, marks: bool) -> String {
    let words = &model.view.words;
    if model.chosen.as_ref() == Some(&time.start) {
        if model.hold.as_ref().is_some_and(|hold| hold.start == time.start) {
            return words.held.replace("{left}", &browser::clock(model.left, &model.view.digits));
        }
        if model.holding {
            return words.holding.clone();
        }
    }
    let venue = || time.venue.as_ref().map(|(long, short)| if model.hour12 { short } else { long });
    let mark = marks.then_some(if time.outside { &words.outside_mark } else { &words.suits_mark });
    mark.or_else(venue).cloned().unwrap_or_default()
}

fn near_choice(out: &mut String, model: &Model, near: &NearTime) {
    choice(out, model, &near.time, &near.date, Some(&near.day), false);
}

fn choice(out: &mut String, model: &Model, time: &TimeView, date: &str, day: Option<&str>, marks: bool) {
    let checked = if model.chosen.as_ref() == Some(&time.start) { "\" checked>" } else { "\">" };
    let class = if time.outside { "<label class=\"time outside\">" } else { "<label class=\"time\">" };
    put(
        out,
        &[
            class,
            "",
            "<input type=\"radio\" name=\"start\" required value=\"",
            &time.start,
            "\" data-day=\"",
            date,
            checked,
        ],
    );
    if let Some(day) = day {
        put(out, &["<span class=\"time-day\">", day, "</span>"]);
    }
    put(
        out,
        &[
            "<time datetime=\"",
            &time.start,
            "\">",
            time.text(model.hour12),
            if marks {
                "</time><span class=\"time-note\" data-marks=\"\">"
            } else {
                "</time><span class=\"time-note\">"
            },
            &note(model, time, marks),
            "</span>",
        ],
    );
    if let Some(left) = &time.left {
        put(out, &["<span class=\"time-left\">", left, "</span>"]);
    }
    out.push_str("</label>");
}
