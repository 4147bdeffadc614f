// @ts-check
// Texts that the module's faces lack, or that need shaping, set whole by the browser: Chinese, Arabic, emoji, letters
// with marks of their own. The module asks for a width, then for the pixels.

/** The page's own faces first, as page.css names them; the reader's system has the rest. */
const families = [
  '"Logitscope Text", system-ui, sans-serif',
  '"Logitscope Text", system-ui, sans-serif',
  '"Logitscope Mono", ui-monospace, system-ui, monospace',
];
const weights = [400, 600, 400];

/** The most that a picture may measure, in device pixels. */
const largest = 2048;

/**
 * @typedef {object} Setting a text and how it is set
 * @property {string} text
 * @property {number} face in the order of Face in theme.h
 * @property {number} size in device pixels
 */

export class TextPainter {
  /** @type {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null} */
  #context = null;

  /** In device pixels. @param {Setting} setting */
  width(setting) {
    return this.#prepared(setting).measureText(setting.text).width;
  }

  /**
   * The text's picture: its pixels, and where its upper left corner lies as seen from the place on the baseline
   * where the text begins. All in device pixels.
   * @param {Setting} setting @param {string} colour
   */
  picture(setting, colour) {
    const measured = this.#prepared(setting).measureText(setting.text);
    const left = Math.floor(-measured.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-measured.actualBoundingBoxAscent) - 1;
    const width = Math.min(largest, Math.ceil(measured.actualBoundingBoxRight) + 1 - left);
    const height = Math.min(largest, Math.ceil(measured.actualBoundingBoxDescent) + 1 - top);
    if (!(width > 0 && height > 0)) return null;
    const { canvas } = this.#prepared(setting);
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    // A canvas that has changed its size has forgotten how it writes.
    const context = this.#prepared(setting);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = colour;
    context.fillText(setting.text, -left, -top);
    const pixels = context.getImageData(0, 0, width, height).data;
    // A system without a face for it may leave nothing at all.
    return pixels.some((value) => value > 0) ? { left, top, width, height, pixels } : null;
  }

  /** @param {Setting} setting */
  #prepared({ face, size }) {
    this.#context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const context = /** @type {CanvasRenderingContext2D} */ (this.#context);
    context.font = `${weights[face]} ${size}px ${families[face]}`;
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    return context;
  }
}
