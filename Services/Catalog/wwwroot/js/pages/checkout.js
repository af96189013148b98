// The checkout: details, a look at what is ordered, and the order itself, which is placed once however often it is sent.
import { beginAttempt, endAttempt, openAttempt } from '../attempt.js';
import { loadCart, onCart, totalOf } from '../cart.js';
import { askCustomer, customerFields, saveCustomer } from '../customer.js';
import { byId, element } from '/shared/elements.js';
import { money } from '../format.js';
import { startFrame } from '../frame.js';
import { tellProblem } from '../problem.js';
import { nameOf, product } from '../products.js';
import { isUnclear, sendUntilClear, sorry } from '../retry.js';
import { inTurn } from '../writes.js';

const attempts = 6;
const details = customerFields();
const button = byId('order');
let isSending = false;
let remembered = null;

async function showLines(cart) {
  const isOpen = openAttempt() !== null || isSending;
  byId('checkout').hidden = cart.lines.length === 0 && !isOpen;
  byId('empty').hidden = cart.lines.length > 0 || isOpen;
  byId('total').textContent = money(totalOf(cart));
  const found = await Promise.all(cart.lines.map(({ productId }) => product(productId)));
  byId('lines').replaceChildren(...cart.lines.map((line, index) => element('li', {},
    element('span', {}, `${line.quantity} × ${nameOf(found[index], line.productId)}`),
    element('span', {}, money(line.quantity * line.unitPriceCents)))));
}

async function order(event) {
  event.preventDefault();
  if (isSending || (!openAttempt() && !details.areRight())) {
    return;
  }

  const attempt = openAttempt() ?? beginAttempt(details.values());
  isSending = true;
  showState('Placing the order…');
  byId('outcome').textContent = '';
  const answer = await inTurn(() => sendUntilClear('POST', '/api/cart/checkout', {
    attempts,
    body: attempt.customer,
    headers: { 'Idempotency-Key': attempt.key },
  }));
  isSending = false;
  if (answer.ok) {
    endAttempt();
    const parameters = new URLSearchParams({ id: answer.body.id });
    if (!await remember(attempt.customer)) {
      parameters.set('remembered', 'no');
    }

    location.assign(`/order.html?${parameters}`);
    return;
  }

  if (isUnclear(answer)) {
    byId('outcome').textContent = `${answer.words}, and it is not clear whether the order was placed. Try again: it is never placed twice.`;
    showState('Try again');
    return;
  }

  endAttempt();
  showState('Place the order');
  if (!details.refuse(answer.errors)) {
    byId('outcome').textContent = sorry(answer);
    loadCart();
  }
}

/** Remembers the details for the next order, if they are not those remembered already. The order is placed: it does not wait for this to work. */
async function remember(customer) {
  const isRemembered = remembered !== null && Object.entries(customer).every(([name, text]) => remembered[name] === text);
  return isRemembered || (await inTurn(() => saveCustomer(customer, { attempts: 1 }))).ok;
}

/** While an order is under way or unclear, its details stay as they were sent. */
function showState(words) {
  button.textContent = words;
  button.setAttribute('aria-busy', String(isSending));
  for (const field of byId('fields').elements) {
    field.readOnly = openAttempt() !== null;
  }
}

async function fillIn() {
  const attempt = openAttempt();
  if (attempt) {
    details.fill(attempt.customer);
    byId('outcome').textContent = 'Your last order got no clear answer. Try again: it is never placed twice.';
    showState('Try again');
  } else {
    const answer = await askCustomer();
    remembered = answer.body;
    // What was typed in the meantime is not overwritten.
    if (answer.ok && Object.values(details.values()).every((text) => text === '')) {
      details.fill(answer.body);
    }
  }
}

async function open(loading) {
  const answer = await loading;
  button.disabled = !answer.ok;
  if (!answer.ok) {
    tellProblem(sorry(answer), () => open(loadCart()));
  }
}

onCart(showLines);
// Brought back as it was left: the order may be long placed.
addEventListener('pageshow', (event) => event.persisted && location.reload());
byId('details').addEventListener('submit', order);
open(startFrame());
fillIn();
