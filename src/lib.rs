//! The server and its command line: settings, the embedded database, the HTTP edge. It wires the rooms together and decides nothing:
//! rules live in `domain`, actions in `services`.
#![recursion_limit = "512"]
// The type of a page is as deep as its markup; the usual 128 levels end inside the slot picker.

pub mod api;
pub mod cluster;
pub mod commands;
pub mod config;
pub mod http;
pub mod keys;
pub mod logging;
pub mod site;
pub mod solve;
pub mod start;
pub mod state;
pub mod worker;
