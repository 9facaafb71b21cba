//! `vipkeeper config check`: examine a configuration, here or anywhere.

use keeper::config::language::catalog::Version;
use keeper::config::language::lint::Severity;
use keeper::config::{self, Examined, Source};
use keeper::engine::Engine;
use keeper::{Explanation, Message};

use super::{data, sarif, source, text};
use crate::cli::{CheckFormat, ConfigCheckArgs, Deny};
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Exit status 0 without findings that count, 3 with them.
pub(crate) fn run(args: ConfigCheckArgs, context: &Context) -> Result<(), Failure> {
    let main = source(args.file, context);
    let peer = args.peer.map(Source::from_argument);
    let target = args.target_version.or_else(|| installed(context));
    if args.fix {
        fix(&main, target, context)?;
    }
    let examined = config::check(&main, peer.as_ref(), target)?;
    print(&examined, args.format, context);
    let worst = examined.findings.iter().map(|found| found.severity).max();
    let counts = match args.deny {
        None => Severity::Error,
        Some(Deny::Warning) => Severity::Warning,
        Some(Deny::Hint) => Severity::Hint,
    };
    match worst {
        Some(worst) if worst >= counts => Err(Failure::found()),
        _ => Ok(()),
    }
}

/// The release on this machine, so that keywords it does not know are found.
fn installed(context: &Context) -> Option<Version> {
    let program = context.layout.keepalived()?;
    Engine::new(program).version()?.parse().ok()
}

fn fix(main: &Source, target: Option<Version>, context: &Context) -> Result<(), Failure> {
    let Source::File(path) = main else {
        return Err(Failure::new(
            Status::Usage,
            Explanation::new(Message::new("error-config-fix-stdin")),
        ));
    };
    let count = config::fix(path, target)?;
    context
        .output
        .tell(&Message::new("config-fixed").with("count", count));
    Ok(())
}

fn print(examined: &Examined, format: CheckFormat, context: &Context) {
    if context.output.is_json() || format == CheckFormat::Json {
        context.output.data(&data::findings(examined));
        return;
    }
    if format == CheckFormat::Sarif {
        let lang = context.output.messages().lang();
        context.output.data(&sarif::log(examined, lang));
        return;
    }
    let renderer = text::Renderer::new(examined, context.output.messages());
    for finding in &examined.findings {
        context.output.raw(&renderer.render(finding));
    }
    context.output.tell(&summary(examined));
}

fn summary(examined: &Examined) -> Message {
    let count = |severity| {
        let findings = examined.findings.iter();
        findings.filter(|found| found.severity == severity).count()
    };
    if examined.findings.is_empty() {
        return Message::new("config-clean");
    }
    Message::new("config-summary")
        .with("errors", count(Severity::Error))
        .with("warnings", count(Severity::Warning))
        .with("hints", count(Severity::Hint))
}
