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
use std::fmt;
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
    match compare(SAMPLED) {
        Ok(report) => {
            eprintln!("{report}");
            report.check(98);
        }
        Err(why) => eprintln!("not compared: {why}"),
    }
}

#[test]
#[ignore = "some minutes"]
fn agrees_on_all() {
    match compare(FULL) {
        Ok(report) => {
            eprintln!("{report}");
            assert!(report.all.total >= 2000, "{report}");
            report.check(99);
        }
        Err(why) => eprintln!("not compared: {why}"),
    }
}

/// A case with both verdicts.
pub(crate) struct Outcome<'c> {
    pub(crate) case: &'c Case,
    pub(crate) verdict: &'c Verdict,
    errors: Vec<Diagnostic>,
}

/// How many verdicts are the same.
#[derive(Default)]
struct Count {
    agreed: usize,
    total: usize,
    refused: usize,
}

impl Count {
    fn add(&mut self, outcome: &Outcome<'_>) {
        self.agreed += usize::from(outcome.agrees());
        self.refused += usize::from(outcome.verdict.rejects() == Some(true));
        self.total += 1;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            agreed,
            total,
            refused,
        } = self;
        let percent = *agreed as f64 * 100.0 / (*total).max(1) as f64;
        write!(
            out,
            "{agreed} of {total} agree ({percent:.2} %), {refused} are refused"
        )
    }
}

/// What a comparison finds.
struct Report {
    release: Version,
    all: Count,
    /// Mutations of files that Keepalived takes: here the mutation alone decides.
    of_good: Count,
    explained: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Report {
    fn check(&self, percent: usize) {
        assert!(
            self.unexplained.is_empty(),
            "without a reason:\n{}",
            self.unexplained.join("\n")
        );
        assert!(self.all.agreed * 100 >= self.all.total * percent, "{self}");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "keepalived {}: {}", self.release, self.all)?;
        writeln!(out, "mutations of files that it takes: {}", self.of_good)?;
        for (why, count) in &self.explained {
            writeln!(out, "{count:5} {why}")?;
        }
        Ok(())
    }
}

impl Outcome<'_> {
    fn agrees(&self) -> bool {
        self.verdict.rejects() == Some(!self.errors.is_empty())
    }
}

/// Compares; `Err` says why nothing can be compared.
fn compare(each: usize) -> Result<Report, &'static str> {
    let release = installed().ok_or("keepalived is not installed")?;
    let cases = cases::all(each);
    let expansions: Vec<Expansion> = cases.iter().map(expanded).collect();
    let mut environment = Environment::default();
    expansions
        .iter()
        .for_each(|expansion| environment.add(expansion));
    let verdicts = oracle::judge(&cases, &environment).ok_or("the namespaces cannot be made")?;
    if let Some(folder) = std::env::var_os("AGREEMENT_DUMP") {
        dump(&cases, &verdicts, folder.as_ref());
    }
    let mut report = Report {
        release,
        all: Count::default(),
        of_good: Count::default(),
        explained: BTreeMap::new(),
        unexplained: Vec::new(),
    };
    for ((case, verdict), expansion) in cases.iter().zip(&verdicts).zip(&expansions) {
        let errors = errors(expansion, release);
        let outcome = Outcome {
            case,
            verdict,
            errors,
        };
        report.all.add(&outcome);
        if case
            .base
            .is_some_and(|base| verdicts[base].rejects() == Some(false))
        {
            report.of_good.add(&outcome);
        }
        match explained::reason(&outcome) {
            _ if outcome.agrees() => {}
            Some(why) => *report.explained.entry(why).or_default() += 1,
            None => report.unexplained.push(shown(&outcome)),
        }
    }
    Ok(report)
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
