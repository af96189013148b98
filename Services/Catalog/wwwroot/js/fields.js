// Checks the fields of a form and says in words what is wrong with each. Every field `x` has an element `x-problem` beside it.
import { byId } from '/shared/elements.js';

/**
 * @param {Record<string, (text: string) => string>} rules What is wrong with a field's text, in words; nothing if it is fine.
 */
export function fields(rules) {
  const names = Object.keys(rules);
  const label = (name) => document.querySelector(`label[for="${name}"]`).textContent;
  const text = (name) => byId(name).value.trim();

  function tell(name, words) {
    byId(`${name}-problem`).textContent = words;
    byId(name).setAttribute('aria-invalid', String(words !== ''));
  }

  const check = (name) => tell(name, rules[name](text(name)));

  // Said when a field is left, and taken back as soon as it is right; never while it is typed for the first time.
  for (const name of names) {
    byId(name).addEventListener('change', () => check(name));
    byId(name).addEventListener('input', () => byId(name).getAttribute('aria-invalid') === 'true' && check(name));
  }

  function focusFirstWrong() {
    const first = names.find((name) => byId(name).getAttribute('aria-invalid') === 'true');
    byId(first ?? names[0]).focus();
    return first !== undefined;
  }

  return {
    /** The texts, without blanks around them. */
    values: () => Object.fromEntries(names.map((name) => [name, text(name)])),

    fill(values) {
      for (const name of names) {
        byId(name).value = values[name] ?? '';
        tell(name, '');
      }
    },

    /** Whether all are right. If not, the first wrong one gets the focus. */
    areRight() {
      names.forEach(check);
      return names.every((name) => byId(name).getAttribute('aria-invalid') !== 'true') || !focusFirstWrong();
    },

    /** Shows what the service says is wrong, each time the rest of a sentence that the field's name begins. Whether it was about a field of this form. */
    refuse(errors) {
      const known = names.filter((name) => errors[name]?.length > 0);
      known.forEach((name) => tell(name, `${label(name)} ${errors[name].join(', and ')}.`));
      return known.length > 0 && focusFirstWrong();
    },
  };
}

/** The rule for a text of bounded length that must be there. */
export const required = (what, most) => (text) =>
  (text === '' ? `Please fill in ${what}.` : text.length > most ? `This is longer than ${most} characters.` : '');
