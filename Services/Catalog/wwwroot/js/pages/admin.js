// The editor of one item: name, description, price and stock.
import { adminKey, forgetAdminKey, keepAdminKey } from '/shared/adminkey.js';
import { showConflict } from '../conflict.js';
import { readItem, readNewer, writeItem } from '../editing.js';
import { byId } from '/shared/elements.js';
import { cents, euros } from '../euros.js';
import { fields, required } from '../fields.js';
import { startFrame } from '../frame.js';
import { hush, tell } from '/shared/notices.js';
import { tellProblem } from '../problem.js';
import { pageOf, pictureOf } from '../products.js';
import { sorry } from '../retry.js';

const mostStock = 1_000_000;
const form = fields({
  name: required('a name', 120),
  description: (text) => (text.length > 2000 ? 'This is longer than 2000 characters.' : ''),
  price: (text) => (cents(text) === null ? 'Write a price like 49.90, at most 100000.' : ''),
  stock: (text) => (/^\d{1,7}$/.test(text) && Number(text) <= mostStock ? '' : `Write a whole number from 0 to ${mostStock}.`),
});
const button = byId('save');
let opened = null;

/** Shows the item of that number. Whether it could. */
async function open(id) {
  tellProblem('');
  byId('editor').hidden = true;
  const answer = await readItem(id);
  if (answer.ok) {
    show(answer);
    history.replaceState(null, '', `/admin.html?id=${id}`);
    return true;
  }

  tellProblem(answer.status === 404 ? `There is no item ${id}.` : sorry(answer), answer.status === 404 ? undefined : () => open(id));
  return false;
}

function show({ body: item, etag }) {
  opened = { item, etag };
  byId('editor').hidden = false;
  byId('conflict').hidden = true;
  byId('outcome').textContent = '';
  byId('item-title').textContent = `Item ${item.id}`;
  byId('picture').src = pictureOf(item.id);
  byId('view').href = pageOf(item.id);
  fill(item);
}

const fill = (item) => form.fill({ ...item, price: euros(item.priceCents), stock: String(item.stock) });

function edited() {
  const { name, description, price, stock } = form.values();
  return { ...opened.item, name, description, priceCents: cents(price), stock: Number(stock) };
}

async function save(event) {
  event?.preventDefault();
  if (button.getAttribute('aria-busy') === 'true' || !form.areRight()) {
    return;
  }

  if (!adminKey()) {
    refuseKey('Saving needs the admin key.');
    return;
  }

  const wanted = edited();
  hush();
  button.setAttribute('aria-busy', 'true');
  byId('outcome').textContent = '';
  const answer = await writeItem(opened.item.id, opened.etag, wanted, adminKey());
  await take(answer, wanted);
  button.removeAttribute('aria-busy');
}

async function take(answer, wanted) {
  if (answer.ok) {
    show({ body: answer.body, etag: answer.etag });
    tell(`Item ${answer.body.id} is saved.`);
  } else if (answer.status === 401 || answer.status === 403) {
    refuseKey('The shop does not accept this key. Nothing was saved.');
  } else if (answer.status === 412) {
    await resolve(wanted);
  } else if (!form.refuse(inFields(answer.errors))) {
    byId('outcome').textContent = answer.status === 404 ? 'This item has been deleted in the meantime.' : sorry(answer);
  }
}

/** Somebody else was quicker. Or it was this editor, and only the answer was lost: then all is well. */
async function resolve(wanted) {
  const answer = await readNewer(opened.item.id, opened.etag);
  if (answer === null || !answer.ok) {
    byId('outcome').textContent = answer === null || answer.status !== 404
      ? 'Somebody else has changed this item, and the newer version cannot be read yet. Nothing was saved. Please save again in a moment.'
      : 'This item has been deleted in the meantime.';
    return;
  }

  if (sameItem(answer.body, wanted)) {
    show(answer);
    tell(`Item ${wanted.id} is saved.`);
    return;
  }

  // Of the visitor's version only what was changed here: a stock that orders have lowered meanwhile is not put back.
  const merged = { ...answer.body, ...changes(opened.item, wanted) };
  showConflict({
    before: opened.item,
    theirs: answer.body,
    merged,
    take: () => { show(answer); byId('name').focus(); },
    save: () => { show({ body: answer.body, etag: answer.etag }); fill(merged); button.focus(); save(); },
  });
}

const edits = ['name', 'description', 'priceCents', 'stock'];
const sameItem = (one, other) => edits.every((name) => one[name] === other[name]);
const changes = (before, after) => Object.fromEntries(edits.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));

const inFields = ({ priceCents, ...errors }) => ({ ...errors, price: priceCents });

function refuseKey(words) {
  byId('key-problem').textContent = words;
  byId('key').setAttribute('aria-invalid', 'true');
  byId('key').focus();
}

function showKey() {
  byId('forget').hidden = !adminKey();
  byId('key').value = adminKey();
  byId('key').removeAttribute('aria-invalid');
  byId('key-problem').textContent = '';
}

byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const key = byId('key').value.trim();
  if (/^[\x21-\x7e]{1,512}$/.test(key)) {
    keepAdminKey(key);
    showKey();
    tell('The key is kept until this tab is closed.');
  } else {
    refuseKey(key ? 'This is no key: it has characters that a key cannot have.' : 'Please fill in the key.');
  }
});
byId('forget').addEventListener('click', () => { forgetAdminKey(); showKey(); byId('key').focus(); });
byId('find-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = byId('find').value.trim();
  const isNumber = /^[1-9]\d{0,8}$/.test(text);
  byId('find-problem').textContent = isNumber ? '' : 'Write the number of an item, like 7.';
  byId('find').setAttribute('aria-invalid', String(!isNumber));
  if (isNumber) {
    if (await open(text)) {
      byId('item-title').focus();
    }
  } else {
    byId('find').focus();
  }
});
byId('item-form').addEventListener('submit', save);

startFrame();
showKey();
const asked = new URLSearchParams(location.search).get('id') ?? '';
if (/^[1-9]\d{0,8}$/.test(asked)) {
  byId('find').value = asked;
  open(asked);
}
