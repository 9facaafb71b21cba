//! Files and file systems: what is kept, what cannot be written.
//!
//! Keepalived does not run here, so a change is written and tested only.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

const TEXT: &str = "global_defs {\n    router_id here\n}\n\nvirtual_server 10.99.0.1 80 {\n    protocol TCP\n    \
     lb_algo rr\n    lb_kind NAT\n    delay_loop 10\n    real_server 10.99.0.2 80 {\n        TCP_CHECK {\n            \
     connect_timeout 3\n        }\n    }\n}\n";

struct Node(TempDir);

impl Node {
    fn new() -> Result<Self> {
        let node = Self(TempDir::new()?);
        fs::create_dir_all(node.etc())?;
        let settings = node.0.path().join("keepalived/vipkeeper/vipkeeper.toml");
        fs::create_dir_all(settings.parent().unwrap_or(node.0.path()))?;
        fs::write(settings, "[service]\nmanager = \"supervised\"\n")?;
        fs::write(node.config(), TEXT)?;
        Ok(node)
    }

    fn etc(&self) -> PathBuf {
        self.0.path().join("keepalived/etc/keepalived")
    }

    fn config(&self) -> PathBuf {
        self.etc().join("keepalived.conf")
    }

    /// A file beside, with one value changed.
    fn candidate(&self, name: &str) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(self.0.path()))?;
        fs::write(&path, TEXT.replace("router_id here", "router_id there"))?;
        Ok(path)
    }

    fn run(&self, arguments: &[&str]) -> Result<Said> {
        let mut command = Command::new(PROGRAM);
        Said::by(
            command
                .arg("--server-path")
                .arg(self.0.path())
                .args(arguments),
        )
    }

    /// Applies in a mount namespace of its own, after a command of the shell's.
    fn apply_after(&self, prepare: &str) -> Result<Said> {
        let candidate = self.candidate("new.conf")?.display().to_string();
        let mut command = Command::new("unshare");
        command.args([
            "--mount",
            "sh",
            "-c",
            &format!("set -e\n{prepare}\nexec \"$@\""),
            "sh",
            PROGRAM,
        ]);
        command.arg("--server-path").arg(self.0.path());
        command
            .args(["apply", &candidate, "--yes"])
            .env("ETC", self.etc());
        Said::by(&mut command)
    }

    fn expect_untouched(&self, said: &Said) -> Result<()> {
        ensure!(said.status == 1, "{said:#?}");
        ensure!(
            fs::read_to_string(self.config())? == TEXT,
            "the file has changed"
        );
        ensure!(fs::read_dir(self.etc())?.count() == 1, "something was left");
        let history: Value = self.run(&["--json", "history"])?.json()?;
        ensure!(history[0]["result"] == "rejected", "{history:#?}");
        Ok(())
    }
}

#[test]
fn a_read_only_file_system_is_named_and_nothing_changes() -> Result<()> {
    let node = Node::new()?;
    let said =
        node.apply_after("mount --bind \"$ETC\" \"$ETC\"; mount -o remount,ro,bind \"$ETC\"")?;
    ensure!(said.err.contains("read-only"), "{said:#?}");
    node.expect_untouched(&said)
}

#[test]
fn a_full_disk_is_named_and_nothing_changes() -> Result<()> {
    let node = Node::new()?;
    // The directory on a file system of its own, with the file and no room.
    let full = "cp \"$ETC/keepalived.conf\" /tmp/.vk-full-$$; mount -t tmpfs -o size=8k,mode=755 none \"$ETC\"; \
         cp /tmp/.vk-full-$$ \"$ETC/keepalived.conf\"; rm /tmp/.vk-full-$$; \
         head -c 100000 /dev/zero > \"$ETC/filler\" 2>/dev/null || true";
    let said = node.apply_after(full)?;
    ensure!(said.err.contains("full"), "{said:#?}");
    node.expect_untouched(&said)
}

#[test]
fn an_immutable_file_is_named_where_there_is_such_a_thing() -> Result<()> {
    let node = Node::new()?;
    let chattr = |flag: &str| Command::new("chattr").arg(flag).arg(node.config()).output();
    if !chattr("+i").is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    let said = node.apply_after(":");
    chattr("-i")?;
    let said = said?;
    ensure!(said.err.contains("chattr"), "{said:#?}");
    node.expect_untouched(&said)
}

#[test]
fn owner_mode_and_a_link_in_the_file_s_place_are_kept() -> Result<()> {
    let node = Node::new()?;
    let real = node.0.path().join("real.conf");
    fs::rename(node.config(), &real)?;
    fs::set_permissions(&real, fs::Permissions::from_mode(0o604))?;
    std::os::unix::fs::chown(&real, Some(1), Some(2))?;
    symlink(&real, node.config())?;
    let said = node.apply_after(":")?;
    ensure!(said.status == 0, "{said:#?}");
    ensure!(node.config().is_symlink());
    let meta = fs::metadata(&real)?;
    ensure!((meta.uid(), meta.gid(), meta.mode() & 0o777) == (1, 2, 0o604));
    ensure!(fs::read_to_string(&real)?.contains("router_id there"));
    Ok(())
}

#[test]
fn includes_come_and_go_with_the_main_file() -> Result<()> {
    let node = Node::new()?;
    let new = node.candidate("new/conf.d/b.conf")?;
    let old = node.etc().join("conf.d/a.conf");
    let main = "include conf.d/*.conf\n";
    fs::create_dir_all(node.etc().join("conf.d"))?;
    fs::write(&old, TEXT)?;
    fs::write(node.config(), main)?;
    let directory = node.0.path().join("new");
    fs::write(directory.join("keepalived.conf"), main)?;
    let directory = directory.display().to_string();
    let said = node.run(&["apply", &directory, "--yes"])?;
    ensure!(said.status == 0, "{said:#?}");
    let in_place = node.etc().join("conf.d/b.conf");
    ensure!(!old.exists() && fs::read(&in_place)? == fs::read(&new)?);
    let said = node.run(&["rollback", "--yes"])?;
    ensure!(said.status == 0, "{said:#?}");
    ensure!(!in_place.exists() && fs::read_to_string(&old)? == TEXT);
    let said = node.run(&["history", "diff", "1", "2"])?;
    ensure!(
        said.status == 3 && said.out.contains("+    router_id there"),
        "{said:#?}"
    );
    Ok(())
}

#[test]
fn a_damaged_history_stops_no_change_and_is_not_touched() -> Result<()> {
    let node = Node::new()?;
    let path = node.0.path().join("keepalived/vipkeeper/history.db");
    fs::create_dir_all(path.parent().unwrap_or(node.0.path()))?;
    let damaged = "this is no database, and long enough to be taken for one by a reader";
    fs::write(&path, damaged)?;
    let said = node.apply_after(":")?;
    ensure!(
        said.status == 0 && said.err.contains("history"),
        "{said:#?}"
    );
    ensure!(fs::read_to_string(node.config())?.contains("router_id there"));
    ensure!(node.run(&["history"])?.status == 1);
    ensure!(fs::read_to_string(&path)? == damaged);
    Ok(())
}

#[test]
fn without_a_terminal_only_yes_makes_a_change() -> Result<()> {
    let node = Node::new()?;
    let candidate = node.candidate("new.conf")?.display().to_string();
    let said = node.run(&["apply", &candidate])?;
    ensure!(said.status == 2 && said.err.contains("--yes"), "{said:#?}");
    let said = node.run(&["apply", &candidate, "--dry-run"])?;
    ensure!(
        said.status == 0 && said.out.contains("router_id here → there"),
        "{said:#?}"
    );
    ensure!(fs::read_to_string(node.config())? == TEXT);
    Ok(())
}
