//! Text that may be absent, so that a part's optional words can be given as `"..."`, a `String` or an `Option<String>`.

/// Optional words of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maybe(pub Option<String>);

impl From<&str> for Maybe {
    fn from(text: &str) -> Self {
        Maybe(Some(text.to_owned()))
    }
}

impl From<String> for Maybe {
    fn from(text: String) -> Self {
        Maybe(Some(text))
    }
}

impl From<&String> for Maybe {
    fn from(text: &String) -> Self {
        Maybe(Some(text.clone()))
    }
}

impl From<Option<String>> for Maybe {
    fn from(text: Option<String>) -> Self {
        Maybe(text)
    }
}
