//! Keeps the lever where the mark says, and finishes what a killed process
//! left.
//!
//! The track directory is empty after a reboot, and anybody may touch a file in
//! it.  The daemon, Keepalived's backstop, what prepares Keepalived's start and
//! every command put that right before they do anything else.

use std::io;
use std::time::Duration;

use super::lever::{Level, Lever};
use super::lock::Lock;
use super::marker::Marker;
use super::session::take_back;
use crate::layout::Layout;
use crate::observe::DrainReports;

/// As often as the track files of checks are looked after.
const LOOK: Duration = Duration::from_millis(500);

/// This node's mark, where it can be read.
#[must_use]
pub fn drained(layout: &Layout) -> Option<Marker> {
    Marker::read(layout).ok().flatten()
}

/// Puts the lever right; gives the mark that stands.
///
/// A session that is at work is left alone.  One that was killed is taken
/// back: its addresses may have moved or not, and both are mended by serving.
pub fn uphold(layout: &Layout) -> io::Result<Option<Marker>> {
    let lever = Lever::of(layout);
    let read = Marker::read(layout);
    // A process without descriptors or a failing disk says nothing about this
    // node, and must not move its addresses.
    if is_unknown(&read) || is_right(&read, &lever) {
        return read;
    }
    let Some(_lock) = Lock::attempt(layout)? else {
        return read;
    };
    // Again, now that nobody changes it.
    let read = Marker::read(layout);
    match &read {
        Ok(Some(marker)) if !marker.is_settled => {
            tracing::warn!(since = %marker.since, "a drain was left half done and is taken back");
            take_back(layout, &lever)?;
            return Ok(None);
        }
        _ if is_unknown(&read) || is_right(&read, &lever) => {}
        Ok(None) => lever.pull(Level::Serve)?,
        Ok(Some(_)) | Err(_) => lever.pull(Level::Out)?,
    }
    read
}

fn is_unknown(read: &io::Result<Option<Marker>>) -> bool {
    matches!(read, Err(error) if error.kind() != io::ErrorKind::InvalidData)
}

/// A mark that makes no sense keeps the node out: somebody wanted that.
fn is_right(read: &io::Result<Option<Marker>>, lever: &Lever) -> bool {
    match read {
        Ok(None) => lever.is_at(Level::Serve),
        Ok(Some(marker)) => marker.is_settled && lever.is_at(Level::Out),
        Err(_) => lever.is_at(Level::Out),
    }
}

/// Upholds for ever, and reports the mark when it changes.
pub async fn keep(layout: Layout, reports: DrainReports) {
    let mut look = tokio::time::interval(LOOK);
    let (mut known, mut is_failing) = (None, false);
    loop {
        look.tick().await;
        let upheld = uphold(&layout);
        if let Err(error) = &upheld
            && !is_failing
        {
            tracing::error!(%error, "whether this node is drained cannot be upheld");
        }
        is_failing = upheld.is_err();
        let marker = upheld.unwrap_or_else(|_| known.clone());
        if marker != known {
            reports.report(marker.clone());
            known = marker;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marker::Purpose;
    use super::super::session::{Session, undrain};
    use super::*;
    use std::fs;

    struct Node {
        _directory: tempfile::TempDir,
        layout: Layout,
        lever: Lever,
    }

    fn node() -> Node {
        let directory = tempfile::tempdir().unwrap();
        let layout = Layout::prefix(directory.path());
        Node {
            _directory: directory,
            lever: Lever::of(&layout),
            layout,
        }
    }

    fn begin(node: &Node) -> Session {
        Session::begin(&node.layout, Purpose::Maintenance, "root".to_owned()).unwrap()
    }

    /// As a process leaves it that is killed: with its lock, nothing else goes.
    fn kill(session: Session, node: &Node) {
        let mark = fs::read(node.layout.drain_marker()).unwrap();
        let lever = fs::read(node.lever.path()).unwrap_or_default();
        drop(session);
        fs::write(node.layout.drain_marker(), mark).unwrap();
        fs::create_dir_all(node.layout.track_dir()).unwrap();
        fs::write(node.lever.path(), lever).unwrap();
    }

    #[test]
    fn a_node_that_nobody_drains_is_not_touched() {
        let node = node();
        assert_eq!(uphold(&node.layout).unwrap(), None);
        assert!(!node.layout.track_dir().exists() && !node.layout.state_dir().exists());
    }

    #[test]
    fn a_drained_node_stays_out_when_its_run_directory_is_emptied() {
        let node = node();
        begin(&node).settle().unwrap();
        assert!(uphold(&node.layout).unwrap().is_some());
        assert!(node.lever.is_at(Level::Out));
        fs::remove_dir_all(node.layout.track_dir()).unwrap();
        assert!(uphold(&node.layout).unwrap().is_some());
        assert!(node.lever.is_at(Level::Out), "written again");
        let marker = undrain(&node.layout).unwrap().unwrap();
        assert_eq!(marker.author, "root");
        assert!(node.lever.is_at(Level::Serve));
        assert_eq!(uphold(&node.layout).unwrap(), None);
    }

    #[test]
    fn a_session_at_work_is_left_alone_and_a_killed_one_is_taken_back() {
        let node = node();
        let session = begin(&node);
        node.lever.pull(Level::Yield).unwrap();
        assert!(uphold(&node.layout).unwrap().is_some());
        assert!(node.lever.is_at(Level::Yield), "at work");
        kill(session, &node);
        assert!(node.lever.is_at(Level::Yield), "as the killed one left it");
        assert_eq!(uphold(&node.layout).unwrap(), None);
        assert!(node.lever.is_at(Level::Serve));
        assert_eq!(drained(&node.layout), None);
    }

    #[test]
    fn a_session_that_ends_unsettled_leaves_nothing() {
        let node = node();
        let session = begin(&node);
        node.lever.pull(Level::Out).unwrap();
        drop(session);
        assert_eq!(drained(&node.layout), None);
        assert!(node.lever.is_at(Level::Serve));
    }

    #[test]
    fn a_second_one_is_refused_and_a_drained_node_is_not_drained_again() {
        let node = node();
        let layout = &node.layout;
        let again = || Session::begin(layout, Purpose::Drill, "root".to_owned()).unwrap_err();
        let session = begin(&node);
        assert!(matches!(again(), super::super::DrainError::Busy));
        session.settle().unwrap();
        assert!(matches!(again(), super::super::DrainError::Drained(_)));
    }

    #[test]
    fn a_disk_that_does_not_answer_moves_nothing() {
        let node = node();
        // A directory where the file should be: no rights get past it.
        fs::create_dir_all(node.layout.drain_marker()).unwrap();
        for level in [Level::Serve, Level::Out] {
            node.lever.pull(level).unwrap();
            assert!(uphold(&node.layout).is_err());
            assert!(node.lever.is_at(level), "{level:?}");
        }
    }

    #[test]
    fn a_mark_that_makes_no_sense_keeps_the_node_out_until_it_is_undrained() {
        let node = node();
        fs::create_dir_all(node.layout.state_dir()).unwrap();
        fs::write(node.layout.drain_marker(), "{").unwrap();
        assert!(uphold(&node.layout).is_err());
        assert!(node.lever.is_at(Level::Out));
        assert_eq!(undrain(&node.layout).unwrap(), None);
        assert!(node.lever.is_at(Level::Serve));
    }
}
