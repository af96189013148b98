// One request to the blog's API. Nothing here throws.
import { adminKey } from '/shared/adminkey.js';
import { answerOf, noAnswer } from './answer.js';
import { rememberAnswer } from './answers.js';
import { consistencyToken, keepConsistencyToken } from '/shared/consistency.js';

const timeoutMilliseconds = 15_000;

/**
 * Sends one request, once. What changes something carries the admin key.
 * @returns {Promise<import('./answer.js').Answer>}
 */
export async function send(method, path, { body, headers = {} } = {}) {
  const token = consistencyToken();
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' ? {} : { Authorization: `Bearer ${adminKey()}` }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-cache',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const header = (name) => response.headers.get(name);
    rememberAnswer(header);
    keepConsistencyToken(response.headers, token);
    return answerOf(response.status, header, await response.text());
  } catch (error) {
    return noAnswer(error.name === 'TimeoutError' ? `The blog has not answered within ${timeoutMilliseconds / 1000} seconds` : 'The blog cannot be reached');
  }
}
