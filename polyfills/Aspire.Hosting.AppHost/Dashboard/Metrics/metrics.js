// The chart of the page Metrics: fetches its values as JSON, and takes in new ones without drawing anew. What lies behind a link or a form is a page of its own.
const visibleMarks = 40;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const minutes = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const format = (value) => {
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return size > 0 && size < 0.0001 ? value.toExponential(2) : value.toLocaleString('en', { maximumFractionDigits: digits });
};

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text ?? '';
  return element;
};

// Colours are those of the style sheet, which knows light and dark.
const colourOf = (host, name) => {
  const probe = make('span', name);
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

// A value between two gaps is a point: no line goes through it.
const lonely = (plot, series) => {
  const values = plot.data[series];
  return values.flatMap((value, index) => (value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? [index] : []));
};

class Chart {
  constructor(host, UPlot) {
    this.host = host;
    this.UPlot = UPlot;
    this.hidden = new Set();
    this.plotHost = make('div', 'metric-plot');
    this.legend = make('div', 'metric-legend');
    this.note = make('p', 'metric-note quiet-text');
    this.note.hidden = true;
    this.empty = make('p', 'metric-empty', 'Nothing in this window. Choose a longer one, take filters back, or let the resource do something.');
    this.empty.hidden = true;
    host.replaceChildren(this.plotHost, this.legend, this.note);
    this.plotHost.append(this.empty);
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.plotHost);
    this.redraw = () => {
      this.colours = null;
      this.plot?.redraw(false);
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.redraw);
  }

  size() {
    return { width: Math.max(200, this.plotHost.clientWidth), height: this.plotHost.clientHeight };
  }

  colour(name) {
    this.colours ??= new Map();
    if (!this.colours.has(name)) {
      this.colours.set(name, name.startsWith('--') ? getComputedStyle(this.host).getPropertyValue(name) : colourOf(this.host, name));
    }
    return name.startsWith('--') ? this.resolve(name) : this.colours.get(name);
  }

  // The value of a variable may be light-dark(…), which only a property resolves.
  resolve(name) {
    const key = `resolved ${name}`;
    if (!this.colours.has(key)) {
      this.host.style.setProperty('caret-color', `var(${name})`);
      this.colours.set(key, getComputedStyle(this.host).caretColor);
      this.host.style.removeProperty('caret-color');
    }
    return this.colours.get(key);
  }

  async update() {
    const answer = await fetch(this.host.dataset.chart, { headers: { accept: 'application/json' } });
    if (!answer.ok) {
      return;
    }
    const data = await answer.json();
    this.data = data;
    const values = [data.times, ...data.lines.map((line) => line.values)];
    const shape = JSON.stringify([data.unit, data.lines.map((line) => [line.name, line.colour])]);
    if (this.plot && shape === this.shape) {
      this.plot.setData(values);
    } else {
      this.shape = shape;
      this.plot?.destroy();
      this.plot = new this.UPlot(this.options(data), values, this.plotHost);
      this.buildLegend(data);
    }
    this.empty.hidden = data.lines.some((line) => line.values.some((value) => value !== null));
    this.note.hidden = !data.leftOut;
    this.note.textContent = data.leftOut ?? '';
    this.showMarks();
    this.showValues();
    this.host.dataset.updated = String(data.times.at(-1));
  }

  options(data) {
    const axis = () => ({
      stroke: () => this.colour('--quiet'),
      grid: { stroke: () => this.colour('--line'), width: 1 },
      ticks: { stroke: () => this.colour('--line'), width: 1 },
      font: '12px system-ui, sans-serif',
    });
    return {
      ...this.size(),
      legend: { show: false },
      padding: [12, 32, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        // From zero, so that a quiet line looks quiet; with room above, and a span where there is nothing.
        y: { range: (_, low, high) => [Math.min(0, low ?? 0) * 1.1, Math.max(0, high ?? 0) * 1.1 || 1] },
      },
      axes: [
        { ...axis(), space: 70, values: (_, splits, __, ___, step) => splits.map((at) => (step < 60 ? clock : minutes).format(at * 1000)) },
        {
          ...axis(),
          size: 64,
          values: (_, splits) => splits.map(format),
          label: data.unit || undefined,
          labelSize: data.unit ? 18 : 0,
          labelFont: '12px system-ui, sans-serif',
        },
      ],
      series: [
        {},
        ...data.lines.map((line) => ({
          label: line.name,
          stroke: () => this.colour(line.colour),
          width: 1.75,
          show: !this.hidden.has(line.name),
          points: { show: true, size: 5, filter: lonely, fill: () => this.colour(line.colour) },
        })),
      ],
      hooks: { setCursor: [() => this.showValues()], setSize: [() => this.showMarks()] },
    };
  }

  buildLegend(data) {
    this.values = data.lines.map((line, index) => {
      const button = make('button', '');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(!this.hidden.has(line.name)));
      const value = make('span', 'metric-line-value');
      button.append(make('span', `metric-swatch ${line.colour}`), make('span', 'metric-line-name', line.name), value);
      button.addEventListener('click', () => {
        const show = this.hidden.delete(line.name) || (this.hidden.add(line.name), false);
        button.setAttribute('aria-pressed', String(show));
        this.plot.setSeries(index + 1, { show });
        this.showMarks();
      });
      return { button, value };
    });
    this.when = make('span', 'metric-when');
    this.legend.replaceChildren(...this.values.map((one) => one.button), this.when);
  }

  // At the pointer until it leaves, else now: the last step that says anything.
  showValues() {
    const { lines, times, unit } = this.data;
    const pointed = this.plot?.cursor.idx;
    let index = pointed ?? times.length - 1;
    while (pointed == null && index > 0 && lines.every((line) => line.values[index] === null)) {
      index--;
    }
    for (const [number, { value }] of (this.values ?? []).entries()) {
      const at = lines[number]?.values[index] ?? null;
      value.textContent = at === null ? '–' : `${format(at)} ${unit}`;
    }
    if (this.when) {
      this.when.textContent = clock.format(times[index] * 1000);
    }
  }

  // Links over the canvas, the largest ones, moved and not made anew, so that the focus stays.
  showMarks() {
    if (!this.plot || !this.data) {
      return;
    }
    const { min, max } = this.plot.scales.y;
    const [from, to] = [this.data.times[0] - this.data.step, this.data.times.at(-1)];
    const shown = this.data.exemplars.filter(({ time, value }) => time >= from && time <= to && value >= min && value <= max)
      .sort((one, other) => other.value - one.value).slice(0, visibleMarks).sort((one, other) => one.time - other.time);
    const known = new Map([...this.plot.over.querySelectorAll('.metric-exemplar')].map((mark) => [mark.getAttribute('href'), mark]));
    for (const { time, value, text, href } of shown) {
      const mark = known.get(href) ?? make('a', 'metric-exemplar');
      known.delete(href);
      mark.href = href;
      mark.title = `${text} at ${clock.format(time * 1000)}: show the trace`;
      mark.setAttribute('aria-label', mark.title);
      mark.style.left = `${this.plot.valToPos(Math.max(time, this.data.times[0]), 'x')}px`;
      mark.style.top = `${this.plot.valToPos(value, 'y')}px`;
      if (!mark.isConnected) {
        this.plot.over.append(mark);
      }
    }
    known.forEach((mark) => mark.remove());
  }

  close() {
    this.plot?.destroy();
    matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.redraw);
  }
}

// Before the chart, which is waited for: a box that is ticked meanwhile counts.
for (const form of document.querySelectorAll('[data-auto-submit]')) {
  form.addEventListener('change', () => {
    // Remembered beyond the page that comes, so that a keyboard goes on where it was.
    const { name, value, type } = document.activeElement ?? {};
    sessionStorage.setItem('metrics-focus', JSON.stringify({ name, value: type === 'checkbox' ? value : null, top: scrollY }));
    form.requestSubmit();
  });
}

const remembered = sessionStorage.getItem('metrics-focus');
if (remembered) {
  sessionStorage.removeItem('metrics-focus');
  const { name, value, top } = JSON.parse(remembered);
  const field = [...document.querySelectorAll('[data-auto-submit] :is(input, select)')].find((one) => one.name === name && (value === null || one.value === value));
  field?.focus({ preventScroll: true });
  scrollTo(0, top);
}

const host = document.querySelector('[data-chart]');
if (host) {
  const { default: UPlot } = await import(host.dataset.uplot);
  const chart = new Chart(host, UPlot);
  let busy = true;
  let last = performance.now();
  const update = async () => {
    busy = true;
    last = performance.now();
    await chart.update().catch(() => {});
    busy = false;
  };
  await update();
  // As often as there can be anything new, and not more than needed for long windows.
  document.body.addEventListener('live-metrics', () => {
    if (!busy && performance.now() - last >= Math.min((chart.data?.step ?? 1) * 1000, 5000) - 500) {
      update();
    }
  });
}
