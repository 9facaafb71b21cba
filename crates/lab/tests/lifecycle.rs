//! A lab comes and goes without a trace, whatever happens to its owner. Needs root.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::io::{BufRead, BufReader, ErrorKind};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use host::netns;
use lab::{Lab, VIRTUAL_IP};

const RECORDS: &str = "/var/lib/vipkeeper-lab";

/// What is on this machine of the lab `id`, in words; empty when nothing is.
fn traces(id: &str) -> Vec<String> {
    let prefix = format!("vk-{id}-");
    let names = std::fs::read_dir(netns::NAMES)
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<String> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(&prefix))
        .collect();
    let record = Path::new(RECORDS).join(id);
    if record.exists() {
        found.push(record.display().to_string());
    }
    found
}

fn sleeper() -> Command {
    let mut command = Command::new("sleep");
    command.arg("1000");
    command
}

fn leftover(id: &str) -> Option<lab::Leftover> {
    Lab::leftovers()
        .unwrap()
        .into_iter()
        .find(|leftover| leftover.id() == id)
}

#[test]
fn removal_leaves_no_namespace_no_process_and_no_file() {
    let mut lab = Lab::create("removal").unwrap();
    let id = lab.id().to_owned();
    let mut child = lab.nodes()[0].spawn(sleeper()).unwrap();
    assert_eq!(
        traces(&id).len(),
        5,
        "switch, two nodes, client, record: {:?}",
        traces(&id)
    );
    assert_eq!(netns::processes_in(lab.nodes()[0].ns()).unwrap().len(), 1);
    lab.remove().unwrap();
    assert_eq!(traces(&id), Vec::<String>::new());
    let status = child.try_wait().unwrap().expect("the process has ended");
    assert!(!status.success());
    lab.remove().expect("removing twice is no error");
}

#[test]
fn a_panic_removes_the_lab() {
    let (send, receive) = std::sync::mpsc::channel();
    let panicking = std::thread::spawn(move || {
        let lab = Lab::create("panic").unwrap();
        let child = lab.nodes()[1].spawn(sleeper()).unwrap();
        send.send((lab.id().to_owned(), child)).unwrap();
        panic!("on purpose");
    });
    let (id, mut child) = receive.recv().unwrap();
    assert!(panicking.join().is_err());
    assert!(!child.wait().unwrap().success());
    assert_eq!(traces(&id), Vec::<String>::new());
}

#[test]
#[ignore = "the body of the process that owner_killed starts and kills"]
fn owner() {
    let lab = Lab::create("owner to be killed").unwrap();
    let mut child = lab.nodes()[0].spawn(sleeper()).unwrap();
    println!("\nlab {}", lab.id());
    child.wait().unwrap();
}

#[test]
fn owner_killed() {
    let mut owner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "owner", "--ignored", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    let id = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("lab ").map(str::to_owned))
        .expect("the owner names its lab");
    assert!(leftover(&id).is_none(), "a living lab is no leftover");

    owner.kill().unwrap();
    owner.wait().unwrap();
    let remains = leftover(&id).expect("a dead owner's lab is a leftover");
    assert_eq!(remains.label(), "owner to be killed");
    assert!(leftover(&id).is_none(), "it is being removed by somebody");
    assert_eq!(traces(&id).len(), 5);
    remains.remove().unwrap();
    assert_eq!(traces(&id), Vec::<String>::new());
}

/// What an owner leaves that dies between its record and its last namespace: no label, one whole
/// namespace, and one name whose namespace was not mounted yet.
#[test]
fn a_half_built_lab_is_a_leftover_too() {
    let id = format!("half-{}", std::process::id());
    let record: PathBuf = [RECORDS, &id].iter().collect();
    std::fs::create_dir_all(&record).unwrap();
    let whole = format!("vk-{id}-sw");
    assert!(
        Command::new("ip")
            .args(["netns", "add", &whole])
            .status()
            .unwrap()
            .success()
    );
    std::fs::write(Path::new(netns::NAMES).join(format!("vk-{id}-node-a")), "").unwrap();
    assert_eq!(traces(&id).len(), 3);

    let remains = leftover(&id).expect("a record that nobody locks is a leftover");
    assert_eq!(remains.label(), "");
    remains.remove().unwrap();
    assert_eq!(traces(&id), Vec::<String>::new());
}

#[test]
fn nodes_reach_each_other_and_hold_what_they_are_given() {
    let lab = Lab::create("network").unwrap();
    let [node, other] = lab.nodes() else {
        panic!("two nodes")
    };
    for target in [other.address(), lab::CLIENT_ADDRESS, lab::GATEWAY_ADDRESS] {
        // Nobody listens there: to be refused is to be answered.
        let asked = netns::within(node.ns(), || TcpStream::connect((target, 9))).unwrap();
        assert_eq!(
            asked.unwrap_err().kind(),
            ErrorKind::ConnectionRefused,
            "{target}"
        );
    }
    assert!(node.holds(node.address().into()).unwrap());
    assert!(!node.holds(VIRTUAL_IP.into()).unwrap());
    let mut add = node.command("ip").unwrap();
    add.args([
        "addr",
        "add",
        &format!("{VIRTUAL_IP}/32"),
        "dev",
        node.interface(),
    ]);
    assert!(add.status().unwrap().success());
    assert!(node.holds(VIRTUAL_IP.into()).unwrap());
    assert!(!other.holds(VIRTUAL_IP.into()).unwrap());
}

#[test]
fn a_node_starts_with_a_carrier_and_loses_it_with_its_cable() {
    let lab = Lab::create("cable").unwrap();
    let node = &lab.nodes()[0];
    let shows = |word: &str| {
        let mut show = node.command("ip").unwrap();
        show.args(["-o", "link", "show", node.interface()])
            .stdout(Stdio::piped());
        let output = show.output().unwrap().stdout;
        String::from_utf8(output).unwrap().contains(word)
    };
    assert!(shows("LOWER_UP"));
    node.cut_link().unwrap();
    assert!(shows("NO-CARRIER"));
    node.restore_link().unwrap();
    assert!(shows("LOWER_UP"));
}

#[test]
fn the_number_of_nodes_is_bounded() {
    for count in [0, Lab::MAX_NODES + 1] {
        let error = Lab::with_nodes("too many", count).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("a lab has 1 to 8 nodes, not {count}")
        );
    }
    let lab = Lab::with_nodes("three", 3).unwrap();
    assert_eq!(lab.nodes()[2].name(), "node-c");
}
