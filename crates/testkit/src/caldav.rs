//! Real CalDAV servers beside a test: Radicale and Xandikos from PyPI, in the Python environment that `cargo xtask test-servers` makes. Each
//! has an account `alice` with the password `secret` and one calendar; what stands in it can be read and written as its owner would.

use std::{
    io::Read,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use connectors::hooks::{Answer, Call, HookClient, HookSettings};

/// The account's name and password.
pub const ALICE: (&str, &str) = ("alice", "secret");
/// `alice:secret`.
const BASIC: &str = "Basic YWxpY2U6c2VjcmV0";

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Strict about versions; no scheduling.
    Radicale,
    /// Keeps calendars in git; its answers have prefixes of their own.
    Xandikos,
}

/// A running server; it ends when dropped.
pub struct CalDavServer {
    kind: Kind,
    port: u16,
    folder: PathBuf,
    child: Option<Child>,
    client: HookClient,
}

/// The Python environment with the servers in it.
pub(crate) fn python() -> PathBuf {
    let place = std::env::var_os("CALLBOARD_TEST_SERVERS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/test-servers"), PathBuf::from);
    let bin = place.join("bin");
    assert!(bin.join("radicale").exists(), "no servers in {}: run `cargo xtask test-servers` once", place.display());
    bin
}

impl CalDavServer {
    /// Starts one on a free port.
    pub async fn start(kind: Kind) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("callboard-caldav-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("users"), "alice:secret\n").expect("a file");
        let limits = HookSettings {
            allow_private: true,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
        };
        let client = HookClient::new(limits).expect("a client");
        let mut server = Self { kind, port, folder, child: None, client };
        server.run().await;
        if kind == Kind::Radicale {
            let made = server.ask("MKCALENDAR", "/alice/cal/", &[], "").await;
            assert_eq!(made.status, 201, "{}", made.text());
        }
        server
    }

    /// Starts the process and waits until it answers.
    pub async fn run(&mut self) {
        let (bin, folder) = (python(), self.folder.display());
        let mut command = match self.kind {
            Kind::Radicale => {
                let mut command = Command::new(bin.join("python"));
                command
                    .args([
                        "-m",
                        "radicale",
                        "--auth-type=htpasswd",
                        "--auth-htpasswd-encryption=plain",
                        "--auth-delay=0",
                    ])
                    .arg(format!("--server-hosts=127.0.0.1:{}", self.port))
                    .arg(format!("--storage-filesystem-folder={folder}/col"))
                    .arg(format!("--auth-htpasswd-filename={folder}/users"));
                command
            }
            Kind::Xandikos => {
                let mut command = Command::new(bin.join("xandikos"));
                command
                    .args(["serve", "--defaults", "--current-user-principal", "/alice/", "-l", "127.0.0.1", "-p"])
                    .arg(self.port.to_string())
                    .args(["-d", &format!("{folder}/data"), "--state-dir", &format!("{folder}/state")]);
                command
            }
        };
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a server");
        self.child = Some(child);
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "{:?} does not come up", self.kind);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends the process; the data stays.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Leaves it hanging: it takes connections and says nothing.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.as_ref().expect("it runs").id().to_string();
        assert!(Command::new("sh").args(["-c", &format!("kill {signal} {id}")]).status().expect("kill").success());
    }

    /// Gives the account another password, where the server has passwords.
    pub fn set_password(&self, password: &str) {
        std::fs::write(self.folder.join("users"), format!("alice:{password}\n")).expect("a file");
    }

    /// Which it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The path of its calendar.
    pub fn calendar(&self) -> &'static str {
        match self.kind {
            Kind::Radicale => "/alice/cal/",
            Kind::Xandikos => "/alice/calendars/calendar/",
        }
    }

    /// One request as its owner.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let url = format!("{}{path}", self.url());
        let mut all = vec![("authorization", BASIC.to_owned())];
        if !body.is_empty() && headers.iter().all(|(name, _)| *name != "content-type") {
            all.push(("content-type", "text/calendar; charset=utf-8".to_owned()));
        }
        all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let call = Call { method, url: &url, headers: &all, body, most: 50_000_000 };
        self.client.send(call).await.expect("an answer")
    }

    /// Writes an event under a name, over whatever is there.
    pub async fn put(&self, name: &str, ics: &str) {
        let answer = self.ask("PUT", &format!("{}{name}", self.calendar()), &[], ics).await;
        assert!((200..300).contains(&answer.status), "{} {}", answer.status, answer.text());
    }

    /// An event's text, if it is there.
    pub async fn get(&self, name: &str) -> Option<String> {
        let answer = self.ask("GET", &format!("{}{name}", self.calendar()), &[], "").await;
        (answer.status == 200).then(|| answer.text().replace("\r\n", "\n").replace("\n ", ""))
    }

    /// Deletes an event.
    pub async fn delete(&self, name: &str) {
        let answer = self.ask("DELETE", &format!("{}{name}", self.calendar()), &[], "").await;
        assert!((200..300).contains(&answer.status), "{}", answer.status);
    }

    /// The names in the calendar, sorted.
    pub async fn names(&self) -> Vec<String> {
        let body = r#"<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>"#;
        let headers = [("depth", "1"), ("content-type", "application/xml")];
        let answer = self.ask("PROPFIND", self.calendar(), &headers, body).await;
        let text = answer.text().into_owned();
        let mut names: Vec<String> = text
            .split("href>")
            .filter_map(|part| part.strip_suffix("</").or_else(|| part.split("</").next()))
            .filter_map(|path| path.strip_prefix(self.calendar()).or_else(|| path.split(self.calendar()).nth(1)))
            .filter(|name| name.ends_with(".ics"))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Drop for CalDavServer {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs a Python program of the environment over `input` and answers what it printed; it must end well.
pub fn run_python(program: &str, input: &str) -> String {
    use std::io::Write;
    let mut child = Command::new(python().join("python"))
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("its input");
    let mut said = String::new();
    child.stdout.take().expect("its output").read_to_string(&mut said).expect("its output");
    assert!(child.wait().expect("its end").success(), "{said}");
    said
}
