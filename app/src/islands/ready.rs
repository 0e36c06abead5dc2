//! The last island of every page: makes open dialogs modal, moves the focus to an error summary, prints, and marks the page as ready.

use leptos::prelude::*;

/// Sets `data-hydrated` on `<html>` once the islands before it stand; tests wait for it.
#[island]
pub fn Ready() -> impl IntoView {
    Effect::new(|| {
        #[cfg(feature = "hydrate")]
        {
            dialogs();
            focus_summary();
            printing();
            if let Some(root) = document().document_element() {
                _ = root.set_attribute("data-hydrated", "");
            }
        }
    });
}

/// A dialog the server rendered open stands in the flow; shown again as modal it gets focus, Escape and a backdrop.
#[cfg(feature = "hydrate")]
fn dialogs() {
    use leptos::ev;
    use wasm_bindgen::JsCast as _;

    let Ok(found) = document().query_selector_all("dialog[open][data-close]") else { return };
    for index in 0..found.length() {
        let Some(dialog) = found.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlDialogElement>().ok()) else {
            continue;
        };
        // Not `close()`: its event arrives later, and would be taken for the reader closing it.
        _ = dialog.remove_attribute("open");
        if dialog.show_modal().is_err() {
            continue;
        }
        let away = dialog.get_attribute("data-close").unwrap_or_default();
        let leave = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
            _ = window().location().set_href(&away);
        });
        _ = dialog.add_event_listener_with_callback("close", leave.as_ref().unchecked_ref());
        leave.forget();
    }
    // A click on the backdrop has the dialog itself as its target.
    let handle = window_event_listener(ev::click, |event| {
        let dialog = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if let Some(dialog) = dialog.filter(|dialog| dialog.has_attribute("data-close")) {
            dialog.close();
        }
    });
    std::mem::forget(handle);
}

/// A button that prints the page: without scripting it is not shown.
#[cfg(feature = "hydrate")]
fn printing() {
    use leptos::ev;
    use wasm_bindgen::JsCast as _;

    let Ok(Some(button)) = document().query_selector("[data-print]") else { return };
    let handle = window_event_listener(ev::click, move |event| {
        let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if button.contains(inside.as_ref()) {
            _ = window().print();
        }
    });
    std::mem::forget(handle);
}

#[cfg(feature = "hydrate")]
fn focus_summary() {
    use wasm_bindgen::JsCast as _;

    let summary = document().query_selector("[data-focus]").ok().flatten();
    if let Some(summary) = summary.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        _ = summary.focus();
    }
}
