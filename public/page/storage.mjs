// @ts-check
// What a reader dropped in, kept in the browser's own storage so that a reload and a link of theirs find it again. It
// never leaves the machine. Where there is no storage, in a sandbox say, it is kept until the page closes.

const mostKept = 8;
/** Larger ones are not kept beyond the visit. */
const mostBytes = 20 * 2 ** 20;

/** @typedef {{ name: string, kind: 'table' | 'text' | 'answer', bytes: Uint8Array, source: string, used: number }} Kept */

/** @type {Map<string, Kept>} */
const inMemory = new Map();

/**
 * Keeps it under a name made of its content, and gives that name.
 * @param {Kept['kind']} kind @param {Uint8Array} bytes @param {string} source
 */
export async function keep(kind, bytes, source) {
  const kept = { name: `own-${fingerprint(bytes)}`, kind, bytes, source, used: Date.now() };
  inMemory.set(kept.name, kept);
  if (bytes.length <= mostBytes) await withStore('readwrite', (store) => store.put(kept));
  await forgetOldest();
  return kept.name;
}

/** @param {string} name @returns {Promise<Kept | null>} */
export async function recall(name) {
  return inMemory.get(name) ?? (await withStore('readonly', (store) => store.get(name))) ?? null;
}

/** Will another page, or a reload, find it? @param {string} name */
export const isKept = async (name) => Boolean(await withStore('readonly', (store) => store.get(name)));

async function forgetOldest() {
  const all = /** @type {Kept[] | null} */ (await withStore('readonly', (store) => store.getAll()));
  const old = (all ?? []).sort((a, b) => b.used - a.used).slice(mostKept);
  for (const { name } of old) await withStore('readwrite', (store) => store.delete(name));
}

/** Null where there is no storage. @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} ask @returns {Promise<any>} */
async function withStore(mode, ask) {
  try {
    const database = await finished(openDatabase());
    const answer = await finished(ask(database.transaction('own', mode).objectStore('own')));
    database.close();
    return answer;
  } catch {
    return null;
  }
}

function openDatabase() {
  const request = indexedDB.open('logitscope', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('own', { keyPath: 'name' });
  return request;
}

/** @param {IDBRequest} request @returns {Promise<any>} */
const finished = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** FNV-1a, twice with different beginnings: 64 bits, which name a reader's handful of files. @param {Uint8Array} bytes */
function fingerprint(bytes) {
  let one = 0x811c9dc5;
  let two = 0x01000193;
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x85ebca6b);
  }
  return [one, two].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
