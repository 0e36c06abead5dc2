//! The month: an APG date grid of links, its legend, the switch, the explanation.

use super::{icon, put};
use crate::islands::slot_picker::model::Model;
use crate::ui::icon::Glyph;
use crate::view::picker::{DayView, MonthView};

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

/// The line below the month: why the day under the keyboard has no times; else, if any day can be asked, that it can.
pub fn why(model: &Model) -> String {
    let mut out = String::new();
    if model.why().is_none() && model.current().is_some_and(|month| month.days.iter().any(|day| day.why.is_some())) {
        put(&mut out, &["", &model.view.words.why_hint]);
    }
    if let Some(why) = model.why() {
        put(&mut out, &["", &why.question, " <span>", &why.answer, "</span>"]);
        if !why.what_if.is_empty() {
            put(&mut out, &[" <span class=\"picker-if\">", &why.what_if, "</span>"]);
        }
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
    } else if day.why.is_some() {
        // A link too: the page it leads to says why, without scripting.
        let href = model.href(&month.month, Some(&day.date), model.outside);
        put(
            out,
            &[
                "<a class=\"day\" data-why=\"\" data-do=\"why\" data-value=\"",
                &day.date,
                "\" id=\"day-",
                &day.date,
                "\" href=\"",
                &href,
                "\"",
            ],
        );
    } else {
        put(out, &["<span class=\"day\" data-do=\"why\" data-value=\"", &day.date, "\" id=\"day-", &day.date, "\""]);
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
            if free || day.why.is_some() { "</span></a></td>" } else { "</span></span></td>" },
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
