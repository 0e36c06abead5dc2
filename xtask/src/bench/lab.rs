//! A server to measure: release build, own data folder and port, rate limits off. Its cluster has the embedded cluster's own settings, and
//! either belongs to the server (as people run it) or to the lab, so that it can be filled and asked without the server. It must not know
//! what is measured.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::{Cluster, Settings};

use crate::{Outcome, paths};

/// A server that does not answer by then is broken, not slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// What every bench gets.
pub struct Bench {
    /// The release build.
    pub binary: PathBuf,
    /// The built site.
    pub site: PathBuf,
    /// Build what takes long, too.
    pub big: bool,
}

/// The server under measurement.
pub struct Lab {
    binary: PathBuf,
    site: PathBuf,
    data: PathBuf,
    address: SocketAddr,
    server: Option<Child>,
    cluster: Option<Cluster>,
    keeps: bool,
}

/// The product's clock starts here in labs that are kept: their data must not grow old.
pub const KEPT_NOW: u64 = 1_795_305_600;
const KEPT_CLOCK: &str = "2026-11-22T00:00:00Z";

impl Lab {
    /// An empty data folder and a free port; the server will make its own cluster.
    pub fn embedded(bench: &Bench, name: &str) -> Outcome<Self> {
        let lab = Self::new(bench, name)?;
        lab.clear()?;
        Ok(lab)
    }

    /// An empty cluster of the lab's own.
    pub fn with_cluster(bench: &Bench, name: &str) -> Outcome<Self> {
        let mut lab = Self::embedded(bench, name)?;
        lab.cluster = Some(start(&lab.data)?);
        Ok(lab)
    }

    /// A cluster of the lab's own that is kept for the next time; whether it is there already, made whole ([`Lab::complete`]).
    pub fn kept(bench: &Bench, name: &str) -> Outcome<(Self, bool)> {
        let mut lab = Self::new(bench, name)?;
        let is_there = lab.whole().exists();
        if !is_there {
            lab.clear()?;
        }
        lab.cluster = Some(start(&lab.data)?);
        lab.keeps = true;
        Ok((lab, is_there))
    }

    fn new(bench: &Bench, name: &str) -> Outcome<Self> {
        let data = paths::output().join("bench").join(name);
        fs::create_dir_all(data.parent().unwrap_or(&data))?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let (binary, site) = (bench.binary.clone(), bench.site.clone());
        Ok(Self { binary, site, data, address, server: None, cluster: None, keeps: false })
    }

    /// Says that the kept data are whole: `what` tells with which schema they were made.
    pub fn complete(&self, what: &str) -> Outcome {
        Ok(fs::write(self.whole(), what)?)
    }

    /// What was said when the kept data became whole.
    pub fn completed_with(&self) -> String {
        fs::read_to_string(self.whole()).unwrap_or_default()
    }

    fn whole(&self) -> PathBuf {
        self.data.with_extension("whole")
    }

    fn clear(&self) -> Outcome {
        if self.data.exists() {
            fs::remove_dir_all(&self.data)?;
        }
        if self.whole().exists() {
            fs::remove_file(self.whole())?;
        }
        Ok(())
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
        if let Some(cluster) = &self.cluster {
            command.env("DATABASE_URL", cluster.url());
        }
        if self.keeps {
            command.env("CALLBOARD_CLOCK", KEPT_CLOCK);
        }
        command
    }

    /// Starts the server and returns the time until it was ready.
    pub fn start(&mut self) -> Outcome<Duration> {
        let mut command = self.callboard();
        command.arg("serve");
        self.run(command, "/readyz")
    }

    /// Starts a server that answers every address with the bytes of `file`, in this lab's server's place.
    pub fn start_blank(&mut self, file: &Path) -> Outcome<Duration> {
        let mut command = self.callboard();
        command.arg("blank").arg(file);
        self.run(command, "/")
    }

    fn run(&mut self, mut command: Command, path: &str) -> Outcome<Duration> {
        let log = fs::File::create(self.data.with_extension("log"))?;
        let began = Instant::now();
        self.server = Some(command.stdout(Stdio::null()).stderr(log).spawn()?);
        while !self.ready(path) {
            let ended = self.server.as_mut().and_then(|server| server.try_wait().ok().flatten());
            if ended.is_some() || began.elapsed() > PATIENCE {
                let log = self.data.with_extension("log");
                return Err(format!("the server did not become ready; see {}", log.display()).into());
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

    /// The server's process.
    pub fn pid(&self) -> Outcome<u32> {
        self.server.as_ref().map(Child::id).ok_or_else(|| "the server is not running".into())
    }

    /// Resident memory of the server process in KB (Linux).
    pub fn resident_kb(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
    }

    /// Where the server answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The lab's own cluster.
    pub fn cluster(&self) -> Outcome<&Cluster> {
        self.cluster.as_ref().ok_or_else(|| "this lab has no cluster of its own".into())
    }

    /// Whether the data are kept, and with them the product's clock.
    pub fn keeps(&self) -> bool {
        self.keeps
    }

    /// The first process of PostgreSQL, whoever started it.
    pub fn postmaster(&self) -> Outcome<u32> {
        // Where root's cluster lies is the cluster's own affair: the unprivileged user must reach it.
        let home = match &self.cluster {
            Some(cluster) => cluster.home().path().to_path_buf(),
            None => {
                let running = Cluster::running(&Settings::server(self.data.clone(), None))?;
                running.ok_or("no cluster runs")?.home().path().to_path_buf()
            }
        };
        let file = home.join("pg/postmaster.pid");
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(text.lines().next().unwrap_or_default().trim().parse()?)
    }

    /// Runs a script with psql on the lab's cluster and returns what it prints.
    pub fn psql(&self, script: &str, values: &[(&str, String)]) -> Outcome<String> {
        let cluster = self.cluster()?;
        let mut psql = Command::new(cluster.programs().path("psql"));
        psql.args(["-q", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"]);
        psql.env("PGOPTIONS", "-c client_min_messages=warning");
        for (name, value) in values {
            psql.args(["-v", &format!("{name}={value}")]);
        }
        psql.arg(cluster.url()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = psql.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(script.as_bytes())?;
        }
        let ended = child.wait_with_output()?;
        if !ended.status.success() {
            return Err(String::from_utf8_lossy(&ended.stderr).trim().to_owned().into());
        }
        Ok(String::from_utf8_lossy(&ended.stdout).trim().to_owned())
    }

    /// Stops everything and removes the data unless they are kept.
    pub fn close(mut self) -> Outcome {
        self.stop()?;
        if let Some(cluster) = self.cluster.take() {
            cluster.stop()?;
        }
        if !self.keeps && self.data.exists() {
            fs::remove_dir_all(&self.data)?;
        }
        Ok(())
    }

    /// Stops everything and removes the data, kept or not.
    pub fn forget(mut self) -> Outcome {
        self.keeps = false;
        let whole = self.whole();
        self.close()?;
        Ok(std::fs::remove_file(whole)?)
    }

    fn ready(&self, path: &str) -> bool {
        get(self.address, path).is_ok_and(|said| said.starts_with("HTTP/1.1 200"))
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _closed_already = self.stop();
    }
}

fn start(data: &Path) -> Outcome<Cluster> {
    Ok(Cluster::start(&Settings::server(data.into(), None), &|_| {})?)
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
