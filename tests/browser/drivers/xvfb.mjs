// One display without a screen for all browsers of this process, started when the first asks for it.

import { startProcess } from './processes.mjs';

// Room for a viewport of 1280 × 900 CSS pixels at device pixel ratio 3, with the browser's own bars.
const kScreen = '4096x3072x24';
const kStartTimeoutMs = 15000;

let started = null;

/// Returns the name of the display (":7"), starting Xvfb on a free one the first time.
export function sharedDisplay(xvfb) {
  if (!xvfb) throw new Error('Xvfb is not installed');
  started ??= start(xvfb);
  return started;
}

function start(xvfb) {
  // Xvfb itself looks for a free display and writes its number to the descriptor named here; a
  // number chosen beforehand could be taken by another run in the meantime.
  const child = startProcess(
    xvfb, ['-displayfd', '3', '-screen', '0', kScreen, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let complaint = '';
    const timer = setTimeout(() => reject(new Error(`Xvfb did not start: ${complaint}`)), kStartTimeoutMs);
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}: ${complaint}`)));
    child.stdio[3].once('data', (chunk) => {
      clearTimeout(timer);
      // From here on the display must not keep Node alive: it is ended when Node exits.
      for (const handle of [child, child.stderr, child.stdio[3]]) handle.unref();
      resolve(`:${String(chunk).trim()}`);
    });
  });
}
