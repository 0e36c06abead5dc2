//! `callboard health`: asks the server on `CALLBOARD_LISTEN` for `/readyz`. For containers and supervisors without curl.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::Failure;
use crate::config::{Config, Needs};
use crate::logging;

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn run() -> Result<(), Failure> {
    let mut address = Config::from_environment(false, Needs::Database)?.listen;
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() });
    }
    let unreachable = |error: std::io::Error| format!("no Callboard answers on {address} ({error})");
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(unreachable)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(unreachable)?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").map_err(unreachable)?;
    let mut said = String::new();
    stream.take(64 * 1024).read_to_string(&mut said).map_err(unreachable)?;
    let text = said.split("\r\n\r\n").nth(1).unwrap_or_default().trim().to_owned();
    if said.starts_with("HTTP/1.1 200") {
        logging::print(&text);
        Ok(())
    } else {
        Err(format!("Callboard on {address} is not ready: {text}").into())
    }
}
