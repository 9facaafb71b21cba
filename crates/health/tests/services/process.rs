//! The `process` probe: found by name or pid file, and seen to die.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use health::{ProcessSpec, Session, Spec};
use rustix::process::Signal;

use super::daemon::Daemon;
use super::{LONG, alarm, failure, first_failure, until, up};

fn named(name: &str) -> Spec {
    Spec::Process(ProcessSpec::Name(name.into()))
}

fn in_file(path: &Path, name: Option<&str>) -> Spec {
    Spec::Process(ProcessSpec::PidFile {
        path: path.to_owned(),
        name: name.map(str::to_owned),
    })
}

/// A sleeper under a name of its own.
fn sleeper(folder: &Path, name: &str) -> Daemon {
    let mut command = Command::new("sleep");
    command.arg0(format!("/opt/{name}")).arg("600");
    Daemon::start(&mut command, &folder.join("log"))
}

#[tokio::test]
async fn a_process_is_found_by_its_name_and_its_end_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("vk-sleeper-of-{}", std::process::id());
    let missing = first_failure(named(&name)).await;
    assert_eq!(
        missing.to_string(),
        format!("process {name}: there is no such process")
    );
    assert!(missing.is_decisive());

    let mut first = sleeper(folder.path(), &name);
    let mut session = Session::new(named(&name), LONG);
    until(&mut session, None).await;
    first.kill();
    alarm(&mut session).await;
    assert_eq!(failure(&mut session).await.code(), "no-process");

    // One that is frozen exists; one that is dead and not yet reaped does not.
    let second = sleeper(folder.path(), &name);
    until(&mut session, None).await;
    second.freeze().await;
    assert!(session.probe().await.is_success());
    second.signal(Signal::KILL);
    alarm(&mut session).await;
    assert_eq!(failure(&mut session).await.code(), "no-process");
}

#[tokio::test]
async fn a_pid_file_names_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let missing = first_failure(in_file(&file, None)).await;
    assert!(missing.to_string().contains("No such file"), "{missing}");
    for nonsense in ["", "-1\n", "0\n", "many\n"] {
        std::fs::write(&file, nonsense).unwrap();
        assert_eq!(first_failure(in_file(&file, None)).await.code(), "pid-file");
    }
    std::fs::write(&file, format!("{}\n", std::process::id())).unwrap();
    up(in_file(&file, None)).await;
    // Its number has gone to another program.
    let other = first_failure(in_file(&file, Some("mariadbd"))).await;
    assert_eq!(other.code(), "no-process");
}
