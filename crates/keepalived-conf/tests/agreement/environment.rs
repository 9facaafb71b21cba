//! What a machine must have so that only the text decides: the things that the texts name.
//!
//! Every interface exists and has addresses, every command exists and is root's, every user and group
//! exists, and so does the directory of every file. They are collected by the catalogue's kinds.

use std::collections::BTreeSet;

use keepalived_conf::catalog::{self, Arg, Block, Body, Kind, Line};
use keepalived_conf::expand::Expansion;
use keepalived_conf::syntax::{Node, Word, command_words};

/// Names of all that must exist.
#[derive(Default)]
pub(crate) struct Environment {
    pub(crate) interfaces: BTreeSet<String>,
    pub(crate) commands: BTreeSet<String>,
    pub(crate) users: BTreeSet<String>,
    pub(crate) groups: BTreeSet<String>,
    pub(crate) paths: BTreeSet<String>,
}

impl Environment {
    /// Adds what a text names.
    pub(crate) fn add(&mut self, expansion: &Expansion) {
        self.block(expansion.tree.root(), catalog::top_level());
    }

    fn block(&mut self, node: Node<'_>, block: &'static Block) {
        for statement in node.statements() {
            let Some(word) = statement.keyword() else {
                continue;
            };
            let Some(keyword) = block.keyword(&word.text()) else {
                continue;
            };
            self.line(statement, &keyword.line, 1);
            match keyword.body {
                Body::Block(inner) => self.block(statement, inner),
                Body::Entries(entry) => {
                    for line in statement.statements() {
                        self.line(line, &entry.line, 0);
                    }
                }
                Body::Words(kind) => {
                    for word in statement.statements().flat_map(Node::words) {
                        self.word(kind, &word.text());
                    }
                }
                Body::None => {}
            }
        }
    }

    fn line(&mut self, node: Node<'_>, line: &Line, skip: usize) {
        let words: Vec<String> = node
            .words()
            .skip(skip)
            .map(|word| word.text().into_owned())
            .collect();
        let texts: Vec<&str> = words.iter().map(String::as_str).collect();
        let args = line.head.args(&texts);
        if args.iter().any(|arg| arg.kind == Kind::Command) {
            let raw: Vec<&[u8]> = node.words().skip(skip).map(Word::raw).collect();
            self.command(&raw.join(&b' '));
        }
        self.words(args, &texts);
        for (at, word) in texts.iter().enumerate() {
            if let Some(option) = line.option(word) {
                self.words(option.args, &texts[at + 1..]);
            }
        }
    }

    fn words(&mut self, args: &[Arg], words: &[&str]) {
        for (arg, word) in args.iter().zip(words) {
            self.word(arg.kind, word);
        }
    }

    fn word(&mut self, kind: Kind, word: &str) {
        let set = match kind {
            Kind::Interface => &mut self.interfaces,
            Kind::User => &mut self.users,
            Kind::Group => &mut self.groups,
            Kind::Path => &mut self.paths,
            Kind::AnyOf(kinds) => {
                return kinds.iter().for_each(|kind| self.word(*kind, word));
            }
            _ => return,
        };
        set.insert(word.to_owned());
    }

    /// The program of a command, and the user and group after it.
    fn command(&mut self, raw: &[u8]) {
        let Ok(words) = command_words(raw) else {
            return;
        };
        let text = |at: usize| {
            words
                .get(at)
                .map(|word| String::from_utf8_lossy(word).into_owned())
        };
        let Some(command) = text(0) else { return };
        let inner = command_words(command.as_bytes()).unwrap_or_default();
        if let Some(program) = inner.first() {
            self.commands
                .insert(String::from_utf8_lossy(program).into_owned());
        }
        self.users.extend(text(1));
        self.groups.extend(text(2));
    }

    /// The shell commands that make it all, in a root of its own.
    pub(crate) fn script(&self) -> String {
        let mut script = String::new();
        let names = self.interfaces.iter().filter(|name| is_interface(name));
        for (number, name) in names.enumerate() {
            let (high, low) = (number / 250, number % 250 + 1);
            script += &format!(
                "ip link add '{name}' type veth peer name 'p-{number}' &&\n\
                 ip addr add 198.18.{high}.{low}/32 dev '{name}'; \
                 ip link set '{name}' up; ip link set 'p-{number}' up\n"
            );
        }
        let files = self.commands.iter().filter_map(|command| {
            if !is_plain(command) {
                return None;
            }
            match command.split_once('/') {
                Some(("", _)) => Some(command.clone()),
                Some(_) => None,
                None => Some(format!("/usr/bin/{command}")),
            }
        });
        for file in files {
            script += &format!(
                "[ -e '{file}' ] || {{ mkdir -p '{}' && printf '#!/bin/sh\\nexit 0\\n' >'{file}' \
                 && chmod 755 '{file}'; }}\n",
                parent(&file)
            );
        }
        for path in self
            .paths
            .iter()
            .filter(|path| path.starts_with('/') && is_plain(path))
        {
            script += &format!("mkdir -p '{}'\n", parent(path));
        }
        let users = self
            .users
            .iter()
            .map(String::as_str)
            .chain(["keepalived_script"]);
        for (number, user) in users.enumerate().filter(|(_, user)| is_plain(user)) {
            let id = 3000 + number;
            script += &format!(
                "grep -q '^{user}:' /etc/passwd || echo '{user}:x:{id}:{id}::/:/bin/sh' >>/etc/passwd\n"
            );
        }
        for (number, group) in self
            .groups
            .iter()
            .enumerate()
            .filter(|(_, name)| is_plain(name))
        {
            let id = 4000 + number;
            script +=
                &format!("grep -q '^{group}:' /etc/group || echo '{group}:x:{id}:' >>/etc/group\n");
        }
        script
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or(
        "/",
        |(parent, _)| if parent.is_empty() { "/" } else { parent },
    )
}

fn is_interface(name: &str) -> bool {
    is_plain(name)
        && name.len() < 16
        && !name.contains(['/', ':', ' '])
        && !matches!(name, "lo" | "." | "..")
}

/// Whether a name can stand in single quotes and in a pattern.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_./:@$".contains(&byte))
}
