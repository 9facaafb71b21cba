//! Scripts and their runs as JSON.

use keeper::Messages;
use keeper::script::{Run, Runner, Script, Use, examine};
use serde::Serialize;

/// A script.
#[derive(Serialize)]
pub(super) struct ScriptData {
    pub(super) name: String,
    /// `check`, `notify` or `unused`.
    pub(super) used: &'static str,
    #[serde(skip)]
    pub(super) used_in_words: String,
    pub(super) command: String,
    /// Whom it runs under; `None` when there is no such user.
    pub(super) user: Option<String>,
    pub(super) timeout_ms: u64,
    /// What keeps Keepalived from running it.
    pub(super) obstacles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
}

impl ScriptData {
    pub(super) fn of(script: &Script, runner: &Runner, messages: &Messages) -> Self {
        let used = match script.used {
            Use::Check => "check",
            Use::Notify => "notify",
            Use::Unused => "unused",
        };
        let obstacles = examine(script, runner);
        Self {
            name: script.name.clone(),
            used,
            used_in_words: messages
                .plain(super::use_id(script.used))
                .unwrap_or_default(),
            command: script.words.join(" "),
            user: runner.account(script).ok().map(|account| account.name),
            timeout_ms: milliseconds(script.timeout),
            obstacles: obstacles
                .iter()
                .map(|obstacle| messages.text(&obstacle.message()))
                .collect(),
            text: None,
        }
    }
}

/// A run of a script.
#[derive(Serialize)]
pub(super) struct RunData {
    pub(super) success: bool,
    /// `exited with code 1`, `was killed by signal 9`, `did not end within 500 ms`.
    pub(super) ending: String,
    pub(super) user: String,
    pub(super) duration_ms: f64,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl RunData {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            success: run.is_success(),
            ending: run.ending.to_string(),
            user: run.user.clone(),
            duration_ms: run.duration.as_secs_f64() * 1e3,
            stdout: run.stdout.clone(),
            stderr: run.stderr.clone(),
        }
    }
}

/// Both runs of a proof.
#[derive(Serialize)]
pub(super) struct ProofData {
    pub(super) can_fail: bool,
    pub(super) here: RunData,
    pub(super) isolated: RunData,
}

fn milliseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
