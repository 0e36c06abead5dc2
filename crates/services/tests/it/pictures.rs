//! Faces, logos and the card: what is taken, what is left of a file, and who may look.

use domain::{actor::MemberRole, field::FieldCode, id::Picture};
use services::Error;
use testkit::{World, picture};

fn is_no_picture(result: services::Result<()>) -> bool {
    matches!(result, Err(Error::Fields(faults)) if faults[0].field == "file" && faults[0].code == FieldCode::NotAPicture)
}

/// The head of a PNG that says how large it is and holds nothing.
fn hollow_png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 6, 0, 0, 0]);
    file.extend([0; 64]);
    file
}

#[tokio::test]
async fn a_face_is_made_anew_and_nothing_else_of_the_file_stays() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let services = &world.services;
    let face = world.face(&ctx, noura.application).await;
    let (large, small) =
        (services.headshot(&ctx, face, false).await.unwrap(), services.headshot(&ctx, face, true).await.unwrap());
    for shown in [&large, &small] {
        assert_eq!(shown.media_type, "image/jpeg");
        assert!(shown.bytes.starts_with(&[0xff, 0xd8, 0xff]));
        let text = String::from_utf8_lossy(&shown.bytes);
        assert!(!text.contains("Canon") && !text.contains("24.7136") && !text.contains("Exif"), "{text}");
    }
    assert!(picture().windows(5).any(|part| part == b"Canon"), "the file did say so");
    assert_ne!(large.bytes, small.bytes);

    // Another one takes its place; the former is gone for good.
    let next = world.face(&ctx, noura.application).await;
    assert_ne!(face, next);
    assert!(matches!(services.headshot(&ctx, face, false).await, Err(Error::NotFound)));
    assert_eq!(world.number("select count(*) from pictures").await, 1);

    let mut truncated = picture();
    truncated.truncate(200);
    let mut too_large = picture();
    too_large.resize(domain::picture::MOST_BYTES + 1, 0);
    for (what, file) in [
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
        ("gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("text", b"hello".to_vec()),
        ("a truncated file", truncated),
        ("too many bytes", too_large),
        ("a bomb", hollow_png(60_000, 60_000)),
        ("only the head of a JPEG", vec![0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    ] {
        assert!(is_no_picture(services.set_headshot(&ctx, noura.application, Some(file)).await), "{what}");
    }
    assert_eq!(services.talent_card(&ctx, noura.application).await.unwrap().applicant.headshot_id, Some(next));

    services.set_headshot(&ctx, noura.application, None).await.unwrap();
    assert_eq!(services.talent_card(&ctx, noura.application).await.unwrap().applicant.headshot_id, None);
    assert_eq!(world.number("select count(*) from pictures").await, 0);
}

#[tokio::test]
async fn a_face_is_for_its_owner_and_their_office() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let fahad = world.applicant(&stage, "Fahad").await;
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    let services = &world.services;
    let face = world.face(&world.ctx_as(&stage.caster), noura.application).await;
    let runner = world.member(MemberRole::SessionRunner).await;
    let sees = async |ctx| services.headshot(&ctx, face, true).await.is_ok();
    assert!(sees(world.ctx_as(&noura.person)).await, "their own");
    assert!(!sees(world.ctx_as(&fahad.person)).await, "another talent's");
    assert!(!sees(world.ctx_as(&elsewhere.caster)).await, "another office's");
    assert!(!sees(world.ctx_as(&runner)).await, "a runner of none of their calls");
    assert!(matches!(services.headshot(&world.ctx_anonymous(), face, true).await, Err(Error::SignedOut)));
    let now = world.now();
    world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, runner.id, now).await).await;
    assert!(sees(world.ctx_as(&runner)).await, "a runner of their call");
    // A face is no logo, and a logo no face.
    assert!(matches!(services.logo(face).await, Err(Error::NotFound)));
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let logo = world.logo(&admin).await;
    assert_eq!(services.logo(logo).await.unwrap().media_type, "image/png");
    assert!(matches!(services.headshot(&admin, logo, false).await, Err(Error::NotFound)));
    services.set_logo(&admin, None).await.unwrap();
    assert!(matches!(services.logo(logo).await, Err(Error::NotFound)));
    assert!(matches!(services.set_logo(&world.ctx_as(&stage.caster), None).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn talent_show_themselves_to_every_office_that_knows_them() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    let there = world.applies(elsewhere.org, elsewhere.role, &noura.person).await;
    let services = &world.services;
    let ctx = world.ctx_as(&noura.person);
    services.set_own_headshot(&ctx, Some(picture())).await.unwrap();
    services.set_own_showreel(&ctx, "https://vimeo.com/1").await.unwrap();
    let mut faces: Vec<domain::id::Id<Picture>> = Vec::new();
    for (caster, application) in [(&stage.caster, noura.application), (&elsewhere.caster, there.application)] {
        let card = services.talent_card(&world.ctx_as(caster), application).await.unwrap();
        assert_eq!(card.applicant.showreel_url.as_deref(), Some("https://vimeo.com/1"));
        faces.push(card.applicant.headshot_id.unwrap());
    }
    assert_ne!(faces[0], faces[1], "each office has its own copy");
    for bad in ["javascript:alert(1)", "ftp://example.com/a.mp4", "vimeo"] {
        let refused = services.set_own_showreel(&ctx, bad).await;
        assert!(matches!(refused, Err(Error::Fields(faults)) if faults[0].field == "showreelUrl"), "{bad}");
    }
    // Somebody whom no office knows as talent has no card to fill.
    let caster = world.ctx_as(&stage.caster);
    assert_eq!(services.own_card(&caster).await.unwrap(), None);
    assert!(matches!(services.set_own_headshot(&caster, Some(picture())).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_card_shows_earlier_auditions_with_this_office_only() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let fahad = world.applicant(&stage, "Fahad").await;
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    let there = world.applies(elsewhere.org, elsewhere.role, &noura.person).await;
    let own = world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    world.booked(&stage, &fahad, "2026-11-23T08:00:00Z").await;
    world.booked(&elsewhere, &there, "2026-11-24T08:00:00Z").await;
    let card = world.services.talent_card(&world.ctx_as(&stage.caster), noura.application).await.unwrap();
    assert_eq!(card.auditions.iter().map(|booking| booking.id).collect::<Vec<_>>(), [own.id]);
    assert!(!card.has_more && card.may_edit && card.may_book);
    let foreign = world.services.talent_card(&world.ctx_as(&elsewhere.caster), noura.application).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
}

/// The same JPEG with a note beside the pixels that says which way is up: 6, the camera was turned to the right.
fn turned(file: &[u8]) -> Vec<u8> {
    let mut note = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let mut whole = file[..2].to_vec();
    whole.append(&mut note);
    whole.extend_from_slice(&file[2..]);
    whole
}

/// Width and height of a JPEG, from the head of its frame.
fn size(file: &[u8]) -> (u16, u16) {
    let at = file.windows(2).position(|two| matches!(two, [0xff, 0xc0 | 0xc2])).unwrap();
    let number = |from: usize| u16::from_be_bytes([file[from], file[from + 1]]);
    (number(at + 7), number(at + 5))
}

#[tokio::test]
async fn a_face_stands_upright_however_the_camera_was_held() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let face = world.face(&ctx, noura.application).await;
    let upright = services.headshot(&ctx, face, false).await.unwrap().bytes;
    services.set_headshot(&ctx, noura.application, Some(turned(&upright))).await.unwrap();
    let card = services.talent_card(&ctx, noura.application).await.unwrap();
    let face = card.applicant.headshot_id.unwrap();
    let shown = services.headshot(&ctx, face, false).await.unwrap().bytes;
    let (width, height) = size(&upright);
    assert_ne!(width, height);
    assert_eq!(size(&shown), (height, width), "the note is followed");
    assert!(!shown.windows(4).any(|part| part == b"Exif"), "and left behind");
}
