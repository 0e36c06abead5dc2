//! The picker's HTML, written by the server for the first page and by the island for every later one. Everything that came from
//! outside passes `text`.

use crate::ui::icon::Glyph;

mod month;
mod times;
mod zone;

pub use month::{month, why};
pub use times::{note, submit, times};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::slot_picker::model::Model;
    use crate::view::picker::{DayTimes, DayView, MonthView, PickerView, TimeView};

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
    fn a_day_without_times_that_can_be_asked_is_a_link_to_its_reason() {
        let mut model = model();
        let link = "href=\"/x?a=1&amp;month=2026-11&amp;zone=Etc/GMT%2B3&amp;day=2026-11-03\"";
        assert!(!month(&model).contains(link), "nobody may know why");
        let why_view = crate::view::picker::WhyView {
            question: "Why not Tuesday?".to_owned(),
            answer: "Ziad is away.".to_owned(),
            ..Default::default()
        };
        model.view.words.why_hint = "Choose a day to see why.".to_owned();
        model.months[0].days[2].why = Some(why_view);
        let page = month(&model);
        assert!(page.contains(link) && page.contains("Choose a day to see why."), "{page}");
        assert_eq!(page.matches("<a ").count(), page.matches("</a>").count());
        // That page, as the server writes it.
        model.day = Some("2026-11-03".to_owned());
        model.focus = model.day.clone();
        let page = month(&model);
        assert!(page.contains("Why not Tuesday? <span>Ziad is away.</span>"), "{page}");
        assert!(!page.contains("Choose a day to see why."));
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
    fn a_time_of_another_day_is_not_posted_by_accident() {
        let mut model = model();
        model.chosen = Some("a".to_owned());
        model.day = Some("2026-11-02".to_owned());
        model.settle();
        assert_eq!(model.chosen, None);
        model.hold = Some(crate::view::picker::HoldView { start: "a".to_owned(), ..Default::default() });
        model.day = Some("2026-11-01".to_owned());
        model.settle();
        assert_eq!(model.chosen.as_deref(), Some("a"));
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
