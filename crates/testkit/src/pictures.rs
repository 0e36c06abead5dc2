//! A picture to upload, as a file and as a form, and worlds in which somebody did.

use domain::id::{Application, Id, Picture};
use services::Ctx;

use crate::World;

/// A drawn face, 120 x 150, as PNG; the file says where and with what it was taken.
pub fn picture() -> Vec<u8> {
    include_bytes!("files/face.png").to_vec()
}

/// A `multipart/form-data` body with that boundary whose field `file` is this file.
pub fn multipart(boundary: &str, file: &[u8]) -> Vec<u8> {
    let head = "Content-Disposition: form-data; name=\"file\"; filename=\"face.png\"\r\nContent-Type: image/png";
    let mut body = format!("--{boundary}\r\n{head}\r\n\r\n").into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    body
}

impl World {
    /// Gives an applicant a face.
    pub async fn face(&self, ctx: &Ctx, application: Id<Application>) -> Id<Picture> {
        self.services.set_headshot(ctx, application, Some(picture())).await.unwrap();
        self.services.talent_card(ctx, application).await.unwrap().applicant.headshot_id.unwrap()
    }

    /// Gives the admin's office a logo.
    pub async fn logo(&self, admin: &Ctx) -> Id<Picture> {
        self.services.set_logo(admin, Some(picture())).await.unwrap();
        self.services.own_logo(admin).await.unwrap().unwrap()
    }
}
