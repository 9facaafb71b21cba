//! The templates that vipkeeper brings, in the order in which they are listed.

/// Name and text of each.
pub(super) const SHIPPED: [(&str, &str); 12] = [
    (
        "mysql-pair",
        include_str!("../../templates/mysql-pair.conf"),
    ),
    (
        "mysql-master",
        include_str!("../../templates/mysql-master.conf"),
    ),
    (
        "mysql-backup",
        include_str!("../../templates/mysql-backup.conf"),
    ),
    (
        "mysql-annotated",
        include_str!("../../templates/mysql-annotated.conf"),
    ),
    (
        "mysql-replicated-pair",
        include_str!("../../templates/mysql-replicated-pair.conf"),
    ),
    ("tcp-pair", include_str!("../../templates/tcp-pair.conf")),
    (
        "unicast-cloud",
        include_str!("../../templates/unicast-cloud.conf"),
    ),
    ("nginx", include_str!("../../templates/nginx.conf")),
    ("redis", include_str!("../../templates/redis.conf")),
    ("postgres", include_str!("../../templates/postgres.conf")),
    ("lvs-nat", include_str!("../../templates/lvs-nat.conf")),
    ("lvs-dr", include_str!("../../templates/lvs-dr.conf")),
];
