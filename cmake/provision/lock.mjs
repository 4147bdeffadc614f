// One provisioning at a time in one folder. The lock names its owner, so that one whose owner is gone
// (killed, power cut) is recognised and taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, linkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inToolchain, toolchainDir } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';

const lockPath = inToolchain('lock');
let isHeld = false;

/** When process [pid] began, in the kernel's ticks: a process number alone may have been given away again. */
function startTime(pid) {
  try { return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[19]; } catch { return ''; }
}

function isAlive({ pid, started }) {
  try { process.kill(pid, 0); } catch (error) { if (error.code === 'ESRCH') return false; }
  return startTime(pid) === started;
}

function readOwner(path = lockPath) {
  try { return JSON.parse(readFileSync(path, 'utf8')); } catch { return null; }
}

function tryToTake() {
  // Written elsewhere and linked: a lock that can be seen always has its owner's name in it.
  const mine = `${lockPath}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }));
  try {
    linkSync(mine, lockPath);
    isHeld = true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return isHeld;
}

/** Of several that find the same stale lock only one removes it, and nobody a fresh one. */
function removeStale(owner) {
  const aside = `${lockPath}.stale-${process.pid}`;
  try {
    renameSync(lockPath, aside);
    if (readOwner(aside)?.pid !== owner.pid) linkSync(aside, lockPath);
  } catch { /* another one was quicker */ }
  rmSync(aside, { force: true });
}

/** Waits for the lock as long as its owner lives. */
export async function takeLock() {
  try {
    mkdirSync(toolchainDir, { recursive: true });
  } catch (error) {
    throw new Problem(`The folder ${toolchainDir} cannot be made (${error.code}).
Set LOGITSCOPE_TOOLCHAIN_DIR to one that can.`);
  }
  let hasSaid = false;
  while (!tryToTake()) {
    const owner = readOwner();
    if (owner && !isAlive(owner)) {
      removeStale(owner);
      continue;
    }
    if (owner && !hasSaid) {
      say(`Another provisioning or build (process ${owner.pid}) is at work in ${toolchainDir}; waiting for it.`);
      hasSaid = true;
    }
    await sleep(300);
  }
}

export function releaseLock() {
  if (isHeld) rmSync(lockPath, { force: true });
  isHeld = false;
}
