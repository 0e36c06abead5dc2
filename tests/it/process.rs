//! The binary as a person runs it: embedded database, kill -9, wrong settings, the commands beside a running server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// A folder with data and site, and a free port.
pub struct House {
    folder: PathBuf,
    pub address: String,
    /// Further settings of every command.
    pub settings: Vec<(&'static str, String)>,
}

impl House {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("callboard-process-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("site/pkg-1")).unwrap();
        std::fs::write(folder.join("site/site.json"), r#"{"pkg":"pkg-1"}"#).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        Self { folder, address, settings: Vec::new() }
    }

    fn callboard(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
        command.args(words).current_dir(&self.folder).env_remove("DATABASE_URL");
        command.env("CALLBOARD_MODE", "test").env("CALLBOARD_SITE", self.folder.join("site"));
        command.env("CALLBOARD_LISTEN", &self.address).env("CALLBOARD_LOG", "warn");
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.callboard(words).output().unwrap()
    }

    /// Runs a command that must succeed and returns what it printed.
    pub fn prints(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert!(ended.status.success(), "{words:?}: {}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8_lossy(&ended.stdout).trim().to_owned()
    }

    /// A key of that person's, with every scope.
    pub fn key_of(&self, email: &str) -> String {
        let printed = self.prints(&["api-key", "create", "--email", email]);
        printed.split_whitespace().find(|word| word.starts_with("cb_")).expect("a key").to_owned()
    }

    /// Sets the product's clock of servers that start from now on, and its speed.
    pub fn clock(&mut self, at: DateTime<Utc>, speed: i32) {
        self.settings.retain(|(name, _)| *name != "CALLBOARD_CLOCK");
        self.settings.push(("CALLBOARD_CLOCK", format!("{}*{speed}", at.to_rfc3339())));
    }

    /// Starts a server and waits for the line that says it answers.
    pub fn serve(&self) -> Server {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder.join("log")).unwrap();
        let mut child = self.callboard(&["serve"]).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = || std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert_eq!(line.trim(), format!("Callboard answers on http://{}/", self.address), "{}", said());
        Server(child)
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    }

    /// What servers of this house have logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap()
    }

    /// The running server's database.
    pub fn database(&self) -> String {
        let settings = cluster::Settings::server(self.folder.join("data"), None);
        cluster::Cluster::running(&settings).unwrap().expect("the database runs").url().to_owned()
    }

    /// How many organisations the running server's database holds, asked beside the server.
    fn organizations(&self) -> String {
        let settings = cluster::Settings::server(self.folder.join("data"), None);
        let running = cluster::Cluster::running(&settings).unwrap().expect("the database runs");
        let mut psql = Command::new(running.programs().path("psql"));
        let said = psql
            .args(["-X", "-A", "-t", "-c", "select count(*) from organizations"])
            .arg(running.url())
            .output()
            .unwrap();
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    }

    /// Adds a sealing key and returns it: it is its owner's alone to read, and a second one can be retired again.
    fn rotated(&self) -> String {
        use std::os::unix::fs::PermissionsExt;
        let file = self.folder.join("data/sealing-keys");
        let keys = || std::fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
        self.prints(&["keys", "rotate"]);
        let (old, first) = (keys().remove(0), self.prints(&["keys", "list"]));
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        self.prints(&["keys", "rotate"]);
        assert_eq!(keys().len(), 2);
        let listed = self.prints(&["keys", "list"]);
        let ids: Vec<&str> = listed.lines().map(|line| line.split_once(' ').unwrap().0).collect();
        assert!(ids.len() == 3 && first.starts_with(ids[1]), "newest first: {listed}");
        for (id, why) in [(ids[0], "is the newest"), (ids[2], "it stays"), ("00000000", "there is no key")] {
            let ended = self.run(&["keys", "retire", id]);
            assert!(!ended.status.success() && String::from_utf8_lossy(&ended.stderr).contains(why), "{why}");
        }
        self.prints(&["keys", "retire", ids[1]]);
        assert!(keys().len() == 1 && keys()[0] != old);
        assert!(keys().iter().all(|key| !listed.contains(key)), "no key is printed");
        keys().remove(0)
    }

    /// A backup holds what was written, and neither the sealing key nor the secret key.
    fn is_without(&self, key: &str, backup: &str) {
        let settings = cluster::Settings::server(self.folder.join("data"), None);
        let programs = cluster::Cluster::running(&settings).unwrap().expect("the database runs").programs().clone();
        let mut restore = Command::new(programs.path("pg_restore"));
        let said = restore.arg("--file=-").arg(self.folder.join(backup)).output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(text.contains("Riyadh Studios"));
        let secret = std::fs::read_to_string(self.folder.join("data/secret-key")).unwrap();
        assert!(!text.contains(key) && !text.contains(secret.trim()));
    }

    /// Whether PostgreSQL of this house still runs.
    fn database_runs(&self) -> bool {
        self.folder.join("data/pg/postmaster.pid").exists()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // A server that a failed test left behind has been killed; its database follows within moments.
        let until = Instant::now() + Duration::from_secs(10);
        while self.database_runs() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _leftover = std::fs::remove_dir_all(&self.folder);
    }
}

pub struct Server(Child);

impl Server {
    pub fn signal(&self, name: &str) {
        // The shell's own: a bare Debian has no program of that name.
        Command::new("sh").args(["-c", &format!("kill {name} {}", self.0.id())]).status().unwrap();
    }

    pub fn ended(mut self) -> std::process::ExitStatus {
        self.0.wait().unwrap()
    }

    /// Asks it to stop and waits for its orderly end.
    pub fn stops(self) {
        self.signal("-TERM");
        assert!(self.ended().success(), "an orderly end is a success");
    }

    /// kill -9.
    pub fn killed(self) {
        self.signal("-KILL");
        self.ended();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _ended_already = self.0.wait();
    }
}

#[test]
fn what_was_written_survives_kill_9_and_the_database_ends_with_the_server() {
    let house = House::new("kill");
    let server = house.serve();
    assert!(house.get("/readyz").starts_with("HTTP/1.1 200"));
    assert_eq!(house.prints(&["health"]), "ready");
    let address = house.prints(&["setup-token"]);
    assert!(address.starts_with(&format!("http://{}/setup?token=", house.address)), "{address}");
    let made = house.prints(&["org", "create", "Riyadh Studios", "استوديوهات الرياض"]);
    assert!(made.contains("org_"), "{made}");

    let second = house.callboard(&["serve"]).env("CALLBOARD_LISTEN", "127.0.0.1:0").output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(!second.status.success() && said.contains("another Callboard is running"), "{said}");

    server.killed();
    // At once, while the old database may still be stopping.
    let server = house.serve();
    assert!(house.get("/readyz").starts_with("HTTP/1.1 200"));
    assert_eq!(house.organizations(), "1");
    let key = house.rotated();
    house.prints(&["backup", "all.dump"]);
    house.is_without(&key, "all.dump");
    house.prints(&["org", "create", "Jeddah Studios", "استوديوهات جدة"]);
    assert_eq!(house.organizations(), "2");

    let running = house.run(&["restore", "all.dump"]);
    assert!(
        String::from_utf8_lossy(&running.stderr).contains("another Callboard is running"),
        "restore beside a server"
    );
    server.stops();
    assert!(!house.database_runs(), "the database ends before the server does");
    assert!(!house.run(&["health"]).status.success());

    house.prints(&["restore", "all.dump"]);
    assert!(!house.database_runs(), "a command stops the database it started");
    let server = house.serve();
    assert_eq!(house.organizations(), "1", "as it was when the backup was made");
    server.stops();
}

#[test]
fn a_lost_password_is_replaced_and_secrets_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new("secrets");
    house.prints(&["migrate"]);
    for name in ["password", "secret-key"] {
        let mode = std::fs::metadata(house.folder.join("data").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    std::fs::remove_file(house.folder.join("data/password")).unwrap();
    assert_eq!(house.prints(&["migrate"]), "The database is up to date.");
    std::fs::write(house.folder.join("data/pg/PG_VERSION"), "11\n").unwrap();
    let other = house.run(&["migrate"]);
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(
        !other.status.success() && said.contains("written by PostgreSQL 11") && said.contains("callboard restore"),
        "{said}"
    );
}

#[test]
fn wrong_settings_stop_the_start_before_anything_is_made() {
    let house = House::new("settings");
    for (set, demo, expected) in [
        (
            ("CALLBOARD_LISTEN", "0.0.0.0:3000"),
            true,
            "CALLBOARD_LISTEN is 0.0.0.0:3000, but demo and test listen on loopback only",
        ),
        (("CALLBOARD_MODE", "production"), false, "CALLBOARD_SMTP_URL is missing"),
        (("CALLBOARD_URL", "auditions"), true, "CALLBOARD_URL must be"),
        (("CALLBOARD_SITE", "/nowhere"), true, "CALLBOARD_SITE=/opt/callboard/site"),
        (("DATABASE_URL", "mysql://x"), true, "DATABASE_URL is not an address"),
        (
            ("DATABASE_URL", "postgres://nobody:hunter2@127.0.0.1:1/x"),
            true,
            "DATABASE_URL: the database cannot be used",
        ),
    ] {
        let words: &[&str] = if demo { &["serve", "--demo"] } else { &["serve"] };
        let ended = house.callboard(words).env(set.0, set.1).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains(expected), "{set:?}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    assert!(!house.folder.join("data").exists());
    assert!(house.prints(&["config"]).contains("CALLBOARD_TRUSTED_PROXIES"));
    assert!(!house.run(&["nonsense"]).status.success());
}
