//! The one door to Fluent: every text a person reads comes through here, and every argument is escaped here.
//!
//! `say!(tongue, events_card_title, title = &event.title)` gives [`Html`]; `label!(…)` gives plain words for buttons,
//! toasts and files. `build.rs` makes a type of each message, so a wrong key or a forgotten argument does not compile.
//! No text for people may be written anywhere else.

pub mod moment;
pub mod when;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use crate::kernel::actor::Tongue;
use crate::kernel::html::{Html, escape};
use crate::kernel::input::Media;
use crate::kernel::screen::Button;
use crate::kernel::wire::Wire;

#[expect(non_camel_case_types, reason = "a message's type bears the message's key")]
pub(crate) mod texts {
    //! Made by `build.rs` from `locales/`.
    use super::{Arg, Message};
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

include!(concat!(env!("OUT_DIR"), "/bundles.rs"));

type Bundle = FluentBundle<FluentResource>;

static IN_RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("ru"), RU));
static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("en"), EN));

fn bundle(tongue: unic_langid::LanguageIdentifier, texts: &[&str]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![tongue]);
    // The isolation marks that Fluent adds by default break @mentions, links and comparisons.
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = match FluentResource::try_new((*text).to_owned()) {
            // build.rs has refused texts that do not parse.
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A value that goes into a text.
#[derive(Clone, Debug)]
pub(crate) enum Arg<'a> {
    /// Words, perhaps typed by a person.
    Text(Cow<'a, str>),
    /// A number, by which plurals are chosen.
    Number(i64),
    /// Something already drawn.
    Html(Html),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Html> for Arg<'_> {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// A message of the locale files.
pub(crate) trait Message<'a> {
    /// The key in the files.
    const KEY: &'static str;
    /// The arguments by name.
    fn args(self) -> Vec<(&'static str, Arg<'a>)>;
}

/// The message as HTML, its arguments escaped.
pub(crate) fn html<'a, M: Message<'a>>(tongue: Tongue, message: M) -> Html {
    Html::trusted(format(tongue, message, |text| Cow::Owned(escape(&text))))
}

/// The message as plain words, for buttons, toasts, commands and files. Its text must hold no markup.
pub(crate) fn plain<'a, M: Message<'a>>(tongue: Tongue, message: M) -> String {
    format(tongue, message, |text| text)
}

fn format<'a, M: Message<'a>>(tongue: Tongue, message: M, guard: fn(Cow<'a, str>) -> Cow<'a, str>) -> String {
    let bundle = match tongue {
        Tongue::Ru => &*IN_RUSSIAN,
        Tongue::En => &*IN_ENGLISH,
    };
    let mut args = FluentArgs::new();
    for (name, value) in message.args() {
        let value = match value {
            Arg::Text(text) => FluentValue::String(guard(text)),
            Arg::Number(number) => FluentValue::from(number),
            Arg::Html(html) => FluentValue::String(Cow::Owned(html.as_str().to_owned())),
        };
        args.set(name, value);
    }
    let Some(pattern) = bundle.get_message(M::KEY).and_then(|m| m.value()) else {
        // build.rs made `M` from this very message.
        return M::KEY.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{}: {errors:?}", M::KEY);
    text
}

/// The text of `key` as [`Html`]; arguments by name, each escaped.
#[macro_export]
macro_rules! say {
    ($tongue:expr, $key:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::html($tongue, $crate::i18n::texts::$key { $($name: ($value).into()),* })
    };
}

/// The text of `key` as plain words.
#[macro_export]
macro_rules! label {
    ($tongue:expr, $key:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::plain($tongue, $crate::i18n::texts::$key { $($name: ($value).into()),* })
    };
}

/// One line of help where words were wanted and something else came.
pub(crate) fn words_wanted(t: Tongue, kind: Media) -> Html {
    match kind {
        Media::Voice => say!(t, common_voice),
        Media::Photo => say!(t, common_photo),
        Media::Document => say!(t, common_document),
        Media::Contact => say!(t, common_contact),
        Media::Other => say!(t, common_other),
    }
}

/// «На главную» under a message that must stay as it is: the menu comes below.
pub(crate) fn home_below(tongue: Tongue) -> Button {
    Button::press(label!(tongue, common_home), Wire::home_below())
}

/// «На главную»: the way home that every screen has.
pub(crate) fn home(tongue: Tongue) -> Button {
    Button::press(label!(tongue, common_home), Wire::home())
}

/// «Назад», to wherever `wire` leads.
pub(crate) fn back(tongue: Tongue, wire: Wire) -> Button {
    Button::press(label!(tongue, common_back), wire)
}
