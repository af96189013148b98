// Tries again while the answer says nothing for good, and says so in words.
import { send } from './api.js';
import { waiting } from '/shared/notices.js';

const unclear = new Set([0, 429, 502, 503, 504]);
// The service says of itself that it did nothing when it answers 429 or 503; after these it may have done it.
const unknown = new Set([0, 500, 502, 504]);
const firstPauseSeconds = 0.5;
const longestPauseSeconds = 20;

/** Whether nobody knows what became of the request, or it was refused for now only. */
export const isUnclear = (answer) => unclear.has(answer.status);

/** Whether a write may have come through although its answer was none. */
export const isUnknown = (answer) => unknown.has(answer.status);

/** Sends a request that may safely be sent twice until the answer is a clear one, at most four times. */
export const sendUntilClear = (method, path, options) => untilClear(() => send(method, path, options));

/**
 * The same for an operation of one's own.
 * @param {(attempt: number) => Promise<Answer>} operation
 * @param {(words: string) => () => void} [tell] Says what is waited for; what it returns takes it back.
 */
export async function untilClear(operation, tell = waiting, attempts = 4) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await operation(attempt);
    const length = pauseSeconds(answer, attempt);
    if (!isUnclear(answer) || attempt >= attempts || length > longestPauseSeconds) {
      return answer;
    }

    const done = tell(`${answer.words}, trying again in ${Math.max(1, Math.round(length))}\u00a0s`);
    await pause(length * 1000);
    done();
  }
}

/** What to say when even the last attempt was not clear. */
export const sorry = (answer) => (isUnclear(answer) ? `${answer.words}. Please try again in a moment.` : answer.words);

export const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// The server's own wish comes first; one that is too long is left to the writer. Without one, each pause is twice the last. No two come back at the same moment.
const pauseSeconds = (answer, attempt) => (answer.retryAfter ?? firstPauseSeconds * 2 ** (attempt - 1)) + Math.random() * 0.25;
