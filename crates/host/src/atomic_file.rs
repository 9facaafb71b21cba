//! Replace a file so that every reader sees the old text or the new one.
//!
//! Owns the dance of temporary file, fsync and rename, and what must not get
//! lost in it: owner, mode, SELinux label, a symbolic link in the file's place.
//! It does not know what the file means.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{XattrFlags, fsetxattr, getxattr};
use rustix::io::Errno;
use tempfile::NamedTempFile;

/// What the names of temporary files begin with, for whoever cleans up after
/// a process that was killed.  No glob pattern matches a leading dot.
pub const TEMPORARY: &str = ".vipkeeper-";

/// As many links as Linux itself follows (path_resolution(7)).
const MAX_LINKS: usize = 40;

/// Where SELinux keeps a file's label; a new file gets its directory's, which
/// is not always the one that the policy gives to this file.
const LABEL: &str = "security.selinux";

/// The longest label that is copied; the policy's own are far below.
const MAX_LABEL: usize = 4096;

/// Why a file could not be replaced; the old text is still there.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
pub struct WriteFile {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// Writes `contents` to `path` in one step, with `mode` when the file is new.
///
/// An existing file keeps its mode, owner and SELinux label; where a symbolic
/// link stands, the file that it leads to is replaced.  The temporary file is
/// made in the same directory, because a rename does not cross file systems,
/// and both the file and the directory are synced, so that the new text
/// survives a power cut.
pub fn write(path: &Path, contents: &[u8], mode: u32) -> Result<(), WriteFile> {
    replace(path, contents, mode).map_err(|source| WriteFile {
        path: path.to_owned(),
        source,
    })
}

/// Removes a file for good, also across a power cut; a missing one is no error.
pub fn remove(path: &Path) -> Result<(), WriteFile> {
    let removed = match fs::remove_file(path) {
        Ok(()) => File::open(directory_of(path)).and_then(|directory| directory.sync_all()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    };
    removed.map_err(|source| WriteFile {
        path: path.to_owned(),
        source,
    })
}

/// Writes `contents` to a new file in one step.
///
/// A file that exists already is an error of the kind `AlreadyExists`, also
/// when it appears while this one is being written.
pub fn create(path: &Path, contents: &[u8], mode: u32) -> Result<(), WriteFile> {
    add(path, contents, mode).map_err(|source| WriteFile {
        path: path.to_owned(),
        source,
    })
}

fn add(path: &Path, contents: &[u8], mode: u32) -> io::Result<()> {
    let directory = directory_of(path);
    let temporary = temporary_in(directory, contents)?;
    let permissions = fs::Permissions::from_mode(mode);
    temporary.as_file().set_permissions(permissions)?;
    temporary.as_file().sync_all()?;
    temporary
        .persist_noclobber(path)
        .map_err(|error| error.error)?;
    File::open(directory)?.sync_all()
}

fn directory_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The file that a chain of symbolic links leads to, whether it is there or
/// not.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = directory_of(&path).join(target),
            // Not a link, or not there.
            Err(_) => return Ok(path),
        }
    }
    Err(Errno::LOOP.into())
}

/// The label of a file; `None` where there is no SELinux.
fn label(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut label = vec![0; MAX_LABEL];
    match getxattr(path, LABEL, label.as_mut_slice()) {
        Ok(length) => {
            label.truncate(length);
            Ok(Some(label))
        }
        Err(Errno::NODATA | Errno::NOTSUP) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn temporary_in(directory: &Path, contents: &[u8]) -> io::Result<NamedTempFile> {
    let mut temporary = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .tempfile_in(directory)?;
    temporary.write_all(contents)?;
    Ok(temporary)
}

fn replace(path: &Path, contents: &[u8], mode: u32) -> io::Result<()> {
    let path = follow(path)?;
    let directory = directory_of(&path);
    let temporary = temporary_in(directory, contents)?;
    match fs::metadata(&path) {
        Ok(old) => {
            let file = temporary.as_file();
            std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()))?;
            file.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777))?;
            if let Some(label) = label(&path)? {
                fsetxattr(file, LABEL, &label, XattrFlags::empty())?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let permissions = fs::Permissions::from_mode(mode);
            temporary.as_file().set_permissions(permissions)?;
        }
        Err(error) => return Err(error),
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&path).map_err(|error| error.error)?;
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_gets_the_mode_and_an_old_one_keeps_its_own() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keepalived.conf");
        write(&path, b"one", 0o640).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        write(&path, b"two", 0o644).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_new_file_is_never_an_old_one() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keepalived.conf");
        create(&path, b"one", 0o600).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        let error = create(&path, b"two", 0o600).unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_link_stays_a_link_and_the_file_behind_it_changes() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::create_dir(at("real")).unwrap();
        std::os::unix::fs::symlink("real/file", at("one")).unwrap();
        std::os::unix::fs::symlink("one", at("two")).unwrap();
        for text in [b"not there yet", b"there already"] {
            write(&at("two"), text, 0o644).unwrap();
            assert_eq!(fs::read(at("real/file")).unwrap(), text);
        }
        assert!(at("one").is_symlink() && at("two").is_symlink());
        std::os::unix::fs::symlink("loop", at("loop")).unwrap();
        assert!(write(&at("loop"), b"x", 0o644).is_err());
    }

    #[test]
    fn a_label_goes_with_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        write(&path, b"one", 0o644).unwrap();
        let wanted = b"system_u:object_r:keepalived_etc_t:s0\0";
        let set = rustix::fs::setxattr(&path, LABEL, wanted, XattrFlags::empty());
        if set == Err(Errno::NOTSUP) || set == Err(Errno::PERM) {
            return;
        }
        set.unwrap();
        write(&path, b"two", 0o644).unwrap();
        assert_eq!(label(&path).unwrap().unwrap(), wanted);
    }

    #[test]
    fn a_file_is_removed_once_and_then_not_missed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        write(&path, b"x", 0o600).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
        remove(&path).unwrap();
        assert!(remove(directory.path()).is_err());
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind_and_names_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("missing").join("file");
        let error = write(&path, b"x", 0o600).unwrap_err();
        assert!(error.to_string().contains("missing/file"), "{error}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
