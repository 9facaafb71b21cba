//! What `INFO replication` says, held against what it should.
//!
//! ```text
//! role:slave
//! master_link_status:down
//! master_link_down_since_seconds:12
//! ```

use super::spec::{RedisRole, RedisSpec};
use crate::Reason;
use crate::probe::dialogue::Answer;
use crate::probe::words;

/// The answer to the spec's conditions.
pub(super) fn answer(info: &[u8], spec: &RedisSpec) -> Result<Answer, Reason> {
    let role = field(info, "role").ok_or(Reason::Malformed {
        what: "INFO replication names no role",
    })?;
    let role = match role.as_str() {
        "slave" => RedisRole::Replica.name().to_owned(),
        _ => role,
    };
    if let Some(expected) = spec.role
        && expected.name() != role
    {
        return Ok(Answer::No(Reason::Role {
            is: role,
            expected: expected.name(),
        }));
    }
    Ok(match field(info, "master_link_status") {
        Some(status) if spec.link_up && status != "up" => Answer::No(Reason::LinkDown {
            message: link_state(info, &status),
        }),
        _ => Answer::Yes,
    })
}

/// The server's own figures: they say whether it is about to come back.
fn link_state(info: &[u8], status: &str) -> String {
    let figures = ["master_link_down_since_seconds", "master_sync_in_progress"];
    let figures = figures
        .iter()
        .filter_map(|name| Some(format!("{name}:{}", field(info, name)?)));
    [format!("master_link_status:{status}")]
        .into_iter()
        .chain(figures)
        .collect::<Vec<_>>()
        .join(", ")
}

fn field(info: &[u8], name: &str) -> Option<String> {
    let mut lines = info.split(|byte| *byte == b'\n');
    let value = lines.find_map(|line| line.strip_prefix(name.as_bytes())?.strip_prefix(b":"))?;
    Some(words::one_line(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;

    const LOST: &[u8] = b"# Replication\r\nrole:slave\r\nmaster_host:10.0.0.1\r\n\
        master_link_status:down\r\nmaster_sync_in_progress:0\r\n\
        master_link_down_since_seconds:12\r\n";

    fn told(info: &[u8], role: Option<RedisRole>, link_up: bool) -> String {
        let spec = RedisSpec {
            target: Target::new("127.0.0.1", 6379),
            credentials: None,
            role,
            link_up,
        };
        match answer(info, &spec) {
            Ok(Answer::Yes) => "yes".into(),
            Ok(Answer::No(reason)) | Err(reason) => reason.to_string(),
        }
    }

    #[test]
    fn the_role_is_told_in_today_s_words() {
        assert_eq!(
            told(LOST, Some(RedisRole::Master), true),
            "it is replica, expected master"
        );
        assert_eq!(told(LOST, Some(RedisRole::Replica), false), "yes");
        let sentinel = told(b"role:sentinel\r\n", Some(RedisRole::Master), false);
        assert_eq!(sentinel, "it is sentinel, expected master");
    }

    #[test]
    fn a_lost_link_is_told_with_its_figures() {
        assert_eq!(
            told(LOST, None, true),
            "the link to its master is down: master_link_status:down, \
             master_link_down_since_seconds:12, master_sync_in_progress:0"
        );
        assert_eq!(told(b"role:master\r\n", None, true), "yes");
    }

    #[test]
    fn an_answer_without_a_role_is_none() {
        assert!(told(b"# Server\r\n", None, true).starts_with("malformed"));
    }
}
