//! Against a server on the loopback that answers as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use super::*;

const LIMITS: Limits = Limits {
    bytes: 4096,
    tries: 2,
    pause: Duration::from_millis(1),
};

/// Answers one connection after the other with these texts, and returns the
/// heads of the requests.
fn server(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/k.tar.gz", listener.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        let serve = |answer: String| {
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<_> = lines
                .by_ref()
                .map(Result::unwrap)
                .take_while(|l| !l.is_empty())
                .collect();
            (&stream).write_all(answer.as_bytes()).unwrap();
            head.join("\n").to_ascii_lowercase()
        };
        answers.into_iter().map(serve).collect()
    });
    (url, serving)
}

fn whole(body: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn rest(from: usize, body: &str, total: usize) -> String {
    format!(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{}/{total}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        total - 1,
        body.len()
    )
}

fn status(line: &str) -> String {
    format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

struct Bench {
    directory: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn part(&self) -> PathBuf {
        self.directory.path().join("k.part")
    }

    fn fetch(&self, url: &str) -> Result<(), FetchError> {
        fetch(url, &self.part(), LIMITS, &mut |_| {})
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.part()).unwrap_or_default()
    }
}

#[test]
fn a_broken_connection_is_continued_where_it_broke() {
    let (url, serving) = server(vec![whole("hello ", 11), rest(6, "world", 11)]);
    let bench = Bench::new();
    bench.fetch(&url).unwrap();
    assert_eq!(bench.text(), "hello world");
    let heads = serving.join().unwrap();
    assert!(!heads[0].contains("range"), "{}", heads[0]);
    assert!(
        heads[1].contains("range: bytes=6-") && heads[1].contains("if-range: \"v1\""),
        "{}",
        heads[1]
    );
    assert_eq!(
        std::fs::read_dir(bench.directory.path()).unwrap().count(),
        1
    );
}

#[test]
fn a_killed_fetch_is_continued_by_the_next_run() {
    let bench = Bench::new();
    let (url, serving) = server(vec![whole("hello ", 11), status("404 Not Found")]);
    let error = bench.fetch(&url).unwrap_err();
    assert!(
        matches!(error, FetchError::Status { status: 404, .. }),
        "{error}"
    );
    assert_eq!(bench.text(), "hello ");
    serving.join().unwrap();
    assert_eq!(
        Part::open(&bench.part(), &url).resumable(),
        Some((6, "\"v1\""))
    );
    assert_eq!(Part::open(&bench.part(), "http://other/").resumable(), None);
}

#[test]
fn a_file_that_has_changed_is_fetched_anew() {
    let (url, serving) = server(vec![whole("hello ", 11), whole("another", 7)]);
    let bench = Bench::new();
    bench.fetch(&url).unwrap();
    assert_eq!(bench.text(), "another");
    serving.join().unwrap();
}

#[test]
fn a_server_in_trouble_is_asked_again_and_one_without_the_file_is_not() {
    let bench = Bench::new();
    let (url, serving) = server(vec![status("503 Busy"), whole("abc", 3)]);
    bench.fetch(&url).unwrap();
    assert_eq!(bench.text(), "abc");
    assert_eq!(serving.join().unwrap().len(), 2);
    let (url, serving) = server(vec![status("404 Not Found")]);
    assert!(bench.fetch(&url).is_err());
    assert_eq!(serving.join().unwrap().len(), 1);
}

#[test]
fn too_large_is_refused_whether_the_server_says_so_or_not() {
    let bench = Bench::new();
    let (url, serving) = server(vec![whole("", 4097)]);
    assert!(matches!(
        bench.fetch(&url),
        Err(FetchError::TooLarge { .. })
    ));
    serving.join().unwrap();
    let silent = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
        "x".repeat(4097)
    );
    let (url, serving) = server(vec![silent]);
    assert!(matches!(
        bench.fetch(&url),
        Err(FetchError::TooLarge { .. })
    ));
    serving.join().unwrap();
}

#[test]
fn only_web_addresses_are_fetched_and_a_dead_one_is_named() {
    let bench = Bench::new();
    assert!(matches!(
        bench.fetch("ftp://host/k"),
        Err(FetchError::Scheme { .. })
    ));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/k", listener.local_addr().unwrap());
    drop(listener);
    let error = bench.fetch(&url).unwrap_err();
    assert!(error.to_string().contains(&url), "{error}");
}
