//! What a process takes: processor and memory, from proc(5).

use std::fs;
use std::time::Duration;

use anyhow::Context;

/// Of `USER_HZ`, which is 100 on every Linux that we know.
const TICK: Duration = Duration::from_millis(10);

/// Memory in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory {
    /// All pages that it has in memory.
    pub(super) resident: u64,
    /// The same, with what is shared divided by those who share it.
    pub(super) proportional: u64,
}

/// User and system time of all threads so far, to a hundredth of a second.
pub(super) fn processor_time(pid: u32) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    ticks(&stat).map(|ticks| TICK * ticks)
}

/// What it has in memory now.
pub(super) fn memory(pid: u32) -> anyhow::Result<Memory> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    Ok(Memory {
        resident: kibibytes(&rollup, "Rss:")?,
        proportional: kibibytes(&rollup, "Pss:")?,
    })
}

fn ticks(stat: &str) -> anyhow::Result<u32> {
    // The fields are counted after the name, which stands in parentheses and may hold anything.
    let (_, fields) = stat.rsplit_once(") ").context("no name in stat")?;
    let mut fields = fields.split(' ').skip(11);
    let mut next = || -> anyhow::Result<u32> { Ok(fields.next().context("too short")?.parse()?) };
    Ok(next()? + next()?)
}

fn kibibytes(rollup: &str, name: &str) -> anyhow::Result<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix(name));
    let value = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(value
        .with_context(|| format!("no {name}"))?
        .trim()
        .parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_found_behind_any_name() -> anyhow::Result<()> {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 25 17 3 4 20 0 1 0 99 1 1";
        assert_eq!(ticks(stat)?, 42);
        let rollup = "55 [rollup]\nRss:            8400 kB\nPss:     7000 kB\nPss_Anon: 1 kB\n";
        assert_eq!(kibibytes(rollup, "Rss:")?, 8400);
        assert_eq!(kibibytes(rollup, "Pss:")?, 7000);
        assert!(kibibytes(rollup, "Swap:").is_err());
        Ok(())
    }
}
