//! What a check asks: its kind, and the keys that this kind has.
//!
//! Owns how the keys are written, in `[checks.NAME]` and on the command line,
//! and what they mean to a probe. The keys that every check has (interval,
//! timeout, …) are [`crate::settings`]'.

mod credential;
mod exec;
mod http;
mod mysql;
mod postgres;
mod process;
mod redis;
mod systemd;
mod tcp;

use std::path::{Path, PathBuf};

use health::{Credentials, Spec, Target, Tls, Trust};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::{Table, Value};

use super::plan::PlanError;
use crate::message::{Explain, Explanation, Message};

/// What a check asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Anything that accepts connections.
    Tcp(tcp::Keys),
    /// A MySQL or MariaDB server.
    Mysql(mysql::Keys),
    /// A Redis or Valkey server.
    Redis(redis::Keys),
    /// A web server.
    Http(http::Keys),
    /// A web server, inside TLS.
    Https(http::Keys),
    /// A PostgreSQL server.
    Postgres(postgres::Keys),
    /// A command of the user's own.
    Exec(exec::Keys),
    /// A process.
    Process(process::Keys),
    /// A unit of systemd.
    Systemd(systemd::Keys),
}

/// Every kind of check, as it is written.
pub const KINDS: &[&str] = &[
    "exec", "http", "https", "mysql", "postgres", "process", "redis", "systemd", "tcp",
];

/// Why what is written is no question.
#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    /// `kind` is missing, or no word.
    #[error("a check needs a `kind`: one of {}", KINDS.join(", "))]
    NoKind,
    /// There is no such kind.
    #[error("there is no kind of check `{kind}`: it is one of {}", KINDS.join(", "))]
    UnknownKind {
        /// As it is written.
        kind: String,
    },
    /// A key that this kind does not have, has in another form, or needs.
    #[error("a check of kind `{kind}`: {message}")]
    Keys {
        /// The kind.
        kind: String,
        /// What is wrong with which key.
        message: String,
        /// The reader's own error, with the key's place when it has one; none
        /// when keys contradict each other.
        source: Option<Box<toml::de::Error>>,
    },
}

impl Question {
    /// Reads the keys of a check but for those that all checks share.
    pub fn from_table(mut table: Table) -> Result<Self, QuestionError> {
        match table.remove("kind") {
            Some(Value::String(kind)) => Self::read(&kind, Value::Table(table)),
            _ => Err(QuestionError::NoKind),
        }
    }

    /// Reads the keys that are this kind's own, from wherever they are written.
    pub(crate) fn read<'de, D: TomlReader<'de>>(
        kind: &str,
        table: D,
    ) -> Result<Self, QuestionError> {
        match kind {
            "tcp" => keys(kind, table).map(Question::Tcp),
            "mysql" => {
                let keys: mysql::Keys = keys(kind, table)?;
                consistent(kind, keys.contradiction())?;
                Ok(Question::Mysql(keys))
            }
            "redis" => keys(kind, table).map(Question::Redis),
            "http" => web(kind, table, false).map(Question::Http),
            "https" => web(kind, table, true).map(Question::Https),
            "postgres" => keys(kind, table).map(Question::Postgres),
            "exec" => keys(kind, table).map(Question::Exec),
            "process" => keys(kind, table).map(Question::Process),
            "systemd" => keys(kind, table).map(Question::Systemd),
            _ => Err(QuestionError::UnknownKind {
                kind: kind.to_owned(),
            }),
        }
    }

    /// The question that a command line puts: `words` are what stands for itself
    /// (a target), `sets` are keys and values as in vipkeeper.toml, where a word
    /// needs no quotes.
    pub fn from_words(
        kind: &str,
        words: &[String],
        sets: &[(String, String)],
    ) -> Result<Self, QuestionError> {
        let mut table = Table::new();
        table.insert("kind".into(), kind.into());
        match words {
            [] => {}
            words if kind == "exec" => {
                table.insert("command".into(), words.to_vec().into());
            }
            [word] => {
                table.insert(subject(kind).into(), word.as_str().into());
            }
            [_, second, ..] => {
                return Err(QuestionError::Keys {
                    kind: kind.to_owned(),
                    message: format!("`{second}` is one word too many"),
                    source: None,
                });
            }
        }
        for (key, text) in sets {
            table.insert(key.replace('-', "_"), value(text));
        }
        Self::from_table(table)
    }

    /// The files that it is asked with.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let files: [Option<&PathBuf>; 2] = match self {
            Question::Mysql(keys) => [keys.credentials.as_ref(), keys.ca_file.as_ref()],
            Question::Redis(keys) => [keys.credentials.as_ref(), None],
            Question::Http(keys) | Question::Https(keys) => [keys.ca_file.as_ref(), None],
            Question::Postgres(keys) => [Some(&keys.credentials), keys.ca_file.as_ref()],
            Question::Tcp(_) | Question::Exec(_) | Question::Process(_) | Question::Systemd(_) => {
                [None, None]
            }
        };
        let files = files.into_iter().flatten();
        // What cannot be found is told when it is read.
        files
            .filter_map(|path| credential::file(path).ok())
            .collect()
    }

    /// What the probe is given. Reads the files with credentials.
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        match self {
            Question::Tcp(keys) => keys.spec(),
            Question::Mysql(keys) => keys.spec(),
            Question::Redis(keys) => keys.spec(),
            Question::Http(keys) => keys.spec(false),
            Question::Https(keys) => keys.spec(true),
            Question::Postgres(keys) => keys.spec(),
            Question::Exec(keys) => Ok(keys.spec()),
            Question::Process(keys) => Ok(keys.spec()),
            Question::Systemd(keys) => Ok(keys.spec()),
        }
    }
}

impl<'de> Deserialize<'de> for Question {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let table = Table::deserialize(deserializer)?;
        Self::from_table(table).map_err(D::Error::custom)
    }
}

/// Whatever reads TOML: a document with its places, or a table of values.
pub(crate) trait TomlReader<'de>: Deserializer<'de, Error = toml::de::Error> {}
impl<'de, D: Deserializer<'de, Error = toml::de::Error>> TomlReader<'de> for D {}

fn keys<'de, T: Deserialize<'de>>(
    kind: &str,
    table: impl TomlReader<'de>,
) -> Result<T, QuestionError> {
    T::deserialize(table).map_err(|error| QuestionError::Keys {
        kind: kind.to_owned(),
        message: error.message().trim_end().to_owned(),
        source: Some(Box::new(error)),
    })
}

fn web<'de>(
    kind: &str,
    table: impl TomlReader<'de>,
    is_tls: bool,
) -> Result<http::Keys, QuestionError> {
    let keys: http::Keys = keys(kind, table)?;
    consistent(kind, keys.contradiction(is_tls))?;
    Ok(keys)
}

fn consistent(kind: &str, contradiction: Option<&str>) -> Result<(), QuestionError> {
    match contradiction {
        Some(message) => Err(QuestionError::Keys {
            kind: kind.to_owned(),
            message: message.to_owned(),
            source: None,
        }),
        None => Ok(()),
    }
}

/// The key that a word on the command line stands for.
fn subject(kind: &str) -> &'static str {
    match kind {
        "http" | "https" => "url",
        "process" => "name",
        "systemd" => "unit",
        _ => "target",
    }
}

/// A number, a truth value or a list as TOML writes them; else a text.
fn value(text: &str) -> Value {
    let assignment: Result<Table, _> = format!("value = {text}").parse();
    assignment
        .ok()
        .filter(|table| table.len() == 1)
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| text.into())
}

pub(crate) fn target(text: &str) -> Result<Target, PlanError> {
    text.parse().map_err(|source| PlanError::Target {
        target: text.to_owned(),
        source,
    })
}

/// The user and the password of an option file that has both.
pub(crate) fn login(written: &Path) -> Result<Credentials, PlanError> {
    let path = credential::file(written)?;
    Credentials::from_option_file(&path).map_err(PlanError::Credentials)
}

/// TLS with a server that listens there: with whoever holds a certificate of
/// these authorities for this name (by default the target's), or without them
/// with anybody, as the databases' own clients do it.
pub(crate) fn tls(
    target: &Target,
    name: Option<&str>,
    authorities: Option<&Path>,
) -> Result<Tls, PlanError> {
    let of_target = match target {
        Target::Address(address) => address.ip().to_string(),
        Target::Name { host, .. } => host.clone(),
        Target::UnixSocket(_) => "localhost".to_owned(),
    };
    let trust = authorities.map_or(Trust::Anything, |path| Trust::File(path.to_owned()));
    Tls::new(name.unwrap_or(&of_target), &trust, None).map_err(PlanError::Tls)
}

impl Explain for QuestionError {
    fn explain(&self) -> Explanation {
        let kinds = KINDS.join(", ");
        match self {
            Self::NoKind => Explanation::new(Message::new("error-check-no-kind"))
                .hint(Message::new("hint-check-kinds").with("kinds", kinds)),
            Self::UnknownKind { kind } => {
                Explanation::new(Message::new("error-check-kind").with("kind", kind))
                    .hint(Message::new("hint-check-kinds").with("kinds", kinds))
            }
            Self::Keys { kind, message, .. } => {
                Explanation::new(Message::new("error-check-keys").with("kind", kind))
                    .detail(message)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: &str, words: &[&str], sets: &[(&str, &str)]) -> Result<Question, String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let sets: Vec<(String, String)> = sets
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        Question::from_words(kind, &words, &sets).map_err(|error| error.to_string())
    }

    #[test]
    fn a_key_that_a_kind_does_not_have_is_refused_with_the_kind() {
        let refused = question("tcp", &["a:1"], &[("role", "master")]).unwrap_err();
        assert!(
            refused.starts_with("a check of kind `tcp`: unknown field `role`"),
            "{refused}"
        );
        let refused = question("redis", &["a:1"], &[("role", "leader")]).unwrap_err();
        assert!(refused.contains("unknown variant `leader`"), "{refused}");
    }

    #[test]
    fn a_command_line_needs_no_quotes() {
        let typed = question(
            "redis",
            &["a:1"],
            &[("role", "master"), ("link-up", "true")],
        );
        let written: Table = "kind = 'redis'\ntarget = 'a:1'\nrole = 'master'\nlink_up = true\n"
            .parse()
            .unwrap();
        assert_eq!(typed.unwrap(), Question::from_table(written).unwrap());
    }

    #[test]
    fn the_scheme_and_the_kind_agree() {
        let status = [("status", "200-299"), ("body", "ok")];
        assert!(question("http", &["127.0.0.1:80/health"], &status).is_ok());
        assert!(question("https", &["https://www.test"], &[("status", "204")]).is_ok());
        for (kind, url, sets, words) in [
            ("http", "https://a", &[][..], "the kind is `https`"),
            ("https", "http://a", &[], "the kind is `http`"),
            (
                "http",
                "http://a",
                &[("verify", "false")],
                "keys of kind `https`",
            ),
            (
                "http",
                "http://a",
                &[("status", "ok")],
                "`ok` is neither a status code",
            ),
            (
                "http",
                "http://a",
                &[("method", "BREW")],
                "`BREW` is none of",
            ),
            ("http", "ftp://a", &[], "`ftp://a` is not a URL"),
        ] {
            let refused = question(kind, &[url], sets).unwrap_err();
            assert!(refused.contains(words), "{refused}");
        }
    }

    #[test]
    fn a_process_needs_a_name_or_a_file() {
        assert!(question("process", &["mariadbd"], &[]).is_ok());
        assert!(question("process", &[], &[("pid_file", "/run/a.pid")]).is_ok());
        for (words, told) in [(&[][..], "is missing"), (&["/usr/sbin/a"], "without its")] {
            let refused = question("process", words, &[]).unwrap_err();
            assert!(refused.contains(told), "{refused}");
        }
    }

    #[test]
    fn conditions_of_mysql_need_a_login() {
        let mode = ("mode", "read-only");
        let refused = question("mysql", &["a:1"], &[mode]).unwrap_err();
        assert!(refused.contains("needs credentials"), "{refused}");
        let login = ("credentials", "/etc/vk.cnf");
        assert!(question("mysql", &["a:1"], &[mode, login]).is_ok());
        let share = ("connections-at-most", "101");
        let refused = question("mysql", &["a:1"], &[share, login]).unwrap_err();
        assert!(refused.contains("101 is no percentage"), "{refused}");
        for (set, told) in [
            (("primary_passes", "true"), "needs replica_running"),
            (("donor_passes", "true"), "needs galera"),
            (("heartbeat_every", "5s"), "needs heartbeat"),
            (("heartbeat", "table"), "is no `schema.table`"),
            (("group_role", "leader"), "unknown variant `leader`"),
            (("tls_name", "db1"), "needs ca_file"),
        ] {
            let refused = question("mysql", &["a:1"], &[set, login]).unwrap_err();
            assert!(refused.contains(told), "{refused}");
        }
        let refused = question("mysql", &["a:1"], &[("tls", "true")]).unwrap_err();
        assert!(refused.contains("needs credentials"), "{refused}");
    }

    #[test]
    fn only_a_command_has_many_words() {
        assert!(question("exec", &["/bin/sh", "-c", "true"], &[]).is_ok());
        assert!(
            question("exec", &[""], &[])
                .unwrap_err()
                .contains("no program")
        );
        let refused = question("tcp", &["a:1", "b:2"], &[]).unwrap_err();
        assert!(refused.contains("`b:2` is one word too many"), "{refused}");
    }

    #[test]
    fn every_kind_is_known_and_no_other() {
        for kind in KINDS {
            let error = question(kind, &[], &[("nonsense", "1")]).unwrap_err();
            assert!(error.starts_with("a check of kind"), "{error}");
        }
        assert!(
            question("oracle", &[], &[])
                .unwrap_err()
                .contains("`oracle`")
        );
    }
}
