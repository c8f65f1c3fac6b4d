//! A browser engine, its driver program and a session with both.

use std::{
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use xtask::shell;

/// No test needs a browser for longer.
const LONGEST: Duration = Duration::from_secs(240);

/// The three engines that people's browsers are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, most phones.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari and everything on iOS.
    WebKit,
}

impl Engine {
    /// The engine that `POSTERIOR_BROWSER` names; Chromium when it names none.
    pub fn chosen() -> Result<Self> {
        match std::env::var("POSTERIOR_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => bail!("POSTERIOR_BROWSER is `{other}`; it can be chromium, firefox or webkit"),
        }
    }

    /// Its name in messages and file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }
}

/// How a browser is to behave.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Width and height of the page, in CSS pixels.
    pub size: (u32, u32),
}

impl Default for Options {
    fn default() -> Self {
        Self { size: (390, 844) }
    }
}

/// A running browser with its driver; both end with it.
#[derive(Debug)]
pub struct Browser {
    /// The engine inside.
    pub engine: Engine,
    /// The session.
    pub client: Client,
    // Dropped in this order: the driver before the screen it draws on.
    _driver: Process,
    _screen: Option<Process>,
    _profile: Folder,
}

impl Browser {
    /// Starts the engine that the environment names.
    pub async fn start() -> Result<Self> {
        let engine = Engine::chosen()?;
        let profile = Folder::new()?;
        let port = free_port()?;
        let (mut command, capabilities) = match engine {
            Engine::Chromium => chromium(port, &profile.0)?,
            Engine::Firefox => firefox(port, &profile.0)?,
            Engine::WebKit => webkit(port)?,
        };
        let screen = if engine == Engine::WebKit { Some(screen(&mut command)?) } else { None };
        // Browsers write what they remember below HOME; a new one each time means no test can help or harm another.
        command
            .env("HOME", &profile.0)
            .env("XDG_CACHE_HOME", profile.0.join("cache"))
            .env("XDG_DATA_HOME", profile.0.join("data"));
        let driver = Process::start(&mut command)?;
        let client = connect(port, capabilities).await.with_context(|| format!("no session with {}", engine.name()))?;
        Ok(Self { engine, client, _driver: driver, _screen: screen, _profile: profile })
    }
}

async fn connect(port: u16, capabilities: Value) -> Result<Client> {
    let Value::Object(capabilities) = capabilities else { bail!("capabilities are an object") };
    let address = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    // The driver is still starting: until it listens there is nothing to talk to.
    for _ in 0..150 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(builder.connect(&address).await?);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("its driver did not start within fifteen seconds")
}

fn driver(program: &str) -> Result<PathBuf> {
    let root = shell::project_root()?;
    shell::find_program(&root, program)
        .with_context(|| format!("{program} is missing; `cargo xtask tools` installs it"))
}

fn chromium(port: u16, profile: &Path) -> Result<(Command, Value)> {
    let mut command = Command::new(driver("chromedriver")?);
    command.arg(format!("--port={port}"));
    let profile = format!("--user-data-dir={}", profile.join("profile").display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        profile.as_str(),
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments, "binary": driver("chromium")? },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    Ok((command, capabilities))
}

fn firefox(port: u16, profile: &Path) -> Result<(Command, Value)> {
    let mut command = Command::new(driver("geckodriver")?);
    // Firefox opens a second port for its driver; two tests at once would fight for the default one.
    command.args(["--port", &port.to_string(), "--marionette-port", &free_port()?.to_string()]);
    command.arg("--profile-root").arg(profile);
    let capabilities = json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "args": ["-headless"], "binary": driver("firefox-esr")? },
    });
    Ok((command, capabilities))
}

fn webkit(port: u16) -> Result<(Command, Value)> {
    let mut command = Command::new(driver("WebKitWebDriver")?);
    command.arg(format!("--port={port}"));
    // As root there is no sandbox to be had. (Compositing stays on: without it a screenshot never comes.)
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    let capabilities = json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
    });
    Ok((command, capabilities))
}

/// MiniBrowser stands in a folder whose name holds the machine's kind and the library's version.
fn mini_browser() -> Result<PathBuf> {
    for folder in std::fs::read_dir("/usr/lib")?.flatten() {
        for version in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
            let file = folder.path().join(version).join("MiniBrowser");
            if file.is_file() {
                return Ok(file);
            }
        }
    }
    bail!("MiniBrowser is missing; `cargo xtask tools` installs it with webkit2gtk-driver")
}

/// A screen in memory, and the driver told to use it.
fn screen(command: &mut Command) -> Result<Process> {
    let file = std::env::temp_dir().join(format!("posterior-display-{}", free_port()?));
    let output = std::fs::File::create(&file)?;
    let mut xvfb = Command::new(driver("Xvfb")?);
    xvfb.args(["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"]).stdout(output);
    let process = Process::start_with_output(&mut xvfb)?;
    for _ in 0..100 {
        let number = std::fs::read_to_string(&file)?;
        if number.ends_with('\n') {
            std::fs::remove_file(&file)?;
            command.env("DISPLAY", format!(":{}", number.trim()));
            return Ok(process);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("Xvfb did not start within ten seconds")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A program with everything it started; all of it ends on drop.
#[derive(Debug)]
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Result<Self> {
        Self::start_with_output(command.stdout(Stdio::null()))
    }

    fn start_with_output(command: &mut Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        // Its own process group, so that the browser it starts can be ended with it.
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn();
        let process = Self(child.with_context(|| format!("{program} did not start"))?);
        // A driver that never answers must end the test, not hang it.
        let group = process.group();
        std::thread::spawn(move || {
            std::thread::sleep(LONGEST);
            kill(&group);
        });
        Ok(process)
    }
}

impl Process {
    /// How `kill` names the program and all that it started.
    fn group(&self) -> String {
        format!("-{}", self.0.id())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        kill(&self.group());
        drop(self.0.wait());
    }
}

fn kill(group: &str) {
    drop(Command::new("kill").args(["-KILL", "--", group]).stderr(Stdio::null()).status());
}

/// A folder that is removed on drop.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("posterior-browser-{}-{}", std::process::id(), free_port()?));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
