//! The pages' own unit tests, run by Node's test runner.

use std::path::Path;
use std::process::Command;

#[test]
fn the_pages_unit_tests_pass() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/tests");
    let files: Vec<_> = std::fs::read_dir(&tests)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "js"))
        .collect();
    assert!(!files.is_empty(), "no tests in {tests:?}");
    let output = Command::new("node")
        .arg("--test")
        .args(files)
        .output()
        .expect("node runs: cargo xtask test installs the package nodejs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}
