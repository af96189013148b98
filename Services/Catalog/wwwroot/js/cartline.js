// One line of the cart, with its own way to change the quantity.
import { mostPerLine, removeFromCart, setQuantity } from './cart.js';
import { element } from '/shared/elements.js';
import { money } from './format.js';
import { latest } from './latest.js';
import { tell } from '/shared/notices.js';
import { nameOf, pageOf, pictureOf, product } from './products.js';
import { quantityProblem } from './quantity.js';
import { sorry } from './retry.js';

/** Makes a line. Its `update` shows what the service has, unless the visitor is ahead of it. */
export function cartLine(first) {
  const { productId } = first;
  let line = first;
  let item;
  let name = nameOf(null, productId);

  const change = latest(async (quantity) => {
    const answer = await setQuantity(productId, quantity);
    if (!answer.ok) {
      problem.textContent = sorry(answer);
      field.value = line.quantity;
    }
  });

  const heading = element('h2', {}, '\u00a0');
  const price = element('p', { class: 'unit' });
  const note = element('p', { class: 'note' });
  const total = element('p', { class: 'line-total' });
  const problem = element('p', { class: 'wrong', role: 'alert', id: `problem-${productId}` });
  const field = element('input', {
    type: 'number', inputmode: 'numeric', min: 1, max: mostPerLine, value: first.quantity,
    'aria-describedby': `problem-${productId}`, onchange: () => want(field.value),
  });
  const fewer = element('button', { type: 'button', onclick: () => want(String(Number(field.value) - 1)) }, '−');
  const more = element('button', { type: 'button', onclick: () => want(String(Number(field.value) + 1)) }, '+');
  const remove = element('button', { type: 'button', class: 'remove', onclick: takeOut }, 'Remove');
  const made = element('li', { class: 'line', 'data-product': productId },
    element('a', { class: 'picture', href: pageOf(productId), tabindex: -1, 'aria-hidden': 'true' },
      element('img', { src: pictureOf(productId), alt: '', width: 400, height: 400 })),
    element('div', { class: 'line-main' }, heading, price, note),
    element('div', { class: 'line-change' }, element('div', { class: 'stepper', role: 'group' }, fewer, field, more), remove),
    total,
    problem);

  function want(text) {
    const words = quantityProblem(text);
    problem.textContent = words;
    field.setAttribute('aria-invalid', String(words !== '' && text === field.value));
    if (words) {
      return;
    }

    field.value = Number(text);
    showButtons();
    change(Number(text));
  }

  async function takeOut() {
    remove.setAttribute('aria-busy', 'true');
    const answer = await removeFromCart(productId);
    remove.removeAttribute('aria-busy');
    if (answer.ok) {
      tell(`${name} is out of your cart.`);
    } else {
      problem.textContent = sorry(answer);
    }
  }

  function update(newer) {
    line = newer;
    if (!change.isBusy() && document.activeElement !== field) {
      field.value = newer.quantity;
    }

    price.textContent = `${money(newer.unitPriceCents)} each`;
    total.textContent = money(newer.quantity * newer.unitPriceCents);
    note.textContent = noteOn(newer, item);
    showButtons();
  }

  function showButtons() {
    // Not disabled, so that the focus stays: pressing them at the limit says what the limit is.
    fewer.setAttribute('aria-disabled', String(Number(field.value) <= 1));
    more.setAttribute('aria-disabled', String(Number(field.value) >= mostPerLine));
  }

  function showName() {
    heading.replaceChildren(element('a', { href: pageOf(productId) }, name));
    field.setAttribute('aria-label', `Quantity of ${name}`);
    fewer.setAttribute('aria-label', `One less of ${name}`);
    more.setAttribute('aria-label', `One more of ${name}`);
    remove.setAttribute('aria-label', `Remove ${name}`);
  }

  update(first);
  showName();
  product(productId).then((found) => {
    item = found;
    name = nameOf(found, productId);
    showName();
    update(line);
  });
  return { element: made, update };
}

/** What the visitor should know before ordering; the order itself is checked by the service. */
function noteOn({ quantity, unitPriceCents }, item) {
  if (!item) {
    return item === null ? 'Not sold any more. Please remove it.' : '';
  }

  return item.stock < quantity ? (item.stock === 0 ? 'Sold out in the meantime' : `Only ${item.stock} in stock`)
    : item.priceCents !== unitPriceCents ? `The price is ${money(item.priceCents)} now`
    : '';
}
