//! How far a probe had come when it failed.

/// How far a probe had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Resolving the name of the host.
    Resolve,
    /// Waiting for the connection.
    Connect,
    /// Connected, waiting for the server's greeting.
    Greeting,
    /// Greeted, waiting for the answer to the login.
    Login,
    /// Logged in, waiting for the answer to a ping.
    Ping,
    /// Logged in, waiting for the answer to a question about its state.
    Query,
    /// Logged in, waiting for the end of a write.
    Write,
    /// Connected, waiting for the end of the TLS handshake.
    Tls,
    /// Asked, waiting for a web server's response.
    Response,
    /// Starting a command.
    Start,
    /// Started, waiting for a command's end.
    Exit,
    /// Looking for a process.
    Search,
}

impl Stage {
    /// What did not come in time, with its article as a sentence needs it.
    pub(crate) fn missing(self) -> &'static str {
        match self {
            Stage::Resolve => "no answer from the name service",
            Stage::Connect => "no connection",
            Stage::Greeting => "no greeting",
            Stage::Login => "no answer to the login",
            Stage::Ping => "no answer to a ping",
            Stage::Query => "no answer to a query",
            Stage::Write => "no end of a write",
            Stage::Tls => "no TLS handshake",
            Stage::Response => "no response",
            Stage::Start => "no start of the command",
            Stage::Exit => "no end of the command",
            Stage::Search => "no answer from /proc",
        }
    }

    /// When the connection ended.
    pub(crate) fn moment(self) -> &'static str {
        match self {
            Stage::Resolve | Stage::Connect | Stage::Start | Stage::Search => "at once",
            Stage::Greeting => "before its greeting",
            Stage::Login => "during the login",
            Stage::Ping => "instead of answering a ping",
            Stage::Query => "instead of answering a query",
            Stage::Write => "instead of finishing a write",
            Stage::Tls => "during the TLS handshake",
            Stage::Response => "instead of responding",
            Stage::Exit => "before the command's end",
        }
    }
}
