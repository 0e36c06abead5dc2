//! `cargo run --bin generate`: writes src/types.rs from ../../docs/openapi.json; with `--check` only says whether it would change.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value};

/// Words that are no names in Rust.
const RESERVED: [&str; 6] = ["type", "ref", "move", "match", "fn", "use"];

fn main() -> ExitCode {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wanted = match std::fs::read_to_string(here.join("../../docs/openapi.json")).map(|text| serde_json::from_str(&text)) {
        Ok(Ok(document)) => written(&document),
        other => return said(&format!("the document cannot be read: {:?}", other.map(|_| ()))),
    };
    let path = here.join("src/types.rs");
    if std::env::args().any(|argument| argument == "--check") {
        let same = std::fs::read_to_string(&path).is_ok_and(|found| found == wanted);
        return if same { ExitCode::SUCCESS } else { said("src/types.rs is old: run `cargo run --bin generate`") };
    }
    match std::fs::write(&path, wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => said(&format!("{}: {error}", path.display())),
    }
}

fn said(what: &str) -> ExitCode {
    eprintln!("{what}");
    ExitCode::FAILURE
}

/// The whole file.
fn written(document: &Value) -> String {
    let mut text = "//! Types of the API, made from docs/openapi.json by `cargo run --bin generate`. Not to be edited.\n\n\
                    use std::collections::BTreeMap;\n\nuse chrono::{DateTime, NaiveDate, Utc};\nuse serde::{Deserialize, Serialize};\n\
                    use serde_json::Value;\n\n\
                    #[allow(unused, reason = \"whether the document needs them changes\")]\ntype Used = (BTreeMap<(), ()>, NaiveDate, Value);\n"
        .to_owned();
    let empty = Map::new();
    let schemas = document["components"]["schemas"].as_object().unwrap_or(&empty);
    for (name, schema) in schemas {
        // Envelopes are generic in the client.
        if name.starts_with("One_") || name.starts_with("Many_") {
            continue;
        }
        let properties = properties(schema, schemas);
        if properties.is_empty() {
            let _infallible = writeln!(text, "\n{}pub type {name} = {};", doc(schema, ""), kind(schema));
            continue;
        }
        let _infallible = writeln!(
            text,
            "\n{}#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\npub struct {name} {{",
            doc(schema, "")
        );
        for (field, schema, required) in properties {
            text.push_str(&member(&field, &schema, required));
        }
        text.push_str("}\n");
    }
    text
}

/// The members of an object, those it takes over from others included.
fn properties(schema: &Value, all: &Map<String, Value>) -> Vec<(String, Value, bool)> {
    let mut found = Vec::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let part = part["$ref"].as_str().and_then(|name| all.get(last(name))).unwrap_or(part);
        found.extend(properties(part, all));
    }
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        found.push((name.clone(), member.clone(), required.contains(&name.as_str())));
    }
    found
}

fn member(field: &str, schema: &Value, required: bool) -> String {
    let mut name = String::new();
    for letter in field.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    let mut attributes = Vec::new();
    if name != field {
        attributes.push(format!("rename = {field:?}"));
    }
    let mut kind = kind(schema);
    if !required && !kind.starts_with("Option<") {
        kind = format!("Option<{kind}>");
    }
    if !required {
        attributes.push("default".to_owned());
        attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    let serde =
        if attributes.is_empty() { String::new() } else { format!("    #[serde({})]\n", attributes.join(", ")) };
    format!("{}{serde}    pub {name}: {kind},\n", doc(schema, "    "))
}

/// What the document says of it.
fn doc(schema: &Value, indent: &str) -> String {
    let text = schema["description"].as_str().unwrap_or("See the document.");
    text.lines().map(|line| format!("{indent}/// {}\n", line.trim()).replace("/// \n", "///\n")).collect()
}

fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

/// The type of a value.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return last(reference).to_owned();
    }
    for several in ["oneOf", "anyOf"] {
        let Some(parts) = schema[several].as_array() else { continue };
        let others: Vec<&Value> = parts.iter().filter(|part| part["type"] != "null").collect();
        return match others.as_slice() {
            [one] => format!("Option<{}>", kind(one)),
            _ => "Value".to_owned(),
        };
    }
    if let Some([one]) = schema["allOf"].as_array().map(Vec::as_slice) {
        return kind(one);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return "Value".to_owned(),
    };
    let plain = match kinds.iter().find(|kind| **kind != "null") {
        Some(&"string") => match schema["format"].as_str() {
            Some("date-time") => "DateTime<Utc>",
            Some("date") => "NaiveDate",
            _ => "String",
        }
        .to_owned(),
        Some(&"integer") => if schema["format"] == "int32" { "i32" } else { "i64" }.to_owned(),
        Some(&"number") => "f64".to_owned(),
        Some(&"boolean") => "bool".to_owned(),
        Some(&"array") => format!("Vec<{}>", kind(&schema["items"])),
        Some(&"object") if schema["additionalProperties"].is_object() => {
            format!("BTreeMap<String, {}>", kind(&schema["additionalProperties"]))
        }
        _ => "Value".to_owned(),
    };
    if kinds.contains(&"null") { format!("Option<{plain}>") } else { plain }
}
