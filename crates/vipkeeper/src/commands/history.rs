//! `vipkeeper history`: what keepalived.conf has been.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use keeper::message::Explain;
use keeper::store::{FileSet, Revision, RevisionNumber, Store, StoreError};
use keeper::{Explanation, Message};
use serde::Serialize;
use similar::TextDiff;

use super::apply::local;
use super::recover::applier;
use super::service::require_root;
use crate::cli::HistoryCommand;
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Lists the revisions, or runs one of the subcommands.
pub(crate) fn run(command: Option<HistoryCommand>, context: &Context) -> Result<(), Failure> {
    require_root()?;
    match command {
        None => list(context),
        Some(HistoryCommand::Show { revision }) => show(revision, context),
        Some(HistoryCommand::Diff { revision, with }) => diff(revision, with, context),
        Some(HistoryCommand::Export { file }) => export(&file, context),
        Some(HistoryCommand::Import { file }) => import(&file, context),
    }
}

fn store(context: &Context) -> Result<Store, Failure> {
    Ok(Store::open(&context.layout.history())?)
}

#[derive(Serialize)]
struct RevisionData {
    revision: RevisionNumber,
    at: jiff::Timestamp,
    author: String,
    message: Option<String>,
    origin: &'static str,
    result: &'static str,
    reason: Option<String>,
    parent: Option<RevisionNumber>,
    sha256: String,
    live: bool,
}

/// Newest first.  What another hand has put into place is noticed before.
fn list(context: &Context) -> Result<(), Failure> {
    // Somebody else's change, or a file that cannot be read, hides no history.
    if let Ok(applier) = applier(context) {
        let _ = applier.notice();
    }
    let store = store(context)?;
    let live = store.live()?.map(|revision| revision.number);
    let revisions = store.revisions()?;
    if context.output.is_json() {
        let all = revisions.into_iter();
        let data: Vec<_> = all.map(|revision| describe(revision, live)).collect();
        context.output.data(&data);
        return Ok(());
    }
    if revisions.is_empty() {
        context.output.tell(&Message::new("history-empty"));
    }
    for revision in revisions {
        line(&revision, live, context);
    }
    Ok(())
}

fn describe(revision: Revision, live: Option<RevisionNumber>) -> RevisionData {
    RevisionData {
        live: live == Some(revision.number),
        revision: revision.number,
        at: revision.at,
        author: revision.author,
        message: revision.message,
        origin: revision.origin.word(),
        result: revision.result.word(),
        reason: revision.reason,
        parent: revision.parent,
        sha256: revision.sha256,
    }
}

fn line(revision: &Revision, live: Option<RevisionNumber>, context: &Context) {
    let mark = match live == Some(revision.number) {
        true => "*",
        false => " ",
    };
    let message = Message::new("history-line")
        .with("mark", mark)
        .with("revision", format!("{:>4}", revision.number))
        .with("at", local(revision.at))
        .with("author", &revision.author)
        .with("origin", revision.origin.word())
        .with("result", revision.result.word())
        .with("message", revision.message.as_deref().unwrap_or_default());
    let text = context.output.messages().text(&message);
    context.output.raw(&format!("{}\n", text.trim_end()));
    if let Some(reason) = &revision.reason {
        context
            .output
            .line(&Message::new("history-reason").with("reason", reason));
    }
}

/// The text of a revision; with several files, each under its name.
fn show(number: RevisionNumber, context: &Context) -> Result<(), Failure> {
    let store = store(context)?;
    let files = store.files(number)?;
    if context.output.is_json() {
        #[derive(Serialize)]
        struct ShowData {
            #[serde(flatten)]
            revision: RevisionData,
            files: Vec<FileData>,
        }
        #[derive(Serialize)]
        struct FileData {
            path: PathBuf,
            text: String,
        }
        let live = store.live()?.map(|revision| revision.number);
        let file = |file: &keeper::store::SetFile| FileData {
            path: file.path.clone(),
            text: String::from_utf8_lossy(&file.text).into_owned(),
        };
        context.output.data(&ShowData {
            revision: describe(store.revision(number)?, live),
            files: files.files().iter().map(file).collect(),
        });
        return Ok(());
    }
    for file in files.files() {
        if files.files().len() > 1 {
            context.output.raw(&format!("# {}\n", file.path.display()));
        }
        context.output.bytes(&file.text);
    }
    Ok(())
}

/// From one revision to another; without a second, from what was live when it
/// was made.  Exit status 3 when they differ.
fn diff(
    number: RevisionNumber,
    with: Option<RevisionNumber>,
    context: &Context,
) -> Result<(), Failure> {
    let store = store(context)?;
    let (from, to) = match with {
        Some(with) => (Some(number), with),
        None => (store.revision(number)?.parent, number),
    };
    let nothing = FileSet::new(Vec::new());
    let old = from.map_or(Ok(nothing), |from| store.files(from))?;
    let new = store.files(to)?;
    let name = |number: Option<RevisionNumber>, path: &Path| match number {
        Some(number) => format!("{number}/{}", path.display()),
        None => "/dev/null".to_owned(),
    };
    let mut differs = false;
    let gone = old
        .files()
        .iter()
        .filter(|file| new.text(&file.path).is_none());
    for path in new.files().iter().chain(gone).map(|file| &file.path) {
        let text = |set: &FileSet| {
            String::from_utf8_lossy(set.text(path).unwrap_or_default()).into_owned()
        };
        let (before, after) = (text(&old), text(&new));
        if before != after {
            differs = true;
            let diff = TextDiff::from_lines(&before, &after);
            let mut unified = diff.unified_diff();
            unified.header(&name(from, path), &name(Some(to), path));
            context.output.raw(&unified.to_string());
        }
    }
    match differs {
        true => Err(Failure::found()),
        false => Ok(()),
    }
}

fn export(path: &Path, context: &Context) -> Result<(), Failure> {
    let store = store(context)?;
    let file = options().write(true).create(true).truncate(true).open(path);
    let written = file.map(BufWriter::new).and_then(|mut out| {
        let count = match store.export(&mut out) {
            Ok(written) => Ok(written?),
            Err(error) => Err(error),
        };
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(count)
    });
    let count = written.map_err(|error| unusable("error-write-file", path, &error))??;
    context
        .output
        .tell(&Message::new("history-exported").with("count", count));
    Ok(())
}

/// The texts hold passwords: a new file is its owner's alone.
fn options() -> std::fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.mode(0o600);
    options
}

fn import(path: &Path, context: &Context) -> Result<(), Failure> {
    let file = File::open(path).map_err(|error| unusable("error-read-file", path, &error))?;
    let count = store(context)?.import(BufReader::new(file))?;
    context
        .output
        .tell(&Message::new("history-imported").with("count", count));
    Ok(())
}

fn unusable(id: &'static str, path: &Path, error: &std::io::Error) -> Failure {
    let message = Message::new(id).with("path", path.display());
    Failure::new(Status::Failed, Explanation::new(message).cause(error))
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let status = match error {
            StoreError::NoSuchRevision { .. } => Status::Usage,
            _ => Status::Failed,
        };
        Self::new(status, error.explain())
    }
}
