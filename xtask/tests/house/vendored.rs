//! What comes with the JavaScript modules that are not ours: the text of the
//! licence beside them, and a row with version and licence in the list.

use std::collections::BTreeSet;
use std::fs;

use anyhow::Context;

use crate::tree;

#[test]
fn every_vendored_module_has_its_licence_and_its_version() -> anyhow::Result<()> {
    let directory = tree::root().join("web/vendor");
    let listed = listed_folders(&tree::read("web/vendor/README.md")?)?;
    let mut present = BTreeSet::new();
    for entry in fs::read_dir(&directory)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let licence = entry.path().join("LICENSE");
        let text = fs::read_to_string(&licence).with_context(|| licence.display().to_string())?;
        assert!(
            text.len() > 500,
            "{} is not the text of a licence",
            licence.display()
        );
        present.insert(entry.file_name().to_string_lossy().into_owned());
    }
    assert!(!present.is_empty(), "nothing in {}", directory.display());
    assert_eq!(present, listed);
    Ok(())
}

#[test]
fn a_row_without_a_version_is_refused() {
    let head = "| Package | Version | Licence | Folder |\n|---|---|---|---|\n";
    let row = |version: &str| format!("{head}| preact | {version} | MIT | preact |\n");
    assert_eq!(
        listed_folders(&row("11.2.0")).unwrap(),
        BTreeSet::from(["preact".to_owned()])
    );
    assert!(listed_folders(&row("")).is_err());
    assert!(listed_folders(&row("latest")).is_err());
}

/// The last column of each row of the table `Package | Version | Licence | Folder`.
fn listed_folders(readme: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut folders = BTreeSet::new();
    for row in readme.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [package, version, licence, folder] = cells[..] else {
            anyhow::bail!("not four columns: {row}");
        };
        anyhow::ensure!(
            version.split('.').count() == 3 && version.starts_with(|c: char| c.is_ascii_digit()),
            "{package} has no exact version: {version:?}"
        );
        anyhow::ensure!(!licence.is_empty(), "{package} has no licence");
        folders.insert(folder.to_owned());
    }
    Ok(folders)
}
