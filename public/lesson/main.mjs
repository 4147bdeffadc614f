// @ts-check
// The lesson in the page: its sections set the instrument, its figures are computed again by the core that draws the
// picture, its questions answered. The text itself is in the page already, whole.

import { runsOver } from '../../web/runs.mjs';
import { showExhibits } from './exhibit_buttons.mjs';
import { Figures } from './live_figures.mjs';
import { askQuestions } from './predict.mjs';
import { replayGravity } from './replay.mjs';
import { reachScrollers } from './scrollers.mjs';
import { Sections } from './follow.mjs';
import { wholeLink } from './state.mjs';
import { makeToggle } from './toggle.mjs';
import { offerPrompts } from './tutor.mjs';

/**
 * @param {import('../page/app_handle.mjs').AppHandle} app
 * @param {(link: string) => Promise<string[]>} follow fetches what a link names, then follows it
 */
export function startLesson(app, follow) {
  const lesson = document.getElementById('lesson');
  if (!lesson) return;
  // What only works with scripts is shown from here on.
  document.documentElement.dataset.lesson = 'live';
  // The module that is there when something is asked: one that has trapped is remade.
  const ls = runsOver({
    _run: (request) => app.module._run(request),
    _metricsOfLogits: (logits) => app.module._metricsOfLogits(logits),
    _metricsOfProbabilities: (probabilities) => app.module._metricsOfProbabilities(probabilities),
    _klDivergence: (p, q) => app.module._klDivergence(p, q),
    _format: (options) => app.module._format(options),
  });
  const sections = new Sections(app, follow, lesson);
  const figures = new Figures(app, ls, lesson);
  sections.onRead((section) => figures.read(section));
  askQuestions(ls, sections, lesson);
  showExhibits(ls, sections, lesson);
  offerPrompts(app, lesson);
  replayGravity(ls, lesson);
  reachScrollers(lesson);
  makeToggle();
  sections.start();
  // For tests, as the page has it.
  Object.assign(/** @type {any} */ (globalThis).logitscope, { follow, wholeLink });
}
