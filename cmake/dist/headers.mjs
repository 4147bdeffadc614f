// What a host should say of the files: for `npm start`, for the tests, and for hosts that read a file called _headers.

const kAlways = {
  // Scripts ask for modules and wasm from other origins, and from frames without an origin, only where this is allowed.
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
/** A name with a hash never means anything else. */
const kForEver = { 'Cache-Control': 'public, max-age=31536000, immutable' };
/** Kept too, but asked about each time: an answer of "still the same" is short. */
const kAsked = { 'Cache-Control': 'no-cache' };

/** @param {string} path of a request, from wherever the page is */
export function headersFor(path) {
  return { ...kAlways, ...(/\/assets\/[^/]+-[0-9a-f]{8}\.\w+$/.test(path) ? kForEver : kAsked) };
}

/** As Netlify, Cloudflare Pages and others read it. Where the page lies in a folder, its path belongs before both. */
export function headersFile() {
  const lines = (headers) => Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  // These hosts join what several rules say of one header, so no header stands in both. Left alone, they ask about a file
  // each time.
  return ['/*', ...lines(kAlways), '', '/assets/*', ...lines(kForEver), ''].join('\n');
}
