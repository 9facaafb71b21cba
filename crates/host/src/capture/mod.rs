//! VRRP as it passes an interface.
//!
//! Owns the packet socket, the filter in the kernel and the membership in the protocol's groups. What
//! a packet says is read by the crate `vrrp`; what it means is decided above. It never sends one.
//!
//! Keepalived's own raw socket is not disturbed: a packet socket gets copies. Unlike a raw IP socket
//! it also hears what this machine sends, and needs no address on the interface.

mod filter;
mod link_address;

use std::io;

use rustix::io::Errno;
use rustix::net::netdevice::{index_to_name, name_to_index};
use rustix::net::{RecvFlags, recvfrom};
use socket2::{Domain, InterfaceIndexOrAddress, Protocol, Socket, Type};
use thiserror::Error;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use vrrp::packet::{Advertisement, Carrier, Refusal};
use vrrp::{GROUP_V4, GROUP_V6};

pub use link_address::{Direction, HardwareAddress};

/// The longest message of the protocol: 255 addresses of IPv6 behind an IPv6 header, with room for a
/// trailer. Bytes.
const LONGEST: usize = 8 << 10;

/// Why the wire cannot be heard.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// There is no such interface, or there is none any more.
    #[error("there is no interface {interface}")]
    NoInterface {
        /// As in `ip link`.
        interface: String,
    },
    /// The caller is neither root nor has the capability `CAP_NET_RAW`.
    #[error("hearing VRRP on {interface} needs root, or the capability CAP_NET_RAW")]
    NotPermitted {
        /// As in `ip link`.
        interface: String,
    },
    /// The socket could not be made ready.
    #[error("cannot listen for VRRP on {interface}")]
    Listen {
        /// As in `ip link`.
        interface: String,
        /// What the system said.
        source: io::Error,
    },
    /// The socket was ready and failed.
    #[error("lost the VRRP of {interface}")]
    Receive {
        /// As in `ip link`.
        interface: String,
        /// What the system said.
        source: io::Error,
    },
}

/// One packet of protocol 112, as it passed the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Whether this machine sent it.
    pub direction: Direction,
    /// Whose network card sent it; `None` where links have no such addresses. With `use_vmac` it is
    /// the virtual router's (RFC 9568 §7.3) and tells nothing about the machine.
    pub sender: Option<HardwareAddress>,
    /// What it says, or why it says nothing.
    pub content: Result<(Carrier, Advertisement), Refusal>,
}

/// Hears the VRRP of one interface, in both directions, from the moment it is opened.
#[derive(Debug)]
pub struct VrrpListener {
    interface: String,
    index: u32,
    socket: AsyncFd<Socket>,
    /// Nothing is read from these: they keep the interface's card from dropping the groups.
    _memberships: Vec<Socket>,
}

impl VrrpListener {
    /// Opens the socket in the caller's network namespace. Must be called inside a tokio runtime.
    pub fn open(interface: &str) -> Result<Self, CaptureError> {
        Self::try_open(interface).map_err(|source| open_error(interface, source))
    }

    fn try_open(interface: &str) -> io::Result<Self> {
        // Protocol 0 hears nothing until the filter is in place and the interface is chosen.
        let socket = Socket::new(Domain::PACKET, Type::DGRAM, Some(Protocol::from(0)))?;
        let index = name_to_index(&socket, interface)?;
        socket.attach_filter(&filter::VRRP)?;
        socket.set_nonblocking(true)?;
        socket.bind(&link_address::all_protocols(index))?;
        Ok(Self {
            interface: interface.to_owned(),
            index,
            socket: registered(socket)?,
            _memberships: join(index)?,
        })
    }

    /// As in `ip link`.
    pub fn interface(&self) -> &str {
        &self.interface
    }

    /// Waits for the next packet. Nothing is lost when the future is dropped before it is ready. An
    /// interface that goes down and comes back is waited for; one that is removed is an error.
    pub async fn receive(&self) -> Result<Heard, CaptureError> {
        let mut buffer = vec![0; LONGEST];
        loop {
            let mut ready = self.socket.readable().await.map_err(|e| self.lost(e))?;
            let attempt = ready.try_io(|socket| {
                recvfrom(socket.get_ref(), &mut buffer[..], RecvFlags::empty()).map_err(Into::into)
            });
            let (length, from) = match attempt {
                Err(_would_block) => continue,
                Ok(Ok((length, _, from))) => (length, from),
                Ok(Err(error)) if error.raw_os_error() == Some(Errno::NETDOWN.raw_os_error()) => {
                    self.ensure_present()?;
                    continue;
                }
                Ok(Err(error)) => return Err(self.lost(error)),
            };
            let (direction, sender) = link_address::origin(from.as_ref());
            return Ok(Heard {
                direction,
                sender,
                content: vrrp::packet::receive(&buffer[..length]),
            });
        }
    }

    /// The kernel tells "down" and "removed" by the same error. Another interface may have the name
    /// by now; the index is not given twice.
    fn ensure_present(&self) -> Result<(), CaptureError> {
        match index_to_name(self.socket.get_ref(), self.index) {
            Ok(_) => Ok(()),
            Err(Errno::NODEV | Errno::NXIO) => Err(CaptureError::NoInterface {
                interface: self.interface.clone(),
            }),
            Err(errno) => Err(self.lost(errno.into())),
        }
    }

    fn lost(&self, source: io::Error) -> CaptureError {
        CaptureError::Receive {
            interface: self.interface.clone(),
            source,
        }
    }
}

#[expect(
    unsafe_code,
    reason = "tokio cannot see that a type keeps its descriptor"
)]
fn registered(socket: Socket) -> io::Result<AsyncFd<Socket>> {
    // SAFETY: the socket is owned, never replaced, and closed only when the `AsyncFd` is dropped,
    // after it has left the reactor.
    Ok(unsafe { AsyncFd::register_with_interest(socket, Interest::READABLE) }?)
}

/// Tells card and switch that this machine wants the groups, as Keepalived does for itself.
fn join(index: u32) -> io::Result<Vec<Socket>> {
    let v4 = Socket::new(Domain::IPV4, Type::DGRAM, None)?;
    v4.join_multicast_v4_n(&GROUP_V4, &InterfaceIndexOrAddress::Index(index))?;
    let mut joined = vec![v4];
    // A machine or an interface without IPv6 has no VRRP over it that could be missed.
    if let Ok(v6) = Socket::new(Domain::IPV6, Type::DGRAM, None)
        && v6.join_multicast_v6(&GROUP_V6, index).is_ok()
    {
        joined.push(v6);
    }
    Ok(joined)
}

fn open_error(interface: &str, source: io::Error) -> CaptureError {
    let interface = interface.to_owned();
    match source.raw_os_error().map(Errno::from_raw_os_error) {
        Some(Errno::NODEV) => CaptureError::NoInterface { interface },
        Some(Errno::PERM | Errno::ACCESS) => CaptureError::NotPermitted { interface },
        _ => CaptureError::Listen { interface, source },
    }
}
