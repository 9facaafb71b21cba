//! Each manager is called as it wants to be: stand-ins write down how.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;

/// A machine with one package manager that writes down how it is called, and
/// then does what `body` says.
struct Machine {
    directory: tempfile::TempDir,
}

impl Machine {
    fn new(programs: &[&str], body: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        for program in programs {
            let path = directory.path().join(program);
            let log = directory.path().join("calls");
            let text = format!(
                "#!/bin/sh\necho \"{program} $*\" >> {}\n{body}\n",
                log.display()
            );
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { directory }
    }

    fn packages(&self) -> PackageManager {
        PackageManager::detect_in(vec![self.directory.path().to_owned()]).unwrap()
    }

    fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.directory.path().join("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

#[test]
fn each_installs_removes_and_is_asked_in_its_own_words() {
    for (programs, expected) in [
        (
            &["apt-get", "apt-cache", "dpkg-query"][..],
            [
                "apt-get -oDPkg::Lock::Timeout=120 install -y -q --no-install-recommends keepalived make",
                "apt-get -oDPkg::Lock::Timeout=120 remove -y -q keepalived",
                "dpkg-query --show --showformat=${db:Status-Status} ${Version}",
                "dpkg-query --search /sbin/k",
            ],
        ),
        (
            &["zypper", "dnf", "rpm"],
            [
                "zypper --non-interactive install --no-recommends keepalived make",
                "zypper --non-interactive remove keepalived",
                "rpm -q --qf %{VERSION}-%{RELEASE} keepalived",
                "rpm -qf --qf %{NAME} /sbin/k",
            ],
        ),
        (
            &["dnf", "yum", "rpm"],
            [
                "dnf install -y -q keepalived make",
                "dnf remove -y -q keepalived",
                "rpm -q --qf %{VERSION}-%{RELEASE} keepalived",
                "rpm -qf --qf %{NAME} /sbin/k",
            ],
        ),
        (
            &["yum", "rpm"],
            [
                "yum install -y -q keepalived make",
                "yum remove -y -q keepalived",
                "rpm -q --qf %{VERSION}-%{RELEASE} keepalived",
                "rpm -qf --qf %{NAME} /sbin/k",
            ],
        ),
        (
            &["apk"],
            [
                "apk add --no-progress keepalived make",
                "apk del --no-progress keepalived",
                "apk info --installed --verbose keepalived",
                "apk info --who-owns --quiet /sbin/k",
            ],
        ),
        (
            &["pacman"],
            [
                "pacman -S --needed --noconfirm --noprogressbar keepalived make",
                "pacman -R --noconfirm --noprogressbar keepalived",
                "pacman -Q keepalived",
                "pacman -Qqo /sbin/k",
            ],
        ),
    ] {
        let machine = Machine::new(programs, "exit 0");
        let packages = machine.packages();
        assert_eq!(packages.name(), programs[0]);
        packages
            .install(&["keepalived", "make"], &mut |_| {})
            .unwrap();
        packages
            .remove(&["keepalived"], false, &mut |_| {})
            .unwrap();
        assert_eq!(packages.installed_version("keepalived").unwrap(), None);
        assert_eq!(packages.owner(Path::new("/sbin/k")).unwrap(), None);
        let calls = machine.calls();
        // The format that dpkg-query is given ends in a line break of its own.
        let calls: Vec<_> = calls.iter().filter(|call| *call != " keepalived").collect();
        assert_eq!(
            calls,
            expected.iter().collect::<Vec<_>>(),
            "{}",
            programs[0]
        );
    }
}

#[test]
fn the_lists_are_fetched_when_installing_fails_without_them() {
    let machine = Machine::new(
        &["apt-get"],
        "case \"$*\" in *update*) touch \"$0.lists\";; esac\n[ -e \"$0.lists\" ]",
    );
    machine.packages().install(&["make"], &mut |_| {}).unwrap();
    let words: Vec<_> = machine
        .calls()
        .iter()
        .map(|call| call.split(' ').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(words, ["install", "update", "install"]);
}

#[test]
fn a_manager_that_says_no_is_quoted() {
    let machine = Machine::new(&["dnf"], "echo 'No match for argument: make'; exit 1");
    let mut said = Vec::new();
    let error = machine
        .packages()
        .install(&["make"], &mut |line| said.push(line.to_owned()));
    let error = error.unwrap_err().to_string();
    assert_eq!(
        error,
        "dnf install -y -q make exited with code 1: No match for argument: make"
    );
    assert_eq!(said, ["No match for argument: make"]);
}

#[test]
fn a_machine_without_a_manager_has_none() {
    let directory = tempfile::tempdir().unwrap();
    assert!(PackageManager::detect_in(vec![directory.path().to_owned()]).is_none());
}

#[test]
fn a_purge_is_asked_for_where_there_is_one() {
    for (program, expected) in [
        (
            "apt-get",
            "apt-get -oDPkg::Lock::Timeout=120 purge -y -q keepalived",
        ),
        ("dnf", "dnf remove -y -q keepalived"),
    ] {
        let machine = Machine::new(&[program], "exit 0");
        let packages = machine.packages();
        packages.remove(&["keepalived"], true, &mut |_| {}).unwrap();
        assert_eq!(machine.calls(), [expected]);
    }
}
