//! Reading the OpenAPI document: schemas by name, what they mean in Rust, operations. It must not write code.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::Outcome;

/// How references to schemas begin.
const REFERENCE: &str = "#/components/schemas/";
/// How the names of answers begin that wrap one thing, and many.
const WRAPPERS: [&str; 2] = ["One_", "Many_"];

/// The document.
pub struct Document {
    schemas: Map<String, Value>,
    /// Every call a key can make, in the order of addresses.
    pub operations: Vec<Operation>,
    /// Schemas that are sent, with all they contain.
    sent: BTreeSet<String>,
    /// Schemas of whole changes: null takes a member away.
    changes: BTreeSet<String>,
}

/// One call.
pub struct Operation {
    /// `listBookings`.
    pub id: String,
    /// `GET`.
    pub method: String,
    /// `/api/v1/bookings/{id}`.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// What the address asks.
    pub query: Vec<Parameter>,
    /// Headers it knows.
    pub headers: Vec<String>,
    /// What is sent with it.
    pub body: Option<Body>,
    /// What comes back.
    pub answer: Shape,
}

/// A parameter of the query.
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its Rust type.
    pub kind: String,
}

/// What is sent with a call.
pub enum Body {
    /// JSON of that schema.
    Json(String),
    /// A file as it is.
    File,
}

/// What a call answers.
pub enum Shape {
    /// One thing of that schema.
    One(String),
    /// All of them.
    Many(String),
    /// A page of them.
    Page(String),
    /// That schema itself, which wraps things in its own way.
    Whole(String),
    /// A file as it is.
    File,
}

/// A Rust type, and whether null may stand in its place.
pub struct Kind {
    /// As it is written.
    pub text: String,
    /// Whether null is allowed.
    pub nullable: bool,
}

impl Document {
    /// Reads the text of docs/openapi.json.
    pub fn parse(text: &str) -> Outcome<Self> {
        let whole: Value = serde_json::from_str(text)?;
        let schemas = object(&whole["components"]["schemas"])?.clone();
        let mut document = Self { schemas, operations: Vec::new(), sent: BTreeSet::new(), changes: BTreeSet::new() };
        for (path, item) in object(&whole["paths"])? {
            for (method, operation) in object(item)? {
                // Doors that open without a key are not for holders of keys.
                if operation.get("security").is_none() {
                    let operation = document.operation(path, method, operation)?;
                    document.operations.push(operation);
                }
            }
        }
        for operation in &document.operations {
            let Some(Body::Json(body)) = &operation.body else { continue };
            reach(&document.schemas, body, &mut document.sent);
            if operation.method == "PATCH" {
                document.changes.insert(body.clone());
            }
        }
        Ok(document)
    }

    /// Names and schemas of things: neither wrappers of answers nor what no call mentions.
    pub fn things(&self) -> Vec<(&String, &Value)> {
        let mut reached = self.sent.clone();
        for operation in &self.operations {
            if let Shape::One(name) | Shape::Many(name) | Shape::Page(name) | Shape::Whole(name) = &operation.answer {
                reach(&self.schemas, name, &mut reached);
            }
        }
        for name in ["Meta", "Problem"] {
            reach(&self.schemas, name, &mut reached);
        }
        self.schemas.iter().filter(|(name, _)| reached.contains(*name)).collect()
    }

    /// Whether it is sent, by itself or in something.
    pub fn is_sent(&self, name: &str) -> bool {
        self.sent.contains(name)
    }

    /// Whether it is a change, in which a member is kept, taken away or set.
    pub fn is_change(&self, name: &str) -> bool {
        self.changes.contains(name)
    }

    /// Members of an object, with those it takes over from others, and which of them are always there.
    pub fn members(&self, schema: &Value) -> Outcome<(Map<String, Value>, BTreeSet<String>)> {
        let (mut members, mut required) = (Map::new(), BTreeSet::new());
        if let Some(name) = reference(schema) {
            return self.members(self.schema(name)?);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            let (more, needed) = self.members(part)?;
            members.extend(more);
            required.extend(needed);
        }
        if let Some(own) = schema["properties"].as_object() {
            members.extend(own.clone());
        }
        required.extend(texts(&schema["required"]));
        Ok((members, required))
    }

    fn schema(&self, name: &str) -> Outcome<&Value> {
        self.schemas.get(name).ok_or_else(|| format!("the document has no schema {name}").into())
    }

    fn operation(&self, path: &str, method: &str, operation: &Value) -> Outcome<Operation> {
        let id = text(&operation["operationId"])?;
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let of = |place: &str| parameters.iter().filter(|one| one["in"] == place).cloned().collect::<Vec<_>>();
        let query = of("query").iter().map(parameter).collect::<Outcome<Vec<_>>>()?;
        let is_paged = query.iter().any(|one| one.name == "cursor");
        let responses = object(&operation["responses"])?;
        let success = responses.iter().find(|(status, _)| status.starts_with('2')).map(|(_, response)| response);
        let content = success.map(|response| &response["content"]).ok_or_else(|| format!("{id} never succeeds"))?;
        let sent = &operation["requestBody"]["content"];
        let body = match reference(&sent["application/json"]["schema"]) {
            Some(name) => Some(Body::Json(name.to_owned())),
            None => is_file(sent).then_some(Body::File),
        };
        let answer = match reference(&content["application/json"]["schema"]) {
            Some(name) => shape(name, is_paged),
            None if is_file(content) => Shape::File,
            None => return Err(format!("{id} answers nothing that is known").into()),
        };
        Ok(Operation {
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"])?,
            // Pages are asked for by the list itself.
            query: query.into_iter().filter(|one| one.name != "cursor").collect(),
            headers: of("header").iter().map(|one| text(&one["name"])).collect::<Outcome<_>>()?,
            body,
            answer,
            id,
        })
    }
}

/// Whether a body, or an answer, is a file as it is: a picture.
fn is_file(content: &Value) -> bool {
    content.as_object().is_some_and(|kinds| kinds.keys().any(|kind| kind.starts_with("image/")))
}

/// What an answer of that schema holds.
fn shape(name: &str, is_paged: bool) -> Shape {
    let [one, many] = WRAPPERS;
    match (name.strip_prefix(one), name.strip_prefix(many)) {
        (Some(thing), _) => Shape::One(thing.to_owned()),
        (_, Some(thing)) if is_paged => Shape::Page(thing.to_owned()),
        (_, Some(thing)) => Shape::Many(thing.to_owned()),
        (None, None) => Shape::Whole(name.to_owned()),
    }
}

/// All schemas that `name` leads to, itself among them.
fn reach(schemas: &Map<String, Value>, name: &str, reached: &mut BTreeSet<String>) {
    if !reached.insert(name.to_owned()) {
        return;
    }
    let mut open: Vec<&Value> = schemas.get(name).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(name) = reference(value) {
                    reach(schemas, name, reached);
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

fn parameter(value: &Value) -> Outcome<Parameter> {
    Ok(Parameter {
        name: text(&value["name"])?,
        description: text(&value["description"])?,
        required: value["required"] == true,
        kind: kind(&value["schema"])?.text,
    })
}

/// What a schema is in Rust, wherever it is not a thing with a name of its own.
pub fn kind(schema: &Value) -> Outcome<Kind> {
    let plain = |text: &str| Ok(Kind { text: text.to_owned(), nullable: false });
    if let Some(name) = reference(schema) {
        return plain(name);
    }
    if let Some([one, other]) = schema["oneOf"].as_array().map(Vec::as_slice)
        && other["type"] == "null"
    {
        return Ok(Kind { text: kind(one)?.text, nullable: true });
    }
    let types = texts(&schema["type"]);
    let nullable = types.iter().any(|name| name == "null");
    let format = schema["format"].as_str().unwrap_or_default();
    let text = match types.iter().find(|name| *name != "null").map(String::as_str) {
        None => "Value".to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("string") => match format {
            "date-time" => "Instant",
            "date" => "NaiveDate",
            _ => "String",
        }
        .to_owned(),
        Some("integer") => if format == "int32" { "i32" } else { "i64" }.to_owned(),
        Some("number") => "f64".to_owned(),
        Some("array") => {
            let items = kind(&schema["items"])?;
            if items.nullable { format!("Vec<Option<{}>>", items.text) } else { format!("Vec<{}>", items.text) }
        }
        Some("object") if schema["properties"].is_object() => {
            return Err(format!("an object without a name: {schema}").into());
        }
        Some("object") => "Map<String, Value>".to_owned(),
        Some(other) => return Err(format!("no Rust type for {other}").into()),
    };
    Ok(Kind { text, nullable })
}

/// The name of the schema a reference leads to.
fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix(REFERENCE)
}

/// One text or several.
fn texts(value: &Value) -> Vec<String> {
    let several = value.as_array().map(Vec::as_slice).unwrap_or_default();
    several.iter().chain([value]).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A text that must be there.
pub fn text(value: &Value) -> Outcome<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("no text in {value}").into())
}

fn object(value: &Value) -> Outcome<&Map<String, Value>> {
    value.as_object().ok_or_else(|| "the document is not what it was".into())
}

/// `nextCursor`, `booking-limits` as `next_cursor`, `booking_limits`.
pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(if letter == '-' { '_' } else { letter.to_ascii_lowercase() });
    }
    snake
}

/// `listBookings`, `in-person`, `rolling_with_slots` as `ListBookings`, `InPerson`, `RollingWithSlots`.
pub fn pascal(name: &str) -> String {
    let words = name.split(['-', '_']).filter(|word| !word.is_empty());
    words
        .map(|word| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>())
        .collect()
}

/// A description as comment lines, every one with its indent.
pub fn comment(description: &str) -> String {
    description.lines().map(|line| format!("/// {}\n", line.trim())).collect()
}
