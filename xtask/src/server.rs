//! A small static file server for this machine only: behind `serve`, and behind the browser tests, which also ask it to
//! misbehave (a file missing, altered, another policy) and to tell what was asked of it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result};

/// Where a browser posts what broke the policy, when a test asks it to.
pub const REPORTS: &str = "/policy-report";

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The folder that holds the site.
    pub root: PathBuf,
    /// The folder in the address under which the site stands: `/`, or `/some/where/`.
    pub prefix: String,
    /// Other folders, each under its own address.
    pub also: Vec<(String, PathBuf)>,
    /// Headers sent with every file.
    pub headers: Vec<(String, String)>,
    /// What goes wrong, by the end of the file's name (a file with two faults shows the first).
    pub faults: Vec<(String, Fault)>,
    /// Text to replace in every page (HTML), as an owner of a website edits it.
    pub edits: Vec<(String, String)>,
}

/// A way for a file to arrive wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 404.
    Missing,
    /// The right length and type, one byte in the middle changed.
    Altered,
    /// Sent as a plain stream of bytes.
    WrongType,
    /// The connection closes without an answer, as when the network is gone.
    Dropped,
    /// The connection closes after half of the file.
    Half,
}

impl Setup {
    /// Serves a folder at `/`, as it is.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root, prefix: "/".into(), also: Vec::new(), headers: Vec::new(), faults: Vec::new(), edits: Vec::new() }
    }
}

/// One request as it was answered.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The address asked for, without its query.
    pub path: String,
    /// The status answered; 0 when the connection was dropped.
    pub status: u16,
}

#[derive(Debug, Default)]
struct Log {
    seen: Mutex<Vec<Seen>>,
    reports: Mutex<Vec<String>>,
    cut: AtomicBool,
    stop: AtomicBool,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    port: u16,
    prefix: String,
    log: Arc<Log>,
}

impl Server {
    /// Listens on this machine; port 0 lets the system choose.
    pub fn start(setup: Setup, port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| format!("port {port} is taken"))?;
        let server = Self { port: listener.local_addr()?.port(), prefix: setup.prefix.clone(), log: Arc::default() };
        let log = Arc::clone(&server.log);
        let setup = Arc::new(setup);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if log.stop.load(Ordering::SeqCst) {
                    return;
                }
                let (setup, log) = (Arc::clone(&setup), Arc::clone(&log));
                // A browser that goes away in the middle of an answer is no fault of the site.
                std::thread::spawn(move || drop(answer(&stream, &setup, &log)));
            }
        });
        Ok(server)
    }

    /// The address of the site.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
    }

    /// Every request so far, oldest first.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.log.seen).clone()
    }

    /// Every policy report so far, as the browser wrote it.
    #[must_use]
    pub fn reports(&self) -> Vec<String> {
        lock(&self.log.reports).clone()
    }

    /// From now on (or no longer) every connection closes without an answer.
    pub fn cut(&self, cut: bool) {
        self.log.cut.store(cut, Ordering::SeqCst);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.log.stop.store(true, Ordering::SeqCst);
        // The listener sleeps until someone calls: so we call.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a request line and its headers ask for.
struct Request {
    method: String,
    path: String,
    body: usize,
}

fn answer(stream: &TcpStream, setup: &Setup, log: &Log) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream);
    let Some(request) = read_request(&mut reader)? else { return Ok(()) };
    let record = |status| lock(&log.seen).push(Seen { path: request.path.clone(), status });
    if log.cut.load(Ordering::SeqCst) {
        record(0);
        return Ok(());
    }
    if request.method == "POST" && request.path == REPORTS {
        let mut body = Vec::new();
        reader.take(request.body.min(65_536) as u64).read_to_end(&mut body)?;
        lock(&log.reports).push(String::from_utf8_lossy(&body).into_owned());
        return send(stream, 204, &[], &[], true);
    }
    let fault = setup.faults.iter().find(|(end, _)| request.path.ends_with(end.as_str())).map(|(_, fault)| *fault);
    let other = setup.also.iter().find_map(|(address, root)| file_of(root, address, &request.path));
    let file = other.or_else(|| file_of(&setup.root, &setup.prefix, &request.path));
    let file = file.filter(|_| fault != Some(Fault::Missing));
    if fault == Some(Fault::Dropped) {
        record(0);
        return Ok(());
    }
    let Some((file, mut bytes)) = file.and_then(|file| std::fs::read(&file).ok().map(|bytes| (file, bytes))) else {
        record(404);
        return send(
            stream,
            404,
            &[("Content-Type".into(), "text/plain".into())],
            b"There is no such file here.\n",
            true,
        );
    };
    let mut kind = media_type(&file);
    match fault {
        Some(Fault::Altered) => {
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 1;
            }
        }
        Some(Fault::WrongType) => kind = "application/octet-stream",
        _ => {}
    }
    if kind.starts_with("text/html") && !setup.edits.is_empty() {
        let page = String::from_utf8_lossy(&bytes).into_owned();
        bytes = setup.edits.iter().fold(page, |page, (from, to)| page.replace(from, to)).into_bytes();
    }
    // A file whose name holds its own hash may be kept, as static hosts allow. For the rest `no-cache` makes the browser
    // ask again each time: a rebuilt site is never hidden behind an old copy.
    let caching = if is_hashed(&file) { "max-age=600" } else { "no-cache" };
    let mut headers = vec![
        ("Content-Type".into(), kind.into()),
        ("Cache-Control".into(), caching.into()),
        ("X-Content-Type-Options".into(), "nosniff".into()),
        ("Referrer-Policy".into(), "no-referrer".into()),
    ];
    headers.extend(setup.headers.iter().cloned());
    record(200);
    let (wanted, half) = (request.method != "HEAD", fault == Some(Fault::Half));
    send(stream, 200, &headers, &bytes, wanted && !half)?;
    if wanted && half {
        let mut stream = stream;
        stream.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())?;
    }
    Ok(())
}

fn read_request(reader: &mut impl BufRead) -> Result<Option<Request>> {
    let mut head = reader.take(16_384);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let mut request = Request { method: method.into(), path: decode(path), body: 0 };
    loop {
        let mut header = String::new();
        if head.read_line(&mut header)? == 0 || header.trim().is_empty() {
            return Ok(Some(request));
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            request.body = value.trim().parse().unwrap_or(0);
        }
    }
}

/// Undoes the percent signs of an address.
fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = path.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The file an address stands for; never one outside the folder.
fn file_of(root: &Path, prefix: &str, path: &str) -> Option<PathBuf> {
    let inside = path.strip_prefix(prefix)?;
    let mut file = root.to_path_buf();
    for part in inside.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains('\\') {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    Some(file)
}

/// Whether a name holds a hash as the build writes it: `app-0123456789abcdef.js`.
fn is_hashed(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let (_, hash) = stem.trim_end_matches("_bg").rsplit_once('-').unwrap_or_default();
    hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn send(mut stream: &TcpStream, status: u16, headers: &[(String, String)], body: &[u8], with_body: bool) -> Result<()> {
    let reason = match status {
        200 => "OK",
        204 => "No Content",
        _ => "Not Found",
    };
    let mut head = format!("HTTP/1.1 {status} {reason}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{decode, file_of};

    #[test]
    fn an_address_never_leaves_the_folder() {
        let root = Path::new("/nowhere/site");
        assert_eq!(file_of(root, "/", "/text/en.txt"), Some(PathBuf::from("/nowhere/site/text/en.txt")));
        assert_eq!(file_of(root, "/", &decode("/%2e%2e/secret")), None);
        assert_eq!(file_of(root, "/", "/a/../../secret"), None);
        assert_eq!(file_of(root, "/in/side/", "/secret"), None);
    }

    #[test]
    fn percent_signs_are_undone_and_broken_ones_kept() {
        assert_eq!(decode("/a%20b%2"), "/a b%2");
        assert_eq!(decode("/%é%C3%A9"), "/%éé");
    }
}
