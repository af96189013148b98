// Reading and writing an item with its version. What somebody else has written meanwhile is never overwritten unseen.
import { itemPath } from './products.js';
import { sendUntilClear } from './retry.js';
import { inTurn } from './writes.js';

const looks = 6;
const pauseMilliseconds = 500;

export const readItem = (id) => sendUntilClear('GET', itemPath(id));

/** Writes the item if it still has the version `etag`: 412 if not. */
export function writeItem(id, etag, item, key) {
  const { name, description, category, colour, sizes, priceCents, stock } = item;
  return inTurn(() => sendUntilClear('PUT', itemPath(id), {
    body: { name, description, category, colour, sizes, priceCents, stock },
    headers: { 'If-Match': etag, Authorization: `Bearer ${key}` },
  }));
}

/** Reads the item that somebody else has written. A copy or a cache may be a moment behind; null if it stays so. */
export async function readNewer(id, etag) {
  for (let look = 0; look < looks; look += 1) {
    const answer = await readItem(id);
    if (!answer.ok || answer.etag !== etag) {
      return answer;
    }

    await new Promise((resolve) => { setTimeout(resolve, pauseMilliseconds * 2 ** look); });
  }

  return null;
}
