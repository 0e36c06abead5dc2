//! Where the installation's keys are kept: in settings, else as files beside the embedded cluster, which no backup of the database contains.
//! It must not know what they seal.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use services::{Secret, seal};

use crate::config::Config;

/// The 32 bytes that links are derived from, and the first sealing key: from the setting, else kept beside the embedded cluster, else (demo
/// and test on a given database, whose data are public anyway) fixed ones.
///
/// # Errors
/// When the key file cannot be read or made.
pub fn secret_key(config: &Config, home: Option<&Path>) -> io::Result<Secret> {
    if let Some(key) = &config.secret_key {
        return from_hex(key.reveal()).ok_or_else(|| io::Error::other("CALLBOARD_SECRET_KEY is not 64 hex digits"));
    }
    let Some(home) = home else { return Ok(Secret::new(*b"callboard demo and test key only")) };
    let path = home.join("secret-key");
    match std::fs::read_to_string(&path) {
        Ok(text) => from_hex(text.trim()).ok_or_else(|| told(&path, io::Error::other("does not hold 64 hex digits"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (key, hex) = fresh()?;
            let mut file = private().create_new(true).open(&path).map_err(|error| told(&path, error))?;
            file.write_all(hex.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| told(&path, error))?;
            Ok(key)
        }
        Err(error) => Err(told(&path, error)),
    }
}

/// The sealing keys beside the one made from the secret, newest first: those of the setting, then those of the file. The file is read again
/// whenever the ring asks, so that a running server takes up a key that a command added.
pub fn source(config: &Config, home: Option<&Path>) -> Arc<seal::KeySource> {
    let set: Vec<Secret> = config.sealing_keys.iter().filter_map(|key| from_hex(key.reveal())).collect();
    let kept = home.map(KeyFile::of);
    Arc::new(move || {
        let mut keys = set.clone();
        if let Some(file) = &kept {
            keys.extend(file.read().map_err(|error| error.to_string())?);
        }
        Ok(keys)
    })
}

/// The file of sealing keys in the data folder: one a line, newest first.
#[derive(Debug, Clone)]
pub struct KeyFile {
    path: PathBuf,
}

impl KeyFile {
    /// The one of this data folder; it need not be there.
    pub fn of(home: &Path) -> Self {
        Self { path: home.join("sealing-keys") }
    }

    /// Its keys, newest first.
    ///
    /// # Errors
    /// When it cannot be read, or holds something else.
    pub fn read(&self) -> io::Result<Vec<Secret>> {
        Ok(self.lines()?.into_iter().map(|(key, _)| key).collect())
    }

    /// Makes a key and puts it before the others; it is on the disk when this returns. Answers its id.
    ///
    /// # Errors
    /// When the file cannot be written, or another command is about to.
    pub fn add(&self) -> io::Result<String> {
        let _alone = self.lock()?;
        let new = fresh()?;
        let id = id_of(&new.0)?;
        let mut lines = self.lines()?;
        lines.insert(0, new);
        self.write(&lines)?;
        Ok(id)
    }

    /// Removes the key of this id. Whether it was there.
    ///
    /// # Errors
    /// When the file cannot be written, or another command is about to.
    pub fn remove(&self, id: &str) -> io::Result<bool> {
        let _alone = self.lock()?;
        let lines = self.lines()?;
        let mut kept = Vec::with_capacity(lines.len());
        for line in &lines {
            if id_of(&line.0)? != id {
                kept.push(line.clone());
            }
        }
        if kept.len() < lines.len() {
            self.write(&kept)?;
        }
        Ok(kept.len() < lines.len())
    }

    fn lines(&self) -> io::Result<Vec<(Secret, String)>> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(told(&self.path, error)),
        };
        let broken = || told(&self.path, io::Error::other("must hold 64 hex digits a line"));
        text.lines().map(|line| Ok((from_hex(line).ok_or_else(broken)?, line.to_owned()))).collect()
    }

    /// Whole or not at all: a key that seals something and is lost takes it along.
    fn write(&self, lines: &[(Secret, String)]) -> io::Result<()> {
        let beside = self.path.with_extension("new");
        let done = || -> io::Result<()> {
            let mut file = private().create(true).truncate(true).open(&beside)?;
            for (_, hex) in lines {
                writeln!(file, "{hex}")?;
            }
            file.sync_all()?;
            std::fs::rename(&beside, &self.path)?;
            // The name too is on the disk before anything is sealed.
            self.path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
        };
        done().map_err(|error| told(&self.path, error))
    }

    /// Two commands at once would each write what the other did not know. The lock ends with the process, however it ends.
    fn lock(&self) -> io::Result<File> {
        let path = self.path.with_extension("lock");
        let file = private().create(true).truncate(false).open(&path).map_err(|error| told(&path, error))?;
        file.try_lock().map_err(|error| told(&path, error.into()))?;
        Ok(file)
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

fn id_of(key: &Secret) -> io::Result<String> {
    seal::key_id(key).map_err(io::Error::other)
}

fn fresh() -> io::Result<(Secret, String)> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    Ok((Secret::new(key), key.iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn told(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn from_hex(text: &str) -> Option<Secret> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(Secret::new(bytes))
}
