// npm start: provides what is missing, builds, serves dist/ on this machine and says where.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { headersFor } from './dist/headers.mjs';
import { provision } from './provision/index.mjs';
import { projectDir } from './provision/paths.mjs';
import { orSayWhy } from './provision/problem.mjs';
import { findProgram } from './provision/run.mjs';
import { serve } from './serve.mjs';

const kPort = Number(process.env.PORT ?? 8080);

/** What opens an address on each system. */
const kOpeners = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };

function openBrowser(url) {
  const opener = kOpeners[process.platform];
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen || process.env.CI || !opener || !findProgram(opener)) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

await orSayWhy(async () => {
  await provision(['toolchain', 'sources', 'npm']);
  await build();
  const site = await serve({ root: join(projectDir, 'dist'), port: kPort, headers: headersFor });
  console.log(`\n  Logitscope runs at ${site.url}\n  Ctrl+C ends it.\n`);
  openBrowser(site.url);
});
