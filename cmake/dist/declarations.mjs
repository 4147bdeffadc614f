// Reads our own type files: what they export, with the comments. Not TypeScript, only our spelling of it: a declaration
// begins at the left edge with "export", a block ends with "}" there, and a comment stands right before what it is about.

const kDeclaration = /^(?:\/\*\*([^]*?)\*\/\n)?export (?:declare )?(interface|type|function|class) (\w+)([^]*?)(?:(?<=[;}])\n(?=\n|$|\/\/|\/\*\*|export)|$(?![^]))/gm;
const kMember = /^ {2}(?:\/\*\*((?:(?!\*\/)[^])*?)\*\/\n {2})?(?:readonly )?([\w]+)(\??)([(:])((?:[^;{]|\{[^}]*\}(?:\[\])?)*);/gm;
const kTag = /^@(param|returns|throws|source|example)\b ?/;

/**
 * @param {string} text of a type file
 * @returns {{ kind: string, name: string, comment: Comment, code: string, members: Member[] }[]}
 */
export function declarationsOf(text) {
  return [...text.matchAll(kDeclaration)].map(([, comment, kind, name, rest]) => {
    const hasBlock = kind === 'interface' || kind === 'class';
    return { kind, name, comment: commentOf(comment), code: name + rest.trimEnd(), members: hasBlock ? membersOf(rest) : [] };
  });
}

/** @typedef {{ text: string, params: { name: string, text: string }[], returns: string, throws: string, source: string, example: string }} Comment */
/** @typedef {{ name: string, isOptional: boolean, isFunction: boolean, code: string, comment: Comment, members: Member[] }} Member */

/** @returns {Member[]} */
function membersOf(block) {
  return [...block.matchAll(kMember)].map(([, comment, name, optional, sign, rest]) => ({
    name, isOptional: optional === '?', isFunction: sign === '(',
    code: sign === '(' ? `${name}(${rest}` : rest.trim(),
    comment: commentOf(comment),
    // What stands within, on lines of its own, is one step further in.
    members: /\{\n/.test(rest) ? membersOf(rest.replace(/^ {2}/gm, '')) : [],
  }));
}

/** The parts of a comment: what stands before the first tag, and each tag's own. */
export function commentOf(raw = '') {
  const lines = raw.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const comment = { text: '', params: [], returns: '', throws: '', source: '', example: '' };
  let part = ['text', lines.length === 1 ? [lines[0].trim()] : []];
  const parts = [part];
  for (const line of lines.length === 1 ? [] : lines) {
    const tag = kTag.exec(line)?.[1];
    if (tag) parts.push(part = [tag, [line.replace(kTag, '')]]);
    else part[1].push(line);
  }
  for (const [tag, own] of parts) {
    // An example's lines are a program's.
    const words = own.map((line) => line.trim()).join(' ').trim();
    if (tag === 'param') {
      const [, name, text] = /^(\w+) ?([^]*)$/.exec(words);
      comment.params.push({ name, text });
    } else comment[tag] = tag === 'example' ? own.join('\n').trim() : words;
  }
  return comment;
}
