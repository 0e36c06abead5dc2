//! What CalDAV servers answer: XML by namespace, never by prefix, without document types. Knows no request.

use roxmltree::{Document, Node, ParsingOptions};

use crate::calendar::Fault;

pub(super) const DAV: &str = "DAV:";
pub(super) const CALDAV: &str = "urn:ietf:params:xml:ns:caldav";
pub(super) const CALENDAR_SERVER: &str = "http://calendarserver.org/ns/";

/// More parts than any honest answer has.
const MOST_NODES: u32 = 2_000_000;

/// Why an answer cannot be used.
pub(super) fn not_understood() -> Fault {
    Fault::Retry { why: "not_understood".to_owned() }
}

/// The document; one with a DTD is none.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Fault> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{feff}').trim_start(), options)
        .map_err(|_| not_understood())
}

/// What one resource has to say.
pub(super) struct Response<'a, 'input> {
    /// Which, as written.
    pub(super) href: String,
    /// The resource's own status.
    pub(super) status: Option<u16>,
    /// The properties it has.
    found: Vec<Node<'a, 'input>>,
}

fn is(node: &Node<'_, '_>, space: &str, name: &str) -> bool {
    node.is_element() && node.tag_name().namespace() == Some(space) && node.tag_name().name() == name
}

/// All text below a node.
pub(super) fn text(node: &Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

/// A child by name.
pub(super) fn child<'a, 'input>(node: &Node<'a, 'input>, space: &str, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| is(child, space, name))
}

/// `HTTP/1.1 404 Not Found`.
fn status(node: &Node<'_, '_>) -> Option<u16> {
    let line = text(&child(node, DAV, "status")?);
    line.split_whitespace().nth(1)?.parse().ok()
}

impl<'a, 'input> Response<'a, 'input> {
    /// A property it has.
    pub(super) fn property(&self, space: &str, name: &str) -> Option<Node<'a, 'input>> {
        self.found.iter().find(|node| is(node, space, name)).copied()
    }

    /// A property's text, if there is any.
    pub(super) fn text_of(&self, space: &str, name: &str) -> Option<String> {
        self.property(space, name).map(|node| text(&node).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The first address inside a property.
    pub(super) fn href_of(&self, space: &str, name: &str) -> Option<String> {
        let href = child(&self.property(space, name)?, DAV, "href")?;
        Some(text(&href).trim().to_owned()).filter(|href| !href.is_empty())
    }

    /// Every address inside a property.
    pub(super) fn hrefs_of(&self, space: &str, name: &str) -> Vec<String> {
        let Some(property) = self.property(space, name) else { return Vec::new() };
        property.children().filter(|node| is(node, DAV, "href")).map(|node| text(&node).trim().to_owned()).collect()
    }

    /// Whether a property holds an element of that name at any depth.
    pub(super) fn has(&self, space: &str, name: &str, (inner, of): (&str, &str)) -> bool {
        self.property(space, name).is_some_and(|node| node.descendants().any(|part| is(&part, inner, of)))
    }
}

/// Everything an answer says, resource by resource.
pub(super) fn responses<'a, 'input>(document: &'a Document<'input>) -> Vec<Response<'a, 'input>> {
    let all = document.root_element().children().filter(|node| is(node, DAV, "response"));
    all.filter_map(|node| {
        let href = text(&child(&node, DAV, "href")?).trim().to_owned();
        let found = node
            .children()
            .filter(|part| is(part, DAV, "propstat"))
            .filter(|part| status(part).is_none_or(|status| (200..300).contains(&status)))
            .filter_map(|part| child(&part, DAV, "prop"))
            .flat_map(|part| part.children().filter(Node::is_element).collect::<Vec<_>>())
            .collect();
        Some(Response { href, status: status(&node), found })
    })
    .collect()
}

/// The token at the end of an answer.
pub(super) fn sync_token(document: &Document<'_>) -> Option<String> {
    let token = child(&document.root_element(), DAV, "sync-token")?;
    Some(text(&token).trim().to_owned()).filter(|token| !token.is_empty())
}

/// Text as it may stand in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn prefixes_are_arbitrary_and_missing_properties_normal() {
        let body = r#"<?xml version='1.0'?><ns0:multistatus xmlns:ns0="DAV:" xmlns:q="urn:ietf:params:xml:ns:caldav">
            <ns0:response><ns0:href>/a/1.ics</ns0:href><ns0:propstat><ns0:status>HTTP/1.1 200 OK</ns0:status><ns0:prop>
                <ns0:getetag>"1"</ns0:getetag><q:calendar-data><![CDATA[BEGIN:X & Y]]></q:calendar-data></ns0:prop></ns0:propstat>
                <ns0:propstat><ns0:status>HTTP/1.1 404 Not Found</ns0:status><ns0:prop><ns0:displayname>no</ns0:displayname></ns0:prop></ns0:propstat>
            </ns0:response>
            <ns0:response><ns0:href>/a/2.ics</ns0:href><ns0:status>HTTP/1.1 404 Not Found</ns0:status></ns0:response>
            <ns0:sync-token>t2</ns0:sync-token></ns0:multistatus>"#;
        let document = parse(body).unwrap();
        let all = responses(&document);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].text_of(DAV, "getetag").unwrap(), "\"1\"");
        assert_eq!(all[0].text_of(CALDAV, "calendar-data").unwrap(), "BEGIN:X & Y");
        assert_eq!(all[0].text_of(DAV, "displayname"), None);
        assert_eq!((all[1].status, all[1].href.as_str()), (Some(404), "/a/2.ics"));
        assert_eq!(sync_token(&document).unwrap(), "t2");
    }

    #[test]
    fn document_types_are_refused() {
        for body in [
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<html><br></html>",
            "",
        ] {
            assert!(parse(body).is_err(), "{body}");
        }
    }
}
