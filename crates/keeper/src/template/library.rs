//! The templates that vipkeeper brings.

use super::error::TemplateError;
use super::head::Head;

/// A template: a name and its text, split into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name by which it is asked for.
    pub name: String,
    /// Title and parameters.
    pub head: Head,
    /// The whole text; line numbers in errors count in it.
    pub(super) text: String,
}

/// How a line of the head begins.
pub(super) const HEAD_MARK: &str = "#:";
/// How a line of the vipkeeper.toml part begins.
pub(super) const CHECKS_MARK: &str = "#>";

const SHIPPED: [(&str, &str); 2] = [
    (
        "mysql-pair",
        include_str!("../../templates/mysql-pair.conf"),
    ),
    ("tcp-pair", include_str!("../../templates/tcp-pair.conf")),
];

impl Template {
    /// Reads a template's text.
    pub fn parse(name: &str, text: &str) -> Result<Self, TemplateError> {
        let head: String = text
            .lines()
            .filter_map(|line| line.strip_prefix(HEAD_MARK))
            .flat_map(|line| [line.trim_start(), "\n"])
            .collect();
        let head = toml::from_str(&head).map_err(|error| TemplateError::Head {
            name: name.to_owned(),
            reason: error.to_string(),
        })?;
        Ok(Self {
            name: name.to_owned(),
            head,
            text: text.to_owned(),
        })
    }
}

/// Every template, by name.
pub fn all() -> Result<Vec<Template>, TemplateError> {
    SHIPPED
        .iter()
        .map(|(name, text)| Template::parse(name, text))
        .collect()
}

/// The template of this name.
pub fn find(name: &str) -> Result<Template, TemplateError> {
    let templates = all()?;
    let known = templates.iter().map(|known| known.name.clone()).collect();
    templates
        .into_iter()
        .find(|template| template.name == name)
        .ok_or_else(|| TemplateError::Unknown {
            name: name.to_owned(),
            known,
        })
}
