// Runs one suite's program to its end, or to its limit, and leaves nothing of it behind.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Long enough for a test to close its browser after it was asked to end.
const kGraceMs = 5000;

const running = new Set();

/// Returns { code, signal, output, isLate }.
export function runChild(command, args, { cwd, env, seconds }) {
  const mark = `LOGITSCOPE_SUITE_RUN=${process.pid}-${Math.random().toString(36).slice(2)}`;
  const [name, value] = mark.split('=');
  // Profiles of browsers that were killed lie here, and go with it.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'logitscope-'));
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR, ...env, [name]: value },
    });
    running.add(child);
    let output = '';
    let isLate = false;
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const limit = setTimeout(() => {
      isLate = true;
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), kGraceMs).unref();
    }, seconds * 1000);
    child.once('error', (error) => (output += `${error.message}\n`));
    // What it left running holds its output open, so that "close" would not come: end that first.
    child.once('exit', () => killMarked(mark));
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      running.delete(child);
      rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 3 });
      resolve({ code, signal, output, isLate });
    });
  });
}

/// Ends every suite that still runs; for an interruption.
export function killChildren() {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

// Browsers run in groups of their own, so a suite that is killed can leave one behind. All that it
// started carries its mark in the environment, which Linux shows; elsewhere there is nothing to read.
function killMarked(mark) {
  for (const pid of processIds()) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
      if (environment.split('\0').includes(mark)) process.kill(pid, 'SIGKILL');
    } catch {
      // It ended while we looked, or is somebody else's.
    }
  }
}

function processIds() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}
