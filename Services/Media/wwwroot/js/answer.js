// What became of a request, in the same form for fetch and for uploads. A failure is an answer too, with words for people.

// What an answer without a detail of its own means to somebody who writes.
const meanings = new Map([
  [401, 'This needs the admin key.'],
  [403, 'The blog does not accept this key.'],
  [404, 'This does not exist.'],
  [412, 'Somebody else has changed this in the meantime.'],
  [413, 'This is too large.'],
  [429, 'You are faster than the blog'],
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

/** Reads an answer. A body that is no JSON, as of a proxy in between, has nothing to tell. */
export function answerOf(status, header, text) {
  const ok = status >= 200 && status < 300;
  const json = parse(text);
  return {
    status,
    ok,
    body: ok ? json : null,
    etag: header('ETag'),
    retryAfter: seconds(header('Retry-After')),
    words: ok ? '' : inWords(status, json ?? {}),
    errors: ok ? {} : byField(json?.errors),
  };
}

/** There was none. */
export const noAnswer = (words) => ({ status: 0, ok: false, body: null, etag: null, retryAfter: null, words, errors: {} });

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inWords(status, problem) {
  if (status === 502 || status === 503 || status === 504) {
    return 'The blog is busy';
  }

  return problem.detail ?? meanings.get(status) ?? `The blog could not do this (${status}${problem.title ? `: ${problem.title}` : ''}).`;
}

// A field may be named as the service's language writes it: Title, title or $.title.
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
