//! Everything that can be known of a change before it is made.

use keepalived_conf::expand::Expansion;
use keepalived_conf::lint::{self, Diagnostic, Severity};
use keepalived_conf::model::Model;

use super::candidate::{self, Candidate};
use super::error::ApplyError;
use super::history::History;
use super::lock::Lock;
use super::plan::{Plan, Standing};
use super::stage::Stage;
use super::verify::{Expected, Observer, Snapshot};
use super::{Applier, Kind, placement};
use crate::checks::wiring::{Trouble, troubles};
use crate::config::{ConfigError, Examined, Source, expand_source};
use crate::engine::ConfigTest;
use crate::settings::Settings;
use crate::store::{FileSet, RevisionNumber, StoreError};

/// A change that may be made.  Nobody else makes one while it lives.
pub struct Prepared<'a> {
    pub(super) applier: &'a Applier,
    _lock: Lock,
    pub(super) kind: Kind,
    pub(super) history: History,
    pub(super) observer: Observer,
    pub(super) seen: Snapshot,
    pub(super) expected: Expected,
    pub(super) expected_back: Expected,
    pub(super) before: FileSet,
    pub(super) after: FileSet,
    /// The candidate was edited in place: its text is where it belongs.
    pub(super) is_in_place: bool,
    examined: Examined,
    plan: Plan,
    is_tested: bool,
}

/// What is there before a change.
struct Before {
    set: FileSet,
    expansion: Option<Expansion>,
    is_in_place: bool,
}

pub(super) fn prepare<'a>(
    applier: &'a Applier,
    lock: Lock,
    source: &Source,
) -> Result<Prepared<'a>, ApplyError> {
    let candidate = candidate::read(source, &applier.live())?;
    let target = applier.service.engine().version();
    let options = lint::Options {
        target_version: target.and_then(|version| version.parse().ok()),
        ..lint::Options::default()
    };
    let findings = lint::lint(&candidate.expansion, &options);
    if findings
        .iter()
        .any(|found| found.severity == Severity::Error)
    {
        let expansion = candidate.expansion;
        return Err(ApplyError::Lint(Box::new(Examined {
            expansion,
            findings,
        })));
    }
    let troubles = wiring(applier, &Model::read(&candidate.expansion))?;
    if troubles.iter().any(Trouble::is_error) {
        return Err(ApplyError::Wiring(troubles));
    }
    complete(applier, lock, Kind::Apply, candidate, findings)
}

/// Whether the checks of vipkeeper.toml would do what they say.  Settings that
/// cannot be read are the daemon's to tell.
fn wiring(applier: &Applier, model: &Model) -> Result<Vec<Trouble>, ConfigError> {
    let Ok(settings) = Settings::read(&applier.layout.settings()) else {
        return Ok(Vec::new());
    };
    let peer = settings.peer.config.map(Source::File);
    let peer = peer.as_ref().map(expand_source).transpose()?;
    let peer = peer.as_ref().map(Model::read);
    let track_dir = applier.layout.track_dir();
    Ok(troubles(&settings.checks, &track_dir, model, peer.as_ref()))
}

/// An old revision was good enough to be live: it is tested by Keepalived, and
/// the linter is not asked again.
pub(super) fn rollback(
    applier: &Applier,
    lock: Lock,
    number: Option<RevisionNumber>,
) -> Result<Prepared<'_>, ApplyError> {
    let mut history = applier.open_history();
    let live = applier.live();
    if let Ok(in_place) = candidate::read(&Source::File(live.clone()), &live) {
        history.notice(&in_place.set, &applier.note(None));
    }
    let store = history.require()?;
    let number = match number {
        Some(number) => number,
        None => earlier(&store)?.ok_or(ApplyError::NothingEarlier)?,
    };
    let set = store.files(number)?;
    drop(store);
    let stage = stage(applier, &set)?;
    let mut candidate = candidate::read(&Source::File(stage.main().to_owned()), &live)?;
    // Includes were turned to the stage for reading only.
    candidate.set = set;
    drop(stage);
    complete(applier, lock, Kind::Rollback, candidate, Vec::new())
}

/// The newest that was in place before the live one and differs from it.
fn earlier(store: &crate::store::Store) -> Result<Option<RevisionNumber>, StoreError> {
    use crate::store::Outcome;
    let revisions = store.revisions()?;
    let was_in_place = |result| matches!(result, Outcome::Applied | Outcome::Verified);
    let mut in_place = revisions
        .iter()
        .filter(|revision| was_in_place(revision.result));
    let Some(live) = in_place.next() else {
        return Ok(None);
    };
    let mut others = in_place.filter(|revision| revision.sha256 != live.sha256);
    Ok(others.next().map(|revision| revision.number))
}

fn stage(applier: &Applier, set: &FileSet) -> Result<Stage, ApplyError> {
    let path = applier.state("candidate");
    Stage::new(&path, set, &applier.live()).map_err(|source| ApplyError::State { path, source })
}

fn complete(
    applier: &Applier,
    lock: Lock,
    kind: Kind,
    candidate: Candidate,
    findings: Vec<Diagnostic>,
) -> Result<Prepared<'_>, ApplyError> {
    let is_tested = test(applier, &candidate.set)?;
    let history = applier.open_history();
    let before = before(applier, &history, &candidate)?;
    let engine = applier.service.engine();
    let mut observer = Observer::new(&applier.layout, engine.program());
    let old = before.expansion.as_ref().map(Model::read);
    let new = Model::read(&candidate.expansion);
    let expected = Expected::of(old.as_ref(), &new);
    let files = expected
        .instances
        .iter()
        .flat_map(|instance| instance.track_files.clone());
    observer.watch_files(files);
    let seen = observer.look();
    if let Some(found) = placement::misplaced(old.as_ref(), &new, &seen.held)
        .into_iter()
        .next()
    {
        return Err(ApplyError::Misplaced(found));
    }
    let plan = Plan::of(
        before.expansion.as_ref(),
        &candidate.expansion,
        &standings(&seen),
    );
    Ok(Prepared {
        applier,
        _lock: lock,
        kind,
        history,
        observer,
        expected_back: old
            .map(|old| Expected::of(Some(&new), &old))
            .unwrap_or_default(),
        expected,
        seen,
        before: before.set,
        after: candidate.set,
        is_in_place: before.is_in_place,
        examined: Examined {
            expansion: candidate.expansion,
            findings,
        },
        plan,
        is_tested,
    })
}

/// Whether Keepalived came to a verdict; a bad one is an error.
fn test(applier: &Applier, set: &FileSet) -> Result<bool, ApplyError> {
    let stage = stage(applier, set)?;
    match applier.service.engine().test(stage.main())? {
        ConfigTest::Accepted => Ok(true),
        ConfigTest::NotTested { .. } => Ok(false),
        ConfigTest::Rejected { status, lines } => Err(ApplyError::Rejected {
            status,
            lines: lines
                .iter()
                .map(|line| stage.told(line, &applier.live()))
                .collect(),
        }),
    }
}

/// What is there, and what a change is taken back to.
///
/// A file that was edited where it lies is its own candidate: what it was
/// before is the revision that was last known to be in place.
fn before(
    applier: &Applier,
    history: &History,
    candidate: &Candidate,
) -> Result<Before, ApplyError> {
    let live = applier.live();
    let in_place = match candidate::read(&Source::File(live.clone()), &live) {
        Ok(found) => found,
        Err(ConfigError::Missing { .. }) => {
            return Ok(Before {
                set: FileSet::new(Vec::new()),
                expansion: None,
                is_in_place: false,
            });
        }
        Err(error) => return Err(error.into()),
    };
    let is_same = in_place.set.sha256() == candidate.set.sha256();
    if is_same
        && let Some((revision, files)) = history.live()
        && revision.sha256 != candidate.set.sha256()
    {
        let stage = stage(applier, &files)?;
        let old = candidate::read(&Source::File(stage.main().to_owned()), &live)?;
        return Ok(Before {
            set: files,
            expansion: Some(old.expansion),
            is_in_place: true,
        });
    }
    Ok(Before {
        set: in_place.set,
        expansion: Some(in_place.expansion),
        is_in_place: false,
    })
}

fn standings(seen: &Snapshot) -> Vec<Standing> {
    let running = seen.instances.iter().flatten();
    running
        .map(|instance| Standing {
            instance: instance.name.clone(),
            state: instance.state,
            master_priority: instance.master_priority,
        })
        .collect()
}

impl Prepared<'_> {
    /// What it will do.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the linter says; no errors are among it.
    #[must_use]
    pub fn examined(&self) -> &Examined {
        &self.examined
    }

    /// Whether not one byte would change.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before == self.after
    }

    /// Whether Keepalived's own test came to a verdict.
    #[must_use]
    pub fn is_tested(&self) -> bool {
        self.is_tested
    }

    /// Why there is no history, when there is none.
    #[must_use]
    pub fn history_trouble(&self) -> Option<&StoreError> {
        self.history.trouble()
    }
}
