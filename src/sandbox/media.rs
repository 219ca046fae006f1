//! What people send that is not a text: a few bytes of each kind, in the right shape.
//! Must never be taken for real media: sizes and durations are made up.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::shapes::media_json;
use super::world::{Message, World};

/// A blackboard, drawn for this.
const PHOTO: &[u8] = include_bytes!("photo.jpg");

/// A thing a person can send that is not a text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are Telegram's own")]
pub enum Kind {
    Voice,
    Photo,
    Sticker,
    Document,
    Audio,
    Video,
    VideoNote,
    Animation,
    Contact,
    Location,
    Dice,
    Poll,
    /// A document with this name and content.
    #[serde(skip)]
    File {
        name: String,
        mime: String,
        bytes: Vec<u8>,
    },
}

/// Puts the thing into the message, and its file among the files.
pub(super) fn fill(world: &mut World, message: &mut Message, kind: Kind) {
    let (name, file, mime, bytes) = match kind {
        Kind::Voice => ("voice", "voice.oga".to_owned(), "audio/ogg".to_owned(), b"OggS voice".to_vec()),
        Kind::Photo => ("photo", "photo.jpg".to_owned(), "image/jpeg".to_owned(), PHOTO.to_vec()),
        Kind::Sticker => ("sticker", "sticker.webp".to_owned(), "image/webp".to_owned(), b"RIFF sticker".to_vec()),
        Kind::Document => ("document", "план.pdf".to_owned(), "application/pdf".to_owned(), b"%PDF-1.4".to_vec()),
        Kind::Audio => ("audio", "song.mp3".to_owned(), "audio/mpeg".to_owned(), b"ID3 audio".to_vec()),
        Kind::Video => ("video", "video.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp video".to_vec()),
        Kind::VideoNote => ("video_note", "note.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp note".to_vec()),
        Kind::Animation => ("animation", "cat.mp4".to_owned(), "video/mp4".to_owned(), b"ftyp cat".to_vec()),
        Kind::File { name, mime, bytes } => ("document", name, mime, bytes),
        Kind::Contact | Kind::Location | Kind::Dice | Kind::Poll => {
            message.media = Some(fileless(world, message.from, &kind));
            return;
        }
    };
    let id = world.put_file(&format!("{name}s"), &file, &mime, Arc::from(bytes));
    message.media = world.files.get(&id).map(|file| (name.to_owned(), media_json(name, &id, file)));
    message.file = Some(id);
}

fn fileless(world: &World, user: i64, kind: &Kind) -> (String, Value) {
    let first_name = world.people.get(&user).map_or("", |person| person.first_name.as_str());
    let (name, value) = match kind {
        Kind::Contact => {
            ("contact", json!({ "phone_number": "+70000000000", "first_name": first_name, "user_id": user }))
        }
        Kind::Location => ("location", json!({ "latitude": 55.7558, "longitude": 37.6173 })),
        Kind::Dice => ("dice", json!({ "emoji": "🎲", "value": 4 })),
        _ => (
            "poll",
            json!({
                "id": "5190000000000000001", "question": "?", "options": [
                    { "persistent_id": "1", "text": "+", "voter_count": 0 },
                    { "persistent_id": "2", "text": "-", "voter_count": 0 }
                ],
                "total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular",
                "allows_multiple_answers": false
            }),
        ),
    };
    (name.to_owned(), value)
}
