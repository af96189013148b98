// The panel "Who answers": how many answers each instance gave, grouped by zone, and the latest ones in their order.

const byId = (id) => document.getElementById(id);
const recentLength = 30;

export function tally() {
  const counts = new Map();
  let total = 0;
  let failed = 0;

  for (let cell = 0; cell < recentLength; cell += 1) {
    byId('recent').append(document.createElement('li'));
  }

  function remember(zone, title) {
    const cells = byId('recent');
    cells.firstElementChild.remove();
    const cell = document.createElement('li');
    cell.dataset.zone = zone;
    cell.title = title;
    cells.append(cell);
  }

  function row(instance, zone) {
    const element = document.createElement('div');
    element.className = 'row';
    element.dataset.zone = zone;
    element.dataset.instance = instance;
    for (const part of ['name', 'bar', 'count']) {
      element.append(Object.assign(document.createElement('span'), { className: part }));
    }

    element.querySelector('.name').textContent = instance;
    element.querySelector('.bar').append(document.createElement('i'));
    const group = zoneGroup(zone);
    const after = [...group.querySelectorAll('.row')].find((other) => other.dataset.instance > instance);
    group.insertBefore(element, after ?? null);
    return element;
  }

  function zoneGroup(zone) {
    const bars = byId('bars');
    const existing = [...bars.children].find((group) => group.dataset.zone === zone);
    if (existing) {
      return existing;
    }

    const group = document.createElement('div');
    group.className = 'zone';
    group.dataset.zone = zone;
    const title = Object.assign(document.createElement('h3'), { textContent: `Zone ${zone}` });
    group.append(title);
    const after = [...bars.children].find((other) => other.dataset.zone > zone);
    bars.insertBefore(group, after ?? null);
    return group;
  }

  function draw() {
    const most = Math.max(1, ...[...counts.values()].map((entry) => entry.count));
    for (const { count, element } of counts.values()) {
      element.querySelector('i').style.width = `${(100 * count) / most}%`;
      element.querySelector('.count').textContent = count;
    }

    byId('total').textContent = total;
  }

  return {
    /** Counts an answer, or a failure, which is shown in words. */
    add({ status, instance, availabilityZone, detail }) {
      if (status !== 200 || !instance) {
        failed += 1;
        remember('failed', detail);
        byId('failures').textContent = `${failed} of ${total + failed} requests failed. The last one: ${detail}`;
        return;
      }

      total += 1;
      remember(availabilityZone, instance);
      const entry = counts.get(instance) ?? { count: 0, element: row(instance, availabilityZone) };
      entry.count += 1;
      counts.set(instance, entry);
      draw();
    },

    /** Starts again from zero. */
    clear() {
      counts.clear();
      total = 0;
      failed = 0;
      byId('bars').replaceChildren();
      byId('failures').textContent = '';
      byId('recent').replaceChildren(...Array.from({ length: recentLength }, () => document.createElement('li')));
      draw();
    },
  };
}
