// The eyes and the fence of a browser whose protocol has neither: an HTTP proxy on this machine that
// notes every request, forwards those to this machine only, and gives every HTML document the script
// that listens to the console.

import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { withConsoleScript, withConsoleSource } from './console_script.mjs';

const kLocal = new Set(['127.0.0.1', 'localhost']);

/// Returns { url, requests, close() }; [requests] grows with the URLs asked for. Of an encrypted
/// request only the origin can be seen.
export async function startProxy() {
  const requests = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(incoming.url);
    forward(incoming, outgoing);
  });
  server.on('connect', (incoming, socket) => {
    requests.push(`https://${incoming.url.replace(/:443$/, '')}/`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(incoming, outgoing) {
  const url = new URL(incoming.url, 'http://nowhere.invalid');
  const refuse = (status) => outgoing.writeHead(status).end();
  if (!kLocal.has(url.hostname)) return refuse(403);
  const { 'proxy-connection': _, ...headers } = incoming.headers;
  // A document is asked for uncompressed, since something is put into it.
  if (/text\/html/.test(headers.accept)) delete headers['accept-encoding'];
  const onward = request(url, { method: incoming.method, headers }, (answer) => {
    answerWith(outgoing, answer).catch(() => outgoing.destroy());
  });
  onward.on('error', () => refuse(502));
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

async function answerWith(outgoing, answer) {
  if (!/^text\/html/.test(answer.headers['content-type']) || answer.headers['content-encoding']) {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
    return;
  }
  const html = Buffer.from(withConsoleScript(String(await buffer(answer))));
  const headers = { ...answer.headers, 'content-length': html.length };
  const policy = headers['content-security-policy'];
  if (policy) headers['content-security-policy'] = withConsoleSource(policy);
  outgoing.writeHead(answer.statusCode, headers);
  outgoing.end(html);
}
