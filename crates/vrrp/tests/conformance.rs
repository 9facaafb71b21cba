//! Packets and what is read from them: `testdata/packet/NAME.jsonl` has one packet a line,
//! `NAME.expected.jsonl` the answers. `BLESS=1` writes the answers anew.
//!
//! The packets of `keepalived-2.2.7` were heard from that program; those of `constructed` were put
//! together by a program that shares no code with this crate.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use vrrp::packet::{Advertisement, Authentication, Carrier, Coverage, Version, encode, receive};

#[test]
fn packets_of_keepalived_are_read() {
    let answers = answers("keepalived-2.2.7");
    assert!(answers.iter().all(|answer| answer.get("refused").is_none()));
    check("keepalived-2.2.7", &answers);
}

#[test]
fn every_rung_of_the_ladder_refuses_what_it_should() {
    check("constructed", &answers("constructed"));
}

#[test]
fn what_was_read_from_keepalived_is_encoded_as_keepalived_did() {
    for (name, packet) in packets("keepalived-2.2.7") {
        let (carrier, advert) = receive(&packet).unwrap();
        let message = encode(&advert, &carrier).unwrap();
        assert!(packet.ends_with(&message), "{name}");
    }
}

fn check(name: &str, answers: &[Value]) {
    let path = file(&format!("{name}.expected"));
    let found: String = answers.iter().map(|answer| format!("{answer}\n")).collect();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

fn answers(name: &str) -> Vec<Value> {
    let packets = packets(name);
    assert!(packets.len() > 10);
    let answer = |(case, packet): (String, Vec<u8>)| match receive(&packet) {
        Ok((carrier, advert)) => described(&case, &carrier, &advert),
        Err(refusal) => {
            json!({ "case": case, "refused": refusal.reason(), "why": refusal.to_string() })
        }
    };
    packets.into_iter().map(answer).collect()
}

fn described(case: &str, carrier: &Carrier, advert: &Advertisement) -> Value {
    json!({
        "case": case,
        "from": carrier.source,
        "to": carrier.destination,
        "version": advert.version.number(),
        "vrid": advert.vrid.value(),
        "priority": advert.priority.value(),
        "centis": advert.interval.centis(),
        "addresses": advert.addresses,
        "trailer": advert.trailer.len(),
        "version_only": of_the_version(advert.version),
    })
}

fn of_the_version(version: Version) -> &'static str {
    match version {
        Version::V2 { authentication } => match authentication {
            Authentication::None => "no authentication",
            Authentication::Header => "AH",
            Authentication::Password(word) if word.is("s3cret") => "PASS s3cret",
            Authentication::Password(_) => "PASS, other",
        },
        Version::V3 { checksum } => match checksum {
            Coverage::Message => "checksum of the message",
            Coverage::PseudoHeader => "checksum with pseudo-header",
        },
    }
}

fn packets(name: &str) -> Vec<(String, Vec<u8>)> {
    let text = fs::read_to_string(file(name)).unwrap();
    let packet = |line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let case = line["case"].as_str().unwrap().to_owned();
        (case, bytes(line["packet"].as_str().unwrap()))
    };
    text.lines().map(packet).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.iter().map(byte).collect()
}

fn file(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/packet");
    directory.join(format!("{name}.jsonl"))
}
