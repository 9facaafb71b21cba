//! MySQL option files: the `[client]` section of a `my.cnf`.
//!
//! Owns the syntax (groups, comments, quotes, escapes) and the refusal of a
//! file that others may read. Follows no `!include`: a file with credentials
//! is one file whose mode can be checked.
//! Source: "Using Option Files", MySQL 8.4 Reference Manual.

use std::fmt;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{Credentials, Target};

/// What a `[client]` section says about one server. `Debug` never shows the
/// password.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OptionFile {
    /// Where it was read from, for messages.
    pub path: PathBuf,
    /// `user`
    pub user: Option<String>,
    /// `password`
    pub password: Option<String>,
    /// `host`
    pub host: Option<String>,
    /// `port`
    pub port: Option<u16>,
    /// `socket`
    pub socket: Option<PathBuf>,
}

/// Why an option file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OptionFileError {
    /// It cannot be opened or read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: std::io::Error,
    },
    /// Others may read or write it.
    #[error(
        "{path} is open to group or others (mode {mode:04o}): chmod 600 {path}",
        path = path.display()
    )]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// `port` is not a number from 1 to 65535.
    #[error("{path}, line {line}: `{value}` is not a port", path = path.display())]
    BadPort {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What stands there.
        value: String,
    },
    /// There is no `user` in its `[client]` section.
    #[error("{path} names no `user` in a [client] section", path = path.display())]
    NoUser {
        /// The file.
        path: PathBuf,
    },
}

impl OptionFile {
    /// Reads a file that nobody but its owner may read or write.
    pub fn read(path: &Path) -> Result<Self, OptionFileError> {
        let text = read_private(path)?;
        Self::parse(path, &text)
    }

    /// Who logs in.
    pub fn credentials(&self) -> Result<Credentials, OptionFileError> {
        let user = self.user.clone().ok_or_else(|| OptionFileError::NoUser {
            path: self.path.clone(),
        })?;
        Ok(Credentials {
            user,
            password: self.password.clone().unwrap_or_default(),
        })
    }

    /// Where the server listens, if the file says so. As the MySQL clients do,
    /// a socket is preferred for `localhost` or no host at all.
    pub fn target(&self) -> Option<Target> {
        let local = matches!(self.host.as_deref(), None | Some("localhost"));
        match (&self.socket, &self.host, self.port) {
            (Some(socket), _, _) if local => Some(Target::UnixSocket(socket.clone())),
            (_, Some(host), port) => Some(Target::new(host, port.unwrap_or(3306))),
            (_, None, Some(port)) => Some(Target::new("127.0.0.1", port)),
            (_, None, None) => None,
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, OptionFileError> {
        let mut file = OptionFile {
            path: path.to_owned(),
            ..OptionFile::default()
        };
        let mut in_client = false;
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if let Some(group) = line.strip_prefix('[') {
                in_client = group.split(']').next() == Some("client");
            } else if in_client && !line.starts_with(['#', ';', '!']) {
                file.option(line, index + 1)?;
            }
        }
        Ok(file)
    }

    fn option(&mut self, text: &str, line: usize) -> Result<(), OptionFileError> {
        // An option without a value (`compress`) says nothing of interest here.
        let Some((key, value)) = text.split_once('=') else {
            return Ok(());
        };
        let value = unquote(value.trim());
        match key.trim_end() {
            "user" => self.user = Some(value),
            "password" => self.password = Some(value),
            "host" => self.host = Some(value),
            "socket" => self.socket = Some(value.into()),
            "port" => {
                let port = value.parse().ok().filter(|port| *port > 0);
                self.port = Some(port.ok_or_else(|| OptionFileError::BadPort {
                    path: self.path.clone(),
                    line,
                    value,
                })?);
            }
            _ => {}
        }
        Ok(())
    }
}

impl fmt::Debug for OptionFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OptionFile")
            .field("path", &self.path)
            .field("user", &self.user)
            .field("target", &self.target())
            .finish_non_exhaustive()
    }
}

/// Checks the mode of the file that was opened, not of whatever the path may
/// name a moment later.
fn read_private(path: &Path) -> Result<String, OptionFileError> {
    let failed = |source| OptionFileError::Read {
        path: path.to_owned(),
        source,
    };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let mode = file.metadata().map_err(failed)?.mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(OptionFileError::TooOpen {
            path: path.to_owned(),
            mode,
        });
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// A value without its quotes, its comment and its escapes. Inside quotes `#`
/// is an ordinary character; outside it begins a comment.
fn unquote(text: &str) -> String {
    let (body, quote) = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => (&text[1..], Some(quote)),
        _ => (text, None),
    };
    let mut value = String::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => unescape(chars.next(), &mut value),
            '#' if quote.is_none() => break,
            c if Some(c) == quote => break,
            c => value.push(c),
        }
    }
    if quote.is_none() {
        value.truncate(value.trim_end().len());
    }
    value
}

/// `\b \t \n \r \\ \s` are the escapes of option files; before anything else
/// the backslash stands for itself.
fn unescape(escaped: Option<char>, value: &mut String) {
    match escaped {
        Some('b') => value.push('\u{8}'),
        Some('t') => value.push('\t'),
        Some('n') => value.push('\n'),
        Some('r') => value.push('\r'),
        Some('s') => value.push(' '),
        Some(c @ ('\\' | '"' | '\'')) => value.push(c),
        Some(other) => value.extend(['\\', other]),
        None => value.push('\\'),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn parse(text: &str) -> OptionFile {
        OptionFile::parse(Path::new("my.cnf"), text).unwrap()
    }

    #[test]
    fn reads_the_client_section_and_no_other() {
        let file = parse(
            "[mysqld]\nuser=mysql\nport=1\n\n[client]\n# a comment\n; another\nuser = vk\n\
             password=s3cret\nsocket=/run/mysqld/mysqld.sock\ncompress\n[mysql]\nuser=other\n",
        );
        assert_eq!(file.user.as_deref(), Some("vk"));
        assert_eq!(file.password.as_deref(), Some("s3cret"));
        assert_eq!(file.port, None);
        assert_eq!(
            file.target(),
            Some(Target::UnixSocket("/run/mysqld/mysqld.sock".into()))
        );
    }

    #[test]
    fn values_lose_their_quotes_comments_and_escapes() {
        for (written, meant) in [
            ("plain", "plain"),
            ("  spaced out  ", "spaced out"),
            ("before # after", "before"),
            ("\"a # b\"", "a # b"),
            ("'it''", "it"),
            ("'say \"hi\"'  # comment", "say \"hi\""),
            ("\"tab\\there\"", "tab\there"),
            (r"back\\slash", r"back\slash"),
            (r"C:\Program\sFiles", r"C:\Program Files"),
            ("\"\"", ""),
            ("a=b=c", "a=b=c"),
        ] {
            let file = parse(&format!("[client]\npassword={written}\n"));
            assert_eq!(file.password.as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn the_target_is_chosen_as_the_mysql_clients_do() {
        let target = |text: &str| parse(&format!("[client]\n{text}")).target();
        assert_eq!(target(""), None);
        assert_eq!(target("port=3307"), Some(Target::new("127.0.0.1", 3307)));
        assert_eq!(target("host=db1"), Some(Target::new("db1", 3306)));
        let both = "socket=/s\nport=3307\nhost=";
        assert_eq!(
            target(&format!("{both}localhost")),
            Some(Target::UnixSocket("/s".into()))
        );
        assert_eq!(
            target(&format!("{both}10.0.0.1")),
            Some(Target::new("10.0.0.1", 3307))
        );
    }

    #[test]
    fn a_bad_port_is_named_with_its_line() {
        let error = OptionFile::parse(Path::new("my.cnf"), "[client]\n\nport=many").unwrap_err();
        assert_eq!(error.to_string(), "my.cnf, line 3: `many` is not a port");
    }

    #[test]
    fn a_file_open_to_others_is_refused_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.cnf");
        std::fs::write(&path, "[client]\nuser=vk\npassword=x\n").unwrap();
        let set_mode = |mode| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set_mode(0o640);
        let shown = Credentials::from_option_file(&path)
            .unwrap_err()
            .to_string();
        let name = path.display();
        assert_eq!(
            shown,
            format!("{name} is open to group or others (mode 0640): chmod 600 {name}")
        );
        set_mode(0o600);
        assert_eq!(Credentials::from_option_file(&path).unwrap().user, "vk");
    }

    #[test]
    fn a_file_without_a_user_is_refused() {
        assert!(matches!(
            parse("[client]\npassword=x").credentials(),
            Err(OptionFileError::NoUser { .. })
        ));
    }
}
