// Reading and writing posts with their versions. What somebody else has written meanwhile is never overwritten unseen.
import { send } from './api.js';
import { pause, sendUntilClear, untilClear } from './retry.js';

const looks = 6;
const pauseMilliseconds = 400;
const latest = 20;

export const postPath = (slug) => `/api/posts/${encodeURIComponent(slug)}`;
export const pageOf = (slug) => `/posts/${encodeURIComponent(slug)}`;
export const editorOf = (slug) => `/editor/${encodeURIComponent(slug)}`;

export const listPosts = (after) => sendUntilClear('GET', `/api/posts?${new URLSearchParams({ limit: latest, ...(after ? { after } : {}) })}`);
export const readPost = (slug) => sendUntilClear('GET', postPath(slug));

/** Publishes a new post. Before another attempt it looks whether the last one came through after all: a second one would be a second post. */
export function publishPost({ title, body }) {
  return untilClear(async (attempt) => {
    const published = attempt > 1 ? await find(title, body) : null;
    return published ?? send('POST', '/api/posts', { body: { title, body } });
  });
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

// The answer if the post is there, an unclear one if nobody can tell, and null if it is not.
async function find(title, body) {
  const list = await send('GET', `/api/posts?limit=${latest}`);
  if (!list.ok) {
    return list;
  }

  for (const { slug } of list.body.items.filter((post) => post.title === title)) {
    const answer = await send('GET', postPath(slug));
    if (!answer.ok || answer.body.body === body) {
      return answer;
    }
  }

  return null;
}
