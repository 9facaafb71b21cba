//! VRRP is heard on a real interface, and nothing else is. Needs root.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::process::Command;
use std::time::Duration;

use host::capture::{CaptureError, Direction, Heard, VrrpListener};
use host::netns::{self, NetNs};
use socket2::{Domain, Protocol, SockAddr, SockAddrStorage, Socket, Type};
use vrrp::packet::{Advertisement, Authentication, Carrier, Coverage, Version, encode};
use vrrp::{AdvertInterval, GROUP_V4, GROUP_V6, PROTOCOL, Priority, Vrid};

const V4: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const V6: Ipv6Addr = Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1);

/// A namespace with the cable `near`–`far`, removed at the end.
struct Cable {
    name: String,
}

impl Cable {
    fn lay(test: &str) -> Self {
        let name = format!("vk-capture-{test}-{}", std::process::id());
        ip(&["netns", "add", &name]);
        let cable = Self { name };
        cable.ip(&["link", "add", "near", "type", "veth", "peer", "name", "far"]);
        cable.ip(&["addr", "add", "192.0.2.1/24", "dev", "near"]);
        cable.ip(&["addr", "add", "fe80::1/64", "dev", "near", "nodad"]);
        for end in ["near", "far"] {
            cable.ip(&["link", "set", end, "up"]);
        }
        cable
    }

    fn ip(&self, arguments: &[&str]) -> String {
        ip(&[&["-n", &self.name], arguments].concat())
    }

    /// Runs `work` on a thread of its own inside the namespace.
    fn run<F: Future>(&self, work: impl FnOnce() -> F + Send) -> F::Output
    where
        F::Output: Send,
    {
        let ns = NetNs::open(&self.name).unwrap();
        let inside = || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let limited = async { tokio::time::timeout(Duration::from_secs(10), work()).await };
            let answer = runtime.enable_all().build().unwrap().block_on(limited);
            answer.expect("invariant: what was sent is heard within the limit")
        };
        netns::within(&ns, inside).unwrap()
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        ip(&["netns", "del", &self.name]);
    }
}

fn ip(arguments: &[&str]) -> String {
    let output = Command::new("ip").args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "ip {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn advert(vrid: u8, family: IpAddr) -> Advertisement {
    let version = match family {
        IpAddr::V4(_) => Version::V2 {
            authentication: Authentication::None,
        },
        IpAddr::V6(_) => Version::V3 {
            checksum: Coverage::PseudoHeader,
        },
    };
    Advertisement {
        version,
        vrid: Vrid::new(vrid).unwrap(),
        priority: Priority::new(250),
        interval: AdvertInterval::from_secs(1),
        addresses: vec![family],
        trailer: Vec::new(),
    }
}

/// Sends an advertisement out of `near` as Keepalived does: through a raw socket.
fn send(advert: &Advertisement) {
    let is_ipv6 = advert.addresses[0].is_ipv6();
    let (domain, source, group): (_, IpAddr, IpAddr) = if is_ipv6 {
        (Domain::IPV6, V6.into(), GROUP_V6.into())
    } else {
        (Domain::IPV4, V4.into(), GROUP_V4.into())
    };
    let socket = Socket::new(domain, Type::RAW, Some(Protocol::from(i32::from(PROTOCOL)))).unwrap();
    socket.bind_device(Some(b"near")).unwrap();
    if is_ipv6 {
        socket.set_multicast_hops_v6(255).unwrap();
    } else {
        socket.set_multicast_ttl_v4(255).unwrap();
    }
    let message = encode(advert, &carrier(source, group)).unwrap();
    socket
        .send_to(&message, &SocketAddr::new(group, 0).into())
        .unwrap();
}

fn content(heard: &Heard) -> &Advertisement {
    &heard.content.as_ref().unwrap().1
}

#[test]
fn both_ends_hear_an_advertisement_and_know_who_sent_it() {
    let cable = Cable::lay("ends");
    let sent = [advert(51, V4.into()), advert(52, V6.into())];
    let heard = cable.run(async || {
        let (near, far) = (
            VrrpListener::open("near").unwrap(),
            VrrpListener::open("far").unwrap(),
        );
        let mut heard = Vec::new();
        for advert in &sent {
            send(advert);
            heard.push((near.receive().await.unwrap(), far.receive().await.unwrap()));
        }
        heard
    });
    let near = cable.ip(&["-br", "link", "show", "dev", "near"]);
    for ((near_heard, far_heard), sent) in heard.iter().zip(&sent) {
        assert_eq!(near_heard.direction, Direction::Outgoing);
        assert_eq!(far_heard.direction, Direction::Incoming);
        assert_eq!((content(near_heard), content(far_heard)), (sent, sent));
        let sender = far_heard.sender.unwrap().to_string();
        assert!(near.contains(&sender), "{sender} is not of {near}");
        assert_eq!(near_heard.sender, far_heard.sender);
    }
}

#[test]
fn other_traffic_and_other_vlans_are_not_heard() {
    let cable = Cable::lay("others");
    let heard = cable.run(async || {
        let far = VrrpListener::open("far").unwrap();
        let datagram = UdpSocket::bind((V4, 0)).unwrap();
        datagram.send_to(b"to everyone", (GROUP_V4, 112)).unwrap();
        send_tagged(7, &advert(77, V4.into()));
        // Number 0 is a priority and no VLAN (IEEE 802.1Q).
        send_tagged(0, &advert(78, V4.into()));
        send_authenticated(17, &advert(79, V4.into()));
        send_authenticated(PROTOCOL, &advert(80, V4.into()));
        send(&advert(51, V4.into()));
        let mut heard = Vec::new();
        while heard.last() != Some(&51) {
            let next = far.receive().await.unwrap();
            heard.push(content(&next).vrid.value());
        }
        heard
    });
    assert_eq!(heard, [78, 80, 51]);
}

/// Sends the advertisement in an authentication header which says that `protocol` follows.
fn send_authenticated(protocol: u8, advert: &Advertisement) {
    let socket = Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::from(51))).unwrap();
    socket.bind_device(Some(b"near")).unwrap();
    socket.set_multicast_ttl_v4(255).unwrap();
    let mut packet = vec![0; 24];
    packet[..2].copy_from_slice(&[protocol, 4]);
    packet.extend(encode(advert, &carrier(V4.into(), GROUP_V4.into())).unwrap());
    let group = SocketAddr::new(GROUP_V4.into(), 0);
    socket.send_to(&packet, &group.into()).unwrap();
}

fn carrier(source: IpAddr, destination: IpAddr) -> Carrier {
    Carrier {
        source,
        destination,
        hop_limit: 255,
    }
}

/// Sends a frame with a VLAN's number out of `near`. The kernel takes the number off at the other
/// end, and has it beside the packet.
fn send_tagged(vlan: u16, advert: &Advertisement) {
    let message = encode(advert, &carrier(V4.into(), GROUP_V4.into())).unwrap();
    let length = u16::try_from(20 + message.len()).unwrap().to_be_bytes();
    let mut frame = vec![1, 0, 0x5e, 0, 0, 18, 2, 0, 0, 0, 0, 1, 0x81, 0];
    frame.extend(vlan.to_be_bytes());
    frame.extend([
        8, 0, 0x45, 0, length[0], length[1], 0, 0, 0, 0, 255, PROTOCOL, 0, 0,
    ]);
    frame.extend(V4.octets());
    frame.extend(GROUP_V4.octets());
    frame.extend(message);
    let socket = Socket::new(Domain::PACKET, Type::RAW, None).unwrap();
    socket.bind(&link("near")).unwrap();
    assert_eq!(socket.send(&frame).unwrap(), frame.len());
}

#[expect(unsafe_code, reason = "an address of this family is not in socket2")]
fn link(interface: &str) -> SockAddr {
    let mut storage = SockAddrStorage::zeroed();
    let any = UdpSocket::bind((V4, 0)).unwrap();
    let index = rustix::net::netdevice::name_to_index(&any, interface).unwrap();
    // SAFETY: sockaddr_ll is one of this platform's socket addresses.
    let address = unsafe { storage.view_as::<libc::sockaddr_ll>() };
    address.sll_family = u16::try_from(libc::AF_PACKET).unwrap();
    address.sll_ifindex = i32::try_from(index).unwrap();
    // SAFETY: the storage holds a complete sockaddr_ll, and is longer than that.
    unsafe {
        SockAddr::new(
            storage,
            u32::try_from(size_of::<libc::sockaddr_ll>()).unwrap(),
        )
    }
}

#[test]
fn the_groups_are_joined_as_long_as_somebody_listens() {
    let cable = Cable::lay("groups");
    let groups = || cable.ip(&["maddr", "show", "dev", "far"]);
    let has_both = |text: &str| text.contains(" 224.0.0.18") && text.contains("ff02::12");
    assert!(!groups().contains(" 224.0.0.18"));
    let while_listening = cable.run(async || {
        let _listener = VrrpListener::open("far").unwrap();
        groups()
    });
    assert!(has_both(&while_listening), "{while_listening}");
    assert!(!groups().contains(" 224.0.0.18"));
}

#[test]
fn an_interface_that_comes_back_is_heard_again_and_a_removed_one_is_an_error() {
    let cable = Cable::lay("down");
    let error = cable.run(async || {
        let far = VrrpListener::open("far").unwrap();
        for state in ["down", "up"] {
            cable.ip(&["link", "set", "far", state]);
        }
        send(&advert(51, V4.into()));
        assert_eq!(content(&far.receive().await.unwrap()).vrid.value(), 51);
        cable.ip(&["link", "del", "far"]);
        far.receive().await.unwrap_err()
    });
    assert!(
        matches!(error, CaptureError::NoInterface { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_interface_that_does_not_exist_is_named() {
    let error = VrrpListener::open("vk-none").unwrap_err();
    assert!(matches!(&error, CaptureError::NoInterface { interface } if interface == "vk-none"));
}
