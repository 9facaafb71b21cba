//! Why a try failed, as a message in either language.

use health::{Failure, Reason, Stage};

use crate::message::Message;

/// The message that says why a try failed, with its kind and its target.
#[must_use]
pub fn reason(failure: &Failure) -> Message {
    message(&failure.reason)
        .with("kind", failure.kind)
        .with("target", &failure.target)
}

fn message(reason: &Reason) -> Message {
    match reason {
        Reason::NotResolved { host, message } => Message::new("failure-not-resolved")
            .with("host", host)
            .with("message", message),
        Reason::Refused => Message::new("failure-refused"),
        Reason::SocketMissing => Message::new("failure-socket-missing"),
        Reason::Unreachable { message } => {
            Message::new("failure-unreachable").with("message", message)
        }
        Reason::QueueFull => Message::new("failure-queue-full"),
        Reason::TimedOut { stage, after } => Message::new("failure-timed-out")
            .with("stage", word(*stage))
            .with("milliseconds", after.as_millis()),
        Reason::Silent { stage, after } => Message::new("failure-silent")
            .with("stage", word(*stage))
            .with("milliseconds", after.as_millis()),
        Reason::Closed { stage } => Message::new("failure-closed").with("stage", word(*stage)),
        Reason::NotMysql { start } => Message::new("failure-not-mysql").with("start", start),
        Reason::Protocol { version } => Message::new("failure-protocol").with("version", version),
        Reason::Malformed { what } => Message::new("failure-malformed").with("what", what),
        Reason::AccessDenied { user, code } => Message::new("failure-access-denied")
            .with("user", user)
            .with("code", code),
        Reason::AccessDeniedInClear { user, code } => {
            Message::new("failure-access-denied-in-clear")
                .with("user", user)
                .with("code", code)
        }
        Reason::AccountUnusable {
            user,
            code,
            message,
        } => Message::new("failure-account-unusable")
            .with("user", user)
            .with("code", code)
            .with("message", message),
        Reason::TooManyConnections { code } => {
            Message::new("failure-too-many-connections").with("code", code)
        }
        Reason::HostBlocked => Message::new("failure-host-blocked"),
        Reason::HostNotAllowed => Message::new("failure-host-not-allowed"),
        Reason::ShuttingDown => Message::new("failure-shutting-down"),
        Reason::TlsRequired { code } => Message::new("failure-tls-required").with("code", code),
        Reason::TlsNotOffered => Message::new("failure-tls-not-offered"),
        Reason::UnsupportedPlugin { plugin } => {
            Message::new("failure-unsupported-plugin").with("plugin", plugin)
        }
        Reason::ServerError { code, message } => Message::new("failure-server-error")
            .with("code", code)
            .with("message", message),
        other => of_answer(other),
    }
}

/// What a server said, or is, in place of what it should.
fn of_answer(reason: &Reason) -> Message {
    match reason {
        Reason::Stranger { protocol, start } => Message::new("failure-stranger")
            .with("protocol", protocol)
            .with("start", start),
        Reason::LoginRefused { user, message } => Message::new("failure-login-refused")
            .with("user", user)
            .with("message", message),
        Reason::PasswordRequired { message } => {
            Message::new("failure-password-required").with("message", message)
        }
        Reason::TooManyClients { message } => {
            Message::new("failure-too-many-clients").with("message", message)
        }
        Reason::NotReady { message } => Message::new("failure-not-ready").with("message", message),
        Reason::CannotSave { message } => {
            Message::new("failure-cannot-save").with("message", message)
        }
        Reason::Refusal { message } => Message::new("failure-refusal").with("message", message),
        Reason::Role { is, expected } => Message::new("failure-role")
            .with("is", is)
            .with("expected", expected),
        Reason::LinkDown { message } => Message::new("failure-link-down").with("message", message),
        other => of_state(other),
    }
}

/// What a database is in place of what it should be.
fn of_state(reason: &Reason) -> Message {
    match reason {
        Reason::Lag { lag, at_most } => Message::new("failure-lag")
            .with("lag", format!("{:.1}", lag.as_secs_f64()))
            .with("expected", format!("{:.1}", at_most.as_secs_f64())),
        Reason::LagUnknown => Message::new("failure-lag-unknown"),
        Reason::NoReplica => Message::new("failure-no-replica"),
        Reason::ReplicaStopped { thread, message } => Message::new("failure-replica-stopped")
            .with("thread", thread)
            .with("message", message),
        Reason::GtidGap { gap, at_most } => Message::new("failure-gtid-gap")
            .with("gap", gap)
            .with("expected", at_most),
        Reason::NoGtid => Message::new("failure-no-gtid"),
        Reason::Galera {
            variable,
            is,
            expected,
        } => Message::new("failure-galera")
            .with("variable", variable)
            .with("is", is)
            .with("expected", expected),
        Reason::NoGalera => Message::new("failure-no-galera"),
        Reason::GroupState { state } => Message::new("failure-group-state").with("state", state),
        Reason::GroupMinority { reachable, members } => Message::new("failure-group-minority")
            .with("reachable", reachable)
            .with("members", members),
        Reason::ConnectionsUsed {
            used,
            most,
            at_most,
        } => Message::new("failure-connections-used")
            .with("used", used)
            .with("most", most)
            .with("expected", at_most),
        other => of_question(other),
    }
}

/// What the web, commands and processes can say.
fn of_question(reason: &Reason) -> Message {
    match reason {
        Reason::HttpStatus { status, expected } => Message::new("failure-http-status")
            .with("status", status)
            .with("expected", expected),
        Reason::BodyLacks { text } => Message::new("failure-body-lacks").with("text", text),
        Reason::Certificate { message } => {
            Message::new("failure-certificate").with("message", message)
        }
        Reason::CertificateEnds { days, at_least } => Message::new("failure-certificate-ends")
            .with("days", days)
            .with("expected", at_least),
        Reason::TlsFailed { message } => {
            Message::new("failure-tls-failed").with("message", message)
        }
        Reason::NotStarted { message } => {
            Message::new("failure-not-started").with("message", message)
        }
        Reason::ExitStatus { code, line } => Message::new("failure-exit-status")
            .with("code", code)
            .with("line", line),
        Reason::Signalled { signal, line } => Message::new("failure-signalled")
            .with("signal", signal)
            .with("line", line),
        Reason::NoProcess => Message::new("failure-no-process"),
        Reason::PidFile { message } => Message::new("failure-pid-file").with("message", message),
        Reason::UnitState { state } => Message::new("failure-unit-state").with("state", state),
        other => Message::new("failure-other").with("message", other),
    }
}

/// The stage as the catalogues select on it.
fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Resolve => "resolve",
        Stage::Connect => "connect",
        Stage::Greeting => "greeting",
        Stage::Login => "login",
        Stage::Ping => "ping",
        Stage::Query => "query",
        Stage::Write => "write",
        Stage::Tls => "tls",
        Stage::Response => "response",
        Stage::Start => "start",
        Stage::Exit => "exit",
        Stage::Search => "search",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Lang, Messages};
    use std::time::Duration;

    #[test]
    fn every_stage_of_a_time_out_has_its_own_words_in_both_languages() {
        let stages = [
            Stage::Resolve,
            Stage::Connect,
            Stage::Greeting,
            Stage::Login,
            Stage::Ping,
            Stage::Query,
            Stage::Write,
            Stage::Tls,
            Stage::Response,
            Stage::Start,
            Stage::Exit,
            Stage::Search,
        ];
        for lang in Lang::ALL {
            let messages = Messages::new(lang);
            let texts: std::collections::BTreeSet<_> = stages
                .into_iter()
                .map(|stage| {
                    let after = Duration::from_millis(500);
                    let timed_out = Reason::TimedOut { stage, after };
                    messages.text(&reason(&Failure::new("mysql", "a:1", timed_out)))
                })
                .collect();
            assert_eq!(texts.len(), stages.len(), "{lang}: {texts:?}");
            assert!(texts.iter().all(|text| text.contains("500")), "{texts:?}");
        }
    }
}
