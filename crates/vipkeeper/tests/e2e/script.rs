//! `vipkeeper script`: whether Keepalived will run a script, how, and whether
//! the script can say no.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

/// A server directory with scripts and a keepalived.conf that names them.
struct Server(TempDir);

impl Server {
    /// Other users must be able to reach the scripts, as in /www/server.
    fn new(config: &str) -> Result<Self> {
        let server = Self(TempDir::new()?);
        fs::set_permissions(server.0.path(), fs::Permissions::from_mode(0o755))?;
        let text = config.replace("@SCRIPTS@", &server.scripts().display().to_string());
        fs::create_dir_all(server.scripts())?;
        let directory = server.0.path().join("keepalived/etc/keepalived");
        fs::create_dir_all(&directory)?;
        fs::write(directory.join("keepalived.conf"), text)?;
        Ok(server)
    }

    fn scripts(&self) -> PathBuf {
        self.0.path().join("keepalived/scripts")
    }

    fn script(&self, name: &str, mode: u32, text: &str) -> Result<()> {
        let path = self.scripts().join(name);
        fs::write(&path, text)?;
        Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
    }

    fn says(&self, words: &[&str]) -> Result<Said> {
        let mut command = Command::new(PROGRAM);
        command.arg("--server-path").arg(self.0.path()).args(words);
        Said::by(command.env("SECRET_OF_THE_SHELL", "1"))
    }

    fn obstacles(&self, name: &str) -> Result<Vec<String>> {
        let listed = self.says(&["script", "list", "--json"])?.json()?;
        let all = listed.as_array().map(Vec::as_slice).unwrap_or_default();
        let found = all.iter().find(|script| script["name"] == name);
        let obstacles = found.map(|script| script["obstacles"].clone());
        Ok(serde_json::from_value(obstacles.unwrap_or(Value::Null))?)
    }
}

const CONFIG: &str = "\
global_defs {
    enable_script_security
    script_user root
}
vrrp_script always {
    script \"@SCRIPTS@/always.sh\"
}
vrrp_script bare {
    script \"@SCRIPTS@/bare.sh one two\"
    user nobody nogroup
    timeout 1
}
vrrp_script stranger {
    script \"@SCRIPTS@/always.sh\"
    user vk-no-such-user
}
vrrp_script writable {
    script \"@SCRIPTS@/writable.sh\"
}
vrrp_script gone {
    script \"@SCRIPTS@/gone.sh\"
}
vrrp_script windows {
    script \"@SCRIPTS@/windows.sh\"
}
";

#[test]
fn what_keeps_keepalived_from_running_a_script_is_named() -> Result<()> {
    let server = Server::new(CONFIG)?;
    server.script("always.sh", 0o755, "#!/bin/sh\nexit 0\n")?;
    server.script("bare.sh", 0o700, "#!/bin/sh\nexit 0\n")?;
    server.script("writable.sh", 0o777, "exit 0\n")?;
    server.script("windows.sh", 0o755, "#!/bin/sh\r\nexit 0\r\n")?;
    server.script("spare.sh", 0o644, "#!/bin/sh\n")?;
    let scripts = fs::canonicalize(server.scripts())?.display().to_string();
    let is = |name: &str, expected: &[String]| -> Result<()> {
        assert_eq!(server.obstacles(name)?, expected, "{name}");
        Ok(())
    };
    is("always", &[])?;
    is(
        "bare",
        &[format!("nobody may not execute {scripts}/bare.sh")],
    )?;
    is(
        "stranger",
        &["there is no user or group vk-no-such-user on this machine".to_owned()],
    )?;
    is(
        "writable",
        &[
            format!(
                "others than root may change {scripts}/writable.sh (mode 777), so Keepalived \
                 with enable_script_security refuses the script"
            ),
            format!(
                "{scripts}/writable.sh is no program and its first line names no interpreter; \
                 begin it with #!/bin/sh"
            ),
        ],
    )?;
    is("gone", &[format!("there is no file {scripts}/gone.sh")])?;
    is(
        "windows",
        &[format!(
            "the first line of {scripts}/windows.sh names /bin/sh\r, which is not here"
        )],
    )?;
    is(
        "spare.sh",
        &[format!("root may not execute {scripts}/spare.sh")],
    )
}

#[test]
fn a_script_runs_as_its_user_with_a_bare_environment() -> Result<()> {
    let server = Server::new(CONFIG)?;
    let text = "#!/bin/sh\nid -un\nid -Gn\npwd\necho \"$@\"\nenv | grep SECRET\nexit 3\n";
    server.script("bare.sh", 0o755, text)?;
    let ran = server.says(&["script", "run", "bare", "--json"])?;
    assert_eq!(ran.status, 1);
    let mut ran = ran.json()?;
    ensure!(ran["duration_ms"].take().is_f64(), "{ran}");
    let expected = json!({
        "success": false, "ending": "exited with code 3", "user": "nobody",
        "duration_ms": null, "stdout": "nobody\nnogroup\n/\none two\n", "stderr": ""
    });
    assert_eq!(ran, expected);
    Ok(())
}

#[test]
fn a_script_that_hangs_is_ended_when_keepalived_would() -> Result<()> {
    let server = Server::new(CONFIG)?;
    server.script("bare.sh", 0o755, "#!/bin/sh\nsleep 1000 & wait\n")?;
    let ran = server.says(&["script", "run", "bare"])?;
    assert_eq!(ran.status, 1);
    ensure!(ran.err.starts_with("failure: not done after 1"), "{ran:?}");
    Ok(())
}

#[test]
fn a_check_proves_that_it_can_say_no_and_one_that_cannot_is_told() -> Result<()> {
    let server = Server::new(CONFIG)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let target = listener.local_addr()?.to_string();
    let made = server.says(&[
        "script", "new", "asks", "--check", "tcp", "--target", &target,
    ])?;
    ensure!(made.status == 0, "{made:?}");
    let proven = server.says(&["script", "prove", "asks", "--json"])?;
    let data = proven.json()?;
    assert_eq!(proven.status, 0, "{data}");
    assert_eq!(
        (&data["here"]["success"], &data["isolated"]["success"]),
        (&json!(true), &json!(false))
    );

    server.script("always.sh", 0o755, "#!/bin/sh\nexit 0\n")?;
    let proven = server.says(&["script", "prove", "always"])?;
    assert_eq!(proven.status, 1, "{proven:?}");
    ensure!(
        proven
            .out
            .contains("\nThis check says yes where no port answers"),
        "{proven:?}"
    );
    Ok(())
}

#[test]
fn an_edit_that_the_shell_cannot_read_changes_nothing_and_others_can_be_taken_back() -> Result<()> {
    let server = Server::new(CONFIG)?;
    let old = "#!/bin/sh\nexit 0\n";
    server.script("always.sh", 0o755, old)?;
    server.script("broken", 0o644, "#!/bin/sh\nif\n")?;
    let path = server.scripts().join("always.sh");
    let broken = server.scripts().join("broken").display().to_string();
    let refused = server.says(&["script", "edit", "always", "--with", &broken])?;
    assert_eq!(refused.status, 1, "{refused:?}");
    assert_eq!(fs::read_to_string(&path)?, old);

    let mut editor = Command::new(PROGRAM);
    editor.arg("--server-path").arg(server.0.path());
    editor.args(["script", "edit", "always"]);
    editor.env("EDITOR", "sed -i s/0/9/");
    let edited = Said::by(&mut editor)?;
    assert_eq!(edited.status, 0, "{edited:?}");
    assert_eq!(fs::read_to_string(&path)?, "#!/bin/sh\nexit 9\n");
    let mode = fs::metadata(&path)?.permissions().mode();
    assert_eq!(mode & 0o777, 0o755);

    let kept = server
        .says(&["script", "history", "always", "--json"])?
        .json()?;
    assert_eq!(
        (&kept[0]["revision"], &kept[1]["revision"]),
        (&json!(2), &json!(1))
    );
    let restored = server.says(&["script", "restore", "always", "1"])?;
    assert_eq!(restored.status, 0, "{restored:?}");
    assert_eq!(fs::read_to_string(&path)?, old);
    Ok(())
}
