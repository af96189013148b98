// Read your own writes: a write answers how far the database was, and each later read carries it back in a cookie.

const name = 'consistency-token';

/** Keeps the token of an answer, if it has one. Anything that could be more than a token is left alone. */
export function keepConsistencyToken(headers) {
  const token = headers.get('X-Consistency-Token');
  if (token !== null && /^[0-9A-Za-z/+=_-]{1,64}$/.test(token)) {
    document.cookie = `${name}=${token}; Path=/; SameSite=Lax`;
  }
}
