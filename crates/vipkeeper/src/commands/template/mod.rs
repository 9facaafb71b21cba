//! `vipkeeper template`: list, show, render, new.

mod data;
mod list;
mod new;
mod render;
mod show;

use keeper::template::Library;

use crate::cli::TemplateCommand;
use crate::context::Context;
use crate::failure::Failure;

pub(super) use render::assignments;

/// Runs one of the subcommands.
pub(crate) fn run(command: TemplateCommand, context: &Context) -> Result<(), Failure> {
    let library = Library::new(context.layout.templates());
    match command {
        TemplateCommand::List => list::run(&library, context),
        TemplateCommand::Show { name } => show::run(&name, &library, context),
        TemplateCommand::New(args) => new::run(args, &library, context),
        TemplateCommand::Render(args) => render::run(&args, &library, context),
    }
}
