//! What a process and its children took, and where measurements are kept.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};

use crate::crates::{home, workspace};

/// Seconds by the clock and of the processor, user and system, with all descendants that were waited for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub wall: f64,
    pub cpu: f64,
}

fn children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// Runs it; `None` where it took too long.
pub fn run(command: &mut Command) -> Option<Cost> {
    let (before, start) = (children(), Instant::now());
    let status = command.stdin(Stdio::null()).status().expect("the program can be run");
    let cost = Cost { wall: start.elapsed().as_secs_f64(), cpu: children() - before };
    assert!(status.success() || cost.cpu >= f64::from(LIMIT), "{command:?} works");
    status.success().then_some(cost)
}

/// Where `rustc` is wrapped, each of its runs is a line here: crate, seconds by the clock, of the processor.
fn log() -> PathBuf {
    workspace().join("rustc.log")
}

/// As `RUSTC_WRAPPER`: runs rustc, and notes what it took.
pub fn wrap(arguments: &[String]) -> ! {
    let crate_name =
        arguments.iter().skip_while(|word| *word != "--crate-name").nth(1).cloned().unwrap_or_default();
    let (before, start) = (children(), Instant::now());
    let status = Command::new(&arguments[0]).args(&arguments[1..]).status().expect("rustc can be run");
    if let (Ok(path), false) = (std::env::var("PEERS_LOG"), crate_name == "___") {
        let line = format!("{crate_name} {:.4} {:.4}\n", start.elapsed().as_secs_f64(), children() - before);
        let file = fs::File::options().create(true).append(true).open(path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the log can be written");
    }
    std::process::exit(status.code().unwrap_or(101))
}

/// The seconds of the processor after which a compiler is stopped: a peer that takes longer takes "more than" them.
pub const LIMIT: u32 = 150;

/// Cargo in the workspace of the contenders, with that target folder below `target/`.
pub fn cargo(arguments: &[&str], target: &str) -> Command {
    let mut command = Command::new("prlimit");
    command
        .arg(format!("--cpu={LIMIT}"))
        .arg("cargo")
        .args(arguments)
        .arg("--quiet")
        .current_dir(workspace());
    command.env("CARGO_TARGET_DIR", home().join("target").join(target)).env("CARGO_INCREMENTAL", "0");
    command.env_remove("CARGO_PROFILE_DEV_DEBUG").env_remove("RUSTFLAGS");
    command
        .env("RUSTC_WRAPPER", std::env::current_exe().expect("this program is somewhere"))
        .env("PEERS_LOG", log());
    command
}

/// Runs cargo: what all of it took, and what rustc took for the crate of that name.
pub fn cargo_cost(arguments: &[&str], target: &str, package: &str) -> Option<(Cost, Cost)> {
    let _ = fs::remove_file(log());
    let all = run(&mut cargo(arguments, target))?;
    let name = package.replace('-', "_");
    let mut alone = Cost::default();
    for line in fs::read_to_string(log()).unwrap_or_default().lines() {
        let mut words = line.split(' ');
        if words.next() == Some(&name) {
            let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or_default();
            alone = Cost { wall: number(), cpu: number() };
        }
    }
    Some((all, alone))
}

/// Makes cargo compile the crate again.
pub fn touch(file: &Path) {
    let file = fs::File::options().append(true).open(file).expect("the file is there");
    file.set_modified(std::time::SystemTime::now()).expect("its time can be set");
}

/// The measurements of one group.
#[derive(Default)]
pub struct Samples(pub Vec<Sample>);

pub struct Sample {
    pub what: String,
    pub n: usize,
    pub contender: String,
    pub unit: String,
    pub values: Vec<f64>,
}

impl Samples {
    pub fn add(&mut self, what: &str, n: usize, contender: &str, unit: &str, value: f64) {
        let known = self.0.iter_mut().find(|s| s.what == what && s.n == n && s.contender == contender);
        match known {
            Some(sample) => sample.values.push(value),
            None => self.0.push(Sample {
                what: what.into(),
                n,
                contender: contender.into(),
                unit: unit.into(),
                values: vec![value],
            }),
        }
    }

    /// The median, where it was measured.
    pub fn median(&self, what: &str, n: usize, contender: &str) -> Option<f64> {
        self.0.iter().find(|s| s.what == what && s.n == n && s.contender == contender).map(Sample::median)
    }

    pub fn path(group: &str) -> PathBuf {
        home().join("results").join(format!("{group}.tsv"))
    }

    pub fn read(group: &str) -> Self {
        let text = fs::read_to_string(Self::path(group)).unwrap_or_default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(lines.filter_map(Sample::read).collect())
    }

    /// Writes them, under a line that says on what machine.
    pub fn write(&self, group: &str) {
        let mut out = format!("# {}\n", machine());
        for Sample { what, n, contender, unit, values } in &self.0 {
            let values: Vec<String> =
                values.iter().map(|value| format!("{}", (value * 1e4).round() / 1e4)).collect();
            out += &format!("{what}\t{n}\t{contender}\t{unit}\t{}\n", values.join(","));
        }
        crate::crates::write(&Self::path(group), &out);
    }
}

impl Sample {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let what = fields.next()?.into();
        let n = fields.next()?.parse().ok()?;
        let (contender, unit) = (fields.next()?.into(), fields.next()?.into());
        let values: Vec<f64> = fields.next()?.split(',').filter_map(|value| value.parse().ok()).collect();
        (!values.is_empty()).then_some(Self { what, n, contender, unit, values })
    }

    pub fn median(&self) -> f64 {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
    }

    pub fn range(&self) -> (f64, f64) {
        self.values
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)))
    }
}

/// What it was measured on.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("\t: an unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
    let load: Vec<String> = read("/proc/loadavg").split(' ').take(3).map(str::to_owned).collect();
    let model = model.trim_start_matches(['\t', ' ', ':']);
    format!(
        "{model}, {cores} cores, {}, load at the end {}",
        rustc.unwrap_or_default().trim(),
        load.join(" ")
    )
}
