// Processes that must not outlive the tests. Each is started as the leader of a process group of its
// own, so that whatever it starts in turn ends with it.

import { spawn } from 'node:child_process';

const running = new Set();
let isGuarded = false;

/// Starts [command] in a new process group. The group is killed when this process exits, whether by
/// its end, by an uncaught error or by a signal that can be caught.
export function startProcess(command, args, options = {}) {
  guardExit();
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  // The leader's end does not mean the group's: children of a crashed browser are ended here too.
  child.once('exit', () => signalGroup(child, 'SIGKILL'));
  return child;
}

/// Ends the whole group: politely first, by force after [graceMs].
export async function stopProcess(child, graceMs = 2000) {
  if (!child || !running.has(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
  }
  signalGroup(child, 'SIGKILL');
  running.delete(child);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is already gone, which is what was wanted.
  }
}

function guardExit() {
  if (isGuarded) return;
  isGuarded = true;
  process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));
  for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]]) {
    process.once(signal, () => process.exit(128 + number));
  }
}
