//! The catalogue against the installed Keepalived.
//!
//! For every keyword that the installed release knows, words at and just beyond the bounds of what
//! the catalogue allows are put into an otherwise good configuration, and `keepalived -t` says
//! whether it takes them. The configurations are judged in a network namespace of their own in
//! which `eth0` exists. Without Keepalived, or without the right to make a namespace, there is
//! nothing to compare with and the test says so.
//!
//! The first `keepalived` in `PATH` is asked: another release is compared by putting it there.

mod oracle;

use oracle::{Release, explained::reason, probes};

#[test]
fn agrees_with_the_installed_keepalived() {
    let Some(release) = Release::installed() else {
        eprintln!("not compared: keepalived is not installed");
        return;
    };
    let probes = probes::all(&release);
    let Some(verdicts) = oracle::judge(&probes) else {
        eprintln!("not compared: no network namespace can be made");
        return;
    };
    let mut agreed = 0;
    let mut explained = 0;
    let mut disagreements = Vec::new();
    for (probe, verdict) in probes.iter().zip(&verdicts) {
        match (verdict.accepts(), reason(probe)) {
            (Some(accepts), _) if accepts == probe.accepted => agreed += 1,
            (_, None) => disagreements.push(format!("{probe} but it {verdict}")),
            (_, Some(_)) => explained += 1,
        }
    }
    let compared = probes.len();
    eprintln!("{release}: {agreed} of {compared} probes agree, {explained} explained");
    assert!(compared > 1000, "only {compared} probes");
    assert!(
        disagreements.is_empty(),
        "{}:\n{}",
        disagreements.len(),
        disagreements.join("\n")
    );
}
