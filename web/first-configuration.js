// From answers to the command that makes a node's first configuration.

const V4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const V6 = /^[0-9a-f:]*:[0-9a-f:]*$/i;
const NAME = /^[\w.-]{1,15}$/;

/** @param {string} text */
const isAddress = (text) => V4.test(text) || V6.test(text);

/** @param {string} text */
function isCidr(text) {
  const [address, prefix, ...more] = text.split("/");
  const longest = V4.test(address) ? 32 : 128;
  return !more.length && isAddress(address) && /^\d+$/.test(prefix ?? "") && +prefix >= 1 && +prefix <= longest;
}

/**
 * The command, and the names of the answers that cannot be right; what is left
 * empty is left out.  Every answer that passes is one plain word for a shell.
 * @param {{ vip: string, interface: string, peer: string }} answers
 */
export function installCommand(answers) {
  const given = Object.entries(answers).map(([name, text]) => [name, text.trim()]);
  const fits = { vip: isCidr, interface: (/** @type {string} */ text) => NAME.test(text), peer: isAddress };
  const wrong = given
    .filter(([name, text]) => text && !fits[/** @type {keyof typeof fits} */ (name)](text))
    .map(([name]) => name);
  const words = given
    .filter(([name, text]) => text && !wrong.includes(name))
    .map(([name, text]) => `--${name} ${text}`);
  return { command: ["vipkeeper install", ...words].join(" "), wrong };
}
