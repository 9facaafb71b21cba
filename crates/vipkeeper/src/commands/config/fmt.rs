//! `vipkeeper config fmt`: white space in order, nothing else.

use std::path::PathBuf;

use keeper::Message;
use keeper::config::{self, Source};

use super::source;
use crate::context::Context;
use crate::failure::Failure;

/// Rewrites the file, or prints what came by standard input.  With `check`
/// only tells whether anything would change, by exit status 3.
pub(crate) fn run(file: Option<PathBuf>, check: bool, context: &Context) -> Result<(), Failure> {
    let source = source(file, context);
    let old = config::read(&source)?.text;
    let new = config::formatted(&old)?;
    match (&source, check) {
        (_, true) if old == new => Ok(()),
        (_, true) => {
            context.output.tell(&Message::new("config-unformatted"));
            Err(Failure::found())
        }
        (Source::Stdin, false) => {
            context.output.bytes(&new);
            Ok(())
        }
        (Source::File(_), false) if old == new => Ok(()),
        (Source::File(path), false) => Ok(config::write(path, &new)?),
    }
}
