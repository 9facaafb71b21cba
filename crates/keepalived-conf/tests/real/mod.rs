//! Two nodes with the installed Keepalived, in network namespaces joined by a switch.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use keepalived_conf::simulate::{CheckKind, Step};

use crate::scenario::{ADDRESSES, NODES};

/// Two nodes and the switch between them; all of it goes away with its owner.
pub(crate) struct Pair {
    directory: PathBuf,
    switch: String,
    nodes: [String; 2],
    running: [Option<Child>; 2],
    ending: Vec<Child>,
    starts: usize,
}

impl Pair {
    /// Makes the namespaces; `None` where that is not allowed or Keepalived is not installed.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let id = format!("kc{}-{name}", std::process::id());
        let directory = std::env::temp_dir().join(&id);
        fs::create_dir_all(&directory).ok()?;
        let pair = Self {
            switch: format!("{id}-sw"),
            nodes: NODES.map(|node| format!("{id}-{node}")),
            running: [None, None],
            ending: Vec::new(),
            starts: 0,
            directory,
        };
        pair.wire().then_some(pair)
    }

    fn wire(&self) -> bool {
        let mut script = format!(
            "set -e; ip netns add {sw}; ip -n {sw} link add br0 type bridge; \
             ip -n {sw} link set br0 up; ",
            sw = self.switch
        );
        for ((node, name), address) in self.nodes.iter().zip(NODES).zip(ADDRESSES) {
            script.push_str(&format!(
                "ip netns add {node}; \
                 ip -n {sw} link add p{name} type veth peer name eth0 netns {node}; \
                 ip -n {sw} link set p{name} master br0 up; \
                 ip -n {node} link set lo up; ip -n {node} link set eth0 up; \
                 ip -n {node} addr add {address}/24 dev eth0; ",
                sw = self.switch
            ));
        }
        let keepalived = Command::new("keepalived").arg("-v").output();
        keepalived.is_ok_and(|output| output.status.success()) && shell(&script)
    }

    /// The directory of a node, in which its checks find their files.
    pub(crate) fn directory(&self, node: usize) -> PathBuf {
        self.directory.join(NODES[node])
    }

    /// Writes the configuration of a node, `{dir}` replaced.
    pub(crate) fn configure(&self, node: usize, config: &str) {
        let directory = self.directory(node);
        fs::create_dir_all(&directory).expect("the scratch directory can be written");
        let text = config.replace("{dir}", &directory.to_string_lossy());
        fs::write(directory.join("conf"), text).expect("the scratch directory can be written");
    }

    /// Puts a check where it should be.
    pub(crate) fn set_check(&self, node: usize, kind: CheckKind, name: &str, is_up: bool) {
        let path = self.directory(node).join(name);
        match (kind, is_up) {
            (CheckKind::Interface, _) => {
                let way = if is_up { "up" } else { "down" };
                let port = NODES[node];
                assert!(shell(&format!(
                    "ip -n {} link set p{port} {way}",
                    self.switch
                )));
            }
            (CheckKind::File, _) => {
                fs::write(path, if is_up { "1" } else { "0" }).expect("the file can be written");
            }
            (_, true) => fs::write(path, "").expect("the file can be written"),
            (_, false) => fs::remove_file(path).expect("the file can be removed"),
        }
    }

    /// Lets a step happen.
    pub(crate) fn apply(&mut self, step: &Step) {
        match step {
            Step::Check {
                node,
                kind,
                name,
                is_up,
            } => self.set_check(*node, *kind, name, *is_up),
            Step::Stop(node) => self.end(*node, "TERM"),
            Step::Lose(node) => self.end(*node, "KILL"),
            Step::Start(node) => self.start(*node),
        }
    }

    /// Starts Keepalived on a node, with a log of its own.
    pub(crate) fn start(&mut self, node: usize) {
        self.reap();
        self.starts += 1;
        let directory = self.directory(node);
        let log = fs::File::create(directory.join("log")).expect("the log can be written");
        let errors = log.try_clone().expect("a file can be shared");
        let child = Command::new("ip")
            .args(["netns", "exec", &self.nodes[node]])
            .args(["keepalived", "-n", "-l", "-D", "-P", "-f"])
            .arg(directory.join("conf"))
            .arg("-p")
            .arg(directory.join(format!("pid{}", self.starts)))
            .arg("-r")
            .arg(directory.join(format!("vrrp{}", self.starts)))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn();
        self.running[node] = Some(child.expect("keepalived can be started"));
    }

    /// Ends every process of a node: by name of its namespace, so that nothing else is hit.
    fn end(&mut self, node: usize, signal: &str) {
        let Some(child) = self.running[node].take() else {
            return;
        };
        if signal == "KILL" {
            // A check that ends by itself in between makes `kill` complain; that all are gone is seen
            // when they are reaped.
            shell(&format!(
                "ip netns pids {} | xargs -r kill -KILL",
                self.nodes[node]
            ));
        } else {
            assert!(shell(&format!("kill -{signal} {}", child.id())));
        }
        self.ending.push(child);
    }

    /// Waits for what was told to end: Keepalived takes a second to go after it has resigned.
    fn reap(&mut self) {
        for mut child in self.ending.drain(..) {
            child.wait().expect("keepalived ends");
        }
    }

    /// The instances that a node says it is MASTER of; none when it does not run.
    pub(crate) fn masters(&self, node: usize) -> Vec<String> {
        if self.running[node].is_none() {
            return Vec::new();
        }
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        let log = self.log(node);
        for line in log.lines() {
            let Some((name, state)) = line.split_once(") Entering ") else {
                continue;
            };
            if let Some((_, name)) = name.rsplit_once('(') {
                last.insert(name, state);
            }
        }
        let masters = last.iter().filter(|(_, state)| state.starts_with("MASTER"));
        masters.map(|(name, _)| (*name).to_owned()).collect()
    }

    /// Whether the kernel of a node has this address.
    pub(crate) fn has_address(&self, node: usize, address: &str) -> bool {
        let shown = Command::new("ip")
            .args(["-n", &self.nodes[node], "-o", "addr", "show", "to", address])
            .output();
        shown.is_ok_and(|output| !output.stdout.is_empty())
    }

    /// What Keepalived wrote on a node.
    pub(crate) fn log(&self, node: usize) -> String {
        let path: &Path = &self.directory(node).join("log");
        String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for node in 0..self.nodes.len() {
            self.end(node, "KILL");
        }
        self.reap();
        for namespace in self.nodes.iter().chain([&self.switch]) {
            shell(&format!("ip netns del {namespace}"));
        }
        // Nothing rests on it: a directory left behind is only untidy.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn shell(script: &str) -> bool {
    let output = Command::new("sh").args(["-c", script]).output();
    output.is_ok_and(|output| output.status.success())
}
