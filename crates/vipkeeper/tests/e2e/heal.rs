//! `vipkeeper heal` and `scripts/chk.sh` on a node without an init system.

use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use lab::{Lab, Node};

use crate::cli_said::{PROGRAM, Said};

const LIMIT: Duration = Duration::from_secs(30);

const CONFIG: &str = "\
global_defs {
    router_id node
}
vrrp_instance VI {
    interface eth0
    virtual_router_id 51
    priority 250
    virtual_ipaddress {
        10.99.0.100/24
    }
}
";

/// Every run may act, so that the test need not wait.
const SETTINGS: &str = "\
[heal]
cooldown = '1us'
[checks.shop]
kind = 'tcp'
target = '127.0.0.1:3306'
policy = 'stop-keepalived'
fall = 2
rise = 2
";

struct Host {
    lab: Lab,
    service: Option<Child>,
}

impl Host {
    fn start(label: &str) -> Result<Self> {
        let lab = Lab::with_nodes(label, 1)?;
        let node = &lab.nodes()[0];
        let directory = node.dir().join("keepalived");
        for part in ["etc/keepalived", "vipkeeper"] {
            fs::create_dir_all(directory.join(part))?;
        }
        let config = CONFIG.replace("eth0", node.interface());
        fs::write(directory.join("etc/keepalived/keepalived.conf"), config)?;
        fs::write(directory.join("vipkeeper/vipkeeper.toml"), SETTINGS)?;
        let mut host = Self { lab, service: None };
        host.service_up()?;
        Ok(host)
    }

    fn node(&self) -> &Node {
        &self.lab.nodes()[0]
    }

    fn service_up(&mut self) -> Result<()> {
        let mut command = Command::new(PROGRAM);
        let address = (Ipv4Addr::LOCALHOST, 3306);
        command.args(["lab-tcp-service", "--name", "shop", "--listen"]);
        command.arg(format!("{}:{}", address.0, address.1));
        self.service = Some(self.node().spawn(command)?);
        let begun = Instant::now();
        while self.says(&["check", "shop"])?.status != 0 {
            ensure!(begun.elapsed() < LIMIT, "the service is not up");
        }
        Ok(())
    }

    fn service_down(&mut self) -> Result<()> {
        if let Some(mut service) = self.service.take() {
            service.kill()?;
            service.wait()?;
        }
        Ok(())
    }

    fn says(&self, words: &[&str]) -> Result<Said> {
        let mut command = Command::new(PROGRAM);
        command.arg("--server-path").arg(self.node().dir());
        command.args(words);
        Said::by(&mut self.node().enter(command))
    }

    /// What heal did, and why.
    fn heals(&self) -> Result<(String, String)> {
        let said = self.says(&["heal", "--json"])?;
        ensure!(said.status == 0, "{said:?}");
        let data = said.json()?;
        let word = |name: &str| data[name].as_str().unwrap_or_default().to_owned();
        Ok((word("action"), word("reason")))
    }

    fn expect(&self, action: &str, reason: &str) -> Result<()> {
        assert_eq!(self.heals()?, (action.to_owned(), reason.to_owned()));
        Ok(())
    }

    fn runs(&self) -> Result<bool> {
        Ok(self.says(&["status"])?.status == 0)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.service_down();
    }
}

#[test]
fn a_service_that_is_down_stops_keepalived_and_one_that_is_well_starts_it() -> Result<()> {
    let mut host = Host::start("heal-policy")?;
    host.expect("start", "started")?;
    ensure!(host.runs()?);
    host.service_down()?;
    host.expect("none", "running")?;
    host.expect("stop", "stopped")?;
    ensure!(!host.runs()?);
    host.expect("none", "unhealthy")?;
    host.service_up()?;
    host.expect("none", "not-yet-risen")?;
    host.expect("start", "started")?;
    ensure!(host.runs()?);

    // What a person does is not undone.
    host.says(&["stop"])?;
    host.expect("none", "stopped-by-hand")?;
    host.says(&["start"])?;
    host.expect("none", "running")?;
    let log = fs::read_to_string(host.node().dir().join("keepalived/vipkeeper/heal.log"))?;
    let words: Vec<_> = log
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert_eq!(words, ["start:", "stop:", "start:"], "{log}");
    host.says(&["stop"])?;
    Ok(())
}

#[test]
fn of_two_at_once_the_second_leaves_it_to_the_first() -> Result<()> {
    let host = Host::start("heal-lock")?;
    let run_dir = host.node().dir().join("keepalived/vipkeeper/run");
    fs::create_dir_all(&run_dir)?;
    let first = File::create(run_dir.join("heal.lock"))?;
    first.lock()?;
    host.expect("none", "another-runs")?;
    ensure!(!host.runs()?);
    drop(first);
    host.expect("start", "started")?;
    host.says(&["stop"])?;
    Ok(())
}

#[test]
fn chk_sh_tells_the_truth_and_heals() -> Result<()> {
    let mut host = Host::start("heal-script")?;
    let layout = keeper::Layout::prefix(host.node().dir());
    let script = host.node().dir().join("chk.sh");
    let shipped = keeper::script::shipped(&layout, PROGRAM.as_ref());
    fs::write(&script, &shipped.first().context("chk.sh")?.text)?;
    let run = |host: &Host, words: &[&str]| {
        let mut command = Command::new("sh");
        command.arg(&script).args(words);
        Said::by(&mut host.node().enter(command))
    };
    let healthy = run(&host, &["shop"])?;
    assert_eq!(
        (healthy.status, healthy.err.as_str()),
        (0, ""),
        "{healthy:?}"
    );
    ensure!(
        host.runs()?,
        "a healthy service, and Keepalived was not started"
    );
    host.service_down()?;
    let down = run(&host, &["shop"])?;
    assert_eq!(
        (down.status, down.out.as_str()),
        (1, "tcp 127.0.0.1:3306: connection refused\n")
    );
    ensure!(host.runs()?, "stopped by the first failure");
    assert_eq!(run(&host, &["shop"])?.status, 1);
    ensure!(!host.runs()?, "not stopped by the second");
    assert_eq!(run(&host, &[])?.status, 2);
    Ok(())
}
