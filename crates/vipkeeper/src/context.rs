//! What every command needs: the node's paths, its settings, and where words
//! go.

use std::path::PathBuf;

use keeper::{Explanation, Layout, Message, Settings};

use crate::failure::{Failure, Status};
use crate::output::Output;

/// The surroundings of one run of the program.
pub(crate) struct Context {
    /// The node's paths.
    pub(crate) layout: Layout,
    /// Where words and data go.
    pub(crate) output: Output,
}

impl Context {
    /// The system's paths, or those under a server directory.
    pub(crate) fn new(server_path: Option<PathBuf>, output: Output) -> Self {
        // A relative path would mean another place to the processes we start.
        let server_path = server_path.map(|path| std::path::absolute(&path).unwrap_or(path));
        Self {
            layout: server_path.map_or_else(Layout::system, Layout::prefix),
            output,
        }
    }

    /// vipkeeper.toml of this node.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        Ok(Settings::read(&self.layout.settings())?)
    }

    /// Our own program, as another process can start it.
    pub(crate) fn program(&self) -> Result<PathBuf, Failure> {
        std::env::current_exe().map_err(|error| internal(&error))
    }

    /// Where asynchronous work is done: one thread does for a daemon that waits
    /// most of the time.
    pub(crate) fn runtime(&self) -> Result<tokio::runtime::Runtime, Failure> {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| internal(&error))
    }

    /// Does asynchronous work.  When it is done, nobody waits for threads that
    /// hang.
    pub(crate) fn block_on<F: Future>(&self, work: F) -> Result<F::Output, Failure> {
        let runtime = self.runtime()?;
        let output = runtime.block_on(work);
        runtime.shutdown_background();
        Ok(output)
    }
}

/// Something that should not happen.
pub(crate) fn internal(error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure::new(
        Status::Internal,
        Explanation::new(Message::new("error-internal"))
            .cause(error)
            .hint(Message::new("hint-internal")),
    )
}
