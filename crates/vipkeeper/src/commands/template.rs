//! `vipkeeper template`: list, show, render.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use keeper::template::{self, Part, Surroundings, Template};
use keeper::{Explanation, Lang, Message};
use serde::Serialize;

use crate::cli::{self, TemplateCommand};
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Runs one of the subcommands.
pub(crate) fn run(command: TemplateCommand, context: &Context) -> Result<(), Failure> {
    match command {
        TemplateCommand::List => list(context),
        TemplateCommand::Show { name } => show(&name, context),
        TemplateCommand::Render { name, set, part } => render(&name, &set, part, context),
    }
}

#[derive(Serialize)]
struct TemplateData {
    name: String,
    title: String,
    parameters: Vec<ParameterData>,
}

#[derive(Serialize)]
struct ParameterData {
    name: String,
    required: bool,
    default: Option<String>,
    help: String,
}

impl TemplateData {
    fn of(template: &Template, lang: Lang) -> Self {
        let parameters = template.head.parameters.iter();
        Self {
            name: template.name.clone(),
            title: template.head.title.in_lang(lang).to_owned(),
            parameters: parameters
                .map(|(name, parameter)| ParameterData {
                    name: template::as_written(name),
                    required: parameter.is_required(),
                    default: parameter.default.clone(),
                    help: parameter.help.in_lang(lang).to_owned(),
                })
                .collect(),
        }
    }
}

fn list(context: &Context) -> Result<(), Failure> {
    let lang = context.output.messages().lang();
    let templates: Vec<_> = template::all()?
        .iter()
        .map(|template| TemplateData::of(template, lang))
        .collect();
    if context.output.is_json() {
        context.output.data(&templates);
        return Ok(());
    }
    let width = templates
        .iter()
        .map(|one| one.name.len())
        .max()
        .unwrap_or(0);
    for one in &templates {
        context
            .output
            .raw(&format!("{:width$}  {}\n", one.name, one.title));
    }
    Ok(())
}

fn show(name: &str, context: &Context) -> Result<(), Failure> {
    let template = template::find(name)?;
    let data = TemplateData::of(&template, context.output.messages().lang());
    if context.output.is_json() {
        context.output.data(&data);
        return Ok(());
    }
    context.output.raw(&in_words(&data, context));
    Ok(())
}

fn in_words(data: &TemplateData, context: &Context) -> String {
    let messages = context.output.messages();
    let plain = |id: &str| messages.plain(id).unwrap_or_default();
    let mut text = format!(
        "{}: {}\n\n{}\n",
        data.name,
        data.title,
        plain("template-parameters")
    );
    for parameter in &data.parameters {
        let need = match (&parameter.default, parameter.required) {
            (Some(default), _) => {
                messages.text(&Message::new("template-default").with("value", default))
            }
            (None, true) => plain("template-required"),
            (None, false) => plain("template-optional"),
        };
        // Writing into a String cannot fail.
        let _ = writeln!(
            text,
            "  {} ({need})\n      {}",
            parameter.name, parameter.help
        );
    }
    let required = data
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let sets: String = required
        .map(|parameter| format!(" --set {}=…", parameter.name))
        .collect();
    let example = plain("template-render-example");
    let _ = writeln!(
        text,
        "\n{example}\n  vipkeeper template render {}{sets}",
        data.name
    );
    text
}

fn render(name: &str, set: &[String], part: cli::Part, context: &Context) -> Result<(), Failure> {
    let template = template::find(name)?;
    let given = settings(set)?;
    let program = context.program()?;
    let surroundings = Surroundings::of_this_machine(&context.layout, &program);
    let surroundings = context.runtime()?.block_on(surroundings).map_err(|error| {
        let message = Message::new("error-netlink");
        Failure::new(Status::Failed, Explanation::new(message).cause(&error))
    })?;
    let part = match part {
        cli::Part::Config => Part::Config,
        cli::Part::Checks => Part::Checks,
    };
    let rendered = template.render(part, &given, &surroundings)?;
    for warning in &rendered.warnings {
        context.output.warn(warning);
    }
    context.output.raw(&rendered.text);
    Ok(())
}

/// `["vip=10.0.0.1/24"]` as a map; names are written with `-` or `_`.
fn settings(set: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let mut given = BTreeMap::new();
    for text in set {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            return Err(Failure::new(
                Status::Usage,
                Explanation::new(Message::new("error-set-malformed").with("text", text))
                    .hint(Message::new("hint-set-malformed")),
            ));
        };
        let name = name.to_ascii_lowercase().replace('_', "-");
        if given.insert(name.clone(), value.to_owned()).is_some() {
            let message = Message::new("error-set-twice").with("name", name);
            return Err(Failure::new(Status::Usage, Explanation::new(message)));
        }
    }
    Ok(given)
}
