//! Why a probe failed: the words and the stable code of every reason, and which
//! of them are decisive.

use std::time::Duration;

use crate::Stage;

/// Why a probe failed. Numbers in parentheses are the server's error codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The host has no address.
    #[error("the name `{host}` does not resolve: {message}")]
    NotResolved {
        /// The name that was looked up.
        host: String,
        /// What the resolver said.
        message: String,
    },
    /// Nothing listens there.
    #[error("connection refused")]
    Refused,
    /// Nothing has ever listened there, or it took its socket file away.
    #[error("the socket file does not exist")]
    SocketMissing,
    /// No route, or the router said so.
    #[error("unreachable: {message}")]
    Unreachable {
        /// What the kernel said.
        message: String,
    },
    /// A Unix socket whose owner does not accept: frozen, or overloaded.
    #[error("the server accepts no connections: its queue is full")]
    QueueFull,
    /// Something that should have come did not.
    #[error("{} within {} ms", stage.missing(), after.as_millis())]
    TimedOut {
        /// What was being waited for.
        stage: Stage,
        /// The limit of the whole probe.
        after: Duration,
    },
    /// Neither came a sign of life over a second connection.
    #[error("{} within {} ms, over two connections", stage.missing(), after.as_millis())]
    Silent {
        /// What was being waited for over the first.
        stage: Stage,
        /// The limit of the whole probe.
        after: Duration,
    },
    /// The server ended the connection, and a second one as well.
    #[error("the server closed the connection {}", stage.moment())]
    Closed {
        /// How far the conversation had come.
        stage: Stage,
    },
    /// Something else listens there.
    #[error("not a MySQL server (greeting starts with `{start}`)")]
    NotMysql {
        /// The printable start of what it sent, or its bytes in hexadecimal.
        start: String,
    },
    /// A greeting of another protocol version than 10.
    #[error("the server speaks protocol {version}, not 10")]
    Protocol {
        /// The version it greeted with.
        version: u8,
    },
    /// A packet that cannot be what it should be.
    #[error("malformed packet: {what}")]
    Malformed {
        /// Which packet, and what is wrong with it.
        what: &'static str,
    },
    /// Wrong user or password (1045), or no right to log in this way (1698).
    #[error("access denied for user `{user}` ({code})")]
    AccessDenied {
        /// The user that was refused.
        user: String,
        /// 1045 or 1698.
        code: u16,
    },
    /// The same, over a connection that anybody can read, of a server that
    /// offers TLS. MariaDB denies so for the want of TLS, too, and both servers
    /// for an account with `REQUIRE SSL`.
    #[error(
        "access denied for user `{user}` ({code}): the password is wrong, or the account needs \
         TLS, which the server offers (`tls = true`)"
    )]
    AccessDeniedInClear {
        /// The user that was refused.
        user: String,
        /// 1045 or 1698.
        code: u16,
    },
    /// The account exists but may not be used: locked or expired password.
    #[error("the account `{user}` cannot be used ({code}): {message}")]
    AccountUnusable {
        /// The user that was refused.
        user: String,
        /// The server's error code.
        code: u16,
        /// The server's words.
        message: String,
    },
    /// `max_connections` (1040) or a user's own limit (1203, 1226) is reached.
    #[error("too many connections ({code})")]
    TooManyConnections {
        /// The server's error code.
        code: u16,
    },
    /// Too many interrupted handshakes (`max_connect_errors`).
    #[error("host is blocked (1129): FLUSH HOSTS on the server unblocks it")]
    HostBlocked,
    /// No account allows this host.
    #[error("this host is not allowed to connect (1130)")]
    HostNotAllowed,
    /// The server said that it is going down.
    #[error("the server is shutting down (1053)")]
    ShuttingDown,
    /// `require_secure_transport` is on. Only MySQL says so.
    #[error("the server requires TLS ({code}): the check needs `tls = true`")]
    TlsRequired {
        /// The server's error code.
        code: u16,
    },
    /// TLS is asked for, and the server has none.
    #[error("the server does not offer TLS, and the check asks for it")]
    TlsNotOffered,
    /// The account's way of logging in is not spoken here.
    #[error("the account logs in with `{plugin}`, which this probe does not speak")]
    UnsupportedPlugin {
        /// The server's name for it.
        plugin: String,
    },
    /// Any other error of the server's.
    #[error("the server answered error {code}: {message}")]
    ServerError {
        /// The server's error code.
        code: u16,
        /// The server's words.
        message: String,
    },
    /// Something else listens there.
    #[error("not a {protocol} server (it says `{start}`)")]
    Stranger {
        /// The protocol it should speak, as people write its name.
        protocol: &'static str,
        /// The printable start of what it sent, or its bytes in hexadecimal.
        start: String,
    },
    /// Wrong user or password.
    #[error("the login of `{user}` was refused: {message}")]
    LoginRefused {
        /// The user that was refused.
        user: String,
        /// The server's words.
        message: String,
    },
    /// The check has no credentials, and the server wants some.
    #[error("the server wants a password: {message}")]
    PasswordRequired {
        /// The server's words.
        message: String,
    },
    /// All of the server's places are taken.
    #[error("too many clients: {message}")]
    TooManyClients {
        /// The server's words.
        message: String,
    },
    /// It runs and is not ready to serve: it loads its data, or recovers.
    #[error("the server is not ready: {message}")]
    NotReady {
        /// The server's words.
        message: String,
    },
    /// It refuses to write because it cannot save what it has.
    #[error("the server cannot save its data: {message}")]
    CannotSave {
        /// The server's words.
        message: String,
    },
    /// Any other refusal, of a server whose errors have no numbers.
    #[error("the server answered: {message}")]
    Refusal {
        /// The server's words.
        message: String,
    },
    /// It is healthy, but not what it is expected to be.
    #[error("it is {is}, expected {expected}")]
    Role {
        /// What it is: `master`, `replica`, `sentinel`.
        is: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A replica without a connection to its source.
    #[error("the link to its master is down: {message}")]
    LinkDown {
        /// Since when, or what the server says of it.
        message: String,
    },
    /// A web server answered, and not as it should.
    #[error("HTTP status {status}, expected {expected}")]
    HttpStatus {
        /// Of the response.
        status: u16,
        /// As [`crate::Statuses`] is displayed.
        expected: String,
    },
    /// A text that should be in the body is not.
    #[error("the body does not contain `{text}`")]
    BodyLacks {
        /// What is missing.
        text: String,
    },
    /// The server's certificate is not believed.
    #[error("the certificate is not accepted: {message}")]
    Certificate {
        /// What is wrong with it.
        message: String,
    },
    /// The server's certificate ends too soon.
    #[error("the certificate ends in {days} days, expected at least {at_least}")]
    CertificateEnds {
        /// Whole days left; negative when it has ended.
        days: i64,
        /// How many there should be.
        at_least: u32,
    },
    /// The handshake failed for any other reason.
    #[error("TLS failed: {message}")]
    TlsFailed {
        /// What the library, or the server's alert, said.
        message: String,
    },
    /// A command could not be started.
    #[error("cannot be started: {message}")]
    NotStarted {
        /// The program, and what the kernel said.
        message: String,
    },
    /// A command says no.
    #[error("exit status {code}: {line}")]
    ExitStatus {
        /// Not 0.
        code: i32,
        /// The first line of its output.
        line: String,
    },
    /// A command was killed by somebody else, or crashed.
    #[error("ended by signal {signal}: {line}")]
    Signalled {
        /// The signal's number.
        signal: i32,
        /// The first line of its output.
        line: String,
    },
    /// No such process lives.
    #[error("there is no such process")]
    NoProcess,
    /// A pid file cannot be read, or holds no number.
    #[error("the pid file cannot be used: {message}")]
    PidFile {
        /// What is wrong with it.
        message: String,
    },
    /// A unit of systemd is not active.
    #[error("the unit is {state}, expected active")]
    UnitState {
        /// `inactive`, `failed`, `activating` …
        state: String,
    },
    /// It follows, and too far behind.
    #[error("it lags {:.1} s behind, expected at most {:.1} s", lag.as_secs_f64(), at_most.as_secs_f64())]
    Lag {
        /// How far.
        lag: Duration,
        /// How far it may.
        at_most: Duration,
    },
    /// It follows, and does not say how far behind: it has never received
    /// anything, or the link is down.
    #[error("how far it lags behind is not known")]
    LagUnknown,
    /// It replicates from nobody.
    #[error("it is no replica")]
    NoReplica,
    /// One of a replica's two threads does not run.
    #[error("the replica's {thread} thread is stopped: {message}")]
    ReplicaStopped {
        /// `IO` or `SQL`.
        thread: &'static str,
        /// The last error of the thread, empty when it had none.
        message: String,
    },
    /// It has received more than it has applied.
    #[error("{gap} transactions are received and not applied, expected at most {at_most}")]
    GtidGap {
        /// How many; of MariaDB the most that it can be.
        gap: u64,
        /// How many there may be.
        at_most: u64,
    },
    /// It follows by file and position, where transactions cannot be counted.
    #[error("it replicates without GTID: how many transactions are missing is not known")]
    NoGtid,
    /// A node of a Galera cluster that is not what it should be.
    #[error("{variable} is {is}, expected {expected}")]
    Galera {
        /// Galera's name for it.
        variable: &'static str,
        /// What it says.
        is: String,
        /// What it should.
        expected: &'static str,
    },
    /// It has no variables of Galera's.
    #[error("it is no node of a Galera cluster")]
    NoGalera,
    /// A member of a replication group that does not take part.
    #[error("its state in group replication is {state}, expected ONLINE")]
    GroupState {
        /// `OFFLINE`, `RECOVERING`, `ERROR`, `UNREACHABLE`.
        state: String,
    },
    /// A member that sees too few of the others to go on.
    #[error("{reachable} of {members} members of its group are in reach, and that is no majority")]
    GroupMinority {
        /// Itself included.
        reachable: usize,
        /// How many the group has.
        members: usize,
    },
    /// More connections are in use than should be.
    #[error("{used} of {most} connections are in use, expected at most {at_most} %")]
    ConnectionsUsed {
        /// `Threads_connected`, our own included.
        used: u64,
        /// `max_connections`.
        most: u64,
        /// How many there may be, in percent.
        at_most: u8,
    },
    /// Any other error of the kernel's.
    #[error("{message}")]
    Io {
        /// What the kernel said.
        message: String,
    },
}

impl Reason {
    /// A stable name in kebab-case, by which other layers translate and count.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotResolved { .. } => "name-not-resolved",
            Reason::Refused => "connection-refused",
            Reason::SocketMissing => "socket-missing",
            Reason::Unreachable { .. } => "unreachable",
            Reason::QueueFull => "queue-full",
            Reason::TimedOut { stage, .. } => match stage {
                Stage::Resolve => "resolve-timeout",
                Stage::Connect => "connect-timeout",
                Stage::Greeting => "no-greeting",
                Stage::Login => "login-timeout",
                Stage::Ping => "ping-timeout",
                Stage::Query => "query-timeout",
                Stage::Write => "write-timeout",
                Stage::Tls => "tls-timeout",
                Stage::Response => "response-timeout",
                Stage::Start => "start-timeout",
                Stage::Exit => "exit-timeout",
                Stage::Search => "search-timeout",
            },
            Reason::Silent { .. } => "silent",
            Reason::Closed { .. } => "connection-closed",
            Reason::NotMysql { .. } => "not-mysql",
            Reason::Protocol { .. } => "protocol-version",
            Reason::Malformed { .. } => "malformed-packet",
            Reason::AccessDenied { .. } | Reason::AccessDeniedInClear { .. } => "access-denied",
            Reason::AccountUnusable { .. } => "account-unusable",
            Reason::TooManyConnections { .. } => "too-many-connections",
            Reason::HostBlocked => "host-blocked",
            Reason::HostNotAllowed => "host-not-allowed",
            Reason::ShuttingDown => "shutting-down",
            Reason::TlsRequired { .. } => "tls-required",
            Reason::TlsNotOffered => "tls-not-offered",
            Reason::UnsupportedPlugin { .. } => "unsupported-auth-plugin",
            Reason::ServerError { .. } => "server-error",
            Reason::Stranger { .. } => "wrong-protocol",
            Reason::LoginRefused { .. } => "login-refused",
            Reason::PasswordRequired { .. } => "password-required",
            Reason::TooManyClients { .. } => "too-many-clients",
            Reason::NotReady { .. } => "not-ready",
            Reason::CannotSave { .. } => "cannot-save",
            Reason::Refusal { .. } => "refusal",
            Reason::Role { .. } => "wrong-role",
            Reason::LinkDown { .. } => "link-down",
            Reason::HttpStatus { .. } => "http-status",
            Reason::BodyLacks { .. } => "body-lacks-text",
            Reason::Certificate { .. } => "certificate-not-accepted",
            Reason::CertificateEnds { .. } => "certificate-ends",
            Reason::TlsFailed { .. } => "tls-failed",
            Reason::NotStarted { .. } => "not-started",
            Reason::ExitStatus { .. } => "exit-status",
            Reason::Signalled { .. } => "ended-by-signal",
            Reason::NoProcess => "no-process",
            Reason::PidFile { .. } => "pid-file",
            Reason::UnitState { .. } => "unit-not-active",
            Reason::Lag { .. } => "lag",
            Reason::LagUnknown => "lag-unknown",
            Reason::NoReplica => "no-replica",
            Reason::ReplicaStopped { .. } => "replica-stopped",
            Reason::GtidGap { .. } => "gtid-gap",
            Reason::NoGtid => "no-gtid",
            Reason::Galera { .. } => "galera",
            Reason::NoGalera => "no-galera",
            Reason::GroupState { .. } => "group-state",
            Reason::GroupMinority { .. } => "group-minority",
            Reason::ConnectionsUsed { .. } => "connections-used",
            Reason::Io { .. } => "io",
        }
    }

    /// Whether one such failure leaves no doubt: the kernel says that nobody
    /// listens or lives, or the server says that it is going, or that it is no
    /// replica at all. Everything else a live but slow, full or misconfigured
    /// server can cause too.
    pub fn is_decisive(&self) -> bool {
        matches!(
            self,
            Reason::Refused
                | Reason::SocketMissing
                | Reason::ShuttingDown
                | Reason::NoProcess
                | Reason::NoReplica
        )
    }

    /// How many failures it counts for: a server that was asked over two
    /// connections and is silent on both has failed twice.
    pub fn weight(&self) -> u32 {
        match self {
            Reason::Silent { .. } => 2,
            _ => 1,
        }
    }

    /// Whether the connection ended, which another connection may not.
    pub(crate) fn is_close(&self) -> bool {
        matches!(self, Reason::Closed { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_no_doubt_is_decisive() {
        assert!(Reason::Refused.is_decisive());
        assert!(Reason::SocketMissing.is_decisive());
        assert!(Reason::ShuttingDown.is_decisive());
        assert!(Reason::NoReplica.is_decisive());
        for undecided in [
            Reason::QueueFull,
            Reason::HostBlocked,
            Reason::TooManyConnections { code: 1040 },
            Reason::Closed {
                stage: Stage::Greeting,
            },
            Reason::AccessDenied {
                user: "vk".into(),
                code: 1045,
            },
            Reason::TimedOut {
                stage: Stage::Connect,
                after: Duration::ZERO,
            },
        ] {
            assert!(!undecided.is_decisive(), "{undecided:?}");
        }
    }
}
