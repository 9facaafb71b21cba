//! Which question comes next.  Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::question::{Choice, Question, Topic, Wording};
use crate::message::Message;
use crate::template::{Parameter, Profile, Template, as_written, proposed_vrid};

/// What has a good default for every pair, or is made.
const NOT_ASKED: [&str; 8] = [
    "PRIORITY",
    "PEER_PRIORITY",
    "ROUTER_ID",
    "PEER_ROUTER_ID",
    "PEER_INTERFACE",
    "ADVERT_INT",
    "AUTH_PASS",
    "AUTH_KEY",
];
/// What comes first, because later defaults rest on it.
const FIRST: [&str; 2] = ["VIP", "INTERFACE"];
/// What is asked only of nodes that talk by unicast.
const UNICAST: [&str; 2] = ["ADDRESS", "PEER"];

/// What the answers come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The template's name.
    pub template: String,
    /// The profile, where the template has profiles.
    pub profile: Option<Profile>,
    /// Values by parameter name as the command line writes it.
    pub given: BTreeMap<String, String>,
}

/// The course of the questions.
#[derive(Debug)]
pub struct Interview<'a> {
    templates: &'a [Template],
    facts: &'a Facts,
    template: Option<&'a Template>,
    profile: Option<Profile>,
    is_unicast: bool,
    given: BTreeMap<String, String>,
    /// What has been asked, in order.
    asked: Vec<Topic>,
    taken_vrids: BTreeSet<u8>,
}

impl<'a> Interview<'a> {
    /// An interview over these templates on this machine.
    #[must_use]
    pub fn new(templates: &'a [Template], facts: &'a Facts) -> Self {
        Self {
            templates,
            facts,
            template: None,
            profile: None,
            is_unicast: false,
            given: BTreeMap::new(),
            asked: Vec::new(),
            taken_vrids: BTreeSet::new(),
        }
    }

    /// The value that was answered for a parameter.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        self.given.get(&as_written(name)).map(String::as_str)
    }

    /// Tells which numbers others use, so that a free one is proposed.
    pub fn avoid(&mut self, vrids: impl IntoIterator<Item = u8>) {
        self.taken_vrids.extend(vrids);
    }

    /// The next question; `None` when everything is known.
    #[must_use]
    pub fn next(&self) -> Option<Question> {
        let mut topics = self.course().into_iter();
        let topic = topics.find(|topic| !self.asked.contains(topic))?;
        Some(match &topic {
            Topic::Template => self.which_template(),
            Topic::Unicast => self.unicast_or_multicast(),
            Topic::Profile => self.which_profile(),
            Topic::Parameter(name) => self.parameter(name)?,
        })
    }

    /// Takes the answer to a question, as [`Question::read`] gives it.
    pub fn take(&mut self, question: &Question, answer: Option<String>) {
        self.asked.push(question.topic.clone());
        let Some(answer) = answer else {
            return;
        };
        match &question.topic {
            Topic::Template => {
                self.template = self.templates.iter().find(|known| known.name == answer);
                self.profile = self.template.and_then(|template| template.head.profile);
            }
            Topic::Unicast => self.is_unicast = answer == "unicast",
            Topic::Profile => {
                let mut profiles = Profile::ALL.into_iter();
                self.profile = profiles.find(|profile| profile.name() == answer);
            }
            Topic::Parameter(name) => {
                self.given.insert(as_written(name), answer);
            }
        }
    }

    /// What the answers come to; `None` while no template is chosen.
    #[must_use]
    pub fn finish(self) -> Option<Answers> {
        Some(Answers {
            template: self.template?.name.clone(),
            profile: self.profile,
            given: self.given,
        })
    }

    /// Everything that is to be asked, as far as it is known by now.
    fn course(&self) -> Vec<Topic> {
        let Some(template) = self.template else {
            return vec![Topic::Template];
        };
        let parameters = &template.head.parameters;
        let has = |name: &&str| parameters.contains_key(*name);
        let named = |name: &str| Topic::Parameter(name.to_owned());
        let mut course: Vec<_> = FIRST
            .iter()
            .filter(|name| has(name))
            .map(|n| named(n))
            .collect();
        if UNICAST.iter().all(has) {
            // Where it is no choice of the template's, unicast is what it is about.
            if parameters["PEER"].optional {
                course.push(Topic::Unicast);
            }
            if self.is_unicast || !parameters["PEER"].optional {
                course.extend(UNICAST.map(named));
            }
        }
        if template.head.profile.is_some() {
            course.push(Topic::Profile);
        }
        let is_rest = |name: &&String| {
            let name = name.as_str();
            !NOT_ASKED.contains(&name) && !FIRST.contains(&name) && !UNICAST.contains(&name)
        };
        course.extend(parameters.keys().filter(is_rest).map(|name| named(name)));
        course
    }

    fn which_template(&self) -> Question {
        let choices = self.templates.iter().map(|template| Choice {
            value: template.name.clone(),
            words: match &template.head.title {
                Some(title) => Wording::Localized(title.clone()),
                None => Wording::Plain(String::new()),
            },
        });
        let choices: Vec<_> = choices.collect();
        Question {
            topic: Topic::Template,
            words: Wording::Message(Message::new("wizard-template")),
            default: choices.first().map(|choice| choice.value.clone()),
            choices,
            is_optional: false,
            kind: None,
        }
    }

    fn unicast_or_multicast(&self) -> Question {
        let choices = ["multicast", "unicast"];
        let meanings = ["wizard-multicast-means", "wizard-unicast-means"];
        Question {
            topic: Topic::Unicast,
            words: Wording::Message(Message::new("wizard-unicast")),
            choices: choices.into_iter().zip(meanings).map(choice).collect(),
            default: Some("multicast".to_owned()),
            is_optional: false,
            kind: None,
        }
    }

    fn which_profile(&self) -> Question {
        let can_run = |profile: &Profile| profile.require(self.facts.release).is_ok();
        let meaning = |profile: Profile| match profile {
            Profile::Classic => "wizard-profile-classic",
            Profile::Fast => "wizard-profile-fast",
            Profile::Hmac => "wizard-profile-hmac",
        };
        let profiles = Profile::ALL.into_iter().filter(can_run);
        Question {
            topic: Topic::Profile,
            words: Wording::Message(Message::new("wizard-profile")),
            choices: profiles
                .map(|profile| choice((profile.name(), meaning(profile))))
                .collect(),
            default: self.profile.map(|profile| profile.name().to_owned()),
            is_optional: false,
            kind: None,
        }
    }

    fn parameter(&self, name: &str) -> Option<Question> {
        let parameter = self.template?.head.parameters.get(name)?;
        Some(Question {
            topic: Topic::Parameter(name.to_owned()),
            words: Wording::Localized(parameter.help.clone()),
            choices: match name {
                "INTERFACE" => self.interfaces(),
                _ => Vec::new(),
            },
            default: self.default(name, parameter),
            is_optional: parameter.optional && !UNICAST.contains(&name),
            kind: Some(parameter.kind),
        })
    }

    fn interfaces(&self) -> Vec<Choice> {
        let interfaces = self.facts.interfaces.iter();
        interfaces
            .map(|interface| {
                let addresses = interface.addresses.iter();
                let addresses: Vec<_> = addresses.map(|(a, p)| format!("{a}/{p}")).collect();
                Choice {
                    value: interface.name.clone(),
                    words: Wording::Plain(addresses.join(" ")),
                }
            })
            .collect()
    }

    /// What an empty answer stands for.  A default that rests on other
    /// parameters is left to the template.
    fn default(&self, name: &str, parameter: &Parameter) -> Option<String> {
        match name {
            "INTERFACE" => {
                let known = self.facts.surroundings.interface()?;
                let interfaces = &self.facts.interfaces;
                let is_here = interfaces.iter().any(|interface| interface.name == known);
                is_here.then(|| known.to_owned())
            }
            "ADDRESS" => Some(self.facts.own_address(&self.given)?.to_string()),
            "VRID" => Some(self.free_vrid().to_string()),
            _ => {
                let default = parameter.default_under(self.profile)?;
                let default = match default.strip_prefix("{$").and_then(|d| d.strip_suffix('}')) {
                    Some(other) => self.given(other)?,
                    None => default,
                };
                (!default.contains("{$")).then(|| default.to_owned())
            }
        }
    }

    /// The number that the virtual IP gives, or the next that nobody uses.
    fn free_vrid(&self) -> u8 {
        let proposed = proposed_vrid(self.given("VIP").unwrap_or_default());
        let mut candidates = (proposed..=u8::MAX).chain(1..proposed);
        candidates
            .find(|vrid| !self.taken_vrids.contains(vrid))
            .unwrap_or(proposed)
    }
}

fn choice((value, meaning): (&'static str, &'static str)) -> Choice {
    Choice {
        value: value.to_owned(),
        words: Wording::Message(Message::new(meaning)),
    }
}
