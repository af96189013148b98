// Reading and writing posts with their versions. What somebody else has written meanwhile is never overwritten unseen.
import { pause, sendUntilClear } from './retry.js';
import { newKey } from '/shared/key.js';

const looks = 6;
const pauseMilliseconds = 400;
const latest = 20;

// The post that was sent, and whose answer is not clear yet.
let open = null;

export const postPath = (slug) => `/api/posts/${encodeURIComponent(slug)}`;
export const pageOf = (slug) => `/posts/${encodeURIComponent(slug)}`;
export const editorOf = (slug) => `/editor/${encodeURIComponent(slug)}`;

export const listPosts = (after) => sendUntilClear('GET', `/api/posts?${new URLSearchParams({ limit: latest, ...(after ? { after } : {}) })}`);
export const readPost = (slug) => sendUntilClear('GET', postPath(slug));

/**
 * Publishes a new post. All attempts have the same key, also those of a writer who tries again after nobody knew what became of the last one: sent twice, it is one post. What was changed since is another.
 */
export async function publishPost({ title, body }) {
  if (!open || open.title !== title || open.body !== body) {
    open = { key: newKey(), title, body };
  }

  const answer = await sendUntilClear('POST', '/api/posts', { body: { title, body }, headers: { 'Idempotency-Key': open.key } });
  if (answer.ok) {
    open = null;
  }

  return answer;
}

/** Writes a post if it still has the version `etag`: 412 if not. */
export const writePost = (slug, etag, { title, body }) => sendUntilClear('PUT', postPath(slug), { body: { title, body }, headers: { 'If-Match': etag } });

/** Deletes a post if it still has the version `etag`. One that is gone is gone, whoever it was. */
export async function deletePost(slug, etag) {
  const answer = await sendUntilClear('DELETE', postPath(slug), { headers: { 'If-Match': etag } });
  return answer.status === 404 ? { ...answer, ok: true } : answer;
}

/** Reads the version that somebody else has written. A copy or a cache may be a moment behind; null if it stays so. */
export async function readNewer(slug, etag) {
  for (let look = 0; look < looks; look += 1) {
    const answer = await readPost(slug);
    if (!answer.ok || answer.etag !== etag) {
      return answer;
    }

    await pause(pauseMilliseconds * 2 ** look);
  }

  return null;
}
