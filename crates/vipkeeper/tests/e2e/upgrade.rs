//! Another release while the VIP is held, and back: two nodes, real builds.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use lab::{Attempt, Member, Pair, PairPlan, Protects};

use crate::cli_said::{PROGRAM, Said};
use crate::prepared;

const LIMIT: Duration = Duration::from_secs(30);
/// The release that Debian 12 has, and that is upgraded from.
const OLD: &str = "2.2.7";

fn install(member: &Member, version: &str) -> Result<()> {
    let tarball = prepared::releases()?.join(format!("keepalived-{version}.tar.gz"));
    let mut command = Command::new(PROGRAM);
    command.arg("--server-path").arg(member.node().dir());
    command.args(["install", "--method", "source", "--version", version]);
    command.arg("--tarball").arg(tarball);
    let said = Said::by(&mut member.node().enter(command))?;
    ensure!(said.status == 0, "{version}: {said:#?}");
    Ok(())
}

/// The file of the Keepalived that runs on the node.
fn running(member: &Member) -> Result<String> {
    let status = member.vipkeeper(&["status", "--json"])?;
    let status: serde_json::Value = serde_json::from_str(&status)?;
    let pid = status["pid"].as_u64().context("Keepalived does not run")?;
    let program = std::fs::read_link(format!("/proc/{pid}/exe"))?;
    Ok(program.display().to_string())
}

/// Installs a release on the first node and tells what its clients saw.
#[expect(clippy::print_stdout, reason = "a figure to read, not to judge by")]
fn change_to(pair: &Pair, version: &str) -> Result<()> {
    pair.wait_calm()?;
    let (mark, begun) = (pair.prober().mark(), Instant::now());
    install(&pair.members()[0], version)?;
    let took = begun.elapsed();
    pair.wait_home(LIMIT)?;
    pair.wait_calm()?;
    let gaps = gaps(&pair.prober().attempts_since(mark));
    println!("to {version} in {took:.1?}; the clients were without it for {gaps:.1?}");
    let program = running(&pair.members()[0])?;
    let expected = format!("/versions/{version}/sbin/keepalived");
    ensure!(program.ends_with(&expected), "{program} runs");
    Ok(())
}

/// Each stretch in which no attempt succeeded: the VIP goes to the other node,
/// and later comes back.
fn gaps(attempts: &[Attempt]) -> Vec<Duration> {
    let mut gaps = Vec::new();
    let mut since = None;
    for attempt in attempts {
        match (attempt.succeeded(), since) {
            (false, None) => since = Some(attempt.started_at),
            (true, Some(begin)) => {
                gaps.push(attempt.started_at - begin);
                since = None;
            }
            (false, Some(_)) | (true, None) => {}
        }
    }
    gaps
}

#[test]
fn a_release_is_changed_and_changed_back_while_the_vip_is_held() -> Result<()> {
    let pair = Pair::start(PairPlan::new("upgrade", PROGRAM, Protects::Tcp))?;
    let newest = prepared::newest_release()?;
    for version in [OLD, &newest, OLD] {
        change_to(&pair, version)?;
    }
    let versions = pair.members()[0].file("versions");
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(versions)? {
        kept.push(entry?.file_name().to_string_lossy().into_owned());
    }
    kept.sort();
    assert_eq!(kept, [OLD, &newest]);
    Ok(())
}
