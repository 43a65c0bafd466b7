//! Codes of every length and form are found, and nothing else is.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};
use std::path::PathBuf;

use error_catalog::__private::{Data, Table, bucket, find, longest_chain};
use error_catalog_codegen::emit::rust;
use error_catalog_codegen::{Checked, check};

use crate::support::packed_table;

/// The table of a catalog with these codes.
fn table(name: &str, codes: &BTreeSet<String>, is_numeric: bool) -> &'static Table {
    let mut text =
        format!("[catalog]\nname = \"{name}\"\nhttp = false\n[rules]\nsimilar-codes = \"off\"\n[errors]\n");
    for (i, code) in codes.iter().enumerate() {
        let quote = if is_numeric { "" } else { "\"" };
        writeln!(text, "E{i} = {{ code = {quote}{code}{quote}, message = \"a\" }}")
            .expect("a string takes all");
    }
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("lookup-{name}.toml"));
    std::fs::write(&file, text).expect("a file");
    let Checked { catalog, report, .. } = check(&file).expect("a file that can be read");
    let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
    packed_table(&syn::parse2::<syn::File>(rust::table(&catalog)).expect("items").items)
}

/// The most codes on the way to one. A hash that spreads 200,000 codes at random has a longer chain once in a thousand times.
const LONGEST_CHAIN: usize = 11;

/// Every code is found in its row, and no other text anywhere.
fn each_is_found(
    name: &str,
    codes: impl IntoIterator<Item = impl Display>,
    others: &[&str],
    is_numeric: bool,
) {
    let codes: BTreeSet<String> = codes.into_iter().map(|code| code.to_string()).collect();
    let table = table(name, &codes, is_numeric);
    let longest = longest_chain(table);
    assert!(longest <= LONGEST_CHAIN, "a chain of {longest}");
    for (row, code) in codes.iter().enumerate() {
        assert_eq!(find(table, code), Some(row), "{code}");
        for other in [format!("{code}0"), format!("0{code}"), format!("{code}{code}"), code[1..].to_owned()] {
            assert_eq!(find(table, &other).is_some(), codes.contains(&other), "{other}");
        }
    }
    for other in others.iter().copied().chain(["", " ", &"x".repeat(100_000)]) {
        assert_eq!(find(table, other).is_some(), codes.contains(other), "{other}");
    }
}

#[test]
fn codes_that_are_other_codes_with_more_behind() {
    for (i, pair) in [["10", "101"], ["1000", "10000"], ["2000", "200000"]].into_iter().enumerate() {
        each_is_found(&format!("numbers-{i}"), pair, &["1", "100", "20000"], true);
    }
    for (i, pair) in [["ab", "abc"], ["no", "non"], ["aaaaaaaa", "aaaaaaaaa"]].into_iter().enumerate() {
        each_is_found(&format!("words-{i}"), pair, &["a", "abcd", "n", "nono"], false);
    }
    each_is_found("to-101", 1..=101, &["0", "102", "-1"], true);
}

#[test]
fn every_number_of_a_large_range() {
    each_is_found("range", -5_000..=200_000, &["-5001", "200001", "-0", "+1", "1.0"], true);
}

#[test]
fn every_word_of_up_to_three_letters() {
    let letters = "abcdefghijkl".chars();
    let longer = |words: &[String]| -> Vec<String> {
        words.iter().flat_map(|word| letters.clone().map(move |c| format!("{word}{c}"))).collect()
    };
    let one = longer(&[String::new()]);
    let two = longer(&one);
    let words: Vec<String> = [&one, &two, &longer(&two)].into_iter().flatten().cloned().collect();
    assert_eq!(words.len(), 12 + 144 + 1_728);
    each_is_found("words", words, &["m", "am", "abm", "abcd"], false);
}

#[test]
fn texts_that_differ_in_length_alone() {
    // 60 characters, 190 lengths: a million pairs.
    let texts = ('!'..)
        .filter(|c| !matches!(c, '"' | '\\'))
        .take(60)
        .flat_map(|c| (1..=190).map(move |len| c.to_string().repeat(len)));
    each_is_found("lengths", texts, &[&"!".repeat(191), "!#"], false);
}

/// Codes that somebody chose so that they are in one bucket of all.
#[test]
fn codes_of_one_bucket() {
    const COUNT: usize = 64;
    let table_of = |codes: &BTreeSet<String>| table("bucket", codes, true);
    let many: BTreeSet<String> = (0..COUNT * COUNT).map(|code| code.to_string()).collect();
    let entries = table_of(&many).data.entries;
    let in_first = many.iter().zip(entries).filter(|(_, entry)| bucket(entry.hash, COUNT) == 0);
    let chosen: BTreeSet<String> = in_first.map(|(code, _)| code.clone()).take(COUNT).collect();
    let table = table_of(&chosen);
    assert!(longest_chain(table) > 20, "a chain of {}", longest_chain(table));
    for code in &many {
        let row = chosen.iter().position(|of| of == code);
        assert_eq!(find(table, code), row, "{code}");
    }
}

/// A merge that takes a number of one side and a line of the other is refused where it is compiled.
#[test]
fn lines_of_another_length_are_refused() {
    for (lines, text) in
        [(&[0x5_0000_0000][..], "abcd"), (&[0x5_0000_0000], "abcdef"), (&[], "a"), (&[0x1_0000_0000; 2], "a")]
    {
        let made = std::panic::catch_unwind(|| Data::at_run_time(lines, text));
        assert!(made.is_err(), "{lines:?} {text}");
    }
    assert_eq!(Data::at_run_time(&[0x2_0000_0000, 0x3_0000_0000], "abcde").entries.len(), 2);
}
