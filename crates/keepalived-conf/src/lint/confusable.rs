//! Characters that look like ASCII and are not, as word processors and Chinese input methods make
//! them.

/// The ASCII text that a character is meant to be; empty for one that cannot be seen.
pub(crate) const fn meant(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "-",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        '“' | '”' | '„' | '＂' => "\"",
        '‘' | '’' | '＇' => "'",
        '。' => ".",
        '、' => ",",
        '｛' => "{",
        '｝' => "}",
        '！'..='～' => full_width(sign),
        _ => return None,
    })
}

/// The ASCII signs in the order of their full-width forms, U+FF01 on.
const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

const fn full_width(sign: char) -> &'static str {
    let at = sign as usize - '！' as usize;
    let (_, rest) = ASCII.split_at(at);
    let (found, _) = rest.split_at(1);
    found
}

/// What a word is meant to be; `None` when it is as it should be, or a word of another language that
/// merely has its own punctuation.
pub(crate) fn ascii(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut text = String::new();
    for sign in word.chars() {
        match meant(sign) {
            Some(ascii) => text.push_str(ascii),
            None => text.push(sign),
        }
    }
    Some(text).filter(|text| text.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn what_an_input_method_makes_becomes_ascii() {
        assert_eq!(ascii("–５").as_deref(), Some("-5"));
        assert_eq!(
            ascii("１９２。168．0．1／24").as_deref(),
            Some("192.168.0.1/24")
        );
        assert_eq!(ascii("ｅth０").as_deref(), Some("eth0"));
        assert_eq!(ascii("“a”").as_deref(), Some("\"a\""));
        assert_eq!(ascii("a\u{200b}b").as_deref(), Some("ab"));
        assert_eq!(ascii("主库，备库"), None);
    }
}
