//! A template's head: its title and the parameters it declares.

use indexmap::IndexMap;
use serde::Deserialize;

use super::value::Kind;
use crate::message::Lang;

/// What the `#:` lines declare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What the template is for.
    pub title: Localized,
    /// The parameters by name, in capitals as the template writes them, in
    /// the order of declaration.
    #[serde(default, rename = "param")]
    pub parameters: IndexMap<String, Parameter>,
}

/// One place to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What may stand there.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What stands there when nothing is given; may name surroundings.
    pub default: Option<String>,
    /// Whether it may be left out altogether.
    #[serde(default)]
    pub optional: bool,
    /// What it means.
    pub help: Localized,
}

impl Parameter {
    /// Whether a value must be given.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && !self.optional
    }
}

/// A sentence in each language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    en: String,
    #[serde(rename = "zh-CN")]
    zh_cn: String,
}

impl Localized {
    /// The sentence in this language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::ZhCn => &self.zh_cn,
        }
    }
}
