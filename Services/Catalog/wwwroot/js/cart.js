// The visitor's cart, as the service keeps it, and all that changes it.
import { newKey } from '/shared/key.js';
import { sendUntilClear } from './retry.js';
import { inTurn } from './writes.js';

export const mostPerLine = 99;

const changes = new EventTarget();
let cart;
let writesDone = 0;

/** Calls back with the cart each time it is read or written. */
export const onCart = (listener) => changes.addEventListener('cart', () => listener(cart));

export const piecesIn = ({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0);
export const totalOf = ({ lines }) => lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);

/** Reads the cart. What was asked before a write and answered after it is old, and changes nothing. */
export async function loadCart() {
  const before = writesDone;
  const answer = await sendUntilClear('GET', '/api/cart');
  return before === writesDone ? keep(answer) : answer;
}

/** Puts more of something into the cart, once however often it has to be sent. */
export const addToCart = (productId, quantity) => inTurn(async () =>
  written(await sendUntilClear('POST', '/api/cart/items', { body: { productId, quantity }, headers: { 'Idempotency-Key': newKey() } })));

/** Sets how much of something is in the cart. */
export const setQuantity = (productId, quantity) => inTurn(async () =>
  written(await sendUntilClear('PUT', `/api/cart/items/${productId}`, { body: { quantity } })));

/** Takes something out of the cart. */
export const removeFromCart = (productId) => inTurn(async () => written(await sendUntilClear('DELETE', `/api/cart/items/${productId}`)));

// Every write is answered with the cart after it.
function written(answer) {
  writesDone += answer.ok ? 1 : 0;
  return keep(answer);
}

function keep(answer) {
  if (answer.ok) {
    cart = answer.body;
    changes.dispatchEvent(new Event('cart'));
  }

  return answer;
}
