//! `vipkeeper script`: list, show, run, prove, edit, new, history, restore.

mod data;
mod edit;
mod history;
mod run;

use std::fmt::Write as _;

use keeper::message::Explain;
use keeper::script::{self, Runner, ScriptError, Use, examine};

use crate::cli::ScriptCommand;
use crate::context::Context;
use crate::failure::{Failure, Status};
use data::ScriptData;

/// Runs one of the subcommands.
pub(crate) fn run(command: ScriptCommand, context: &Context) -> Result<(), Failure> {
    match command {
        ScriptCommand::List => list(context),
        ScriptCommand::Show { name } => show(&name, context),
        ScriptCommand::Run { name, timeout } => run::run(&name, timeout, context),
        ScriptCommand::Prove { name, timeout } => run::prove(&name, timeout, context),
        ScriptCommand::Edit { name, with } => edit::edit(&name, with.as_deref(), context),
        ScriptCommand::History { name } => history::list(&name, context),
        ScriptCommand::Restore { name, revision } => history::restore(&name, revision, context),
        ScriptCommand::New {
            name,
            check,
            target,
        } => edit::create(&name, check, target, context),
    }
}

fn list(context: &Context) -> Result<(), Failure> {
    let runner = Runner::of(&context.layout)?;
    let scripts: Vec<_> = script::list(&context.layout)?
        .iter()
        .map(|script| ScriptData::of(script, &runner, context.output.messages()))
        .collect();
    if context.output.is_json() {
        context.output.data(&scripts);
        return Ok(());
    }
    let width = scripts.iter().map(|one| one.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for one in &scripts {
        let mark = if one.obstacles.is_empty() { ' ' } else { '!' };
        let used = &one.used_in_words;
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{mark} {:width$}  {used}  {}", one.name, one.command);
        for obstacle in &one.obstacles {
            let _ = writeln!(text, "  {:width$}  {obstacle}", "");
        }
    }
    context.output.raw(&text);
    Ok(())
}

/// The script's text on standard output, what keeps it from running beside it.
fn show(name: &str, context: &Context) -> Result<(), Failure> {
    let script = script::find(&context.layout, name)?;
    let runner = Runner::of(&context.layout)?;
    let text = script.program().map(std::fs::read).transpose();
    if context.output.is_json() {
        let mut data = ScriptData::of(&script, &runner, context.output.messages());
        data.text = text
            .ok()
            .flatten()
            .and_then(|text| String::from_utf8(text).ok());
        context.output.data(&data);
        return Ok(());
    }
    for obstacle in examine(&script, &runner) {
        context.output.warn(&obstacle.message());
    }
    match text {
        // A program's bytes would only disturb the terminal.
        Ok(Some(text)) if !text.starts_with(b"\x7fELF") => context.output.bytes(&text),
        _ => context.output.raw(&format!("{}\n", script.words.join(" "))),
    }
    Ok(())
}

/// The message that says what a script is for.
fn use_id(used: Use) -> &'static str {
    match used {
        Use::Check => "script-use-check",
        Use::Notify => "script-use-notify",
        Use::Unused => "script-use-none",
    }
}

impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        let status = match error {
            ScriptError::Unknown { .. } | ScriptError::Name { .. } => Status::Usage,
            _ => Status::Failed,
        };
        Self::new(status, error.explain())
    }
}
