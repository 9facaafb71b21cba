//! The command line: what is printed where, in both languages, and the exit
//! status.
//!
//! Owns what can be seen without a running Keepalived.  After a change that is
//! meant, `INSTA_UPDATE=always cargo test -p vipkeeper --test e2e cli::` writes
//! the snapshots anew, and their difference is read like any other.

use std::net::TcpListener;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::cli_said::{PROGRAM, Said};
use crate::cli_session::Session;

#[test]
fn every_command_has_help() -> Result<()> {
    let mut session = Session::new()?;
    help(&mut session, "")?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

/// The help of a command and of those below it, which its own help lists.
fn help(session: &mut Session, command: &str) -> Result<()> {
    session.types(&format!("{command}--help"))?;
    let text = session.asks(&format!("{command}--help"))?.out;
    let listed = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in listed.take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().context("a command's name")?;
        help(session, &format!("{command}{name} "))?;
    }
    Ok(())
}

#[test]
fn a_wrong_command_line_says_what_would_be_right() -> Result<()> {
    let mut session = Session::new()?;
    for line in [
        "",
        "template",
        "stat",
        "frobnicate",
        "status extra",
        "status --jsno",
        "template show",
        "template render mysql-pair --part half",
        "check tcp 127.0.0.1:1 --timeout 0s",
        "check mysql 127.0.0.1:1 --backstop",
        "serve --listen nonsense",
        "serve --listen 0.0.0.0:1",
        "demo --repeat 3",
        "--lang de status",
    ] {
        session.types(line)?;
    }
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn the_bare_program_shows_its_help_and_asks_for_a_command() -> Result<()> {
    let bare = Said::by(&mut Command::new(PROGRAM))?;
    let help = Said::by(Command::new(PROGRAM).arg("--help"))?;
    assert_eq!(
        (bare.status, bare.out, bare.err),
        (2, String::new(), help.out)
    );
    Ok(())
}

#[test]
fn a_stopped_keepalived_is_told_as_such() -> Result<()> {
    let mut session = Session::new()?;
    for command in ["status", "stop", "start", "restart", "reload"] {
        session.types(command)?;
    }
    session.file(
        "etc/keepalived/keepalived.conf",
        "vrrp_instance VI {\n    interface eth0\n    virtual_router_id 51\n    \
         virtual_ipaddress {\n        10.0.0.100/24\n    }\n}\n",
    )?;
    session.types("reload")?;
    session.types("status")?;
    session.types("autostart status")?;
    session.types("autostart enable")?;
    session.types("heal")?;
    session.types("release")?;
    // A service manager that does not answer.
    session.file(
        "vipkeeper/vipkeeper.toml",
        "[service]\nmanager = 'systemd'\n",
    )?;
    session.set("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
    session.types("status")?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

/// Keepalived's own words differ from release to release, so they are not in a
/// snapshot.
#[test]
fn a_file_that_keepalived_rejects_is_not_started() -> Result<()> {
    let session = Session::new()?;
    let config = session.file(
        "etc/keepalived/keepalived.conf",
        "vrrp_instance VI {\n    interface eth0\n    virtual_router_id 0\n}\n",
    )?;
    let said = session.asks("start")?;
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    let mut lines = said.err.lines();
    let first = lines.next().unwrap_or_default();
    let rejects = format!(
        "error: Keepalived rejects {} (exit status ",
        config.display()
    );
    ensure!(first.starts_with(&rejects), "{}", said.err);
    ensure!(
        lines.any(|line| line.starts_with("caused by: ") && line.contains("Line 3)")),
        "{}",
        said.err
    );
    assert_eq!(session.asks("status")?.status, 1, "it runs all the same");
    Ok(())
}

#[test]
fn a_mistake_in_vipkeeper_toml_is_shown_with_its_line() -> Result<()> {
    let mut session = Session::new()?;
    for text in [
        "[checks.mysql]\nkind = 'oracle'\ntarget = '127.0.0.1:1521'\n",
        "[checks.mysql]\nkind = 'mysql'\ntarget = '127.0.0.1:3306'\ntimout = '1s'\n",
        "[checks.mysql]\nkind = 'mysql'\ntarget = '127.0.0.1:3306'\ntimeout = 'soon'\n",
        "[checks.'my sql']\nkind = 'mysql'\ntarget = '127.0.0.1:3306'\n",
        "[checks.mysql\n",
    ] {
        session.file("vipkeeper/vipkeeper.toml", text)?;
        session.types("status")?;
    }
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn a_check_says_what_is_wrong_with_the_question_or_the_answer() -> Result<()> {
    let mut session = Session::new()?;
    session.file(
        "vipkeeper/vipkeeper.toml",
        "[checks.shop]\nkind = 'tcp'\ntarget = '127.0.0.1:1'\n\
         [checks.secret]\nkind = 'mysql'\ntarget = '127.0.0.1:1'\ncredentials = '/nonexistent.cnf'\n",
    )?;
    for line in [
        "check shop",
        "check secret",
        "check nope",
        "check nope --backstop",
        "check tcp",
        "check tcp 127.0.0.1",
        "check mysql 127.0.0.1:1",
        "check mysql /nonexistent.sock",
        "check mysql",
    ] {
        session.types(line)?;
    }
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn json_is_one_document_on_standard_output() -> Result<()> {
    let session = Session::new()?;
    let mut status = session.asks("status --json")?.json()?;
    ensure!(status["version"].take().is_string(), "{status}");
    let config = status["config"].take();
    assert_eq!(
        status,
        json!({ "running": false, "pid": null, "since": null, "manager": "supervised",
                "state": "stopped", "version": null, "last_exit": null,
                "autostart": "unsupported", "program": "/usr/sbin/keepalived",
                "origin": "package", "config": null, "instances": [], "drained": null })
    );
    let path = session
        .server()
        .join("keepalived/etc/keepalived/keepalived.conf");
    assert_eq!(
        config,
        json!({ "path": path, "valid": null, "errors": null, "warnings": null, "exists": false })
    );
    let mut check = session.asks("check tcp 127.0.0.1:1 --json")?.json()?;
    ensure!(check["latency_us"].take().is_u64(), "{check}");
    assert_eq!(
        check,
        json!({ "healthy": false, "code": "connection-refused",
                "reason": "tcp 127.0.0.1:1: connection refused", "latency_us": null })
    );
    let list = session.asks("--json template list")?.json()?;
    let show = session.asks("template show mysql-pair --json")?.json()?;
    assert_eq!(list[0], show);
    assert_eq!(show["name"], "mysql-pair");
    assert_eq!(
        show["parameters"][0],
        json!({ "name": "vip", "required": true, "default": null, "default_by_profile": null,
                "profiles": null, "peer": null,
                "help": "the virtual IP with its prefix, such as 10.0.0.100/24; \
                         the same on both servers" })
    );
    Ok(())
}

#[test]
fn an_error_is_no_document() -> Result<()> {
    let said = Session::new()?.asks("template show nope --json")?;
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    Ok(())
}

#[test]
fn a_taken_port_is_named() -> Result<()> {
    let session = Session::new()?;
    let owner = TcpListener::bind("127.0.0.1:0")?;
    let taken = owner.local_addr()?;
    let mut serve = Command::new(PROGRAM);
    serve.arg("--server-path").arg(session.server());
    let said = Said::by(serve.args(["serve", "--listen", &taken.to_string()]))?;
    assert_eq!(said.status, 1);
    assert_eq!(
        said.err,
        format!(
            "error: cannot listen on {taken}\ncaused by: Address already in use (os error 98)\n"
        )
    );
    Ok(())
}
