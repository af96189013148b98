// Read your own writes: a write answers how far the database was, and each later read carries it back in a cookie.

const name = 'consistency-token';

/**
 * Keeps the token of an answer, if it has one and it is further than the one that is kept: of two writes at once, the earlier one may be answered later. Anything that could be more than a token is
 * left alone.
 */
export function keepConsistencyToken(headers) {
  const token = headers.get('X-Consistency-Token');
  const position = positionOf(token);
  if (position !== null && position > (positionOf(kept()) ?? -1n)) {
    document.cookie = `${name}=${token}; Path=/; SameSite=Lax`;
  }
}

const kept = () => document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);

// A position in the database's log: its upper and its lower 32 bits, in hexadecimal digits.
function positionOf(token) {
  const halves = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(token ?? '');
  return halves && (BigInt(`0x${halves[1]}`) << 32n) + BigInt(`0x${halves[2]}`);
}
