//! A message as JSON: its stable id, and its words in every language.
//!
//! Both languages and not the asked one: a live stream then serves viewers who
//! switch the language, and a script needs no catalogue.

use std::sync::LazyLock;

use keeper::{Lang, Message, Messages};
use serde::Serialize;

static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::new(Lang::En));
static CHINESE: LazyLock<Messages> = LazyLock::new(|| Messages::new(Lang::ZhCn));

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Its id in the catalogues; programs go by this.
    pub id: &'static str,
    /// In English.
    pub en: String,
    /// In simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
}

impl From<&Message> for Text {
    fn from(message: &Message) -> Self {
        Self {
            id: message.id(),
            en: ENGLISH.text(message),
            zh_cn: CHINESE.text(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_both_languages() {
        let message = Message::new("ui-news-check-down").with("name", "db");
        let text = serde_json::to_value(Text::from(&message)).unwrap();
        assert_eq!(text["id"], "ui-news-check-down");
        assert_eq!(text["en"], "Check db is down.");
        assert_eq!(text["zh-CN"], "检查 db 故障。");
    }
}
