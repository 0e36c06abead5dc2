//! What runs in the browser. Every island first stands on the page as plain HTML that works; it only adds speed and comfort.
//! Knows the shapes in `view` and the calls in `rpc`; no catalogue, no zone database, no rules.

pub mod browser;
pub mod calendar_move;
pub mod combobox;
pub mod copy_field;
pub mod hours_editor;
pub mod ready;
pub mod search_box;
pub mod slot_picker;
pub mod zone_search;
