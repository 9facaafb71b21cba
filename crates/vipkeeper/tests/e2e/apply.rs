//! Changing a live pair: what is good stays, what is bad does not.

use anyhow::{Result, ensure};

use crate::apply_pair::{ApplyPair, LIMIT};

#[test]
fn a_good_change_is_verified_and_no_packet_is_lost() -> Result<()> {
    let nodes = ApplyPair::start("apply-good")?;
    let first = nodes.text(0)?;
    let mark = nodes.pair.prober().mark();
    let applied = nodes.change(0, "priority 250", "priority 245", &["--message", "lower"])?;
    let applied = applied.ended("verified")?;
    ensure!(applied.status == 0);
    let phases: Vec<_> = applied
        .lines
        .iter()
        .filter_map(|line| line["phase"].as_str())
        .collect();
    ensure!(
        phases == ["writing", "reloading", "verifying", "keeping"],
        "{phases:?}"
    );
    nodes.expect_home()?;
    let outage = nodes.pair.prober().outage_since(mark);
    ensure!(
        outage.is_some_and(|seen| seen.attempts_failed == 0),
        "{outage:?}"
    );
    let history = nodes.history(0)?;
    let words: Vec<_> = history
        .iter()
        .map(|revision| (revision["origin"].as_str(), revision["result"].as_str()))
        .collect();
    let expected = [
        (Some("apply"), Some("verified")),
        (Some("adopted"), Some("applied")),
    ];
    ensure!(words == expected, "{words:?}");
    ensure!(history[0]["live"] == true && history[0]["message"] == "lower");
    // Every revision can be made live again.
    let back =
        crate::apply_pair::said(nodes.command(0, &["--json", "rollback", "1", "--yes"]), "")?;
    back.ended("verified")?;
    nodes.expect_settled(&first)?;
    ensure!(nodes.apply(0, &first, &[])?.result() == "unchanged");
    Ok(())
}

#[test]
fn nonsense_is_refused_before_anything_changes() -> Result<()> {
    let nodes = ApplyPair::start("apply-nonsense")?;
    let before = nodes.text(0)?;
    let cases = [
        ("priority 250", "prioritee 250", 3),
        ("dev eth0", "dev lo", 1),
        ("interface eth0", "interface eth9", 1),
        ("virtual_router_id 100", "virtual_router_id 510", 3),
    ];
    for (from, to, status) in cases {
        let refused = nodes.change(0, from, to, &[])?.ended("refused")?;
        ensure!(refused.status == status, "{to}: {refused:#?}");
        nodes.expect_settled(&before)?;
    }
    ensure!(nodes.pair.holders()? == [0]);
    Ok(())
}

#[test]
fn a_change_that_makes_two_masters_is_taken_back() -> Result<()> {
    let nodes = ApplyPair::start("apply-two-masters")?;
    // Version 2 with a password, on both nodes at once.
    for node in [1, 0] {
        let text = nodes.text(node)?;
        let text = text
            .replace("advert_int 0.1", "advert_int 1")
            .replace("version 3", "version 2");
        let password = "    authentication {\n        auth_type PASS\n        auth_pass one\n    }\n    virtual_ipaddress {";
        let text = text.replacen("    virtual_ipaddress {", password, 1);
        nodes
            .apply(node, &text, &["--peer-follows"])?
            .ended("verified")?;
    }
    nodes.pair.wait_home(LIMIT)?;
    let before = nodes.text(0)?;
    // The MASTER alone: the other hears nothing that it understands.
    let bad = nodes
        .change(0, "auth_pass one", "auth_pass two", &[])?
        .ended("taken-back")?;
    ensure!(bad.status == 1 && bad.reason().contains("auth"), "{bad:#?}");
    nodes.expect_settled(&before)?;
    nodes.pair.wait_home(LIMIT)?;
    // The BACKUP alone.
    let bad = nodes
        .change(1, "auth_pass one", "auth_pass two", &[])?
        .ended("taken-back")?;
    ensure!(bad.status == 1, "{bad:#?}");
    nodes.pair.wait_home(LIMIT)?;
    let history = nodes.history(0)?;
    ensure!(history[0]["result"] == "rolled-back" && history[0]["reason"].is_string());
    Ok(())
}

#[test]
fn the_same_address_under_another_number_is_heard_on_the_wire() -> Result<()> {
    let nodes = ApplyPair::start("apply-other-vrid")?;
    for node in [1, 0] {
        let bad = nodes
            .change(node, "virtual_router_id 100", "virtual_router_id 101", &[])?
            .ended("taken-back")?;
        ensure!(bad.reason().contains("is MASTER, and so is"), "{bad:#?}");
        nodes.pair.wait_home(LIMIT)?;
    }
    Ok(())
}

#[test]
fn what_the_daemon_refuses_or_dies_of_is_taken_back() -> Result<()> {
    let nodes = ApplyPair::start("apply-refused")?;
    let before = nodes.text(0)?;
    nodes.blind_the_test()?;
    // Keepalived goes on with the old namespace and says so.
    let refuses = before.replacen("global_defs {", "net_namespace elsewhere\nglobal_defs {", 1);
    let refused = nodes.apply(0, &refuses, &[])?.ended("taken-back")?;
    ensure!(refused.reason().contains("restart"), "{refused:#?}");
    nodes.expect_settled(&before)?;
    nodes.expect_home()?;
    // Keepalived ends over an interface that is not there.
    let died = nodes
        .change(0, "interface eth0", "interface eth9", &[])?
        .ended("taken-back")?;
    nodes.expect_settled(&before)?;
    nodes.expect_home()?;
    ensure!(
        died.lines
            .last()
            .is_some_and(|line| line["left"] == serde_json::json!([])),
        "{died:#?}"
    );
    Ok(())
}

#[test]
fn a_change_by_hand_is_noticed_and_can_be_applied_where_it_lies() -> Result<()> {
    let nodes = ApplyPair::start("apply-by-hand")?;
    let first = nodes.text(0)?;
    nodes
        .change(0, "priority 250", "priority 248", &[])?
        .ended("verified")?;
    let by_hand = first.replace("priority 250", "priority 249");
    std::fs::write(nodes.config(0), &by_hand)?;
    ensure!(nodes.history(0)?[0]["origin"] == "outside");
    nodes.expect_settled(&by_hand)?;
    // A bad edit in place is refused, and the file is the user's to mend.
    let bad = by_hand.replace("priority 249", "prioritee 249");
    std::fs::write(nodes.config(0), &bad)?;
    let path = nodes.config(0).display().to_string();
    let apply =
        || crate::apply_pair::said(nodes.command(0, &["--json", "apply", &path, "--yes"]), "");
    apply()?.ended("refused")?;
    nodes.expect_settled(&bad)?;
    // A good one is reloaded and verified.
    let good = by_hand.replace("priority 249", "priority 247");
    std::fs::write(nodes.config(0), &good)?;
    apply()?.ended("verified")?;
    nodes.expect_settled(&good)?;
    nodes.pair.wait_home(LIMIT)?;
    Ok(())
}
