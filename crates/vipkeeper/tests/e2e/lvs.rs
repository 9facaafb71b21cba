//! The balancing templates against a real IPVS.
//!
//! The kernel here need not have it: Debian's user-mode Linux does, and runs
//! as a process of this test.  `lvs_inner.sh` is its first process.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::cli_said::{PROGRAM, Said};

/// It takes half a minute, and two on a machine that is busy with builds.
const LIMIT_SECONDS: &str = "280";

const FACTS: [&str; 11] = [
    "nat kind Masq",
    "nat both real1=5 real2=5",
    "nat one real2=6",
    "nat again real1=3 real2=3",
    "nat stopped entries=0",
    "dr kind Route",
    "dr both real1=5 real2=5",
    "dr one real2=6",
    "dr again real1=3 real2=3",
    "dr stopped entries=0",
    "done",
];

#[test]
fn requests_are_shared_and_a_dead_server_is_left_out_until_it_is_back() -> Result<()> {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let directory = directory.path();
    let nat = ["gateway=10.1.0.1/24", "inner-interface=back"];
    render(directory, "nat", "10.1.0", &nat)?;
    render(directory, "dr", "10.0.0", &[])?;
    let script = directory.join("inner.sh");
    fs::write(&script, include_str!("lvs_inner.sh"))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;

    let console = boot(directory, &script)?;
    let facts: Vec<_> = console
        .lines()
        .filter_map(|line| line.trim_end().strip_prefix("fact "))
        .collect();
    ensure!(facts == FACTS, "{facts:#?}\n{console}");
    Ok(())
}

/// Writes `MODE.conf`, as a user would.
fn render(directory: &Path, mode: &str, network: &str, more: &[&str]) -> Result<()> {
    let mut command = Command::new(PROGRAM);
    command.args(["template", "render", &format!("lvs-{mode}")]);
    command.args(["--profile", "fast", "--output"]);
    command.arg(directory.join(format!("{mode}.conf")));
    let values = [
        "vip=10.0.0.100/24".to_owned(),
        "interface=front".to_owned(),
        format!("real-1={network}.11"),
        format!("real-2={network}.12"),
    ];
    let more = more.iter().map(|value| (*value).to_owned());
    for value in values.into_iter().chain(more) {
        command.args(["--set", &value]);
    }
    let said = Said::by(&mut command)?;
    ensure!(said.status == 0, "{}", said.err);
    Ok(())
}

/// Runs the script as the first process of a kernel of its own, and gives what
/// it wrote.  The kernel's processes are in a namespace that ends with it.
fn boot(directory: &Path, script: &Path) -> Result<String> {
    let shown = directory.display();
    let output = Command::new("timeout")
        .args(["--signal=KILL", LIMIT_SECONDS])
        .args([
            "unshare",
            "--net",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
        ])
        .args([
            "linux.uml",
            "mem=256M",
            "quiet",
            "con=null",
            "con0=null,fd:1",
        ])
        .args(["rootfstype=hostfs", "rootflags=/", "ro"])
        .arg(format!("init={}", script.display()))
        .args(["umid=lvs".to_owned(), format!("uml_dir={shown}/")])
        .args([format!("DIR={shown}"), format!("PROGRAM={PROGRAM}")])
        .stdin(std::process::Stdio::null())
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
