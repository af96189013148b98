// The cart: what is in it, how many, and what it costs.
import { cartLine } from '../cartline.js';
import { loadCart, onCart, piecesIn, totalOf } from '../cart.js';
import { byId } from '/shared/elements.js';
import { count, money } from '../format.js';
import { startFrame } from '../frame.js';
import { tellProblem } from '../problem.js';
import { sorry } from '../retry.js';

const list = byId('lines');
const lines = new Map();

function show(cart) {
  tellProblem('');
  byId('cart').setAttribute('aria-busy', 'false');
  byId('cart').hidden = cart.lines.length === 0;
  byId('empty').hidden = cart.lines.length > 0;
  byId('pieces').textContent = count(piecesIn(cart), 'item');
  byId('total').textContent = money(totalOf(cart));
  list.querySelectorAll('.waiting').forEach((waiting) => waiting.remove());

  const wanted = new Set(cart.lines.map(({ productId }) => productId));
  for (const [productId, line] of lines) {
    if (!wanted.has(productId)) {
      leave(line.element);
      lines.delete(productId);
    }
  }

  for (const line of cart.lines) {
    if (lines.has(line.productId)) {
      lines.get(line.productId).update(line);
    } else {
      const made = cartLine(line);
      lines.set(line.productId, made);
      list.append(made.element);
    }
  }
}

/** Takes a line away. If the keyboard was in it, it goes on at the next line, or at the top. */
function leave(line) {
  const next = line.nextElementSibling ?? line.previousElementSibling;
  const hadFocus = line.contains(document.activeElement);
  line.remove();
  if (hadFocus) {
    (next?.querySelector('.remove') ?? byId('title')).focus();
  }
}

async function open(loading) {
  const answer = await loading;
  if (!answer.ok) {
    byId('cart').hidden = true;
    tellProblem(sorry(answer), () => { byId('cart').hidden = false; open(loadCart()); });
  }
}

onCart(show);
open(startFrame());
