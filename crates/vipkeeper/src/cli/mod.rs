//! The command line: its shape here, its words in the catalogues.
//!
//! No help text stands in this file.  [`localize`] gives every command and
//! argument the message whose id is its place: `cli-template-render--set`.

mod change;
mod localize;
mod usage;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use keeper::config::language::catalog::Version;
use keeper::{Explanation, Lang, Messages};

pub(crate) use change::{ApplyArgs, Consent, HistoryCommand, RollbackArgs};
pub(crate) use localize::localized_command;

#[derive(Debug, Parser)]
#[command(name = "vipkeeper", version, disable_help_subcommand = true)]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) server_path: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Template {
        #[command(subcommand)]
        command: TemplateCommand,
    },
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    Apply(ApplyArgs),
    Confirm,
    Rollback(RollbackArgs),
    History {
        #[command(subcommand)]
        command: Option<HistoryCommand>,
    },
    Simulate(SimulateArgs),
    Script {
        #[command(subcommand)]
        command: ScriptCommand,
    },
    Install(InstallArgs),
    Uninstall {
        #[arg(long)]
        purge: bool,
    },
    Start,
    Stop,
    Restart,
    Reload,
    Status,
    Autostart {
        #[command(subcommand)]
        command: AutostartCommand,
    },
    Heal,
    Drill(DrillArgs),
    Drain,
    Undrain,
    Check(CheckArgs),
    Role {
        name: String,
        #[arg(long)]
        dry_run: bool,
    },
    Logs(LogsArgs),
    Serve {
        #[arg(long, value_name = "ADDR")]
        listen: Option<Listen>,
    },
    Demo(DemoArgs),
    #[command(hide = true)]
    ApplyWatch,
    #[command(hide = true)]
    Supervise,
    #[command(hide = true)]
    Prepare,
    #[command(hide = true)]
    Release,
    #[command(hide = true)]
    LabTcpService {
        #[arg(long, value_name = "ADDR")]
        listen: SocketAddr,
        #[arg(long, value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum AutostartCommand {
    Status,
    Enable,
    Disable,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplateCommand {
    List,
    Show { name: String },
    Render(TemplateRenderArgs),
    New(TemplateNewArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct TemplateNewArgs {
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) peer_output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TemplateRenderArgs {
    pub(crate) name: String,
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_enum)]
    pub(crate) profile: Option<Profile>,
    #[arg(long, value_enum, default_value_t = Part::Config)]
    pub(crate) part: Part,
    #[arg(long)]
    pub(crate) peer: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "peer")]
    pub(crate) peer_output: Option<PathBuf>,
    #[arg(long, value_name = "VERSION")]
    pub(crate) target_version: Option<Version>,
}

/// How the servers of a pair talk to each other.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Profile {
    Classic,
    Fast,
    Hmac,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    Check(ConfigCheckArgs),
    Fmt {
        file: Option<PathBuf>,
        #[arg(long)]
        check: bool,
    },
    Get {
        path: String,
        #[arg(short, long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Set {
        path: String,
        value: String,
        #[arg(short, long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Diff {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        with: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ScriptCommand {
    List,
    Show {
        name: String,
    },
    Run {
        name: String,
        #[arg(long, value_name = "TIME", value_parser = duration)]
        timeout: Option<Duration>,
    },
    Prove {
        name: String,
        #[arg(long, value_name = "TIME", value_parser = duration)]
        timeout: Option<Duration>,
    },
    Edit {
        name: String,
        #[arg(long, value_name = "FILE")]
        with: Option<PathBuf>,
    },
    New {
        name: String,
        #[arg(long, value_name = "KIND")]
        check: Option<String>,
        #[arg(long, requires = "check")]
        target: Option<String>,
    },
    History {
        name: String,
    },
    Restore {
        name: String,
        revision: i64,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ConfigCheckArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) peer: Option<PathBuf>,
    #[arg(long)]
    pub(crate) fix: bool,
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) deny: Option<Deny>,
    #[arg(long, value_name = "VERSION")]
    pub(crate) target_version: Option<Version>,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateArgs {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) peer: PathBuf,
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct InstallArgs {
    #[arg(long, value_enum, default_value_t = InstallMethod::Auto)]
    pub(crate) method: InstallMethod,
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<Version>,
    #[arg(long, value_name = "HEX", value_parser = sha256)]
    pub(crate) sha256: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) tarball: Option<PathBuf>,
    #[arg(long, value_name = "URL", conflicts_with = "tarball")]
    pub(crate) mirror: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "mysql-pair")]
    pub(crate) template: String,
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "CIDR")]
    pub(crate) vip: Option<String>,
    #[arg(long, value_name = "IF")]
    pub(crate) interface: Option<String>,
    #[arg(long, value_name = "ADDR")]
    pub(crate) address: Option<String>,
    #[arg(long, value_name = "ADDR")]
    pub(crate) peer: Option<String>,
    #[arg(long)]
    pub(crate) start: bool,
    #[arg(long)]
    pub(crate) no_autostart: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum InstallMethod {
    Auto,
    Package,
    Source,
}

fn sha256(text: &str) -> Result<String, &'static str> {
    match text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => Ok(text.to_ascii_lowercase()),
        false => Err("64 hexadecimal digits"),
    }
}

/// Which findings count for the exit status beside errors.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Deny {
    Warning,
    Hint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Part {
    Config,
    Checks,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    pub(crate) name: String,
    pub(crate) target: Vec<String>,
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) credentials: Option<PathBuf>,
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) timeout: Option<Duration>,
    #[arg(long, conflicts_with_all = ["target", "set", "timeout"])]
    pub(crate) backstop: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DrillArgs {
    #[arg(long)]
    pub(crate) port: Option<u16>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(short, long)]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogsArgs {
    #[arg(short, long)]
    pub(crate) follow: bool,
    #[arg(short = 'n', long, value_name = "LINES")]
    pub(crate) lines: Option<usize>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) grep: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
}

/// Where the panel listens.
#[derive(Debug, Clone)]
pub(crate) enum Listen {
    /// An address of this machine.
    Address(SocketAddr),
    /// Standard input is a listening socket that was handed over.
    Stdin,
}

impl std::str::FromStr for Listen {
    type Err = std::net::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "stdin" => Ok(Self::Stdin),
            address => address.parse().map(Self::Address),
        }
    }
}

#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DemoArgs {
    #[arg(long, value_enum, default_value_t = DemoService::Mysql)]
    pub(crate) service: DemoService,
    #[arg(long)]
    pub(crate) headless: bool,
    #[arg(long, value_name = "N", requires = "headless", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) repeat: Option<u32>,
    #[arg(long, requires = "headless")]
    pub(crate) compare_classic: bool,
    #[arg(long, conflicts_with_all = ["headless", "repeat", "compare_classic"])]
    pub(crate) clean: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoService {
    Mysql,
    Tcp,
}

fn duration(text: &str) -> Result<Duration, String> {
    let span: jiff::SignedDuration = text.parse().map_err(|error| format!("{error}"))?;
    match Duration::try_from(span) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(format!("{text} is not longer than zero")),
    }
}

/// What a command line turned out to be.
pub(crate) enum Parsed {
    /// A command to run.
    Run(Cli),
    /// Help or the version, to be printed.
    Print(String),
    /// Help that nobody asked for, because nothing else was asked for either.
    Incomplete(String),
    /// A mistake in the command line.
    Mistake(Explanation),
}

/// The language that the command line asks for, before anything else of it is
/// read: its mistakes are to be told in that language too.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let asked = words.iter().enumerate().find_map(|(index, word)| {
        let value = match word.strip_prefix("--lang")? {
            "" => words.get(index + 1).copied(),
            rest => rest.strip_prefix('='),
        };
        value?.parse().ok()
    });
    asked.unwrap_or_else(|| Lang::from_environment(|name| std::env::var(name).ok()))
}

/// Reads a command line.
pub(crate) fn parse(arguments: &[OsString], messages: &Messages) -> Parsed {
    let command = localized_command(Cli::command(), messages);
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => Parsed::Run(cli),
        Err(error) if !error.use_stderr() => Parsed::Print(error.render().ansi().to_string()),
        Err(error) => match usage::explain(&error) {
            Some(explanation) => Parsed::Mistake(explanation),
            None => Parsed::Incomplete(error.render().ansi().to_string()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let arguments =
            |words: &[&str]| -> Vec<OsString> { words.iter().map(OsString::from).collect() };
        let spaced = arguments(&["vipkeeper", "status", "--lang", "zh-CN"]);
        let joined = arguments(&["vipkeeper", "--lang=zh_CN", "status"]);
        assert_eq!(language(&spaced), Lang::ZhCn);
        assert_eq!(language(&joined), Lang::ZhCn);
    }

    #[test]
    fn every_command_and_argument_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            let messages = Messages::new(lang);
            let missing = localize::missing(&Cli::command(), &messages);
            assert_eq!(missing, Vec::<String>::new(), "{lang}");
        }
    }
}
