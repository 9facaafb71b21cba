//! A check whose failure leaves the addresses where they are.

use crate::expand::Location;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::simulate::{ASSUMED_DIFFERENCE, Failure, Scope, Verdict};

pub(super) static RULE: Rule = Rule {
    id: "check-moves-nothing",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A failing check does not move the addresses",
        "检查失败不会使地址漂移",
    ),
    why: words(
        "The simulation of both nodes shows that the master keeps a higher priority than its \
        peer even when this check fails. The weight must be larger than the difference of \
        the priorities, or 0, which means FAULT.",
        "模拟两个节点可知：即使该检查失败，主节点的优先级仍高于对端。\
        权重的绝对值须大于两者优先级之差，或写 0 以进入 FAULT。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    weight -5
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    )
    .with_peer(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    weight -5
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    weight -20
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    )
    .with_peer(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    weight -20
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let Some(simulation) = context.outlook.simulation() else {
        return;
    };
    for (scope, stuck) in simulation.failures_that_do_not_move() {
        let Failure::Check(check) = stuck.failure else {
            continue;
        };
        let is_own = stuck.node == 0 && stuck.verdict == Verdict::Stays;
        // A peer that does not preempt and a file without a weight have rules of their own.
        let is_told = peer_waits(context, scope, stuck.election)
            || has_no_weight(context, scope.checks[check.0].at);
        if !is_own || is_told {
            continue;
        }
        let [Some(own), Some(peer)] = stuck.priorities.as_slice() else {
            continue;
        };
        let watched = &scope.checks[check.0];
        let (en, zh) = if context.outlook.peer.is_some() {
            ("the peer's", "对端")
        } else {
            ("an assumed peer's", "假定对端")
        };
        let what = watched.text();
        let finding = found.report(
            watched.at,
            Text::new(
                format!(
                    "when {} fails, priority {own} still beats {en} {peer}",
                    what.en
                ),
                format!("{} 失败后，优先级 {own} 仍高于{zh}的 {peer}", what.zh),
            ),
        );
        if context.outlook.peer.is_none() {
            finding.severity(Severity::Hint).note(Text::new(
                format!("the peer's priority is taken to be lower by {ASSUMED_DIFFERENCE}"),
                format!("假定对端优先级低 {ASSUMED_DIFFERENCE}"),
            ));
        }
    }
}

fn peer_waits(context: &Context<'_>, scope: &Scope, election: usize) -> bool {
    let outlook = &context.outlook;
    let model = outlook.peer.as_ref().unwrap_or(&outlook.model);
    let seat = scope.elections[election].seats.get(1);
    let instance = seat
        .and_then(Option::as_ref)
        .and_then(|seat| model.instance(&seat.name));
    instance.is_some_and(|instance| instance.nopreempt.is_some())
}

fn has_no_weight(context: &Context<'_>, at: Location) -> bool {
    let model = &context.outlook.model;
    let files = model
        .instances
        .iter()
        .flat_map(|instance| &instance.trackers.files);
    let mut here = files.filter(|track| track.name.at == at && track.weight.is_none());
    here.any(|track| {
        model
            .track_file(track)
            .is_some_and(|file| file.weight.is_none())
    })
}
