//! `vipkeeper uninstall`.

use crate::context::Context;
use crate::failure::Failure;

/// Takes away what `install` has made.
pub(crate) fn run(_purge: bool, _context: &Context) -> Result<(), Failure> {
    super::service::require_root()?;
    Ok(())
}
