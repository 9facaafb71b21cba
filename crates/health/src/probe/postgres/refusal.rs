//! The reason behind what the library says.
//!
//! Source: "PostgreSQL Error Codes", PostgreSQL 15 documentation, appendix A.

use std::error::Error as _;
use std::io;

use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

use super::first_word::Foreign;
use crate::probe::words;
use crate::{Reason, Stage};

/// The reason behind an error at this stage; `user` is who was logging in.
pub(super) fn reason(error: &Error, stage: Stage, user: &str) -> Reason {
    if let Some(refusal) = error.as_db_error() {
        return by_code(refusal, user);
    }
    let io = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    let foreign = io
        .and_then(io::Error::get_ref)
        .and_then(|inner| inner.downcast_ref::<Foreign>());
    if let Some(Foreign(start)) = foreign {
        return Reason::Stranger {
            protocol: "PostgreSQL",
            start: start.clone(),
        };
    }
    match io {
        // What does not parse is an error of I/O to the library as well.
        Some(io) if io.kind() == io::ErrorKind::InvalidInput => Reason::Malformed {
            what: "what it sends is not PostgreSQL's protocol",
        },
        Some(_) => Reason::Closed { stage },
        None if error.is_closed() => Reason::Closed { stage },
        None => {
            let cause = error
                .source()
                .map_or(String::new(), |cause| format!(": {cause}"));
            Reason::Refusal {
                message: format!("{error}{cause}"),
            }
        }
    }
}

fn by_code(refusal: &DbError, user: &str) -> Reason {
    let code = refusal.code();
    let message = format!(
        "{} ({})",
        words::one_line(refusal.message().as_bytes()),
        code.code()
    );
    if [
        &SqlState::INVALID_PASSWORD,
        &SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
    ]
    .contains(&code)
    {
        return Reason::LoginRefused {
            user: user.to_owned(),
            message,
        };
    }
    match code {
        code if *code == SqlState::TOO_MANY_CONNECTIONS => Reason::TooManyClients { message },
        // Starting, stopping, or recovering.
        code if code.code().starts_with("57P0") => Reason::NotReady { message },
        _ => Reason::Refusal { message },
    }
}
