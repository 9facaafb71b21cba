//! A file's name says what the file is about.

use crate::tree;

/// Names that say nothing about what is inside, so that everything ends there.
const EMPTY_NAMES: &[&str] = &[
    "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils",
];

#[test]
fn no_file_and_no_directory_has_a_name_that_says_nothing() -> anyhow::Result<()> {
    let mut found = Vec::new();
    for directory in ["crates", "xtask", "web", "bench", "fuzz", "integrations"] {
        if !tree::root().join(directory).exists() {
            continue;
        }
        found.extend(tree::files(directory)?.into_iter().filter(|path| {
            !path.starts_with("web/vendor")
                && path
                    .iter()
                    .filter_map(|part| part.to_str())
                    .any(says_nothing)
        }));
    }
    assert!(found.is_empty(), "{found:?}");
    Ok(())
}

#[test]
fn an_empty_name_is_seen_with_and_without_an_extension() {
    assert!(says_nothing("utils.rs"));
    assert!(says_nothing("helpers"));
    assert!(!says_nothing("manager_bus.rs"));
}

fn says_nothing(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    EMPTY_NAMES.contains(&stem)
}
