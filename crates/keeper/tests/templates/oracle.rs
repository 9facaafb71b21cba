//! The installed Keepalived, asked about files in a network of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

/// Each test is the first process of a namespace, which keeps 2.2.5–2.2.7 from
/// killing themselves, and has a time limit, because 2.2.7 can hang.
const SCRIPT: &str = r#"
set -e
ip link set lo up
ip link add eth0 type bridge
ip addr add 10.20.0.1/24 dev eth0
ip addr add 10.20.0.2/24 dev eth0
ip link set eth0 up
mount -t tmpfs tmpfs /run
mkdir -p /run/vipkeeper/track
for file in "$@"; do
    said=$(timeout -s KILL 10 unshare --pid --fork --kill-child keepalived -t -f "$file" 2>&1) ||
        echo "$file: exit $?: $said"
done
"#;

/// What Keepalived said of the files it refuses.
pub(crate) fn refused(directory: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let output = Command::new("unshare")
        .args(["--net", "--mount", "--pid", "--fork", "--kill-child"])
        .args(["sh", "-c", SCRIPT, "sh"])
        .args(files)
        .current_dir(directory)
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "the namespace could not be made: {errors}"
    );
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said.lines().map(str::to_owned).collect())
}
