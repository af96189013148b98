// One item: its picture, what there is to know, and the way into the cart.
import { adminKey } from '/shared/adminkey.js';
import { card, stockInWords } from '../card.js';
import { addToCart, mostPerLine } from '../cart.js';
import { byId, element } from '/shared/elements.js';
import { money, title } from '../format.js';
import { listAddress, startFrame } from '../frame.js';
import { tell } from '/shared/notices.js';
import { tellProblem } from '../problem.js';
import { pictureOf, itemPath } from '../products.js';
import { quantityProblem } from '../quantity.js';
import { sendUntilClear, sorry } from '../retry.js';

const similarShown = 4;
const id = new URLSearchParams(location.search).get('id') ?? '';

async function open() {
  const answer = /^\d{1,9}$/.test(id) ? await sendUntilClear('GET', itemPath(id)) : { status: 404 };
  byId('item').setAttribute('aria-busy', 'false');
  if (answer.ok) {
    show(answer.body);
    showSimilar(answer.body);
    return;
  }

  byId('item').hidden = true;
  document.querySelector('.similar').hidden = true;
  tellProblem(answer.status === 404 ? 'This item does not exist, or is not sold any more.' : sorry(answer),
    answer.status === 404 ? undefined : () => location.reload());
}

function show(item) {
  document.title = `${item.name} · MyClothes`;
  byId('category-trace').replaceChildren(' / ', element('a', { href: listAddress({ category: item.category }) }, title(item.category)));
  const picture = byId('picture');
  picture.src = pictureOf(item.id);
  picture.alt = `${item.name}, ${item.colour}`;
  picture.hidden = false;
  byId('name').textContent = item.name;
  byId('price').textContent = money(item.priceCents);
  byId('description').textContent = item.description;
  byId('colour').textContent = title(item.colour);
  byId('sizes').textContent = item.sizes.join(' · ');
  byId('stock').textContent = stockInWords(item.stock);
  byId('add').disabled = item.stock === 0;
  byId('add').textContent = item.stock === 0 ? 'Sold out' : 'Add to cart';
  byId('quantity').disabled = item.stock === 0;
  byId('buy').addEventListener('submit', (event) => {
    event.preventDefault();
    buy(item);
  });
  if (adminKey()) {
    byId('edit').href = `/admin.html?id=${item.id}`;
    byId('edit').hidden = false;
  }
}

async function buy(item) {
  const field = byId('quantity');
  const button = byId('add');
  const words = quantityProblem(field.value);
  byId('quantity-problem').textContent = words;
  field.setAttribute('aria-invalid', String(words !== ''));
  if (words) {
    field.focus();
    return;
  }

  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }

  button.setAttribute('aria-busy', 'true');
  const answer = await addToCart(item.id, Math.min(mostPerLine, Number(field.value)));
  button.removeAttribute('aria-busy');
  if (answer.ok) {
    tell(`${item.name} is in your cart.`, { href: '/cart.html', text: 'See the cart' });
    field.value = '1';
  } else {
    byId('quantity-problem').textContent = sorry(answer);
  }
}

async function showSimilar(item) {
  const parameters = new URLSearchParams({ category: item.category, limit: similarShown + 1 });
  const answer = await sendUntilClear('GET', `/api/catalog/items?${parameters}`);
  const others = answer.ok ? answer.body.items.filter((other) => other.id !== item.id).slice(0, similarShown) : [];
  byId('similar').replaceChildren(...others.map((other) => card(other, { heading: 'h3' })));
  document.querySelector('.similar').hidden = others.length === 0;
}

startFrame();
open();
