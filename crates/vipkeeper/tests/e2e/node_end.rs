//! The end of a test node, which comes whatever becomes of the test.
//!
//! A shell in a session of its own waits on a pipe that only the test holds
//! open.  When the test lets go of it, by finishing or by being killed, the
//! shell ends every process of the node and removes what it had on the host.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};

use crate::node_cgroup::NodeCgroup;

/// `$1` the node's directory, then its groups, the cgroup2 one first.
///
/// A version 1 group stays busy for a moment after its last process has died,
/// and neither hierarchy announces what we wait for, so both are asked again.
const END: &str = r#"
directory=$1
shift
cat
echo 1 >"$1/cgroup.kill"
until grep -q '^populated 0' "$1/cgroup.events"; do sleep 0.01; done
for group; do
    tries=500
    until find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { find "$group" -depth -type d -exec rmdir {} +; exit 1; }
        sleep 0.01
    done
done
rm -r "$directory"
"#;

/// What will end the node.  Nothing happens until [`NodeEnd::come`], or until
/// this process is gone.
pub(crate) struct NodeEnd {
    shell: Child,
}

impl NodeEnd {
    /// Be ready to end the processes in `cgroup` and to remove it and `directory`.
    pub(crate) fn prepare(cgroup: &NodeCgroup, directory: &Path) -> anyhow::Result<Self> {
        let shell = Command::new("setsid")
            .args(["sh", "-c", END, "sh"])
            .arg(directory)
            .args(cgroup.directories())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("start the shell that ends the node")?;
        Ok(Self { shell })
    }

    /// End the node now; an error tells what is left of it.
    pub(crate) fn come(self) -> anyhow::Result<()> {
        // Closes the pipe first, which is the sign the shell waits for.
        let output = self
            .shell
            .wait_with_output()
            .context("wait for the node's end")?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "end the node: {}: {errors}",
            output.status
        );
        Ok(())
    }
}
