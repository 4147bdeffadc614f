// @ts-check
// The instrument follows the section that is being read, until the reader takes the controls; then a button offers the way
// back, and another the way back from there. What the lesson sets is nothing to undo: the place of undo is taken by these
// buttons, which lead from one whole state to the other.

import { wholeLink } from './state.mjs';

/** A section counts as read once the scroll has rested on it so long. */
const restMilliseconds = 160;

/** Where the eye is, as a share of the window's height from the top: below the picture on a phone. */
const readingLine = { beside: 0.4, below: 0.68 };

export class Sections {
  #app;
  #follow;
  #lesson;
  #parts;
  /** @type {HTMLElement | null} */
  #read = null;
  /** The state that the lesson, or the page's own link, has left; any other is the reader's. */
  #ours = '';
  /** What the reader had when they went back to a section's settings. */
  #readers = '';
  /** The state to follow next. @type {string | null} */
  #wanted = null;
  /** While states are followed. @type {Promise<void> | null} */
  #following = null;
  #isDragging = false;
  #hasScrolled = false;
  #button = document.createElement('button');
  /** @type {any} */
  #timer;
  /** @type {((section: HTMLElement) => void)[]} */
  #listeners = [];

  /** @param {import('../page/app_handle.mjs').AppHandle} app @param {(link: string) => Promise<string[]>} follow @param {HTMLElement} lesson */
  constructor(app, follow, lesson) {
    this.#app = app;
    this.#follow = follow;
    this.#lesson = lesson;
    this.#parts = /** @type {HTMLElement[]} */ ([...lesson.querySelectorAll('section.lesson')]);
  }

  /** Called with every section that the reader comes to. @param {(section: HTMLElement) => void} listener */
  onRead(listener) {
    this.#listeners.push(listener);
  }

  start() {
    this.#ours = this.#app.view().link;
    this.#makeButton();
    this.#listenToText();
    this.#app.onChange(() => this.#showButton());
    const look = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), restMilliseconds);
    };
    addEventListener('scroll', () => {
      this.#hasScrolled = true;
      look();
    }, { passive: true });
    addEventListener('resize', look);
    const drag = (/** @type {boolean} */ isDragging) => () => {
      this.#isDragging = isDragging;
      if (!isDragging) look();
    };
    addEventListener('pointerdown', drag(true), { capture: true, passive: true });
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, drag(false), { capture: true, passive: true });
    this.#look();
  }

  /** Sets the instrument to a state that the reader asked for. @param {string} state */
  show(state) {
    // Whatever the scroll that has just come to rest would set, this is wanted more.
    this.#look(false);
    return this.#set(state);
  }

  /** One after the other, since each may have to fetch something; of those that wait only the last counts. @param {string} state */
  #set(state) {
    this.#wanted = state;
    this.#following ??= this.#followWanted();
    return this.#following;
  }

  async #followWanted() {
    /** @type {string[]} */
    let problems = [];
    while (this.#wanted !== null) {
      const state = this.#wanted;
      this.#wanted = null;
      problems = await this.#follow(wholeLink(state, this.#app.view().link));
    }
    this.#following = null;
    this.#app.startHere();
    this.#ours = this.#app.view().link;
    this.#showButton();
    // What was set is what the text is about; only what went wrong needs words of its own.
    const status = document.getElementById('status');
    if (status) status.textContent = problems.join(' ');
    // A view is begun from its top.
    this.#lesson.parentElement?.querySelector('.stage')?.scrollTo(0, 0);
  }

  #isReaders() {
    return !this.#following && this.#app.view().link !== this.#ours;
  }

  /** Finds the section that is read. @param {boolean} [follows] sets the instrument to it */
  #look(follows = true) {
    clearTimeout(this.#timer);
    if (this.#isDragging || this.#lesson.hidden) return;
    const isBeside = matchMedia('(min-width: 1000px)').matches;
    const line = innerHeight * readingLine[isBeside ? 'beside' : 'below'];
    const section = this.#parts.find((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return top <= line && line < bottom;
    });
    if (!section || section === this.#read) return;
    const isFirst = this.#read === null;
    this.#read = section;
    this.#readers = '';
    this.#mark(section);
    for (const listener of this.#listeners) listener(section);
    // Whoever has not scrolled yet came for the state that is there: the page's own, or a link's.
    if (follows && this.#hasScrolled && !(isFirst && scrollY === 0) && !this.#isReaders()) this.#set(section.dataset.state ?? '');
    this.#showButton();
  }

  /** @param {HTMLElement} section */
  #mark(section) {
    for (const link of this.#lesson.querySelectorAll('.contents a')) {
      if (link.getAttribute('href') === `#${section.id}`) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  #makeButton() {
    this.#button.type = 'button';
    this.#button.className = 'back';
    this.#button.addEventListener('click', async () => {
      // What it says next is known at once: hidden in between, it would lose the keyboard's focus.
      if (this.#isReaders()) {
        this.#readers = this.#app.view().link;
        await this.show(this.#read?.dataset.state ?? '');
      } else {
        await this.show(this.#readers);
        this.#ours = '';
        this.#readers = '';
      }
      this.#showButton();
    });
  }

  #showButton() {
    const isReaders = this.#isReaders();
    const says = isReaders ? 'Back to this section’s settings' : this.#readers ? 'Back to what you had' : '';
    if (this.#button.textContent !== says) this.#button.textContent = says;
    this.#button.hidden = says === '';
    if (this.#read && this.#button.parentElement?.parentElement !== this.#read) {
      const place = document.createElement('p');
      place.className = 'return';
      this.#button.parentElement?.remove();
      place.append(this.#button);
      this.#read.append(place);
    }
  }

  #listenToText() {
    this.#lesson.addEventListener('click', (event) => {
      const target = /** @type {Element} */ (event.target);
      const tried = /** @type {HTMLElement | null} */ (target.closest('button[data-state]'));
      if (tried) this.show(tried.dataset.state ?? '');
      // A recipe's button acts by itself; what it leaves is the lesson's all the same.
      if (target.closest('[data-action]')) setTimeout(() => {
        this.#ours = this.#app.view().link;
        this.#showButton();
      });
    });
    // The address holds the state; a heading is scrolled to without it.
    document.addEventListener('click', (event) => {
      const link = /** @type {Element} */ (event.target).closest?.('a[href^="#"]');
      const place = link && document.getElementById((link.getAttribute('href') ?? '').slice(1));
      if (!place) return;
      event.preventDefault();
      place.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
      const heading = /** @type {HTMLElement} */ (place.querySelector('h2') ?? place);
      if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }
}
