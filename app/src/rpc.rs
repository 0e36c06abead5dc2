//! The calls islands make. Each is a public endpoint under `/_fn`: it authorises in `services` like every other door.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

pub mod picker;

/// Why a call did not succeed, in words an island may show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RpcError {
    /// The product said no, in the reader's language.
    #[error("{0}")]
    Refused(String),
    /// The call did not arrive, or its answer could not be read. Never shown as it is: it is the machine's text.
    #[error("{0}")]
    Transport(String),
}

impl FromServerFnError for RpcError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        // What could not be read is the caller's fault, not ours.
        #[cfg(feature = "ssr")]
        if matches!(
            error,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_)
        ) {
            crate::server::set_status(http::StatusCode::BAD_REQUEST);
        }
        RpcError::Transport(error.to_string())
    }
}
