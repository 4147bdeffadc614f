// @ts-check
// "Copy as code": one chain as five systems take it, each with what it cannot say.

import { activeStages } from './chain.mjs';
import { llamaCppSnippet } from './llama_cpp.mjs';
import { logitscopeSnippet } from './logitscope.mjs';
import { openaiSnippet } from './openai.mjs';
import { transformersSnippet } from './transformers.mjs';
import { vllmSnippet } from './vllm.mjs';

/** @typedef {{ chain: readonly import('./chain.mjs').Given[], active: import('./chain.mjs').Active[], dialect: string, seed?: number, prompt: string }} Settings */
/** @typedef {{ id: string, label: string, language: string, text: string, notes: string[] }} Snippet */

/**
 * [chain]: the stages that do something, as the page's view names them in `acting`: which those are is core's to say.
 * @param {{ chain: readonly import('./chain.mjs').Given[], dialect?: string, seed?: number | null, prompt?: string }} given
 * @returns {Snippet[]}
 */
export function snippets({ chain, dialect = 'textbook', seed, prompt = '' }) {
  const settings = { chain, active: activeStages(chain), dialect, seed: seed ?? undefined, prompt };
  return [transformersSnippet, llamaCppSnippet, openaiSnippet, vllmSnippet, logitscopeSnippet]
    .map((make) => make(settings))
    .map((snippet) => ({ ...snippet, notes: [...new Set(snippet.notes)] }));
}
