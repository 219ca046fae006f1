//! What somebody with a phone can do and see.

use krug::sandbox::{Kind, MessageId};

use super::{Person, drawn};

impl Person<'_> {
    /// Writes something and waits until the bot has done with it.
    pub async fn says(&self, text: &str) -> MessageId {
        let message = self.krug.sandbox.say(self.id, text);
        self.krug.settle().await;
        message
    }

    /// Writes in reply to an older message of the bot, found by words in it.
    pub async fn replies(&self, to: &str, text: &str) {
        let bubbles = self.krug.sandbox.said(self.id);
        let bubble = bubbles.iter().find(|b| b.text.contains(to)).unwrap_or_else(|| panic!("never said {to:?}"));
        self.krug.sandbox.reply_in(self.id.into(), self.id, bubble.message_id, text);
        self.krug.settle().await;
    }

    /// Sends something that is not words.
    pub async fn sends(&self, kind: Kind) {
        self.krug.sandbox.send_media(self.id, kind);
        self.krug.settle().await;
    }

    /// Presses the latest button with this label.
    pub async fn presses(&self, label: &str) {
        if let Err(missing) = self.krug.sandbox.press_key(self.id, label) {
            panic!("no button [{label}] ({missing:?}); what is on the screen:\n{}", self.screens());
        }
        self.krug.settle().await;
    }

    /// Presses a button of an older message, found by words in that message.
    pub async fn presses_old(&self, words: &str, label: &str) {
        let bubbles = self.krug.sandbox.said(self.id);
        let bubble = bubbles.iter().find(|b| b.text.contains(words)).unwrap_or_else(|| panic!("never said {words:?}"));
        let key = bubble.rows.iter().flatten().find(|k| k.label == label);
        let data = key.and_then(|k| k.data()).unwrap_or_else(|| panic!("no [{label}] under:\n{}", drawn(bubble)));
        self.krug.sandbox.press_anyway(self.id.into(), self.id, bubble.message_id, data);
        self.krug.settle().await;
    }

    /// Presses a button that the message does not show (any more), as an old screen or a forger would.
    pub async fn forges(&self, data: &str) {
        let last = self.krug.sandbox.said(self.id).pop().expect("the bot has said something");
        self.krug.sandbox.press_anyway(self.id.into(), self.id, last.message_id, data);
        self.krug.settle().await;
    }

    /// The latest message of the bot.
    pub fn screen(&self) -> String {
        self.krug.sandbox.said(self.id).last().map(drawn).unwrap_or_default()
    }

    /// Everything the bot has said to her that is still in the chat.
    pub fn screens(&self) -> String {
        self.krug.sandbox.said(self.id).iter().map(drawn).collect::<Vec<_>>().join("\n---\n")
    }

    /// The latest message holds these words.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "expected {words:?}, but the screen is:\n{screen}");
    }

    /// Some message in the chat holds these words.
    #[track_caller]
    pub fn has_seen(&self, words: &str) {
        assert!(self.screens().contains(words), "expected {words:?} somewhere in:\n{}", self.screens());
    }

    /// No message in the chat holds these words.
    #[track_caller]
    pub fn has_not_seen(&self, words: &str) {
        assert!(!self.screens().contains(words), "did not expect {words:?} in:\n{}", self.screens());
    }

    /// How many messages hold these words.
    pub fn times_seen(&self, words: &str) -> usize {
        self.krug.sandbox.said(self.id).iter().filter(|b| drawn(b).contains(words)).count()
    }

    /// The note at her last press.
    pub fn toast(&self) -> String {
        self.krug.sandbox.toasts(self.id).last().map(|t| t.text.clone()).unwrap_or_default()
    }

    /// The latest file she got.
    pub fn file(&self) -> (String, Vec<u8>) {
        let bubbles = self.krug.sandbox.said(self.id);
        let file = bubbles.into_iter().rev().find_map(|b| b.file).expect("she got a file");
        (file.name, file.bytes.to_vec())
    }
}
