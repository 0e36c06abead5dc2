//! Takes out of a WASM module what a browser does not need: function names and the list of tools. The splitter writes both into every
//! chunk, where they are a third of the bytes on the wire. It must not know who wrote the module or how it is served.

use std::fs;
use std::path::Path;

use crate::{Outcome, compress};

/// Sections that only tools read.
const UNNEEDED: &[&[u8]] = &[b"name", b"producers"];
/// Magic number and version, before the first section.
const HEAD: usize = 8;

/// Strips every module in a folder.
pub fn folder(folder: &Path) -> Outcome {
    for file in compress::files(folder)? {
        if file.extension().is_some_and(|end| end == "wasm") {
            let module = fs::read(&file)?;
            let short = stripped(&module).ok_or_else(|| format!("{} is not a WASM module", file.display()))?;
            fs::write(&file, short)?;
        }
    }
    Ok(())
}

/// The module without the sections nobody needs; `None` if it is not one.
fn stripped(module: &[u8]) -> Option<Vec<u8>> {
    let mut out = module.get(..HEAD).filter(|head| head.starts_with(b"\0asm"))?.to_vec();
    let mut at = HEAD;
    while let Some(&kind) = module.get(at) {
        let (length, body) = number(module, at + 1)?;
        let end = body.checked_add(length)?;
        let section = module.get(at..end)?;
        let unneeded = kind == 0 && {
            let (length, name) = number(module, body)?;
            UNNEEDED.contains(&module.get(name..name.checked_add(length)?)?)
        };
        if !unneeded {
            out.extend_from_slice(section);
        }
        at = end;
    }
    Some(out)
}

/// A LEB128 number and the place after it.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0_usize, 0_u32);
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte < 0x80 {
            return Some((value, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(kind: u8, name: &str, body: &[u8]) -> Vec<u8> {
        let mut inside = if kind == 0 { vec![name.len() as u8] } else { Vec::new() };
        inside.extend_from_slice(if kind == 0 { name.as_bytes() } else { b"" });
        inside.extend_from_slice(body);
        // Two bytes of length, as a long section has.
        let length = [(inside.len() as u8 & 0x7f) | 0x80, (inside.len() >> 7) as u8];
        [&[kind][..], &length, &inside].concat()
    }

    #[test]
    fn names_go_and_everything_else_stays() {
        let head = b"\0asm\x01\0\0\0".to_vec();
        let (code, features) = (section(10, "", &[7; 200]), section(0, "target_features", &[1]));
        let whole = [
            head.clone(),
            section(0, "name", &[3; 300]),
            code.clone(),
            features.clone(),
            section(0, "producers", &[2]),
        ];
        assert_eq!(stripped(&whole.concat()), Some([head.clone(), code.clone(), features].concat()));
        assert_eq!(stripped(b"not wasm"), None);
        assert_eq!(stripped(&[head, code[..9].to_vec()].concat()), None, "a section that ends too early");
    }
}
