// @ts-check
// The canvas in the page: its size, its pointers, and when it is drawn. Nothing is drawn while nothing changes or
// while nobody can see it; there is no main loop.

import { TextPainter } from './text_painter.mjs';

/** Order of PointerPhase in app.h. */
const phases = { pointermove: 0, pointerdown: 1, pointerup: 2, pointerleave: 3, pointercancel: 3 };

/** How far a finger may stray to the side and still be about to scroll, in CSS pixels. */
const touchSlop = 6;

/** How long WebKit may take to show a new canvas, in milliseconds. */
const lateLayer = 500;

/** Pixels of a picture on paper for each CSS pixel. */
const paperRatio = 3;

export class CanvasHost {
  #app;
  #canvas;
  #onChange;
  #isScheduled = false;
  #isOnScreen = false;
  #revision;
  /** What pointers did since the last frame. @type {{ phase: number, at: readonly [number, number, boolean] }[]} */
  #pointers = [];
  /** Where a finger came down that has not yet shown what it wants. @type {readonly [number, number, boolean] | null} */
  #held = null;
  /** Where a finger that counts was last. @type {readonly [number, number, boolean] | null} */
  #finger = null;
  /** The browser took the picture's context away, and may give it back. */
  #isLost = false;
  /** While the page is being printed. */
  #isOnPaper = false;
  /** What is printed in the canvas's place. @type {HTMLCanvasElement | undefined} */
  #paper;
  /** The module trapped or the host was closed: nothing is asked of it any more. */
  #isOver = false;
  #closing = new AbortController();
  /** @type {{ disconnect(): void }[]} */
  #observers = [];
  /** Frames drawn so far. @type {number} */
  frames = 0;
  /**
   * Called once when the module traps. Nothing is drawn after that: what it says then means nothing. Whoever
   * listens closes this host and makes another with a new module.
   * @type {(error: unknown) => void}
   */
  onTrap = (error) => console.error(error);
  /** Sets texts that the module's faces cannot. @type {TextPainter} */
  #texts = new TextPainter();

  /**
   * @param {any} app the module that Emscripten made, its fonts set
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} onChange called when something done on the canvas has changed the document
   */
  constructor(app, canvas, onChange) {
    this.#app = app;
    this.#canvas = canvas;
    this.#onChange = onChange;
    this.#revision = app.revision();
  }

  /** False where the browser has no WebGL 2. */
  open() {
    // Asking first keeps SDL from logging what the page says in a sentence.
    if (!document.createElement('canvas').getContext('webgl2')) return false;
    this.#app.specialHTMLTargets['#canvas'] = this.#canvas;
    this.#app.textPainter = this.#texts;
    this.#keepTouchFromSdl();
    if (!this.#app.openCanvas()) return false;
    this.#followContext();
    this.#followReader();
    this.#followSize();
    this.#followVisibility();
    this.#followPointers();
    // What WebKit draws before it has put the canvas among its layers it never shows, and nothing tells when that is:
    // on narrow pages the first picture was blank until something moved.
    if (navigator.vendor.startsWith('Apple')) setTimeout(() => this.invalidate(), lateLayer);
    return true;
  }

  /** Asks for a frame. Any number of calls before the next frame make one. */
  invalidate() {
    if (this.#isScheduled || !this.#isOnScreen || document.hidden || this.#isLost || this.#isOver) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#draw();
      this.#fitHeight();
    });
  }

  /** The document may have changed, and not on the canvas. */
  follow() {
    const revision = this.#ask(() => this.#app.revision());
    if (revision === undefined || revision === this.#revision) return;
    this.#revision = revision;
    this.invalidate();
  }

  /** The picture as it stands, as a PNG of the canvas's own pixels. @returns {Promise<Blob>} */
  async png() {
    if (this.#canvas.offsetWidth === 0) throw new Error('The picture is hidden, so there is nothing to take.');
    this.#bringUpToDate();
    // In the task that drew: once it ends, the browser may throw the pixels away.
    return new Promise((resolve, reject) => {
      this.#canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no PNG of the picture.'))), 'image/png');
    });
  }

  /** The same as an SVG document, nothing hovered; empty where there is no picture. */
  svg() {
    if (this.#canvas.offsetWidth === 0) return '';
    this.#bringUpToDate();
    const text = this.#ask(() => this.#app.svg()) ?? '';
    this.invalidate();
    return text;
  }

  /** Lets go of the canvas, the page's events and the module, so that another host can take them. */
  close() {
    this.#isOver = true;
    this.#closing.abort();
    for (const observer of this.#observers) observer.disconnect();
    this.#app.JSEvents?.removeAllEventListeners();
  }

  /** Before its first frame, or out of sight, the picture has neither its size nor the height of its content. */
  #bringUpToDate() {
    for (let pass = 0; pass < 2; pass++) {
      this.#resize();
      this.#draw();
      this.#fitHeight();
    }
  }

  #draw() {
    if (this.#isLost || this.#isOver) return;
    this.#ask(() => {
      this.#feedPointers();
      const wantsMore = this.#app.frame(freshSeed()) || this.#pointers.length > 0;
      this.#canvas.style.cursor = this.#app.isOverButton() ? 'pointer' : '';
      this.frames += 1;
      const revision = this.#app.revision();
      if (wantsMore) this.invalidate();
      return revision;
    }, (revision) => {
      if (revision === this.#revision) return;
      this.#revision = revision;
      this.#onChange();
    });
  }

  /**
   * Asks something of the module. A trap leaves it in the middle of what it did: nothing can be asked after that.
   * What the page does with the answer is not the module's fault.
   * @template T
   * @param {() => T} question
   * @param {(answer: T) => void} [answered]
   * @returns {T | undefined}
   */
  #ask(question, answered) {
    if (this.#isOver) return undefined;
    let answer;
    try {
      answer = question();
    } catch (error) {
      this.#isOver = true;
      this.onTrap(error);
      return undefined;
    }
    answered?.(answer);
    return answer;
  }

  // A browser takes contexts away: too many on one page, a driver that restarts, a phone that slept. Told that we
  // stay, it gives another, empty one.
  #followContext() {
    this.#listen(this.#canvas, 'webglcontextlost', (event) => {
      event.preventDefault();
      this.#isLost = true;
      // While it is lost every call on it does nothing, so the backend's objects go in peace.
      this.#ask(() => this.#app.contextLost());
    });
    this.#listen(this.#canvas, 'webglcontextrestored', () => {
      this.#ask(() => this.#app.contextRestored(), () => {
        this.#isLost = false;
        this.invalidate();
      });
    });
  }

  /** Until the host is closed. @param {EventTarget} target @param {string} type @param {(event: any) => void} listener */
  #listen(target, type, listener, options = {}) {
    target.addEventListener(type, listener, { ...options, signal: this.#closing.signal });
  }

  /** The content decides how tall the canvas is; the page scrolls, the canvas never does. */
  #fitHeight() {
    if (this.#isOver) return;
    const height = `${Math.ceil(this.#app.contentHeight())}px`;
    if (this.#canvas.style.height !== height) this.#canvas.style.height = height;
  }

  #followSize() {
    const observer = new ResizeObserver(([entry]) => this.#resize(entry));
    try {
      observer.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      // WebKit cannot say how many device pixels a box has.
      observer.observe(this.#canvas);
    }
    this.#observers.push(observer);
    // Zooming and moving to another screen change the ratio; a box in CSS pixels does not tell.
    const followRatio = () => {
      this.#listen(matchMedia(`(resolution: ${devicePixelRatio}dppx)`), 'change', () => {
        this.#resize();
        followRatio();
      }, { once: true });
    };
    followRatio();
  }

  /** @param {ResizeObserverEntry} [entry] */
  #resize(entry) {
    const { width, height } = this.#canvas.getBoundingClientRect();
    if (width === 0 || height === 0 || this.#isOver) return;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const pixelWidth = this.#isOnPaper ? Math.round(width * paperRatio) : devicePixels(width, exact?.inlineSize);
    const pixelHeight = this.#isOnPaper ? Math.round(height * paperRatio) : devicePixels(height, exact?.blockSize);
    if (this.#canvas.width !== pixelWidth) this.#canvas.width = pixelWidth;
    if (this.#canvas.height !== pixelHeight) this.#canvas.height = pixelHeight;
    this.#ask(() => this.#app.resize(width, height, pixelWidth, pixelHeight));
    if (!this.#isOnScreen) return;
    // A resized canvas is blank until it is drawn: not in the next frame, now. Its height follows with the next, since
    // an observer that changes what it observes is an error to browsers.
    this.#draw();
    requestAnimationFrame(() => this.#fitHeight());
  }

  #followVisibility() {
    const observer = new IntersectionObserver(([entry]) => {
      this.#isOnScreen = entry.isIntersecting;
      this.invalidate();
    });
    observer.observe(this.#canvas);
    this.#observers.push(observer);
    this.#listen(document, 'visibilitychange', () => this.invalidate());
  }

  /** The theme is the page's own attribute where it has one, else the system's; on paper it is light. */
  #followReader() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const finger = matchMedia('(pointer: coarse)');
    const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
    const apply = () => {
      this.#ask(() => {
        const theme = this.#isOnPaper ? 'light' : document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
        this.#app.setTheme(contrast.matches ? `${theme}Contrast` : theme);
        this.#app.setMotionReduced(still.matches);
        this.#app.setTouched(finger.matches);
      });
      this.invalidate();
    };
    for (const query of [dark, still, finger, contrast]) this.#listen(query, 'change', apply);
    this.#listen(window, 'beforeprint', () => {
      this.#isOnPaper = true;
      apply();
      this.#bringUpToDate();
      // What WebGL has drawn just now no printer is given; what is copied from it is.
      this.#paper = copyOf(this.#canvas);
      this.#canvas.after(this.#paper);
    });
    this.#listen(window, 'afterprint', () => {
      this.#isOnPaper = false;
      this.#paper?.remove();
      apply();
      this.#bringUpToDate();
    });
    const observer = new MutationObserver(apply);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#observers.push(observer);
    apply();
  }

  // Pointer events, not SDL's mouse: SDL loses a drag that leaves the canvas, and takes every swipe from the
  // page. `touch-action: pan-y` in the style sheet leaves vertical swipes to the page.
  #followPointers() {
    for (const type of /** @type {(keyof typeof phases)[]} */ (Object.keys(phases))) {
      this.#listen(this.#canvas, type, (event) => this.#point(type, event));
    }
  }

  // SDL cancels the end of every touch, though told to leave fingers alone. Browsers log that as an error where the
  // touch had become a swipe.
  #keepTouchFromSdl() {
    for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel']) {
      this.#listen(this.#canvas, type, (event) => event.stopImmediatePropagation(), { capture: true, passive: true });
    }
  }

  /** @param {keyof typeof phases} type @param {PointerEvent} event */
  #point(type, event) {
    if (!event.isPrimary || (type === 'pointerdown' && event.button !== 0)) return;
    const box = this.#canvas.getBoundingClientRect();
    const isTouch = event.pointerType === 'touch';
    const at = /** @type {const} */ ([event.clientX - box.left, event.clientY - box.top, isTouch]);
    // A drag goes on outside the canvas.
    if (type === 'pointerdown') this.#canvas.setPointerCapture(event.pointerId);
    if (isTouch) this.#touch(type, at);
    else this.#pointers.push({ phase: phases[type], at });
    this.invalidate();
  }

  /**
   * A finger that comes down may be about to scroll the page: it counts once it goes sideways, or is lifted where it
   * came down.
   * @param {keyof typeof phases} type @param {readonly [number, number, boolean]} at
   */
  #touch(type, at) {
    if (type === 'pointerdown') {
      this.#held = at;
    } else if (type === 'pointermove') {
      if (this.#held && Math.abs(at[0] - this.#held[0]) < touchSlop) return;
      this.#putFingerDown();
      this.#pointers.push({ phase: phases.pointermove, at });
      this.#finger = at;
    } else {
      if (type === 'pointerup' && this.#held && Math.abs(at[1] - this.#held[1]) < touchSlop) this.#putFingerDown();
      // Also when the page took the finger for scrolling, whose event does not say where it was.
      if (this.#finger) this.#pointers.push({ phase: phases.pointerup, at: this.#finger }, { phase: phases.pointerleave, at });
      this.#held = null;
      this.#finger = null;
    }
  }

  #putFingerDown() {
    if (!this.#held) return;
    this.#pointers.push({ phase: phases.pointerdown, at: this.#held });
    this.#finger = this.#held;
    this.#held = null;
  }

  // Dear ImGui looks once a frame. Pressed and let go between two looks would never have been pressed; moved and let
  // go, the last stretch of a drag would be lost, and where frames are slow that is most of it.
  #feedPointers() {
    let hasMoved = false;
    while (this.#pointers.length > 0) {
      const { phase, at } = this.#pointers[0];
      if (phase === phases.pointerup && hasMoved) return;
      this.#pointers.shift();
      this.#app.point(phase, ...at);
      if (phase === phases.pointerdown || phase === phases.pointerup) return;
      hasMoved = true;
    }
  }
}

/**
 * How many device pixels a length in CSS pixels covers. The browser's own count is exact where zoom makes the ratio
 * a fraction, but an emulated screen has been seen to count in CSS pixels: it is believed to within a pixel.
 * @param {number} length
 * @param {number} [counted]
 */
function devicePixels(length, counted) {
  const computed = length * devicePixelRatio;
  return counted !== undefined && Math.abs(counted - computed) <= 1 ? counted : Math.round(computed);
}

/** @param {HTMLCanvasElement} canvas drawn in this task */
function copyOf(canvas) {
  const copy = document.createElement('canvas');
  Object.assign(copy, { className: 'paper', width: canvas.width, height: canvas.height });
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

/** A seed that nobody has chosen. */
export const freshSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];
