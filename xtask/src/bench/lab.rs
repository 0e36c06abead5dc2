//! A server to measure: release build, own data folder and port, rate limits off, embedded cluster with its normal settings.
//! It must not know what is measured.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, paths};

/// A server that does not answer by then is broken, not slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server under measurement.
pub struct Lab {
    binary: PathBuf,
    site: PathBuf,
    data: PathBuf,
    address: SocketAddr,
    server: Option<Child>,
}

impl Lab {
    /// An empty data folder and a free port.
    pub fn new(binary: &Path, site: &Path, name: &str) -> Outcome<Self> {
        let data = paths::output().join("bench").join(name);
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(data.parent().unwrap_or(&data))?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        Ok(Self { binary: binary.into(), site: site.into(), data, address, server: None })
    }

    /// A command of the binary with this lab's settings.
    pub fn callboard(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .env_remove("DATABASE_URL")
            .env("CALLBOARD_MODE", "test")
            .env("CALLBOARD_RATE_LIMITS", "off")
            .env("CALLBOARD_DATA", &self.data)
            .env("CALLBOARD_SITE", &self.site)
            .env("CALLBOARD_LISTEN", self.address.to_string())
            .env("CALLBOARD_LOG", "warn");
        command
    }

    /// Starts the server and returns the time until it was ready.
    pub fn start(&mut self) -> Outcome<Duration> {
        let log = fs::File::create(self.data.with_extension("log"))?;
        let began = Instant::now();
        let server = self.callboard().arg("serve").stdout(Stdio::null()).stderr(log).spawn()?;
        self.server = Some(server);
        while !self.ready() {
            let ended = self.server.as_mut().and_then(|server| server.try_wait().ok().flatten());
            if ended.is_some() || began.elapsed() > PATIENCE {
                return Err(format!(
                    "the server did not become ready; see {}",
                    self.data.with_extension("log").display()
                )
                .into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(began.elapsed())
    }

    /// Stops the server in an orderly way.
    pub fn stop(&mut self) -> Outcome {
        let Some(mut server) = self.server.take() else { return Ok(()) };
        Command::new("kill").args(["-TERM", &server.id().to_string()]).status()?;
        server.wait()?;
        Ok(())
    }

    /// Resident memory of the server process in KB (Linux).
    pub fn resident_kb(&self) -> Outcome<u64> {
        let pid = self.server.as_ref().map(Child::id).ok_or("the server is not running")?;
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
    }

    /// Where the server answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops everything and removes the data.
    pub fn close(mut self) -> Outcome {
        self.stop()?;
        if self.data.exists() {
            fs::remove_dir_all(&self.data)?;
        }
        Ok(())
    }

    fn ready(&self) -> bool {
        get(self.address, "/readyz").is_ok_and(|said| said.starts_with("HTTP/1.1 200"))
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _closed_already = self.stop();
    }
}

/// One request, the whole answer as text.
pub fn get(address: SocketAddr, path: &str) -> Outcome<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}
