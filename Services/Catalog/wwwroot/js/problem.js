// A problem that takes the place of what should be there: what went wrong, in words, and a way to try again.
import { byId, element } from '/shared/elements.js';

/**
 * Tells a problem in the page, or nothing any more if there are no words.
 * @param {() => void} [again] What "Try again" does.
 */
export function tellProblem(words, again) {
  byId('problem').replaceChildren();
  if (!words) {
    return;
  }

  byId('problem').append(element('p', {}, words));
  if (again) {
    byId('problem').append(element('button', { type: 'button', class: 'button quiet', onclick: () => { tellProblem(''); again(); } }, 'Try again'));
  }
}
