//! A template as JSON, and as what its words are made from.

use std::collections::BTreeMap;

use keeper::Lang;
use keeper::template::{DefaultValue, Parameter, Profile, Template, as_written};
use serde::Serialize;

/// A template without its text.
#[derive(Serialize)]
pub(super) struct TemplateData {
    pub(super) name: String,
    pub(super) title: Option<String>,
    /// The user's file; `None`: vipkeeper brings it.
    pub(super) path: Option<String>,
    pub(super) profile: Option<&'static str>,
    pub(super) counterpart: Option<String>,
    pub(super) parameters: Vec<ParameterData>,
}

/// One of its parameters.
#[derive(Serialize)]
pub(super) struct ParameterData {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) default: Option<String>,
    pub(super) default_by_profile: Option<BTreeMap<&'static str, String>>,
    /// The profiles that have it; `None`: all.
    pub(super) profiles: Option<Vec<&'static str>>,
    /// The parameter that has its value on the other server.
    pub(super) peer: Option<String>,
    pub(super) help: String,
}

impl TemplateData {
    /// In the words of `lang`.
    pub(super) fn of(template: &Template, lang: Lang) -> Self {
        let head = &template.head;
        let title = head
            .title
            .as_ref()
            .map(|title| title.in_lang(lang).to_owned());
        let path = template
            .path
            .as_ref()
            .map(|path| path.display().to_string());
        let parameters = head.parameters.iter();
        Self {
            name: template.name.clone(),
            title,
            path,
            profile: head.profile.map(Profile::name),
            counterpart: head.counterpart.clone(),
            parameters: parameters
                .map(|(name, parameter)| ParameterData::of(name, parameter, lang))
                .collect(),
        }
    }
}

impl ParameterData {
    fn of(name: &str, parameter: &Parameter, lang: Lang) -> Self {
        let (default, default_by_profile) = match &parameter.default {
            None => (None, None),
            Some(DefaultValue::One(text)) => (Some(text.clone()), None),
            Some(DefaultValue::ByProfile(texts)) => {
                let texts = texts.iter();
                let texts = texts.map(|(profile, text)| (profile.name(), text.clone()));
                (None, Some(texts.collect()))
            }
        };
        let profiles = parameter.profiles.as_ref();
        Self {
            name: as_written(name),
            required: parameter.is_required(),
            default,
            default_by_profile,
            profiles: profiles.map(|all| all.iter().map(|profile| profile.name()).collect()),
            peer: parameter.peer.as_deref().map(as_written),
            help: parameter.help.in_lang(lang).to_owned(),
        }
    }
}
