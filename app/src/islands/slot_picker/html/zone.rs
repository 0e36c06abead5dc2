//! The zone and the clock in use, and their change.

use super::{icon, put};
use crate::islands::slot_picker::model::Model;
use crate::ui::icon::Glyph;

/// Zone and clock behind a disclosure: a plain list and a button, or, once awake, a field that searches.
pub fn zone(out: &mut String, model: &Model) {
    let words = &model.view.words;
    let clock = if model.hour12 { &words.clock12 } else { &words.clock24 };
    put(out, &["<details class=\"picker-zone\"><summary><span>", &model.zone.1, " · ", clock, "</span>"]);
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
