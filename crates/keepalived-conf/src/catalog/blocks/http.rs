//! `HTTP_GET`, `SSL_GET`, their `url` and the block `SSL`.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{Kind, Outside, TEXT, U32_MAX, Unit, int};
use super::super::line::{repeated, required};
use super::super::version::{UNRELEASED, V2_2_8};
use super::super::writing::{flag, one, switch, words};
use super::checker::{CONNECTION, TIMING};

/// `HTTP_GET`
pub(super) static HTTP_GET: Block = Block {
    path: "virtual_server/real_server/HTTP_GET",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_http.c",
    groups: &[CONNECTION, TIMING, REQUEST, HTTP_URLS],
};

/// `SSL_GET`
pub(super) static SSL_GET: Block = Block {
    path: "virtual_server/real_server/SSL_GET",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_http.c",
    groups: &[CONNECTION, TIMING, REQUEST, TLS, SSL_URLS],
};

/// `url` in `HTTP_GET`
static HTTP_URL: Block = Block {
    path: "virtual_server/real_server/HTTP_GET/url",
    since: None,
    source: "keepalived 2.2.7 check_http.c",
    groups: &[URL],
};

/// `url` in `SSL_GET`
static SSL_URL: Block = Block {
    path: "virtual_server/real_server/SSL_GET/url",
    since: None,
    source: "keepalived 2.2.7 and 2.3.4 check_http.c",
    groups: &[URL, TLS],
};

/// `SSL`
pub(super) static SSL: Block = Block {
    path: "SSL",
    since: None,
    source: "keepalived 2.2.7 check_parser.c",
    groups: &[CERTIFICATES],
};

const VERSIONS: Kind = Kind::OneOf(&["1.0", "1.1", "1.0C", "1.0c"]);

const REQUEST: &[Keyword] = &[
    one("virtualhost", "NAME", TEXT)
        .default_of("virtual_server/real_server/virtualhost")
        .en("Host header of requests whose url names none.")
        .zh("url 未指定主机名时使用的 Host 头。"),
    one("http_protocol", "VERSION", VERSIONS)
        .default("1.0")
        .en("HTTP version; 1.0C is 1.0 with Connection: close.")
        .zh("HTTP 版本；1.0C 为带 Connection: close 的 1.0。"),
    switch("enable_sni")
        .default("off")
        .en("Sends the server name in the TLS handshake.")
        .zh("TLS 握手时发送 SNI 服务器名。"),
    one("sni_name", "NAME", TEXT)
        .since(UNRELEASED)
        .default_of("virtual_server/real_server/SSL_GET/virtualhost")
        .en("Server name to send in the TLS handshake.")
        .zh("TLS 握手时发送的服务器名。"),
    switch("fast_recovery")
        .default("off")
        .en("Checks all urls at once when the server comes back, without delay_loop between.")
        .zh("恢复时立即检查全部 url，中间不等待 delay_loop。"),
    one("nb_get_retry", "COUNT", int(0, U32_MAX))
        .rejected_for("retry")
        .en("Old name of retry.")
        .zh("retry 的旧名称。"),
];

const TLS: &[Keyword] = &[switch("tls_compliant")
    .since(V2_2_8)
    .default("off")
    .en("Ends TLS with close_notify, as the standard asks.")
    .zh("按标准以 close_notify 结束 TLS 连接。")];

const HTTP_URLS: &[Keyword] = &[flag("url")
    .opens(&HTTP_URL)
    .en("A page to fetch; at least one is needed, several may be given.")
    .zh("要获取的页面；至少一个，可有多个。")];

const SSL_URLS: &[Keyword] = &[flag("url")
    .opens(&SSL_URL)
    .en("A page to fetch; at least one is needed, several may be given.")
    .zh("要获取的页面；至少一个，可有多个。")];

/// Options of PCRE2 that Keepalived hands on.
const REGEX_OPTIONS: Kind = Kind::Known(&[
    "allow_empty_class",
    "alt_bsux",
    "auto_callout",
    "caseless",
    "dollar_endonly",
    "dotall",
    "dupnames",
    "extended",
    "firstline",
    "match_unset_backref",
    "multiline",
    "never_ucp",
    "never_utf",
    "no_auto_capture",
    "no_auto_possess",
    "no_dotstar_anchor",
    "no_start_optimize",
    "ucp",
    "ungreedy",
    "utf",
    "never_backslash_c",
    "alt_circumflex",
    "alt_verbnames",
    "use_offset_limit",
]);
/// A bad offset or size is only logged, and becomes 0.
const OFFSET: Kind = Kind::Int {
    min: 0,
    max: u64::MAX as i128,
    unit: Unit::Bytes,
    outside: Outside::Dropped,
};

const URL: &[Keyword] = &[
    one("path", "PATH", TEXT)
        .en("Path to ask for, such as /health; required.")
        .zh("请求路径，如 /health；必填。"),
    one("digest", "MD5", Kind::Digest)
        .once()
        .en("MD5 digest of the page, 32 hexadecimal digits.")
        .zh("页面的 MD5 摘要，32 位十六进制。"),
    words("status_code", &[repeated("CODES", Kind::StatusCodes)])
        .default("200-299")
        .en("Good status codes and ranges of them.")
        .zh("合格的状态码或状态码范围。"),
    one("virtualhost", "NAME", TEXT)
        .default_of("virtual_server/real_server/HTTP_GET/virtualhost")
        .en("Host header of this request.")
        .zh("本请求的 Host 头。"),
    one("regex", "PATTERN", Kind::Pattern)
        .needs("REGEX")
        .en("Regular expression that the page must match.")
        .zh("页面须匹配的正则表达式。"),
    flag("regex_no_match")
        .needs("REGEX")
        .en("Turns the test round: a match is a failure.")
        .zh("反转判断：匹配即失败。"),
    words("regex_options", &[repeated("OPTION", REGEX_OPTIONS)])
        .needs("REGEX")
        .en("Options of the expression, such as caseless.")
        .zh("正则选项，如 caseless。"),
    one("regex_min_offset", "BYTES", OFFSET)
        .needs("REGEX")
        .default("0")
        .en("First byte of the page that is searched.")
        .zh("从页面的第几个字节开始搜索。"),
    one("regex_max_offset", "BYTES", OFFSET)
        .needs("REGEX")
        .default_is("the end of the page", "页面末尾")
        .en("Last byte at which a match may begin.")
        .zh("匹配起点的最大字节位置。"),
    words(
        "regex_stack",
        &[required("START", OFFSET), required("MAX", OFFSET)],
    )
    .needs("REGEX")
    .en("First and largest size in bytes of the stack for the expression.")
    .zh("正则所用栈的初始与最大字节数。"),
];

const CERTIFICATES: &[Keyword] = &[
    one("password", "PASSWORD", TEXT)
        .en("Password of the key file.")
        .zh("密钥文件的密码。"),
    one("ca", "PATH", Kind::Path)
        .en("File with the certificates of authorities.")
        .zh("CA 证书文件。"),
    one("certificate", "PATH", Kind::Path)
        .en("File with the client certificate.")
        .zh("客户端证书文件。"),
    one("key", "PATH", Kind::Path)
        .en("File with the private key.")
        .zh("私钥文件。"),
];
