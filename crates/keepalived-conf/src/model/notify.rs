//! Commands at changes of state.

use super::command::Command;
use super::reader::BlockReader;
use super::spanned::Spanned;

/// One `notify…` line.
#[derive(Debug, Clone, PartialEq)]
pub struct Notify {
    /// The keyword.
    pub keyword: &'static str,
    /// What runs.
    pub command: Spanned<Command>,
}

const KEYWORDS: [&str; 7] = [
    "notify_master",
    "notify_backup",
    "notify_fault",
    "notify_stop",
    "notify",
    "notify_deleted",
    "notify_master_rx_lower_pri",
];

pub(super) fn notifies(reader: &BlockReader<'_>) -> Vec<Notify> {
    let read = |keyword| {
        let command = reader.command(keyword)?;
        Some(Notify { keyword, command })
    };
    KEYWORDS.into_iter().filter_map(read).collect()
}
