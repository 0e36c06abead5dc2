//! A file made into pictures of ours: decoded under limits, turned upright, scaled, written anew. Whatever else the file carried (where and
//! when it was taken, by whom, what hides behind its end) is left behind. Knows nobody.

use std::io::Cursor;

use domain::picture::{FACE_SIDE, LOGO_SIDE, MOST_SIDE, PictureKind, SMALL_SIDE, fit, kind_of, square};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba, RgbaImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// The most a picture may take while it is unfolded, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Of 100; more is not seen.
const QUALITY: u8 = 84;

/// Pictures are unfolded two at a time, whoever sends them.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A picture in both sizes.
pub(super) struct Encoded {
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
    pub large: Vec<u8>,
    pub small: Vec<u8>,
}

/// How a file becomes a picture; `None`: it is none that is taken.
pub(super) type Make = fn(&[u8]) -> Option<Encoded>;

/// Runs `make` where it may take its time.
pub(super) async fn aside(file: Vec<u8>, make: Make) -> Result<Option<Encoded>> {
    let place = PLACES.acquire().await.map_err(|error| Error::internal("waiting for a picture's turn", error))?;
    let made = tokio::task::spawn_blocking(move || make(&file)).await;
    drop(place);
    made.map_err(|error| Error::internal("re-encoding a picture", error))
}

/// A face: JPEG, with a square of it for lists.
pub(super) fn face(file: &[u8]) -> Option<Encoded> {
    let picture = decoded(file, MOST_MEMORY)?;
    let (width, height) = fit(picture.width(), picture.height(), FACE_SIDE);
    let large = resized(picture, width, height);
    // Of the large one, not of what was sent: that may be two hundred times as large, and need not be there twice.
    let (x, y, side) = square(width, height);
    let small = on_white(&resized(large.crop_imm(x, y, side, side), SMALL_SIDE, SMALL_SIDE).to_rgba8());
    let large = on_white(&large.to_rgba8());
    Some(Encoded { media_type: "image/jpeg", width, height, large: jpeg(&large)?, small: jpeg(&small)? })
}

/// A logo: PNG, so that what is see-through stays it.
pub(super) fn logo(file: &[u8]) -> Option<Encoded> {
    let picture = decoded(file, MOST_MEMORY)?;
    let (width, height) = fit(picture.width(), picture.height(), LOGO_SIDE);
    let (small_width, small_height) = fit(width, height, SMALL_SIDE);
    let large = resized(picture, width, height);
    let small = large.resize_exact(small_width, small_height, FilterType::CatmullRom);
    Some(Encoded { media_type: "image/png", width, height, large: png(&large)?, small: png(&small)? })
}

/// The picture upright, if the file unfolds to at most `most` bytes: the decoder bounds what it needs itself, not what it hands out.
fn decoded(file: &[u8], most: u64) -> Option<DynamicImage> {
    let format = match kind_of(file)? {
        PictureKind::Jpeg => ImageFormat::Jpeg,
        PictureKind::Png => ImageFormat::Png,
        PictureKind::WebP => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(most);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > most {
        return None;
    }
    // Cameras note which way is up beside the pixels; that note does not survive, so it is followed here.
    let upright = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(upright) = upright {
        picture.apply_orientation(upright);
    }
    (picture.width() > 0 && picture.height() > 0).then_some(picture)
}

fn resized(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture;
    }
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

fn on_white(picture: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *picture.get_pixel(x, y);
        let over = |colour: u8| {
            let mixed = (u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn jpeg(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY).encode_image(picture).ok()?;
    Some(file)
}

fn png(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).ok()?;
    Some(file)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_does_not_unfold_to_more_than_there_is_room_for() {
        // 16 bits a channel: eight bytes a pixel, of which the file says next to nothing.
        let deep = DynamicImage::new_rgba16(300, 200);
        let file = png(&deep).unwrap();
        let unfolded = 300 * 200 * 8;
        assert!(file.len() < 20_000, "{}", file.len());
        assert!(decoded(&file, unfolded).is_some());
        assert!(decoded(&file, unfolded - 1).is_none());
    }
}
