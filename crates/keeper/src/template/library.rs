//! The templates there are: those that vipkeeper brings and the user's own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::TemplateError;
use super::head::Head;
use super::shipped::SHIPPED;
use crate::config::{self, Source};

/// A template: a name and its text, split into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name by which it is asked for.
    pub name: String,
    /// Title and parameters.
    pub head: Head,
    /// The user's file; `None`: vipkeeper brings it.
    pub path: Option<PathBuf>,
    /// The whole text; line numbers in errors count in it.
    pub(super) text: String,
}

/// How a line of the head begins.
pub(super) const HEAD_MARK: &str = "#:";
/// How a line of the vipkeeper.toml part begins.
pub(super) const CHECKS_MARK: &str = "#>";
/// What a user's template is called in its directory.
const EXTENSION: &str = "conf";

impl Template {
    /// Reads a template's text.
    pub fn parse(name: &str, text: &str) -> Result<Self, TemplateError> {
        // Lines and columns stay, so that an error names those of the file.
        let head: String = text
            .lines()
            .map(|line| match line.strip_prefix(HEAD_MARK) {
                Some(rest) => format!("  {rest}\n"),
                None => "\n".to_owned(),
            })
            .collect();
        let head = Head::parse(&head).map_err(|reason| TemplateError::Head {
            name: name.to_owned(),
            reason: reason.trim_end().to_owned(),
        })?;
        Ok(Self {
            name: name.to_owned(),
            head,
            path: None,
            text: text.to_owned(),
        })
    }
}

/// All templates; a user's own stands in front of one of ours that has its
/// name.
#[derive(Debug, Clone)]
pub struct Library {
    directory: PathBuf,
}

impl Library {
    /// Ours, and the user's in this directory.
    #[must_use]
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
        }
    }

    /// Every template by name, and what is wrong with those that cannot be
    /// read: one broken file hides no other.
    pub fn all(&self) -> Result<Vec<Result<Template, TemplateError>>, TemplateError> {
        let names = self.names()?;
        Ok(names.iter().map(|name| self.find(name)).collect())
    }

    /// The template of this name.
    pub fn find(&self, name: &str) -> Result<Template, TemplateError> {
        let names = self.names()?;
        // Names that are there, so that none leads out of the directory.
        if !names.iter().any(|known| known == name) {
            return Err(TemplateError::Unknown {
                name: name.to_owned(),
                known: names,
            });
        }
        let path = self.directory.join(name).with_added_extension(EXTENSION);
        match (path.exists(), shipped(name)) {
            (false, Some(text)) => Template::parse(name, text),
            _ => Self::read(name, path),
        }
    }

    /// The template of the other node.
    pub fn counterpart(&self, template: &Template) -> Result<Template, TemplateError> {
        match &template.head.counterpart {
            Some(name) => self.find(name),
            None => Ok(template.clone()),
        }
    }

    fn read(name: &str, path: PathBuf) -> Result<Template, TemplateError> {
        let input = config::read(&Source::File(path.clone()));
        let input = input.map_err(|source| TemplateError::Read {
            name: name.to_owned(),
            source,
        })?;
        let text = String::from_utf8(input.text)
            .map_err(|_| TemplateError::NotText { path: path.clone() })?;
        let template = Template::parse(name, &text)?;
        Ok(Template {
            path: Some(path),
            ..template
        })
    }

    /// The names, sorted, ours first.
    fn names(&self) -> Result<Vec<String>, TemplateError> {
        let mut names: Vec<_> = SHIPPED.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut own = self.own_names().map_err(|source| TemplateError::List {
            path: self.directory.clone(),
            source,
        })?;
        own.retain(|name| shipped(name).is_none());
        own.sort();
        names.append(&mut own);
        Ok(names)
    }

    fn own_names(&self) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let paths = entries.map(|entry| Ok(entry?.path()));
        let paths = paths.collect::<io::Result<Vec<_>>>()?;
        Ok(paths.iter().filter_map(|path| name_of(path)).collect())
    }
}

fn shipped(name: &str) -> Option<&'static str> {
    let found = SHIPPED.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

/// `nginx.conf` → `nginx`; editors' copies such as `nginx.conf~` are none.
fn name_of(path: &Path) -> Option<String> {
    let is_template = path.extension().is_some_and(|ext| ext == EXTENSION);
    let stem = path.file_stem()?.to_str()?;
    (is_template && !stem.starts_with('.')).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Library) {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(directory.path().join(name), text).unwrap();
        }
        let library = Library::new(directory.path());
        (directory, library)
    }

    #[test]
    fn a_broken_template_hides_no_other() {
        let (_directory, library) = library(&[
            ("broken.conf", b"#: title = \n"),
            ("binary.conf", b"\xff\xfe"),
            ("plain.conf", b"router_id {$HOST_NAME}\n"),
            ("plain.conf~", b""),
        ]);
        let all = library.all().unwrap();
        assert_eq!(all.len(), SHIPPED.len() + 3);
        let broken: Vec<_> = all.iter().filter_map(|one| one.as_ref().err()).collect();
        assert_eq!(broken.len(), 2, "{broken:?}");
        assert!(
            matches!(broken[0], TemplateError::NotText { path } if path.ends_with("binary.conf"))
        );
        assert!(matches!(broken[1], TemplateError::Head { name, .. } if name == "broken"));
        assert_eq!(library.find("plain").unwrap().head, Head::default());
    }

    #[test]
    fn an_own_template_stands_in_front_of_ours() {
        let (_directory, library) = library(&[("tcp-pair.conf", b"! mine\n")]);
        let template = library.find("tcp-pair").unwrap();
        assert_eq!(template.text, "! mine\n");
        assert_eq!(library.all().unwrap().len(), SHIPPED.len());
    }

    #[test]
    fn no_name_leads_out_of_the_directory() {
        let (directory, _) = library(&[("secret.conf", b"x\n")]);
        fs::create_dir(directory.path().join("templates")).unwrap();
        let library = Library::new(directory.path().join("templates"));
        let error = library.find("../secret").unwrap_err();
        assert!(matches!(error, TemplateError::Unknown { .. }), "{error}");
    }
}
