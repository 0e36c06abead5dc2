//! The account PostgreSQL runs under: ourselves, or when we are root an unprivileged one, since PostgreSQL refuses root.
//! It must not know folders or programs.

use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::error::Error;

/// Who runs the server programs.
#[derive(Clone, Debug)]
pub(crate) enum Account {
    /// The user who runs us.
    Same,
    /// Another one, because we are root.
    Other { uid: u32, gid: u32 },
}

impl Account {
    /// `postgres` if there is one, else `nobody`; a uid without a passwd entry would not do, `initdb` looks it up.
    pub(crate) fn choose() -> Result<Self, Error> {
        if effective_uid() != 0 {
            return Ok(Self::Same);
        }
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| entry(&passwd, name))
            .map(|(uid, gid)| Self::Other { uid, gid })
            .ok_or(Error::NoAccount)
    }

    /// Makes `command` run as this account (root's supplementary groups are dropped by the standard library).
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Other { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
    }

    /// The uid that will own what PostgreSQL writes.
    pub(crate) fn uid(&self) -> u32 {
        match self {
            Self::Same => effective_uid(),
            Self::Other { uid, .. } => *uid,
        }
    }

    /// Gives `path` to this account.
    pub(crate) fn own(&self, path: &std::path::Path) -> Result<(), Error> {
        match self {
            Self::Same => Ok(()),
            Self::Other { uid, gid } => std::os::unix::fs::chown(path, Some(*uid), Some(*gid))
                .map_err(crate::error::file("cannot give to the database's user:", path)),
        }
    }
}

/// uid and gid from the text of `/etc/passwd`; ids 0 are never taken.
fn entry(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    (uid != 0).then_some((uid, gid))
}

/// Our effective user id.
#[allow(unsafe_code, reason = "geteuid has no preconditions and cannot fail")]
pub(crate) fn effective_uid() -> u32 {
    unsafe { libc::geteuid() }
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn reads_the_named_line_and_never_root() {
        let text =
            "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:n:/:/bin/false\nfake:x:0:5::/:/bin/sh\nshort:x\n";
        assert_eq!(entry(text, "nobody"), Some((65534, 65533)));
        assert_eq!(entry(text, "fake"), None);
        assert_eq!(entry(text, "short"), None);
        assert_eq!(entry(text, "nobo"), None);
    }
}
