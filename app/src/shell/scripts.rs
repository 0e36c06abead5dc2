//! What brings the islands of a page to life: the module, its WASM and the chunks of the islands on the page, asked for at once. In place
//! of Leptos' own: that waits for an idle moment, so on a busy phone islands woke late and browsers complained of files fetched for
//! nothing. Knows no island.

use std::path::Path;
use std::sync::OnceLock;

use leptos::WasmSplitManifest;
use leptos::config::LeptosOptions;
use leptos::prelude::*;

/// The loader; called with the addresses of the module and its WASM.
const WAKE: &str = include_str!("wake.js");
/// The names the splitter gives; `xtask` writes them.
const SPLIT: &str = "__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// Which chunks each lazy island needs. Leptos writes the links to those of the islands it meets.
fn manifest(options: &LeptosOptions) -> Option<WasmSplitManifest> {
    static FOUND: OnceLock<Option<WasmSplitManifest>> = OnceLock::new();
    let read = || {
        let file = Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(MANIFEST);
        let chunks = serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
        let folder = format!("/{}", options.site_pkg_dir);
        Some(WasmSplitManifest(ArcStoredValue::new((folder, chunks, SPLIT.to_owned()))))
    };
    FOUND.get_or_init(read).clone()
}

/// The links and the script. Stands in `<head>`.
pub fn scripts(options: &LeptosOptions) -> AnyView {
    if let Some(manifest) = manifest(options) {
        provide_context(manifest);
    }
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let nonce = leptos::nonce::use_nonce();
    let file = |end: &str| format!("/{}/{}{end}", options.site_pkg_dir, options.output_name);
    let (module, wasm) = (file(".js"), file("_bg.wasm"));
    let script = format!("{}({module:?}, {wasm:?});", WAKE.trim_end());
    view! {
        <link rel="modulepreload" href=module/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=nonce>{script}</script>
    }
    .into_any()
}
