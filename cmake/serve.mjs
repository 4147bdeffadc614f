// A static file server on this machine: for `npm start` and for the tests in browsers.

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const kHost = '127.0.0.1';

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/// What may lie beside a file, smaller: the better one first.
const kPackings = { br: 'br', gzip: 'gz' };

/// Serves the folder [root] under the path [prefix].
/// [port] 0 takes a free one; a port that is taken falls back to a free one.
/// [headers] go with every answer: an object, or a function of the path that returns one.
/// [hold]: a function of the path, whose promise every answer waits for.
/// Returns { url, origin, port, requests, close() }; [requests] grows with { method, path, status }.
export async function serve({ root, port = 0, prefix = '/', headers = {}, hold = () => {} }) {
  const site = { root: await realpath(root), prefix: slashed(prefix), headers, hold };
  const requests = [];
  const server = createServer(async (request, response) => {
    const note = { method: request.method, path: request.url, status: 0 };
    requests.push(note);
    const answer = await answerTo(site, request).catch(() => ({ status: 500 }));
    note.status = answer.status;
    write(response, request, answer);
  });
  await listen(server, port).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return listen(server, 0);
  });
  const origin = `http://${kHost}:${server.address().port}`;
  return {
    url: origin + site.prefix,
    origin,
    port: server.address().port,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function slashed(prefix) {
  return `/${prefix}/`.replace(/\/+/g, '/');
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, kHost, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answerTo(site, request) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const path = pathOf(request.url);
  if (path === null) return { status: 400 };
  await site.hold(path);
  const extra = typeof site.headers === 'function' ? site.headers(path) : site.headers;
  if (`${path}/` === site.prefix) return { status: 301, headers: { Location: site.prefix } };
  if (!path.startsWith(site.prefix)) return { status: 404, headers: extra };
  const found = await find(site, path.slice(site.prefix.length));
  if (found.redirect) return { status: 301, headers: { Location: found.redirect } };
  if (!found.file) return { status: 404, headers: extra };
  return withBody(found, request.headers['accept-encoding'] ?? '', extra);
}

// The decoded path without its query, or null where it is no path at all. A backslash would be a
// separator on Windows, a zero byte ends a name on some systems: neither is in a name of ours.
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0]);
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : null;
  } catch {
    return null;
  }
}

async function find({ root }, relative) {
  const asked = join(root, relative);
  const info = await stat(asked).catch(() => null);
  if (!info || !(await isInside(root, asked))) return {};
  if (!info.isDirectory()) return { file: asked, info };
  // Without the slash at its end, the page's relative links would point one folder too high.
  if (relative !== '' && !relative.endsWith('/')) return { redirect: `${encodeURIComponent(relative.split('/').at(-1))}/` };
  const index = join(asked, 'index.html');
  const indexInfo = await stat(index).catch(() => null);
  return indexInfo?.isFile() && (await isInside(root, index)) ? { file: index, info: indexInfo } : {};
}

// After links are followed, so that neither "../" nor a link leads out of the folder.
async function isInside(root, path) {
  const real = await realpath(path).catch(() => '');
  return real === root || real.startsWith(root + sep);
}

async function withBody({ file, info }, acceptEncoding, extra) {
  const headers = {
    'Content-Type': kTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...extra,
  };
  for (const [coding, ending] of Object.entries(kPackings)) {
    const packed = `${file}.${ending}`;
    const packedInfo = await stat(packed).catch(() => null);
    // One that is older than its original belongs to an earlier build.
    if (!packedInfo || packedInfo.mtimeMs < info.mtimeMs) continue;
    headers.Vary = 'Accept-Encoding';
    if (!new RegExp(`\\b${coding}\\b`).test(acceptEncoding)) continue;
    return { status: 200, headers: { ...headers, 'Content-Encoding': coding }, file: packed, length: packedInfo.size };
  }
  return { status: 200, headers, file, length: info.size };
}

function write(response, request, { status, headers = {}, file, length }) {
  if (!file) {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    return response.end(`${status}\n`);
  }
  response.writeHead(status, { ...headers, 'Content-Length': length });
  if (request.method === 'HEAD') return response.end();
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}
