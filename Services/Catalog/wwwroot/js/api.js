// One request to the shop's services. Nothing here throws: a failure is an answer too, with words for people.
import { rememberAnswer } from './answers.js';
import { consistencyToken, keepConsistencyToken } from '/shared/consistency.js';
import { alone } from './writes.js';

const timeoutMilliseconds = 10_000;

// What an answer without a detail of its own means to somebody who shops.
const meanings = new Map([
  [401, 'This needs the admin key.'],
  [403, 'This is not allowed here.'],
  [404, 'This does not exist.'],
  [412, 'Somebody else has changed this in the meantime.'],
  [413, 'This is too long.'],
  [429, 'You are faster than the shop'],
]);

/**
 * @typedef {object} Answer
 * @property {number} status The HTTP status; 0 if there was no answer at all.
 * @property {boolean} ok
 * @property {any} body The JSON of a good answer.
 * @property {string | null} etag
 * @property {number | null} retryAfter In seconds.
 * @property {string} words What went wrong, for people.
 * @property {Record<string, string[]>} errors What is wrong with which field, if the service says so.
 */

/**
 * Sends one request, once. Writes of all tabs go one after the other, so that the first one has made the session before the second is sent.
 * @returns {Promise<Answer>}
 */
export function send(method, path, options = {}) {
  return method === 'GET' ? exchange(method, path, options) : alone(() => exchange(method, path, options));
}

async function exchange(method, path, { body, headers = {}, signal }) {
  const limits = [AbortSignal.timeout(timeoutMilliseconds), ...(signal ? [signal] : [])];
  const token = consistencyToken();
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-cache',
      signal: AbortSignal.any(limits),
    });
    rememberAnswer(path, response.headers);
    keepConsistencyToken(response.headers, token);
    return await read(response);
  } catch (error) {
    return none(error.name === 'TimeoutError' ? `The shop has not answered within ${timeoutMilliseconds / 1000} seconds` : 'The shop cannot be reached');
  }
}

async function read(response) {
  const answer = {
    status: response.status,
    ok: response.ok,
    body: null,
    etag: response.headers.get('ETag'),
    retryAfter: seconds(response.headers.get('Retry-After')),
    words: '',
    errors: {},
  };
  if (response.ok) {
    return response.status === 204 ? answer : { ...answer, body: await response.json() };
  }

  const problem = await response.json().catch(() => ({}));
  return { ...answer, words: inWords(response.status, problem), errors: byField(problem.errors) };
}

function none(words) {
  return { status: 0, ok: false, body: null, etag: null, retryAfter: null, words, errors: {} };
}

function inWords(status, problem) {
  if (status === 502 || status === 503 || status === 504) {
    return 'The shop is busy';
  }

  return problem.detail ?? meanings.get(status) ?? `The shop could not do this (${status}${problem.title ? `: ${problem.title}` : ''}).`;
}

// A field may be named as the service's language writes it: Name, name or $.name.
function byField(errors) {
  return Object.fromEntries(Object.entries(errors ?? {}).map(([field, words]) => {
    const name = field.replace(/^\$\./, '');
    return [name.charAt(0).toLowerCase() + name.slice(1), [words].flat()];
  }));
}

// Retry-After is seconds or a date.
function seconds(header) {
  if (header === null) {
    return null;
  }

  const value = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : null;
}
