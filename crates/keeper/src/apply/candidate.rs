//! Reading a configuration with what it includes as one set.
//!
//! An include is answered from beside the candidate, and where nothing there
//! matches from beside the live file, so that a single file can be applied
//! and what it includes stays.  What lies outside both directories is not part
//! of the set and not touched.

use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use keepalived_conf::expand::{self, Expansion, IncludeRequest, Included, InputFile};

use crate::config::{self, ConfigError, Source};
use crate::store::{FileSet, SetFile};

/// A configuration that was read.
#[derive(Debug)]
pub struct Candidate {
    /// Its files by their paths below the main file's directory.
    pub set: FileSet,
    /// What they expand to, with the names under which they were read.
    pub expansion: Expansion,
}

/// Reads a file, the `keepalived.conf` of a directory, or standard input.
/// `live` is the file that it is to become.
pub fn read(source: &Source, live: &Path) -> Result<Candidate, ConfigError> {
    let source = match source {
        Source::File(path) if path.is_dir() => Source::File(path.join(main_name(live))),
        other => other.clone(),
    };
    let main = config::read(&source)?;
    // What came by standard input lies beside nothing but the live file.
    let own = match source {
        Source::File(_) => PathBuf::from(&main.directory),
        Source::Stdin => directory(live),
    };
    Ok(expand(main, &own, &directory(live), live))
}

fn expand(main: InputFile, own: &Path, live: &Path, live_file: &Path) -> Candidate {
    let options = config::expand_options();
    let expansion = expand::expand(main, &options, &mut |request| answer(request, own, live));
    // One may lie below the other: the nearer one counts.
    let mut roots = [own, live];
    roots.sort_by_key(|root| std::cmp::Reverse(root.components().count()));
    let mut files = Vec::new();
    for (index, file) in expansion.files.iter().enumerate() {
        let path = match index {
            0 => Some(main_name(live_file)),
            _ => below(Path::new(&file.name), &roots),
        };
        files.extend(path.map(|path| SetFile {
            path,
            text: file.tree.source().to_vec(),
        }));
    }
    Candidate {
        set: FileSet::new(files),
        expansion,
    }
}

fn answer(request: &IncludeRequest, own: &Path, live: &Path) -> Included {
    let answer = config::answer(&moved(request, live, own), own);
    if own == live || !answer.files.is_empty() {
        return answer;
    }
    match config::answer(&moved(request, own, live), live) {
        found if found.files.is_empty() => answer,
        found => found,
    }
}

/// The request as it would be if everything below `from` lay below `to`.
fn moved(request: &IncludeRequest, from: &Path, to: &Path) -> IncludeRequest {
    let mut request = request.clone();
    let pattern = PathBuf::from(String::from_utf8_lossy(&request.pattern).trim_matches('"'));
    if let Ok(rest) = pattern.strip_prefix(from) {
        request.pattern = to.join(rest).as_os_str().as_bytes().to_vec();
    }
    if let Ok(rest) = Path::new(&request.directory).strip_prefix(from) {
        request.directory = to.join(rest).display().to_string();
    }
    request
}

/// The path below one of the roots, its links followed only where `..` makes
/// that necessary: a directory that is a link stays one.
fn below(path: &Path, roots: &[&Path]) -> Option<PathBuf> {
    let plain = |path: &Path| {
        path.components()
            .all(|part| matches!(part, Component::Normal(_)))
    };
    let strip = |path: &Path, root: &Path| {
        let rest = path.strip_prefix(root).ok()?;
        plain(rest).then(|| rest.to_owned())
    };
    roots.iter().find_map(|root| {
        strip(path, root).or_else(|| strip(&path.canonicalize().ok()?, &root.canonicalize().ok()?))
    })
}

/// The directory of a path that may have no parent.
pub(super) fn directory(path: &Path) -> PathBuf {
    path.parent()
        .map_or_else(|| PathBuf::from("/"), Path::to_owned)
}

/// What the main file is called in every set: as the live one.
pub(super) fn main_name(live: &Path) -> PathBuf {
    live.file_name()
        .map_or_else(|| PathBuf::from("keepalived.conf"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Place(tempfile::TempDir);

    impl Place {
        fn new(files: &[(&str, &str)]) -> Self {
            let place = Self(tempfile::tempdir().unwrap());
            for (path, text) in files {
                let path = place.0.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            place
        }

        fn read(&self, path: &str) -> Vec<(String, String)> {
            let source = Source::File(self.0.path().join(path));
            let live = self.0.path().join("live/keepalived.conf");
            let set = read(&source, &live).unwrap().set;
            let pair = |file: &SetFile| {
                let text = String::from_utf8_lossy(&file.text).into_owned();
                (file.path.display().to_string(), text)
            };
            set.files().iter().map(pair).collect()
        }
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_candidate_brings_its_includes_and_is_named_as_the_live_file() {
        let main = "include conf.d/*.conf\n";
        let place = Place::new(&[
            ("new/main.conf", main),
            ("new/conf.d/b.conf", "# new b\n"),
            ("live/conf.d/a.conf", "# live a\n"),
        ]);
        let expected = pairs(&[("keepalived.conf", main), ("conf.d/b.conf", "# new b\n")]);
        assert_eq!(place.read("new/main.conf"), expected);
    }

    #[test]
    fn an_include_that_matches_nothing_beside_it_stays_the_live_one() {
        let main = "include conf.d/*.conf\n";
        let place = Place::new(&[("new.conf", main), ("live/conf.d/a.conf", "# live a\n")]);
        let expected = pairs(&[("keepalived.conf", main), ("conf.d/a.conf", "# live a\n")]);
        assert_eq!(place.read("new.conf"), expected);
    }

    #[test]
    fn a_directory_is_its_main_file_and_an_absolute_path_means_the_same_file() {
        let place = Place::new(&[("new/conf.d/a.conf", "# new a\n")]);
        let live = place.0.path().join("live");
        let main = format!("include {}/conf.d/a.conf\n", live.display());
        fs::write(place.0.path().join("new/keepalived.conf"), &main).unwrap();
        let expected = pairs(&[("keepalived.conf", &main), ("conf.d/a.conf", "# new a\n")]);
        assert_eq!(place.read("new"), expected);
    }
}
