//! The registry: one line a slice, and everything the engine needs follows from it.
//!
//! A press, a dialogue or a job that no slice knows is not an error: it is something from the past, and the caller
//! shows how things stand now.

use super::turn::{Answer, Failure, Turn};
use super::{broadcasts, consultations, events, home, membership, people, privacy, rsvp};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Receipt;
use crate::kernel::ids::CommunityId;
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::kernel::wire::Wire;

macro_rules! presses {
    ($($variant:ident = $slice:ident),+ $(,)?) => {
        /// Everything that can be pressed.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Press { $(
            #[doc = concat!("In `", stringify!($slice), "`.")]
            $variant($slice::Press)
        ),+ }

        impl Press {
            /// Reads a button's data.
            pub fn read(data: &str) -> Option<Self> {
                $(if let Some(press) = $slice::Press::read(data) { return Some(Self::$variant(press)); })+
                None
            }

            /// The data of a button that does this.
            pub fn wire(&self) -> Wire {
                match self { $(Self::$variant(press) => press.wire()),+ }
            }

            /// Wire name of its slice.
            pub const fn slice(&self) -> &'static str {
                match self { $(Self::$variant(_) => $slice::Press::SLICE),+ }
            }
        }

        $(impl From<$slice::Press> for Press {
            fn from(press: $slice::Press) -> Self { Self::$variant(press) }
        })+

        /// Handles a press.
        pub(super) async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<Talk> {
            match press { $(Press::$variant(press) => Ok($slice::press(turn, who, press).await?.map_talk($slice::Press::SLICE, Into::into)),)+ }
        }
    };
}

macro_rules! talks {
    ($($variant:ident = $slice:ident),+ $(,)?) => {
        /// Where a dialogue stands: the state of the slice that holds it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Talk { $(
            #[doc = concat!("In `", stringify!($slice), "`.")]
            $variant($slice::State)
        ),+ }

        impl Talk {
            /// Wire name of the slice.
            pub fn slice(&self) -> &'static str {
                match self { $(Self::$variant(_) => $slice::Press::SLICE),+ }
            }

            /// Whether nothing is in it yet that would be missed: such a draft is neither offered nor asked about, and
            /// gives way to whatever else begins.
            pub fn is_blank(&self) -> bool {
                match self { $(Self::$variant(state) => state.is_blank()),+ }
            }

            /// The community it is about, if it is about one.
            pub fn community(&self) -> Option<&CommunityId> {
                match self { $(Self::$variant(state) => state.community().into()),+ }
            }

            /// The state as it is stored.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self { $(Self::$variant(state) => serde_json::to_string(state)),+ }
            }

            /// Reads a stored state; one that an older version wrote and nobody can read any more is no dialogue.
            pub fn read(slice: &str, json: &str) -> Option<Self> {
                $(if slice == $slice::Press::SLICE { return serde_json::from_str(json).ok().map(Self::$variant); })+
                None
            }
        }

        $(impl From<$slice::State> for Talk {
            fn from(state: $slice::State) -> Self { Self::$variant(state) }
        })+

        impl From<crate::kernel::outcome::Never> for Talk {
            fn from(never: crate::kernel::outcome::Never) -> Self { match never {} }
        }

        /// The name, in words, of the slice whose dialogue is stored under this wire name.
        pub(super) fn subject(slice: &str) -> &str {
            $(if slice == $slice::Press::SLICE { return stringify!($slice); })+
            slice
        }

        /// Gives the dialogue what the person said.
        pub(super) async fn talk(turn: &mut Turn<'_>, who: &Actor, talk: Talk, input: Input) -> Answer<Talk> {
            match talk {
                $(Talk::$variant(state) => Ok($slice::talk(turn, who, state, input).await?.map_talk($slice::Press::SLICE, Into::into)),)+
            }
        }

        /// Shows the dialogue's present question again.
        pub(super) async fn resume(turn: &mut Turn<'_>, who: &Actor, talk: Talk) -> Answer<Talk> {
            match talk {
                $(Talk::$variant(state) => Ok($slice::resume(turn, who, state).await?.map_talk($slice::Press::SLICE, Into::into)),)+
            }
        }
    };
}

macro_rules! jobs {
    ($($slice:ident),+ $(,)?) => {
        /// Carries out a job.
        ///
        /// # Errors
        /// When the slice or its job is unknown, or the slice fails.
        pub async fn job(turn: &mut Turn<'_>, slice: &str, body: &str) -> Result<Done, Failure> {
            $(if slice == $slice::Press::SLICE { return $slice::job(turn, serde_json::from_str(body)?).await; })+
            Err(Failure::Broken(format!("no slice {slice} has jobs")))
        }
    };
}

macro_rules! receipts {
    ($($slice:ident),+ $(,)?) => {
        /// Tells the slice that sent a group how one of its notices ended.
        ///
        /// # Errors
        /// When no slice sent it, or the slice fails.
        pub async fn receipt(turn: &mut Turn<'_>, receipt: &Receipt) -> Result<Done, Failure> {
            let slice = receipt.group.split(':').next().unwrap_or_default();
            $(if slice == $slice::Press::SLICE { return $slice::receipt(turn, receipt).await; })+
            Err(Failure::Broken(format!("no slice {slice} wants receipts")))
        }
    };
}

presses! {
    Home = home,
    People = people,
    Membership = membership,
    Privacy = privacy,
    Events = events,
    Rsvp = rsvp,
    Consultations = consultations,
    Broadcasts = broadcasts,
}

talks! {
    People = people,
    Membership = membership,
    Events = events,
    Consultations = consultations,
    Broadcasts = broadcasts,
}

jobs! { membership, events, rsvp, consultations, broadcasts }

receipts! { broadcasts }
