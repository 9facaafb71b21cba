//! Taking away what an installation has made.
//!
//! Owns what goes and what stays.  It can be killed at any instant and run
//! again: what is gone already is no error, and the record goes last.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use host::package::PackageManager;

use super::error::Trouble;
use super::lock::Lock;
use super::manifest::{Kind, Made, Manifest};
use super::service::Node;
use crate::layout::Layout;
use crate::message::Message;

/// How the temporary files of a write that was killed begin.
const TEMPORARY: &str = ".vipkeeper-";

/// What a removal came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removed {
    /// What was taken away.
    pub gone: Vec<PathBuf>,
    /// Files of ours that stay, because their user may have changed them.
    pub kept: Vec<PathBuf>,
    /// What is not ours and lies in directories that we have made.
    pub foreign: Vec<PathBuf>,
    /// The package that was removed.
    pub package: Option<String>,
    /// Packages that were installed for a build; others may need them now.
    pub build_packages: Vec<String>,
}

/// Stops Keepalived and takes away what was installed; with `is_purge` also
/// configuration, logs and history.  `program` is our own.  `audience` hears
/// what happens.
pub fn remove(
    layout: &Layout,
    program: &Path,
    is_purge: bool,
    audience: &mut dyn FnMut(Message),
) -> Result<Removed, Trouble> {
    if !layout.state_dir().is_dir() {
        return Ok(Removed::default());
    }
    let lock = Lock::take(&layout.install_lock())?;
    let mut removal = Removal {
        layout,
        is_purge,
        manifest: Manifest::read(&layout.manifest())?,
        audience,
        removed: Removed::default(),
    };
    removal.service(program)?;
    removal.programs()?;
    removal.package()?;
    removal.runtime()?;
    match is_purge {
        true => removal.own_directories(lock)?,
        false => removal.remember()?,
    }
    Ok(removal.removed)
}

struct Removal<'a> {
    layout: &'a Layout,
    is_purge: bool,
    manifest: Manifest,
    audience: &'a mut dyn FnMut(Message),
    removed: Removed,
}

impl Removal<'_> {
    /// A Keepalived that was there before us goes on with a configuration that
    /// is not ours; every other is stopped, and gives its addresses up in peace.
    fn service(&mut self, program: &Path) -> Result<(), Trouble> {
        if self.layout.keepalived().is_none() {
            return Ok(());
        }
        let node = Node::new(self.layout, program)?;
        let is_ours = self.layout.own_keepalived().is_some()
            || self.manifest.package().is_some()
            || self.manifest.has_made(&self.layout.config());
        if is_ours && node.pid()?.is_some() {
            node.stop()?;
            (self.audience)(Message::new("uninstall-stopped"));
        }
        if is_ours {
            node.set_autostart(false)?;
        }
        node.undefine()
    }

    /// Everything but directories, the newest first.
    fn programs(&mut self) -> Result<(), Trouble> {
        let made: Vec<_> = self.manifest.made().iter().rev().cloned().collect();
        for Made { path, kind } in made {
            match kind {
                Kind::File => self.file(&path)?,
                Kind::Tree => self.tree(&path)?,
                Kind::Kept if self.is_purge => self.file(&path)?,
                Kind::Kept if path.exists() => self.removed.kept.push(path),
                Kind::Kept | Kind::Directory => {}
            }
        }
        Ok(())
    }

    fn package(&mut self) -> Result<(), Trouble> {
        self.removed.build_packages = self.manifest.build_packages().to_vec();
        let Some(package) = self.manifest.package().map(str::to_owned) else {
            return Ok(());
        };
        if let Some(manager) = PackageManager::detect()
            && manager.installed_version(&package)?.is_some()
        {
            // What the package would purge may be somebody else's by now.
            let is_purge = self.is_purge && !self.layout.config().exists();
            manager.remove(&[&package], is_purge, &mut |_| {})?;
            (self.audience)(Message::new("uninstall-package").with("package", &package));
            self.removed.package = Some(package);
        }
        Ok(self.manifest.set_package(None)?)
    }

    /// Pid files, FIFO, track files and the mark of a drained node mean nothing
    /// without a Keepalived.
    fn runtime(&mut self) -> Result<(), Trouble> {
        self.tree(&self.layout.track_dir())?;
        self.tree(&self.layout.run_dir())?;
        self.file(&self.layout.drain_marker())?;
        self.file(&self.layout.drain_lock())?;
        match self.is_purge {
            true => self.file(&self.layout.log()),
            false => Ok(()),
        }
    }

    /// What stays is remembered, for a purge that may follow.
    fn remember(&mut self) -> Result<(), Trouble> {
        self.directories(|_| true)?;
        self.manifest
            .forget(|made| made.path.symlink_metadata().is_err())?;
        Ok(())
    }

    /// The directories that are wholly ours, and the record in them, go last.
    fn own_directories(&mut self, lock: Lock) -> Result<(), Trouble> {
        let state = self.layout.state_dir();
        self.directories(|path| !state.starts_with(path))?;
        let own = self.layout.own_directories();
        for path in own.iter().filter(|path| **path != state) {
            self.tree(path)?;
        }
        self.record(&state, lock)?;
        // Those above the record could not go before it.
        if self.layout.server_path().is_some() {
            self.directory(&self.layout.engine_home())?;
        }
        self.directories(|path| state.starts_with(path))
    }

    /// Takes the record away when nothing but it and the lock is left.
    fn record(&mut self, state: &Path, lock: Lock) -> Result<(), Trouble> {
        let last = [self.layout.manifest(), self.layout.install_lock()];
        let entries = fs::read_dir(state).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if last.contains(&path) {
                continue;
            }
            match path.is_dir() && !path.is_symlink() {
                true => self.tree(&path)?,
                false => self.file(&path)?,
            }
        }
        lock.remove()
            .map_err(|source| failed(&self.layout.install_lock(), source))?;
        self.tree(state)
    }

    /// Directories that we have made go when they are empty, the deepest first.
    fn directories(&mut self, is_meant: impl Fn(&Path) -> bool) -> Result<(), Trouble> {
        let made = self.manifest.made().iter().rev();
        let paths: Vec<_> = made
            .filter(|made| made.kind == Kind::Directory && is_meant(&made.path))
            .map(|made| made.path.clone())
            .collect();
        paths.iter().try_for_each(|path| self.directory(path))
    }

    fn directory(&mut self, path: &Path) -> Result<(), Trouble> {
        remove_temporary(path);
        match fs::remove_dir(path) {
            Ok(()) => self.removed.gone.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
                self.note_foreign(path);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(failed(path, source)),
        }
        Ok(())
    }

    /// Names what is not ours in a directory of ours.
    fn note_foreign(&mut self, directory: &Path) {
        if directory == self.layout.state_dir() {
            return;
        }
        let entries = fs::read_dir(directory).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let is_known = self.manifest.has_made(&path)
                || self.layout.state_dir().starts_with(&path)
                || path == self.layout.log()
                || self.removed.foreign.contains(&path);
            if !is_known {
                self.removed.foreign.push(path);
            }
        }
    }

    fn file(&mut self, path: &Path) -> Result<(), Trouble> {
        match fs::remove_file(path) {
            Ok(()) => self.removed.gone.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(failed(path, source)),
        }
        Ok(())
    }

    fn tree(&mut self, path: &Path) -> Result<(), Trouble> {
        match fs::remove_dir_all(path) {
            Ok(()) => self.removed.gone.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(failed(path, source)),
        }
        Ok(())
    }
}

/// A write that was killed leaves its temporary file, whose name is ours.
fn remove_temporary(directory: &Path) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // Should it stay, the directory does too, and it is named.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn failed(path: &Path, source: io::Error) -> Trouble {
    Trouble::Remove {
        path: path.to_owned(),
        source,
    }
}
