// Two editors, one item: what is in the shop now beside what saving would make of it, and the choice between them.
import { byId, element } from '/shared/elements.js';
import { money } from './format.js';

const facts = [
  ['Name', (item) => item.name],
  ['Description', (item) => item.description],
  ['Price', (item) => money(item.priceCents)],
  ['In stock', (item) => String(item.stock)],
];

/**
 * Shows the conflict.
 * @param {object} conflict
 * @param {Item} conflict.before What the editor was opened with.
 * @param {Item} conflict.theirs What is in the shop now.
 * @param {Item} conflict.merged The same with this editor's changes.
 * @param {() => void} conflict.take Throws this editor's changes away.
 * @param {() => void} conflict.save Saves what is merged.
 */
export function showConflict({ before, theirs, merged, take, save }) {
  const moved = facts.filter(([, read]) => read(before) !== read(theirs) || read(theirs) !== read(merged));
  const box = byId('conflict');
  box.replaceChildren(
    element('p', {}, element('strong', {}, 'Somebody else has changed this item since you opened it.'), ' Nothing of yours was saved.'),
    element('table', {},
      element('thead', {}, element('tr', {},
        element('td'), element('th', { scope: 'col' }, 'In the shop now'), element('th', { scope: 'col' }, 'With your changes'))),
      element('tbody', {}, ...moved.map(([name, read]) => element('tr', {},
        element('th', { scope: 'row' }, name), element('td', {}, read(theirs)), element('td', {}, read(merged)))))),
    element('p', { class: 'actions' },
      element('button', { type: 'button', class: 'button', onclick: save }, 'Save my changes'),
      element('button', { type: 'button', class: 'button quiet', onclick: take }, 'Take theirs')));
  box.hidden = false;
  box.querySelector('button').focus();
}
