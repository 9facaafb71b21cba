//! What holds when a keyword is not given, from the catalogue.

use super::words::FromWords;
use crate::catalog::{self, Preset};

/// The catalogue's default of a keyword; `None` when it has none that is a plain value.
pub(super) fn preset<T: FromWords>(block: &str, keyword: &str) -> Option<T> {
    match catalog::lookup(block, keyword)?.preset? {
        Preset::Value(text) => {
            let words: Vec<&str> = text.split(' ').collect();
            T::from_words(&words)
        }
        Preset::Of(other) => {
            let (block, keyword) = other.rsplit_once('/')?;
            preset(block, keyword)
        }
        Preset::Described(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::preset;
    use crate::model::{AdvertInterval, Priority, VrrpVersion, Weight};

    #[test]
    fn defaults_are_the_catalogues() {
        let priority: Option<Priority> = preset("vrrp_instance", "priority");
        assert_eq!(priority, Some(Priority::DEFAULT));
        let interval: Option<AdvertInterval> = preset("vrrp_instance", "advert_int");
        assert_eq!(interval, Some(AdvertInterval::DEFAULT));
        assert_eq!(preset("vrrp_instance", "version"), Some(VrrpVersion::V2));
        assert_eq!(preset("track_file", "weight"), Some(Weight::plain(1)));
        assert_eq!(
            preset::<u32>("vrrp_instance", "down_timer_adverts"),
            Some(3)
        );
        assert_eq!(preset::<u32>("vrrp_instance", "virtual_router_id"), None);
    }
}
