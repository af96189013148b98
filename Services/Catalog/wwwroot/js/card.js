// An item as lists show it: picture, name, price, and a button that puts one into the cart.
import { addToCart } from './cart.js';
import { element } from '/shared/elements.js';
import { money } from './format.js';
import { tell } from '/shared/notices.js';
import { pageOf, pictureOf } from './products.js';
import { sorry } from './retry.js';

const fewLeft = 5;
const inTheFirstView = 4;

/** How much there is, in words. */
export function stockInWords(stock) {
  if (stock === 0) {
    return 'Sold out';
  }

  return stock <= fewLeft ? `Only ${stock} left` : 'In stock';
}

/** A list entry for an item. Pictures further down wait until they are near. */
export function card(item, { heading = 'h2', position = inTheFirstView } = {}) {
  const loading = position < inTheFirstView ? 'eager' : 'lazy';
  const picture = element('img', { src: pictureOf(item.id), alt: '', width: 400, height: 400, loading, decoding: 'async' });
  return element('li', { class: 'card', 'data-item': item.id },
    element('a', { class: 'card-link', href: pageOf(item.id) },
      element('div', { class: 'picture' }, picture),
      element(heading, { class: 'card-name' }, item.name)),
    element('div', { class: 'card-foot' },
      element('p', { class: 'card-price' }, money(item.priceCents), item.stock <= fewLeft && element('span', { class: 'few' }, stockInWords(item.stock))),
      item.stock > 0 && quickAdd(item)));
}

function quickAdd(item) {
  const onclick = (event) => addOne(item, event.currentTarget);
  return element('button', { type: 'button', class: 'quick', 'aria-label': `Add ${item.name} to the cart`, onclick }, 'Add');
}

async function addOne(item, button) {
  // A disabled button would lose the focus; this one only says that it is busy.
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }

  button.setAttribute('aria-busy', 'true');
  const answer = await addToCart(item.id, 1);
  button.removeAttribute('aria-busy');
  if (answer.ok) {
    tell(`${item.name} is in your cart.`, { href: '/cart.html', text: 'See the cart' });
  } else {
    tell(`${item.name} was not added. ${sorry(answer)}`);
  }
}
