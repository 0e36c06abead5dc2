//! The picker's HTML, written by the server for the first page and by the island for every later one. Everything that came from
//! outside passes `text`.

use super::model::Model;
use crate::islands::browser;
use crate::ui::icon::Glyph;
use crate::view::picker::{DayView, MonthView, NearTime, Part, TimeView};

/// The id of the field that searches zones.
pub const SEARCH_ID: &str = "picker-zone-search";

/// Adds text with what HTML reserves written out; right inside quoted attributes too.
fn text(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Adds pieces: those at odd places are text, those at even places are markup.
fn put(out: &mut String, pieces: &[&str]) {
    for (index, piece) in pieces.iter().enumerate() {
        if index % 2 == 0 { out.push_str(piece) } else { text(out, piece) }
    }
}

fn icon(out: &mut String, glyph: Glyph) {
    let class = if glyph.turns() { "icon turns" } else { "icon" };
    put(
        out,
        &[
            "<svg class=\"",
            class,
            "\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"",
            glyph.path(),
            "\"></path></svg>",
        ],
    );
}

/// The start-side panel: month, legend, switch, explanation.
pub fn month(model: &Model) -> String {
    let mut out = String::with_capacity(8192);
    let words = &model.view.words;
    let shown = model.current();
    let (title, hijri) = shown.map_or(("", ""), |month| (&month.title, month.hijri.as_deref().unwrap_or_default()));
    put(
        &mut out,
        &[
            "<header class=\"picker-head\"><h2 id=\"picker-month-title\">",
            title,
            "</h2><p class=\"picker-hijri\">",
            hijri,
            "</p><div class=\"picker-steps\">",
        ],
    );
    step(&mut out, model, shown.and_then(|month| month.previous.as_deref()), &words.previous, Glyph::ChevronStart);
    step(&mut out, model, shown.and_then(|month| month.next.as_deref()), &words.next, Glyph::ChevronEnd);
    out.push_str("</div></header>");
    match shown {
        Some(month) => {
            grid(&mut out, model, month);
            none_here(&mut out, model, month);
        }
        None if model.failed => put(
            &mut out,
            &[
                "<div class=\"picker-waiting\"><p>",
                &words.load_failed,
                "</p><button type=\"button\" class=\"button\" data-do=\"retry\">",
                &words.retry,
                "</button></div>",
            ],
        ),
        None => put(&mut out, &["<div class=\"picker-waiting\"><p>", &words.loading, "</p></div>"]),
    }
    put(&mut out, &["<p class=\"picker-legend\">", &words.legend, "</p>"]);
    if model.view.can_show_outside {
        let href = model.href(&model.month, model.day.as_deref(), !model.outside);
        let state = if model.outside { "true" } else { "false" };
        put(
            &mut out,
            &[
                "<a class=\"switch-link\" role=\"switch\" data-do=\"outside\" aria-checked=\"",
                state,
                "\" href=\"",
                &href,
                "\"><span class=\"switch-track\" aria-hidden=\"true\"></span><span>",
                &words.show_outside,
                "</span></a>",
            ],
        );
    }
    if let Some(unstated) = &words.unstated {
        put(&mut out, &["<p class=\"picker-unstated\">", unstated, "</p>"]);
    }
    out.push_str("<p class=\"picker-why\" role=\"status\">");
    out.push_str(&why(model));
    out.push_str("</p>");
    out
}

/// The line below the month: why the day under the keyboard has no times.
pub fn why(model: &Model) -> String {
    let mut out = String::new();
    if let Some(why) = model.why() {
        put(&mut out, &["", &why.question, " <span>", &why.answer, "</span>"]);
    }
    out
}

fn step(out: &mut String, model: &Model, month: Option<&str>, label: &str, glyph: Glyph) {
    match month {
        Some(month) => {
            let href = model.href(month, None, model.outside);
            put(out, &["<a class=\"button sign\" data-do=\"month\" data-value=\"", month, "\" href=\"", &href]);
        }
        None => out.push_str("<a class=\"button sign\" role=\"link\" aria-disabled=\"true"),
    }
    put(out, &["\" aria-label=\"", label, "\">"]);
    icon(out, glyph);
    out.push_str("</a>");
}

fn grid(out: &mut String, model: &Model, month: &MonthView) {
    out.push_str("<table class=\"month-grid\" role=\"grid\" aria-labelledby=\"picker-month-title\"><thead><tr>");
    for (short, long) in &month.weekdays {
        put(
            out,
            &[
                "<th scope=\"col\"><span aria-hidden=\"true\">",
                short,
                "</span><span class=\"sr-only\">",
                long,
                "</span></th>",
            ],
        );
    }
    out.push_str("</tr></thead><tbody><tr>");
    let lead = usize::from(month.lead);
    out.push_str(&"<td></td>".repeat(lead));
    for (index, day) in month.days.iter().enumerate() {
        if index > 0 && (lead + index).is_multiple_of(7) {
            out.push_str("</tr><tr>");
        }
        cell(out, model, month, day);
    }
    out.push_str("</tr></tbody></table>");
}

fn cell(out: &mut String, model: &Model, month: &MonthView, day: &DayView) {
    let free = model.is_free(day);
    let chosen = model.day.as_ref() == Some(&day.date);
    out.push_str("<td class=\"");
    out.push_str(if free { "free " } else { "" });
    out.push_str(if day.today { "today\" aria-current=\"date" } else { "" });
    out.push_str("\" aria-selected=\"");
    out.push_str(if chosen { "true\">" } else { "false\">" });
    // Before the island is awake every link is in the tab order; afterwards one day is, as the pattern asks.
    let tab = match (model.awake, model.stop() == Some(day.date.as_str())) {
        (true, true) => " tabindex=\"0\"",
        (true, false) => " tabindex=\"-1\"",
        (false, _) => "",
    };
    if free {
        let href = model.href(&month.month, Some(&day.date), model.outside);
        put(
            out,
            &[
                "<a class=\"day\" data-do=\"day\" data-value=\"",
                &day.date,
                "\" id=\"day-",
                &day.date,
                "\" href=\"",
                &href,
                "\"",
            ],
        );
    } else {
        let mark = if day.why.is_some() {
            "<span class=\"day\" data-why=\"\" data-do=\"why\" data-value=\""
        } else {
            "<span class=\"day\" data-do=\"why\" data-value=\""
        };
        put(out, &[mark, &day.date, "\" id=\"day-", &day.date, "\""]);
    }
    let label = day.label_all.as_ref().filter(|_| model.outside).unwrap_or(&day.label);
    put(
        out,
        &[
            tab,
            "",
            "><span aria-hidden=\"true\">",
            &day.number,
            "</span><span class=\"sr-only\">",
            label,
            if free { "</span></a></td>" } else { "</span></span></td>" },
        ],
    );
}

/// Shown when the month has nothing free: that it is so, and the way to the first day that has.
fn none_here(out: &mut String, model: &Model, month: &MonthView) {
    if month.days.iter().any(|day| model.is_free(day)) {
        return;
    }
    let words = &model.view.words;
    let message = if month.first_free.is_some() { &words.none_here } else { &words.none_ahead };
    put(out, &["<div class=\"picker-none\"><p>", &message.replace("{month}", &month.title), "</p>"]);
    if let Some((date, name)) = &month.first_free {
        let href = model.href(date.get(..7).unwrap_or_default(), Some(date), model.outside);
        let label = words.first_free.replace("{day}", name);
        put(
            out,
            &["<a class=\"button\" data-do=\"first\" data-value=\"", date, "\" href=\"", &href, "\">", &label, "</a>"],
        );
    }
    out.push_str("</div>");
}

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
    put(&mut out, &["<fieldset class=\"picker-list\"><legend class=\"sr-only\">", &words.choose_time, "</legend>"]);
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
            "</button></div>",
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
            "</span></label>",
        ],
    );
}

/// Zone and clock behind a disclosure: a plain list and a button, or, once awake, a field that searches.
fn zone(out: &mut String, model: &Model) {
    let words = &model.view.words;
    let clock = if model.hour12 { &words.clock12 } else { &words.clock24 };
    put(out, &["<details class=\"picker-zone\"><summary><span>", &model.zone.1, ", ", clock, "</span>"]);
    icon(out, Glyph::ChevronDown);
    out.push_str("</summary><div class=\"zone-sheet\">");
    if model.awake {
        put(
            out,
            &[
                "<div class=\"zone-plain\"><label class=\"field-label\" for=\"picker-zone-search\">",
                &words.zone,
                "</label><input class=\"input\" type=\"text\" id=\"picker-zone-search\" list=\"picker-zones\" autocomplete=\"off\" placeholder=\"",
                &words.zone_search,
                "\"><datalist id=\"picker-zones\">",
            ],
        );
        for option in &model.view.zones {
            put(out, &["<option value=\"", &option.label, "\"></option>"]);
        }
        out.push_str("</datalist><p class=\"field-hint\" role=\"status\"></p></div>");
    } else {
        let path = model.view.base.split('?').next().unwrap_or_default();
        put(
            out,
            &[
                "<div class=\"zone-plain\"><label class=\"field-label\" for=\"picker-zone-list\">",
                &words.zone,
                "</label><div class=\"select\"><select class=\"input\" id=\"picker-zone-list\" name=\"zone\">",
            ],
        );
        for option in &model.view.zones {
            let selected = if option.zone == model.zone.0 { "\" selected>" } else { "\">" };
            put(out, &["<option value=\"", &option.zone, selected, &option.label, "</option>"]);
        }
        out.push_str("</select>");
        icon(out, Glyph::ChevronDown);
        put(
            out,
            &[
                "</div><button class=\"button wide\" type=\"submit\" formmethod=\"get\" formnovalidate formaction=\"",
                path,
                "\">",
                &words.zone_use,
                "</button></div>",
            ],
        );
    }
    put(
        out,
        &[
            "<p class=\"field-label\" id=\"picker-clock\">",
            &words.clock,
            "</p><div class=\"segments\" role=\"group\" aria-labelledby=\"picker-clock\">",
        ],
    );
    for (twelve, value, label) in [(false, "24", &words.clock24), (true, "12", &words.clock12)] {
        let href = model.href(&model.month, model.day.as_deref(), model.outside);
        let current = if model.hour12 == twelve { "\" aria-current=\"true\">" } else { "\">" };
        put(
            out,
            &[
                "<a data-do=\"clock\" data-value=\"",
                value,
                "\" href=\"",
                &href,
                "&amp;clock=",
                value,
                current,
                label,
                "</a>",
            ],
        );
    }
    out.push_str("</div></div></details>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::picker::{DayTimes, PickerView};

    fn model() -> Model {
        let day = |date: &str, free, outside| DayView {
            date: date.to_owned(),
            number: date.get(8..).unwrap_or_default().to_owned(),
            label: format!("{date}, {free}"),
            free,
            outside,
            ..DayView::default()
        };
        let time = |start: &str, outside| TimeView {
            start: start.to_owned(),
            t24: "10:45".to_owned(),
            outside,
            ..TimeView::default()
        };
        let month = MonthView {
            month: "2026-11".to_owned(),
            title: "<November>".to_owned(),
            lead: 0,
            days: vec![day("2026-11-01", 1, 1), day("2026-11-02", 0, 2), day("2026-11-03", 0, 0)],
            times: vec![DayTimes {
                date: "2026-11-01".to_owned(),
                title: "Sunday".to_owned(),
                times: vec![time("a", false), time("b", true)],
            }],
            ..MonthView::default()
        };
        let view = PickerView {
            base: "/x?a=1&".to_owned(),
            zone: "Etc/GMT+3".to_owned(),
            day: Some("2026-11-01".to_owned()),
            month,
            can_show_outside: true,
            ..PickerView::default()
        };
        Model::new(view)
    }

    #[test]
    fn only_free_days_are_links_and_what_comes_from_outside_is_escaped() {
        let mut model = model();
        let page = month(&model);
        assert!(page.contains("&lt;November&gt;") && !page.contains("<November>"));
        assert_eq!(page.matches("data-do=\"day\"").count(), 1);
        assert!(page.contains("href=\"/x?a=1&amp;month=2026-11&amp;zone=Etc/GMT%2B3&amp;day=2026-11-01\""), "{page}");
        assert!(!page.contains("tabindex"));
        model.outside = true;
        model.awake = true;
        let page = month(&model);
        assert_eq!(page.matches("data-do=\"day\"").count(), 2);
        assert_eq!((page.matches("tabindex=\"0\"").count(), page.matches("tabindex=\"-1\"").count()), (1, 2));
    }

    #[test]
    fn times_outside_the_talents_hours_appear_in_place_and_marked() {
        let mut model = model();
        model.view.words.outside_mark = "outside Noura's hours".to_owned();
        assert_eq!(times(&model).matches("type=\"radio\"").count(), 1);
        model.outside = true;
        let page = times(&model);
        assert_eq!(page.matches("type=\"radio\"").count(), 2);
        assert!(page.contains("class=\"time outside\"") && page.contains("outside Noura's hours"));
    }

    #[test]
    fn a_held_time_shows_its_clock() {
        let mut model = model();
        model.chosen = Some("a".to_owned());
        model.hold = Some(crate::view::picker::HoldView {
            token: "t".to_owned(),
            start: "a".to_owned(),
            seconds: 292,
            extendable: true,
        });
        model.left = 292;
        model.view.words.held = "held {left}".to_owned();
        let page = times(&model);
        assert!(page.contains("held 4:52") && page.contains("name=\"hold\" value=\"t\""), "{page}");
    }
}
