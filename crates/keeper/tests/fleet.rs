//! The checks of a daemon while their file is edited under it.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use keeper::checks::{Board, Fleet};
use keeper::config::language::model::Model;
use keeper::health::Health;
use keeper::observe::{CheckView, Hub};
use keeper::{Layout, Settings};
use tokio::time::{sleep, timeout};

const LIMIT: Duration = Duration::from_secs(20);

struct Daemon {
    directory: tempfile::TempDir,
    layout: Layout,
    hub: Hub,
    fleet: Fleet,
}

impl Daemon {
    fn start() -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let layout = Layout::prefix(directory.path());
        let hub = Hub::start("node".to_owned(), layout.clone());
        let board = Board::default();
        board.pulse()?;
        let fleet = Fleet::new(layout.clone(), board, hub.check_reports());
        Ok(Self {
            directory,
            layout,
            hub,
            fleet,
        })
    }

    fn set(&mut self, text: &str) -> Result<usize> {
        self.set_with(text, "")
    }

    fn set_with(&mut self, text: &str, config: &str) -> Result<usize> {
        use keeper::config::language::expand;
        let path = self.directory.path().join("vipkeeper.toml");
        fs::write(&path, text)?;
        let model = Model::read(&expand::expand_text(
            config.to_owned(),
            &expand::Options::default(),
        ));
        Ok(self.fleet.set(&Settings::read(&path)?.checks, &model).len())
    }

    async fn until(&self, name: &str, wanted: impl Fn(&CheckView) -> bool) -> Result<CheckView> {
        let mut node = self.hub.subscribe();
        let found = timeout(LIMIT, async {
            loop {
                let checks = node.borrow_and_update().checks.clone();
                if let Some(check) = checks.into_iter().find(|c| *c.name == *name && wanted(c)) {
                    return Ok(check);
                }
                node.changed().await?;
            }
        });
        found.await.with_context(|| format!("waiting for {name}"))?
    }

    fn track_file(&self, name: &str) -> PathBuf {
        self.layout.track_dir().join(name)
    }
}

async fn until_holds(path: &Path, text: &str) -> Result<()> {
    let holds = timeout(LIMIT, async {
        while fs::read_to_string(path).ok().as_deref() != Some(text) {
            sleep(Duration::from_millis(5)).await;
        }
    });
    holds
        .await
        .with_context(|| format!("{} never held {text:?}", path.display()))
}

fn tcp(name: &str, listener: &TcpListener, more: &str) -> Result<String> {
    let target = listener.local_addr()?;
    Ok(format!(
        "[checks.{name}]\nkind = 'tcp'\ntarget = '{target}'\n{more}\n"
    ))
}

#[tokio::test]
async fn a_check_that_is_changed_keeps_what_was_proven() -> Result<()> {
    let mut daemon = Daemon::start()?;
    let first = TcpListener::bind("127.0.0.1:0")?;
    daemon.set(&tcp("web", &first, "interval = '50ms'")?)?;
    let up = daemon.until("web", |c| c.health == Health::Up).await?;
    until_holds(&daemon.track_file("web"), "1\n").await?;
    // Another target, of which nothing can be proven within this test.
    let second = TcpListener::bind("127.0.0.1:0")?;
    let target = second.local_addr()?.to_string();
    daemon.set(&tcp(
        "web",
        &second,
        "rise = 100000\nfall = 100000\ninterval = '20s'",
    )?)?;
    let changed = daemon.until("web", |c| *c.target == *target).await?;
    ensure!(changed.health == Health::Up, "{changed:?}");
    ensure!(changed.since == up.since, "the verdict is the old one");
    until_holds(&daemon.track_file("web"), "1\n").await
}

#[tokio::test]
async fn a_policy_that_changes_is_in_the_file_at_once_and_a_check_that_is_gone_is_not_shown()
-> Result<()> {
    let mut daemon = Daemon::start()?;
    let closed = TcpListener::bind("127.0.0.1:0")?;
    let fault = tcp("web", &closed, "")?;
    let weight = tcp("web", &closed, "policy = 'weight -20'")?;
    let alert = tcp("web", &closed, "policy = 'alert-only'")?;
    drop(closed);
    let file = daemon.track_file("web");
    for (text, holds) in [
        (&fault, "0\n"),
        (&weight, "1\n"),
        (&alert, "1\n"),
        (&fault, "0\n"),
    ] {
        daemon.set(text)?;
        until_holds(&file, holds).await?;
    }
    daemon.set("")?;
    let mut node = daemon.hub.subscribe();
    timeout(LIMIT, node.wait_for(|node| node.checks.is_empty())).await??;
    Ok(())
}

#[tokio::test]
async fn a_check_that_can_no_longer_be_done_goes_on_as_it_was() -> Result<()> {
    let mut daemon = Daemon::start()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    daemon.set(&tcp("web", &listener, "interval = '50ms'")?)?;
    daemon.until("web", |c| c.health == Health::Up).await?;
    let broken = "[checks.web]\nkind = 'mysql'\ntarget = '127.0.0.1:1'\n\
                  credentials = '/nonexistent/vk.cnf'\n";
    ensure!(daemon.set(broken)? == 1, "it is told");
    drop(listener);
    let down = daemon.until("web", |c| c.health == Health::Down).await?;
    ensure!(down.kind == "tcp", "still the old question: {down:?}");
    Ok(())
}

#[tokio::test]
async fn a_check_for_backups_does_not_count_while_its_instance_is_master() -> Result<()> {
    let mut daemon = Daemon::start()?;
    let closed = TcpListener::bind("127.0.0.1:0")?;
    let text = tcp("lag", &closed, "only_on = 'backup'")?;
    drop(closed);
    let file = daemon.track_file("lag");
    let config = format!(
        "track_file lag {{\n file {}\n weight 0 reverse\n}}\n\
         vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n track_file {{\n lag\n }}\n}}\n\
         vrrp_instance B {{\n interface eth0\n virtual_router_id 2\n}}\n",
        file.display()
    );
    daemon.set_with(&text, &config)?;
    until_holds(&file, "0\n").await?;
    daemon.fleet.see(["A".to_owned()].into());
    // Not at once: it may be MASTER for a moment only.
    let since = std::time::Instant::now();
    until_holds(&file, "1\n").await?;
    ensure!(since.elapsed() > std::time::Duration::from_secs(1));
    // MASTER of something else only: this check says who may take over A.
    daemon.fleet.see(["B".to_owned()].into());
    until_holds(&file, "0\n").await
}

#[tokio::test]
async fn commands_that_hang_do_not_delay_the_others() -> Result<()> {
    let mut daemon = Daemon::start()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut text = tcp("web", &listener, "interval = '50ms'")?;
    for number in 0..40 {
        text.push_str(&format!(
            "[checks.hang{number}]\nkind = 'exec'\ncommand = ['/bin/sleep', '600']\n\
             timeout = '500s'\n"
        ));
    }
    daemon.set(&text)?;
    daemon.until("web", |c| c.health == Health::Up).await?;
    drop(listener);
    daemon.until("web", |c| c.health == Health::Down).await?;
    let node = daemon.hub.subscribe();
    let checks = node.borrow().checks.clone();
    let hanging = checks.iter().filter(|c| c.name.starts_with("hang"));
    ensure!(
        hanging.clone().count() == 40 && hanging.clone().all(|c| c.latency_us.is_none()),
        "the commands still hang"
    );
    Ok(())
}
