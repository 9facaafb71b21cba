//! `vrrp_instance`: what moves with the master.

use super::super::entries::{VIRTUAL_ADDRESS, VIRTUAL_ROUTE, VIRTUAL_RULE};
use super::super::keyword::Keyword;
use super::super::version::V2_2_8;
use super::super::writing::flag;

pub(super) const ADDRESSES: &[Keyword] = &[
    flag("virtual_ipaddress")
        .entries(&VIRTUAL_ADDRESS)
        .en("Addresses that the master holds; all of one family, the same on all nodes.")
        .zh("由主节点持有的地址；须同一地址族，且各节点一致。"),
    flag("virtual_ipaddress_excluded")
        .entries(&VIRTUAL_ADDRESS)
        .en("Addresses that move too but are not in adverts: for many, or of the other family.")
        .zh("随之漂移但不写入通告的地址：数量很多或属于另一地址族时使用。"),
    flag("no_virtual_ipaddress")
        .since(V2_2_8)
        .en("Says that there are meant to be no addresses, for example in a cloud.")
        .zh("声明有意不配置地址，例如在云环境中。"),
    flag("promote_secondaries")
        .en("Keeps secondary addresses when the primary one of the same network goes.")
        .zh("删除主地址时保留同网段的从地址。"),
    flag("virtual_routes")
        .entries(&VIRTUAL_ROUTE)
        .en("Routes that the master has.")
        .zh("由主节点持有的路由。"),
    flag("virtual_rules")
        .entries(&VIRTUAL_RULE)
        .en("Policy routing rules that the master has.")
        .zh("由主节点持有的策略路由规则。"),
];
