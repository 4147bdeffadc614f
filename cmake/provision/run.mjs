// Runs other programs so that they never outlive us: an interrupted provisioning must leave nothing behind
// that still writes into the folder which the next one works on.
import { spawn } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const children = new Set();

/** Ends what run() started and has not finished. */
export function killChildren(signal = 'SIGTERM') {
  for (const child of children) {
    try { process.kill(-child.pid, signal); } catch { /* it has just ended */ }
  }
}

/** The first executable [name] on PATH that [accept]s, or null. */
export function findProgram(name, accept = () => true) {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir || '.', name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile() && accept(realpathSync(path))) return path;
    } catch { /* not here */ }
  }
  return null;
}

let setpriv;

/**
 * Runs [command] and returns {code, stdout, stderr}. Never rejects on a non-zero code; a program that
 * cannot be started gives code 127.
 */
export function run(command, args, { cwd, env, onLine } = {}) {
  // Kill -9 on us reaches our children only by way of the kernel: util-linux's setpriv asks it to.
  setpriv ??= process.platform === 'linux' ? findProgram('setpriv') ?? '' : '';
  const argv = setpriv ? [setpriv, '--pdeathsig', 'KILL', command, ...args] : [command, ...args];
  return new Promise((resolve) => {
    // A group of its own, so that killChildren() reaches grandchildren (embuilder's compilers) too.
    const child = spawn(argv[0], argv.slice(1), {
      cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    });
    children.add(child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      let rest = '';
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
        if (!onLine) return;
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        lines.forEach(onLine);
      });
    }
    const finish = (code) => { children.delete(child); resolve({ code, ...output }); };
    child.on('error', (error) => { output.stderr += error.message; finish(127); });
    child.on('close', (code) => finish(code ?? 1));
  });
}
