// What the catalog knows of an item. A page asks once for each.
import { sendUntilClear } from './retry.js';

const asked = new Map();

export const itemPath = (id) => `/api/catalog/items/${encodeURIComponent(id)}`;
export const pageOf = (id) => `/item.html?id=${encodeURIComponent(id)}`;
export const pictureOf = (id) => `${itemPath(id)}/picture`;

/** The item; null if it is not sold any more, and undefined if the catalog did not tell. */
export function product(id) {
  if (!asked.has(id)) {
    asked.set(id, sendUntilClear('GET', itemPath(id)).then((answer) => {
      if (!answer.ok && answer.status !== 404) {
        asked.delete(id);
      }

      return answer.ok ? answer.body : answer.status === 404 ? null : undefined;
    }));
  }

  return asked.get(id);
}

/** Names for people, of an item that may be gone. */
export const nameOf = (item, id) => item?.name ?? `Item ${id}`;
