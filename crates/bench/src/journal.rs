//! Results as they come: one JSON document a line, written at once, so that a run which is cut off goes
//! on where it was.
//!
//! The first line says what was measured and where. Results of another program or machine are never
//! mixed with these.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::machine::Machine;

/// A file of results that is being added to.
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

/// What a file of results holds.
#[derive(Debug)]
pub(crate) struct Contents<T> {
    pub(crate) machine: Machine,
    pub(crate) results: Vec<T>,
}

impl Journal {
    /// Opens it for more results of `machine` and gives those that it has; makes it when it is not
    /// there.
    pub(crate) fn open<T: DeserializeOwned>(
        path: &Path,
        machine: &Machine,
    ) -> anyhow::Result<(Self, Vec<T>)> {
        let found = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("read {}", path.display())),
        };
        let whole = whole_lines(&found);
        let results = match whole.is_empty() {
            true => Vec::new(),
            false => {
                let contents: Contents<T> = parse(whole, path)?;
                ensure!(
                    contents.machine == *machine,
                    "{} has results of {}, and this is {machine}: measure anew with --fresh",
                    path.display(),
                    contents.machine
                );
                contents.results
            }
        };
        let mut journal = Self::append_to(path, whole.len())?;
        if whole.is_empty() {
            journal.add(machine)?;
        }
        Ok((journal, results))
    }

    fn append_to(path: &Path, length: usize) -> anyhow::Result<Self> {
        let open = || -> io::Result<File> {
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory)?;
            }
            let file = File::options().create(true).append(true).open(path)?;
            file.set_len(length as u64)?;
            Ok(file)
        };
        Ok(Self {
            path: path.to_owned(),
            file: open().with_context(|| format!("write {}", path.display()))?,
        })
    }

    /// Adds a result. It is in the file when this returns.
    pub(crate) fn add(&mut self, result: &impl Serialize) -> anyhow::Result<()> {
        let mut line = serde_json::to_string(result)?;
        line.push('\n');
        self.file
            .write_all(line.as_bytes())
            .with_context(|| format!("write {}", self.path.display()))
    }
}

/// What the file at `path` holds; `None` when it is not there.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Option<Contents<T>>> {
    match fs::read_to_string(path) {
        Ok(text) if whole_lines(&text).is_empty() => Ok(None),
        Ok(text) => parse(whole_lines(&text), path).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
    }
}

fn parse<T: DeserializeOwned>(lines: &str, path: &Path) -> anyhow::Result<Contents<T>> {
    let mut lines = lines.lines().zip(1..);
    let wrong = |number: usize| format!("{}, line {number}", path.display());
    let (head, number) = lines.next().with_context(|| wrong(1))?;
    let machine = serde_json::from_str(head).with_context(|| wrong(number))?;
    let results = lines
        .map(|(line, number)| serde_json::from_str(line).with_context(|| wrong(number)))
        .collect::<anyhow::Result<_>>()?;
    Ok(Contents { machine, results })
}

/// Without the line at the end whose writing was cut off.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n').map_or("", |end| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reopened(path: &Path, machine: &Machine) -> anyhow::Result<Vec<u32>> {
        Journal::open(path, machine).map(|(_, results)| results)
    }

    #[test]
    fn what_was_written_is_there_again_without_the_line_that_was_cut_off() -> anyhow::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("below").join("results.jsonl");
        let machine = Machine::sample();
        let (mut journal, none) = Journal::open::<u32>(&path, &machine)?;
        assert!(none.is_empty());
        journal.add(&1)?;
        journal.add(&2)?;
        journal.file.write_all(b"{\"cut of")?;
        assert_eq!(reopened(&path, &machine)?, [1, 2]);
        let (mut journal, _) = Journal::open::<u32>(&path, &machine)?;
        journal.add(&3)?;
        assert_eq!(reopened(&path, &machine)?, [1, 2, 3]);
        let contents = read::<u32>(&path)?.context("it is there")?;
        assert_eq!((contents.machine, contents.results.len()), (machine, 3));
        Ok(())
    }

    #[test]
    fn results_of_another_program_are_not_added_to() -> anyhow::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("results.jsonl");
        Journal::open::<u32>(&path, &Machine::sample())?;
        let other = Machine {
            program: "vipkeeper 9.9.9".to_owned(),
            ..Machine::sample()
        };
        let error = reopened(&path, &other).expect_err("it is another program");
        let error = error.to_string();
        assert!(
            error.contains("9.9.9") && error.contains("--fresh"),
            "{error}"
        );
        Ok(())
    }

    #[test]
    fn a_line_that_is_no_result_is_named() -> anyhow::Result<()> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("results.jsonl");
        let (mut journal, _) = Journal::open::<u32>(&path, &Machine::sample())?;
        journal.add(&"no number")?;
        let error = read::<u32>(&path).expect_err("it is no number");
        assert!(format!("{error:#}").contains("line 2"), "{error:#}");
        assert!(read::<u32>(&directory.path().join("absent"))?.is_none());
        Ok(())
    }
}
