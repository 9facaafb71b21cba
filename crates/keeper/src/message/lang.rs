//! The languages that vipkeeper speaks.

use std::fmt;
use std::str::FromStr;

use unic_langid::LanguageIdentifier;

/// A language with a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The language of an environment: the first of `LC_ALL`, `LC_MESSAGES`
    /// and `LANG` that is set and not empty decides, as in setlocale(3).
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .map_or(Self::En, |locale| match locale.starts_with("zh") {
                true => Self::ZhCn,
                false => Self::En,
            })
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        self.tag()
            .parse()
            .expect("invariant: every tag is a language identifier")
    }

    /// The catalogue's text, in Fluent's format.
    #[must_use]
    pub fn catalogue(self) -> &'static str {
        match self {
            Self::En => include_str!("../../../../messages/en.ftl"),
            Self::ZhCn => include_str!("../../../../messages/zh-CN.ftl"),
        }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The text names no language that vipkeeper speaks.
#[derive(Debug, thiserror::Error)]
#[error("expected en or zh-CN")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().replace('_', "-").as_str() {
            "en" | "en-us" | "en-gb" => Ok(Self::En),
            "zh" | "zh-cn" | "zh-hans" | "zh-hans-cn" => Ok(Self::ZhCn),
            _ => Err(UnknownLang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        let environment = |set: &'static [(&str, &str)]| {
            Lang::from_environment(move |name| {
                let found = set.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(environment(&[("LANG", "zh_CN.UTF-8")]), Lang::ZhCn);
        assert_eq!(
            environment(&[("LC_ALL", ""), ("LANG", "zh_CN")]),
            Lang::ZhCn
        );
        assert_eq!(environment(&[("LC_ALL", "C"), ("LANG", "zh_CN")]), Lang::En);
        assert_eq!(environment(&[]), Lang::En);
    }
}
