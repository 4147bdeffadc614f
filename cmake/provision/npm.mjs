// The npm packages that the tests and the build use: exactly those of package-lock.json.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, writeFile } from './files.mjs';
import { projectDir } from './paths.mjs';
import { Problem } from './problem.mjs';
import { startStep } from './progress.mjs';
import { run } from './run.mjs';

const lockFile = join(projectDir, 'package-lock.json');
// Inside node_modules, so that whoever deletes the folder deletes the record with it.
const recordFile = join(projectDir, 'node_modules/.logitscope-lock');

const record = () => sha256(readFileSync(lockFile));

export function isNpmReady() {
  if (!existsSync(lockFile)) return true;
  return existsSync(recordFile) && readFileSync(recordFile, 'utf8').trim() === record();
}

export async function provisionNpm() {
  if (isNpmReady()) return;
  const step = startStep('npm packages');
  // --ignore-scripts: nothing that we use needs one, and a package that downloads a browser would.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const install = () => run('npm', args, { cwd: projectDir });
  let result = await install();
  const isNetwork = /ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ERR_SOCKET|network|50[234]/.test(result.stderr);
  if (result.code !== 0 && isNetwork) {
    step.update('the network failed, trying once more');
    result = await install();
  }
  if (result.code !== 0) {
    step.stop();
    const lines = result.stderr.trim().split('\n');
    // The first lines are codes ("npm error code E404"); the sentence comes after them.
    const reason = lines.find((line) => /npm (error|ERR!) (?!code|errno|syscall)/.test(line)) ?? lines[0];
    throw new Problem(`npm ci did not succeed: ${reason.replace(/^npm (error|ERR!)\s*/, '')}
When the registry can be reached, run the same command again.`);
  }
  writeFile(recordFile, `${record()}\n`);
  step.done();
}
