//! The directory that keeps what takes long to make, from one run to the next.
//!
//! Owns that each thing is made once, completely, and by one run at a time.
//! Does not know what is kept.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The cache, which no other run uses as long as this value lives.
pub(crate) struct Cache {
    directory: PathBuf,
    /// The lock goes with the file, also when this process is killed.
    _lock: fs::File,
}

impl Cache {
    /// Waits until no other run uses the cache.
    pub(crate) fn open() -> anyhow::Result<Self> {
        let directory = std::env::var_os("VIPKEEPER_TEST_CACHE")
            .map_or_else(|| PathBuf::from("/var/cache/vipkeeper-test"), PathBuf::from);
        Self::at(directory)
    }

    fn at(directory: PathBuf) -> anyhow::Result<Self> {
        fs::create_dir_all(&directory).with_context(|| format!("make {}", directory.display()))?;
        let path = directory.join("lock");
        let lock = fs::File::create(&path).with_context(|| format!("make {}", path.display()))?;
        lock.lock()
            .with_context(|| format!("lock {}", path.display()))?;
        Ok(Self {
            directory,
            _lock: lock,
        })
    }

    /// The path of what is called `name`; `make` makes it at the path it is
    /// given, when it is not there yet.
    ///
    /// It has its name only when it is complete: what a run that was cut short
    /// leaves is removed by the next.
    pub(crate) fn keep(
        &self,
        name: &str,
        make: impl FnOnce(&Path) -> anyhow::Result<()>,
    ) -> anyhow::Result<PathBuf> {
        let path = self.directory.join(name);
        if path.exists() {
            return Ok(path);
        }
        let unfinished = self.directory.join(format!("{name}.unfinished"));
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .with_context(|| format!("remove {}", unfinished.display()))?;
        }
        eprintln!("  making {}", path.display());
        make(&unfinished)?;
        fs::rename(&unfinished, &path).with_context(|| format!("make {}", path.display()))?;
        Ok(path)
    }
}

/// FNV-1a over all that decides what a thing holds: the same on every machine
/// and with every compiler, which the standard library's hasher does not promise.
pub(crate) fn fingerprint(recipe: &[u8]) -> u64 {
    recipe.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_made_once() {
        let directory = tempfile::tempdir().unwrap();
        let cache = Cache::at(directory.path().join("cache")).unwrap();
        let kept = cache.keep("thing", |path| Ok(fs::create_dir(path)?));
        assert_eq!(kept.unwrap(), directory.path().join("cache/thing"));
        let again = cache.keep("thing", |_| anyhow::bail!("made again"));
        assert!(again.is_ok(), "{again:?}");
    }

    #[test]
    fn what_was_cut_short_is_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let cache = Cache::at(directory.path().to_owned()).unwrap();
        let cut_short = cache.keep("thing", |path| {
            fs::create_dir(path)?;
            fs::write(path.join("half"), "")?;
            anyhow::bail!("killed")
        });
        assert!(cut_short.is_err());
        assert!(!directory.path().join("thing").exists());
        let thing = cache.keep("thing", |path| Ok(fs::create_dir(path)?));
        assert_eq!(fs::read_dir(thing.unwrap()).unwrap().count(), 0);
    }

    #[test]
    fn fingerprints_are_the_same_everywhere() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
