//! Processor time, as the kernel counts it.

use std::time::Duration;

/// Nanoseconds of all threads of a process that live now.
/// Source: schedstat, Documentation/scheduler/sched-stats.rst.
pub(crate) fn of_process(pid: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let nanos = tasks.map(|task| {
        let path = task.unwrap().path().join("schedstat");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let first = text.split(' ').next().unwrap_or_default();
        first.parse::<u64>().unwrap_or(0)
    });
    Duration::from_nanos(nanos.sum())
}

/// Of this process, and of its children that have ended. Theirs comes in hundredths of a second, which
/// is why many are measured together.
/// Source: proc(5), `/proc/pid/stat`, cutime and cstime.
pub(crate) fn here() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The fields are counted after the name, which stands in parentheses and may hold anything.
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks: u64 = [13, 14]
        .map(|at| fields[at].parse::<u64>().unwrap())
        .iter()
        .sum();
    of_process(std::process::id()) + Duration::from_millis(ticks * 10)
}
