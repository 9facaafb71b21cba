//! The formats that a log comes in.
//!
//! Pure: the time zone and, where a format leaves out the year, the present are parameters.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use serde::Deserialize;

use super::line::LogLine;

/// What every process of Keepalived's calls itself in syslog begins with.
const PROGRAM: &str = "Keepalived";

/// A line of Keepalived's own console, which a supervised one's log file is made of:
/// `Sun Nov 22 23:31:58 2026: (VI_1) Entering MASTER STATE`. A line without a time, such as a
/// script's output, is a line too.
pub(super) fn console(line: &str, zone: &TimeZone) -> LogLine {
    let timed = line.get(..24).zip(line.get(24..));
    let parsed = timed.and_then(|(time, rest)| {
        let at = local(DateTime::strptime("%a %b %e %H:%M:%S %Y", time).ok()?, zone)?;
        Some((at, rest.strip_prefix(": ")?))
    });
    match parsed {
        Some((at, text)) => LogLine::new(Some(at), None, None, text.to_owned()),
        None => LogLine::new(None, None, None, line.to_owned()),
    }
}

/// A line of a file of syslog, in the classic form (`Nov 22 23:31:58 host Keepalived_vrrp[7]: …`) or
/// with the time of RFC 3339. `None` for what other programs wrote.
pub(super) fn syslog(line: &str, now: &Zoned) -> Option<LogLine> {
    let (at, rest) = modern_time(line).or_else(|| classic_time(line, now))?;
    let (_host, rest) = rest.split_once(' ')?;
    let (tag, text) = rest.split_once(": ")?;
    let process = tag.split('[').next()?;
    process
        .starts_with(PROGRAM)
        .then(|| LogLine::new(Some(at), None, Some(process.to_owned()), text.to_owned()))
}

fn modern_time(line: &str) -> Option<(Timestamp, &str)> {
    let (time, rest) = line.split_once(' ')?;
    Some((time.parse().ok()?, rest))
}

/// The form has no year: it is the latest that does not lie in the future. A day's grace lets clocks
/// and zones differ.
fn classic_time<'line>(line: &'line str, now: &Zoned) -> Option<(Timestamp, &'line str)> {
    let (time, rest) = (line.get(..15)?, line.get(15..)?.strip_prefix(' ')?);
    let latest = now.timestamp().checked_add(24.hours()).ok()?;
    let years = (0..=8).map(|back| now.year() - back);
    let mut readings = years.filter_map(|year| {
        let text = format!("{year} {time}");
        let at = DateTime::strptime("%Y %b %e %H:%M:%S", text).ok()?;
        local(at, now.time_zone())
    });
    Some((readings.find(|at| *at <= latest)?, rest))
}

fn local(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    Some(at.to_zoned(zone.clone()).ok()?.timestamp())
}

/// The fields of a journal entry that we read (systemd.journal-fields(7)); all come as text.
#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "__REALTIME_TIMESTAMP")]
    microseconds: String,
    #[serde(rename = "MESSAGE", default)]
    message: Option<Text>,
    #[serde(rename = "PRIORITY", default)]
    priority: Option<String>,
    #[serde(rename = "SYSLOG_IDENTIFIER", default)]
    process: Option<String>,
}

/// Text that is not UTF-8 comes as its bytes.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Words(String),
    Bytes(Vec<u8>),
}

/// An entry as `journalctl -o json` prints it; `None` when it has no text or cannot be read.
pub(super) fn journal(line: &str) -> Option<LogLine> {
    let entry: Entry = serde_json::from_str(line).ok()?;
    let at = Timestamp::from_microsecond(entry.microseconds.parse().ok()?).ok()?;
    let text = match entry.message? {
        Text::Words(words) => words,
        Text::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
    };
    let priority = entry.priority.and_then(|priority| priority.parse().ok());
    Some(LogLine::new(Some(at), priority, entry.process, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::{Level, LogEvent};

    fn now(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    #[test]
    fn a_console_line_has_the_time_of_its_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let line = console("Sun Nov  1 23:31:58 2026: (VI_1) sent 0 priority", &zone);
        assert_eq!(line.at, Some("2026-11-01T15:31:58Z".parse().unwrap()));
        assert_eq!(line.text, "(VI_1) sent 0 priority");
        assert!(matches!(line.event, Some(LogEvent::Resigned { .. })));
        let bare = console("chk.sh: no such table: ✗ and a time is not here", &zone);
        assert_eq!((bare.at, bare.text.len()), (None, 49));
    }

    #[test]
    fn both_forms_of_syslog_are_read_and_other_programs_are_not() {
        let now = now("2026-01-05T00:00:00+00:00[UTC]");
        let classic = "Dec 31 23:59:59 db1 Keepalived_vrrp[812]: (VI_1) Entering MASTER STATE";
        let line = syslog(classic, &now).unwrap();
        assert_eq!(line.at, Some("2025-12-31T23:59:59Z".parse().unwrap()));
        assert_eq!(line.process.as_deref(), Some("Keepalived_vrrp"));
        let modern = "2026-01-02T03:04:05.678901+01:00 db1 Keepalived[1]: Reloading ...";
        let line = syslog(modern, &now).unwrap();
        assert_eq!(
            line.at,
            Some("2026-01-02T02:04:05.678901Z".parse().unwrap())
        );
        assert_eq!(
            syslog(
                "Jan  2 03:04:05 db1 sshd[9]: Keepalived_vrrp[1]: hello",
                &now
            ),
            None
        );
        assert_eq!(syslog("", &now), None);
    }

    #[test]
    fn an_entry_of_the_journal_keeps_the_worse_level() {
        let line = journal(
            r#"{"__REALTIME_TIMESTAMP":"1700000000000000","MESSAGE":"hello","PRIORITY":"3","_PID":"7"}"#,
        );
        assert_eq!(line.unwrap().level, Level::Error);
        let line = journal(
            r#"{"__REALTIME_TIMESTAMP":"1700000000000001","PRIORITY":"6","SYSLOG_IDENTIFIER":"Keepalived_vrrp",
                "MESSAGE":[65,32,116,104,114,101,97,100,32,116,105,109,101,114,32,101,120,112,105,114,101,100,32,
                50,46,48,53,32,115,101,99,111,110,100,115,32,97,103,111]}"#,
        );
        let line = line.unwrap();
        assert_eq!(line.level, Level::Warning);
        assert!(matches!(line.event, Some(LogEvent::TimerExpired { seconds }) if seconds == "2.0"));
        assert_eq!(journal("not an entry"), None);
    }
}
