//! `vipkeeper script history` and `restore`.

use std::path::Path;

use keeper::script::{self, ScriptError};
use keeper::store::{RevisionNumber, ScriptRevision, Store};
use serde::Serialize;

use super::edit;
use crate::commands::apply::local;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Serialize)]
struct ScriptRevisionData {
    revision: RevisionNumber,
    at: jiff::Timestamp,
    author: String,
    bytes: u64,
}

/// Lists what a script has been, newest first.
pub(super) fn list(name: &str, context: &Context) -> Result<(), Failure> {
    let revisions = of(name, context, Store::script_revisions)?;
    if context.output.is_json() {
        let data: Vec<_> = revisions.into_iter().map(describe).collect();
        context.output.data(&data);
        return Ok(());
    }
    for revision in revisions {
        let (number, at) = (revision.number, local(revision.at));
        let line = format!("{number:>4}  {at}  {}\n", revision.author);
        context.output.raw(&line);
    }
    Ok(())
}

/// Puts a text back that the script had.
pub(super) fn restore(
    name: &str,
    revision: RevisionNumber,
    context: &Context,
) -> Result<(), Failure> {
    let text = of(name, context, |store, path| {
        store.script_text(path, revision)
    })?;
    let script = script::find(&context.layout, name)?;
    match script.program() {
        Some(path) => edit::save(path, &text, context),
        None => Err(ScriptError::NothingToRun { name: script.name }.into()),
    }
}

fn describe(revision: ScriptRevision) -> ScriptRevisionData {
    ScriptRevisionData {
        revision: revision.number,
        at: revision.at,
        author: revision.author,
        bytes: revision.length,
    }
}

/// Asks the history about the file of a script.
fn of<T>(
    name: &str,
    context: &Context,
    ask: impl FnOnce(&Store, &Path) -> Result<T, keeper::store::StoreError>,
) -> Result<T, Failure> {
    crate::commands::service::require_root()?;
    let script = script::find(&context.layout, name)?;
    let Some(path) = script.program() else {
        return Err(ScriptError::NothingToRun { name: script.name }.into());
    };
    let store = Store::open(&context.layout.history())?;
    Ok(ask(&store, path)?)
}
