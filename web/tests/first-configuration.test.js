import assert from "node:assert/strict";
import test from "node:test";

import { installCommand } from "../first-configuration.js";

const answers = (vip, face = "", peer = "") => ({ vip, interface: face, peer });

test("answers become the options of install", () => {
  assert.equal(installCommand(answers("")).command, "vipkeeper install");
  const { command, wrong } = installCommand(answers(" 10.0.0.100/24 ", "bond0.1", "fd00::2"));
  assert.equal(command, "vipkeeper install --vip 10.0.0.100/24 --interface bond0.1 --peer fd00::2");
  assert.deepEqual(wrong, []);
});

test("what cannot be right is named and stays out of the command", () => {
  for (const vip of ["10.0.0.100", "10.0.0.256/24", "10.0.0.1/33", "10.0.0.1/24/1", "a/24", "10.0.0.1/+8"]) {
    assert.deepEqual(installCommand(answers(vip)).wrong, ["vip"], vip);
  }
  const { command, wrong } = installCommand(answers("fd00::9/64", "eth0; reboot", "$(id)"));
  assert.equal(command, "vipkeeper install --vip fd00::9/64");
  assert.deepEqual(wrong, ["interface", "peer"]);
});
