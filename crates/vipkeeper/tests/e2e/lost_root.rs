//! What a user without root, or a machine without the programs, is told.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

const NOBODY: u32 = 65534;

/// Takes the programs named before `--` off the machine, for what comes after
/// it alone, and lists at the end what that has left in /run and /var/lib,
/// which are empty at first.
///
/// What stands over a program is no regular file, so nobody can run it.
const WITHOUT: &str = r#"
set -eu
while [ "$1" != -- ]; do
    path=$(readlink -f "$(command -v "$1")")
    mount --bind /dev/null "$path"
    shift
done
shift
mount -t tmpfs none /var/lib
# The last one: mount itself keeps notes in /run.
mount -t tmpfs none /run
status=0
"$@" || status=$?
find /run /var/lib -mindepth 1
exit $status
"#;

/// A user who may read and run the program and write into one directory.
struct Nobody {
    // Removed with everything in it.
    _directory: TempDir,
    program: PathBuf,
    server: PathBuf,
}

impl Nobody {
    fn new() -> Result<Self> {
        let directory = TempDir::new()?;
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755))?;
        let program = directory.path().join("vipkeeper");
        fs::copy(PROGRAM, &program)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        let server = directory.path().join("server");
        fs::create_dir(&server)?;
        chown(&server, Some(NOBODY), Some(NOBODY))?;
        Ok(Self {
            _directory: directory,
            program,
            server,
        })
    }

    fn types(&self, words: &[&str]) -> Result<Said> {
        let mut command = Command::new(&self.program);
        command.arg("--server-path").arg(&self.server).args(words);
        Said::by(command.uid(NOBODY).gid(NOBODY))
    }
}

#[test]
fn without_root_the_hint_is_the_same_command_with_sudo() -> Result<()> {
    let nobody = Nobody::new()?;
    for words in [
        &["start"][..],
        &["stop"],
        &["restart"],
        &["reload"],
        &["autostart", "enable"],
        &["heal"],
        &["drill", "--yes"],
        &["drain"],
        &["undrain"],
        &["release"],
        &["demo"],
        &["demo", "--headless", "--service", "tcp"],
        &["demo", "--clean"],
    ] {
        let said = nobody.types(words)?;
        assert_eq!((said.status, said.out.as_str()), (4, ""), "{words:?}");
        let expected = format!(
            "error: this needs root\nhint: run it with sudo: sudo {} --server-path {} {}\n",
            nobody.program.display(),
            nobody.server.display(),
            words.join(" ")
        );
        assert_eq!(said.err, expected);
    }
    ensure!(fs::read_dir(&nobody.server)?.next().is_none());
    Ok(())
}

#[test]
fn without_root_templates_checks_and_the_status_work() -> Result<()> {
    let nobody = Nobody::new()?;
    let rendered = nobody.types(&[
        "template",
        "render",
        "mysql-pair",
        "--set",
        "vip=10.0.0.100/24",
    ])?;
    assert_eq!(rendered.status, 0, "{}", rendered.err);
    ensure!(rendered.out.contains("10.0.0.100/24 dev "), "{rendered:?}");
    let service = TcpListener::bind("127.0.0.1:0")?;
    let target = service.local_addr()?.to_string();
    let healthy = nobody.types(&["check", "tcp", &target])?;
    assert_eq!(healthy.status, 0, "{healthy:?}");
    drop(service);
    let refused = nobody.types(&["check", "tcp", &target])?;
    assert_eq!(
        (refused.status, refused.out),
        (1, format!("tcp {target}: connection refused\n"))
    );
    let status = nobody.types(&["status"])?;
    assert_eq!(
        (status.status, status.out.lines().next()),
        (1, Some("Keepalived is not running (supervised: stopped)"))
    );
    Ok(())
}

fn without(programs: &[&str], words: &[&str]) -> Result<Said> {
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", WITHOUT, "sh"]);
    command.args(programs).args(["--", PROGRAM]).args(words);
    Said::by(&mut command)
}

#[test]
fn without_programs_and_a_way_to_get_them_the_demo_says_what_is_missing() -> Result<()> {
    let bare = ["keepalived", "ip", "mariadbd", "apt-get"];
    let said = without(&bare, &["demo", "--headless"])?;
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert_eq!(
        said.err,
        "error: missing: keepalived, ip, mariadbd; and no package manager was found \
         to install them with\nhint: install them by hand and try again\n"
    );
    Ok(())
}

#[test]
fn without_a_database_the_demo_offers_the_service_that_needs_none() -> Result<()> {
    let said = without(&["mariadbd", "apt-get"], &["demo", "--headless"])?;
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert_eq!(
        said.err,
        "error: missing: mariadbd; and no package manager was found to install them with\n\
         hint: vipkeeper demo --service tcp needs no database\n"
    );
    Ok(())
}

#[test]
fn without_keepalived_the_commands_say_how_to_get_it() -> Result<()> {
    for command in ["start", "stop", "reload", "status"] {
        let said = without(&["keepalived"], &[command])?;
        assert_eq!((said.status, said.out.as_str()), (1, ""), "{command}");
        assert_eq!(
            said.err,
            "error: Keepalived is not installed\n\
             hint: install it: vipkeeper install\n"
        );
    }
    Ok(())
}
