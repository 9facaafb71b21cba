//! An advertisement: the only message of the protocol.
//!
//! [`receive`] climbs from the bytes of an IP packet to an [`Advertisement`]; [`encode`] goes back.
//! Both are tables of the RFC's sections. Building the IP header is the sender's socket's business.

mod advertisement;
mod authentication;
mod carrier;
mod checksum;
mod encode;
mod receive;
mod refusal;

pub use advertisement::{Advertisement, Version};
pub use authentication::{Authentication, Password};
pub use carrier::Carrier;
pub use checksum::Coverage;
pub use encode::{Unsendable, encode};
pub use receive::{decode, receive};
pub use refusal::Refusal;
