//! Random changes against a live pair: nothing is ever half applied, no bad
//! change stays, every revision can be made live again.
//!
//! A small campaign is a test like any other.  `cargo xtask bench apply` plays
//! a large one: `VIPKEEPER_CAMPAIGN` is the number of changes,
//! `VIPKEEPER_CAMPAIGN_SEED` makes it the same again.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::apply_campaign_change::{Change, Dice, Fate, good, roll};
use crate::apply_pair::{Applied, ApplyPair, LIMIT, said};

/// Of good changes one after the other, with the client watching.
const WATCHED: u64 = 20;

fn variable(name: &str, or: u64) -> Result<u64> {
    match std::env::var(name) {
        Ok(text) => Ok(text.parse()?),
        Err(_) => Ok(or),
    }
}

#[test]
fn no_bad_change_stays_and_every_revision_can_be_restored() -> Result<()> {
    let changes = variable("VIPKEEPER_CAMPAIGN", 15)?;
    let seed = variable("VIPKEEPER_CAMPAIGN_SEED", 1)?;
    let mut campaign = Campaign::start(seed)?;
    let lost = campaign.watched(changes.min(WATCHED))?;
    for number in 0..changes {
        let text = campaign.nodes.text(0)?;
        let change = roll(&mut campaign.dice, &text, &campaign.base);
        let told = format!("change {number} of seed {seed}: {change:?}");
        campaign.play(change, &text).with_context(|| told)?;
    }
    let restored = campaign.restore_all()?;
    campaign.report(changes, seed, lost, restored);
    Ok(())
}

struct Campaign {
    nodes: ApplyPair,
    base: String,
    dice: Dice,
    fates: BTreeMap<&'static str, u64>,
    verified_ms: Vec<u64>,
    taken_back_ms: Vec<u64>,
}

impl Campaign {
    fn start(seed: u64) -> Result<Self> {
        let nodes = ApplyPair::start("apply-campaign")?;
        Ok(Self {
            base: nodes.text(0)?,
            nodes,
            dice: Dice(seed),
            fates: BTreeMap::new(),
            verified_ms: Vec::new(),
            taken_back_ms: Vec::new(),
        })
    }

    /// Good changes while a client counts; gives the attempts that failed.
    fn watched(&mut self, count: u64) -> Result<u64> {
        let mark = self.nodes.pair.prober().mark();
        for _ in 0..count {
            let text = self.nodes.text(0)?;
            let change = Change {
                text: good(&mut self.dice, &text, &self.base),
                fate: Fate::Stays,
            };
            self.play(change, &text)?;
        }
        self.nodes.pair.wait_calm()?;
        let outage = self.nodes.pair.prober().outage_since(mark);
        let lost = outage
            .map(|seen| u64::try_from(seen.attempts_failed))
            .transpose()?;
        ensure!(lost == Some(0), "the client lost {lost:?} attempts");
        Ok(lost.unwrap_or_default())
    }

    fn play(&mut self, change: Change, before: &str) -> Result<()> {
        let is_changed = change.text != before;
        match change.fate {
            Fate::Stays if !is_changed => {
                self.apply(&change.text, &[])?.ended("unchanged")?;
            }
            Fate::Stays => {
                let applied = self.apply(&change.text, &[])?.ended("verified")?;
                self.verified_ms.push(applied.took_ms());
                self.expect(&change.text, "verified")?;
            }
            Fate::Refused => {
                self.apply(&change.text, &[])?.ended("refused")?;
                self.expect(before, "refused")?;
            }
            Fate::TakenBack => self.bad(&change.text, before, "taken back")?,
            Fate::TakenBackBlind => {
                self.nodes.blind_the_test()?;
                self.bad(
                    &change.text,
                    before,
                    "taken back, Keepalived refused or died",
                )?;
                fs::remove_file(self.nodes.pair.members()[0].file("sbin/keepalived"))?;
            }
            Fate::Unconfirmed if is_changed => {
                let confirm = ["--confirm-within", "300ms"];
                self.apply(&change.text, &confirm)?
                    .ended("awaiting-confirmation")?;
                let path = self.nodes.state("apply.json");
                self.nodes.pair.wait_until(LIMIT, || Ok(!path.exists()))?;
                self.expect(before, "taken back, not confirmed")?;
            }
            Fate::Unconfirmed => {}
            Fate::Killed(after) => self.killed(&change.text, before, after)?,
        }
        Ok(())
    }

    fn apply(&self, text: &str, more: &[&str]) -> Result<Applied> {
        self.nodes.apply(0, text, more)
    }

    fn bad(&mut self, text: &str, before: &str, fate: &'static str) -> Result<()> {
        let applied = self.apply(text, &[])?.ended("taken-back")?;
        self.taken_back_ms.push(applied.took_ms());
        self.expect(before, fate)
    }

    /// Whatever the moment, the whole of one of the two is there afterwards.
    fn killed(&mut self, text: &str, before: &str, after: u64) -> Result<()> {
        let mut command = self.nodes.command(0, &["apply", "-", "--yes"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            std::io::Write::write_all(&mut stdin, text.as_bytes())?;
        }
        thread::sleep(Duration::from_millis(after));
        child.kill()?;
        child.wait()?;
        // The daemon may be at it already.
        self.nodes.history(0)?;
        let path = self.nodes.state("apply.json");
        self.nodes.pair.wait_until(LIMIT, || Ok(!path.exists()))?;
        let now = self.nodes.text(0)?;
        ensure!(now == before || now == text, "half applied: {now}");
        let fate = match now == before {
            true => "killed, old afterwards",
            false => "killed, new afterwards",
        };
        self.expect(&now, fate)
    }

    /// The file is whole, nothing is left, and one node holds the VIP.
    fn expect(&mut self, text: &str, fate: &'static str) -> Result<()> {
        *self.fates.entry(fate).or_default() += 1;
        self.nodes.expect_settled(text)?;
        let directory = self.nodes.config(0);
        let directory = directory.parent().context("a file is in a directory")?;
        let left = fs::read_dir(directory)?.count();
        ensure!(left == 1, "{left} files in {}", directory.display());
        Ok(self.nodes.pair.wait_home(LIMIT)?)
    }

    /// Makes each revision that was in place live again.
    fn restore_all(&mut self) -> Result<u64> {
        let mut restored = 0;
        for revision in self.nodes.history(0)? {
            let was_in_place = matches!(revision["result"].as_str(), Some("verified" | "applied"));
            if !was_in_place {
                continue;
            }
            let number = revision["revision"].to_string();
            let node = &self.nodes.pair.members()[0];
            let text = node.vipkeeper(&["history", "show", &number])?;
            let command = self
                .nodes
                .command(0, &["--json", "rollback", &number, "--yes"]);
            let back = said(command, "")?;
            ensure!(
                matches!(back.result(), "verified" | "unchanged"),
                "{number}: {back:#?}"
            );
            self.nodes.expect_settled(&text)?;
            restored += 1;
        }
        Ok(restored)
    }

    #[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
    fn report(&mut self, changes: u64, seed: u64, lost: u64, restored: u64) {
        println!("{changes} changes, seed {seed}");
        for (fate, count) in &self.fates {
            println!("  {count:>5}  {fate}");
        }
        let figures = |times: &mut Vec<u64>| {
            times.sort_unstable();
            let at = |part: usize| {
                times.get((times.len() * part / 100).min(times.len().saturating_sub(1)))
            };
            [50, 95, 100].map(|part| at(part).copied().unwrap_or_default())
        };
        let [median, most, longest] = figures(&mut self.verified_ms);
        println!("  reload to verified: median {median} ms, 95 % {most} ms, longest {longest} ms");
        let [median, most, longest] = figures(&mut self.taken_back_ms);
        println!("  taking back: median {median} ms, 95 % {most} ms, longest {longest} ms");
        println!("  attempts that the client lost during good changes: {lost}");
        println!("  revisions made live again: {restored}");
    }
}
