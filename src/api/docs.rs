//! `/api/docs`: the OpenAPI document as a page to read, written by the server from the document itself. One style sheet of our own and no
//! script, so the page works everywhere and the content policy stands as it is. It must not know any resource.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::response::{Html, IntoResponse};
use http::header;
use serde_json::Value;

/// The page, written once: the document does not change while the program runs.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    // Plain data of our own: it always has a JSON form.
    page(&serde_json::to_value(super::document()).unwrap_or_default())
});

/// The style sheet.
const STYLE: &str = include_str!("docs/docs.css");

/// The page.
pub async fn show() -> impl IntoResponse {
    Html(PAGE.as_str())
}

/// Its style sheet.
pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")], STYLE)
}

/// Text as it may stand between tags and in attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The same, with what stands in backticks as code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (place, part) in escaped(text).split('`').enumerate() {
        out.push_str(if place == 0 {
            ""
        } else if place % 2 == 1 {
            "<code>"
        } else {
            "</code>"
        });
        out.push_str(part);
    }
    if out.matches("<code>").count() > out.matches("</code>").count() {
        out.push_str("</code>");
    }
    out
}

fn page(document: &Value) -> String {
    let mut operations: Vec<(&str, String)> = Vec::new();
    let mut tags: Vec<&str> = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or("other");
            if !tags.contains(&tag) {
                tags.push(tag);
            }
            operations.push((tag, one(document, path, method, operation)));
        }
    }
    tags.sort_unstable();
    let (mut menu, mut body) = (String::new(), String::new());
    for tag in tags {
        let (id, name) = (tag.replace(' ', "-"), escaped(tag));
        let _ = write!(menu, "<li><a href=\"#{id}\">{name}</a></li>");
        let _ = write!(body, "<section id=\"{id}\"><h2>{name}</h2>");
        operations.iter().filter(|(of, _)| *of == tag).for_each(|(_, text)| body.push_str(text));
        body.push_str("</section>");
    }
    let title = escaped(document["info"]["title"].as_str().unwrap_or_default());
    let about = prose(document["info"]["description"].as_str().unwrap_or_default());
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><a class=\"skip\" href=\"#main\">Skip to the operations</a>\
         <header><h1>{title}</h1><p>{about}</p><p><a href=\"/api/v1/openapi.json\">openapi.json</a></p></header>\
         <nav aria-label=\"Resources\"><ul>{menu}</ul></nav><main id=\"main\">{body}</main></body></html>"
    )
}

fn one(document: &Value, path: &str, method: &str, operation: &Value) -> String {
    let text = |name: &str| operation[name].as_str().unwrap_or_default();
    let mut out = format!(
        "<details id=\"{}\"><summary><span class=\"method {method}\">{}</span> <code>{}</code> <span>{}</span></summary>",
        escaped(text("operationId")),
        method.to_uppercase(),
        escaped(path),
        prose(text("summary")),
    );
    if !text("description").is_empty() {
        let _ = write!(out, "<p>{}</p>", prose(text("description")));
    }
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        out.push_str("<h3>Parameters</h3><dl>");
        for one in parameters {
            let field = |name: &str| one[name].as_str().unwrap_or_default();
            let needed = if one["required"] == true { ", required" } else { "" };
            let (name, place, about) = (escaped(field("name")), escaped(field("in")), prose(field("description")));
            let _ = write!(out, "<dt><code>{name}</code> <small>{place}{needed}</small></dt><dd>{about}</dd>");
        }
        out.push_str("</dl>");
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if let Some(schema) = found(document, body) {
        out.push_str("<h3>Body</h3>");
        members(document, schema, &mut out, 0);
        if !schema["example"].is_null() {
            let example = serde_json::to_string_pretty(&schema["example"]).unwrap_or_default();
            let _ = write!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", escaped(&example));
        }
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        if status == "default" {
            continue;
        }
        let about = prose(response["description"].as_str().unwrap_or_default());
        let _ = write!(out, "<h3>{} <small>{about}</small></h3>", escaped(status));
        let answer = found(document, &response["content"]["application/json"]["schema"]);
        if let Some(data) = answer.map(|answer| &answer["properties"]["data"]) {
            let data = if data["items"].is_null() { data } else { &data["items"] };
            if let Some(schema) = found(document, data) {
                members(document, schema, &mut out, 0);
            }
        }
    }
    out.push_str("</details>");
    out
}

/// The schema itself, through a reference or a choice with null.
fn found<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return document.pointer(name.strip_prefix('#')?);
    }
    if let Some(choice) = schema["oneOf"].as_array() {
        return choice.iter().find_map(|one| found(document, one).filter(|one| one["type"] != "null"));
    }
    (schema.is_object() && !schema.as_object()?.is_empty()).then_some(schema)
}

/// The members of a schema, those of inner ones folded up.
fn members(document: &Value, schema: &Value, out: &mut String, depth: usize) {
    // What is flattened into a schema stands beside its own members.
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if let Some(part) = found(document, part) {
            members(document, part, out, depth);
        }
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    out.push_str("<dl>");
    for (name, member) in properties {
        let needed = schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
        let about = prose(member["description"].as_str().unwrap_or_default());
        let _ =
            write!(out, "<dt><code>{}</code> <small>{}</small></dt><dd>{about}", escaped(name), kind(member, needed));
        let inner = if member["items"].is_null() { member } else { &member["items"] };
        if depth < 3
            && let Some(inner) = found(document, inner).filter(|inner| !inner["properties"].is_null())
        {
            out.push_str("<details><summary>Members</summary>");
            members(document, inner, out, depth + 1);
            out.push_str("</details>");
        }
        out.push_str("</dd>");
    }
    out.push_str("</dl>");
}

fn kind(member: &Value, needed: bool) -> String {
    let word = match &member["type"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "object".to_owned(),
    };
    let format = member["format"].as_str().map(|format| format!(" ({format})")).unwrap_or_default();
    escaped(&format!("{word}{format}{}", if needed { ", required" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_document_becomes_markup_and_code_is_closed() {
        assert_eq!(prose("a <b> `c` & \"d\""), "a &lt;b&gt; <code>c</code> &amp; &quot;d&quot;");
        assert_eq!(prose("an `open one"), "an <code>open one</code>");
        let document = serde_json::json!({"info": {"title": "<script>", "description": "x"}, "paths": {"/a": {"get": {
            "tags": ["t<"], "operationId": "o\"", "summary": "<img>", "responses": {}}}}});
        let page = page(&document);
        assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;"));
    }
}
