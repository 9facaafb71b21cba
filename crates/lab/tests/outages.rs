//! The prober sees the outages that faults make, and none that is not there. Needs root.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::convert::Infallible;
use std::io::{ErrorKind, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use host::netns;
use lab::{
    Failure, Fault, Greeting, Lab, Node, Outcome, ProbeConfig, Prober, ProberError, SERVICE_PORT,
    Service, TcpService,
};

const LIMIT: Duration = Duration::from_secs(30);
const CALM: Duration = Duration::from_millis(300);
const FAULT_LASTS: Duration = Duration::from_millis(200);

#[test]
#[ignore = "the body of the service that the other tests start in a node"]
fn tcp_service() {
    let Err(error): Result<Infallible, _> =
        lab::serve(SocketAddr::from(([0, 0, 0, 0], SERVICE_PORT)), "node-a");
    panic!("{error}");
}

fn start_service(node: &Node) -> TcpService {
    let arguments = ["--exact", "tcp_service", "--ignored"]
        .map(Into::into)
        .to_vec();
    let program = std::env::current_exe().unwrap();
    let mut service = TcpService::start(node, program, arguments).unwrap();
    service.wait_ready(LIMIT).unwrap();
    service
}

fn start_prober(lab: &Lab) -> Prober {
    let target = (lab.nodes()[0].address(), SERVICE_PORT).into();
    let config = ProbeConfig::new(Greeting::Line220);
    let prober = Prober::start(lab.client().ns(), target, config).unwrap();
    prober.wait_steady(CALM, LIMIT).unwrap();
    prober
}

/// Injects `fault` for [`FAULT_LASTS`] and gives the outage and how the attempts failed.
fn measure(label: &str, fault: Fault) -> (lab::Outage, Vec<Failure>) {
    let lab = Lab::create(label).unwrap();
    let mut service = start_service(&lab.nodes()[0]);
    let prober = start_prober(&lab);
    let mark = prober.mark();
    fault.inject(&mut service).unwrap();
    // Not a wait for something: it is how long the fault lasts.
    std::thread::sleep(FAULT_LASTS);
    fault.heal(&mut service).unwrap();
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    let attempts = prober.attempts_since(mark);
    let failures = attempts.iter().filter_map(|attempt| match attempt.outcome {
        Outcome::Failed(failure) => Some(failure),
        Outcome::Greeted => None,
    });
    (outage, failures.collect())
}

#[test]
fn without_a_fault_there_is_no_outage() {
    let lab = Lab::create("calm").unwrap();
    let _service = start_service(&lab.nodes()[0]);
    let prober = start_prober(&lab);
    let mark = prober.mark();
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    assert_eq!(
        (outage.duration, outage.attempts_failed),
        (Duration::ZERO, 0)
    );
    assert_eq!(prober.outage_since(mark), Some(outage));
}

#[test]
fn a_killed_service_refuses_for_as_long_as_it_is_dead() {
    let (outage, failures) = measure("killed", Fault::ServiceKilled);
    assert!(outage.duration > FAULT_LASTS * 3 / 4, "{outage:?}");
    assert!(failures.contains(&Failure::Refused), "{failures:?}");
    assert_eq!(outage.attempts_failed, failures.len());
}

/// Attempts begun less than a deadline before the thaw are greeted after it, and are successes, so a
/// freeze that is shorter than the deadline would go unseen.
#[test]
fn a_frozen_service_accepts_and_never_greets() {
    let lab = Lab::create("frozen").unwrap();
    let mut service = start_service(&lab.nodes()[0]);
    let prober = start_prober(&lab);
    let mark = prober.mark();
    Fault::ServiceFrozen.inject(&mut service).unwrap();
    let error = prober
        .wait_recovered(mark, CALM, FAULT_LASTS * 3)
        .unwrap_err();
    let ProberError::NotSteady { last_failure, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(last_failure, Some(Failure::Deadline));
    assert_eq!(prober.outage_since(mark), None, "it is not over");
    Fault::ServiceFrozen.heal(&mut service).unwrap();
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    assert!(outage.duration > FAULT_LASTS, "{outage:?}");
}

/// A first connection attempt that is lost is repeated by the kernel after a second, which is later
/// than the deadline: each attempt during the cut fails.
#[test]
fn a_cut_link_is_an_outage() {
    let (outage, failures) = measure("cut", Fault::LinkCut);
    assert!(outage.duration > FAULT_LASTS * 3 / 4, "{outage:?}");
    assert!(failures.contains(&Failure::Deadline), "{failures:?}");
}

/// The kernel of a frozen node goes on: it holds the address and accepts connections.
#[test]
fn a_frozen_node_accepts_and_never_greets() {
    let lab = Lab::create("node frozen").unwrap();
    let node = &lab.nodes()[0];
    let mut service = start_service(node);
    let mut bystander = node.spawn(sleeper()).unwrap();
    let prober = start_prober(&lab);
    let mark = prober.mark();
    Fault::NodeFrozen.inject(&mut service).unwrap();
    for process in [service.process().pid(), bystander.id()] {
        assert_eq!(state(process), 'T');
    }
    assert!(node.holds(node.address().into()).unwrap());
    let connected = netns::within(lab.client().ns(), || {
        TcpStream::connect((node.address(), SERVICE_PORT)).map(drop)
    });
    connected.unwrap().unwrap();
    prober
        .wait_recovered(mark, CALM, FAULT_LASTS * 3)
        .expect_err("nobody greets");
    Fault::NodeFrozen.heal(&mut service).unwrap();
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    assert!(outage.duration > FAULT_LASTS, "{outage:?}");
    assert_ne!(state(bystander.id()), 'T');
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

/// A client that waits for an answer is not told by a machine without power.
#[test]
fn a_lost_node_says_no_farewell_and_boots_again() {
    let lab = Lab::create("node lost").unwrap();
    let node = &lab.nodes()[0];
    let mut service = start_service(node);
    let mut bystander = node.spawn(sleeper()).unwrap();
    let prober = start_prober(&lab);
    let mut client = greeted(&lab, node);
    let mark = prober.mark();
    Fault::NodeLost.inject(&mut service).unwrap();
    assert!(!bystander.wait().unwrap().success());
    assert_eq!(netns::processes_in(node.ns()).unwrap(), []);
    assert!(!node.holds(node.address().into()).unwrap());
    client.set_read_timeout(Some(FAULT_LASTS)).unwrap();
    let heard = client.read(&mut [0; 8]).map_err(|error| error.kind());
    assert_eq!(heard, Err(ErrorKind::WouldBlock), "silence");
    Fault::NodeLost.heal(&mut service).unwrap();
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    assert!(outage.duration > FAULT_LASTS * 3 / 4, "{outage:?}");
}

fn sleeper() -> Command {
    let mut command = Command::new("sleep");
    command.arg("1000");
    command
}

/// A connection of the client's that has read the greeting.
fn greeted(lab: &Lab, node: &Node) -> TcpStream {
    let connect = || TcpStream::connect((node.address(), SERVICE_PORT));
    let mut client = netns::within(lab.client().ns(), connect).unwrap().unwrap();
    client.read_exact(&mut [0; "220 node-a\r\n".len()]).unwrap();
    client
}

/// As in proc(5): `T` is stopped.
fn state(pid: u32) -> char {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    stat.rsplit_once(") ").unwrap().1.chars().next().unwrap()
}

#[test]
fn a_service_that_cannot_start_says_why() {
    let lab = Lab::create("no service").unwrap();
    let arguments = vec!["-c".into(), "echo no such port >&2; exit 3".into()];
    let mut service = TcpService::start(&lab.nodes()[0], "sh".into(), arguments).unwrap();
    let error = service.wait_ready(LIMIT).unwrap_err().to_string();
    assert!(
        error.contains("exit status: 3") && error.contains("no such port"),
        "{error}"
    );
}

/// A service that would count each of these as a failed login must not learn of them.
#[test]
fn a_handshake_shows_who_listens_and_never_reaches_the_service() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let config = ProbeConfig {
        period: Duration::from_millis(1),
        ..ProbeConfig::new(Greeting::Handshake)
    };
    let prober = Prober::start_here(listener.local_addr().unwrap(), config).unwrap();
    prober.wait_steady(CALM, LIMIT).unwrap();
    let reached = listener.accept().map(|_| "a connection").unwrap_err();
    assert_eq!(reached.kind(), std::io::ErrorKind::WouldBlock);
    let mark = prober.mark();
    drop(listener);
    let error = prober.wait_recovered(mark, CALM, CALM * 2).unwrap_err();
    let is_refused = matches!(
        error,
        ProberError::NotSteady {
            last_failure: Some(Failure::Refused),
            ..
        }
    );
    assert!(is_refused, "{error:?}");
}
