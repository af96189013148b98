// What makes a request that is sent again the same request.

/** A new idempotency key. Not crypto.randomUUID, which a page over plain http has on localhost only. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
