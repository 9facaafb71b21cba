//! Unpacking an archive whose author is not trusted yet.
//!
//! Owns what may come out of a `.tar.gz`: files, directories and links that
//! stay below the place they are unpacked to, up to a size.  What the archive
//! is, and whether it is the right one, is the caller's.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::GzDecoder;
use tar::{Archive, Entry, EntryType};

/// Bytes that names and padding may take beside the files.
const HEADERS_LIMIT: u64 = 16 << 20;

/// Why an archive was not unpacked; what came out before is still there.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// It could not be read, or a file could not be written.
    #[error("cannot unpack {}", archive.display())]
    Io {
        /// The archive.
        archive: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// An entry that would be outside, or is no file, directory or link.
    #[error("{} holds {entry:?}, which is {fault}", archive.display())]
    Entry {
        /// The archive.
        archive: PathBuf,
        /// The entry's name.
        entry: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// It is larger than it may be.
    #[error("{} unpacks to more than {limit} bytes", archive.display())]
    TooLarge {
        /// The archive.
        archive: PathBuf,
        /// Bytes.
        limit: u64,
    },
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its name is absolute or has `..` in it.
    OutsideName,
    /// It is a link to something outside.
    OutsideLink,
    /// It is a device, a FIFO or of a type that is not known.
    Kind,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OutsideName => "outside",
            Self::OutsideLink => "a link to the outside",
            Self::Kind => "neither a file nor a directory nor a link",
        })
    }
}

/// Unpacks a `.tar.gz` into the directory `into`, which must exist.
///
/// Entries get the permissions of the archive without set-id bits and belong
/// to whoever unpacks.  `limit` is the sum of all files in bytes.
pub fn tar_gz(archive: &Path, into: &Path, limit: u64) -> Result<(), UnpackError> {
    let failed = |source| UnpackError::Io {
        archive: archive.to_owned(),
        source,
    };
    let file = File::open(archive).map_err(failed)?;
    // A little archive can hold a huge stream of headers, so the stream itself is bounded too.
    let stream = GzDecoder::new(file).take(limit.saturating_add(HEADERS_LIMIT));
    let mut reader = Archive::new(stream);
    reader.set_preserve_permissions(false);
    reader.set_overwrite(false);
    let mut left = limit;
    for entry in reader.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        match admit(&entry).map_err(failed)? {
            Ok(true) => {}
            Ok(false) => continue,
            Err(fault) => {
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                return Err(UnpackError::Entry {
                    archive: archive.to_owned(),
                    entry: name,
                    fault,
                });
            }
        }
        left = left
            .checked_sub(entry.size())
            .ok_or_else(|| UnpackError::TooLarge {
                archive: archive.to_owned(),
                limit,
            })?;
        // `unpack_in` looks once more, at the directories that are really there.
        entry.unpack_in(into).map_err(failed)?;
    }
    Ok(())
}

/// Whether the entry is to be unpacked; the archive's own remarks are not.
fn admit<R: Read>(entry: &Entry<'_, R>) -> io::Result<Result<bool, Fault>> {
    let path = entry.path()?;
    if !stays_inside(Path::new(""), &path) {
        return Ok(Err(Fault::OutsideName));
    }
    Ok(match entry.header().entry_type() {
        EntryType::Regular | EntryType::Continuous | EntryType::Directory => Ok(true),
        EntryType::XGlobalHeader => Ok(false),
        kind @ (EntryType::Symlink | EntryType::Link) => {
            let target = entry.link_name()?.unwrap_or_default();
            // A symbolic link counts from its own directory, a hard one from the archive's root.
            let from = match kind {
                EntryType::Symlink => path.parent().unwrap_or(Path::new("")),
                _ => Path::new(""),
            };
            match stays_inside(from, &target) {
                true => Ok(true),
                false => Err(Fault::OutsideLink),
            }
        }
        _ => Err(Fault::Kind),
    })
}

/// Whether `path`, seen from the directory `from`, never climbs above the root.
fn stays_inside(from: &Path, path: &Path) -> bool {
    let mut depth = from
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .count();
    for part in path.components() {
        match part {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    !path.as_os_str().is_empty()
}

/// The one directory that everything in `directory` lies in, as the archives
/// of releases have it; `None` when there is another number of entries.
pub fn only_directory(directory: &Path) -> io::Result<Option<PathBuf>> {
    let mut entries = fs::read_dir(directory)?.collect::<io::Result<Vec<_>>>()?;
    Ok(match (entries.pop(), entries.is_empty()) {
        (Some(entry), true) if entry.file_type()?.is_dir() => Some(entry.path()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;

    /// An archive of these entries; names are written as they are, however wicked.
    fn archive(path: &Path, entries: &[(&str, EntryType, &str, &[u8])]) {
        let mut builder = tar::Builder::new(GzEncoder::new(
            File::create(path).unwrap(),
            flate2::Compression::fast(),
        ));
        for (name, kind, link, data) in entries {
            let mut header = tar::Header::new_gnu();
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
            header.set_entry_type(*kind);
            header.set_size(data.len() as u64);
            header.set_mode(0o4755);
            header.set_cksum();
            builder.append(&header, *data).unwrap();
        }
        builder.into_inner().unwrap().finish().unwrap();
    }

    fn unpack(
        entries: &[(&str, EntryType, &str, &[u8])],
    ) -> (tempfile::TempDir, Result<(), UnpackError>) {
        let directory = tempfile::tempdir().unwrap();
        let into = directory.path().join("into");
        fs::create_dir(&into).unwrap();
        let path = directory.path().join("a.tar.gz");
        archive(&path, entries);
        let result = tar_gz(&path, &into, 1000);
        (directory, result)
    }

    #[test]
    fn files_and_links_come_out_without_set_id_bits() {
        use std::os::unix::fs::PermissionsExt;
        let (directory, result) = unpack(&[
            ("k/", EntryType::Directory, "", b""),
            ("k/configure", EntryType::Regular, "", b"#!/bin/sh\n"),
            ("k/doc/link", EntryType::Symlink, "../configure", b""),
        ]);
        result.unwrap();
        let root = only_directory(&directory.path().join("into"))
            .unwrap()
            .unwrap();
        let mode = root
            .join("configure")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o7000, 0);
        assert_eq!(mode & 0o100, 0o100);
        assert_eq!(fs::read(root.join("doc/link")).unwrap(), b"#!/bin/sh\n");
    }

    #[test]
    fn what_would_be_outside_is_refused_and_named() {
        for (entry, fault) in [
            (
                ("../out", EntryType::Regular, "", &b"x"[..]),
                Fault::OutsideName,
            ),
            (
                ("k/../../out", EntryType::Regular, "", b"x"),
                Fault::OutsideName,
            ),
            (
                ("/tmp/vk-out", EntryType::Regular, "", b"x"),
                Fault::OutsideName,
            ),
            (
                ("k/l", EntryType::Symlink, "../../out", b""),
                Fault::OutsideLink,
            ),
            (("k/l", EntryType::Symlink, "/etc", b""), Fault::OutsideLink),
            (("k/l", EntryType::Link, "../out", b""), Fault::OutsideLink),
            (("k/d", EntryType::Block, "", b""), Fault::Kind),
            (("k/f", EntryType::Fifo, "", b""), Fault::Kind),
        ] {
            let (directory, result) = unpack(&[entry]);
            match result {
                Err(UnpackError::Entry {
                    entry: name,
                    fault: found,
                    ..
                }) => {
                    assert_eq!((name.as_str(), found), (entry.0, fault));
                }
                other => panic!("{}: {other:?}", entry.0),
            }
            assert!(!directory.path().join("out").exists());
        }
    }

    #[test]
    fn more_than_the_limit_is_refused_before_it_is_written() {
        let (directory, result) = unpack(&[("k", EntryType::Regular, "", &[0; 1001])]);
        assert!(matches!(
            result,
            Err(UnpackError::TooLarge { limit: 1000, .. })
        ));
        assert!(!directory.path().join("into/k").exists());
    }

    #[test]
    fn half_an_archive_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.tar.gz");
        archive(&path, &[("k", EntryType::Regular, "", &[7; 900])]);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let result = tar_gz(&path, directory.path(), 1000);
        assert!(matches!(result, Err(UnpackError::Io { .. })), "{result:?}");
    }
}
