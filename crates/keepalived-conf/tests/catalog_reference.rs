//! The reference in `docs/reference/` is what the catalogue says.
//!
//! `BLESS=1 cargo test -p keepalived-conf --test catalog_reference` writes it anew.

mod reference;

use std::path::PathBuf;

use reference::{Language, page};

#[test]
fn is_up_to_date() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let pages = [
        ("keepalived.conf.md", page(Language::English)),
        ("keepalived.conf.zh-CN.md", page(Language::Chinese)),
    ];
    for (name, text) in pages {
        let file = folder.join(name);
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(&folder).expect("docs/reference can be made");
            std::fs::write(&file, &text).expect("the reference can be written");
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        let differs = written
            .lines()
            .zip(text.lines())
            .position(|(old, new)| old != new);
        assert!(
            written == text,
            "{name} is not what the catalogue says (line {:?}): run with BLESS=1",
            differs.map(|line| line + 1)
        );
    }
}
