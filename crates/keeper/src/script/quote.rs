//! Words for a shell.

use std::ffi::OsStr;

/// One word for the shell, whatever it holds.
pub(super) fn quoted(word: impl AsRef<OsStr>) -> String {
    let word = word.as_ref().to_string_lossy();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.into_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_stays_and_any_other_comes_back_as_it_was() {
        assert_eq!(quoted("--set=a/b.c:1"), "--set=a/b.c:1");
        for word in ["", "a b", "it's", "$HOME `id` \\ \"", "a\nb", "*"] {
            let echo = format!("printf %s {}", quoted(word));
            let said = std::process::Command::new("sh")
                .args(["-c", &echo])
                .output();
            assert_eq!(said.unwrap().stdout, word.as_bytes(), "{word:?}");
        }
    }
}
