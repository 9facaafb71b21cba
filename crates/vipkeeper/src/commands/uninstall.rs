//! `vipkeeper uninstall`.

use std::path::PathBuf;

use keeper::Message;
use keeper::install::{self, Removed, Trouble};
use keeper::message::Explain;
use serde::Serialize;

use crate::context::Context;
use crate::failure::{Failure, Status};

#[derive(Serialize)]
struct RemovedData<'a> {
    removed: &'a [PathBuf],
    kept: &'a [PathBuf],
    foreign: &'a [PathBuf],
    package: Option<&'a str>,
    build_packages: &'a [String],
}

/// Takes away what `install` has made, and says what stays.
pub(crate) fn run(purge: bool, context: &Context) -> Result<(), Failure> {
    super::service::require_root()?;
    let program = context.program()?;
    let removed = install::remove(&context.layout, &program, purge, &mut |message| {
        context.output.tell(&message);
    })?;
    match context.output.is_json() {
        true => context.output.data(&RemovedData {
            removed: &removed.gone,
            kept: &removed.kept,
            foreign: &removed.foreign,
            package: removed.package.as_deref(),
            build_packages: &removed.build_packages,
        }),
        false => in_words(&removed, context),
    }
    Ok(())
}

fn in_words(removed: &Removed, context: &Context) {
    let output = &context.output;
    if removed.gone.is_empty() && removed.package.is_none() {
        output.tell(&Message::new("uninstall-nothing"));
        return;
    }
    output.tell(&Message::new("uninstall-removed").with("count", removed.gone.len()));
    for (id, paths) in [
        ("uninstall-kept", &removed.kept),
        ("uninstall-foreign", &removed.foreign),
    ] {
        for path in paths {
            output.tell(&Message::new(id).with("path", path.display()));
        }
    }
    if !removed.build_packages.is_empty() {
        let packages = removed.build_packages.join(" ");
        output.tell(&Message::new("uninstall-build-packages").with("packages", packages));
    }
}

impl From<Trouble> for Failure {
    fn from(error: Trouble) -> Self {
        Self::new(Status::Failed, error.explain())
    }
}
