//! Chromium, driven over its DevTools protocol by a pipe (`--remote-debugging-pipe`: JSON between zero bytes on
//! file descriptors 3 and 4): no driver, no port, no further crate. In: pages. Out: what they say, asked for and
//! tried. It asserts nothing.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Seconds after which a browser is ended, whatever it does.
const SECONDS_MAX: &str = "480";

/// What is asked for to be left alone: no first run, no services, no graphics card. `--no-sandbox`: containers
/// have no namespaces to make one of; the pages are our own.
const SWITCHES: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
];

/// A running browser.
pub(super) struct Chromium {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    last: u64,
    events: Vec<Value>,
    directory: TempDir,
}

/// How a page is looked at.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) scheme: &'static str,
    pub(super) media: &'static str,
    pub(super) width: u32,
    pub(super) scripts: bool,
}

/// On a screen, by day.
pub(super) const SCREEN: Look =
    Look { scheme: "light", media: "screen", width: 1100, scripts: true };

/// A page that is open.
pub(super) struct Page<'a> {
    browser: &'a mut Chromium,
    session: String,
}

impl Chromium {
    /// Starts it; `None` where there is none, or none that can start here.
    #[expect(clippy::disallowed_methods, reason = "tests are steered from outside")]
    pub(super) fn start() -> Option<Self> {
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        let usual = places.iter().map(PathBuf::from).find(|path| path.exists());
        let program = named.or(usual)?;
        let directory = tempfile::tempdir().expect("a directory");
        let mut child = Command::new("sh")
            .args(["-c", "exec timeout \"$0\" \"$@\" 3<&0 4>&1 >/dev/null 2>&1", SECONDS_MAX])
            .arg(program)
            .args(SWITCHES)
            .arg(format!("--user-data-dir={}", directory.path().join("profile").display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let to = child.stdin.take().expect("a pipe");
        let from = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut browser = Self { child, to, from, last: 0, events: Vec::new(), directory };
        browser.answers().then_some(browser)
    }

    /// Does it say who it is? Containers may forbid what it needs.
    fn answers(&mut self) -> bool {
        let asked = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.getVersion\"}\0");
        let mut bytes = Vec::new();
        asked.is_ok() && self.from.read_until(0, &mut bytes).is_ok_and(|read| read > 0)
    }

    /// Opens a page of this text, as a file without network.
    pub(super) fn open(&mut self, html: &str, look: Look) -> Page<'_> {
        let path = self.directory.path().join("report.html");
        std::fs::write(&path, html).expect("a page");
        let context = self.ask(None, "Target.createBrowserContext", &json!({}));
        let target =
            json!({ "url": "about:blank", "browserContextId": context["browserContextId"] });
        let target = self.ask(None, "Target.createTarget", &target);
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.ask(None, "Target.attachToTarget", &attach)["sessionId"].clone();
        let session = session.as_str().expect("a session").to_owned();
        let mut page = Page { browser: self, session };
        page.prepare(look);
        page.go(&path);
        page
    }

    fn ask(&mut self, session: Option<&str>, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let sent = self.to.write_all(format!("{message}\0").as_bytes());
        sent.expect("a browser that listens");
        loop {
            let mut answer = self.next();
            if answer["id"] == self.last {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.events.push(answer);
        }
    }

    fn next(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).expect("a browser that answers");
        assert!(bytes.pop() == Some(0), "the browser ended (after {SECONDS_MAX} s it is made to)");
        serde_json::from_slice(&bytes).expect("JSON")
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It may have ended by itself; its directory goes with `directory`.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Page<'_> {
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        let session = self.session.clone();
        self.browser.ask(Some(&session), method, params)
    }

    fn prepare(&mut self, look: Look) {
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), &json!({}));
        }
        let size =
            json!({ "width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        let scheme = [json!({ "name": "prefers-color-scheme", "value": look.scheme })];
        self.ask("Emulation.setEmulatedMedia", &json!({ "media": look.media, "features": scheme }));
        if !look.scripts {
            self.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
        }
    }

    fn go(&mut self, path: &Path) {
        self.browser.events.clear();
        let url = format!("file://{}", path.display());
        self.ask("Page.navigate", &json!({ "url": url }));
        let loaded = |event: &Value| event["method"] == "Page.loadEventFired";
        while !self.browser.events.iter().any(loaded) {
            let event = self.browser.next();
            self.browser.events.push(event);
        }
    }

    /// The value of an expression, awaited if it is a promise.
    pub(super) fn value(&mut self, expression: &str) -> Value {
        let params =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.ask("Runtime.evaluate", &params);
        assert!(answer.get("exceptionDetails").is_none(), "{}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Presses a key: its name and the code of Windows for it.
    pub(super) fn press(&mut self, key: &str, code: u32) {
        let mut event =
            json!({ "type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        self.ask("Input.dispatchKeyEvent", &event);
        if key == "Enter" {
            event["type"] = json!("char");
            event["text"] = json!("\r");
            self.ask("Input.dispatchKeyEvent", &event);
        }
        event["type"] = json!("keyUp");
        self.ask("Input.dispatchKeyEvent", &event);
    }

    /// The window as a picture, in the protocol's own form.
    pub(super) fn picture(&mut self) -> String {
        let picture = self.ask("Page.captureScreenshot", &json!({}));
        picture["data"].as_str().expect("a picture").to_owned()
    }

    /// The page as it prints, a PDF in base64.
    pub(super) fn printed(&mut self) -> String {
        let printed = self.ask("Page.printToPDF", &json!({}));
        printed["data"].as_str().expect("a print").to_owned()
    }

    /// Addresses that were asked for, the page's own first; with those that the policy stopped.
    pub(super) fn requests(&self) -> Vec<String> {
        self.seen("Network.requestWillBeSent", "/request/url")
    }

    /// What the browser wrote into its console, dialogs that opened, and scripts that failed.
    pub(super) fn complaints(&self) -> Vec<String> {
        let mut all = self.seen("Log.entryAdded", "/entry/text");
        all.extend(self.seen("Runtime.exceptionThrown", "/exceptionDetails/text"));
        all.extend(self.seen("Runtime.consoleAPICalled", "/type"));
        all.extend(self.seen("Page.javascriptDialogOpening", "/message"));
        all
    }

    fn seen(&self, method: &str, what: &str) -> Vec<String> {
        let events = self.browser.events.iter().filter(|event| event["method"] == method);
        let mine = events.filter(|event| event["sessionId"] == self.session);
        let text = |event: &Value| event["params"].pointer(what).map(ToString::to_string);
        mine.filter_map(text).collect()
    }
}
