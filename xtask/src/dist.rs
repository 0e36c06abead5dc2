//! `cargo xtask dist`: a folder that runs without cargo: the binary, and the site beside it, where the binary looks for it.

use std::fs;
use std::path::Path;

use crate::build::{self, Profile};
use crate::{Outcome, compress, paths, site, step};

/// Fills the folder. Packages of earlier releases in it stay, for pages that are open while the server is replaced.
pub fn run(out: &str) -> Outcome {
    let binary = build::server(Profile::Release, "Building the server (release)")?;
    let site = site::build()?;
    let out = paths::root().join(out);
    let to = out.join("site");
    fs::create_dir_all(&to)?;
    for from in compress::files(&site.root)? {
        let inside = from.strip_prefix(&site.root)?;
        let first = inside.iter().next().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Other packages in the build folder are leftovers of development; the manifest comes last.
        if (first.starts_with("pkg-") && first != site.pkg) || inside == Path::new("site.json") {
            continue;
        }
        copy(&from, &to.join(inside))?;
    }
    copy(&site.root.join("site.json"), &to.join("site.json"))?;
    copy(&binary, &out.join("callboard"))?;
    step::say(&format!("Written to {}: start {}/callboard serve", out.display(), out.display()));
    Ok(())
}

/// Copies beside and renames: a server may be running from this folder.
fn copy(from: &Path, to: &Path) -> Outcome {
    let folder = to.parent().ok_or("a file without a folder")?;
    fs::create_dir_all(folder)?;
    let new = folder.join(".new");
    fs::copy(from, &new)?;
    fs::rename(new, to)?;
    Ok(())
}
