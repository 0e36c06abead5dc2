//! The site folder the server serves: `pkg-<hash>/` with module, chunks and style sheet, the files of `public/`, everything compressed,
//! and `site.json` naming the current hash. Written so that a server running on it never sees half a build.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::{Outcome, compress, css, paths, step, wasm};

/// Folders of earlier builds kept for pages that are still open.
const KEEP: usize = 4;
/// Counts up when the way files are made changes, so that an unchanged input is built again.
const RECIPE: &[u8] = b"2";

/// A built site.
#[derive(Debug)]
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// The current package folder inside it.
    pub pkg: String,
}

/// Builds the browser half and the site around it.
pub fn build() -> Outcome<Site> {
    let wasm = wasm::compile()?;
    let root = paths::site();
    let mut pkg = String::new();
    step::work("Putting the site together", || {
        pkg = assemble(&wasm, &root)?;
        Ok(())
    })?
    .or_fail()?;
    Ok(Site { root, pkg })
}

fn assemble(wasm: &Path, root: &Path) -> Outcome<String> {
    let css = css::collect(&paths::root().join("style"))?;
    let mut hash = Sha256::new();
    for part in [RECIPE, &fs::read(wasm)?, css.as_bytes()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest: String = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let pkg = format!("pkg-{digest}");

    fs::create_dir_all(root)?;
    if !root.join(&pkg).is_dir() {
        let half = root.join(format!(".building-{}", std::process::id()));
        wasm::bind(wasm, &half)?;
        fs::write(half.join(format!("{}.css", wasm::OUTPUT_NAME)), css)?;
        compress::folder(&half)?;
        fs::rename(&half, root.join(&pkg))?;
    }
    publish(&paths::root().join("public"), root)?;
    let manifest = serde_json::json!({ "pkg": pkg });
    let new = root.join(".site.json");
    fs::write(&new, serde_json::to_vec(&manifest)?)?;
    fs::rename(new, root.join("site.json"))?;
    forget_old(root, &pkg)?;
    Ok(pkg)
}

/// Copies `public/` and compresses what is new in it.
fn publish(public: &Path, root: &Path) -> Outcome {
    if !public.is_dir() {
        return Ok(());
    }
    for from in compress::files(public)? {
        let to = root.join(from.strip_prefix(public)?);
        if fs::read(&to).is_ok_and(|old| fs::read(&from).is_ok_and(|new| new == old)) {
            continue;
        }
        let folder = to.parent().unwrap_or(root);
        fs::create_dir_all(folder)?;
        fs::copy(&from, &to)?;
        compress::one(&to)?;
    }
    Ok(())
}

fn forget_old(root: &Path, current: &str) -> Outcome {
    let mut old: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(".building-") {
            fs::remove_dir_all(entry.path())?;
        } else if name.starts_with("pkg-") && name != current {
            old.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    old.sort();
    for (_, path) in old.iter().rev().skip(KEEP) {
        fs::remove_dir_all(path)?;
    }
    Ok(())
}
