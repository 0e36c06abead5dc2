//! The WASM entry: brings the islands of the page to life. It must not know any island by name.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::link();
    leptos::mount::hydrate_islands();
}
