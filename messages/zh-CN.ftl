# 简体中文消息。命令行、API 与面板共用。

## Panel

ui-language = 语言
ui-theme = 主题
ui-theme-auto = 跟随系统
ui-theme-light = 浅色
ui-theme-dark = 深色

ui-link-live = 实时
ui-link-connecting = 正在连接…
ui-link-lost = 正在重连 · 画面停在 { $age }前
ui-age-seconds = { $count } 秒
ui-age-minutes = { $count } 分钟
ui-age-hours = { $count } 小时
ui-waiting = 正在等待本节点的首个状态…
ui-waiting-lost = 本节点没有应答，每秒重试一次。

ui-engine-running = Keepalived 正在运行
ui-engine-pid = 进程 { $pid }
ui-engine-started = Keepalived 已运行。
ui-engine-stopped = Keepalived 未运行。
ui-engine-stopped-meaning = 本节点不参与任何选举，也不会接管 VIP。
ui-drained = 本节点已下线维护。
ui-drained-by = 操作者 { $author }；用 vipkeeper undrain 恢复
ui-drained-drill = 操作者 { $author }；正在演练

ui-instances = 实例
ui-instances-none = keepalived.conf 中没有 vrrp_instance。

ui-first-why = 回答三个问题即可得到本节点的第一份配置。页面不做任何改动，只给出需以 root 输入的命令。
ui-first-vip = 虚拟 IP 及前缀长度
ui-first-interface = 承载它的网卡（留空：默认路由所在网卡）
ui-first-peer = 对端地址，用于单播（留空：组播）
ui-first-type = 在本节点上输入（如使用 --server-path 请一并加上）：
ui-first-wrong = 标出的内容不正确，未放入命令：
ui-priority = 优先级
ui-interface = 网卡
ui-vips = 虚拟 IP
ui-vip-held = 在本机
ui-vip-elsewhere = 不在本机
ui-vip-missing = 是 MASTER，但地址不在本机
ui-vip-orphan = 不是 MASTER，但地址在本机
ui-state-word-unknown = 未知
ui-state-master = VIP 由本节点持有。
ui-state-backup = 待命，随时可以接管。
ui-state-fault = 已退出选举，恢复后才会重新参与。
ui-state-init = 正在启动，尚未参与选举。
ui-state-stop = Keepalived 已停止该实例。
ui-state-unknown = Keepalived 尚未报告状态。

ui-checks = 检查
ui-checks-none = vipkeeper.toml 中没有检查项。
ui-health-up = 正常
ui-health-down = 故障
ui-health-unknown = 尚无结论
ui-takeover = 决定本机可否接管。
ui-takeover-not = 本机不得接管。
ui-takeover-last = 没有更好的节点时，本机才会接管。
ui-since = 始于
ui-latency-none = 尚未检查
ui-latency-longest = 最近 { $count } 次中最长 { $longest } 毫秒

ui-changes = 最近变化
ui-changes-none = 暂无状态变化。
ui-change-arrow = 变为
ui-change-priority = 优先级 { $priority }。
ui-change-master = 本节点接管了 VIP。
ui-change-backup = 本节点进入待命。
ui-change-handed-over = VIP 已由其他节点接管。
ui-change-recovered = 已恢复，本节点进入待命。
ui-change-gave-up = 检查或网卡故障，本节点交出了 VIP。
ui-change-fault = 检查或网卡故障，本节点退出选举。
ui-change-init = 正在启动。
ui-change-stop = Keepalived 已停止。

ui-news-instance = { $name } 现在是 { $state }。
ui-news-check-up = 检查 { $name } 正常。
ui-news-check-down = 检查 { $name } 故障。
ui-news-check-unknown = 检查 { $name } 尚无结论。
ui-news-link-lost = 与本节点的连接已断开，当前画面不是最新。
ui-news-link-back = 与本节点的连接已恢复。

## 错误

label-error = 错误：
label-cause = 原因：
label-hint = 提示：
label-warning = 警告：

error-read-file = 无法读取 { $path }
error-make-path = 无法创建 { $path }
error-program-run = 无法运行 { $program }
error-settings = { $path } 无效
error-check-name = { $path } 中的检查名“{ $name }”不能用作文件名
hint-check-name = 检查名只能包含字母、数字、- 和 _，最长 64 个字符
error-check-unknown = { $path } 中没有检查 { $name }
hint-check-unknown = 请在该文件中添加 [checks.{ $name }]，或直接给出目标：vipkeeper check mysql 127.0.0.1:3306
error-check-no-kind = 检查必须指定 kind（类型）
error-check-kind = 没有“{ $kind }”这种检查
hint-check-kinds = 可选类型：{ $kinds }
error-check-keys = 不能这样进行 { $kind } 类型的检查
hint-check-keys = 每个检查都可以使用 { $keys }
error-check-target = 无法检查“{ $target }”
error-credentials-open = { $path } 对同组或其他用户开放（权限 { $mode }）
hint-credentials-open = chmod 600 { $path }
error-credentials-port = { $path } 第 { $line } 行：{ $value } 不是端口号
error-credentials-user = { $path } 中没有写明用户
hint-credentials-user = 在 [client] 下写明：user = … 与 password = …
error-credential-missing = systemd 没有传入名为 { $name } 的凭据
hint-credential-missing = 请用 systemctl edit 在发起检查的单元中添加 LoadCredential={ $name }:/文件路径：守护进程是 vipkeeper.service，后备检查是 keepalived.service
error-credential-name = “{ $name }”不能用作凭据名
hint-credential-name = 请写成 credential:名称，名称即 LoadCredential=名称:/文件路径 中冒号前的部分
error-check-tls = 无法按此设置使用 TLS
error-check-write = 无法把检查结论写入 { $path }
error-template-unknown = 没有名为 { $name } 的模板
hint-template-unknown = 可用模板：{ $known }
error-template-head = 无法读取模板 { $name } 的头部
error-template-parameter = 模板 { $template } 没有参数 { $name }
hint-template-parameter = 可用参数：{ $known }
error-template-missing-value = 模板 { $template } 需要参数 { $name } 的值
hint-template-missing-value = 请用 --set { $name }=… 给出；说明见 vipkeeper template show { $template }
error-template-bad-value = “{ $value }”不能作为 { $name } 的值
error-template-placeholder = 模板 { $template } 第 { $line } 行有未知占位符 { $name }
error-template-not-text = { $path } 不是 UTF-8 文本
error-template-no-profiles = 模板 { $template } 没有配置方案
error-template-profile-too-new = 方案 { $profile } 需要 Keepalived { $needs } 及以上，当前为 { $release }
hint-template-profile-too-new = 请改用方案 fast，或用 --target-version 指明读取该文件的版本
error-template-other-profile = 方案 { $profile } 没有 { $name }
hint-template-other-profile = 它属于：{ $profiles }
error-template-half = 给出了 { $name }，但未给出 { $peer }
hint-template-half = 两者分属本机与对端，须同时给出：请加上 --set { $peer }=…
error-template-nothing-here = { $name } 在此没有对应的值
hint-template-nothing-here = 它需要服务器目录：--server-path 目录
error-output-exists = { $path } 已存在
hint-output-exists = 请删除它，或换一个名称
error-output-same = 两个文件都会是 { $path }
error-output-checks = --peer-output 写出配置文件，而 --part checks 不生成配置
error-random = 内核未能提供随机数
warning-new-secret = 已新生成密钥：对端须使用同一个，或用 --output FILE --peer-output FILE 一次写出两个文件
error-set-malformed = “{ $text }”不是“名称=值”的形式
hint-set-malformed = 例如：--set vip=10.0.0.100/24
error-set-twice = { $name } 给出了两次
expect-cidr = 应为带前缀长度的地址，例如 10.0.0.100/24
expect-address = 应为地址，例如 10.0.0.1
expect-priority = 应为 1 到 254 的整数
expect-vrid = 应为 1 到 255 的整数
expect-advert-int = 应为 0.01 到 40.95 秒，最多两位小数
expect-interface = 应为网卡名，最长 15 个字符
expect-name = 应为一个由字母、数字、-、_、. 组成的词
expect-path = 应为不含空格和引号的绝对路径
expect-target = 应为“地址:端口”，例如 127.0.0.1:3306，或套接字的绝对路径
expect-whole-seconds = 应为 1 到 255 的整秒数
expect-port = 应为 1 到 65535 的端口
expect-password = 应为一个最长 8 个字符的词，不含 " ' \ ! # $ @ ~ 和花括号
expect-hmac-key = 应为 hex: 加 64–128 位十六进制数字
expect-redis-role = 应为 any、master 或 replica
expect-postgres-role = 应为 any、primary 或 standby
expect-scheduler = 应为内核的调度算法，例如 rr、wlc、sh
expect-switch = 应为 yes 或 no
warning-no-default-route = 本机没有默认路由，暂按网卡 { $interface } 处理；请用 --set interface=… 指定

error-config-missing = { $path } 不存在
hint-config-missing = 可由模板生成：vipkeeper template render mysql-pair --set vip=10.0.0.100/24
error-config-rejected = Keepalived 拒绝 { $path }（退出码 { $status }）
error-write-file = 无法写入 { $path }
error-config-not-a-file = { $path } 不是普通文件
error-config-too-large = { $path } 超过 { $mebibytes } MiB，这是配置文件的上限
error-config-path = 这不是一个值的路径
hint-config-path = 例如：vrrp_instance.VI_1.priority，或 vrrp_instance.VI_1.virtual_ipaddress[0]
error-config-edit = 无法这样修改
error-config-fix-stdin = --fix 修改的是文件，而标准输入不是文件
error-history-damaged = 历史文件 { $path } 已损坏
hint-history-damaged = Keepalived 及其配置不依赖它；要重新开始，请把它移开：mv { $path } { $path }.old
error-history-foreign = { $path } 是数据库，但不是 vipkeeper 的历史
error-history-too-new = 历史文件 { $path } 的版本是 { $version }，而此 vipkeeper 最高支持 { $known }
hint-history-too-new = 请使用写入它的 vipkeeper 或更新的版本
error-history-no-revision = 没有修订版 { $number }
hint-history-no-revision = vipkeeper history 会列出所有修订版
error-history-text-damaged = { $path } 中修订版 { $number } 的文本与保存时不一致
error-history-import = 第 { $line } 行不是修订版；没有导入任何内容
hint-history-import = vipkeeper history export FILE 生成可导入的文件
error-history-use = 无法使用历史文件 { $path }
error-apply-busy = 另一项更改正在进行
error-apply-busy-by = 另一项更改正在进行：{ $command }（用户 { $author }，进程 { $pid }，开始于 { $since }）
error-apply-awaits = 有一项更改正等待确认，期限为 { $until }
hint-apply-awaits = vipkeeper confirm 保留它，vipkeeper rollback 撤回它
error-apply-no-confirm = 没有等待确认的更改
error-apply-no-earlier = 没有更早的修订版可以恢复
error-apply-lint = 配置有错误；没有做任何更改
error-apply-rejected = Keepalived 拒绝该配置（退出码 { $status }）；没有做任何更改
error-apply-misplaced = { $instance }：{ $address } 将位于 { $interface }，但其网段在 { $belongs } 上；没有做任何更改
error-apply-state = 无法使用 { $path }
error-apply-intent = { $path } 记录着一项进行中的更改，但无法读取
hint-apply-intent = 其中以 base64 保存了更改前后的文件；确认文件无误后请把它移开：mv { $path } { $path }.old
error-apply-yes = 此处无法询问；没有做任何更改
hint-apply-yes = 确定要更改时加上 --yes，只想查看效果时加上 --dry-run
hint-write-read-only = 文件系统是只读的；请查看 findmnt --target { $path }
hint-write-full = 磁盘已满；请查看 df { $path }
hint-write-immutable = 文件可能不可修改；请查看 lsattr { $path }，如非本意可用 chattr -i { $path } 解除
error-not-installed = 尚未安装 Keepalived
hint-not-installed = 请先安装：vipkeeper install
error-manager-reach = 无法连接 { $manager }
error-manager-unit = { $manager } 中没有服务 { $unit }
error-manager-failed = Keepalived 未能{ $action ->
    [start] 启动
    [stop] 停止
    [restart] 重启
    [enable] 设为开机启动
    [disable] 取消开机启动
   *[reload] 重新加载
  }：{ $result }
error-manager-timeout = Keepalived 未能在 { $seconds } 秒内{ $action ->
    [start] 启动
    [stop] 停止
    [restart] 重启
    [enable] 设为开机启动
    [disable] 取消开机启动
   *[reload] 重新加载
  }
error-not-running = Keepalived 没有运行
hint-not-running = 请先启动：vipkeeper start
error-runs-supervised = Keepalived 由 vipkeeper 自带的监管进程运行，而不是由 { $manager } 运行
hint-runs-supervised = 请先停止（vipkeeper stop），再启用开机启动，然后启动：之后 vipkeeper start 会使用本机的服务管理器
error-no-autostart = { $manager } 不支持开机启动
hint-no-autostart = 请让本机开机时执行的程序运行：vipkeeper start
error-unit-foreign = { $path } 已存在，且不是 vipkeeper 为本节点生成的
hint-unit-foreign = 该文件保持不变；如不再需要，请移走后重试
error-unit-masked = { $path } 屏蔽了该服务，无法启动
hint-unit-masked = 请取消屏蔽：systemctl unmask keepalived
error-unit-path = { $path } 无法写入服务定义
error-install-no-manager = 缺少：{ $programs }；并且找不到可用的软件包管理器
hint-install-by-hand = 请手动安装后重试
error-install-failed = 无法安装 { $packages }
hint-install-failed = 软件包管理器的输出见上文；请解决后重试
error-remove = 无法删除 { $path }
error-fetch = 无法下载 { $url }
error-fetch-scheme = { $url } 不是 http 或 https 地址
error-fetch-status = { $url } 返回状态码 { $status }
error-fetch-too-large = { $url } 超过 { $mebibytes } MiB，这是发行包的上限
hint-fetch = 再次运行同一命令即可续传；可用 --mirror 换一个服务器，或用 --tarball 指定本机文件
error-install-locked = 另一个安装正在进行：进程 { $pid } 持有 { $path }
hint-install-locked = 请等它结束
error-install-disk = { $path } 所在磁盘空间不足：需要 { $needed } MiB，剩余 { $free } MiB
error-install-path = { $path } 含有无法用于编译的字符
error-install-in-way = { $path } 不是 vipkeeper 创建的，挡住了安装
hint-install-in-way = 该处已有另一种方式的安装：请先卸载它，或移走 { $path }，然后重试
error-install-missing = 编译所需的组件缺失：{ $things }
error-install-no-package-manager = 找不到 vipkeeper 支持的软件包管理器
error-install-no-package = 该发行版没有 keepalived 软件包
error-install-old-package = 发行版自带的 Keepalived { $version } 低于 2.1.0；从 2.1.0 起，track_file 才能在检查失联时按故障处理
hint-install-source = 可改为源码编译：vipkeeper install --method source
error-install-package = 软件包管理器执行失败
error-install-no-pin = 没有 Keepalived { $version } 的 SHA-256 记录
hint-install-no-pin = 请给出可信的值：--sha256 HEX
error-install-unknown-archive = { $path } 不是任何已知 SHA-256 的发行包
hint-install-unknown-archive = 请说明版本和应有的校验值：--version VERSION --sha256 HEX
error-install-mismatch = 压缩包不是该发行版：{ $sum } 为 { $found }，应为 { $expected }
hint-install-mismatch = 已移到 { $path }，未作任何使用；再次运行会重新下载，也可换一个 --mirror
error-install-unpack = 无法解压
error-install-not-a-release = { $path } 不是 Keepalived 的发行包
error-install-command = 无法运行编译命令
error-install-ended = { $command } { $ending }
error-install-wrong-program = 程序应为 Keepalived { $expected }，但它自称 { $found }
error-install-smoke = 新编译的程序不接受最简单的配置
error-install-rejected = Keepalived 拒绝首份配置（退出码 { $status }），配置没有写入
hint-install-rejected = 请修改取值后重试；说明见 vipkeeper template show
hint-install-log = 完整输出见 { $path }；再次运行同一命令会从中断处继续
error-root = 需要 root 权限
hint-root = 请用 sudo 运行：sudo { $command }
error-netlink = 无法向内核查询网络信息
error-listen = 无法监听 { $address }
error-listen-public = { $address } 不是本机回环地址
hint-listen-public = 面板目前没有密码，只监听本机；远程访问请使用 SSH 隧道
error-listen-inherited = 传入的监听套接字不可用
error-serve = 面板已停止
error-internal = 发生了不应发生的情况
hint-internal = 请连同以上输出一并反馈

## 用法

error-usage = { $text }
error-usage-unknown-argument = 未知参数 { $argument }
error-usage-unknown-command = 没有命令 { $command }
error-usage-missing = 缺少：{ $arguments }
error-usage-bad-value = “{ $value }”不能作为 { $argument } 的值
error-usage-conflict = { $argument } 与 { $other } 不能同时使用
hint-usage-did-you-mean = 是否想输入 { $suggestion }？
hint-usage-values = 可选值：{ $values }
hint-usage-help = 运行 vipkeeper --help 查看命令与选项

usage-heading = 用法：
commands-heading = 命令：
arguments-heading = 参数：
options-heading = 选项：

cli = 让服务始终可通过虚拟 IP 访问：配置、运行、检查并观察 Keepalived
cli--server-path = 所有文件放在此目录下（面板用法），不使用系统路径
cli--lang = 输出语言：en 或 zh-CN；默认取环境语言
cli--json = 输出 JSON
cli--help = 显示帮助
cli--version = 显示版本
cli-template = 配置模板
cli-template-list = 列出模板
cli-template-show = 说明一个模板及其参数
cli-template-show--name = 模板名
cli-template-render = 填写模板并输出结果
cli-template-render--name = 模板名
cli-template-render--set = 参数值，形如 名称=值；可多次给出
cli-template-render--part = 输出哪部分：config 为 keepalived.conf，checks 为 vipkeeper.toml 中的检查
cli-template-render--profile = 通告方案：classic（版本 2，每秒一次，带密码）、fast（版本 3，每 100 毫秒一次）、hmac（同 fast 且带签名，需 Keepalived 2.4.2 及以上）
cli-template-render--peer = 输出对端的内容，而不是本机的
cli-template-render--output = 写入这个新文件，而不是输出到终端
cli-template-render--peer-output = 以相同的值把对端的内容写入这个新文件
cli-template-render--target-version = 读取该文件的版本；默认为已安装的版本，否则为最新版本
cli-install = 安装 Keepalived：使用现有程序、发行版软件包，或由校验过的源码编译
cli-install--method = auto 优先用现有程序，其次软件包，最后源码
cli-install--version = 要编译的版本；默认取至少两家发行版打包者记录过校验值的最新版
cli-install--sha256 = 没有校验记录时，压缩包应有的 SHA-256
cli-install--tarball = 本机上的发行包文件，不再下载
cli-install--mirror = 发行包所在目录的地址，或压缩包本身的地址
cli-install--template = 首份配置所用的模板
cli-install--set = 模板参数，名称=值；可重复给出
cli-install--vip = 虚拟 IP 及前缀长度，例如 10.0.0.100/24；即 --set vip=…
cli-install--interface = 承载虚拟 IP 的网卡；即 --set interface=…
cli-install--address = 本机地址，用于单播；即 --set address=…
cli-install--peer = 对端地址，用于单播；即 --set peer=…
cli-install--start = 即使配置原本就存在，也启动 Keepalived
cli-install--no-autostart = 不随系统启动 Keepalived
cli-uninstall = 停止 Keepalived 并移除 install 所创建的内容；配置和日志保留
cli-uninstall--purge = 同时移除配置、日志和历史
cli-start = 启动 Keepalived
cli-stop = 停止 Keepalived；其虚拟 IP 转移到对端
cli-restart = 若 Keepalived 在运行则先停止，再启动
cli-reload = 让 Keepalived 重新读取配置
cli-status = 显示 Keepalived 是否在运行
cli-autostart = Keepalived 的开机启动
cli-autostart-status = 显示 Keepalived 是否开机启动；是则退出码为 0
cli-autostart-enable = 让 Keepalived 开机启动；服务管理器缺少的定义会先写好
cli-autostart-disable = 不让 Keepalived 开机启动；正在运行的不受影响
cli-heal = Keepalived 应当运行而没有运行时启动它；供定时器或 cron 使用
cli-check = 检查一次服务；退出码 0 为健康，1 为不健康
cli-check--name = vipkeeper.toml 中的检查，或类型：exec、http、https、mysql、postgres、process、redis、systemd、tcp
cli-check--target = “地址:端口”、套接字路径、URL、程序名、单元名，或 -- 加命令；数据库默认为 127.0.0.1 上的常用端口
cli-check--set = 此类检查的一个键，与 vipkeeper.toml 中相同：--set role=master
cli-check--credentials = 含用户名与密码的选项文件（权限 600），用于登录
cli-check--timeout = 单次检查的时限，例如 500ms 或 2s
cli-check--backstop = 作为 Keepalived 自己的脚本运行：守护进程在时采信其结论，否则自行检查并写入跟踪文件
cli-role = 使 MySQL 服务器的角色与虚拟 IP 的归属一致
cli-role--name = vipkeeper.toml 中的角色：[roles.NAME] 的 NAME
cli-role--dry-run = 不作任何更改，只说明会做什么
cli-serve = 运行守护进程：检查、观察与面板
cli-serve--listen = 面板地址；默认 127.0.0.1:7800
cli-supervise = 在前台保持 Keepalived 运行（由 start 使用）
cli-prepare = 准备 Keepalived 启动前必须存在的内容（由服务管理器使用）
cli-release = 移除被强行终止的 Keepalived 遗留的地址（由服务管理器使用）
cli-demo = 在本机完整演示：两台服务器、一个虚拟 IP、真实故障
cli-demo--service = 保护什么：mysql（真实 MariaDB）或 tcp（无需数据库）
cli-demo--headless = 无界面：按脚本制造故障并输出结果
cli-demo--repeat = 脚本重复次数
cli-demo--compare-classic = 同时测量传统方案：每 2 秒一次脚本、优先级 100/99、通告间隔 1 秒
cli-demo--clean = 清除被强行终止的演示留下的内容
cli-lab-tcp-service = 演示用 TCP 服务
cli-lab-tcp-service--listen = 监听地址
cli-lab-tcp-service--name = 问候中使用的名称

## 模板

template-parameters = 参数：
template-required = 必填
template-optional = 可不填
template-default = 默认 { $value }
template-default-by-profile = 各方案的默认值：{ $values }
template-only-profile = 仅用于方案 { $profiles }
template-profile = 方案：{ $profile }，可用 --profile 更改
template-own = 您自己的模板：{ $path }
template-render-example = 例如：

## 安装

install-failed = 失败
install-built = Keepalived { $version } 已经编译好
install-adopted = 本机已有 Keepalived { $version }（{ $program }），直接使用
install-preflight = 可以编译 Keepalived { $version }{ $packages ->
    [none] {""}
   *[other] ；已安装：{ $packages }
  }
install-packages = 编译所缺的软件包将由 { $manager } 安装：{ $packages }
install-without = 没有 { $thing }，依赖它的功能不会编译
install-cached = { $path } 已存在
install-copied = 已复制 { $path }
install-fetched = { $url }
install-verified = SHA-256 { $sha256 }{ $pins ->
    [0] ，与给出的值一致
   *[other] ，与 { $pins } 家发行版打包者记录的一致
  }
install-unpacked = { $path }
install-configured = 选项：{ $features }
install-compiled = { $files ->
    [0] 已经编译过
   *[other] 编译的文件数：{ $files }
  }
install-installed = { $path }
install-smoke = 程序是 Keepalived { $version }，可以测试配置
install-switched = { $before ->
    [same] 当前使用的就是 Keepalived { $version }
    [none] 开始使用 Keepalived { $version }
   *[other] 由 Keepalived { $before } 切换到 { $version }；{ $before } 保留
  }
install-package-there = 发行版软件包 { $version } 已经安装
install-package-done = 已用 { $manager } 安装发行版软件包 { $version }
install-config-kept = { $path } 原本就存在，保持不变
install-config-none = 没有给出虚拟 IP，暂不生成 { $path }
install-config-written = { $path }，由模板 { $template } 生成
install-restarted = 已重启 Keepalived
install-started = 已启动 Keepalived
install-not-started = 没有启动 Keepalived
install-running = Keepalived 正在运行，保持不变
install-reloaded = Keepalived 已在运行，并已读取新配置
install-switched-back = 已换回 Keepalived { $version } 并重新运行
install-no-autostart = 本机没有可在开机时启动 Keepalived 的机制
uninstall-stopped = 已停止 Keepalived
uninstall-package = 已移除软件包 { $package }
uninstall-removed = 已移除的文件和目录数：{ $count }
uninstall-kept = 保留：{ $path }
uninstall-foreign = 不是 vipkeeper 创建的，未移除：{ $path }
uninstall-build-packages = 为编译安装的软件包，未移除：{ $packages }
uninstall-nothing = 没有可移除的内容
install-end-running = Keepalived { $version } 已安装并在运行。
install-end-stopped = Keepalived { $version } 已安装。{ $path } 不是 vipkeeper 生成的：请先查看，再用 { $command } start 启动
install-end-no-config = Keepalived { $version } 已安装，尚无配置。下一步：{ $command } install --vip 10.0.0.100/24 生成配置并启动；若自备 { $path }，则运行 { $command } start
ask-vip = 虚拟 IP 及前缀长度，例如 10.0.0.100/24（留空则以后配置）：
ask-interface = 承载它的网卡（留空则用 { $default }）：
ask-peer = 另一台服务器的地址（留空则用组播）：

## 服务

service-started = Keepalived 正在运行（进程 { $pid }，由 { $manager } 管理）
service-stopped = Keepalived 已停止
service-reloaded = Keepalived 正在重新读取配置
service-not-running = Keepalived 没有运行（{ $manager }：{ $state }）
service-running-since = Keepalived { $version } 自 { $since } 起运行（进程 { $pid }，由 { $manager } 管理）
service-autostart = { $autostart ->
    [enabled] Keepalived 会开机启动
    [unsupported] 该服务管理器不支持开机启动
   *[disabled] Keepalived 不会开机启动
  }

status-last-exit = 上次退出：{ $exit }
status-program = 程序：{ $program }（{ $origin ->
    [own-build] 由 vipkeeper 编译
    [package] 发行版软件包
   *[other] 其他来源
  }）
status-autostart = 开机启动：{ $autostart ->
    [enabled] 已启用
    [unsupported] 服务管理器不支持
   *[disabled] 未启用
  }
status-config = 配置：{ $path }（{ $valid ->
    [true] 有效
   *[false] 无效
  }；错误：{ $errors }，警告：{ $warnings }）
status-config-missing = 配置：{ $path } 不存在
status-config-unreadable = 配置：{ $path } 无法读取
status-instance = { $name }（{ $interface }）：{ $state }，优先级 { $priority }
status-instance-unknown = { $name }（{ $interface }）
status-takeover = 检查 { $check }：{ $may ->
    [yes] 本机可以接管
    [last] 没有更好的节点时，本机才会接管：{ $reason }
   *[no] 本机不得接管：{ $reason }
  }
status-vip = { "  " }{ $address }：{ $held ->
    [true] 在本机
   *[false] 不在本机
  }

release-running = Keepalived 正在运行（进程 { $pid }）；未移除任何地址
release-removed = 已从 { $interface } 移除 { $address }：由 { $instance } 遗留

heal = { $reason ->
    [started] Keepalived 没有运行，已启动
    [stopped] 检查 { $check } 失败，已停止 Keepalived
    [drained] 本节点已下线维护；无需操作
    [running] Keepalived 正在运行；无需处理
    [not-installed] Keepalived 未安装；无需处理
    [not-configured] Keepalived 没有配置；无需处理
    [not-wanted] Keepalived 未设为自动启动；无需处理
    [stopped-by-hand] Keepalived 已由 vipkeeper stop 停止；无需处理
    [unhealthy] Keepalived 没有运行；检查 { $check } 失败期间保持如此
    [not-yet-risen] 检查 { $check } 已恢复，但时间还不够长
    [cooling-down] 刚刚执行过操作；等待中
   *[another-runs] 另一个 heal 正在运行
  }

## 演练与下线

cli-drill = 主动将虚拟 IP 交给对端，测量中断时间，再切换回来
cli-drill--port = 在虚拟 IP 上测量的端口；默认取检查所用的端口
cli-drill--dry-run = 只用模拟器说明会发生什么；有地址不会漂移时退出码为 3
cli-drill--yes = 不询问
cli-drain = 将本节点下线维护，重启后仍然有效；对端不接管时拒绝执行
cli-undrain = 使本节点恢复服务
drill-ask = 将虚拟 IP 交给对端再切换回来？
drill-phase-away = 等待对端接管 …
drill-phase-back = 等待本节点重新接管 …
drill-away = 切出：{ $took } 毫秒后 { $master } 成为 MASTER，其中无 MASTER { $silence } 毫秒；{ $measured ->
    [yes] 新连接中断 { $outage } 毫秒（每毫秒一次，失败 { $failed } 次）
   *[no] 未测量连接
 }
drill-back = 切回：{ $took } 毫秒后 { $master } 成为 MASTER，其中无 MASTER { $silence } 毫秒；{ $measured ->
    [yes] 新连接中断 { $outage } 毫秒（每毫秒一次，失败 { $failed } 次）
   *[no] 未测量连接
 }
drill-stays = 切回：因配置了 nopreempt，虚拟 IP 留在对端；本节点已重新参与选举，在对端执行演练即可切换回来
drill-felt = 新连接中断 { $outage } 毫秒（每毫秒一次，失败 { $failed } 次）
drill-dry-now = { $master ->
    [yes] 当前：本节点是 MASTER
   *[no] 当前：本节点不是全部实例的 MASTER；演练应在 MASTER 上执行
 }
drill-dry-not-preferred = 按优先级，本节点不是这对节点中的 MASTER；只能模拟 MASTER 一方
drill-dry-away = 切出：{ $moves ->
    [yes] 对端在 { $within } 毫秒内接管 { $instance }；{ $way ->
        [ask] 在此之前本节点继续服务
       *[trial] 本节点先退出选举
     }
   *[no] 对端不会接管 { $instance }
 }
drill-dry-back = 切回：{ $returns ->
    [yes] { $instance } 在 { $within } 毫秒内回到本节点
   *[no] { $instance } 留在对端（nopreempt）
 }
drill-dry-ready = 未模拟：对端是否就绪；演练在移动任何地址之前会自行确认{ $assumed ->
    [yes] {"。"}对端配置未知，假定与本机相同而优先级低 10（可在 vipkeeper.toml 的 [peer] 中用 config 指明）
   *[no] {""}
 }
drain-done = { $count ->
    [0] 本节点已下线维护；没有需要转移的虚拟 IP
   *[other] 本节点已下线维护；{ $took } 毫秒后 { $to } 接管了 { $instances }
 }
undrain-done = { $drained ->
    [yes] 本节点已重新参与选举
   *[no] 本节点并未下线
 }
status-drained = 自 { $since } 起下线维护，操作者 { $author }（{ $purpose ->
    [drill] 正在演练
   *[maintenance] 用 vipkeeper undrain 恢复
 }）
warning-drill-no-port = vipkeeper.toml 中的检查都没有端口，因此不测量连接；可用 --port 指定
warning-drill-unreachable = { $address } 的端口 { $port } 没有应答，因此不测量连接；可用 --port 指定其他端口
error-drill-unreachable = 虚拟 IP 的端口 { $port } 无法稳定连接
hint-drill-unreachable = 服务是否也监听虚拟 IP，而不只是 127.0.0.1？虚拟 IP 均未停留在别处
error-drill-not-master = 本节点没有可交出的虚拟 IP；{ $count ->
    [0] 网络上也没有其他 MASTER
   *[other] MASTER 是 { $masters }
 }
hint-drill-not-master = 请在 MASTER 节点上执行演练
error-drain-no-instance = keepalived.conf 中没有同时设置网卡和 virtual_router_id 的 vrrp_instance
hint-drain-no-instance = 用 vipkeeper template list 查看可用的配置模板
error-drain-not-followed = 无法下线 { $instance }：它没有跟踪维护文件
hint-drain-tracker = 在 keepalived.conf 中加入 track_file drain {"{"} file { $path } weight -253 {"}"}，并在该实例的 track_file 块中加入 drain，然后执行 vipkeeper apply
error-drain-weight = { $instance } 以权重 { $weight } 跟踪维护文件，不足以使其退出选举
hint-drain-weight = -253 可让对端先接管；nopreempt 用 -254，同步组用 0
error-drain-busy = 另一个 drill、drain 或 undrain 正在进行
hint-drain-busy = 请等待其结束；vipkeeper status 可查看状态
error-drain-drained = 本节点自 { $since } 起已下线维护，操作者 { $author }
hint-drain-undrain = 用 vipkeeper undrain 恢复
error-drain-wire = 无法监听网络，因此无法得知对端是否接管
error-drain-not-taken = { $waited } 毫秒内没有节点接管 { $instances }：对端未就绪；{ $served ->
    [yes] 本节点一直在提供服务
   *[no] 本节点已立即重新参与选举
 }
hint-drain-not-taken = 在对端检查：Keepalived 是否运行，服务是否应答（vipkeeper status），nopreempt 是否一致？如果刚修改过本机的 keepalived.conf：vipkeeper reload
error-drain-not-home = 本节点已重新参与选举，但 { $waited } 毫秒内 { $instances } 没有回来
hint-drain-not-home = vipkeeper status 可查看是否有检查使其不能参选；在此期间由对端提供服务
error-drain-stopped = 已中断；本节点照常参与选举

## 角色

role-dry-run = 未作任何更改；将会执行：
role-step = { $name }：{ $step ->
    [stop-receiving] 不再从源服务器接收
    [stop-replica] 复制已停止；其设置保留
    [allow-writes] 接受写入（read_only 关闭）
   *[refuse-writes] 拒绝写入（read_only 开启）
  }
role-rest = { $name }：{ $rest ->
    [primary] 本机持有虚拟 IP，服务器接受写入
    [contested] 本机与另一节点暂时同时持有虚拟 IP：在此期间不提升任何服务器
    [replica] 本机不持有虚拟 IP，服务器拒绝写入
    [undecided] 本机不持有虚拟 IP，服务器接受写入，但未听到其他节点为 MASTER：保持原样
    [promote-is-off] 本机持有虚拟 IP，服务器拒绝写入；因 promote 未开启，保持原样
    [demote-is-off] 本机不持有虚拟 IP，服务器接受写入；因 demote 未开启，保持原样
    [behind] 未提升：{ $seconds } 秒后，已接收的事务仍未全部应用；在此之前继续拒绝写入（when_behind = "stale" 会丢弃其余部分）
    [apply-stopped] 未提升：已接收的事务未全部应用，且应用已停止：{ $told ->
        [no] SQL 线程没有运行
       *[yes] { $error }
      }
    [never-received] 未提升：该副本从未从源服务器接收过任何内容，无法确认其数据与源一致
   *[applying] 正在应用已接收的事务；之后的步骤取决于结果
  }
error-role-unknown = { $path } 中没有角色 { $name }
hint-role-unknown = 在其中加入 [roles.{ $name }]，写明 target、credentials、promote 与 demote
error-role-which-instance = { $path } 中的 vrrp_instance 不是恰好一个，而该角色没有写明跟随哪一个
error-role-no-instance = { $path } 中没有 vrrp_instance { $name }
hint-role-instance = 在 [roles.…] 下写明：instance = "…"；现有：{ $instances }
error-role-incomplete = { $path } 中的 vrrp_instance { $name } 缺少 interface 或 virtual_router_id
error-role-wire = 无法监听是否有其他节点为 MASTER；不能确认时不降级任何服务器
error-role-no-effect = 服务器声称已执行“{ $step }”，状态却没有变化
error-role-busy = 另一个进程已更改此角色达 { $seconds } 秒
hint-role-server = 服务器保持原样；待其应答后再次运行（守护进程会自动重试）

## 检查

check-healthy = { $kind } { $target }：健康，{ $milliseconds } 毫秒内应答
check-agent-up = 守护进程的结论：健康
check-agent-down = 守护进程的结论：不健康

failure-not-resolved = { $kind } { $target }：无法解析主机名 { $host }：{ $message }
failure-refused = { $kind } { $target }：连接被拒绝
failure-socket-missing = { $kind } { $target }：套接字文件不存在
failure-unreachable = { $kind } { $target }：不可达：{ $message }
failure-queue-full = { $kind } { $target }：服务器不接受连接：队列已满
failure-timed-out = { $kind } { $target }：{ $milliseconds } 毫秒内{ $stage ->
    [resolve] 域名服务没有应答
    [connect] 没有建立连接
    [greeting] 没有收到问候包
    [login] 登录没有得到应答
    [query] 查询没有得到应答
    [write] 心跳写入没有返回（磁盘已满或存储挂起？）
    [tls] 没有完成 TLS 握手
    [response] 没有收到响应
    [start] 命令没有启动
    [exit] 命令没有结束
    [search] /proc 没有应答
   *[ping] ping 没有得到应答
  }
failure-silent = { failure-timed-out }（两个连接均如此）
failure-closed = { $kind } { $target }：服务器{ $stage ->
    [greeting] 未发送问候包就
    [login] 在登录过程中
    [ping] 未应答 ping 就
    [query] 未应答查询就
    [write] 未完成心跳写入就
    [tls] 在 TLS 握手过程中
    [response] 未响应请求就
    [exit] 在命令结束前
   *[other] 立即
  }关闭了连接
failure-not-mysql = { $kind } { $target }：不是 MySQL 服务器（问候以“{ $start }”开头）
failure-protocol = { $kind } { $target }：服务器使用协议 { $version }，而不是 10
failure-malformed = { $kind } { $target }：数据包格式错误：{ $what }
failure-access-denied = { $kind } { $target }：用户 { $user } 被拒绝访问（{ $code }）
failure-access-denied-in-clear = { $kind } { $target }：用户 { $user } 被拒绝访问（{ $code }）：密码错误，或该账户要求使用 TLS（服务器支持 TLS，可设置 “tls = true”）
failure-account-unusable = { $kind } { $target }：账户 { $user } 不可用（{ $code }）：{ $message }
failure-too-many-connections = { $kind } { $target }：连接数过多（{ $code }）
failure-host-blocked = { $kind } { $target }：本机被服务器屏蔽（1129）；在服务器上执行 FLUSH HOSTS 可解除
failure-host-not-allowed = { $kind } { $target }：本机不被允许连接（1130）
failure-shutting-down = { $kind } { $target }：服务器正在关闭（1053）
failure-tls-required = { $kind } { $target }：服务器要求 TLS（{ $code }）：请在检查中设置 “tls = true”
failure-tls-not-offered = { $kind } { $target }：检查要求 TLS，但服务器未提供：请在服务器上启用 TLS，或从检查中去掉 “tls” 和 “ca_file”
failure-unsupported-plugin = { $kind } { $target }：账户使用 { $plugin } 登录，此检查不支持
failure-server-error = { $kind } { $target }：服务器返回错误 { $code }：{ $message }
failure-stranger = { $kind } { $target }：不是 { $protocol } 服务器（它发来“{ $start }”）
failure-login-refused = { $kind } { $target }：用户 { $user } 登录被拒绝：{ $message }
failure-password-required = { $kind } { $target }：服务器要求密码，而此检查没有密码：{ $message }
failure-too-many-clients = { $kind } { $target }：客户端过多：{ $message }
failure-not-ready = { $kind } { $target }：服务器尚未就绪：{ $message }
failure-cannot-save = { $kind } { $target }：服务器无法保存数据：{ $message }
failure-refusal = { $kind } { $target }：服务器应答：{ $message }
failure-role = { $kind } { $target }：当前为 { $is }，应为 { $expected }
failure-link-down = { $kind } { $target }：与主库的连接已断开：{ $message }
failure-http-status = { $kind } { $target }：HTTP 状态码 { $status }，应为 { $expected }
failure-body-lacks = { $kind } { $target }：响应正文中没有“{ $text }”
failure-certificate = { $kind } { $target }：证书不被接受：{ $message }
failure-certificate-ends = { $kind } { $target }：证书将在 { $days } 天后到期，至少应有 { $expected } 天
failure-tls-failed = { $kind } { $target }：TLS 失败：{ $message }
failure-not-started = { $kind } { $target }：无法启动：{ $message }
failure-exit-status = { $kind } { $target }：退出码 { $code }：{ $line }
failure-signalled = { $kind } { $target }：被信号 { $signal } 终止：{ $line }
failure-no-process = { $kind } { $target }：没有这个进程
failure-pid-file = { $kind } { $target }：无法使用 pid 文件：{ $message }
failure-unit-state = { $kind } { $target }：单元状态为 { $state }，应为 active
failure-lag = { $kind } { $target }：复制延迟 { $lag } 秒，最多应为 { $expected } 秒
failure-lag-unknown = { $kind } { $target }：复制延迟未知
failure-no-replica = { $kind } { $target }：它不是从库
failure-replica-stopped = { $kind } { $target }：从库的 { $thread } 线程已停止：{ $message }
# MySQL：集群与事务
failure-gtid-gap = { $kind } { $target }：已接收但尚未应用的事务有 { $gap } 个，最多应为 { $expected } 个
failure-no-gtid = { $kind } { $target }：复制未使用 GTID，无法得知缺少多少事务；请改用 lag_at_most，或让从库使用 GTID
failure-galera = { $kind } { $target }：{ $variable } 为 { $is }，应为 { $expected }
failure-no-galera = { $kind } { $target }：它不是 Galera 集群的节点（没有 wsrep 变量）
failure-group-state = { $kind } { $target }：它在组复制中的状态为 { $state }，应为 ONLINE
failure-group-minority = { $kind } { $target }：组内 { $members } 个成员只能连通 { $reachable } 个，未达到多数：写入会挂起
failure-connections-used = { $kind } { $target }：{ $most } 个连接已用 { $used } 个，最多应为 { $expected } %
failure-other = { $kind } { $target }：{ $message }

## 日志

log-started = Keepalived { $version } 启动。
log-stopped = Keepalived 已结束。
log-reloading = Keepalived 正在重新读取配置。
log-reloaded = 新配置已生效。
log-refused = Keepalived 没有启动：配置无法使用，原因见上面几行。
log-config-missing = Keepalived 没有启动：{ $path } 不存在。
log-config-error = Keepalived 不接受 { $path } 第 { $line } 行：{ $problem }。该行要设置的内容可能没有生效。
log-child-died = Keepalived 的 { $child } 进程异常结束，正在重新启动。其间 VIP 无人看护。
log-state = { $state ->
    [master] 本节点接管了 { $instance } 的 VIP。
    [fault] { $instance } 已退出选举，恢复后才会重新参与。
    [stop] { $instance } 已停止。
   *[backup] { $instance } 进入待命。
  }
log-group-state = { $state ->
    [master] 同步组 { $group } 整组接管。
    [fault] 同步组 { $group } 整组退出选举。
   *[backup] 同步组 { $group } 整组待命。
  }
log-silence = { $instance }：已收不到对端的通告，由本节点接管。
log-resigned = { $instance }：本节点已通知其他节点自己退出。
log-peer-resigned = { $instance }：对端主动退出，接管只需等待本节点的 skew 时间。
log-peer-higher = { $instance }：{ $peer } 的优先级 { $priority } 高于本节点的 { $own }，由它接管。
log-peer-lower = { $instance }：{ $peer } 也是 MASTER，优先级 { $priority } 较低（本节点 { $own }）。若持续出现，说明两个节点互相收不到通告，形成了双主。
log-lower-discarded = { $instance }：{ $peer } 以较低的优先级 { $priority } 担任 MASTER，本节点正等待接管。
log-priority-changed = { $instance }：检查使本节点的优先级由 { $from } 变为 { $to }。
log-fault-script = { $instance }：退出选举，因为脚本 { $name } 失败。
log-fault-interface = { $instance }：退出选举，因为网卡 { $name } 已断开。
log-fault-file = { $instance }：退出选举，因为跟踪文件 { $name } 的值要求如此。
log-fault-process = { $instance }：退出选举，因为进程 { $name } 不存在。
log-fault-address = { $instance }：退出选举，因为没有可用于发送的地址。
log-script-succeeded = 检查 { $script } 正常。
log-script-failed = 检查 { $script } 的失败次数已达到 fall（退出码 { $status }）。
log-script-timed-out = 检查 { $script } 超时没有结果。
log-script-returned = 检查 { $script } 现在返回 { $status }，达到 rise 或 fall 后才有结论。
log-script-still-runs = 检查 { $script } 到了下一次执行时间仍未结束：耗时超过了 interval。
log-timer-expired = Keepalived 有 { $seconds } 秒没有运行：机器被暂停或过于繁忙。其间它没有收发任何通告，对端可能已经接管。
log-interface = { $state ->
    [up] 网卡 { $interface } 已连接。
   *[down] 网卡 { $interface } 已断开。
  }
log-unknown-vrid = { $interface } 上有其他集群，或 virtual_router_id 不一致的节点，正在使用 VRID { $vrid }。
log-interval-mismatch = { $instance }：两个节点的 advert_int 不同（本节点 { $own } 秒，对端 { $received } 秒），互不接受，会形成双主。
log-authentication-mismatch = { $instance }：两个节点的密码或认证方式不同，互不接受，会形成双主。
log-address-mismatch = { $instance }：两个节点的 virtual_ipaddress 不一致。
log-owner-clash = { $instance }：有两个节点的优先级为 255 或地址相同；地址拥有者只能有一个。
log-scripts-unsafe = 脚本以 root 身份运行，而其他用户可能修改它们：没有设置 enable_script_security。
log-script-disabled = 脚本 { $script } 无法执行，对应的检查不起作用。
error-log-none = 本机没有 Keepalived 的日志；查找过：
hint-log-none = 先启动：vipkeeper start
error-log-journal = 无法读取 journal
error-log-since = “{ $text }”不是过去的时间
hint-log-since = 例如：10m、2h、09:30、2026-11-22 或 "2026-11-22 09:30"
warning-log-no-lines = 没有符合条件的行

cli-logs = 显示 Keepalived 的日志，并说明各行的含义
cli-logs--follow = 继续显示此后写入的内容
cli-logs--lines = 只显示最新的若干行；默认 50 行，使用 --since 时为全部
cli-logs--grep = 只显示包含该文字的行
cli-logs--since = 只显示该时间之后的行：10m、09:30、2026-11-22 或 "2026-11-22 09:30"

## 守护进程

serve-panel = 面板：http://{ $address }/
serve-check-skipped = 检查 { $name } 未运行：{ $reason }
serve-check-kept = 检查 { $name } 保持原样继续运行：{ $reason }
serve-settings-kept = 继续使用之前读取的设置

## 演示

demo-installing = 正在从发行版安装：{ $packages }
demo-building = 正在用网络命名空间搭建两台服务器、一台交换机和一个客户端……
demo-up = { $design ->
    [classic] 传统方案
   *[resident] vipkeeper
  }：{ $seconds } 秒后虚拟 IP 已在 node-a 上
demo-panel = { $node }：http://{ $address }/
demo-fault = { $kind ->
    [service_frozen] 服务冻结
    [link_cut] 链路中断
    [node_frozen] 节点冻结
    [node_lost] 节点断电
   *[service_killed] 服务被杀
  }：中断 { $outage } 毫秒，虚拟 IP { $from } → { $to }，{ $heal } 秒恢复
demo-design = { $design ->
    [classic] 传统方案（每 2 秒一次脚本、fall 2、优先级 100/99、通告间隔 1 秒）
   *[resident] vipkeeper（常驻检查、优先级 250/240、通告间隔 100 毫秒）
  }：杀死服务 { $count } 次，中断中位数 { $median } 毫秒，最长 { $max } 毫秒
demo-began = { $kind ->
    [service_killed] 正在杀死 MASTER 上的服务……
    [service_frozen] 正在冻结 MASTER 上的服务……
    [link_cut] 正在切断 MASTER 的链路……
    [node_frozen] 正在冻结 MASTER 上的全部进程……
    [node_lost] 正在切断 MASTER 的电源……
   *[heal] 正在恢复一切……
  }
demo-struck = { $kind ->
    [service_frozen] 服务冻结
    [link_cut] 链路中断
    [node_frozen] 节点冻结
    [node_lost] 节点断电
   *[service_killed] 服务被杀
  }：客户端中断 { $outage } 毫秒；虚拟 IP 从 { $from } 转移到 { $to }
demo-healed = 已恢复：{ $seconds } 秒后虚拟 IP 回到 node-a
demo-interrupted = 已中断；所有内容均已清除
demo-removed = 所有内容均已清除
demo-clean-nothing = 没有需要清除的内容
demo-clean-removed = 已清除演示 { $id } 留下的内容
demo-column-node = 节点
demo-column-state = 状态
demo-column-priority = 优先级
demo-column-vip = 虚拟 IP
demo-column-check = 检查
demo-column-panel = 页面
demo-vip-here = 在此
demo-vip-not-here = –
demo-keys = k 杀死服务   f 冻结   c 切断链路   h 全部恢复   q 退出
error-demo = 演示出错
error-demo-command = vipkeeper 自身的命令失败：{ $command }
error-demo-holders = { $count ->
    [none] 没有节点持有虚拟 IP
   *[other] 虚拟 IP 不在应在的位置，而在 { $holders }
  }
error-demo-no-terminal = 演示需要终端来显示画面并接收按键
hint-demo-no-terminal = vipkeeper demo --headless 无需终端即可运行
error-demo-no-ip = 缺少程序 ip
hint-demo-no-ip = 请安装软件包 iproute2
error-demo-name-taken = 网络命名空间 { $name } 已存在
hint-demo-name-taken = vipkeeper demo --clean 可清除被强行终止的演示留下的内容
error-demo-clean = 无法清除演示 { $id } 留下的内容
hint-demo-tcp = vipkeeper demo --service tcp 不需要数据库

## 配置

level-error = 错误
level-warning = 警告
level-hint = 提示
level-note = 说明
level-fix = 修复
config-clean = 没有发现问题
config-summary = 错误 { $errors } 个，警告 { $warnings } 个，提示 { $hints } 个
config-fixed = 已应用修复：{ $count } 处
config-unformatted = 空白格式不规范；可用 vipkeeper config fmt 整理

cli-config = 检查与编辑 keepalived.conf
cli-config-check = 指出配置有什么问题、为什么、如何改正；有错误时退出码为 3
cli-config-check--file = 文件，或 - 表示标准输入；默认本节点的 keepalived.conf
cli-config-check--peer = 另一节点的文件，用于对照
cli-config-check--fix = 应用毫无歧义的修复
cli-config-check--deny = 遇到此类问题也以 3 退出
cli-config-check--target-version = 将读取该文件的版本；默认为已安装版本，否则为最新版
cli-config-check--format = 结果的输出格式
cli-config-fmt = 整理配置的空白，不改动其他内容
cli-config-fmt--file = 文件，或 - 表示标准输入；默认本节点的 keepalived.conf
cli-config-fmt--check = 不作修改；若需要修改则以 3 退出
cli-config-get = 输出一个值
cli-config-get--path = 例如 vrrp_instance.VI_1.priority
cli-config-get--file = 文件，或 - 表示标准输入；默认本节点的 keepalived.conf
cli-config-set = 设置一个值；其余字节保持不变
cli-config-set--path = 例如 vrrp_instance.VI_1.priority
cli-config-set--value = 值，按文件中的写法
cli-config-set--file = 文件，或 - 表示标准输入；默认本节点的 keepalived.conf
cli-config-diff = 显示一个文件会带来的变化；有差异时退出码为 3
cli-config-diff--file = 文件
cli-config-diff--with = 与此文件比较；默认本节点的 keepalived.conf

## 向导

wizard-template = 要让什么服务始终可达？
wizard-unicast = 两台服务器如何通信？
wizard-multicast-means = 组播：无需配置，适用于普通局域网
wizard-unicast-means = 单播：点对点，适用于云主机和不支持组播的网络
wizard-profile = 通告多快、如何证明身份？
wizard-profile-classic = VRRP 版本 2，每秒一次，明文密码：所有版本都支持
wizard-profile-fast = VRRP 版本 3，每秒十次
wizard-profile-hmac = 同样快，且每个通告都签名
wizard-required = 此项必须回答
wizard-choose = 请从 { $count } 项中按编号或名称选择
wizard-default = 留空：{ $default }
wizard-optional = 留空：不用
wizard-listening = 正在 { $interface } 上监听其他虚拟路由 …
wizard-heard = 已被使用：{ $vrids }
wizard-heard-one = { $vrid }（{ $speakers }）
wizard-heard-none = 没有听到
wizard-not-heard = 无法监听网络，因此不知道哪些编号已被使用
wizard-written = 已写入：本机用 { $own }，对端用 { $peer }
wizard-written-checks = 已写入：{ $path }，两台服务器通用
wizard-findings = 两份文件仍有需要注意之处：
wizard-next = 下一步，在本机：{ $command } apply { $own }；在对端使用它的文件：vipkeeper apply { $peer }
wizard-next-checks = 在此之前，请在两台服务器上把 { $path } 放到 { $place }
error-wizard-ended = 问题尚未答完输入就结束了，未写入任何文件
error-wizard-json = 向导需要由人回答
hint-wizard-json = 程序请使用 vipkeeper template render 的 --set、--output 与 --peer-output

cli-template-new = 逐项询问需求，写出两台服务器的文件
cli-template-new--output = 本机的文件，必须尚不存在
cli-template-new--peer-output = 对端的文件，必须尚不存在

## 脚本

error-script-unknown = 没有脚本 { $name }
hint-script-unknown = 现有：{ $known }
hint-script-none = 本节点没有脚本，可用 vipkeeper script new NAME 新建
error-script-nothing = { $name } 只打开文件，不运行程序
error-script-run = 脚本无法运行
error-script-isolate = 无法为脚本建立隔离网络
error-script-name = “{ $name }”不能用作脚本名
hint-script-name = 脚本名由字母、数字、- _ 和 . 组成，最多 64 个字符
error-script-exists = { $path } 已存在
hint-script-exists = 用 vipkeeper script edit 修改，或换一个名字
error-script-syntax = { $path } 未改动：新内容无法被其 shell 解析
error-script-editor = 编辑器 { $editor } 未正常结束，未做任何改动
hint-script-editor = 用 EDITOR=… 指定其他编辑器，或用 --with FILE 给出新内容
script-not-absolute = { $program } 不是绝对路径，实际运行的程序取决于 Keepalived 的启动方式
script-missing = 没有文件 { $path }
script-not-a-file = { $path } 不是文件
script-not-executable = { $user } 无权执行 { $path }
script-no-such-account = 本机没有用户或组 { $name }
script-not-roots = { $path } 属于用户 { $owner } 而非 root，启用 enable_script_security 的 Keepalived 会拒绝该脚本
script-writable = root 以外的用户可修改 { $path }（权限 { $mode }），启用 enable_script_security 的 Keepalived 会拒绝该脚本
script-no-interpreter = { $path } 不是程序，首行也没有解释器；请以 #!/bin/sh 开头
script-interpreter-missing = { $path } 首行指定的 { $interpreter } 不存在
script-use-check = 检查
script-use-notify = 通知
script-use-none = 未使用
script-run-success = 成功：以 { $user } 运行 { $duration } 毫秒，退出码 0
script-run-failure = 失败：以 { $user } 运行 { $duration } 毫秒，退出码 { $code }
script-run-killed = 以 { $user } 运行 { $duration } 毫秒后被信号 { $signal } 终止
script-run-too-long = 失败：以 { $user } 运行 { $duration } 毫秒仍未结束，已终止
script-proof-here = 本机：{ $said }
script-proof-isolated = 无任何服务响应时：{ $said }
script-proof-can-fail = 该检查能够判定失败。
script-proof-cannot-fail = 所有端口都关闭时该检查仍判定成功：它没有通过网络检查（或使用套接字文件），虚拟 IP 可能永远不会漂移。
script-comment-asks = 退出码 0 表示健康，其他表示不健康。
script-comment-empty = 写好检查内容之前一律判定失败；退出码 0 表示健康。
script-made = 已创建 { $path }
script-saved = 已保存 { $path }
script-unchanged = 没有变化

cli-script = 查看、试运行和编写 Keepalived 运行的脚本
cli-script-list = 列出 keepalived.conf 与脚本目录中的脚本，以及妨碍 Keepalived 运行它们的问题
cli-script-show = 显示脚本内容，以及妨碍 Keepalived 运行它的问题
cli-script-show--name = vrrp_script 名、实例及关键字（VI_1.notify_master）或文件名
cli-script-run = 按 Keepalived 的方式运行脚本：相同的用户、环境和时限
cli-script-run--name = vrrp_script 名、实例及关键字（VI_1.notify_master）或文件名
cli-script-run--timeout = 超过此时间即终止，例如 500ms 或 2s；默认与 Keepalived 相同
cli-script-prove = 证明检查能够判定失败：在所有端口都关闭的网络中运行；判定失败时退出码为 0
cli-script-prove--name = vrrp_script 名或文件名
cli-script-prove--timeout = 超过此时间即终止，例如 500ms 或 2s；默认与 Keepalived 相同
cli-script-edit = 用编辑器修改脚本；shell 无法解析的内容会被拒绝
cli-script-edit--name = vrrp_script 名、实例及关键字（VI_1.notify_master）或文件名
cli-script-edit--with = 从此文件读取新内容，- 表示标准输入
cli-script-new = 在脚本目录中新建脚本
cli-script-new--name = 文件名
cli-script-new--check = 检查什么，例如 mysql 或 tcp；不填则在写好之前一律判定失败
cli-script-new--target = 检查对象：地址:端口或套接字路径
cli-script-history = 列出脚本有过的内容
cli-script-history--name = vrrp_script 名、实例及关键字或文件名
cli-script-restore = 恢复脚本有过的内容
cli-script-restore--name = vrrp_script 名、实例及关键字或文件名
cli-script-restore--revision = script history 中的编号
## 更改

apply-ask = 执行此更改？
apply-declined = 没有做任何更改
apply-not-tested = Keepalived 自身的测试没有得出结论
apply-no-history = 更改将在没有历史记录的情况下继续
apply-phase = { $phase ->
    [writing] 正在写入文件 …
    [reloading] 正在通知 Keepalived …
    [verifying] 正在查看结果 …
    [awaiting-confirmation] 一切正常
    [keeping] 更改已保留
   *[taking-back] 正在撤回 …
  }
apply-ended = { $result ->
    [unchanged] 无需更改：文件已是应有的内容
    [applied] 修订版 { $revision } 已就位；Keepalived 没有运行，因此只做了测试
    [verified] 修订版 { $revision } 已就位，Keepalived 正按其运行
    [awaiting-confirmation] 修订版 { $revision } 就位至 { $until }，确认后才会保留：vipkeeper confirm
    [confirmed] 修订版 { $revision } 已保留
   *[taken-back] 修订版 { $revision } 已撤回；文件已恢复原样
  }
apply-reason = {"  "}原因：{ $line }
apply-left = 恢复旧文件后：{ $line }
apply-recovered = 修订版 { $revision } 曾中途中断；现已处理（vipkeeper history）

plan-nothing = 对 Keepalived 没有任何变化
plan-changed = { $block }：{ $keyword } { $from } → { $to }
plan-added = { $block }：增加 { $keyword } { $to }
plan-removed = { $block }：删除 { $keyword } { $from }
plan-block-added = 增加 { $block }
plan-block-removed = 删除 { $block }
plan-hand-over = { $instance }：若另一节点的优先级高于 { $priority }，本节点将交出 VIP
plan-take-over = { $instance }：本节点将接管 VIP（{ $priority } 高于 MASTER 的 { $master }）
plan-address-leaves = { $instance }：{ $address } 将离开本节点
plan-peer-must-follow = { $instance }：其他节点必须同样更改，否则无法互相理解，会出现两个 MASTER

fault-ended = Keepalived 已退出
fault-restarted = Keepalived 退出后被重新启动（进程 { $before }，现为 { $now }）
fault-complaint = Keepalived 报告：{ $line }
fault-not-reloaded = Keepalived 没有报告已读取配置
fault-no-answer = Keepalived 没有说明它在运行什么
fault-instance-missing = 文件中有 { $instance }，但它没有运行
fault-instance-left = { $instance } 在运行，但文件中没有
fault-value = { $instance }：文件中 { $keyword } 为 { $file }，而 Keepalived 运行的是 { $running }
fault-not-settled = { $instance } 既不是 MASTER 也不是 BACKUP，而是 { $state }
fault-address-missing = { $instance } 是 MASTER，但 { $address } 不在 { $interface } 上
fault-address-left = { $address } 在 { $interface } 上，而它不应在此
fault-deaf = { $instance } 丢弃了另一节点发送的通告（{ $counter } 增加了 { $count }）：节点之间无法互相理解
fault-two-masters = { $instance } 是 MASTER，而 { $source } 也是
reason-not-reloaded = Keepalived 没有重新加载：{ $said }
reason-not-watched = 届时将无人撤回：{ $said }
reason-not-confirmed = 没有及时确认
reason-declined = 按要求撤回
reason-broken-off = 执行更改的命令中途结束（{ $phase }）

history-empty = 还没有修订版
history-line = { $mark }{ $revision }  { $at }  { $result ->
    [candidate] 未就位
    [applied] 已就位
    [verified] 已验证
    [rejected] 被拒绝
   *[rolled-back] 已撤回
  } · { $origin ->
    [apply] 应用
    [adopted] 接管
    [outside] 手工修改
    [rollback] 恢复
   *[import] 导入
  } · { $author }  { $message }
history-reason = {"       "}{ $reason }
history-exported = 已导出修订版：{ $count }
history-imported = 已导入修订版：{ $count }

cli-apply = 更改 keepalived.conf：检查、测试、显示变化、写入、重新加载、验证；不良更改会被撤回
cli-apply--file = 新文件，或含有 keepalived.conf 的目录，或 - 表示标准输入
cli-apply--dry-run = 只说明会改变什么
cli-apply--peer-follows = 另一节点正同时做同样的更改：不因暂时无法互相理解而撤回
cli-apply--confirm-within = 若 vipkeeper confirm 未在此时间内执行则撤回，例如 60s
cli-apply--message = 历史记录中的说明
cli-apply--yes = 不询问
cli-confirm = 保留正在等待确认的更改
cli-rollback = 恢复较早的修订版；不给编号时撤回等待确认的更改，否则回到上一个修订版
cli-rollback--revision = 修订版编号
cli-rollback--confirm-within = 若 vipkeeper confirm 未在此时间内执行则撤回，例如 60s
cli-rollback--message = 历史记录中的说明
cli-rollback--yes = 不询问
cli-history = 列出 keepalived.conf 的修订版
cli-history-show = 打印某个修订版的文本
cli-history-show--revision = 修订版编号
cli-history-diff = 显示某个修订版改变了什么，或两个修订版的差异；有差异时退出码为 3
cli-history-diff--revision = 修订版编号
cli-history-diff--with = 较新的修订版；不给时与其前一个比较
cli-history-export = 将所有修订版写入文件
cli-history-export--file = 文件
cli-history-import = 导入文件中的修订版；都不会生效
cli-history-import--file = 文件
cli-apply-watch = 未及时确认时撤回更改（供 apply 使用）

## 推演

cli-simulate = 在故障发生之前说明何种故障下谁是 MASTER；若有故障不能转移虚拟 IP，退出码为 3
cli-simulate--file = 一个节点的文件
cli-simulate--peer = 另一节点的文件
cli-simulate--all = 显示全部故障组合，而不只是单一故障
simulate-nothing = 这些文件中没有可推演的 vrrp_instance
simulate-every-failure-moves = MASTER 上的任何单一故障都会把地址转移到另一节点。
simulate-stuck = 以下单一故障不能把地址转移到可以服务的节点：

## 检查与 keepalived.conf
wiring-not-followed = keepalived.conf 中没有任何配置跟踪检查 { $check }：它失败时虚拟 IP 不会漂移
wiring-otherwise = 检查 { $check } 的策略是 "{ $policy }"，而 { $instance } 用 "{ $weight }" 跟踪它，应为 "{ $wanted }"
wiring-moves-nothing = 检查 { $check } 不起作用：它失败后本机优先级仍为 { $own }，{ $assumed ->
    [yes] 对端优先级假定为 { $peer }
   *[no] 对端优先级为 { $peer }
}
hint-wiring-otherwise = 请修改 keepalived.conf 中的跟踪项，或 vipkeeper.toml 中该检查的策略
hint-wiring-moves-nothing = 请加大权重；如果对端的优先级不同，请在 vipkeeper.toml 的 [peer] 中写明对端配置：config = "/对端/keepalived.conf/的路径"
