//! `AUTH`, `PING` and `INFO replication`, sent together and answered in turn.

use std::collections::VecDeque;

use super::reply::{self, Reply};
use super::spec::RedisSpec;
use super::{refusal, replication};
use crate::probe::budget::Budget;
use crate::probe::dialogue::{Answer, Dialogue};
use crate::probe::stream::Stream;
use crate::{Reason, Stage};

/// A connection and the replies it still owes.
#[derive(Debug)]
pub(in crate::probe) struct RedisDialogue {
    stream: Stream,
    inbox: Vec<u8>,
    owed: VecDeque<Command>,
    /// Whether something was said over it.
    is_begun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Auth,
    Ping,
    Info,
}

impl Command {
    fn stage(self) -> Stage {
        match self {
            Command::Auth => Stage::Login,
            Command::Ping => Stage::Ping,
            Command::Info => Stage::Query,
        }
    }

    fn words(self, spec: &RedisSpec) -> Vec<&str> {
        match (self, &spec.credentials) {
            (Command::Auth, Some(login)) if login.user.is_empty() => {
                vec!["AUTH", &login.password]
            }
            (Command::Auth, Some(login)) => vec!["AUTH", &login.user, &login.password],
            (Command::Info, _) => vec!["INFO", "replication"],
            (Command::Auth, None) | (Command::Ping, _) => vec!["PING"],
        }
    }
}

impl Dialogue for RedisDialogue {
    type Question = RedisSpec;

    fn begin(stream: Stream) -> Self {
        RedisDialogue {
            stream,
            inbox: Vec::new(),
            owed: VecDeque::new(),
            is_begun: false,
        }
    }

    async fn show_life(&mut self, spec: &RedisSpec, budget: &Budget) -> Result<Answer, Reason> {
        if self.is_begun && self.owed.is_empty() && !self.inbox.is_empty() {
            // Nothing was asked: it can only be a farewell.
            return Err(Reason::Closed { stage: Stage::Ping });
        }
        let fresh = self.ask(spec, budget).await?;
        // The replies of an earlier probe come first and prove nothing now.
        while self.owed.len() > fresh {
            self.take(spec, budget).await?;
        }
        while self.owed.front() == Some(&Command::Auth) {
            self.take(spec, budget).await?;
        }
        let answer = self.take(spec, budget).await?;
        if matches!(answer, Answer::No(_)) {
            while !self.owed.is_empty() {
                self.take(spec, budget).await?;
            }
        }
        Ok(answer)
    }

    async fn converse(&mut self, spec: &RedisSpec, budget: &Budget) -> Result<Answer, Reason> {
        self.take(spec, budget).await
    }

    fn is_session(&self) -> bool {
        self.is_begun && !self.owed.contains(&Command::Auth)
    }

    fn owes_more(&self) -> bool {
        self.owed.front() == Some(&Command::Info)
    }

    /// Every owed reply is known by its turn.
    fn can_wait(_: Stage) -> bool {
        true
    }

    async fn news(&mut self) -> bool {
        self.stream.read_into(&mut self.inbox).await.is_ok()
    }
}

impl RedisDialogue {
    /// Sends the commands of one probe and returns how many.
    async fn ask(&mut self, spec: &RedisSpec, budget: &Budget) -> Result<usize, Reason> {
        let mut commands = Vec::with_capacity(3);
        if !self.is_begun && spec.credentials.is_some() {
            commands.push(Command::Auth);
        }
        commands.push(Command::Ping);
        if spec.has_conditions() {
            commands.push(Command::Info);
        }
        let bytes: Vec<u8> = commands
            .iter()
            .flat_map(|command| encode(&command.words(spec)))
            .collect();
        let first = commands[0].stage();
        self.is_begun = true;
        self.owed.extend(&commands);
        match budget.spend(first, self.stream.send(&bytes)).await {
            // A full server has said why before it closed.
            Err(reason) if !reason.is_close() => Err(reason),
            _ => Ok(commands.len()),
        }
    }

    /// The next owed reply. Refused logins end the conversation, everything else
    /// is an answer.
    async fn take(&mut self, spec: &RedisSpec, budget: &Budget) -> Result<Answer, Reason> {
        let Some(command) = self.owed.front().copied() else {
            return Ok(Answer::Yes);
        };
        let reply = self.receive(command.stage(), budget).await?;
        self.owed.pop_front();
        match (command, reply) {
            (Command::Auth, Reply::Error(message)) => {
                let user = spec.credentials.as_ref().map(|login| login.user.as_str());
                Err(refusal::login_reason(user.unwrap_or_default(), message))
            }
            (_, Reply::Error(message)) => match refusal::reason(message) {
                full @ Reason::TooManyClients { .. } => Err(full),
                reason => Ok(Answer::No(reason)),
            },
            (Command::Info, Reply::Text(info)) => replication::answer(&info, spec),
            (Command::Auth | Command::Ping, Reply::Text(_)) => Ok(Answer::Yes),
        }
    }

    async fn receive(&mut self, stage: Stage, budget: &Budget) -> Result<Reply, Reason> {
        loop {
            if let Some((reply, length)) = reply::parse(&self.inbox)? {
                self.inbox.drain(..length);
                return Ok(reply);
            }
            budget
                .spend(stage, self.stream.read_into(&mut self.inbox))
                .await?;
        }
    }
}

/// A command as an array of bulk strings, so that a password may hold anything.
fn encode(words: &[&str]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", words.len()).into_bytes();
    for word in words {
        bytes.extend_from_slice(format!("${}\r\n{word}\r\n", word.len()).as_bytes());
    }
    bytes
}
