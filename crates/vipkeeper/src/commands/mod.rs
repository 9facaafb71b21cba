//! The commands, one file each.

mod apply;
mod autostart;
mod check;
mod config;
mod consent;
mod demo;
mod drain;
mod drill;
mod heal;
mod history;
mod install;
mod lab_tcp_service;
mod logs;
mod prepare;
mod recover;
mod release;
mod role;
mod script;
mod serve;
mod service;
mod simulate;
mod status;
mod supervise;
mod template;
mod uninstall;

use crate::cli::Command;
use crate::context::Context;
use crate::failure::Failure;

/// Runs one command.
pub(crate) fn run(command: Command, context: &Context) -> Result<(), Failure> {
    if recover::comes_first(&command) {
        recover::overdue(context);
        recover::uphold(context);
    }
    match command {
        Command::Apply(args) => apply::run(args, context),
        Command::Confirm => apply::confirm(context),
        Command::Rollback(args) => apply::rollback(args, context),
        Command::ApplyWatch => apply::watch(context),
        Command::History { command } => history::run(command, context),
        Command::Template { command } => template::run(command, context),
        Command::Config { command } => config::run(command, context),
        Command::Simulate(args) => simulate::run(args, context),
        Command::Script { command } => script::run(command, context),
        Command::Install(args) => install::run(args, context),
        Command::Uninstall { purge } => uninstall::run(purge, context),
        Command::Start => service::start(context),
        Command::Stop => service::stop(context),
        Command::Reload => service::reload(context),
        Command::Restart => service::restart(context),
        Command::Status => status::run(context),
        Command::Autostart { command } => autostart::run(command, context),
        Command::Drill(args) => drill::run(&args, context),
        Command::Drain => drain::run(context),
        Command::Undrain => drain::undo(context),
        Command::Heal => heal::run(context),
        Command::Prepare => prepare::run(context),
        Command::Release => release::run(context),
        Command::Check(args) => check::run(args, context),
        Command::Role { name, dry_run } => role::run(&name, dry_run, context),
        Command::Logs(args) => logs::run(args, context),
        Command::Serve { listen } => serve::run(listen, context),
        Command::Demo(args) => demo::run(&args, context),
        Command::Supervise => supervise::run(context),
        Command::LabTcpService { listen, name } => lab_tcp_service::run(listen, &name),
    }
}
