//! How much room there is on the file system that holds a path.

use std::io;
use std::path::Path;

/// Bytes that are free for this user below `path`; for a path that does not
/// exist yet, below the nearest directory that does.
pub fn free_bytes(path: &Path) -> io::Result<u64> {
    let existing = path
        .ancestors()
        .find(|ancestor| ancestor.exists())
        .ok_or(io::ErrorKind::NotFound)?;
    let statistics = rustix::fs::statvfs(existing)?;
    Ok(statistics.f_bavail.saturating_mul(statistics.f_frsize))
}

/// Makes everything that was written below `directory` survive a power cut.
pub fn sync(directory: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(std::fs::File::open(directory)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_still_to_be_made_has_the_room_of_its_directory() {
        let directory = tempfile::tempdir().unwrap();
        let deep = directory.path().join("not/yet/there");
        assert!(free_bytes(&deep).unwrap() > 0);
        assert!(free_bytes(directory.path()).unwrap() > 0);
    }
}
