//! `vipkeeper config diff`: what a file would change.

use std::path::{Path, PathBuf};

use keeper::config::{self, Source};
use similar::TextDiff;

use super::source;
use crate::context::Context;
use crate::failure::Failure;

/// Prints a unified diff from this node's file, or `with`, to `file`.  Exit
/// status 3 when they differ.
pub(crate) fn run(file: &Path, with: Option<PathBuf>, context: &Context) -> Result<(), Failure> {
    let old = config::read(&source(with, context))?;
    let new = config::read(&Source::from_argument(file.to_owned()))?;
    if old.text == new.text {
        return Ok(());
    }
    let (before, after) = (text(&old.text), text(&new.text));
    let diff = TextDiff::from_lines(&before, &after);
    let mut unified = diff.unified_diff();
    unified.header(&old.name, &new.name);
    context.output.raw(&unified.to_string());
    Err(Failure::found())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
