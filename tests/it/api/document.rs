//! The OpenAPI document: kept in docs/openapi.json, complete, and served.

use serde_json::Value;
use testkit::World;

use super::client::Client;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");

/// `UPDATE_OPENAPI=1 cargo test -p callboard --test it openapi` writes the file anew.
#[test]
fn the_kept_openapi_document_is_up_to_date() {
    let now = callboard::api::document_text();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(KEPT, &now).unwrap();
    }
    let kept = std::fs::read_to_string(KEPT).unwrap_or_default();
    assert!(
        kept == now,
        "docs/openapi.json is out of date: UPDATE_OPENAPI=1 cargo test -p callboard --test it openapi"
    );
}

#[test]
fn every_operation_has_a_name_and_says_how_it_fails() {
    let document: Value = serde_json::from_str(&callboard::api::document_text()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let known = ["/api/v1/", "/api/booking/", "/api/sdk/", "/api/webhooks/"];
        assert!(known.iter().any(|start| path.starts_with(start)), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name.to_owned()), "{method} {path}: operationId {name:?} is empty or used twice");
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            assert_eq!(
                operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"],
                "#/components/schemas/Problem",
                "{method} {path}"
            );
        }
    }
    // Every reference leads somewhere.
    let text = document.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document["components"]["schemas"][name].is_object(), "{name} is referred to and not described");
    }
}

#[tokio::test]
async fn the_document_is_served_to_anybody() {
    let world = World::new().await;
    let answer = Client::anonymous(&world).get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, serde_json::from_str::<Value>(&callboard::api::document_text()).unwrap());
}

#[tokio::test]
async fn the_docs_are_a_page_of_ours_with_every_operation_and_no_script() {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let world = World::new().await;
    let get = async |path: &str| {
        let request = http::Request::get(path).body(axum::body::Body::empty()).unwrap();
        let response = super::server::whole(&world).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts, String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
    };
    let (parts, page) = get("/api/docs").await;
    assert_eq!(
        (parts.status.as_u16(), parts.headers["content-type"].to_str().unwrap()),
        (200, "text/html; charset=utf-8")
    );
    let policy = parts.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'self'"), "{policy}");
    assert!(!page.contains("<script") && !page.contains("style=\"") && !page.contains("://cdn"));
    for address in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(address.starts_with('#') || address.starts_with("/api/"), "{address}");
    }
    let document: Value = serde_json::from_str(&callboard::api::document_text()).unwrap();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    for operation in operations {
        let name = operation["operationId"].as_str().unwrap();
        assert!(page.contains(&format!("<details id=\"{name}\">")), "{name}");
    }
    let (parts, style) = get("/api/docs.css").await;
    assert!(parts.headers["content-type"] == "text/css; charset=utf-8" && style.contains("summary"));
}
