// A price as it is typed.

const most = 10_000_000;

/** The cents of `49.90`, `49,9` or `€ 49`; null if it is no price. */
export function cents(text) {
  const match = /^(?:€\s*)?(\d{1,6})(?:[.,](\d{1,2}))?(?:\s*€)?$/.exec(text.trim());
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
  return value !== null && value <= most ? value : null;
}

/** `4990` → `49.90`. */
export const euros = (value) => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
