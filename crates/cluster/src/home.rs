//! The folder of a cluster: where it is, who may enter it, and the lock that keeps it to one server.
//! It must not start programs, except to learn whether the unprivileged account can reach the folder.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::account::{Account, effective_uid};
use crate::error::{Error, file};
use crate::programs;

/// Longest path the kernel takes for a socket on every system we support (104 on macOS), with the final zero.
const SOCKET_LIMIT: usize = 103;

/// The folder that holds everything of one cluster. See the crate's first lines for its layout.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

impl Home {
    /// Makes the folder, or, when we are root and the database's user cannot reach it, one under `/var/lib/callboard`.
    pub(crate) fn open(asked: &Path, account: &Account, say: &dyn Fn(&str)) -> Result<Self, Error> {
        let asked = absolute(asked)?;
        if let Some(home) = Self::find(&asked, account) {
            return Ok(home);
        }
        let home = match account {
            Account::Same => asked,
            Account::Other { .. } => {
                // Its own mode is ours to set; what lies above it is not.
                let before = nearest(asked.parent().unwrap_or(&asked));
                if reaches(account, &before) {
                    asked
                } else {
                    let other = fallback(&asked);
                    say(&format!(
                        "{} cannot be reached by the database's user: using {}",
                        asked.display(),
                        other.display()
                    ));
                    other
                }
            }
        };
        // Others may pass through to `pg` and `run` (which they cannot enter) only when those belong to another user than us.
        let mode = if matches!(account, Account::Same) { 0o700 } else { 0o711 };
        if !home.is_dir() {
            if let Some(parent) = home.parent() {
                fs::create_dir_all(parent).map_err(file("cannot create", parent))?;
            }
            fs::DirBuilder::new().mode(mode).create(&home).map_err(file("cannot create", &home))?;
        }
        let found = fs::metadata(&home).map_err(file("cannot look at", &home))?.permissions();
        if found.mode() & 0o777 != mode && (mode == 0o700 || found.mode() & 0o001 == 0) {
            fs::set_permissions(&home, fs::Permissions::from_mode(mode))
                .map_err(file("cannot set the mode of", &home))?;
        }
        Ok(Self(home))
    }

    /// An existing home for this asked-for folder, if a cluster has been made there before.
    pub(crate) fn find(asked: &Path, account: &Account) -> Option<Self> {
        let asked = absolute(asked).ok()?;
        let mut places = vec![asked.clone()];
        if matches!(account, Account::Other { .. }) {
            places.push(fallback(&asked));
        }
        places.into_iter().find(|place| place.join("pg/PG_VERSION").is_file()).map(Self)
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// PostgreSQL's data folder.
    pub fn pg(&self) -> PathBuf {
        self.0.join("pg")
    }

    /// PostgreSQL's messages.
    pub fn log(&self) -> PathBuf {
        self.0.join("postgres.log")
    }

    pub(crate) fn exists(&self) -> bool {
        self.pg().join("PG_VERSION").is_file()
    }

    /// Major version of the cluster in this home, if there is one.
    pub(crate) fn major(&self) -> Result<Option<u32>, Error> {
        if !self.exists() {
            return Ok(None);
        }
        let path = self.pg().join("PG_VERSION");
        let text = fs::read_to_string(&path).map_err(file("cannot read", &path))?;
        Ok(programs::major(&text))
    }

    /// Takes the home for this process; the lock ends with the returned file, also after kill -9.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        let path = self.0.join("lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(file("cannot open", &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(fs::TryLockError::WouldBlock) => Err(Error::InUse { home: self.0.clone() }),
            Err(fs::TryLockError::Error(source)) => Err(Error::File { what: "cannot lock", path, source }),
        }
    }

    /// The password of the role.
    pub(crate) fn read_password(&self) -> Result<String, Error> {
        let path = self.0.join("password");
        let text = fs::read_to_string(&path).map_err(file("cannot read", &path))?;
        Ok(text.trim().to_owned())
    }

    /// Writes the password so that it is either the old or the new one, never a part, and readable by nobody else.
    pub(crate) fn write_password(&self, password: &str) -> Result<(), Error> {
        let (path, new) = (self.0.join("password"), self.0.join("password.new"));
        let _absent = fs::remove_file(&new);
        let mut out = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&new)
            .map_err(file("cannot create", &new))?;
        out.write_all(password.as_bytes()).and_then(|()| out.sync_all()).map_err(file("cannot write", &new))?;
        fs::rename(&new, &path).map_err(file("cannot write", &path))
    }

    /// A folder for the socket: `run` in the home, or a short one under `/tmp` when that path would not fit.
    pub(crate) fn socket(&self, account: &Account) -> Result<PathBuf, Error> {
        let inside = self.0.join("run");
        let folder = if inside.as_os_str().len() + "/.s.PGSQL.5432.lock".len() <= SOCKET_LIMIT {
            inside
        } else {
            PathBuf::from(format!("/tmp/callboard-{}-{}", effective_uid(), short_hash(&self.0)))
        };
        match fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => account.own(&folder)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(file("cannot create", &folder)(error)),
        }
        // Under /tmp somebody else could have been there first: a link or a foreign folder would hand them our connections.
        let found = fs::symlink_metadata(&folder).map_err(file("cannot look at", &folder))?;
        if !found.is_dir() || found.uid() != account.uid() || found.mode() & 0o077 != 0 {
            return Err(Error::Foreign { path: folder });
        }
        Ok(folder)
    }
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(file("cannot find", path))
}

/// Where root keeps a cluster whose asked-for folder the database's user cannot reach.
fn fallback(asked: &Path) -> PathBuf {
    Path::new("/var/lib/callboard").join(short_hash(asked))
}

/// The nearest existing folder on the way to `path`.
fn nearest(path: &Path) -> PathBuf {
    path.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("/")).to_path_buf()
}

/// Whether the account can enter the folder, by trying.
fn reaches(account: &Account, folder: &Path) -> bool {
    let mut probe = Command::new("/bin/sh");
    probe.args(["-c", "exit 0"]).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    account.apply(&mut probe);
    probe.status().is_ok_and(|status| status.success())
}

/// Sixteen hex digits that name a path (FNV-1a); only to tell folders apart, nothing secret rests on it.
fn short_hash(path: &Path) -> String {
    let hash =
        path.as_os_str().as_encoded_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}
