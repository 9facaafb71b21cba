//! What an installation and a removal need of the service.
//!
//! The one place where this module and [`crate::service`] meet.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::error::Trouble;
use super::request::Request;
use crate::layout::Layout;
use crate::service::{ControlError, Service, ServiceError};
use crate::settings::Settings;

/// Keepalived as a service of this node.
pub(super) struct Node {
    layout: Layout,
    program: OsString,
    service: Service,
}

impl Node {
    /// The service of a node whose program is there.
    pub(super) fn new(layout: &Layout, program: &Path) -> Result<Self, Trouble> {
        let program = program.as_os_str().to_owned();
        Ok(Self {
            service: service(layout, &program)?,
            layout: layout.clone(),
            program,
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
        self.service.files()
    }

    /// Writes the service's definition.
    pub(super) fn define(&mut self) -> Result<(), Trouble> {
        self.service.define()?;
        // Who runs a node in a server directory depends on what is defined.
        self.service = service(&self.layout, &self.program)?;
        Ok(())
    }

    /// Takes the definition away.
    pub(super) fn undefine(&self) -> Result<(), Trouble> {
        Ok(self.service.undefine()?)
    }

    /// Whether it starts with the machine from now on; false when this machine
    /// has nothing that could do that.
    pub(super) fn set_autostart(&self, on: bool) -> Result<bool, Trouble> {
        match self.service.set_autostart(on) {
            Ok(()) => Ok(on),
            Err(ControlError::Manager(ServiceError::NoAutostart { .. })) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Starts Keepalived and waits until it runs.
    pub(super) fn start(&self) -> Result<(), Trouble> {
        Ok(self.service.start()?)
    }

    /// Stops it and waits until its addresses are given up.
    pub(super) fn stop(&self) -> Result<(), Trouble> {
        Ok(self.service.stop()?)
    }

    /// Makes it read its configuration again.
    pub(super) fn reload(&self) -> Result<(), Trouble> {
        Ok(self.service.reload()?)
    }

    /// Stops and starts it.
    pub(super) fn restart(&self) -> Result<(), Trouble> {
        Ok(self.service.restart()?)
    }
}

fn service(layout: &Layout, program: &OsStr) -> Result<Service, Trouble> {
    let settings = Settings::read(&layout.settings())?;
    Ok(Service::new(layout.clone(), &settings, program.to_owned())?)
}
