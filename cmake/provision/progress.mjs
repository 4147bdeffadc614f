// What the user sees while a long step runs. On a terminal one line that is redrawn; in a log a new line
// every few seconds, and no carriage returns.
const kLogSeconds = 5;
const kTerminalSeconds = 0.2;

const isTerminal = process.stderr.isTTY === true;

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

const clearLine = () => { if (isTerminal) process.stderr.write('\r\x1b[K'); };

/** One line to keep. */
export function say(text) {
  clearLine();
  process.stderr.write(`${text}\n`);
}

/**
 * Starts a step that may take long. [describe], when given, is asked each time for what to show, so that a
 * step which only waits for another program can still look at what has arrived.
 */
export function startStep(title, describe = () => '') {
  const start = Date.now();
  let lastShown = start;
  let lastText = '';
  let detail = '';
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const show = () => {
    const shown = describe() || detail;
    const text = `  ${title}${shown && `: ${shown}`}`;
    const wait = isTerminal ? kTerminalSeconds : kLogSeconds;
    if (Date.now() - lastShown < wait * 1000) return;
    if (text === lastText && !isTerminal && Date.now() - lastShown < 3 * kLogSeconds * 1000) return;
    lastShown = Date.now();
    lastText = text;
    if (isTerminal) process.stderr.write(`\r\x1b[K${text} (${seconds()} s)`);
    else process.stderr.write(`${text} (${seconds()} s)\n`);
  };
  const timer = setInterval(show, isTerminal ? 200 : 1000);
  timer.unref();
  return {
    update(text) { detail = text; show(); },
    done(text = detail) {
      clearInterval(timer);
      say(`  ${title}${text && `: ${text}`} (${seconds()} s)`);
    },
    stop() { clearInterval(timer); clearLine(); },
  };
}
