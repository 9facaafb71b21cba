//! What vipkeeper says, in the reader's language.
//!
//! Code names a message and its values; the words are in `messages/*.ftl` at
//! the root of the repository, one catalogue a language, the same for the
//! command line, the API and the panel.  Deliberately absent: any sentence.

mod explain;
mod lang;

pub use explain::{Explain, Explanation};
pub use lang::Lang;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A message: an id of the catalogue and the values it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    id: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Message {
    /// The message with this id and no values yet.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            values: Vec::new(),
        }
    }

    /// Adds a value under the name that the catalogue uses.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The id, stable across releases.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The values by the names that the catalogues use.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }
}

/// The catalogue of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    lang: Lang,
}

impl Messages {
    /// The catalogue of `lang`, which is part of the program.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
        // Isolation marks guard right-to-left text; in a terminal they show.
        bundle.set_use_isolating(false);
        // A faulty entry loses itself, not the catalogue; a test parses both.
        let resource = FluentResource::try_new(lang.catalogue().to_owned())
            .unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { bundle, lang }
    }

    /// The language of this catalogue.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The words of a message; its id when the catalogue lacks it.
    #[must_use]
    pub fn text(&self, message: &Message) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &message.values {
            args.set(*name, FluentValue::from(value.as_str()));
        }
        self.format(message.id, &args)
            .unwrap_or_else(|| message.id.to_owned())
    }

    /// The words of a message that takes no values, if the catalogue has it.
    #[must_use]
    pub fn plain(&self, id: &str) -> Option<String> {
        self.format(id, &FluentArgs::new())
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        Some(text.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_catalogues_parse_without_a_fault() {
        for lang in Lang::ALL {
            if let Err((_, errors)) = FluentResource::try_new(lang.catalogue().to_owned()) {
                panic!("{lang}: {errors:?}");
            }
        }
    }

    #[test]
    fn a_message_speaks_the_language_it_is_asked_in() {
        let message = Message::new("error-template-unknown").with("name", "mysql");
        let english = Messages::new(Lang::En).text(&message);
        let chinese = Messages::new(Lang::ZhCn).text(&message);
        assert!(english.contains("no template") && english.contains("mysql"));
        assert!(chinese.contains("模板") && chinese.contains("mysql"));
    }
}
