// All orders of this browser, the newest first.
import { byId, element } from '/shared/elements.js';
import { date, money } from '../format.js';
import { startFrame } from '../frame.js';
import { isFinal, statusInShort } from '../orderstatus.js';
import { poll } from '../polling.js';
import { tellProblem } from '../problem.js';
import { isUnclear, sendUntilClear, sorry } from '../retry.js';

const list = byId('orders');

/** Shows them, all at once: a browser has 50 at most. Whether nothing in them can change any more. */
function take(answer) {
  list.setAttribute('aria-busy', 'false');
  if (isUnclear(answer) && list.querySelector('[data-order]')) {
    // What is shown stays; the next question may be answered again.
    return false;
  }

  if (!answer.ok) {
    list.hidden = true;
    tellProblem(sorry(answer), open);
    return true;
  }

  const { items } = answer.body;
  list.hidden = items.length === 0;
  byId('empty').hidden = items.length > 0;
  update(items);
  return items.every(({ status }) => isFinal(status));
}

function update(items) {
  list.querySelectorAll('.waiting').forEach((waiting) => waiting.remove());
  for (const order of items) {
    const known = list.querySelector(`[data-order="${CSS.escape(order.id)}"]`);
    if (known) {
      showStatus(known.querySelector('.chip'), order.status);
    } else {
      list.append(row(order));
    }
  }
}

function row({ id, status, totalCents, placedAt, reason }) {
  const chip = element('span', { class: 'chip' });
  showStatus(chip, status);
  return element('li', { 'data-order': id },
    element('a', { href: `/order.html?id=${encodeURIComponent(id)}` },
      element('span', { class: 'when' }, date(placedAt)),
      chip,
      element('span', { class: 'amount' }, money(totalCents)),
      reason && element('span', { class: 'reason' }, reason)));
}

function showStatus(chip, status) {
  chip.dataset.status = status;
  chip.textContent = statusInShort(status);
}

const open = () => poll(() => sendUntilClear('GET', '/api/orders'), take);

startFrame();
open();
