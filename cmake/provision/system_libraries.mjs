// Emscripten compiles its C and C++ libraries on first use. We do it here, with progress, so that a later
// build neither stalls in its first link nor looks for the network.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  keyOf, makeTemporary, moveIntoPlace, readStamp, remove, removeStamp, writeFile, writeStamp,
} from './files.mjs';
import { inToolchain, pins } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say, startStep } from './progress.mjs';
import { run } from './run.mjs';

/** The name, address and folder by which this Emscripten recognises its SDL2 port as fetched. */
function readSdlPort(root) {
  const text = readFileSync(join(root, 'tools/ports/sdl2.py'), 'utf8');
  const values = {};
  const fill = (pattern) => pattern?.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  for (const name of ['VERSION', 'TAG', 'SUBDIR']) {
    values[name] = fill(new RegExp(`^${name} = f?'([^']+)'`, 'm').exec(text)?.[1]);
  }
  return { folder: values.SUBDIR, url: fill(/fetch_project\('sdl2', f?'([^']+)'/.exec(text)?.[1]) };
}

/**
 * Gives Emscripten [sourceDir] as its SDL2 port. The documented way, EMCC_LOCAL_PORTS, would have to be in
 * the environment of every compile, walk through the tree each time and print two warnings; so the tree is
 * put where the port's own download would have put it, marked as the port marks it.
 */
function placeSdlPort({ root, cache }, sourceDir) {
  const { folder, url } = readSdlPort(root);
  if (!folder || !url) {
    throw new Problem(`The SDL2 port in ${root} is not as expected. Please report this with your "emcc --version".`);
  }
  const port = join(cache, 'ports/sdl2');
  mkdirSync(join(cache, 'ports'), { recursive: true });
  const temporary = makeTemporary(port);
  symlinkSync(sourceDir, join(temporary, folder));
  writeFile(join(temporary, '.emscripten_url'), `${url}\n`);
  moveIntoPlace(temporary, port);
}

/** What embuilder is called with, one call after the other: [{variant, flags, targets}]. */
const plan = () => Object.entries(pins.emscripten.systemLibraries)
  .flatMap(([variant, { flags, calls }]) => calls.map((targets) => ({ variant, flags, targets })));

const describeCall = ({ variant, targets: [first, ...others] }) =>
  `${first}${others.length > 0 ? ` and ${others.length} more` : ''} (${variant})`;

/**
 * Builds what pins.json lists for the Emscripten of [facts]. [sdl] is {dir, key} of a source tree, or null to
 * let the port download its own.
 */
export async function provisionSystemLibraries(facts, sdl) {
  const key = keyOf(2, facts.version, facts.root, facts.cache, sdl?.key);
  const calls = plan();
  const keyOfCall = ({ flags, targets }) => keyOf(flags, targets);
  let stamp = readStamp('libraries');
  if (stamp?.key !== key) {
    removeStamp('libraries');
    remove(facts.cache);
    stamp = { key, done: [] };
  }
  const open = calls.filter((call) => !stamp.done.includes(keyOfCall(call)));
  if (open.length === 0 && existsSync(facts.cache)) return;
  if (sdl) placeSdlPort(facts, sdl.dir);
  const step = startStep("Emscripten's libraries");
  let count = calls.length - open.length;
  for (const call of open) {
    const { flags, targets } = call;
    step.update(`${count++} of ${calls.length} parts, now ${describeCall(call)}`);
    // --force: what an interrupted call left half written would otherwise pass for finished.
    const args = ['--force', ...flags, 'build', ...targets];
    const { code, stdout, stderr } = await run(inToolchain('bin/embuilder'), args);
    if (code !== 0) {
      step.stop();
      const lines = `${stdout}\n${stderr}`.trim().split('\n');
      const reason = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
      throw new Problem(`Emscripten could not build ${targets.join(', ')}: ${reason}
What is done is kept; run the same command again.`);
    }
    stamp.done.push(keyOfCall(call));
    writeStamp('libraries', stamp);
  }
  step.done(`${calls.length} parts`);
  if (!sdl) say("SDL2 is the one of Emscripten's own port.");
}
