// One order. Its status is asked for until it is final.
import { send } from '../api.js';
import { addToCart } from '../cart.js';
import { byId, element } from '/shared/elements.js';
import { date, money } from '../format.js';
import { startFrame } from '../frame.js';
import { tell } from '/shared/notices.js';
import { isFinal, statusInWords } from '../orderstatus.js';
import { poll } from '../polling.js';
import { tellProblem } from '../problem.js';
import { nameOf, pageOf, pictureOf, product } from '../products.js';
import { isUnclear, sorry } from '../retry.js';

const parameters = new URLSearchParams(location.search);
const id = parameters.get('id') ?? '';
let order = null;

/** Shows an answer. Whether it was the last one. */
function take(answer) {
  if (answer.ok) {
    const isFirst = order === null;
    order = answer.body;
    if (isFirst) {
      showOrder();
    }

    showStatus();
    return isFinal(order.status);
  }

  if (isUnclear(answer)) {
    byId('status-more').textContent = `${answer.words}. We keep asking.`;
    return false;
  }

  byId('order').hidden = true;
  tellProblem(answer.status === 404 ? 'There is no such order in this browser. Orders are seen only where they were placed.' : sorry(answer));
  return true;
}

function showStatus() {
  const { status, reason } = order;
  byId('status').dataset.status = status;
  setText('status-words', status === 'rejected' && reason ? `${statusInWords(status)} ${reason}` : statusInWords(status));
  byId('status-more').textContent = isFinal(status)
    ? (status === 'rejected' ? 'Nothing was taken from stock.' : 'You find it again under your orders.')
    : 'This page updates by itself.';
  document.querySelector('[data-step="decided"]').textContent = status === 'rejected' ? 'Not possible' : 'Confirmed';
  byId('again').hidden = status !== 'rejected';
}

async function showOrder() {
  byId('total').textContent = money(order.totalCents);
  byId('placed').textContent = date(order.placedAt);
  byId('number').textContent = order.id;
  const { name, email, address } = order.customer ?? {};
  byId('customer').textContent = [name, email, address].filter(Boolean).join('\n');
  const found = await Promise.all(order.lines.map(({ productId }) => product(productId)));
  byId('lines').replaceChildren(...order.lines.map((line, index) => lineOf(line, found[index])));
}

function lineOf({ productId, quantity, unitPriceCents }, item) {
  return element('li', { class: 'line still' },
    element('a', { class: 'picture', href: pageOf(productId), tabindex: -1, 'aria-hidden': 'true' },
      element('img', { src: pictureOf(productId), alt: '', width: 400, height: 400 })),
    element('div', { class: 'line-main' },
      element('h2', {}, element('a', { href: pageOf(productId) }, nameOf(item, productId))),
      element('p', { class: 'unit' }, `${quantity} × ${money(unitPriceCents)}`)),
    element('p', { class: 'line-total' }, money(quantity * unitPriceCents)));
}

async function putBack() {
  const button = byId('again');
  button.disabled = true;
  for (const { productId, quantity } of order.lines) {
    const answer = await addToCart(productId, quantity);
    if (!answer.ok) {
      tell(`Not everything could be put back. ${sorry(answer)}`);
      button.disabled = false;
      return;
    }
  }

  tell('Everything is back in your cart.', { href: '/cart.html', text: 'See the cart' });
}

// A live region that is set to what it says already would be read out again.
function setText(name, words) {
  if (byId(name).textContent !== words) {
    byId(name).textContent = words;
  }
}

if (parameters.get('remembered') === 'no') {
  tell('Your details could not be remembered.', { href: '/profile.html', text: 'Save them' });
}

byId('again').addEventListener('click', putBack);
startFrame();
poll(() => (id ? send('GET', `/api/orders/${encodeURIComponent(id)}`) : { ok: false, status: 404 }), take);
