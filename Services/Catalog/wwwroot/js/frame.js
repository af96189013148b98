// What every page has: the search, and how much is in the cart.
import { loadCart, onCart, piecesIn } from './cart.js';
import { byId } from '/shared/elements.js';
import { count } from './format.js';

/** The address of a list; what is empty is left out. */
export function listAddress({ q, category }) {
  const parameters = new URLSearchParams(Object.entries({ q, category }).filter(([, value]) => value));
  return parameters.size > 0 ? `/?${parameters}` : '/';
}

/**
 * Brings the frame to life.
 * @param {(q: string) => void} [search] What a search does; without it, it goes to the list.
 */
export function startFrame(search = (q) => location.assign(listAddress({ q }))) {
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    search(byId('q').value.trim());
  });

  onCart((cart) => {
    const pieces = piecesIn(cart);
    byId('cart-count').textContent = pieces > 0 ? String(pieces) : '';
    byId('cart-link').setAttribute('aria-label', `Cart, ${count(pieces, 'item')}`);
  });

  // Another tab may have changed the cart while this one was away.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      loadCart();
    }
  });
  return loadCart();
}
