//! The lint's errors against the verdict of the installed Keepalived.
//!
//! The lint must have an error exactly when `keepalived -t` refuses the text for a reason that the text
//! shows. What the text does not show is made to be as the text assumes, see `environment.rs`. Every
//! other difference has its reason in `explained.rs`. The full run is
//! `cargo test --release -p keepalived-conf --test agreement -- --ignored --nocapture`.
//!
//! Without Keepalived, or without the right to make namespaces, there is nothing to compare with.

#[path = "agreement/cases.rs"]
mod cases;
#[path = "agreement/environment.rs"]
mod environment;
#[path = "agreement/explained.rs"]
mod explained;
#[path = "agreement/oracle.rs"]
mod oracle;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use cases::Case;
use environment::Environment;
use keepalived_conf::catalog::Version;
use keepalived_conf::expand::{
    self, Expansion, IncludeKind, IncludeRequest, Included, InputFile, expand,
};
use keepalived_conf::lint::{self, Diagnostic, Options, Severity};
use oracle::Verdict;

/// Mutations of each file in the automatic run.
const SAMPLED: usize = 6;
/// Mutations of each file in the full run.
const FULL: usize = 60;

#[test]
fn agrees_on_a_sample() {
    let (agreed, total) = compare(SAMPLED);
    assert!(
        total == 0 || agreed * 100 >= total * 98,
        "{agreed} of {total}"
    );
}

#[test]
#[ignore = "some minutes"]
fn agrees_on_all() {
    let (agreed, total) = compare(FULL);
    assert!(
        total == 0 || total >= 2000 && agreed * 100 >= total * 99,
        "{agreed} of {total}"
    );
}

/// A case with both verdicts.
pub(crate) struct Outcome<'c> {
    pub(crate) case: &'c Case,
    pub(crate) verdict: &'c Verdict,
    errors: Vec<Diagnostic>,
}

/// Compares, prints the differences by cause, and fails on one without a reason. Gives how many
/// verdicts are the same, and how many there are.
fn compare(each: usize) -> (usize, usize) {
    let Some(release) = installed() else {
        eprintln!("not compared: keepalived is not installed");
        return (0, 0);
    };
    let cases = cases::all(each);
    let expansions: Vec<Expansion> = cases.iter().map(expanded).collect();
    let mut environment = Environment::default();
    expansions
        .iter()
        .for_each(|expansion| environment.add(expansion));
    let Some(verdicts) = oracle::judge(&cases, &environment) else {
        eprintln!("not compared: the namespaces cannot be made");
        return (0, 0);
    };
    let outcomes =
        cases
            .iter()
            .zip(&verdicts)
            .zip(&expansions)
            .map(|((case, verdict), expansion)| {
                let errors = errors(expansion, release);
                Outcome {
                    case,
                    verdict,
                    errors,
                }
            });
    let (mut agreed, mut of_good) = (0, (0, 0));
    let mut explained = BTreeMap::<&str, usize>::new();
    let mut unexplained = Vec::new();
    for outcome in outcomes {
        let agrees = outcome.verdict.rejects() == Some(!outcome.errors.is_empty());
        agreed += usize::from(agrees);
        let base = outcome.case.base.map(|base| verdicts[base].rejects());
        if base == Some(Some(false)) {
            of_good.0 += usize::from(agrees);
            of_good.1 += 1;
        }
        match explained::reason(&outcome) {
            _ if agrees => {}
            Some(why) => *explained.entry(why).or_default() += 1,
            None => unexplained.push(shown(&outcome)),
        }
    }
    let rejected = verdicts
        .iter()
        .filter(|verdict| verdict.rejects() == Some(true))
        .count();
    let total = cases.len();
    eprintln!(
        "keepalived {release}: {agreed} of {total} cases agree ({:.2} %); it refuses {rejected}",
        percent(agreed, total)
    );
    let (good, mutations) = of_good;
    eprintln!(
        "mutations of files that it takes: {good} of {mutations} agree ({:.2} %)",
        percent(good, mutations)
    );
    explained
        .iter()
        .for_each(|(why, count)| eprintln!("{count:5} {why}"));
    if let Some(folder) = std::env::var_os("AGREEMENT_DUMP") {
        dump(&cases, &verdicts, folder.as_ref());
    }
    assert!(
        unexplained.is_empty(),
        "{} without a reason:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
    (agreed, total)
}

fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}

fn errors(expansion: &Expansion, release: Version) -> Vec<Diagnostic> {
    let options = Options {
        target_version: Some(release),
        ..Options::default()
    };
    let mut found = lint::lint(expansion, &options);
    found.retain(|finding| finding.severity == Severity::Error);
    found
}

/// Expanded as Keepalived would on this machine; nothing that is included exists.
fn expanded(case: &Case) -> Expansion {
    let main = InputFile {
        name: "main".into(),
        directory: "/cases".into(),
        text: case.text.clone(),
    };
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let options = expand::Options {
        config_id: host.trim().split('.').next().map(str::to_owned),
        ..expand::Options::default()
    };
    expand(main, &options, &mut nothing_to_include)
}

/// Which includes may find nothing: see [`IncludeKind`].
fn nothing_to_include(request: &IncludeRequest) -> Included {
    let wildcard = request.pattern.iter().any(|byte| b"*?[".contains(byte));
    let brace = request.pattern.contains(&b'{');
    let must = match request.kind {
        IncludeKind::Lenient | IncludeKind::Readable => false,
        IncludeKind::Match => !wildcard,
        IncludeKind::Wildcard | IncludeKind::All => true,
        IncludeKind::Brace => brace,
    };
    Included {
        files: Vec::new(),
        trouble: must.then(|| "nothing matches".to_owned()),
    }
}

fn installed() -> Option<Version> {
    let output = Command::new("keepalived").arg("-v").output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.split_whitespace().find_map(|word| word.parse().ok())
}

fn shown(outcome: &Outcome<'_>) -> String {
    let ours: Vec<String> = outcome
        .errors
        .iter()
        .map(|error| format!("{} {}", error.rule, error.message.en))
        .collect();
    let code = outcome.verdict.code;
    let theirs = outcome.verdict.lines().join(" | ");
    format!(
        "{}\n    ours: {}\n    theirs ({code:?}): {theirs}",
        outcome.case.name,
        ours.join("; ")
    )
}

/// Leaves the cases and verdicts in a folder, to look into.
fn dump(cases: &[Case], verdicts: &[Verdict], folder: &std::path::Path) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for (number, (case, verdict)) in cases.iter().zip(verdicts).enumerate() {
        fs::write(folder.join(format!("{number}.conf")), &case.text).expect("it can be written");
        let text = format!("{}\n{:?}\n{}", case.name, verdict.code, verdict.text);
        fs::write(folder.join(format!("{number}.txt")), text).expect("it can be written");
    }
}
