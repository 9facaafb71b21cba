//! The reason behind an error reply.
//!
//! Its first word is a code. Source: `src/server.c` and `src/acl.c` of Redis
//! 7.0, read for the words they send; the documentation names few of them.

use crate::Reason;

/// The reason behind an error reply to anything but a login.
pub(super) fn reason(message: String) -> Reason {
    let code = message.split(' ').next().unwrap_or_default();
    match code {
        "LOADING" | "MASTERDOWN" | "BUSY" => Reason::NotReady { message },
        "NOAUTH" => Reason::PasswordRequired { message },
        "MISCONF" => Reason::CannotSave { message },
        _ if is_full(&message) => Reason::TooManyClients { message },
        _ => Reason::Refusal { message },
    }
}

/// The reason behind the error reply to a login.
pub(super) fn login_reason(user: &str, message: String) -> Reason {
    if is_full(&message) {
        return Reason::TooManyClients { message };
    }
    let user = if user.is_empty() { "default" } else { user };
    Reason::LoginRefused {
        user: user.to_owned(),
        message,
    }
}

/// A full server says so to a connection of which it has read nothing.
fn is_full(message: &str) -> bool {
    message.starts_with("ERR max number of clients")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_reason() {
        for (message, code) in [
            (
                "LOADING Redis is loading the dataset in memory",
                "not-ready",
            ),
            ("BUSY Redis is busy running a script.", "not-ready"),
            ("NOAUTH Authentication required.", "password-required"),
            ("MISCONF Errors writing to the AOF file", "cannot-save"),
            ("ERR max number of clients reached", "too-many-clients"),
            ("READONLY You can't write against a replica.", "refusal"),
            ("", "refusal"),
        ] {
            assert_eq!(reason(message.into()).code(), code, "{message}");
        }
        let full = login_reason("vk", "ERR max number of clients reached".into());
        assert_eq!(full.code(), "too-many-clients");
    }
}
