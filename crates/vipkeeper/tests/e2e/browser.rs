//! The panel as its user sees it: two nodes, a page of each, one fault.

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use lab::{Fault, Pair, PairPlan, Protects};

use crate::browser_driver::Browser;
use crate::cli_said::PROGRAM;
use crate::replicated::{LIMIT, sql};

/// The instance's state in big letters.
fn state(word: &str) -> String {
    format!("//article[contains(@class, 'instance')]//*[@class = 'state'][. = '{word}']")
}

/// The VIP, and the words beside it.
fn vip(words: &str) -> String {
    format!("//li[code = '10.66.0.100/24' or code = '10.66.0.100'][contains(., '{words}')]")
}

fn heading(words: &str) -> String {
    format!("//h2[. = '{words}']")
}

/// A check, and words that its card has.
fn check(name: &str, words: &str) -> String {
    format!("//article[contains(@class, 'check')][.//h3 = '{name}'][contains(., '{words}')]")
}

fn pair(label: &str, protects: Protects) -> Result<Pair> {
    let panel = || TcpListener::bind("127.0.0.1:0");
    Ok(Pair::start(PairPlan {
        panels: vec![panel()?, panel()?],
        ..PairPlan::new(label, PROGRAM, protects)
    })?)
}

fn page(pair: &Pair, index: usize) -> Result<Browser> {
    let address = pair.members()[index].panel().context("a panel")?;
    let browser = Browser::start()?;
    browser.open(&format!("http://{address}/?lang=en"))?;
    // Gone after a reload.
    browser.evaluate("window.loadedOnce = true")?;
    Ok(browser)
}

#[test]
fn the_pages_follow_a_failover_and_change_their_language() -> Result<()> {
    let mut pair = pair("browser", Protects::Tcp)?;
    let first = page(&pair, 0)?;
    let second = page(&pair, 1)?;
    first.wait_for(&state("MASTER"))?;
    first.wait_for(&vip("held here"))?;
    second.wait_for(&state("BACKUP"))?;
    second.wait_for(&vip("not here"))?;

    pair.strike(Fault::ServiceKilled)?;
    first.wait_for(&state("FAULT"))?;
    first.wait_for(&vip("not here"))?;
    first.wait_for("//article[contains(@class, 'check')][contains(., 'connection refused')]")?;
    second.wait_for(&state("MASTER"))?;
    second.wait_for(&vip("held here"))?;

    first.wait_for(&heading("Instances"))?;
    first.wait_for("//label[contains(., '中文')]")?.click()?;
    first.wait_for(&heading("实例"))?;
    first.wait_for("/html[@lang = 'zh-CN']")?;
    first.wait_for("//article[contains(@class, 'check')][contains(., '连接被拒绝')]")?;

    pair.heal()?;
    first.wait_for(&state("MASTER"))?;
    second.wait_for(&state("BACKUP"))?;
    for page in [&first, &second] {
        ensure!(
            page.evaluate("window.loadedOnce")? == true,
            "it was loaded again"
        );
    }
    Ok(())
}

#[test]
fn the_pages_tell_who_may_not_take_over_and_who_is_out_of_service() -> Result<()> {
    let replicated = Protects::Replicated {
        serve_stale: false,
        roles: false,
    };
    let pair = pair("browser-out", replicated)?;
    let replica = page(&pair, 1)?;
    replica.wait_for(&check("replica", "Says whether this node may take over."))?;
    sql(&pair, 1, "STOP SLAVE SQL_THREAD")?;
    replica.wait_for(&check("replica", "This node may not take over."))?;
    replica.wait_for(&check("replica", "SQL thread is stopped"))?;
    sql(&pair, 1, "START SLAVE SQL_THREAD")?;
    replica.wait_for(&check("replica", "Says whether this node may take over."))?;

    let primary = page(&pair, 0)?;
    primary.wait_for(&state("MASTER"))?;
    pair.wait_until(LIMIT, || {
        Ok(pair.members()[0].vipkeeper(&["drain"]).is_ok())
    })?;
    primary.wait_for("//p[contains(., 'This node is out of service.')]")?;
    primary.wait_for("//p[contains(., 'vipkeeper undrain brings it back')]")?;
    primary.wait_for(&state("FAULT"))?;
    replica.wait_for(&state("MASTER"))?;
    primary.wait_for("//label[contains(., '中文')]")?.click()?;
    primary.wait_for("//p[contains(., '本节点已下线维护')]")?;
    pair.members()[0].vipkeeper(&["undrain"])?;
    primary.wait_for("//body[not(contains(., '本节点已下线维护'))]")?;
    primary.wait_for(&state("BACKUP"))?;
    Ok(())
}

/// A daemon that ends with the test.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_node_without_a_configuration_is_asked_for_its_first() -> Result<()> {
    let server = tempfile::tempdir()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let mut command = Command::new(PROGRAM);
    command.arg("--server-path").arg(server.path());
    command.args(["serve", "--listen", "stdin"]);
    command.stdin(OwnedFd::from(listener)).stderr(Stdio::null());
    let _daemon = Daemon(command.spawn()?);
    let browser = Browser::start()?;
    browser.open(&format!("http://{address}/?lang=en"))?;
    browser.wait_for("//article[contains(@class, 'first')]")?;
    let answer = |name: &str, text: &str| {
        browser.evaluate(&format!(
            "(() => {{ const field = document.querySelector('input[name={name}]'); \
             field.value = '{text}'; \
             field.dispatchEvent(new Event('input', {{ bubbles: true }})); return true; }})()"
        ))
    };
    answer("vip", "10.0.0.100/24")?;
    answer("peer", "10.0.0.12; reboot")?;
    browser.wait_for("//pre[. = 'vipkeeper install --vip 10.0.0.100/24']")?;
    answer("peer", "10.0.0.12")?;
    browser.wait_for("//pre[. = 'vipkeeper install --vip 10.0.0.100/24 --peer 10.0.0.12']")?;
    Ok(())
}
