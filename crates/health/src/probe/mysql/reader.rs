//! Fields out of a packet's payload, left to right, never past its end.

/// What is left of a payload.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next `count` bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        self.bytes(1).map(|taken| taken[0])
    }

    /// The next two bytes, little endian.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.bytes(2)
            .map(|taken| u16::from_le_bytes([taken[0], taken[1]]))
    }

    /// The next length-encoded number; of the eight-byte ones there are none here.
    pub(super) fn length(&mut self) -> Option<u64> {
        let wide = |bytes: &[u8]| {
            bytes
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        };
        match self.byte()? {
            0xfc => self.bytes(2).map(wide),
            0xfd => self.bytes(3).map(wide),
            short @ ..=0xfa => Some(u64::from(short)),
            _ => None,
        }
    }

    /// The next bytes with their length before them.
    pub(super) fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        self.bytes(usize::try_from(length).ok()?)
    }

    /// Up to the next NUL, which is taken too; some servers leave the last one
    /// out, so the end will do.
    pub(super) fn until_nul(&mut self) -> &'a [u8] {
        let length = self.0.iter().position(|byte| *byte == 0);
        let taken = &self.0[..length.unwrap_or(self.0.len())];
        self.0 = &self.0[length.map_or(self.0.len(), |length| length + 1)..];
        taken
    }
}
