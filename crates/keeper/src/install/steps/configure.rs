//! `./configure`, with the options that this machine has the libraries for.

use std::process::Command;
use std::time::Duration;

use host::exec;

use super::super::error::Trouble;
use super::super::needs::has_library;
use super::super::site::{Outcome, Site};
use super::super::source::{Mark, Source};
use super::built_already;
use crate::layout::Layout;
use crate::message::Message;

/// Listing its options takes a shell script a moment.
const HELP_LIMIT: Duration = Duration::from_secs(30);

/// Configures the tree, unless that was done with the same options.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    let options = options(site.layout, source, &known_options(source)?);
    let line = options.join(" ");
    let features = features(&options);
    if source.mark(Mark::Configured).as_deref() == Some(&line) {
        return Ok(Outcome::Skipped(
            Message::new("install-configured").with("features", features),
        ));
    }
    let mut command = Command::new("./configure");
    command.args(&options).current_dir(source.tree());
    site.run(&mut command, |_, _| {})?;
    source.set_mark(Mark::Configured, &line)?;
    Ok(Outcome::Done(
        Message::new("install-configured").with("features", features),
    ))
}

/// What this release's `configure` knows; an option that it does not know
/// would only be a warning that nobody reads.
fn known_options(source: &Source) -> Result<String, Trouble> {
    let mut command = Command::new("./configure");
    command.arg("--help").current_dir(source.tree());
    let finished = exec::run(&mut command, HELP_LIMIT)?;
    Ok(finished.stdout_text().into_owned())
}

/// Everything of a release lies in a directory of its own, its unit and its
/// examples too, so that `make install` touches nothing of the distribution's.
fn options(layout: &Layout, source: &Source, known: &str) -> Vec<String> {
    let target = source.target().display();
    let config = layout.config();
    let mut options = vec![
        format!("--prefix={target}"),
        format!("--sysconfdir={target}/etc"),
        format!("--with-default-config-file={}", config.display()),
        "--enable-json".to_owned(),
        "--enable-bfd".to_owned(),
        "--enable-log-file".to_owned(),
        "--disable-dependency-tracking".to_owned(),
    ];
    for (option, library) in [
        ("--enable-regex", "libpcre2-8"),
        ("--enable-dbus", "gio-2.0"),
    ] {
        if has_library(library) {
            options.push(option.to_owned());
        }
    }
    if has_library("libsystemd") {
        options.push(format!(
            "--with-systemdsystemunitdir={target}/lib/systemd/system"
        ));
        options.push("--with-init=systemd".to_owned());
    } else {
        options.push("--disable-systemd".to_owned());
        options.push("--with-init=SYSV".to_owned());
    }
    options.retain(|option| is_known(option, known));
    options
}

/// `--enable-json` and `--disable-json` are one option, listed one way round.
fn is_known(option: &str, known: &str) -> bool {
    let name = option.split('=').next().unwrap_or(option);
    let other = match (
        name.strip_prefix("--enable-"),
        name.strip_prefix("--disable-"),
    ) {
        (Some(feature), _) => format!("--disable-{feature}"),
        (_, Some(feature)) => format!("--enable-{feature}"),
        _ => name.to_owned(),
    };
    [name, other.as_str()].iter().any(|name| {
        known
            .split(|c: char| c.is_whitespace() || matches!(c, '=' | '[' | ','))
            .any(|word| word == *name)
    })
}

/// The options that say what the program can do.
fn features(options: &[String]) -> String {
    let named = options
        .iter()
        .filter(|option| !option.contains('/') && !option.ends_with("tracking"))
        .map(|option| {
            option
                .trim_start_matches("--")
                .trim_start_matches("enable-")
        });
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_known_whichever_way_round_it_is_listed() {
        let known = "  --disable-systemd       build without\n  --enable-json           compile\n  \
                     --with-init=(upstart|systemd)\n  --prefix=PREFIX\n  --enable-regex-timers\n";
        for option in [
            "--enable-json",
            "--disable-systemd",
            "--with-init=SYSV",
            "--prefix=/a",
        ] {
            assert!(is_known(option, known), "{option}");
        }
        assert!(!is_known("--enable-regex", known));
        assert!(!is_known("--enable-log-file", known));
    }
}
