//! Keepalived's notify FIFO: its transitions, in order, as they happen.
//!
//! Keepalived writes without blocking and drops what finds no reader, and it
//! closes and opens the FIFO at every reload; a reader that opens it for
//! reading and writing never sees an end.

use std::io;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::unix::pipe;

use super::state::InstanceState;

/// Something that Keepalived told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// `INSTANCE "VI_1" MASTER 250`: the state is new.
    State {
        /// The instance's name.
        instance: String,
        /// Its state.
        state: InstanceState,
        /// Its effective priority.
        priority: u8,
    },
    /// `INSTANCE "VI_1" MASTER_PRIORITY 240`: the priority is new.
    Priority {
        /// The instance's name.
        instance: String,
        /// Its effective priority.
        priority: u8,
    },
}

/// Makes the FIFO when it is not there.
pub fn make(path: &Path) -> io::Result<()> {
    let mode = Mode::RUSR | Mode::WUSR;
    match mknodat(CWD, path, FileType::Fifo, mode, 0) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::EXIST) if is_fifo(path) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn is_fifo(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.file_type().is_fifo())
}

/// The reading end.
pub(super) struct Reader {
    lines: Lines<BufReader<pipe::Receiver>>,
}

impl Reader {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        make(path)?;
        let receiver = pipe::OpenOptions::new()
            .read_write(true)
            .open_receiver(path)?;
        Ok(Self {
            lines: BufReader::new(receiver).lines(),
        })
    }

    /// The next notice; lines that mean nothing to us are passed over.
    pub(super) async fn next(&mut self) -> io::Result<Notice> {
        loop {
            let line = self.lines.next_line().await?;
            let line = line.ok_or(io::ErrorKind::UnexpectedEof)?;
            if let Some(notice) = parse(&line) {
                return Ok(notice);
            }
        }
    }
}

/// Reads one line as keepalived 2.x writes it (vrrp_notify.c).
fn parse(line: &str) -> Option<Notice> {
    let rest = line.strip_prefix("INSTANCE \"")?;
    let (instance, rest) = rest.rsplit_once("\" ")?;
    let instance = instance.to_owned();
    let mut words = rest.split_whitespace();
    let word = words.next()?;
    let priority = words.next()?.parse().ok()?;
    Some(match word {
        "MASTER_PRIORITY" | "BACKUP_PRIORITY" => Notice::Priority { instance, priority },
        _ => Notice::State {
            instance,
            state: state(word)?,
            priority,
        },
    })
}

fn state(word: &str) -> Option<InstanceState> {
    Some(match word {
        "MASTER" => InstanceState::Master,
        "BACKUP" => InstanceState::Backup,
        "FAULT" => InstanceState::Fault,
        "STOP" | "DELETED" => InstanceState::Stop,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_keepalived_writes_them() {
        let state = |instance: &str, state, priority| {
            Some(Notice::State {
                instance: instance.to_owned(),
                state,
                priority,
            })
        };
        let cases = [
            (
                r#"INSTANCE "VI_1" MASTER 250"#,
                state("VI_1", InstanceState::Master, 250),
            ),
            (
                r#"INSTANCE "a "b" c" FAULT 1"#,
                state("a \"b\" c", InstanceState::Fault, 1),
            ),
            (
                r#"INSTANCE "VI_1" STOP 250"#,
                state("VI_1", InstanceState::Stop, 250),
            ),
            (
                r#"INSTANCE "VI_1" BACKUP_PRIORITY 9"#,
                Some(Notice::Priority {
                    instance: "VI_1".to_owned(),
                    priority: 9,
                }),
            ),
            (r#"GROUP "G" MASTER 0"#, None),
            (r#"INSTANCE "VI_1" MASTER_RX_LOWER_PRI 250"#, None),
            (r#"INSTANCE "VI_1" MASTER 900"#, None),
            (r#"INSTANCE "VI_1"#, None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line), expected, "{line}");
        }
    }

    #[tokio::test]
    async fn the_reader_outlives_a_writer_that_closes() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("fifo");
        let mut reader = Reader::open(&path).unwrap();
        for priority in [250, 240] {
            let line = format!("INSTANCE \"VI\" BACKUP {priority}\n");
            std::fs::write(&path, line).unwrap();
            let notice = reader.next().await.unwrap();
            assert!(matches!(notice, Notice::State { priority: p, .. } if p == priority));
        }
    }

    #[test]
    fn a_plain_file_in_the_fifos_place_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("fifo");
        std::fs::write(&path, "").unwrap();
        assert!(make(&path).is_err());
    }
}
