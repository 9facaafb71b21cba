//! Gives the command line its words.

use clap::builder::StyledStr;
use clap::{ArgAction, Command};
use keeper::Messages;

/// Behind every option of a command's own; clap counts those from 0.
const GLOBAL_ORDER: usize = 900;

/// The command with help texts, headings and all, in the catalogue's language.
pub(crate) fn localized_command(command: Command, messages: &Messages) -> Command {
    localize(command, "cli", messages)
}

fn localize(mut command: Command, place: &str, messages: &Messages) -> Command {
    if let Some(words) = messages.plain(place) {
        command = command.about(words);
    }
    let words = |id: &str| messages.plain(id).unwrap_or_default();
    let is_root = place == "cli";
    // Global options are described once, where they are declared.
    let own_place = place.to_owned();
    command = command.mut_args(|arg| {
        let id = argument_id(&own_place, arg.get_id().as_str());
        // A command's own options stand before those that every command has.
        let arg = match arg.is_global_set() {
            true => arg.display_order(GLOBAL_ORDER),
            false => arg,
        };
        match messages.plain(&id) {
            Some(words) => arg.help(words),
            None => arg,
        }
    });
    command =
        command
            .disable_help_flag(true)
            .arg(flag("help", 'h', ArgAction::Help, words("cli--help")));
    if is_root {
        command = command.disable_version_flag(true).arg(flag(
            "version",
            'V',
            ArgAction::Version,
            words("cli--version"),
        ));
    }
    let template = template(&command, messages);
    let names: Vec<_> = command
        .get_subcommands()
        .map(|child| child.get_name().to_owned())
        .collect();
    for name in names {
        let child = format!("{place}-{name}");
        command = command.mut_subcommand(&name, |sub| localize(sub, &child, messages));
    }
    command.help_template(template)
}

fn flag(name: &'static str, short: char, action: ArgAction, help: String) -> clap::Arg {
    clap::Arg::new(name)
        .long(name)
        .short(short)
        .action(action)
        .display_order(GLOBAL_ORDER + 1)
        .help(help)
}

/// clap's own template has its headings in English.
fn template(command: &Command, messages: &Messages) -> StyledStr {
    let heading = |id: &str| messages.plain(id).unwrap_or_default();
    let mut template = format!(
        "{{about-with-newline}}\n{} {{usage}}",
        heading("usage-heading")
    );
    let sections = [
        ("commands-heading", "subcommands", command.has_subcommands()),
        (
            "arguments-heading",
            "positionals",
            command.get_positionals().next().is_some(),
        ),
        ("options-heading", "options", true),
    ];
    for (id, tag, is_there) in sections {
        if is_there {
            template += &format!("\n\n{}\n{{{tag}}}", heading(id));
        }
    }
    template.into()
}

fn argument_id(place: &str, argument: &str) -> String {
    format!("{place}--{}", argument.replace('_', "-"))
}

/// The message ids that the catalogue lacks.
#[cfg(test)]
pub(super) fn missing(command: &Command, messages: &Messages) -> Vec<String> {
    fn collect(command: &Command, place: &str, messages: &Messages, missing: &mut Vec<String>) {
        let arguments = command
            .get_arguments()
            .map(|arg| argument_id(place, arg.get_id().as_str()));
        let ids = std::iter::once(place.to_owned()).chain(arguments);
        missing.extend(ids.filter(|id| messages.plain(id).is_none()));
        for child in command.get_subcommands() {
            collect(
                child,
                &format!("{place}-{}", child.get_name()),
                messages,
                missing,
            );
        }
    }
    let mut ids = Vec::new();
    collect(command, "cli", messages, &mut ids);
    ids
}
