//! npm's oidc-provider beside the test: a strict judge of how consent is asked for and tokens are had. Installs itself on the first run, into the
//! build folder. Logs somebody in as a browser would, form by form.

#![allow(clippy::disallowed_methods, reason = "a server beside the test")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use connectors::hooks::{Answer, Call, HookClient, HookSettings};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
};
use url::Url;

/// A provider; it ends when dropped.
pub struct Oidc {
    port: u16,
    _process: Child,
}

/// Where the provider is installed: once for all checkouts' tests of one build folder.
async fn installed() -> PathBuf {
    // Tests of one binary run side by side; two installations into one folder would spoil it.
    static ONCE: tokio::sync::OnceCell<PathBuf> = tokio::sync::OnceCell::const_new();
    ONCE.get_or_init(install).await.clone()
}

async fn install() -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("doubles/oidc");
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/doubles/oidc");
    std::fs::create_dir_all(&home).expect("a folder for the provider");
    for file in ["package.json", "op.mjs"] {
        std::fs::copy(source.join(file), home.join(file)).expect("the provider's files");
    }
    // The last thing npm writes.
    if !home.join("node_modules/.package-lock.json").exists() {
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-progress"]).current_dir(&home);
        let done = npm.stdout(Stdio::null()).stderr(Stdio::inherit()).status().await;
        assert!(done.expect("npm, which the browser tests need too").success(), "npm could not install oidc-provider");
    }
    home
}

impl Oidc {
    /// Starts one that sends people back to `redirect` alone. Its client is `app` with the secret `secret-secret-secret`.
    pub async fn start(redirect: &str) -> Self {
        let home = installed().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let mut node = Command::new("node");
        node.arg("op.mjs").arg(port.to_string()).arg(redirect).current_dir(home);
        let mut process = node.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().expect("node");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await.expect("its output") {
                if line == "ready" {
                    return;
                }
            }
            panic!("the provider ended");
        };
        tokio::time::timeout(Duration::from_secs(30), ready).await.expect("the provider listens");
        Self { port, _process: process }
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Signs `login` in and consents, as a browser sent to `url` would: where it is sent back to.
    pub async fn consents(&self, url: &str, login: &str) -> String {
        let mut browser = Browser::new();
        let mut at = browser.walk("GET", url, "").await;
        for form in [format!("prompt=login&login={login}&password=x"), "prompt=consent".to_owned()] {
            let Stopped::Page(page) = at else { panic!("no page to answer on") };
            at = browser.walk("POST", &page, &form).await;
        }
        match at {
            Stopped::Left(address) => address,
            Stopped::Page(page) => panic!("stopped at {page}"),
        }
    }
}

/// Where following redirects ends.
enum Stopped {
    /// At a page of the provider.
    Page(String),
    /// At another host's door, which is not opened.
    Left(String),
}

struct Browser {
    client: HookClient,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    fn new() -> Self {
        let patience = Duration::from_secs(10);
        let limits = HookSettings { allow_private: true, connect_timeout: patience, timeout: patience };
        Self { client: HookClient::new(limits).expect("a client"), cookies: BTreeMap::new() }
    }

    async fn ask(&mut self, method: &str, url: &str, body: &str) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = [
            ("cookie", cookies.join("; ")),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ("accept", "text/html".to_owned()),
        ];
        let call = Call { method, url, headers: &headers, body, most: 1024 * 1024 };
        let answer = self.client.send(call).await.expect("the provider answers");
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    async fn walk(&mut self, method: &str, url: &str, body: &str) -> Stopped {
        let host = Url::parse(url).expect("an address").origin();
        let (mut method, mut at, mut body) = (method.to_owned(), url.to_owned(), body.to_owned());
        for _ in 0..10 {
            let answer = self.ask(&method, &at, &body).await;
            let Some(next) = answer.header("location") else {
                assert_eq!(answer.status, 200, "{at}: {}", answer.text());
                return Stopped::Page(at);
            };
            let next = Url::parse(&at).expect("an address").join(next).expect("an address");
            if next.origin() != host {
                return Stopped::Left(next.to_string());
            }
            (method, at, body) = ("GET".to_owned(), next.to_string(), String::new());
        }
        panic!("{at} leads in a circle");
    }
}
