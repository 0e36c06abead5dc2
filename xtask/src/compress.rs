//! Compresses files beforehand, so that the server never spends a request on it. It must not choose which files are served.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::Outcome;

/// Kinds that compress; fonts and pictures are compressed already.
const KINDS: &[&str] = &["css", "html", "ico", "js", "json", "map", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Writes `x.br` and `x.gz` beside every compressible file in the folder and below.
pub fn folder(folder: &Path) -> Outcome {
    files(folder)?.iter().try_for_each(|path| one(path))
}

/// Writes `x.br` and `x.gz` beside one file, if its kind compresses.
pub fn one(path: &Path) -> Outcome {
    if !path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| KINDS.contains(&kind)) {
        return Ok(());
    }
    let plain = fs::read(path)?;
    fs::write(with_suffix(path, "br"), brotli(&plain)?)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&plain)?;
    fs::write(with_suffix(path, "gz"), gzip.finish()?)?;
    Ok(())
}

/// Every file in the folder and below, in order.
pub fn files(folder: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn brotli(plain: &[u8]) -> Outcome<Vec<u8>> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &plain[..], &mut out, &settings)?;
    Ok(out)
}

fn with_suffix(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}
