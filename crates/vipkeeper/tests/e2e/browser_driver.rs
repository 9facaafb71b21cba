//! A real Chromium without a screen, told what to do through ChromeDriver.
//!
//! Knows as much of the WebDriver protocol as the tests need.  Waiting is the
//! driver's: an element that is asked for and not there yet is looked for
//! again until it is there.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an element may take to appear.
const LIMIT: Duration = Duration::from_secs(30);

/// Root has no sandbox, and nothing here is anybody else's business.
const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The key under which the protocol refers to an element (WebDriver §12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one window.  Dropping it ends it.
pub(crate) struct Browser {
    driver: Child,
    agent: ureq::Agent,
    /// Where the session's commands go; empty when there is none yet.
    session: String,
    chromium: Option<Pid>,
    // Removed when the browser has ended.
    _home: TempDir,
}

impl Browser {
    pub(crate) fn start() -> Result<Self> {
        let home = TempDir::new()?;
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("XDG_CACHE_HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("start chromedriver")?;
        let output = driver.stdout.take().context("standard output is piped")?;
        let config = ureq::Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .timeout_global(Some(LIMIT * 2));
        let mut browser = Self {
            driver,
            agent: config.build().into(),
            session: String::new(),
            chromium: None,
            _home: home,
        };
        let server = format!("http://127.0.0.1:{}/session", port(output)?);
        let mut flags = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!(
            "--user-data-dir={}",
            browser._home.path().join("profile").display()
        ));
        let answer = browser.post(
            &server,
            &json!({ "capabilities": { "alwaysMatch": {
                "goog:chromeOptions": { "args": flags },
                "timeouts": { "implicit": LIMIT.as_millis() },
            } } }),
        )?;
        let pid = answer["capabilities"]["goog:processID"].as_i64();
        browser.chromium = pid.and_then(|pid| Pid::from_raw(pid.try_into().ok()?));
        let id = answer["sessionId"].as_str().context("a session's id")?;
        browser.session = format!("{server}/{id}");
        Ok(browser)
    }

    /// Opens a page.
    pub(crate) fn open(&self, url: &str) -> Result<()> {
        self.command("url", &json!({ "url": url })).map(drop)
    }

    /// Waits until the page has an element that this XPath names.
    pub(crate) fn wait_for(&self, path: &str) -> Result<Element<'_>> {
        let wanted = json!({ "using": "xpath", "value": path });
        let found = self.command("element", &wanted).with_context(|| {
            let text = self.evaluate("document.body.innerText");
            format!("no {path} in the page, which says: {text:?}")
        })?;
        let id = found[ELEMENT].as_str().context("an element's id")?;
        Ok(Element {
            browser: self,
            id: id.to_owned(),
        })
    }

    /// The value of an expression in the page.
    pub(crate) fn evaluate(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    fn command(&self, command: &str, body: &Value) -> Result<Value> {
        self.post(&format!("{}/{command}", self.session), body)
    }

    fn post(&self, url: &str, body: &Value) -> Result<Value> {
        let request = self.agent.post(url).content_type("application/json");
        let mut response = request.send(body.to_string())?;
        let text = response.body_mut().read_to_string()?;
        let mut answer: Value = serde_json::from_str(&text).with_context(|| text.clone())?;
        match response.status().is_success() {
            true => Ok(answer["value"].take()),
            false => bail!("{}", answer["value"]["message"]),
        }
    }
}

impl Drop for Browser {
    /// The driver ends the browser when its session is deleted; when it does
    /// not, that is done for it.
    fn drop(&mut self) {
        let is_deleted = self
            .agent
            .delete(&self.session)
            .call()
            .is_ok_and(|answer| answer.status().is_success());
        if let Some(pid) = self.chromium.filter(|_| !is_deleted) {
            let _ = kill_process(pid, Signal::KILL);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// An element of the page that is open.
pub(crate) struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    /// Clicks it as the mouse would: what is hidden or covered cannot be.
    pub(crate) fn click(&self) -> Result<()> {
        let command = format!("element/{}/click", self.id);
        self.browser.command(&command, &json!({})).map(drop)
    }
}

/// The driver chooses a free port and says which.
fn port(output: impl std::io::Read) -> Result<u16> {
    for line in BufReader::new(output).lines() {
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim_end_matches('.').parse().context(line);
        }
    }
    bail!("chromedriver has ended without a word about its port")
}
