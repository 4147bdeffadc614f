// The W3C WebDriver protocol, as little of it as the WebKit driver needs.

import { setTimeout as sleep } from 'node:timers/promises';

/// One command: returns the answer's value, throws what the driver complains about.
export async function send(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    // The driver refuses a chunked body; a string is sent with its length.
    body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}

/// Waits until the driver at [base] answers.
export async function untilReady(base, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await send(base, 'GET', '/status');
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`the WebDriver did not answer within ${timeoutMs} ms: ${error.message}`);
      await sleep(25);
    }
  }
}

// Section 17.4.2 of the specification: keys without a character have code points of their own.
const kKeys = {
  Backspace: 0xe003, Tab: 0xe004, Enter: 0xe007, Shift: 0xe008, Control: 0xe009, Alt: 0xe00a,
  Escape: 0xe00c, Space: 0x20, PageUp: 0xe00e, PageDown: 0xe00f, End: 0xe010, Home: 0xe011,
  ArrowLeft: 0xe012, ArrowUp: 0xe013, ArrowRight: 0xe014, ArrowDown: 0xe015, Insert: 0xe016,
  Delete: 0xe017, F1: 0xe031, F2: 0xe032, F5: 0xe035, Meta: 0xe03d,
};

export function keyValue(name) {
  if (kKeys[name]) return String.fromCharCode(kKeys[name]);
  if ([...name].length !== 1) throw new Error(`no key "${name}"`);
  return name;
}
