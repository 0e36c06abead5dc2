//! Words an organisation writes itself, with variables in braces: `{talent}`, `{when}`. Checked when saved, filled in when sent. Knows no
//! booking and no language: who fills it in brings the values.

use std::fmt::Write;

/// What a template may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variable {
    /// Who auditions, or the guest who booked.
    Talent,
    /// The role.
    Role,
    /// The production.
    Production,
    /// Role and production in one, or the event type's name.
    What,
    /// Day, time and zone.
    When,
    /// Room, address, or the way of meeting.
    Place,
    /// Who expects them.
    Host,
    /// The office.
    Organisation,
    /// Why it was declined, cancelled or moved, in the words of whoever did; may be empty.
    Reason,
    /// Where the recipient opens the booking; empty for those who may not.
    Link,
}

impl Variable {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 10] = [
        Self::Talent,
        Self::What,
        Self::Role,
        Self::Production,
        Self::When,
        Self::Place,
        Self::Host,
        Self::Organisation,
        Self::Reason,
        Self::Link,
    ];

    /// As it is written between the braces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Talent => "talent",
            Self::Role => "role",
            Self::Production => "production",
            Self::What => "what",
            Self::When => "when",
            Self::Place => "place",
            Self::Host => "host",
            Self::Organisation => "organisation",
            Self::Reason => "reason",
            Self::Link => "link",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.as_str() == text)
    }
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// `{…}` names something that is no variable.
    #[error("line {line}: no such variable")]
    UnknownVariable {
        /// What stands between the braces.
        name: String,
        /// The line, counted from 1.
        line: i64,
    },
    /// A brace without its other.
    #[error("line {line}: a brace without its other")]
    LoneBrace {
        /// The line, counted from 1.
        line: i64,
    },
}

impl TemplateFault {
    /// The line it stands on, counted from 1.
    pub const fn line(&self) -> i64 {
        match self {
            Self::UnknownVariable { line, .. } | Self::LoneBrace { line } => *line,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Value(Variable),
}

/// A template that was found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

impl Template {
    /// Reads a template. A doubled brace stands for itself.
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut line = 1;
        let mut rest = text;
        while let Some(place) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(place);
            line += i64::try_from(before.matches('\n').count()).unwrap_or(0);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else if let Some(inside) = from.strip_prefix('{') {
                let (name, after) = inside.split_once('}').ok_or(TemplateFault::LoneBrace { line })?;
                let variable = Variable::parse(name.trim())
                    .ok_or_else(|| TemplateFault::UnknownVariable { name: name.to_owned(), line })?;
                parts.extend((!plain.is_empty()).then(|| Part::Text(std::mem::take(&mut plain))));
                parts.push(Part::Value(variable));
                rest = after;
            } else {
                return Err(TemplateFault::LoneBrace { line });
            }
        }
        plain.push_str(rest);
        parts.extend((!plain.is_empty()).then_some(Part::Text(plain)));
        Ok(Self(parts))
    }

    /// The text with every variable replaced by its value.
    pub fn fill(&self, value: impl Fn(Variable) -> String) -> String {
        self.0.iter().fold(String::new(), |mut text, part| {
            // Writing to a string cannot fail.
            let _ = match part {
                Part::Text(plain) => text.write_str(plain),
                Part::Value(variable) => text.write_str(&value(*variable)),
            };
            text
        })
    }

    /// Whether a variable occurs.
    pub fn names(&self, variable: Variable) -> bool {
        self.0.contains(&Part::Value(variable))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled() {
        for (text, filled) in [
            ("", ""),
            ("no variable", "no variable"),
            ("{talent}", "<talent>"),
            ("Dear { talent }, {what} {when}.", "Dear <talent>, <what> <when>."),
            ("{{talent}} {{{role}}}", "{talent} {<role>}"),
            ("السلام عليكم {talent}،\nموعدك {when}", "السلام عليكم <talent>،\nموعدك <when>"),
        ] {
            let template = Template::parse(text).expect(text);
            assert_eq!(template.fill(|variable| format!("<{}>", variable.as_str())), filled, "{text}");
        }
        for variable in Variable::ALL {
            let template = Template::parse(&format!("a {{{}}}", variable.as_str())).expect("every variable is known");
            assert!(template.names(variable));
        }
        // What a value holds is not read again.
        let twice = Template::parse("{talent}").expect("a template");
        assert_eq!(twice.fill(|_| "{when}".to_owned()), "{when}");
    }

    #[test]
    fn unknown_variables_and_lone_braces_are_refused_where_they_stand() {
        for (text, name, line) in [
            ("{name}", Some("name"), 1),
            ("{talent}\n\n {Talent}", Some("Talent"), 3),
            ("{}", Some(""), 1),
            ("{{}", None, 1),
            ("a\n}", None, 2),
            ("a {talent", None, 1),
            ("a {talent\n{when}", Some("talent\n{when"), 1),
        ] {
            let fault = Template::parse(text).expect_err(text);
            assert_eq!(fault.line(), line, "{text}");
            match (fault, name) {
                (TemplateFault::UnknownVariable { name, .. }, Some(expected)) => assert_eq!(name, expected, "{text}"),
                (TemplateFault::LoneBrace { .. }, None) => {}
                (fault, _) => panic!("{text}: {fault:?}"),
            }
        }
    }
}
