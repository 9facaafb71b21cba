//! A template's head: its title, its ways to be filled in, and the parameters
//! it declares.

use indexmap::IndexMap;
use serde::Deserialize;

use super::profile::Profile;
use super::shared;
use super::value::Kind;
use crate::message::Lang;

/// What the `#:` lines declare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// What the template is for; a template without a head has none.
    pub title: Option<Localized>,
    /// The profile it has unless another is asked for; `None`: profiles change
    /// nothing in it.
    pub profile: Option<Profile>,
    /// The template of the other node; `None`: the same one.
    pub counterpart: Option<String>,
    /// The parameters by name, in capitals as the template writes them, in
    /// the order of declaration.
    pub parameters: IndexMap<String, Parameter>,
}

/// The head as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: Localized,
    profile: Option<Profile>,
    counterpart: Option<String>,
    #[serde(default, rename = "use")]
    shared: Vec<String>,
    #[serde(default, rename = "param")]
    own: toml::Table,
}

impl Head {
    /// Reads a head's TOML; a text without any is a head that declares nothing.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let parameters = shared::complete(&written.shared, written.own)?;
        let lone = parameters.iter().find_map(|(name, parameter)| {
            let peer = parameter.peer.as_ref()?;
            let back = parameters.get(peer).and_then(|other| other.peer.as_ref());
            (back != Some(name)).then(|| format!("{name} and {peer} do not name each other"))
        });
        match lone {
            Some(reason) => Err(reason),
            None => Ok(Self {
                title: Some(written.title),
                profile: written.profile,
                counterpart: written.counterpart,
                parameters,
            }),
        }
    }
}

/// One place to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What may stand there.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What stands there when nothing is given; may name other parameters and
    /// surroundings.
    pub default: Option<DefaultValue>,
    /// Whether it may be left out altogether.
    #[serde(default)]
    pub optional: bool,
    /// The parameter that has this one's value on the other node.
    pub peer: Option<String>,
    /// The profiles that have it; `None`: all.
    pub profiles: Option<Vec<Profile>>,
    /// What it means.
    pub help: Localized,
}

/// What stands where nothing was given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum DefaultValue {
    /// Always this.
    One(String),
    /// It depends on the profile.
    ByProfile(IndexMap<Profile, String>),
}

impl Parameter {
    /// Whether a value must be given.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && !self.optional
    }

    /// Whether templates of this profile have it.
    #[must_use]
    pub fn belongs_to(&self, profile: Option<Profile>) -> bool {
        match (&self.profiles, profile) {
            (Some(profiles), Some(profile)) => profiles.contains(&profile),
            _ => true,
        }
    }

    /// What stands there under `profile` when nothing is given.
    #[must_use]
    pub fn default_under(&self, profile: Option<Profile>) -> Option<&str> {
        match self.default.as_ref()? {
            DefaultValue::One(text) => Some(text),
            DefaultValue::ByProfile(texts) => texts.get(&profile?).map(String::as_str),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "title = { en = 't', zh-CN = 't' }\n";

    #[test]
    fn what_a_template_says_itself_stands_above_the_shared_declaration() {
        let text =
            format!("{TITLE}use = ['VIP', 'ADDRESS', 'PEER']\n[param.PEER]\noptional = false\n");
        let head = Head::parse(&text).unwrap();
        let names: Vec<_> = head.parameters.keys().collect();
        assert_eq!(names, ["VIP", "ADDRESS", "PEER"]);
        assert!(head.parameters["PEER"].is_required());
        assert!(!head.parameters["ADDRESS"].is_required());
    }

    #[test]
    fn a_head_that_cannot_be_meant_is_refused_with_the_name() {
        for (text, named) in [
            ("use = ['VPI']\n", "VPI"),
            ("use = ['VIP', 'VIP']\n", "VIP"),
            ("use = ['ADDRESS']\n", "PEER"),
            (
                "[param.X]\ntype = 'colour'\nhelp = { en = '', zh-CN = '' }\n",
                "X",
            ),
            ("profile = 'slow'\n", "slow"),
            ("titel = 1\n", "titel"),
        ] {
            let error = Head::parse(&format!("{TITLE}{text}")).unwrap_err();
            assert!(error.contains(named), "{text}: {error}");
        }
    }

    #[test]
    fn a_text_without_a_head_is_a_template_without_parameters() {
        assert_eq!(Head::parse("\n"), Ok(Head::default()));
    }
}
