//! The answers in words, English and Chinese.

use std::time::Duration;

use super::check::{Check, CheckId, CheckKind};
use super::hearing::Deafness;
use super::machine::InstanceState;
use super::outcome::{Case, Cause, NodeState, Outcome, Scope, Takeover};
use super::question::{Failure, Stuck, Verdict};
use super::{Simulation, join};
use crate::lint::Text;

impl Check {
    /// `script check_mysql`
    pub fn text(&self) -> Text {
        let (en, zh) = match self.kind {
            CheckKind::Interface => ("interface", "网卡"),
            CheckKind::Script => ("script", "脚本"),
            CheckKind::File => ("track file", "跟踪文件"),
            CheckKind::Process => ("process", "进程"),
            CheckKind::Bfd => ("BFD session", "BFD 会话"),
        };
        let name = &self.name;
        Text::new(format!("{en} {name}"), format!("{zh} {name}"))
    }
}

impl Simulation {
    /// The failure of a [`Stuck`] in words.
    pub fn failure(&self, scope: &Scope, failure: Failure) -> Text {
        let named = |check: CheckId, en: &str, zh: &str| {
            let check = &scope.checks[check.0];
            let (node, what) = (&self.nodes[check.node], check.text());
            Text::new(
                format!("{node}: {} {en}", what.en),
                format!("{node}：{} {zh}", what.zh),
            )
        };
        let node = |node: usize, en: &str, zh: &str| {
            let node = &self.nodes[node];
            Text::new(format!("{node}: {en}"), format!("{node}：{zh}"))
        };
        match failure {
            Failure::Check(check) => named(check, "fails", "失败"),
            Failure::FileMissing(check) => named(check, "is missing or empty", "缺失或为空"),
            Failure::Stopped(index) => node(index, "keepalived stops", "keepalived 停止"),
            Failure::Lost(index) => node(index, "the node is lost", "节点失联"),
        }
    }

    /// What is wrong after it, in words.
    pub fn verdict(&self, stuck: &Stuck) -> Text {
        let struck = &self.nodes[stuck.node];
        match &stuck.verdict {
            Verdict::Stays => Text::new(
                format!("the addresses stay on {struck}"),
                format!("地址仍留在 {struck}"),
            ),
            Verdict::Nobody => Text::new("no node holds the addresses", "没有节点持有地址"),
            Verdict::Several(nodes) => {
                let nodes = self.names(nodes);
                Text::new(
                    format!("{nodes} hold the addresses at the same time"),
                    format!("{nodes} 同时持有地址"),
                )
            }
        }
    }

    /// What failed in a case, in words.
    pub fn conditions(&self, scope: &Scope, case: &Case) -> Text {
        let nodes = case.conditions.nodes.iter().enumerate();
        let gone = nodes.filter_map(|(node, state)| match state {
            NodeState::Up => None,
            NodeState::Stopped => Some(Failure::Stopped(node)),
            NodeState::Lost => Some(Failure::Lost(node)),
        });
        let checks = scope.checks.iter().zip(&case.conditions.is_up).enumerate();
        let bad = checks.filter(|(_, (check, is_up))| check.is_good_when_up != **is_up);
        let bad = bad.map(|(index, _)| Failure::Check(CheckId(index)));
        let all: Vec<Text> = gone
            .chain(bad)
            .map(|one| self.failure(scope, one))
            .collect();
        if all.is_empty() {
            return Text::new("nothing fails", "一切正常");
        }
        join(&all, "; ", "；")
    }

    /// Who holds the addresses of an election in a case, in words.
    pub fn holders(&self, outcome: &Outcome) -> Text {
        match outcome.holders.as_slice() {
            [] => Text::new("nobody", "无"),
            [one] => Text::new(&self.nodes[*one], &self.nodes[*one]),
            several => {
                let nodes = self.names(several);
                Text::new(format!("{nodes} (split brain)"), format!("{nodes}（脑裂）"))
            }
        }
    }

    /// Each instance's priority and what makes it so, in words.
    pub fn reasons(&self, scope: &Scope, outcome: &Outcome) -> Text {
        let standings = self.nodes.iter().zip(&outcome.standings);
        let known = standings.filter_map(|(node, standing)| Some((node, standing.as_ref()?)));
        let parts: Vec<Text> = known
            .map(|(node, standing)| {
                let changes = standing.changes.iter().map(|(check, amount)| {
                    let check = scope.checks[check.0].text();
                    Text::new(
                        format!("{} {amount:+}", check.en),
                        format!("{} {amount:+}", check.zh),
                    )
                });
                let faults = standing
                    .faults
                    .iter()
                    .map(|check| scope.checks[check.0].text());
                let why: Vec<Text> = match standing.state {
                    InstanceState::Fault if standing.faults.is_empty() => {
                        vec![Text::new("with its sync group", "随同步组")]
                    }
                    InstanceState::Fault => faults.collect(),
                    InstanceState::Absent => Vec::new(),
                    InstanceState::Backup | InstanceState::Master => changes.collect(),
                };
                let why = join(&why, ", ", "，");
                let state = state(standing.state, standing.priority.value());
                if why.en.is_empty() {
                    Text::new(
                        format!("{node} {}", state.en),
                        format!("{node} {}", state.zh),
                    )
                } else {
                    Text::new(
                        format!("{node} {} ({})", state.en, why.en),
                        format!("{node} {}（{}）", state.zh, why.zh),
                    )
                }
            })
            .collect();
        join(&parts, "; ", "；")
    }

    fn names(&self, nodes: &[usize]) -> String {
        let names: Vec<&str> = nodes
            .iter()
            .map(|node| self.nodes[*node].as_str())
            .collect();
        names.join(", ")
    }
}

fn state(state: InstanceState, priority: u8) -> Text {
    match state {
        InstanceState::Absent => Text::new("absent", "不在"),
        InstanceState::Fault => Text::new("FAULT", "FAULT"),
        InstanceState::Backup => {
            Text::new(format!("BACKUP {priority}"), format!("BACKUP {priority}"))
        }
        InstanceState::Master => {
            Text::new(format!("MASTER {priority}"), format!("MASTER {priority}"))
        }
    }
}

impl Takeover {
    /// How long it takes, and why so, in words.
    pub fn text(&self) -> Text {
        let (en, zh) = match self.cause {
            Cause::Resigned => ("resigned, skew", "主动让位，等待偏移时间"),
            Cause::Silence => ("silence, down interval", "无通告，等待失效间隔"),
            Cause::Outranked => ("outranked, down interval", "优先级更低，等待失效间隔"),
        };
        let mut text = Text::new(
            format!("{} ({en})", seconds(self.within)),
            format!("{}（{zh}）", seconds(self.within)),
        );
        if !self.detection.is_zero() {
            let noticed = seconds(self.detection);
            text.en
                .push_str(&format!(" after at most {noticed} until it is noticed"));
            text.zh.push_str(&format!("，发现故障最多另需 {noticed}"));
        }
        text
    }
}

impl Deafness {
    /// Why adverts are not taken, in words.
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Self::Version => ("the versions differ", "协议版本不同"),
            Self::AdvertInterval => ("the intervals of version 2 differ", "版本 2 的通告间隔不同"),
            Self::AuthenticationType => ("the kinds of authentication differ", "认证方式不同"),
            Self::Password => ("the passwords differ", "认证密码不同"),
            Self::Addresses => ("the virtual addresses differ", "虚拟地址不同"),
            Self::Cast => (
                "one uses unicast, the other multicast",
                "一方单播，另一方组播",
            ),
            Self::MulticastGroup => ("the multicast groups differ", "组播地址不同"),
            Self::NotAddressed => (
                "it is not among the sender's unicast peers",
                "不在发送方的单播对端中",
            ),
            Self::SourceNotPeer => (
                "the sender is not among its unicast peers",
                "发送方不在其单播对端中",
            ),
        };
        Text::new(en, zh)
    }
}

/// `0.06 s`
pub(super) fn seconds(time: Duration) -> String {
    let hundredths = time.as_micros().div_ceil(10_000);
    format!("{}.{:02} s", hundredths / 100, hundredths % 100)
}
