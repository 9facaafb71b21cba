//! What to ask of which service.

use std::time::Duration;

use super::{ExecSpec, HttpSpec, MysqlSpec, PostgresSpec, ProcessSpec, RedisSpec, Target};

/// One check: the kind of question and where to ask it.
#[derive(Clone, Debug)]
pub enum Spec {
    /// Does it accept connections?
    Tcp(Target),
    /// Does it speak MySQL, and with credentials: does it answer?
    Mysql(MysqlSpec),
    /// Does it answer as Redis or Valkey, and is it what it should be?
    Redis(RedisSpec),
    /// Does it answer over HTTP as it should?
    Http(HttpSpec),
    /// Does it answer as PostgreSQL, and is it what it should be?
    Postgres(PostgresSpec),
    /// Does a command say yes?
    Exec(ExecSpec),
    /// Does a process exist?
    Process(ProcessSpec),
    /// Is this unit of systemd active?
    Systemd(String),
}

impl Spec {
    /// The kind in one lower-case word, as check names and events use it.
    pub fn kind(&self) -> &'static str {
        match self {
            Spec::Tcp(_) => "tcp",
            Spec::Mysql(_) => "mysql",
            Spec::Redis(_) => "redis",
            Spec::Http(http) if http.tls.is_some() => "https",
            Spec::Http(_) => "http",
            Spec::Postgres(_) => "postgres",
            Spec::Exec(_) => "exec",
            Spec::Process(_) => "process",
            Spec::Systemd(_) => "systemd",
        }
    }

    /// What is asked, as a user would write it: for a server, where it listens.
    pub fn target(&self) -> String {
        match self {
            Spec::Tcp(target) => target.to_string(),
            Spec::Mysql(mysql) => mysql.target.to_string(),
            Spec::Redis(redis) => redis.target.to_string(),
            Spec::Http(http) => format!("{}{}", http.target, http.path),
            Spec::Postgres(postgres) => postgres.target.to_string(),
            Spec::Exec(command) => command.to_string(),
            Spec::Process(process) => process.to_string(),
            Spec::Systemd(unit) => unit.clone(),
        }
    }

    /// How often to ask without being a nuisance. A ping costs next to nothing
    /// and leaves no trace: 20 ms. Some conditions cost the server ten times as
    /// much: 100 ms. A connection without a login is a line in MariaDB's error
    /// log, each time, and a request one in a web server's: 2 s. A death is seen
    /// at once either way.
    pub fn suggested_interval(&self) -> Duration {
        match self {
            Spec::Mysql(MysqlSpec {
                credentials: Some(_),
                conditions,
                ..
            }) if !conditions.are_light() => Duration::from_millis(100),
            Spec::Mysql(MysqlSpec {
                credentials: Some(_),
                ..
            })
            | Spec::Redis(_)
            | Spec::Postgres(_) => Duration::from_millis(20),
            // Its end is seen at once; only its return is looked for.
            Spec::Process(_) => Duration::from_secs(1),
            Spec::Mysql(_) | Spec::Tcp(_) | Spec::Http(_) | Spec::Exec(_) | Spec::Systemd(_) => {
                Duration::from_secs(2)
            }
        }
    }
}
