// Read your own writes: a write answers how far the database was, and each later read carries it back in a cookie.

const name = 'consistency-token';

/**
 * Keeps the token of an answer, if it has one and it is further than the one that is kept: of two writes at once, the earlier one may be answered later. Anything that could be more than a token is
 * left alone.
 * @param {Headers} headers Of the answer.
 * @param {string} [sentWith] The token that was kept when the request was sent. A write is after everything that was known then: if that token is still kept and is further, it is of a system that was
 * reset since, and goes.
 */
export function keepConsistencyToken(headers, sentWith) {
  const token = headers.get('X-Consistency-Token');
  const position = positionOf(token);
  const known = consistencyToken();
  if (position !== null && (known === sentWith || position > (positionOf(known) ?? -1n))) {
    document.cookie = `${name}=${token}; Path=/; SameSite=Lax`;
  }
}

/** The token that is kept; undefined if there is none. */
export const consistencyToken = () => document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);

// A position in the database's log: its upper and its lower 32 bits, in hexadecimal digits.
function positionOf(token) {
  const halves = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(token ?? '');
  return halves && (BigInt(`0x${halves[1]}`) << 32n) + BigInt(`0x${halves[2]}`);
}
