//! How keepalived.conf follows a check: which instances, with what weight.
//! Pure.

use std::net::IpAddr;
use std::path::Path;

use keepalived_conf::model::{Model, Trackers, VrrpInstance, Weight};

/// An instance that follows a check's track file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    /// The instance's name.
    pub instance: String,
    /// What the file's number does to it.
    pub weight: Weight,
    /// The addresses that it holds as MASTER.
    pub virtual_ips: Vec<IpAddr>,
}

/// The instances that follow this file, themselves or through their group.
#[must_use]
pub fn followers(model: &Model, track_file: &Path) -> Vec<Follower> {
    let follow = |instance: &VrrpInstance| {
        let group = model.sync_group(instance).map(|group| &group.trackers);
        let weight = [Some(&instance.trackers), group]
            .into_iter()
            .flatten()
            .find_map(|trackers| weight(model, trackers, track_file))?;
        Some(Follower {
            instance: instance.name.value.clone(),
            weight,
            virtual_ips: instance.addresses.iter().map(|ip| ip.address).collect(),
        })
    };
    model.instances.iter().filter_map(follow).collect()
}

fn weight(model: &Model, trackers: &Trackers, path: &Path) -> Option<Weight> {
    trackers.files.iter().find_map(|track| {
        let file = model.track_file(track)?;
        let is_it = Path::new(&file.path.as_ref()?.value) == path;
        is_it.then(|| track.weight(file.weight()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand;

    fn model(text: &str) -> Model {
        let options = expand::Options::default();
        Model::read(&expand::expand_text(text.to_owned(), &options))
    }

    const FILES: &str = "track_file mysql {\n file /run/t/mysql\n weight 0 reverse\n}\n\
         track_file lag {\n file /run/t/lag\n weight -50\n}\n";

    #[test]
    fn an_instance_follows_by_itself_or_through_its_group() {
        let model = model(&format!(
            "{FILES}vrrp_sync_group G {{\n group {{\n B\n }}\n track_file {{\n lag weight -20\n }}\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n virtual_ipaddress {{\n \
             192.0.2.1\n }}\n track_file {{\n mysql\n lag\n }}\n}}\n\
             vrrp_instance B {{\n interface eth0\n virtual_router_id 2\n virtual_ipaddress {{\n \
             192.0.2.2\n }}\n}}\n"
        ));
        let seen = |path: &str| -> Vec<(String, i32, bool)> {
            let found = followers(&model, Path::new(path));
            let told = |f: Follower| (f.instance, f.weight.value, f.weight.reverse);
            found.into_iter().map(told).collect()
        };
        assert_eq!(seen("/run/t/mysql"), [("A".to_owned(), 0, true)]);
        let lag = [("A".to_owned(), -50, false), ("B".to_owned(), -20, false)];
        assert_eq!(seen("/run/t/lag"), lag);
        assert_eq!(seen("/run/t/other"), []);
    }
}
