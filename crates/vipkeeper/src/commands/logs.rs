//! `vipkeeper logs`: Keepalived's own words, and below them what they mean.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{Timestamp, Zoned};
use keeper::logs::{Follow, Level, LogLine, Query, Source, history, since};
use keeper::{Explanation, Message};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::Serialize;

use crate::cli::LogsArgs;
use crate::context::Context;
use crate::failure::{Failure, Status};

/// How many lines are shown when nothing else limits them.
const NEWEST: usize = 50;

/// How often to see whether anybody still reads: a quiet log gives no other occasion.
const WAIT: Duration = Duration::from_secs(1);

/// Shows the log of this node.
pub(crate) fn run(args: LogsArgs, context: &Context) -> Result<(), Failure> {
    let now = Zoned::now();
    let is_follow = args.follow;
    let query = query(args, &now)?;
    let source = Source::find(&context.layout, &context.settings()?)?;
    let follow = is_follow
        .then(|| Follow::open(&source, &query))
        .transpose()?;
    let lines = history(&source, &query, &now)?;
    if lines.is_empty() && !is_follow && !context.output.is_json() {
        context.output.tell(&Message::new("warning-log-no-lines"));
    }
    show(&lines, context);
    let Some(mut follow) = follow else {
        return Ok(());
    };
    while has_reader() {
        show(&follow.next(WAIT, &Zoned::now())?, context);
    }
    Ok(())
}

/// Whether standard output leads to somebody. A pipe whose reader has gone is an error to poll(2);
/// terminals and files never are.
fn has_reader() -> bool {
    let stdout = std::io::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::empty())];
    let polled = poll(&mut fds, Some(&Timespec::default()));
    polled.is_err() || !fds[0].revents().contains(PollFlags::ERR)
}

fn query(args: LogsArgs, now: &Zoned) -> Result<Query, Failure> {
    let from = match &args.since {
        None => None,
        Some(text) => Some(since(text, now).ok_or_else(|| not_a_time(text))?),
    };
    Ok(Query {
        newest: args.lines.or(from.is_none().then_some(NEWEST)),
        grep: args.grep,
        since: from,
    })
}

fn not_a_time(text: &str) -> Failure {
    let message = Message::new("error-log-since").with("text", text);
    let hint = Message::new("hint-log-since");
    Failure::new(Status::Usage, Explanation::new(message).hint(hint))
}

/// JSON is one object a line: a log has no end to wait for.
fn show(lines: &[LogLine], context: &Context) {
    for line in lines {
        let text = if context.output.is_json() {
            in_data(line, context)
        } else {
            in_words(line, context)
        };
        context.output.raw(&text);
    }
}

#[derive(Serialize)]
struct LineData<'line> {
    at: Option<Timestamp>,
    level: Level,
    process: Option<&'line str>,
    text: &'line str,
    event: Option<EventData>,
}

#[derive(Serialize)]
struct EventData {
    kind: String,
    values: BTreeMap<&'static str, String>,
    meaning: String,
}

fn in_data(line: &LogLine, context: &Context) -> String {
    let event = line.event.as_ref().map(|event| {
        let message = event.message();
        let values = message.values();
        EventData {
            kind: message.id().trim_start_matches("log-").to_owned(),
            values: values
                .map(|(name, value)| (name, value.to_owned()))
                .collect(),
            meaning: context.output.messages().text(&message),
        }
    });
    let data = LineData {
        at: line.at,
        level: line.level,
        process: line.process.as_deref(),
        text: &line.text,
        event,
    };
    serde_json::to_string(&data).map_or_else(|_| String::new(), |text| text + "\n")
}

/// The line in the colour of its level, and its meaning below.
fn in_words(line: &LogLine, context: &Context) -> String {
    let at = line.at.map(|at| {
        let local = at.to_zoned(jiff::tz::TimeZone::system());
        local.strftime("%Y-%m-%d %H:%M:%S  ").to_string()
    });
    let at = at.unwrap_or_default();
    let (colour, plain) = (colour(line.level), "\x1b[0m");
    let mut text = format!("\x1b[2m{at}{plain}{colour}{}{plain}\n", line.text);
    if let Some(event) = &line.event {
        let meaning = context.output.messages().text(&event.message());
        let indent = " ".repeat(at.len());
        text += &format!("{indent}\x1b[2m→{plain} {meaning}\n");
    }
    text
}

/// The output leaves colours out where nobody can see them.
fn colour(level: Level) -> &'static str {
    match level {
        Level::Info => "",
        Level::Notice => "\x1b[32m",
        Level::Warning => "\x1b[33m",
        Level::Error => "\x1b[31m",
    }
}
