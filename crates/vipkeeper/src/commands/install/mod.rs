//! `vipkeeper install`.

mod ask;
mod narrator;

use std::collections::BTreeMap;
use std::io::IsTerminal;

use keeper::Message;
use keeper::install::{self, Installed, Method, Request};
use serde::Serialize;

use crate::cli::{InstallArgs, InstallMethod};
use crate::context::Context;
use crate::failure::Failure;
use narrator::Narrator;

/// Installs, and says how to go on.
pub(crate) fn run(args: InstallArgs, context: &Context) -> Result<(), Failure> {
    super::service::require_root()?;
    let mut parameters = given(&args)?;
    if parameters.is_empty() && may_ask(context) {
        parameters = ask::parameters(context)?;
    }
    let request = Request {
        method: match args.method {
            InstallMethod::Auto => Method::Auto,
            InstallMethod::Package => Method::Package,
            InstallMethod::Source => Method::Source,
        },
        version: args.version,
        sha256: args.sha256,
        tarball: args.tarball,
        mirror: args.mirror,
        template: args.template,
        parameters,
        lang: context.output.messages().lang(),
        start: args.start,
        autostart: !args.no_autostart,
        program: context.program()?,
    };
    let mut narrator = Narrator::new(&context.output);
    let installed = install::run(&context.layout, &request, &mut |event| {
        narrator.hear(&event);
    })?;
    conclude(&installed, context);
    Ok(())
}

/// The template's parameters: `--vip` and its like are short for `--set vip=…`.
fn given(args: &InstallArgs) -> Result<BTreeMap<String, String>, Failure> {
    let short = [
        ("vip", &args.vip),
        ("interface", &args.interface),
        ("address", &args.address),
        ("peer", &args.peer),
    ];
    let short = short
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
    let set: Vec<_> = args.set.iter().cloned().chain(short).collect();
    super::template::assignments(&set)
}

/// A person is asked only where there is one, and only when an answer counts.
fn may_ask(context: &Context) -> bool {
    let is_person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    is_person && !context.output.is_json() && !context.layout.config().exists()
}

#[derive(Serialize)]
struct InstalledData<'a> {
    state: &'static str,
    program: Option<&'a std::path::Path>,
    version: Option<&'a str>,
    running: bool,
    config: Option<&'a std::path::Path>,
}

fn conclude(installed: &Installed, context: &Context) {
    let version = installed.version.as_deref();
    if context.output.is_json() {
        context.output.json_line(&InstalledData {
            state: "installed",
            program: installed.program.as_deref(),
            version,
            running: installed.is_running,
            config: installed.config.as_deref(),
        });
        return;
    }
    let id = match (installed.is_running, &installed.config) {
        (true, _) => "install-end-running",
        (false, Some(_)) => "install-end-stopped",
        (false, None) => "install-end-no-config",
    };
    let message = Message::new(id)
        .with("version", version.unwrap_or("?"))
        .with("path", context.layout.config().display())
        .with("command", command(context));
    context.output.tell(&message);
}

/// Our own program with the options that name this node, for a person to type.
fn command(context: &Context) -> String {
    let arguments = context.layout.arguments();
    let words = arguments.iter().map(|word| word.to_string_lossy());
    std::iter::once("vipkeeper".into())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}
