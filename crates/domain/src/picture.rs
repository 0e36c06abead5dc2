//! Pictures that are uploaded: which files are taken, how large they may be and become. Knows no codec.

/// The largest file taken, in bytes.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

/// The widest and highest picture taken: a small file may unfold to a very large one.
pub const MOST_SIDE: u32 = 8000;

/// The longer side of a face on a card.
pub const FACE_SIDE: u32 = 1200;

/// The side of the square that lists show.
pub const SMALL_SIDE: u32 = 160;

/// The longer side of a logo.
pub const LOGO_SIDE: u32 = 640;

/// A kind of file that is taken. SVG is none: it is a document that may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// What the first bytes say the file is; its name and what the browser calls it do not count.
pub fn kind_of(bytes: &[u8]) -> Option<PictureKind> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(PictureKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(PictureKind::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        Some(PictureKind::WebP)
    } else {
        None
    }
}

/// Width and height that keep the shape and whose longer side is at most `longest`; never larger than it is.
pub fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let side = width.max(height);
    if side <= longest || side == 0 {
        return (width.max(1), height.max(1));
    }
    let scaled = |length: u32| {
        let length = (u64::from(length) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(length).unwrap_or(longest).max(1)
    };
    (scaled(width), scaled(height))
}

/// Where the square for lists is cut from a picture: (x, y, side). Faces stand in the upper part of a portrait.
pub fn square(width: u32, height: u32) -> (u32, u32, u32) {
    let side = width.min(height);
    ((width - side) / 2, (height - side) / 5, side)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_file_is() {
        for (bytes, kind) in [
            (&b"\xff\xd8\xff\xe0rest"[..], Some(PictureKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\nrest", Some(PictureKind::Png)),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Some(PictureKind::WebP)),
            (b"RIFF\x00\x00\x00\x00WAVE", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"GIF89a", None),
            (b"RIFF", None),
            (b"", None),
        ] {
            assert_eq!(kind_of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn shapes_are_kept() {
        for (width, height, longest, fits) in [
            (4000, 3000, 1200, (1200, 900)),
            (3000, 4000, 1200, (900, 1200)),
            (300, 200, 1200, (300, 200)),
            (8000, 1, 100, (100, 1)),
            (0, 0, 10, (1, 1)),
        ] {
            assert_eq!(fit(width, height, longest), fits, "{width} x {height}");
        }
        assert_eq!(square(900, 1200), (0, 60, 900));
        assert_eq!(square(1200, 900), (150, 0, 900));
    }
}
