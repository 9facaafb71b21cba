//! `vipkeeper config get` and `set`: one value, and every other byte stays.

use std::path::PathBuf;

use keeper::config::language::edit::Value;
use keeper::config::{self, Source};
use serde::Serialize;

use super::source;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Serialize)]
struct ValueData {
    path: String,
    values: Vec<String>,
}

/// Prints the words of a value in one line, or the lines of a block.
pub(crate) fn get(path: &str, file: Option<PathBuf>, context: &Context) -> Result<(), Failure> {
    let text = config::read(&source(file, context))?.text;
    let (values, separator) = match config::get(&text, path)? {
        Value::Words(words) => (words, " "),
        Value::Lines(lines) => (lines, "\n"),
    };
    if context.output.is_json() {
        let path = path.to_owned();
        context.output.data(&ValueData { path, values });
    } else {
        context.output.raw(&format!("{}\n", values.join(separator)));
    }
    Ok(())
}

/// Sets it in the file; what came by standard input is printed.
pub(crate) fn set(
    path: &str,
    value: &str,
    file: Option<PathBuf>,
    context: &Context,
) -> Result<(), Failure> {
    let source = source(file, context);
    let old = config::read(&source)?.text;
    let new = config::set(&old, path, value)?;
    match source {
        Source::Stdin => context.output.bytes(&new),
        Source::File(_) if old == new => {}
        Source::File(path) => config::write(&path, &new)?,
    }
    Ok(())
}
