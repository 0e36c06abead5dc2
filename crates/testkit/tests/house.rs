//! The house rules, as tests: who may know whom, how files open and how long they are, where SQL may stand, which side is "start".
//! Each rule also proves that it read something, so that a moved folder cannot silence it.

#![allow(clippy::expect_used, clippy::panic, reason = "test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may depend on whom inside the workspace; an arrow that is not here needs a decision first (docs/decisions.md).
const EDGES: &[(&str, &[&str])] = &[
    ("app", &["domain", "services"]),
    ("browser", &["app"]),
    ("callboard", &["app", "cluster", "connectors", "domain", "services", "store"]),
    ("callboard-sdk", &[]),
    ("cluster", &[]),
    ("connectors", &["domain"]),
    ("domain", &[]),
    ("services", &["connectors", "domain", "store"]),
    ("store", &["domain"]),
    ("testkit", &["connectors", "domain", "services", "store"]),
    ("xtask", &["cluster"]),
];

/// Further arrows for tests only.
const TEST_EDGES: &[(&str, &[&str])] =
    &[("callboard", &["testkit"]), ("connectors", &["testkit"]), ("services", &["testkit"]), ("store", &["testkit"])];

/// Libraries with one home.
const HOMES: &[(&str, &[&str])] = &[
    ("axum", &["callboard", "testkit"]),
    ("graphile_worker", &["services", "testkit"]),
    ("leptos", &["app", "browser", "callboard"]),
    ("lettre", &["connectors"]),
    ("reqwest", &["callboard-sdk", "connectors"]),
    ("sqlx", &["store", "testkit"]),
    ("tokio", &["callboard", "connectors", "services", "store", "testkit"]),
];

const LONGEST: usize = 400;
/// In the first line of a file that a program writes: nobody reads it from end to end.
const GENERATED: &str = "@generated";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is two folders up")
}

/// Files below `folder` with one of the endings, without build output and packages.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !matches!(name.as_str(), "target" | "node_modules" | "data" | "dist") {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<PathBuf> {
    let all = files(&root(), &[".rs"]);
    assert!(all.len() > 40, "only {} Rust files found", all.len());
    all
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn nothing(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Package name and its dependencies (normal and build; for tests) as the manifest lists them.
fn manifest(path: &Path) -> (String, Vec<String>, Vec<String>) {
    let (mut name, mut normal, mut tests, mut section) = (String::new(), Vec::new(), Vec::new(), String::new());
    for line in read(path).lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').to_owned();
            continue;
        }
        let key: String = line.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        if key.is_empty() || line.starts_with('#') {
            continue;
        }
        if section == "package" && key == "name" {
            name = line.split('"').nth(1).unwrap_or_default().to_owned();
        } else if section == "dev-dependencies" {
            tests.push(key);
        } else if section == "dependencies" || section == "build-dependencies" || section.starts_with("target.") {
            normal.push(key);
        }
    }
    (name, normal, tests)
}

fn manifests() -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let mut all = BTreeMap::new();
    for path in files(&root(), &["Cargo.toml"]) {
        let (name, normal, tests) = manifest(&path);
        // The workspace's root manifest is also a package; a manifest without a package would be neither.
        all.insert(name, (normal, tests));
    }
    assert_eq!(
        all.keys().map(String::as_str).collect::<Vec<_>>(),
        EDGES.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    );
    all
}

fn allowed(list: &[(&'static str, &[&'static str])], name: &str) -> Vec<&'static str> {
    list.iter().filter(|(known, _)| *known == name).flat_map(|(_, to)| to.iter().copied()).collect()
}

#[test]
fn rooms_know_only_whom_they_may() {
    let all = manifests();
    let mut broken = Vec::new();
    for (name, (normal, tests)) in &all {
        let (may, may_in_tests) = (allowed(EDGES, name), allowed(TEST_EDGES, name));
        for to in normal.iter().filter(|to| all.contains_key(*to) && !may.contains(&to.as_str())) {
            broken.push(format!("{name} must not know {to}"));
        }
        for to in tests.iter().filter(|to| all.contains_key(*to)) {
            if !may.contains(&to.as_str()) && !may_in_tests.contains(&to.as_str()) {
                broken.push(format!("tests of {name} must not know {to}"));
            }
        }
    }
    nothing(broken);
}

#[test]
fn libraries_stay_at_home() {
    let mut broken = Vec::new();
    for (name, (normal, _)) in &manifests() {
        for (library, homes) in HOMES {
            if normal.iter().any(|to| to == library) && !homes.contains(&name.as_str()) {
                broken.push(format!("{name} must not use {library}; its home is {}", homes.join(", ")));
            }
        }
        if name == "domain" {
            let outside = normal
                .iter()
                .filter(|to| matches!(to.as_str(), "tokio" | "rand" | "getrandom" | "secrecy" | "anyhow" | "tracing"));
            broken.extend(outside.map(|to| format!("domain is pure: no {to}")));
        }
    }
    nothing(broken);
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut broken = Vec::new();
    for path in rust_files() {
        let text = read(&path);
        if !text.starts_with("//! ") {
            broken.push(format!("{} does not open with `//! ` and what it is for", shown(&path)));
        }
        let is_generated = text.lines().next().is_some_and(|line| line.contains(GENERATED));
        if text.lines().count() > LONGEST && !is_generated {
            broken.push(format!(
                "{} has {} lines, more than {LONGEST}: split it by noun",
                shown(&path),
                text.lines().count()
            ));
        }
        if path.ends_with("mod.rs") {
            broken.push(format!("{}: a module file is name.rs beside name/", shown(&path)));
        }
    }
    nothing(broken);
}

#[test]
fn sql_stands_in_store_only() {
    let homes = ["crates/store/", "crates/testkit/", "xtask/"];
    let marks = ["sqlx::", "\"select ", "\"insert into ", "\"delete from ", "\"with recursive "];
    let mut broken = Vec::new();
    for path in rust_files() {
        let name = shown(&path);
        if homes.iter().any(|home| name.starts_with(home)) || name.contains("tests/") {
            continue;
        }
        let text = read(&path);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            broken.extend(
                marks
                    .iter()
                    .filter(|mark| line.contains(*mark))
                    .map(|mark| format!("{name}:{}: {mark} belongs into store", number + 1)),
            );
        }
    }
    nothing(broken);
}

#[test]
fn our_sql_never_asks_for_the_time_or_for_chance() {
    let words = [
        "now()",
        "current_timestamp",
        "current_date",
        "clock_timestamp",
        "localtimestamp",
        "transaction_timestamp",
        "gen_random_uuid",
    ];
    let mut sources = files(&root().join("migrations"), &[".sql"]);
    assert!(!sources.is_empty(), "no migrations found");
    sources.extend(files(&root().join("crates/store"), &[".rs"]));
    let mut broken = Vec::new();
    for path in sources {
        for (number, line) in read(&path).lines().enumerate() {
            let line = line.split("--").next().unwrap_or_default().to_lowercase();
            if line.trim_start().starts_with("//") {
                continue;
            }
            for word in words {
                // `clock.now()` in Rust is another thing than `now()` in SQL.
                let found = line.match_indices(word).any(|(at, _)| !line[..at].ends_with(['.', '_', ':']));
                if found {
                    broken.push(format!("{}:{}: {word}: give the instant as a parameter", shown(&path), number + 1));
                }
            }
        }
    }
    nothing(broken);
}

#[test]
fn style_knows_start_and_end_only() {
    let physical = |property: &str| {
        property.split('-').any(|word| matches!(word, "left" | "right")) && !matches!(property, "border-image-right")
    };
    let sided = ["text-align", "float", "clear", "caption-side", "resize"];
    let mut broken = Vec::new();
    for path in files(&root().join("style"), &[".css"]) {
        let text = read(&path);
        for (number, line) in text.lines().enumerate() {
            for declaration in line.split([';', '{', '}']) {
                let Some((property, value)) = declaration.split_once(':') else { continue };
                let (property, value) = (property.trim().to_lowercase(), value.trim().to_lowercase());
                let wrong_value = sided.contains(&property.as_str())
                    && value.split_whitespace().any(|word| word == "left" || word == "right");
                if !property.starts_with("--") && (physical(&property) || wrong_value) {
                    broken.push(format!(
                        "{}:{}: {property}: {value}: use the logical property",
                        shown(&path),
                        number + 1
                    ));
                }
            }
        }
    }
    for path in files(&root().join("app"), &[".rs"]) {
        for (number, line) in read(&path).lines().enumerate() {
            let marks = [
                "style:left",
                "style:right",
                "margin-left",
                "margin-right",
                "padding-left",
                "padding-right",
                "\"left:",
                "\"right:",
            ];
            broken.extend(
                marks
                    .iter()
                    .filter(|mark| line.contains(*mark))
                    .map(|mark| format!("{}:{}: {mark}: use the logical property", shown(&path), number + 1)),
            );
        }
    }
    nothing(broken);
}
