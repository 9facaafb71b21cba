//! `vipkeeper script edit` and `new`.

use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use keeper::message::Explain;
use keeper::script::{self, Question, find_program};
use keeper::{Explanation, Message};

use crate::commands::recover::author;
use crate::context::{Context, internal};
use crate::failure::{Failure, Status};

/// What edits when neither VISUAL nor EDITOR says (Debian's alternative, and
/// what every other Unix has).
const EDITORS: [&str; 2] = ["editor", "vi"];

/// Makes a script that asks one question, or says no until it is written.
pub(super) fn create(
    name: &str,
    check: Option<String>,
    target: Option<String>,
    context: &Context,
) -> Result<(), Failure> {
    crate::commands::service::require_root()?;
    let mut launch = vec![context.program()?.into_os_string()];
    launch.extend(context.layout.arguments());
    let comment = Message::new(match check {
        Some(_) => "script-comment-asks",
        None => "script-comment-empty",
    });
    let comment = context.output.messages().text(&comment);
    let question = check.map(|kind| Question { kind, target });
    let path = script::create(&context.layout, name, &comment, &launch, question.as_ref())?;
    let made = Message::new("script-made").with("path", path.display());
    context.output.tell(&made);
    Ok(())
}

/// Replaces a script's text by a file's, or by what an editor makes of it.
pub(super) fn edit(name: &str, with: Option<&Path>, context: &Context) -> Result<(), Failure> {
    crate::commands::service::require_root()?;
    let script = script::find(&context.layout, name)?;
    let Some(path) = script.program() else {
        return Err(script::ScriptError::NothingToRun { name: script.name }.into());
    };
    let old = read(path)?;
    let new = match with {
        Some(with) if with == Path::new("-") => stdin()?,
        Some(with) => read(with)?,
        None => edited(path, &old)?,
    };
    if new == old {
        context.output.tell(&Message::new("script-unchanged"));
        return Ok(());
    }
    save(path, &new, context)
}

/// Replaces the text and keeps both in the history.
pub(super) fn save(path: &Path, text: &[u8], context: &Context) -> Result<(), Failure> {
    if let Some(error) = script::revise(&context.layout, path, text, &author())? {
        context.output.warn(&error.explain().message);
    }
    let saved = Message::new("script-saved").with("path", path.display());
    context.output.tell(&saved);
    Ok(())
}

/// The text after the user's editor has had it.  It works on a copy with the
/// script's name, so that Keepalived never runs a half-written one.
fn edited(path: &Path, old: &[u8]) -> Result<Vec<u8>, Failure> {
    let directory = tempfile::tempdir().map_err(|error| internal(&error))?;
    let copy = directory
        .path()
        .join(path.file_name().unwrap_or(path.as_os_str()));
    std::fs::write(&copy, old).map_err(|error| internal(&error))?;
    let editor = editor();
    // It may be named with its options.
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec $0 \"$1\""])
        .arg(&editor)
        .arg(&copy);
    match command.status() {
        Ok(status) if status.success() => read(&copy),
        Ok(_) => Err(not_edited(&editor, None)),
        Err(error) => Err(not_edited(&editor, Some(&error))),
    }
}

/// The user's choice, as every program that edits reads it; else what is here.
fn editor() -> OsString {
    let chosen = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(std::env::var_os);
    let here = EDITORS
        .into_iter()
        .filter(|name| find_program(name).is_some());
    let mut all = chosen.chain(here.map(OsString::from));
    all.find(|editor| !editor.is_empty())
        .unwrap_or_else(|| EDITORS[1].into())
}

fn not_edited(editor: &std::ffi::OsStr, error: Option<&std::io::Error>) -> Failure {
    let message = Message::new("error-script-editor").with("editor", editor.to_string_lossy());
    let explanation = Explanation::new(message).hint(Message::new("hint-script-editor"));
    let explanation = match error {
        Some(error) => explanation.cause(error),
        None => explanation,
    };
    Failure::new(Status::Failed, explanation)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let message = Message::new("error-read-file").with("path", path.display());
        Failure::new(Status::Failed, Explanation::new(message).cause(&error))
    })
}

fn stdin() -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let mut input = std::io::stdin().lock();
    input
        .read_to_end(&mut text)
        .map_err(|error| internal(&error))?;
    Ok(text)
}
