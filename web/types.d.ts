// The shapes of `GET /api/v1/state`; their source is crates/panel/src/wire.rs.
// Times are RFC 3339 in UTC, latencies microseconds.

export type InstanceState = "INIT" | "BACKUP" | "MASTER" | "FAULT" | "STOP";
export type Health = "unknown" | "up" | "down";

export interface NodeState {
  node: string;
  at: string;
  keepalived: { running: boolean; pid: number | null };
  instances: Instance[];
  checks: Check[];
  /** Newest first. */
  transitions: Transition[];
  /** null while the node is in service. */
  drained: Drained | null;
}

export interface Drained {
  since: string;
  author: string;
  /** It comes back by itself. */
  is_drill: boolean;
}

export interface Instance {
  name: string;
  /** null while Keepalived has not told. */
  state: InstanceState | null;
  effective_priority: number | null;
  interface: string;
  vrid: number;
  virtual_ips: VirtualIp[];
}

export interface VirtualIp {
  /** As keepalived.conf writes it, such as `10.0.0.100/24`. */
  address: string;
  held: boolean;
}

export interface Check {
  name: string;
  kind: string;
  target: string;
  /** What its failure does, as vipkeeper.toml writes it. */
  policy: string;
  /** Whether it only says if this node may take over. */
  backup_only: boolean;
  health: Health;
  /** Why the last try failed; null when it succeeded. */
  reason: Text | null;
  latency_us: number | null;
  since: string;
}

/** A message in both languages; programs go by its id. */
export interface Text {
  id: string;
  en: string;
  "zh-CN": string;
}

export interface Transition {
  at: string;
  instance: string;
  from: InstanceState | null;
  to: InstanceState;
  priority: number;
}

// The page's own shapes.

/** One try of a check, as the sparkline shows it. */
export interface Sample {
  latencyUs: number;
  failed: boolean;
}

/** A message of messages/*.ftl and what goes into it. */
export interface Sentence {
  id: string;
  args?: Record<string, string | number>;
}

/** How something is doing; decides colour and mark. */
export type Tone = "good" | "calm" | "bad" | "warn" | "idle";

export type Link = "connecting" | "live" | "lost";
export type Theme = "auto" | "light" | "dark";
export type Locale = "en" | "zh-CN";
