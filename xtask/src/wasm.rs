//! The browser half: cargo for wasm32, islands split into chunks, bindings generated. It must not know how the result is served.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use crate::{Outcome, machine, paths, step, strip};

/// The name of the main files, as the server's `site::OUTPUT_NAME`.
pub const OUTPUT_NAME: &str = "app";

/// Compiles the browser crate for size. In a target folder of its own: its flags differ, and the two halves do not wait for each other.
pub fn compile() -> Outcome<PathBuf> {
    machine::wasm_target()?;
    let target = paths::cargo_target()?.join("front");
    let mut cargo = paths::cargo();
    cargo
        .args([
            "build",
            "-p",
            "browser",
            "--target",
            "wasm32-unknown-unknown",
            "--profile",
            "wasm-release",
            "--target-dir",
        ])
        .arg(&target);
    // The splitter reads relocations to tell which function needs which.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Clink-args=--emit-relocs");
    step::run("Building the browser half (release)", &mut cargo)?.or_fail()?;
    Ok(target.join("wasm32-unknown-unknown/wasm-release/browser.wasm"))
}

/// Splits lazy islands off and writes module, chunks and glue into `out`.
pub fn bind(wasm: &Path, out: &Path) -> Outcome {
    let input = fs::read(wasm)?;
    fs::create_dir_all(out)?;
    let main = out.join("split_main.wasm");
    let mut options = Options::new(&input);
    let module = format!("./{OUTPUT_NAME}.js");
    options.output_dir = out;
    options.main_out_path = &main;
    options.main_module = &module;
    // Leptos asks for this very name when it writes prefetch links.
    options.link_name = "./__wasm_split.______________________.js";
    let split =
        wasm_split_cli_support::transform(options).map_err(|error| format!("splitting the browser half: {error}"))?;
    fs::write(out.join("__wasm_split_manifest.json"), serde_json::to_vec(&split.prefetch_map)?)?;

    let mut bindgen = Bindgen::new();
    let told = |error| format!("binding the browser half: {error:#}");
    bindgen.input_path(&main).web(true).map_err(told)?;
    bindgen.typescript(false).out_name(OUTPUT_NAME).omit_default_module_path(true);
    bindgen
        .remove_name_section(true)
        .remove_producers_section(true)
        .keep_debug(false)
        .keep_lld_exports(true)
        .demangle(false);
    bindgen.generate(out).map_err(|error| format!("binding the browser half: {error:#}"))?;
    fs::remove_file(main)?;
    strip::folder(out)
}
