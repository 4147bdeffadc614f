// Makes the reference from the comments of the type files, so that what an editor shows and what the page shows is one
// text.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';
import { kAdapters } from './bundle.mjs';
import { declarationsOf } from './declarations.mjs';

const typesOf = (name) => declarationsOf(readFileSync(join(projectDir, 'web', name), 'utf8'));

/** The page's HTML with the reference in the place of its mark. */
export function withReference(html) {
  const mark = '<!-- reference -->';
  if (!html.includes(mark)) throw new Error('reference.html has no place for the reference.');
  return html.replace(mark, () => referenceOf());
}

function referenceOf() {
  const main = typesOf('logitscope.d.ts');
  const adapters = kAdapters.map((name) => ({ name, declarations: typesOf(`adapters/${name}.d.ts`) }));
  const shared = typesOf('adapters/types.d.ts');
  const element = typesOf('element.d.ts');
  const api = main.find(({ name }) => name === 'Logitscope');
  const load = main.find(({ name }) => name === 'load');
  const isStage = ({ name }) => /Stage$/.test(name) && name !== 'Stage';
  const rest = main.filter((one) => one !== api && one !== load && !isStage(one));
  const names = new Set([...main, ...element, ...shared, ...adapters.flatMap(({ declarations }) => declarations)].map(({ name }) => name));
  const functions = [load, ...api.members.filter(({ isFunction }) => isFunction)];
  const chapters = [
    chapter('functions', 'The functions', 'What <code>await load()</code> gives, and <code>load()</code> itself.', functions.map((one) => functionPart(one, names)), functions),
    chapter('stages', 'The stages', 'What a chain is made of. Each parameter may be left out.', main.filter(isStage).map((one) => typePart(one, names)), main.filter(isStage)),
    chapter('types', 'What goes in and comes out', 'Plain data, with typed arrays where there are many numbers.', [api, ...rest].map((one) => typePart(one, names)), [api, ...rest]),
    chapter('element', 'The tag', 'In <code>element.mjs</code>. Its attributes, and the snippet, are on <a href="embedding.html">a page of their own</a>.', element.map((one) => typePart(one, names)), element),
    ...adapters.map(({ name, declarations }) => chapter(`adapter-${name}`, `logitscope/adapters/${name}`, `In <code>adapters/${name}.mjs</code>.`,
      declarations.map((one) => (one.kind === 'function' ? functionPart(one, names) : typePart(one, names))), declarations)),
    chapter('adapter-types', 'What the adapters share', '', shared.map((one) => typePart(one, names)), shared),
  ];
  const contents = chapters.map(({ id, title, items }) => `<p><a href="#${id}"><strong>${title}</strong></a> ${items.map(({ name }) => `<a href="#${anchorOf(name)}">${name}</a>`).join(' ')}</p>`);
  return [`<nav class="card contents" aria-label="Contents">${contents.join('\n')}</nav>`, ...chapters.map(({ html }) => html)].join('\n');
}

const anchorOf = (name) => `ref-${name}`;

function chapter(id, title, lead, parts, items) {
  const html = `<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${lead && `<p>${lead}</p>`}\n${parts.join('\n')}\n</section>`;
  return { id, title, items, html };
}

function functionPart({ name, code, comment }, names) {
  const { params, returns, throws, source, example } = comment;
  const rows = [
    ...params.map((param) => [`<code>${param.name}</code>`, param.text]),
    ['gives', returns], ['throws', throws], ['source', source],
  ].filter(([, text]) => text).map(([term, text]) => `<dt>${term}</dt><dd>${prose(text)}</dd>`);
  return `<article><h3 id="${anchorOf(name)}">${name}()</h3>\n<pre><code>${codeOf(code, names)}</code></pre>\n<p>${prose(comment.text)}</p>
${rows.length ? `<dl>${rows.join('\n')}</dl>` : ''}${example && `\n<pre class="example"><code>${escaped(example)}</code></pre>`}</article>`;
}

function typePart(declaration, names) {
  const { name, kind, code, comment, members } = declaration;
  // Functions of its own have a part of their own; those of plain shapes stand in its table.
  const functions = members.filter((member) => kind === 'class' && member.comment.returns);
  const fields = members.filter((member) => !(member.isFunction && (kind === 'class' || name === 'Logitscope')));
  const rows = fields.flatMap((member) => fieldRows(member, '', names));
  const table = rows.length ? `<div class="scroller" tabindex="0" role="region" aria-label="Fields of ${name}"><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>` : '';
  const definition = kind === 'type' ? `<pre><code>${codeOf(`type ${withoutComments(code)}`, names)}</code></pre>` : '';
  return `<article><h3 id="${anchorOf(name)}">${name}</h3>\n${comment.text && `<p>${prose(comment.text)}</p>`}${definition}${table}</article>${functions.map((one) => functionPart(one, names)).join('\n')}`;
}

/** A field, and those within it: candidates, candidates.ids, … */
function fieldRows({ name, isOptional, code, comment, members }, within, names) {
  const type = members.length > 0 ? code.replace(/\{[^]*\}/, '{ … }') : flat(code);
  const row = `<tr><th scope="row"><code>${within}${name}${isOptional ? '?' : ''}</code></th><td><code>${codeOf(type, names)}</code></td><td>${prose(comment.text)}</td></tr>`;
  const inner = `${within}${name}${/\]$/.test(code) ? '[]' : ''}.`;
  return [row, ...members.flatMap((member) => fieldRows(member, inner, names))];
}

const withoutComments = (code) => code.replace(/\n\s*\/\*\*[^]*?\*\//g, '');
const flat = (code) => withoutComments(code).replace(/\s*\/\*\*[^]*?\*\//g, '').replace(/\s+/g, ' ').trim();

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Names of ours lead to where they are explained. */
const codeOf = (code, names) => escaped(code).replace(/\b[A-Z]\w+\b/g, (name) => (names.has(name) ? `<a href="#${anchorOf(name)}">${name}</a>` : name));

function prose(text) {
  return escaped(text)
    .replace(/\{@link (?:\w+\.)?(\w+)\}/g, (_, name) => `<a href="#${anchorOf(name)}"><code>${name}</code></a>`)
    .replace(/`([^`]+)`/g, '<code>$1</code>');
}
