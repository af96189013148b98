// Two writers, one post: what is on the blog now beside what was written here, and the choice between them.
import { byId, element } from '/shared/elements.js';

/**
 * Shows the conflict.
 * @param {() => void} conflict.take Throws what was written here away.
 * @param {() => void} conflict.save Saves it over the other one.
 */
export function showConflict({ theirs, mine, take, save }) {
  const box = byId('conflict');
  const side = (name, post) => element('div', {},
    element('dt', {}, name), element('dd', {}, element('strong', {}, post.title)), element('dd', {}, element('pre', { tabindex: 0 }, post.body)));
  box.replaceChildren(
    element('p', {}, element('strong', {}, 'Somebody else has saved this post since you opened it.'), ' Nothing of yours is lost, and nothing of it was saved.'),
    element('dl', {}, side('On the blog now', theirs), side('Yours', mine)),
    element('p', { class: 'actions' },
      element('button', { type: 'button', class: 'button', onclick: save }, 'Save mine over it'),
      element('button', { type: 'button', class: 'button quiet', onclick: take }, 'Take theirs')));
  box.hidden = false;
  box.querySelector('button').focus();
}

export const hideConflict = () => { byId('conflict').hidden = true; };
