//! The batch program: one case a line on standard input, one assessment a line on standard output.
//!
//! ```text
//! cargo run --release --quiet --example assess < cases.jsonl > assessments.jsonl
//! cargo run --release --quiet --example assess -- --explain < cases.jsonl
//! ```
//!
//! Keeps one line in memory. A line that is no case is answered by an error in its place; the exit status is then 1.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use posterior::case::{CaseError, parse};
use posterior::reason::assess;
use posterior::report;

/// The longest line that is read as a case, in bytes. A full case of the vocabulary needs about 12 kB.
const LONGEST_LINE: u64 = 1 << 20;

fn main() -> ExitCode {
    let mut explain = false;
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "--explain" => explain = true,
            other => {
                eprintln!("`{other}` is not known; accepted: --explain. Cases are read from standard input.");
                return ExitCode::from(2);
            }
        }
    }
    match run(BufReader::new(io::stdin().lock()), BufWriter::new(io::stdout().lock()), explain) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // The reader of a pipe may stop early; that is no fault of the cases.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reading cases or writing assessments failed: {error}");
            ExitCode::from(2)
        }
    }
}

/// Answers every line; false when one of them was no case.
fn run(mut input: impl BufRead, mut output: impl Write, explain: bool) -> io::Result<bool> {
    let mut all_good = true;
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let whole = bytes.last() == Some(&b'\n') || (bytes.len() as u64) < LONGEST_LINE;
        if !whole {
            skip_line(&mut input)?;
        }
        let answer = match read(&bytes, whole) {
            Ok(parsed) => report::assessment(parsed.id.as_deref(), &assess(&parsed.case), explain),
            Err(error) => {
                all_good = false;
                report::error(number, &error)
            }
        };
        output.write_all(answer.as_bytes())?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(all_good)
}

fn read(bytes: &[u8], whole: bool) -> Result<posterior::case::ParsedCase, CaseError> {
    let fault = |message: String| CaseError { id: None, message };
    if !whole {
        return Err(fault(format!("the line is longer than {LONGEST_LINE} bytes; accepted is one case per line")));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| fault(format!("not UTF-8: {error}; accepted is JSON in UTF-8")))?;
    // A byte-order mark is common in files from spreadsheets and says nothing.
    parse(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|&byte| byte == b'\n') {
            Some(end) => {
                input.consume(end + 1);
                return Ok(());
            }
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}
