//! vipkeeper: keeps a service reachable on a virtual IP.
//!
//! Owns the command line and its output.  What the commands do is in
//! `keeper`; this crate has no logic of its own about Keepalived.

mod cli;
mod commands;
mod context;
mod failure;
mod output;

use std::ffi::OsString;
use std::process::ExitCode;

use cli::Parsed;
use context::Context;
use failure::Status;
use keeper::Messages;
use output::Output;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let messages = Messages::new(cli::language(&arguments));
    let parsed = cli::parse(&arguments, &messages);
    let is_json = matches!(&parsed, Parsed::Run(cli) if cli.json);
    let output = Output::new(messages, is_json);
    match parsed {
        Parsed::Print(text) => {
            output.raw(&text);
            ExitCode::SUCCESS
        }
        Parsed::Incomplete(help) => {
            output.aside(&help);
            Status::Usage.into()
        }
        Parsed::Mistake(explanation) => {
            output.explain(&explanation);
            Status::Usage.into()
        }
        Parsed::Run(cli) => run(cli, output),
    }
}

fn run(cli: cli::Cli, output: Output) -> ExitCode {
    let context = Context::new(cli.server_path, output);
    match commands::run(cli.command, &context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(explanation) = &failure.explanation {
                context.output.explain(explanation);
            }
            failure.status.into()
        }
    }
}
