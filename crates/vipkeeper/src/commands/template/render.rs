//! `vipkeeper template render`: a template filled in, for this server, for the
//! other one, or for both at once.

use std::collections::BTreeMap;

use keeper::config::language::catalog::Version;
use keeper::engine::Engine;
use keeper::template::{self, Filled, Library, NEW_SECRET, Order, Part, Profile, Surroundings};
use keeper::{Explanation, Message};

use crate::cli::{self, TemplateRenderArgs};
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Prints the text, or writes it to new files.
pub(super) fn run(
    args: &TemplateRenderArgs,
    library: &Library,
    context: &Context,
) -> Result<(), Failure> {
    require_sensible(args)?;
    let template = library.find(&args.name)?;
    let counterpart = match args.peer || args.peer_output.is_some() {
        true => library.counterpart(&template)?,
        false => template.clone(),
    };
    let given = assignments(&args.set)?;
    let program = context.program()?;
    let surroundings = Surroundings::of_this_machine(&context.layout, &program);
    let surroundings = context.block_on(surroundings)??;
    let filled = template.fill(&Order {
        given: &given,
        profile: args.profile.map(Profile::from),
        release: args.target_version.or_else(|| installed(context)),
        surroundings: &surroundings,
    })?;
    let own = match args.peer {
        true => text(&filled.peer(&counterpart)?, args, context)?,
        false => text(&filled, args, context)?,
    };
    let peer = match args.peer_output {
        Some(_) => text(&filled.peer(&counterpart)?, args, context)?,
        None => String::new(),
    };
    let files = [(&args.output, &own), (&args.peer_output, &peer)];
    let files: Vec<_> = files
        .into_iter()
        .filter_map(|(path, text)| Some((path.as_deref()?, text.as_str())))
        .collect();
    template::write_new(&files)?;
    if args.output.is_none() {
        context.output.raw(&own);
    }
    Ok(())
}

/// The text of one server; what its reader should know goes beside it.
fn text(
    filled: &Filled<'_>,
    args: &TemplateRenderArgs,
    context: &Context,
) -> Result<String, Failure> {
    let part = match args.part {
        cli::Part::Config => Part::Config,
        cli::Part::Checks => Part::Checks,
    };
    let rendered = filled.render(part, context.output.messages().lang())?;
    for warning in &rendered.warnings {
        // With both files written the other server has the same secret.
        if args.peer_output.is_none() || warning.id() != NEW_SECRET {
            context.output.warn(warning);
        }
    }
    Ok(rendered.text)
}

fn require_sensible(args: &TemplateRenderArgs) -> Result<(), Failure> {
    let message = match (&args.output, &args.peer_output, args.part) {
        (Some(own), Some(peer), _) if own == peer => {
            Message::new("error-output-same").with("path", own.display())
        }
        (_, Some(_), cli::Part::Checks) => Message::new("error-output-checks"),
        _ => return Ok(()),
    };
    Err(Failure::new(Status::Usage, Explanation::new(message)))
}

/// The release on this machine, so that nothing is rendered that it cannot run.
fn installed(context: &Context) -> Option<Version> {
    let program = context.layout.keepalived()?;
    Engine::new(program).version()?.parse().ok()
}

impl From<cli::Profile> for Profile {
    fn from(profile: cli::Profile) -> Self {
        match profile {
            cli::Profile::Classic => Self::Classic,
            cli::Profile::Fast => Self::Fast,
            cli::Profile::Hmac => Self::Hmac,
        }
    }
}

/// `["vip=10.0.0.1/24"]` as a map; names are written with `-` or `_`.
pub(in crate::commands) fn assignments(
    set: &[String],
) -> Result<BTreeMap<String, String>, Failure> {
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
