//! Which service manager this machine has.

use std::fs;
use std::path::PathBuf;

use super::Machine;

/// A kind of service manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// systemd.
    Systemd,
    /// OpenRC (Alpine, Gentoo).
    Openrc,
    /// System V's init scripts.
    Sysv,
    /// The rc.d of FreeBSD.
    Rcd,
    /// macOS, where only the init script is of use.
    Macos,
    /// None of them: our own supervisor.
    Supervised,
}

/// The manager that is this machine's init.  That its programs are installed
/// is not enough: a container often has them and runs something else.
#[must_use]
pub fn detect(machine: &Machine) -> Kind {
    let has_directory = |path: &str| machine.file(path).is_dir();
    let has_file = |path: &str| machine.file(path).is_file();
    // sd_booted(3)
    if has_directory("/run/systemd/system") {
        Kind::Systemd
    // OpenRC keeps its state there once it has brought up a runlevel.
    } else if has_directory("/run/openrc") && machine.program("rc-service").is_some() {
        Kind::Openrc
    } else if has_file("/etc/rc.subr") && machine.program("sysrc").is_some() {
        Kind::Rcd
    } else if has_directory("/System/Library/CoreServices") {
        Kind::Macos
    } else if has_directory("/etc/init.d") && has_file("/etc/inittab") && first_is_init(machine) {
        Kind::Sysv
    } else {
        Kind::Supervised
    }
}

/// Whether process 1 is an init: in a container it is the application.
fn first_is_init(machine: &Machine) -> bool {
    let path: PathBuf = machine.file("/proc/1/comm");
    fs::read_to_string(path).is_ok_and(|name| name.trim_end() == "init")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine that has these files, or directories when they end in `/`.
    fn machine(paths: &[&str]) -> Kind {
        let root = tempfile::tempdir().unwrap();
        let machine = Machine::at(root.path());
        for path in paths {
            let (path, text) = path.split_once('=').unwrap_or((path, ""));
            let place = machine.file(path);
            if path.ends_with('/') {
                fs::create_dir_all(place).unwrap();
            } else {
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, text).unwrap();
            }
        }
        detect(&machine)
    }

    #[test]
    fn an_init_is_known_by_what_it_keeps_while_it_runs() {
        assert_eq!(machine(&["/run/systemd/system/"]), Kind::Systemd);
        assert_eq!(machine(&["/run/openrc/", "/sbin/rc-service"]), Kind::Openrc);
        assert_eq!(machine(&["/etc/rc.subr", "/usr/sbin/sysrc"]), Kind::Rcd);
        assert_eq!(machine(&["/System/Library/CoreServices/"]), Kind::Macos);
        let sysv = ["/etc/init.d/", "/etc/inittab", "/proc/1/comm=init\n"];
        assert_eq!(machine(&sysv), Kind::Sysv);
    }

    #[test]
    fn a_container_has_the_programs_and_no_init() {
        let debian = [
            "/etc/init.d/",
            "/usr/sbin/update-rc.d",
            "/lib/systemd/systemd",
        ];
        assert_eq!(machine(&debian), Kind::Supervised);
        let alpine = [
            "/etc/init.d/",
            "/etc/inittab",
            "/sbin/rc-service",
            "/proc/1/comm=sh\n",
        ];
        assert_eq!(machine(&alpine), Kind::Supervised);
        assert_eq!(machine(&[]), Kind::Supervised);
    }

    #[test]
    fn systemd_comes_before_the_scripts_that_it_still_runs() {
        let paths = [
            "/run/systemd/system/",
            "/etc/init.d/",
            "/etc/inittab",
            "/proc/1/comm=init",
        ];
        assert_eq!(machine(&paths), Kind::Systemd);
    }
}
