//! `vipkeeper template new`: the wizard in a terminal.
//!
//! Questions go to standard error and answers come from standard input, one a
//! line, so that they can be piped in.  Nothing is written before the last one.

mod dialogue;
mod proof;

use std::path::{Path, PathBuf};

use keeper::config::language::catalog::Version;
use keeper::engine::Engine;
use keeper::template::{self, Filled, Library, Order, Part, Template};
use keeper::wizard::{Answers, Facts, Interview};
use keeper::{Explanation, Message};

use crate::cli::TemplateNewArgs;
use crate::context::Context;
use crate::failure::{Failure, Status};

const OWN: &str = "keepalived.conf";
const PEER: &str = "keepalived-peer.conf";
const CHECKS: &str = "vipkeeper.toml";

/// Asks, writes both servers' files, examines and simulates them.
pub(super) fn run(
    args: TemplateNewArgs,
    library: &Library,
    context: &Context,
) -> Result<(), Failure> {
    if context.output.is_json() {
        let explanation = Explanation::new(Message::new("error-wizard-json"));
        let explanation = explanation.hint(Message::new("hint-wizard-json"));
        return Err(Failure::new(Status::Usage, explanation));
    }
    let own = args.output.unwrap_or_else(|| PathBuf::from(OWN));
    let peer = args.peer_output.unwrap_or_else(|| PathBuf::from(PEER));
    let program = context.program()?;
    let facts = Facts::of_this_machine(&context.layout, &program, installed(context));
    let facts = context.block_on(facts)??;
    let templates: Vec<_> = library.all()?.into_iter().flatten().collect();
    let mut interview = Interview::new(&templates, &facts);
    let answers = dialogue::hold(&mut interview, context)?;
    let answers = answers.and_then(|()| interview.finish());
    let Some(answers) = answers else {
        let message = Message::new("error-wizard-ended");
        return Err(Failure::new(Status::Usage, Explanation::new(message)));
    };
    let template = library.find(&answers.template)?;
    let counterpart = library.counterpart(&template)?;
    let filled = filled(&template, &answers, &facts)?;
    let texts = Texts::render(&filled, &counterpart, context)?;
    let checks = own.with_file_name(CHECKS);
    texts.write(&own, &peer, &checks)?;
    tell_written(&own, &peer, context);
    proof::examine(&own, &peer, facts.release, context)?;
    proof::simulate(&own, &peer, context)?;
    tell_next(&own, &peer, texts.has_checks().then_some(&checks), context);
    Ok(())
}

fn filled<'a>(
    template: &'a Template,
    answers: &'a Answers,
    facts: &'a Facts,
) -> Result<Filled<'a>, Failure> {
    let order = Order {
        given: &answers.given,
        profile: answers.profile,
        release: facts.release,
        surroundings: &facts.surroundings,
    };
    Ok(template.fill(&order)?)
}

/// The release on this machine, so that nothing is offered that it cannot run.
fn installed(context: &Context) -> Option<Version> {
    let program = context.layout.keepalived()?;
    Engine::new(program).written_version()?.parse().ok()
}

/// What is to be written.
struct Texts {
    own: String,
    peer: String,
    checks: String,
}

impl Texts {
    fn render(
        filled: &Filled<'_>,
        counterpart: &Template,
        context: &Context,
    ) -> Result<Self, Failure> {
        let lang = context.output.messages().lang();
        Ok(Self {
            own: filled.render(Part::Config, lang)?.text,
            peer: filled.peer(counterpart)?.render(Part::Config, lang)?.text,
            checks: filled.render(Part::Checks, lang)?.text,
        })
    }

    fn has_checks(&self) -> bool {
        !self.checks.trim().is_empty()
    }

    fn write(&self, own: &Path, peer: &Path, checks: &Path) -> Result<(), Failure> {
        let mut files = vec![(own, self.own.as_str()), (peer, self.peer.as_str())];
        if self.has_checks() {
            files.push((checks, &self.checks));
        }
        Ok(template::write_new(&files)?)
    }
}

fn tell_written(own: &Path, peer: &Path, context: &Context) {
    let written = Message::new("wizard-written")
        .with("own", own.display())
        .with("peer", peer.display());
    context.output.tell(&written);
}

fn tell_next(own: &Path, peer: &Path, checks: Option<&PathBuf>, context: &Context) {
    let arguments = context.layout.arguments();
    let words = arguments.iter().map(|word| word.to_string_lossy());
    let command: Vec<_> = std::iter::once("vipkeeper".into()).chain(words).collect();
    let next = Message::new("wizard-next")
        .with("command", command.join(" "))
        .with("own", own.display())
        .with("peer", peer.display());
    context.output.tell(&next);
    if let Some(checks) = checks {
        let before = Message::new("wizard-next-checks")
            .with("path", checks.display())
            .with("place", context.layout.settings().display());
        context.output.tell(&before);
    }
}
