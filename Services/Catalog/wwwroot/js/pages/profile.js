// The remembered details.
import { askCustomer, customerFields, saveCustomer } from '../customer.js';
import { byId } from '/shared/elements.js';
import { startFrame } from '../frame.js';
import { tell } from '/shared/notices.js';
import { tellProblem } from '../problem.js';
import { sorry } from '../retry.js';
import { inTurn } from '../writes.js';

const details = customerFields();
const button = byId('save');

async function open() {
  const answer = await askCustomer();
  if (!answer.ok && answer.status !== 404) {
    tellProblem(sorry(answer), open);
    return;
  }

  details.fill(answer.body ?? {});
  byId('fields').disabled = false;
  button.disabled = false;
}

async function save(event) {
  event.preventDefault();
  if (button.getAttribute('aria-busy') === 'true' || !details.areRight()) {
    return;
  }

  button.setAttribute('aria-busy', 'true');
  byId('outcome').textContent = '';
  const answer = await inTurn(() => saveCustomer(details.values()));
  button.removeAttribute('aria-busy');
  if (answer.ok) {
    tell('Your details are saved.');
  } else if (!details.refuse(answer.errors)) {
    byId('outcome').textContent = sorry(answer);
  }
}

byId('details').addEventListener('submit', save);
startFrame();
open();
