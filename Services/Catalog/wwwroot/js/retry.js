// Tries again while the answer says nothing for good, and says so in words.
import { send } from './api.js';
import { waiting } from '/shared/notices.js';

const unclear = new Set([0, 429, 502, 503, 504]);
const firstPauseSeconds = 0.5;
const longestPauseSeconds = 20;

/** Whether nobody knows what became of the request, or it was refused for now only. */
export const isUnclear = (answer) => unclear.has(answer.status);

/**
 * Sends a request that may safely be sent twice until the answer is a clear one.
 * @param {number} [options.attempts] How often at most; 4 by default.
 * @returns the last answer, clear or not.
 */
export async function sendUntilClear(method, path, { attempts = 4, ...options } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(method, path, options);
    const length = pauseSeconds(answer, attempt);
    if (!isUnclear(answer) || attempt >= attempts || length > longestPauseSeconds || options.signal?.aborted) {
      return answer;
    }

    await pause(length, answer.words, options.signal);
  }
}

/** What to say when even the last attempt was not clear. */
export const sorry = (answer) => (isUnclear(answer) ? `${answer.words}. Please try again in a moment.` : answer.words);

// The server's own wish comes first; one that is too long is left to the visitor. Without one, each pause is twice the last. No two visitors come back at
// the same moment.
const pauseSeconds = (answer, attempt) => (answer.retryAfter ?? firstPauseSeconds * 2 ** (attempt - 1)) + Math.random() * 0.25;

async function pause(length, words, signal) {
  const done = waiting(`${words}, trying again in ${Math.max(1, Math.round(length))}\u00a0s`);
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, length * 1000);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
  done();
}
