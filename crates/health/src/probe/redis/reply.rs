//! Replies of RESP2: a type, a line, and for a bulk string its bytes.
//!
//! ```text
//! +PONG\r\n      -ERR words\r\n      :42\r\n      $5\r\nhello\r\n      $-1\r\n
//! ```
//!
//! Never reads past what is there, and never waits for more than [`LONGEST`].
//! Source: "Redis serialization protocol specification".

use crate::Reason;
use crate::probe::words;

/// `INFO replication` has one line of some 80 bytes for each replica.
const LONGEST: usize = 256 * 1024;

/// A line is a status, an error or a number.
const LONGEST_LINE: usize = 4096;

/// One reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// A status, a number, or a bulk string; empty when it is null.
    Text(Vec<u8>),
    /// An error, without its dash.
    Error(String),
}

/// The reply at the start of `inbox` and its length; `None` while it is not
/// complete.
pub(super) fn parse(inbox: &[u8]) -> Result<Option<(Reply, usize)>, Reason> {
    let Some((kind, rest)) = inbox.split_first() else {
        return Ok(None);
    };
    if !b"+-:$".contains(kind) {
        return Err(Reason::Stranger {
            protocol: "Redis",
            start: words::introduction(inbox),
        });
    }
    let Some(line) = first_line(rest)? else {
        return Ok(None);
    };
    let taken = 1 + line.len() + 2;
    match kind {
        b'$' => bulk(line, &inbox[taken..])
            .map(|body| body.map(|(text, length)| (Reply::Text(text), taken + length))),
        b'-' => Ok(Some((Reply::Error(words::one_line(line)), taken))),
        _ => Ok(Some((Reply::Text(line.to_vec()), taken))),
    }
}

fn first_line(bytes: &[u8]) -> Result<Option<&[u8]>, Reason> {
    match bytes.windows(2).position(|pair| pair == b"\r\n") {
        Some(length) if length <= LONGEST_LINE => Ok(Some(&bytes[..length])),
        None if bytes.len() <= LONGEST_LINE => Ok(None),
        _ => Err(malformed("a reply's first line has no end")),
    }
}

fn bulk(length: &[u8], body: &[u8]) -> Result<Option<(Vec<u8>, usize)>, Reason> {
    if length == b"-1" {
        return Ok(Some((Vec::new(), 0)));
    }
    let length: usize = std::str::from_utf8(length)
        .ok()
        .and_then(|text| text.parse().ok())
        .filter(|length| *length <= LONGEST)
        .ok_or_else(|| malformed("a reply is longer than 256 KiB"))?;
    match body.get(length..length + 2) {
        Some(b"\r\n") => Ok(Some((body[..length].to_vec(), length + 2))),
        Some(_) => Err(malformed("a reply is not as long as it says")),
        None => Ok(None),
    }
}

fn malformed(what: &'static str) -> Reason {
    Reason::Malformed { what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Reply {
        Reply::Text(text.into())
    }

    #[test]
    fn each_type_is_read_with_its_length() {
        for (bytes, reply) in [
            (&b"+PONG\r\n"[..], text("PONG")),
            (b":42\r\n", text("42")),
            (b"$5\r\nhe\r\no\r\n", text("he\r\no")),
            (b"$0\r\n\r\n", text("")),
            (b"$-1\r\n", text("")),
            (b"-ERR no\r\n", Reply::Error("ERR no".into())),
        ] {
            let with_more = [bytes, b"+next"].concat();
            assert_eq!(parse(&with_more), Ok(Some((reply, bytes.len()))));
        }
    }

    #[test]
    fn what_is_cut_is_waited_for_and_never_for_ever() {
        let whole = b"$5\r\nhello\r\n";
        for end in 0..whole.len() {
            assert_eq!(parse(&whole[..end]), Ok(None), "{end} bytes");
        }
        let endless = [&b"+"[..], &[b'a'; LONGEST_LINE + 1]].concat();
        assert_eq!(parse(&endless).unwrap_err().code(), "malformed-packet");
        let huge = format!("${}\r\n", LONGEST + 1);
        assert_eq!(
            parse(huge.as_bytes()).unwrap_err().code(),
            "malformed-packet"
        );
        assert!(parse(b"$-2\r\n").is_err());
        assert!(parse(b"$1\r\nabc").is_err());
    }

    #[test]
    fn a_stranger_is_shown() {
        let stranger = parse(b"HTTP/1.1 400 Bad Request\r\n").unwrap_err();
        let shown = "not a Redis server (it says `HTTP/1.1 400 Bad`)";
        assert_eq!(stranger.to_string(), shown);
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes: Vec<u8>, kind in "[-+:$*]", digits in "[-0-9]{0,20}") {
            let _ = parse(&bytes);
            let framed = [kind.as_bytes(), digits.as_bytes(), b"\r\n", &bytes].concat();
            if let Ok(Some((_, length))) = parse(&framed) {
                prop_assert!(length <= framed.len());
            }
        }
    }
}
