// Writes take turns. The first write of a session makes its cookie; a second one beside it would make another session, and one of the carts would be lost.

let last = Promise.resolve();

/** Runs one operation of this page after the other, each with all its attempts. */
export function inTurn(operation) {
  const turn = last.then(operation);
  last = turn.then(() => {}, () => {});
  return turn;
}

/** Runs one attempt while no other tab of the shop writes. Where a browser has no locks, the tabs are on their own. */
export function alone(attempt) {
  return navigator.locks ? navigator.locks.request('shop-write', attempt) : attempt();
}
