//! A server with demo data for tests that talk to it from outside, in a database of its own on the tests' cluster. It must not know what they
//! ask.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use cluster::Cluster;

use crate::{Outcome, psql};

/// Its database.
const DATABASE: &str = "callboard_live";
/// Whose key it is: an admin of the demo.
const ADMIN: &str = "ad@example.com";

/// A running server; it ends when dropped.
pub struct Live {
    server: Child,
    folder: PathBuf,
    /// Where it answers.
    pub url: String,
    /// An admin's key with every scope.
    pub key: String,
}

impl Live {
    /// Starts one with its files in `temporary`, and waits until it answers.
    pub fn start(cluster: &Cluster, binary: &Path, temporary: &Path) -> Outcome<Self> {
        let folder = temporary.join("live");
        // Pages name files that are not there: nobody looks at them here.
        fs::create_dir_all(folder.join("site/pkg-1"))?;
        fs::write(folder.join("site/site.json"), r#"{"pkg":"pkg-1"}"#)?;
        let database = psql::fresh(cluster, DATABASE)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let callboard = |words: &[&str]| {
            let mut command = Command::new(binary);
            command.args(words).current_dir(&folder).env("DATABASE_URL", &database).env("CALLBOARD_MODE", "demo");
            command.env("CALLBOARD_DATA", folder.join("data")).env("CALLBOARD_SITE", folder.join("site"));
            command.env("CALLBOARD_LISTEN", address.to_string()).env("CALLBOARD_SECRET_KEY", "07".repeat(32));
            command.env("CALLBOARD_RATE_LIMITS", "off").env("CALLBOARD_WEBHOOKS_PRIVATE", "allow");
            command.env("CALLBOARD_LOG", "warn");
            command
        };
        let log = folder.join("log");
        let said = || fs::read_to_string(&log).unwrap_or_default();
        let mut serve = callboard(&["serve", "--demo"]);
        let mut server = serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log)?).spawn()?;
        let lines = BufReader::new(server.stdout.take().ok_or("the server says nothing")?).lines();
        let answers = lines.map_while(Result::ok).any(|line| line.starts_with("Callboard answers on"));
        let mut live = Self { server, folder: folder.clone(), url: format!("http://{address}"), key: String::new() };
        if !answers {
            return Err(format!("the server for tests from outside did not start:\n{}", said()).into());
        }
        let made = callboard(&["api-key", "create", "--email", ADMIN]).output()?;
        let printed = String::from_utf8_lossy(&made.stdout).into_owned();
        let key = printed.split_whitespace().find(|word| word.starts_with("cb_"));
        live.key = key.ok_or_else(|| format!("no key was made: {}", String::from_utf8_lossy(&made.stderr)))?.to_owned();
        Ok(live)
    }

    /// What tests find it by.
    pub fn environment(&self) -> [(&'static str, &str); 2] {
        [("CALLBOARD_URL", &self.url), ("CALLBOARD_KEY", &self.key)]
    }

    /// Fails with what it logged as a fault of its own.
    pub fn had_no_fault(&self) -> Outcome {
        let log = fs::read_to_string(self.folder.join("log"))?;
        let faults: Vec<&str> =
            log.lines().filter(|line| line.contains("ERROR") || line.contains("panicked")).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ended_already = self.server.kill();
        let _ended_already = self.server.wait();
    }
}
