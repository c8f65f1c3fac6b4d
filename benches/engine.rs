//! How long an answer takes, on the development cases. `docs/performance.md` holds the figures and the aims.
//!
//! ```text
//! cargo bench --no-default-features --features json
//! ```

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark may stop; criterion's macros write no documentation")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use posterior::case::{Answer, Case, parse};
use posterior::knowledge::{Column, Fact, Population, column};
use posterior::reason::assess;
use posterior::report;
use posterior::vocabulary::{CauseId, FindingId, RegionId, TestId};

const CASES: [&str; 2] = [include_str!("../tests/cases/published.jsonl"), include_str!("../tests/cases/lay.jsonl")];

fn engine(criterion: &mut Criterion) {
    let lines: Vec<&str> = CASES.iter().flat_map(|file| file.lines()).collect();
    let cases: Vec<Case> = lines.iter().map(|line| parse(line).expect("a development case").case).collect();
    let mut group = criterion.benchmark_group("engine");
    // Every figure is of all development cases, one after the other; criterion divides by their number.
    group.throughput(Throughput::Elements(cases.len() as u64));
    // What the sums alone cost: every cell that counts is looked up and added, with no order, damping, triage or question.
    let facts: Vec<Vec<(Column, bool, i32)>> = cases.iter().map(cells).collect();
    group.bench_function("sums alone", |bencher| {
        bencher.iter(|| {
            for facts in &facts {
                for cause in CauseId::all() {
                    let bits =
                        |&(column, yes, other): &(Column, bool, i32)| column.bits(cause, yes).map(|own| own - other);
                    black_box(facts.iter().filter_map(bits).sum::<i32>());
                }
            }
        });
    });
    group.bench_function("assessment", |bencher| {
        bencher.iter(|| cases.iter().for_each(|case| drop(black_box(assess(black_box(case))))));
    });
    group.bench_function("assessment, all causes explained", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                let assessment = assess(black_box(case));
                CauseId::all().for_each(|cause| drop(black_box(assessment.contributions(cause))));
            }
        });
    });
    group.bench_function("JSON to JSON", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                let parsed = parse(black_box(line)).expect("a development case");
                black_box(report::assessment(parsed.id.as_deref(), &assess(&parsed.case), false));
            }
        });
    });
    group.finish();
}

/// Every fact that the case answers, places on the map included.
fn cells(case: &Case) -> Vec<(Column, bool, i32)> {
    let findings = FindingId::all().map(|id| (Fact::Finding(id), case.finding(id)));
    let tests = TestId::all().map(|id| (Fact::Test(id), case.test(id)));
    let mark = |id| if case.places.has_region(id) { Answer::Yes } else { Answer::No };
    let regions = RegionId::all().map(|id| (Fact::Region(id), mark(id)));
    let answered = findings.chain(tests).chain(regions).filter(|&(_, answer)| answer != Answer::Unknown);
    let cell = |(fact, answer)| {
        let yes = answer == Answer::Yes;
        (column(fact, Population::Everyone), yes, column(fact, Population::Everyone).background_bits(yes))
    };
    answered.map(cell).collect()
}

criterion_group!(benches, engine);
criterion_main!(benches);
