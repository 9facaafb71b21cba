//! What the kernel lets this process have.

use std::io;

use rustix::process::{Resource, getrlimit, setrlimit};

/// Lets this process open as many files as it may: the soft limit becomes the
/// hard one (getrlimit(2)).  Its children inherit that; Keepalived is none.
pub fn raise_open_files() -> io::Result<()> {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return Ok(());
    }
    limit.current = limit.maximum;
    Ok(setrlimit(Resource::Nofile, limit)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn afterwards_the_soft_limit_is_the_hard_one() {
        raise_open_files().unwrap();
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
    }
}
