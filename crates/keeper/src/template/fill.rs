//! The values of a template's parameters: given, by default, or left out.
//!
//! Pure.  The other node's values are made from the same ones, so that the two
//! files of a pair agree by construction.

use std::collections::BTreeMap;

use keepalived_conf::catalog::Version;

use super::error::TemplateError;
use super::head::Parameter;
use super::library::Template;
use super::place::{Place, Values};
use super::profile::Profile;
use super::render::Rendered;
use super::surroundings::Surroundings;

/// How a template is to be filled in.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Values by parameter name as the command line writes it: in small
    /// letters, with `-`.
    pub given: &'a BTreeMap<String, String>,
    /// The profile; `None`: the template's own.
    pub profile: Option<Profile>,
    /// The release that is to read the file; `None`: the newest.
    pub release: Option<Version>,
    /// What the machine tells.
    pub surroundings: &'a Surroundings,
}

/// A template with a value for each of its parameters.
#[derive(Debug, Clone)]
pub struct Filled<'a> {
    pub(super) template: &'a Template,
    pub(super) profile: Option<Profile>,
    pub(super) surroundings: &'a Surroundings,
    pub(super) values: Values,
}

impl Template {
    /// Gives every parameter its value.
    pub fn fill<'a>(&'a self, order: &Order<'a>) -> Result<Filled<'a>, TemplateError> {
        let profile = match (order.profile, self.head.profile) {
            (Some(_), None) => return Err(TemplateError::NoProfiles(self.name.clone())),
            (asked, own) => asked.or(own),
        };
        if let Some(profile) = profile {
            profile.require(order.release)?;
        }
        self.require_known(order.given)?;
        let mut filled = Filled {
            template: self,
            profile,
            surroundings: order.surroundings,
            values: Values::new(),
        };
        for (name, parameter) in &self.head.parameters {
            let value = filled.value(name, parameter, order.given)?;
            filled.values.insert(name.clone(), value);
        }
        filled.require_both_or_none()?;
        Ok(filled)
    }

    /// Comes before everything else: a misspelt name explains why a value is
    /// missing, and not the other way round.
    fn require_known(&self, given: &BTreeMap<String, String>) -> Result<(), TemplateError> {
        let known: Vec<_> = self.head.parameters.keys().map(|n| as_written(n)).collect();
        match given.keys().find(|name| !known.contains(name)) {
            Some(name) => Err(TemplateError::UnknownParameter {
                template: self.name.clone(),
                name: name.clone(),
                known,
            }),
            None => Ok(()),
        }
    }

    fn line_of(&self, text: &str) -> usize {
        let found = self.text.lines().position(|line| line.contains(text));
        found.map_or(1, |index| index + 1)
    }
}

impl<'a> Filled<'a> {
    /// The other node's: the same values, those of the two nodes swapped.
    ///
    /// `template` is the one that this template's head names as its
    /// counterpart, or this one.
    pub fn peer(&self, template: &'a Template) -> Result<Filled<'a>, TemplateError> {
        let mut values = Values::new();
        for (name, parameter) in &template.head.parameters {
            let source = parameter.peer.as_ref().unwrap_or(name);
            let value = self.values.get(source).cloned().flatten();
            if value.is_none() && parameter.is_required() {
                return Err(template.missing(name));
            }
            values.insert(name.clone(), value);
        }
        Ok(Filled {
            template,
            values,
            ..*self
        })
    }

    fn value(
        &self,
        name: &str,
        parameter: &Parameter,
        given: &BTreeMap<String, String>,
    ) -> Result<Option<Rendered>, TemplateError> {
        let written = as_written(name);
        let given = given.get(&written).filter(|value| !value.is_empty());
        if !parameter.belongs_to(self.profile) {
            return match (given, self.profile) {
                (Some(_), Some(profile)) => Err(TemplateError::OtherProfile {
                    name: written,
                    profile,
                    profiles: parameter.profiles.clone().unwrap_or_default(),
                }),
                _ => Ok(None),
            };
        }
        let value = match given {
            Some(value) => Some(Rendered::from(value.as_str())),
            None => self.default(name, parameter)?,
        };
        let Some(value) = value else {
            return Ok(None);
        };
        let kind = parameter.kind.under(self.profile);
        if !kind.accepts(&value.text) {
            return Err(TemplateError::BadValue {
                name: written,
                value: value.text,
                kind,
            });
        }
        Ok((!kind.is_absent(&value.text)).then_some(value))
    }

    fn default(
        &self,
        name: &str,
        parameter: &Parameter,
    ) -> Result<Option<Rendered>, TemplateError> {
        let Some(default) = parameter.default_under(self.profile) else {
            return match parameter.is_required() {
                true => Err(self.template.missing(name)),
                false => Ok(None),
            };
        };
        let place = self.place(self.template.line_of(default));
        place.fill(default, &self.values)
    }

    /// A value of one node without the other node's is half a sentence, such
    /// as an address for unicast without the peer's.
    fn require_both_or_none(&self) -> Result<(), TemplateError> {
        for (name, parameter) in &self.template.head.parameters {
            let Some(peer) = &parameter.peer else {
                continue;
            };
            let is_given = |name: &String| matches!(self.values.get(name), Some(Some(_)));
            if is_given(name) && !is_given(peer) {
                return Err(TemplateError::Half {
                    name: as_written(name),
                    peer: as_written(peer),
                });
            }
        }
        Ok(())
    }

    pub(super) fn place(&self, line: usize) -> Place<'_> {
        Place {
            template: &self.template.name,
            line,
            profile: self.profile,
            surroundings: self.surroundings,
        }
    }
}

impl Template {
    fn missing(&self, name: &str) -> TemplateError {
        TemplateError::MissingValue {
            template: self.name.clone(),
            name: as_written(name),
        }
    }
}

/// A parameter's name as the command line writes it: `ADVERT_INT` →
/// `advert-int`.
#[must_use]
pub fn as_written(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}
