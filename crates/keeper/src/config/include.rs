//! Answering `include`: which files match, and what they say.
//!
//! Only files under the configuration's own directory are read: a file that
//! was handed to us to be examined must not make us read the whole machine.

use std::path::{Path, PathBuf};

use keepalived_conf::expand::{IncludeRequest, Included, InputFile, MAX_INCLUDED_FILES};

use super::read::read_file;

/// Answers one request; `root` is the directory of the first file.
pub(crate) fn answer(request: &IncludeRequest, root: &Path) -> Included {
    let pattern = String::from_utf8_lossy(&request.pattern);
    let pattern = pattern.trim().trim_matches('"');
    let mut answer = Included::default();
    for alternative in alternatives(pattern) {
        let pattern = Path::new(&request.directory).join(&alternative);
        match matches(&pattern) {
            Ok(paths) if paths.is_empty() => {
                answer.trouble = Some(format!("{}: no such file", pattern.display()));
            }
            Ok(paths) => paths.iter().for_each(|path| add(path, root, &mut answer)),
            Err(reason) => answer.trouble = Some(reason),
        }
    }
    answer
}

fn add(path: &Path, root: &Path, answer: &mut Included) {
    match read_inside(path, root) {
        Ok(file) => answer.files.push(file),
        Err(reason) => answer.trouble = Some(reason),
    }
}

fn read_inside(path: &Path, root: &Path) -> Result<InputFile, String> {
    let resolve = |path: &Path| {
        path.canonicalize()
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    if !resolve(path)?.starts_with(resolve(root)?) {
        return Err(format!(
            "{} lies outside {} and was not read",
            path.display(),
            root.display()
        ));
    }
    read_file(path).map_err(|error| error.to_string())
}

fn matches(pattern: &Path) -> Result<Vec<PathBuf>, String> {
    let pattern = pattern.display().to_string();
    let paths = glob::glob(&pattern).map_err(|error| format!("{pattern}: {error}"))?;
    Ok(paths.flatten().take(MAX_INCLUDED_FILES).collect())
}

/// `a{b,c}d` → `abd`, `acd`, as glob(3) does with `GLOB_BRACE`; braces within
/// braces are left alone.
fn alternatives(pattern: &str) -> Vec<String> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return vec![pattern.to_owned()];
    };
    let Some((inside, after)) = rest.split_once('}') else {
        return vec![pattern.to_owned()];
    };
    inside
        .split(',')
        .take(MAX_INCLUDED_FILES)
        .map(|choice| format!("{before}{choice}{after}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Source, expand_source};

    #[test]
    fn braces_become_alternatives() {
        assert_eq!(alternatives("a{b,c}d"), ["abd", "acd"]);
        assert_eq!(alternatives("plain*.conf"), ["plain*.conf"]);
        assert_eq!(alternatives("open{a,b"), ["open{a,b"]);
    }

    #[test]
    fn includes_are_read_in_order_and_not_from_outside() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("keepalived");
        std::fs::create_dir_all(inner.join("conf.d")).unwrap();
        let main = inner.join("keepalived.conf");
        std::fs::write(&main, "include conf.d/*.conf\ninclude ../secret\n").unwrap();
        std::fs::write(inner.join("conf.d/b.conf"), "# b\n").unwrap();
        std::fs::write(inner.join("conf.d/a.conf"), "# a\n").unwrap();
        std::fs::write(outer.path().join("secret"), "password\n").unwrap();
        let expansion = expand_source(&Source::File(main)).unwrap();
        let names: Vec<_> = expansion.files.iter().map(|file| &file.name).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(names[1].ends_with("a.conf") && names[2].ends_with("b.conf"));
        assert!(!expansion.problems.is_empty());
    }
}
