//! What the two files are worth: examined against each other, and played
//! through.

use std::path::Path;

use keeper::Message;
use keeper::config::language::catalog::Version;
use keeper::config::{self, Source};

use crate::commands::{config::text::Renderer, simulate};
use crate::context::Context;
use crate::failure::Failure;

/// Shows what the linter finds in either file.
pub(super) fn examine(
    own: &Path,
    peer: &Path,
    release: Option<Version>,
    context: &Context,
) -> Result<(), Failure> {
    let source = |path: &Path| Source::File(path.to_owned());
    for (file, other) in [(own, peer), (peer, own)] {
        let examined = config::check(&source(file), Some(&source(other)), release)?;
        if examined.findings.is_empty() {
            continue;
        }
        context.output.tell(&Message::new("wizard-findings"));
        let renderer = Renderer::new(&examined, context.output.messages());
        for finding in &examined.findings {
            context.output.aside(&renderer.render(finding));
        }
    }
    Ok(())
}

/// Shows which single failure brings the VIP to the other server, and when.
pub(super) fn simulate(own: &Path, peer: &Path, context: &Context) -> Result<(), Failure> {
    let text = simulate::told(own, peer, context)?;
    context.output.raw(&text);
    Ok(())
}
