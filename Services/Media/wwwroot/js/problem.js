// A problem that takes the place of what should be there: what went wrong, in words, and a way out.
import { byId, element } from '/shared/elements.js';

/** Tells a problem in the page, or nothing any more if there are no words. */
export function tellProblem(words, label, action) {
  byId('problem').replaceChildren();
  if (!words) {
    return;
  }

  byId('problem').append(element('p', {}, words));
  if (action) {
    byId('problem').append(element('button', { type: 'button', class: 'button quiet', onclick: () => { tellProblem(''); action(); } }, label));
  }
}
