//! The `exec` and `systemd` probes: commands that say no, crash, hang, talk too
//! much, and leave children behind.

use std::path::Path;
use std::time::{Duration, Instant};

use health::{ExecSpec, Reason, Session, Spec, Stage};

use super::{LONG, SHORT, failure, first_failure, up};

fn shell(script: &str) -> Spec {
    Spec::Exec(ExecSpec {
        program: "/bin/sh".into(),
        arguments: vec!["-c".into(), script.into()],
    })
}

async fn reason(script: &str) -> String {
    first_failure(shell(script)).await.reason.to_string()
}

#[tokio::test]
async fn the_exit_status_is_the_answer_and_the_first_line_the_reason() {
    up(shell("echo whatever; exit 0")).await;
    for (script, told) in [
        (
            "echo; echo too slow >&2; echo more; exit 2",
            "exit status 2: too slow",
        ),
        ("printf 'no newline'; exit 1", "exit status 1: no newline"),
        ("exit 255", "exit status 255: "),
        (
            "echo last words; kill -SEGV $$",
            "ended by signal 11: last words",
        ),
    ] {
        assert_eq!(reason(script).await, told);
    }
    // Far beyond what a pipe holds: it must not be held up by us.
    assert_eq!(
        reason("yes no | head -c 1000000; exit 3").await,
        "exit status 3: no"
    );
}

#[tokio::test]
async fn a_command_that_cannot_be_started_is_named() {
    let missing = Spec::Exec(ExecSpec {
        program: "/nonexistent/check".into(),
        arguments: vec![],
    });
    let failure = first_failure(missing).await;
    assert_eq!(failure.code(), "not-started");
    assert!(
        failure
            .to_string()
            .contains("/nonexistent/check: No such file")
    );
}

/// Waits until the process whose number is in this file is gone.
async fn gone(file: &Path) {
    let number = std::fs::read_to_string(file).unwrap();
    let status = format!("/proc/{}/stat", number.trim());
    let begun = Instant::now();
    // A zombie holds nothing; whoever inherits it will reap it.
    let is_there = || std::fs::read_to_string(&status).is_ok_and(|stat| !stat.contains(") Z "));
    while is_there() {
        assert!(begun.elapsed() < LONG, "{number} lives on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_hanging_command_is_killed_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let script = format!("sleep 600 & echo $! > {}; wait", file.display());
    let mut session = Session::new(shell(&script), SHORT);
    loop {
        let stage = Stage::Exit;
        let silent = Reason::TimedOut {
            stage,
            after: SHORT,
        };
        assert_eq!(failure(&mut session).await.reason, silent);
        // On a busy machine it may not have come as far as writing it.
        if std::fs::read_to_string(&file).is_ok_and(|number| number.ends_with('\n')) {
            break;
        }
    }
    gone(&file).await;
}

#[tokio::test]
async fn a_child_that_holds_the_output_is_neither_waited_for_nor_left() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let script = format!("sleep 600 & echo $! > {}", file.display());
    up(shell(&script)).await;
    gone(&file).await;
}

#[tokio::test]
async fn a_dropped_probe_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let script = format!("echo $$ > {}; sleep 600", file.display());
    let mut session = Session::new(shell(&script), LONG);
    let is_written = async {
        while !std::fs::read_to_string(&file).is_ok_and(|number| number.ends_with('\n')) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        result = session.probe() => assert!(!result.is_success(), "it should hang"),
        () = is_written => {}
    }
    gone(&file).await;
}

#[tokio::test]
async fn a_unit_that_nobody_runs_is_not_active() {
    let unit = Spec::Systemd("vipkeeper-no-such.service".into());
    let failure = first_failure(unit).await;
    // Where systemd is not the init, systemctl says so.
    let codes = ["unit-not-active", "exit-status", "not-started"];
    assert!(codes.contains(&failure.code()), "{failure}");
}
