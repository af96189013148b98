// Makes elements. Text is always text: nothing that comes from data is ever read as markup.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} attributes A function listens (onclick), true is an empty attribute, and false, null and undefined leave it out.
 * @param {...(Node | string | null | undefined | false)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }

  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return made;
}

export const byId = (id) => document.getElementById(id);
