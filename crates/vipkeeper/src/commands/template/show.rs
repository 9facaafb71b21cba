//! `vipkeeper template show`: a template and its parameters in words.

use std::fmt::Write as _;

use keeper::template::Library;
use keeper::{Message, Messages};

use super::data::{ParameterData, TemplateData};
use crate::context::Context;
use crate::failure::Failure;

/// Explains the template of this name.
pub(super) fn run(name: &str, library: &Library, context: &Context) -> Result<(), Failure> {
    let template = library.find(name)?;
    let messages = context.output.messages();
    let data = TemplateData::of(&template, messages.lang());
    if context.output.is_json() {
        context.output.data(&data);
    } else {
        context.output.raw(&in_words(&data, messages));
    }
    Ok(())
}

fn in_words(data: &TemplateData, messages: &Messages) -> String {
    let plain = |id: &str| messages.plain(id).unwrap_or_default();
    let mut text = match &data.title {
        Some(title) => format!("{}: {title}\n", data.name),
        None => format!("{}\n", data.name),
    };
    let mut line = |message: Message| {
        text.push_str(&messages.text(&message));
        text.push('\n');
    };
    if let Some(path) = &data.path {
        line(Message::new("template-own").with("path", path));
    }
    if let Some(profile) = data.profile {
        line(Message::new("template-profile").with("profile", profile));
    }
    if !data.parameters.is_empty() {
        let _ = writeln!(text, "\n{}", plain("template-parameters"));
    }
    for parameter in &data.parameters {
        let (name, need) = (&parameter.name, need(parameter, messages));
        // Writing into a String cannot fail.
        let _ = writeln!(text, "  {name} ({need})\n      {}", parameter.help);
    }
    let required = data
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let sets: String = required
        .map(|parameter| format!(" --set {}=…", parameter.name))
        .collect();
    let example = plain("template-render-example");
    let command = format!("vipkeeper template render {}{sets}", data.name);
    let _ = writeln!(text, "\n{example}\n  {command}");
    text
}

/// What stands there when nothing is given.
fn need(parameter: &ParameterData, messages: &Messages) -> String {
    let message = if let Some(default) = &parameter.default {
        Message::new("template-default").with("value", default)
    } else if let Some(defaults) = &parameter.default_by_profile {
        let each: Vec<_> = defaults
            .iter()
            .map(|(profile, value)| format!("{profile} {value}"))
            .collect();
        Message::new("template-default-by-profile").with("values", each.join(", "))
    } else if parameter.required {
        Message::new("template-required")
    } else {
        Message::new("template-optional")
    };
    let need = messages.text(&message);
    match &parameter.profiles {
        None => need,
        Some(profiles) => {
            let only = Message::new("template-only-profile").with("profiles", profiles.join(", "));
            format!("{}; {need}", messages.text(&only))
        }
    }
}
