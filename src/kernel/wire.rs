//! Button data: a typed codec, at most 64 bytes (Bot API, `callback_data`).
//!
//! A wire string is `slice:tag:field:field…`. It is untrusted: whoever handles a press checks rights and state again.
//! Strings drawn once stay pressable for ever, so a tag is never given a new meaning; tests/wire.rs pins them.

use serde::{Deserialize, Serialize};

/// The longest `callback_data` that Telegram takes, in bytes.
pub const LIMIT: usize = 64;

/// The tag of an answer to the running dialogue, in every slice: `slice:-:step:value`.
const CHOICE: &str = "-";

/// Data of one button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wire(String);

impl Wire {
    /// Data put together by [`wire!`](crate::wire).
    pub const fn from_parts(data: String) -> Self {
        Self(data)
    }

    /// An answer to a dialogue's question: `step` names the question, so that an old button is recognised.
    pub fn choice(slice: &str, step: &str, value: impl std::fmt::Display) -> Self {
        Self(format!("{slice}:{CHOICE}:{step}:{value}"))
    }

    /// The home screen, reachable from everywhere.
    pub fn home() -> Self {
        Self("ho:h".to_owned())
    }

    /// The home screen below the message that was pressed, which stays as it is.
    pub fn home_below() -> Self {
        Self("ho:b".to_owned())
    }

    /// The plan of the community looked at: a door that slices show which do not know events.
    pub fn plan() -> Self {
        Self("ev:p".to_owned())
    }

    /// Which letters a person wants: a door for slices below the one that sends them.
    pub fn wishes() -> Self {
        Self("br:oh".to_owned())
    }

    /// As it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An answer by button to a dialogue of `slice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Wire name of the slice whose dialogue asked.
    pub slice: String,
    /// Which question.
    pub step: String,
    /// What was chosen.
    pub value: String,
}

impl Choice {
    /// Reads `slice:-:step:value`; anything else is no choice.
    pub fn read(data: &str) -> Option<Self> {
        let mut parts = data.splitn(4, ':');
        let slice = parts.next()?.to_owned();
        if parts.next()? != CHOICE {
            return None;
        }
        Some(Self { slice, step: parts.next()?.to_owned(), value: parts.next()?.to_owned() })
    }
}

/// A value that can travel in a button: short, without `:`.
pub trait Field: Sized {
    /// Writes the value.
    fn put(&self) -> String;
    /// Reads it back; `None` for anything that was not written by `put`.
    fn take(text: &str) -> Option<Self>;
}

macro_rules! numbers {
    ($($t:ty),+) => {$(
        impl Field for $t {
            fn put(&self) -> String { self.to_string() }
            fn take(text: &str) -> Option<Self> { text.parse().ok() }
        }
    )+};
}
numbers!(i64, u32, u16, u8);

impl Field for String {
    fn put(&self) -> String {
        self.clone()
    }
    fn take(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// Declares what can be pressed in a slice, with its wire strings.
///
/// ```
/// krug::wire! {
///     /// What can be pressed on a card.
///     pub enum Press in "xx" {
///         /// Show it.
///         Card(id: i64) = "c",
///         /// Show all.
///         All = "l",
///     }
/// }
/// assert_eq!(Press::Card(7).wire().as_str(), "xx:c:7");
/// assert_eq!(Press::read("xx:c:7"), Some(Press::Card(7)));
/// assert_eq!(Press::read("xx:c:7:8"), None);
/// ```
#[macro_export]
macro_rules! wire {
    ($(#[$meta:meta])* pub enum $name:ident in $slice:literal {
        $($(#[$vmeta:meta])* $variant:ident $(($($field:ident : $ty:ty),+))? = $tag:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vmeta])* $variant $(($($ty),+))?),+ }

        impl $name {
            /// The slice's name on the wire.
            pub const SLICE: &'static str = $slice;

            /// The data of a button that does this.
            pub fn wire(&self) -> $crate::kernel::wire::Wire {
                match self {$(
                    Self::$variant $(($($field),+))? => {
                        let parts: Vec<String> = vec![
                            $slice.to_owned(), $tag.to_owned(),
                            $($($crate::kernel::wire::Field::put($field)),+)?
                        ];
                        $crate::kernel::wire::Wire::from_parts(parts.join(":"))
                    }
                )+}
            }

            /// Reads a button's data; `None` when it is not one of ours.
            pub fn read(data: &str) -> Option<Self> {
                let mut parts = data.split(':');
                if parts.next()? != $slice {
                    return None;
                }
                let press = match parts.next()? {
                    $($tag => Self::$variant $(($(<$ty as $crate::kernel::wire::Field>::take(parts.next()?)?),+))?,)+
                    _ => return None,
                };
                parts.next().is_none().then_some(press)
            }
        }
    };
}
