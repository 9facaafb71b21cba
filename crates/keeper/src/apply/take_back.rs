//! The way back, and the end of the way forth.

use std::time::Instant;

use jiff::Timestamp;
use keepalived_conf::model::Model;
use rustix::process::Signal;

use super::intent::{Intent, Phase};
use super::lock::Lock;
use super::outcome::{Ended, Outcome, Progress, Reason};
use super::stage::Stage;
use super::verify::{Expected, Fault, LogMark, Observer, Snapshot, verify};
use super::{Applier, ApplyError, candidate, disk};
use crate::config::Source;
use crate::store::{self, FileSet, Origin, SetFile};

/// What a process that has made a change knows of the time before it.
pub(super) struct Seen<'s> {
    pub(super) observer: &'s mut Observer,
    pub(super) before: &'s Snapshot,
    pub(super) expected: &'s Expected,
}

/// Lets the change that waits for it stay.
pub(super) fn keep(
    applier: &Applier,
    _lock: Lock,
    mut intent: Intent,
) -> Result<Outcome, ApplyError> {
    let revision = intent.revision;
    applier.enter(&mut intent, Phase::Keeping, &mut |_| {})?;
    finish(applier, intent)?;
    let ended = Ended::Confirmed;
    Ok(Outcome { revision, ended })
}

/// Tells the history that a change stays, and ends it.
pub(super) fn finish(applier: &Applier, intent: Intent) -> Result<Outcome, ApplyError> {
    let (result, ended) = match intent.was_running {
        true => (store::Outcome::Verified, Ended::Confirmed),
        false => (store::Outcome::Applied, Ended::NotRunning),
    };
    applier
        .open_history()
        .conclude(intent.revision, result, None);
    applier.forget()?;
    Ok(Outcome {
        revision: intent.revision,
        ended,
    })
}

/// Takes a change back of which only the intent is known.
pub(super) fn take_back(
    applier: &Applier,
    _lock: &Lock,
    intent: Intent,
    reason: &Reason,
    report: &mut dyn FnMut(Progress),
) -> Result<Outcome, ApplyError> {
    let engine = applier.service.engine();
    let mut observer = Observer::new(&applier.layout, engine.program());
    let expected = expected(applier, &intent);
    let files = expected
        .instances
        .iter()
        .flat_map(|instance| instance.track_files.clone());
    observer.watch_files(files);
    let before = observer.look();
    let seen = Seen {
        observer: &mut observer,
        before: &before,
        expected: &expected,
    };
    take_back_seen(applier, intent, reason, seen, report)
}

/// What the old files must lead to; nothing is asked of them when they cannot
/// be read, because they come back even so.
fn expected(applier: &Applier, intent: &Intent) -> Expected {
    let live = applier.live();
    let model = |set: &FileSet| {
        let stage = Stage::new(&applier.state("candidate"), set, &live).ok()?;
        let read = candidate::read(&Source::File(stage.main().to_owned()), &live).ok()?;
        Some(Model::read(&read.expansion))
    };
    match (model(&intent.after), model(&intent.before)) {
        (after, Some(before)) => Expected::of(after.as_ref(), &before),
        _ => Expected::default(),
    }
}

/// Puts the old files back, tells Keepalived, and looks at what becomes of it.
pub(super) fn take_back_seen(
    applier: &Applier,
    mut intent: Intent,
    reason: &Reason,
    seen: Seen<'_>,
    report: &mut dyn FnMut(Progress),
) -> Result<Outcome, ApplyError> {
    let began_at = Instant::now();
    rescue(applier, &intent)?;
    // The first reason stays when the way back itself was broken off.
    let words = intent.reason.clone().unwrap_or_else(|| reason.to_string());
    intent.reason = Some(words.clone());
    applier.enter(&mut intent, Phase::TakingBack, report)?;
    let live = applier.live();
    disk::replace(&live, &intent.after, &intent.before)?;
    disk::sweep(&live, [&intent.before, &intent.after]);
    let left = restore(applier, &intent, seen)?;
    let rolled_back = store::Outcome::RolledBack;
    applier
        .open_history()
        .conclude(intent.revision, rolled_back, Some(&words));
    applier.forget()?;
    Ok(Outcome {
        revision: intent.revision,
        ended: Ended::TakenBack {
            reason: reason.clone(),
            took: began_at.elapsed(),
            left,
        },
    })
}

/// Tells Keepalived, which may have ended over the new files, and gives what
/// is not well with the old ones.
///
/// It is told by signal and not by the service manager, which would test the
/// old files first: they come back whatever the test says.
fn restore(applier: &Applier, intent: &Intent, seen: Seen<'_>) -> Result<Vec<Fault>, ApplyError> {
    let mut mark = applier.mark();
    let told = match seen.observer.keepalived() {
        Some(keepalived) => keepalived.signal(Signal::HUP).is_ok(),
        None => false,
    };
    // In another start of the machine it is the init system's to start it.
    let is_missed = intent.was_running && intent.boot == applier.boot()?;
    if !told {
        if !is_missed || intent.before.files().is_empty() {
            return Ok(Vec::new());
        }
        if applier.service.start().is_err() {
            return Ok(vec![Fault::Ended]);
        }
        // A start writes no end of a reload.
        mark = LogMark::Nowhere;
    }
    let before = Snapshot {
        pid: None,
        ..seen.before.clone()
    };
    let mut expected = seen.expected.clone();
    expected.peer_follows = true;
    expected.quiet = std::time::Duration::ZERO;
    Ok(verify(seen.observer, &before, &expected, &mark))
}

/// Keeps what another hand has written over a change that is taken back: as a
/// revision, and where there is no history as a file beside it.
fn rescue(applier: &Applier, intent: &Intent) -> Result<(), ApplyError> {
    let foreign = disk::foreign(&applier.live(), &intent.before, &intent.after);
    if foreign.is_empty() {
        return Ok(());
    }
    let now = |file: &SetFile| SetFile {
        path: file.path.clone(),
        text: match foreign.iter().find(|found| found.path == file.path) {
            Some(found) => found.text.clone(),
            None => file.text.clone(),
        },
    };
    let set = FileSet::new(intent.after.files().iter().map(now).collect());
    let note = applier.note(None);
    let result = store::Outcome::RolledBack;
    let mut history = applier.open_history();
    if history.add(set, Origin::Outside, result, &note).is_some() {
        return Ok(());
    }
    let at = Timestamp::now().as_second();
    for (number, file) in foreign.iter().enumerate() {
        let path = applier.state(format!("rescued-{at}-{number}.conf"));
        host::atomic_file::write(&path, &file.text, 0o600)?;
    }
    Ok(())
}
