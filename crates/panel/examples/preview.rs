//! Shows the panel with a made-up node that fails over, again and again.
//!
//! ```text
//! cargo run -p panel --example preview [PORT] [healthy|broken|drained|stopped]
//! ```
//!
//! Without a scene the node goes through all of them.  The address is printed.

#![allow(clippy::print_stdout, reason = "an example prints its address")]

use std::env;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use keeper::Message;
use keeper::drain::{Marker, Purpose};
use keeper::observe::{
    CheckView, Health, InstanceState, InstanceView, KeepalivedState, NodeState, Transition,
    VirtualIpView,
};
use keeper::settings::{FailurePolicy, Scope};
use panel::Panel;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::interval;

const TICK: Duration = Duration::from_millis(250);

/// How many ticks a scene stays.
const SCENE_TICKS: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    Healthy,
    Broken,
    Recovered,
    Drained,
    Stopped,
}

const PLAY: [Scene; 5] = [
    Scene::Healthy,
    Scene::Broken,
    Scene::Recovered,
    Scene::Drained,
    Scene::Stopped,
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let mut arguments = env::args().skip(1);
    let port: u16 = arguments
        .next()
        .and_then(|port| port.parse().ok())
        .unwrap_or(0);
    let fixed = arguments.next().map(|name| match name.as_str() {
        "broken" => Scene::Broken,
        "drained" => Scene::Drained,
        "stopped" => Scene::Stopped,
        _ => Scene::Healthy,
    });
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let listen = listener.local_addr()?;
    println!("http://{listen}/");

    let (pictures, state) = watch::channel(Arc::new(opening()));
    tokio::spawn(perform(pictures, fixed));
    let router = panel::router(Panel { state, listen });
    let shutdown = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    panel::serve(listener, router, shutdown).await
}

/// Plays until nobody can watch any more.
async fn perform(pictures: watch::Sender<Arc<NodeState>>, fixed: Option<Scene>) {
    let mut clock = interval(TICK);
    let mut node = (*pictures.borrow().clone()).clone();
    for tick in 0_usize.. {
        clock.tick().await;
        let scene = fixed.unwrap_or(PLAY[tick / SCENE_TICKS % PLAY.len()]);
        play(&mut node, scene, tick);
        if pictures.send(Arc::new(node.clone())).is_err() {
            return;
        }
    }
}

fn play(node: &mut NodeState, scene: Scene, tick: usize) {
    node.at = Timestamp::now();
    node.keepalived.pid = (scene != Scene::Stopped).then_some(48_213);
    let (main, second) = match scene {
        Scene::Healthy => (InstanceState::Master, InstanceState::Backup),
        Scene::Broken => (InstanceState::Fault, InstanceState::Backup),
        Scene::Drained => (InstanceState::Fault, InstanceState::Fault),
        Scene::Recovered => (InstanceState::Backup, InstanceState::Backup),
        Scene::Stopped => (InstanceState::Stop, InstanceState::Stop),
    };
    enter(node, 0, main);
    enter(node, 1, second);
    try_check(&mut node.checks[0], scene == Scene::Broken, 380, tick);
    try_check(&mut node.checks[1], false, 2_100, tick);
    try_check(&mut node.checks[2], scene == Scene::Drained, 610, tick);
    let since = node.at;
    node.drained = (scene == Scene::Drained).then(|| {
        let known = node.drained.take();
        known.unwrap_or_else(|| Marker {
            purpose: Purpose::Maintenance,
            is_settled: true,
            since,
            author: "root".to_owned(),
        })
    });
}

fn enter(node: &mut NodeState, index: usize, state: InstanceState) {
    let instance = &mut node.instances[index];
    if instance.state == Some(state) {
        return;
    }
    let to = state;
    let from = instance.state.replace(to);
    for ip in &mut instance.virtual_ips {
        ip.held = to == InstanceState::Master;
    }
    let priority = instance.effective_priority.unwrap_or_default();
    let instance = instance.name.clone();
    node.transitions.insert(
        0,
        Transition {
            at: node.at,
            instance,
            from,
            to,
            priority,
        },
    );
    node.transitions.truncate(keeper::observe::TRANSITIONS_KEPT);
}

/// One try: latencies wander without a source of chance, by a few waves that do
/// not meet.
fn try_check(check: &mut CheckView, fails: bool, base_us: u64, tick: usize) {
    let wave = (tick * 7 % 11 + tick * 5 % 13 + tick % 3) as u64;
    let spike = if tick % 37 == 36 { 6 } else { 1 };
    check.latency_us = Some((base_us + base_us * wave / 40 + (tick % 97) as u64) * spike);
    let health = if fails { Health::Down } else { Health::Up };
    if check.health != health {
        check.health = health;
        check.since = Timestamp::now();
    }
    check.reason = fails.then(|| {
        Message::new("failure-refused")
            .with("kind", check.kind)
            .with("target", &check.target)
    });
}

/// The picture before the play: an hour of quiet after a busy start.
fn opening() -> NodeState {
    let now = Timestamp::now();
    let ago = |seconds| now - SignedDuration::from_secs(seconds);
    NodeState {
        node: "db-a.example".to_owned(),
        at: now,
        keepalived: KeepalivedState { pid: Some(48_213) },
        instances: vec![
            instance(
                "VI_MYSQL",
                InstanceState::Master,
                250,
                "eth0",
                51,
                &["10.0.0.100/24", "fd00:51::100/64"],
            ),
            instance(
                "VI_REPORTS",
                InstanceState::Backup,
                240,
                "bond0.120",
                52,
                &["10.0.0.120/24"],
            ),
        ],
        checks: vec![
            check("mysql-write", "mysql", "127.0.0.1:3306", ago(3_723)),
            check("proxy", "tcp", "127.0.0.1:6033", ago(90_000)),
            CheckView {
                scope: Scope::Backup,
                ..check("replica", "mysql", "127.0.0.1:3306", ago(90_000))
            },
        ],
        transitions: vec![
            transition(
                ago(3_720),
                "VI_MYSQL",
                Some(InstanceState::Backup),
                InstanceState::Master,
                250,
            ),
            transition(
                ago(3_723),
                "VI_MYSQL",
                Some(InstanceState::Fault),
                InstanceState::Backup,
                250,
            ),
            transition(
                ago(4_001),
                "VI_MYSQL",
                Some(InstanceState::Master),
                InstanceState::Fault,
                250,
            ),
            transition(
                ago(90_003),
                "VI_MYSQL",
                Some(InstanceState::Backup),
                InstanceState::Master,
                250,
            ),
            transition(
                ago(90_004),
                "VI_REPORTS",
                Some(InstanceState::Init),
                InstanceState::Backup,
                240,
            ),
            transition(ago(90_007), "VI_REPORTS", None, InstanceState::Init, 240),
        ],
        drained: None,
    }
}

fn instance(
    name: &str,
    state: InstanceState,
    priority: u8,
    interface: &str,
    vrid: u8,
    addresses: &[&str],
) -> InstanceView {
    let held = state == InstanceState::Master;
    InstanceView {
        name: name.to_owned(),
        state: Some(state),
        effective_priority: Some(priority),
        interface: interface.to_owned(),
        vrid,
        virtual_ips: addresses
            .iter()
            .map(|address| VirtualIpView {
                address: (*address).to_owned(),
                held,
            })
            .collect(),
    }
}

fn check(name: &str, kind: &'static str, target: &str, since: Timestamp) -> CheckView {
    CheckView {
        name: name.into(),
        kind,
        target: target.into(),
        policy: FailurePolicy::Fault,
        scope: Scope::Always,
        health: Health::Up,
        reason: None,
        latency_us: None,
        since,
    }
}

fn transition(
    at: Timestamp,
    instance: &str,
    from: Option<InstanceState>,
    to: InstanceState,
    priority: u8,
) -> Transition {
    Transition {
        at,
        instance: instance.to_owned(),
        from,
        to,
        priority,
    }
}
