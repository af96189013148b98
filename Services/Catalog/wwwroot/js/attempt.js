// An order that was sent, but whose answer is not clear yet. Key and details stay together, and outlive a reload: to send the same again can never
// make a second order, while the same key with other details would be refused.

import { newKey } from '/shared/key.js';

const storageKey = 'order-attempt';

/** The attempt that is still open, or null. */
export function openAttempt() {
  return JSON.parse(sessionStorage.getItem(storageKey));
}

/** Begins an attempt with a key of its own. */
export function beginAttempt(customer) {
  const attempt = { key: newKey(), customer };
  sessionStorage.setItem(storageKey, JSON.stringify(attempt));
  return attempt;
}

/** The answer is final, good or bad: the next order is another one. */
export const endAttempt = () => sessionStorage.removeItem(storageKey);
