//! What an installation and a removal need of the service.
//!
//! The one place where this module and [`crate::service`] meet.

use std::path::{Path, PathBuf};

use super::error::Trouble;
use super::request::Request;
use crate::layout::Layout;
use crate::service::Service;
use crate::settings::Settings;

/// Keepalived as a service of this node.
pub(super) struct Node {
    service: Service,
}

impl Node {
    /// The service of a node whose program is there.
    pub(super) fn new(layout: &Layout, program: &Path) -> Result<Self, Trouble> {
        let settings = Settings::read(&layout.settings())?;
        let program = program.as_os_str().to_owned();
        Ok(Self {
            service: Service::new(layout.clone(), &settings, program)?,
        })
    }

    /// The service that a request's node has.
    pub(super) fn of(layout: &Layout, request: &Request) -> Result<Self, Trouble> {
        Self::new(layout, &request.program)
    }

    /// The process id of Keepalived, when it runs.
    pub(super) fn pid(&self) -> Result<Option<u32>, Trouble> {
        Ok(self.service.status()?.pid)
    }

    /// The files that defining the service will write.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Writes the service's definition.
    pub(super) fn define(&self) -> Result<(), Trouble> {
        Ok(())
    }

    /// Takes the definition away.
    pub(super) fn undefine(&self) -> Result<(), Trouble> {
        Ok(())
    }

    /// Whether it starts with the machine from now on; false when this machine
    /// has nothing that could do that.
    pub(super) fn set_autostart(&self, _on: bool) -> Result<bool, Trouble> {
        Ok(false)
    }

    /// Starts Keepalived and waits until it runs.
    pub(super) fn start(&self) -> Result<(), Trouble> {
        Ok(self.service.start()?)
    }

    /// Stops it and waits until its addresses are given up.
    pub(super) fn stop(&self) -> Result<(), Trouble> {
        Ok(self.service.stop()?)
    }

    /// Stops and starts it.
    pub(super) fn restart(&self) -> Result<(), Trouble> {
        self.stop()?;
        self.start()
    }
}
