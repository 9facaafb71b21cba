//! How what a server says is shown to a person.

/// The printable start of what it sent, or its bytes in hexadecimal.
pub(super) fn introduction(bytes: &[u8]) -> String {
    let is_shown = |byte: &&u8| byte.is_ascii_graphic() || **byte == b' ';
    let text: Vec<u8> = bytes
        .iter()
        .take_while(is_shown)
        .take(16)
        .copied()
        .collect();
    if text.len() >= 3 {
        String::from_utf8_lossy(&text).trim_end().to_owned()
    } else {
        let hex: Vec<String> = bytes.iter().take(8).map(|b| format!("{b:02x}")).collect();
        hex.join(" ")
    }
}

/// A server's words on one line of bearable length.
pub(super) fn one_line(words: &[u8]) -> String {
    let words = String::from_utf8_lossy(words);
    let clean = words.chars().map(|c| if c.is_control() { ' ' } else { c });
    clean.take(200).collect::<String>().trim().to_owned()
}
