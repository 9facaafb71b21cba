//! Why a script could not be found, examined or run.

use std::io;
use std::path::PathBuf;

use host::atomic_file::WriteFile;
use host::exec::ExecError;
use host::netns::NetNsError;

use super::Obstacle;
use crate::config::ConfigError;
use crate::message::{Explain, Explanation, Message};

/// Why a script could not be found, examined or run.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// keepalived.conf could not be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The scripts' directory could not be read.
    #[error("cannot read {}", path.display())]
    ReadDirectory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is no such script.
    #[error("there is no script {name}")]
    Unknown {
        /// As it was asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// The user that it is to run under does not exist.
    #[error("there is nobody to run scripts under: {0:?}")]
    ScriptUser(Obstacle),
    /// It opens a file and runs nothing.
    #[error("{name} runs no program")]
    NothingToRun {
        /// Its name.
        name: String,
    },
    /// The name is none for a file in the scripts' directory.
    #[error("{name:?} cannot be the name of a script")]
    Name {
        /// As it was given.
        name: String,
    },
    /// There is a file of that name already.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Its own shell cannot read the new text; the old one is still there.
    #[error("{} would not be readable by its shell: {said}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the shell said.
        said: String,
    },
    /// It could not be written; the old text is still there.
    #[error(transparent)]
    Write(#[from] WriteFile),
    /// It could not be started.
    #[error(transparent)]
    Run(#[from] ExecError),
    /// No network of its own could be made for it.
    #[error(transparent)]
    Isolate(#[from] NetNsError),
}

impl Explain for ScriptError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Config(error) => error.explain(),
            Self::ReadDirectory { path, source } => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
            }
            Self::Unknown { name, known } => {
                let hint = match known.is_empty() {
                    true => Message::new("hint-script-none"),
                    false => Message::new("hint-script-unknown").with("known", known.join(", ")),
                };
                Explanation::new(Message::new("error-script-unknown").with("name", name)).hint(hint)
            }
            Self::ScriptUser(obstacle) => Explanation::new(obstacle.message()),
            Self::NothingToRun { name } => {
                Explanation::new(Message::new("error-script-nothing").with("name", name))
            }
            Self::Name { name } => {
                Explanation::new(Message::new("error-script-name").with("name", name))
                    .hint(Message::new("hint-script-name"))
            }
            Self::Exists { path } => {
                Explanation::new(Message::new("error-script-exists").with("path", path.display()))
                    .hint(Message::new("hint-script-exists"))
            }
            Self::Syntax { path, said } => {
                let message = Message::new("error-script-syntax").with("path", path.display());
                let lines = said.lines().map(str::trim);
                lines.fold(Explanation::new(message), Explanation::detail)
            }
            Self::Write(error) => {
                let path = error.path.display();
                Explanation::new(Message::new("error-write-file").with("path", path)).cause(error)
            }
            Self::Run(error) => Explanation::new(Message::new("error-script-run")).cause(error),
            Self::Isolate(error) => {
                Explanation::new(Message::new("error-script-isolate")).cause(error)
            }
        }
    }
}
