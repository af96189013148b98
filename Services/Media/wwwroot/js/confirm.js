// Asks before something that cannot be taken back.
import { byId } from '/shared/elements.js';

/** Whether the visitor says yes. To close the question is to say no; the focus is then where it was. */
export function confirmed({ title, words, yes, no }) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = title;
  byId('confirm-words').textContent = words;
  byId('confirm-yes').textContent = yes;
  byId('confirm-no').textContent = no;
  dialog.returnValue = 'no';
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
    byId('confirm-no').focus();
  });
}
