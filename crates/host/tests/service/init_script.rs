//! The init script with a real Keepalived, in a network namespace of its own,
//! by each shell that a system may call sh.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use host::service::{InitScript, ServiceManager};

use crate::stand_in::StandIn;

const CONFIG: &str = "\
global_defs {
    router_id node
}
vrrp_instance VI {
    interface eth0
    virtual_router_id 51
    priority 250
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
";

/// Holds the namespaces until its standard input is closed.
const HOLD: &str = "ip link set lo up && ip link add eth0 type bridge && \
                    ip address add 192.0.2.11/24 dev eth0 && ip link set eth0 up && \
                    echo ready && cat";

/// A host of its own: network, and processes that end with it.
struct Host {
    keeper: Child,
    machine: StandIn,
    script: PathBuf,
    shell: &'static str,
}

impl Host {
    fn start(shell: &'static str) -> Self {
        let machine = StandIn::with(&[]);
        let definition = machine.definition();
        fs::write(&definition.config, CONFIG).unwrap();
        // What vipkeeper does before and after is its own tests' business.
        machine.script(&machine.path("vipkeeper"), "#!/bin/sh\nexit 0\n");
        let script = machine.path("init.d/keepalived");
        let macos = InitScript::macos(machine.machine(), script.clone(), Vec::new());
        macos.define(&definition).unwrap();
        let mut keeper = Command::new("unshare")
            .args(["--net", "--pid", "--fork", "--kill-child", "--mount-proc"])
            .args(["sh", "-c", HOLD])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = [0; 6];
        std::io::Read::read_exact(keeper.stdout.as_mut().unwrap(), &mut ready).unwrap();
        Self {
            keeper,
            machine,
            script,
            shell,
        }
    }

    fn inside(&self, words: &[&str]) -> Output {
        // The keeper itself is outside the process namespace that it made.
        let children = format!("/proc/{0}/task/{0}/children", self.keeper.id());
        let first = fs::read_to_string(children).unwrap();
        Command::new("nsenter")
            .args(["--target", first.trim(), "--net", "--pid", "--mount", "--"])
            .args(words)
            .output()
            .unwrap()
    }

    /// What the script's action exits with, and what it says.
    fn script(&self, action: &str) -> (i32, String) {
        let script = self.script.display().to_string();
        let output = self.inside(&[self.shell, &script, action]);
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap(),
            String::from_utf8(said).unwrap(),
        )
    }

    fn does(&self, action: &str) {
        let (status, said) = self.script(action);
        assert_eq!(status, 0, "{} {action}: {said}", self.shell);
    }

    fn pid_file(&self) -> PathBuf {
        self.machine.path("run/keepalived.pid")
    }

    fn pid(&self) -> String {
        fs::read_to_string(self.pid_file())
            .unwrap()
            .trim()
            .to_owned()
    }

    fn holds_vip(&self) -> bool {
        let output = self.inside(&["ip", "-4", "-oneline", "address"]);
        String::from_utf8_lossy(&output.stdout).contains(" 192.0.2.100/24 ")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.machine.path("log/keepalived.log")).unwrap_or_default()
    }

    fn await_until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{what}: {}",
                self.log()
            );
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

const SHELLS: [&str; 2] = ["bash", "dash"];

#[test]
fn a_life_of_keepalived_by_the_script() {
    for shell in SHELLS {
        let host = Host::start(shell);
        assert_eq!(host.script("status").0, 3);
        assert_eq!(host.script("reload").0, 7);
        host.does("stop");
        host.does("condrestart");
        assert_eq!(host.script("status").0, 3, "condrestart starts nothing");

        host.does("start");
        host.await_until("the VIP", Host::holds_vip);
        let first = host.pid();
        let (status, said) = host.script("status");
        assert_eq!(
            (status, said),
            (0, format!("Keepalived is running (process {first})\n"))
        );
        host.does("start");
        assert_eq!(host.pid(), first, "a second start is none");
        host.does("reload");
        host.await_until("the reload", |host| host.log().contains("Reloading"));
        assert_eq!(host.pid(), first);
        for action in ["restart", "condrestart"] {
            let before = host.pid();
            host.does(action);
            assert_ne!(host.pid(), before, "{action}");
        }
        host.await_until("the VIP again", Host::holds_vip);
        host.does("stop");
        assert!(!host.holds_vip(), "stopped, and the VIP is still there");
        assert!(!host.pid_file().exists());
        assert_eq!(host.script("nonsense").0, 2);
    }
}

#[test]
fn a_pid_file_of_another_process_is_nobodys() {
    for shell in SHELLS {
        let host = Host::start(shell);
        // Process 1 of the namespace: alive, and no Keepalived.
        fs::write(host.pid_file(), "1\n").unwrap();
        assert_eq!(host.script("status").0, 1, "dead with a pid file");
        host.does("stop");
        let alive = host.inside(&["kill", "-0", "1"]);
        assert!(alive.status.success(), "the stranger was killed");
        for text in ["", "words\n", "-1\n"] {
            fs::write(host.pid_file(), text).unwrap();
            assert_eq!(host.script("status").0, 1, "{text:?}");
        }
    }
}

#[test]
fn what_cannot_start_says_why() {
    for shell in SHELLS {
        let host = Host::start(shell);
        let config: &Path = &host.machine.definition().config;
        fs::remove_file(config).unwrap();
        let (status, said) = host.script("start");
        assert_eq!(status, 6, "{said}");
        assert!(said.contains("keepalived.conf does not exist"), "{said}");
        fs::write(config, "vrrp_instance VI {\n    interface nosuch\n}\n").unwrap();
        let (status, said) = host.script("start");
        assert_eq!(status, 1, "{said}");
        assert!(
            said.contains("Keepalived did not start; the end of "),
            "{said}"
        );
        assert!(said.contains("nosuch"), "{said}");
    }
}
