// WebKitWebDriver reports nothing of the console, and WebKit prints none of it in the private session
// that automation always is. So a script that runs before the page's own listens from within.

import { createHash } from 'node:crypto';

/// Runs in the page, first of all. Frames of the same origin report to the topmost.
function listen() {
  document.currentScript.remove();
  const key = Symbol.for('driverErrors');
  const describe = (value) => {
    if (value instanceof Error) return String(value);
    try {
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    } catch {
      return String(value);
    }
  };
  const own = [];
  let errors = own;
  try {
    errors = window.top[key] ?? own;
  } catch {
    // The topmost is of another origin: then this frame keeps its own.
  }
  Object.defineProperty(window, key, { value: errors });
  const print = console.error;
  console.error = (...values) => {
    errors.push(values.map(describe).join(' '));
    print.apply(console, values);
  };
  addEventListener('error', (event) => {
    // An event of the page's own making is the page's affair.
    if (event instanceof CustomEvent) return;
    const source = event.target?.src ?? event.target?.href;
    errors.push(source ? `could not load ${source}` : `uncaught ${describe(event.error ?? event.message)}`);
  }, true);
  addEventListener('unhandledrejection', (event) => errors.push(`unhandled rejection ${describe(event.reason)}`));
  document.addEventListener('securitypolicyviolation', (event) => {
    errors.push(`Content-Security-Policy: ${event.effectiveDirective} blocked ${event.blockedURI}`);
  });
}

const kScript = `(${listen})()`;
const kHash = `'sha256-${createHash('sha256').update(kScript).digest('base64')}'`;

/// An expression for what was heard in the current document.
export const kErrorsExpression = `(async () => JSON.stringify(window[Symbol.for('driverErrors')] ?? []))()`;

/// The document with the script before everything but its doctype.
export function withConsoleScript(html) {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? '';
  return `${doctype}<script>${kScript}</script>${html.slice(doctype.length)}`;
}

/// The policy with one source more: the hash of exactly this script. It allows the page nothing.
export function withConsoleSource(policy) {
  const directives = policy.split(';').map((text) => text.trim()).filter(Boolean);
  const names = directives.map((text) => text.split(/\s+/)[0].toLowerCase());
  const governs = ['script-src-elem', 'script-src', 'default-src'].find((name) => names.includes(name));
  const at = names.indexOf(governs);
  // Where inline scripts are allowed at large, a hash would take that permission away.
  if (at >= 0 && !allowsInline(directives[at])) directives[at] = `${directives[at].replace(/\s'none'/i, '')} ${kHash}`;
  return directives.join('; ');
}

function allowsInline(directive) {
  return /'unsafe-inline'/i.test(directive) && !/'(nonce|sha\d+)-/i.test(directive);
}
