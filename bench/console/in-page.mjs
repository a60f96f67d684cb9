/** Runs in the page, before its own scripts: tells when something is there, and how long frames took. */
globalThis.bench = {
  /** milliseconds since the navigation began, at the frame in which there is such an element */
  whenThere: (selector) =>
    new Promise((resolve) => {
      const look = (now) => (document.querySelector(selector) ? resolve(now) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }),

  whenGone: (text) =>
    new Promise((resolve) => {
      const look = () =>
        document.querySelector('main').textContent.includes(text) ? requestAnimationFrame(look) : resolve();
      look();
    }),

  showTable: () => document.querySelector('[role=grid]').scrollIntoView(),

  jumpTo: (share) => {
    scrollTo(0, share * document.documentElement.scrollHeight);
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  },

  /** Begins to wait for another text of an element, timed from the next thing that the person does. */
  expectChange(selector) {
    const textNow = () => document.querySelector(selector)?.textContent;
    const before = textNow();
    let began;
    const begin = () => {
      began ??= performance.now();
    };
    for (const kind of ['keydown', 'mousedown', 'change', 'click'])
      addEventListener(kind, begin, { capture: true, once: true });
    this.change = new Promise((resolve) => {
      const look = () => {
        if (began !== undefined && textNow() !== before) resolve(performance.now() - began);
        else requestAnimationFrame(look);
      };
      look();
    });
  },

  watchFrames() {
    this.times = [];
    this.isWatching = true;
    let last = performance.now();
    const frame = (now) => {
      this.times.push(now - last);
      last = now;
      if (this.isWatching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },

  framesSeen() {
    this.isWatching = false;
    return this.times.slice(1);
  },
};
