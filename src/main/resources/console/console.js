// Figures that renew themselves: by a stream of events, and where there is none by asking now and then.
'use strict';
(() => {
  const places = [...document.querySelectorAll('[data-live]')];
  const POLL = 10000;
  let paused = false;

  function show(place, html) {
    // whoever reads goes on where they are: what was open stays open, what was scrolled or focused stays so
    const all = selector => [...place.querySelectorAll(selector)];
    const open = all('details').map(each => each.open);
    const left = all('.table').map(each => each.scrollLeft);
    const focused = all('a, summary, [tabindex]').indexOf(document.activeElement);
    place.innerHTML = html;
    htmx.process(place);
    all('details').forEach((each, i) => { each.open = open[i] ?? false; });
    all('.table').forEach((each, i) => { each.scrollLeft = left[i] ?? 0; });
    all('a, summary, [tabindex]')[focused]?.focus({preventScroll: true});
  }

  for (const place of places) {
    let stream = null, timer = 0;
    const stop = () => { stream?.close(); stream = null; clearInterval(timer); timer = 0; };
    const poll = () => { timer ||= setInterval(() => htmx.trigger(place, 'poll'), POLL); };
    const start = () => {
      if (paused || document.hidden || stream) return;
      stream = new EventSource(place.dataset.live + '/events');
      stream.addEventListener(place.dataset.live, event => { clearInterval(timer); timer = 0; show(place, event.data); });
      stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) { stream = null; poll(); } };
    };
    // a page that nobody sees keeps none of the few connections that a browser has to the hub
    document.addEventListener('visibilitychange', () => document.hidden ? stop() : start());
    document.addEventListener('hub:pause', () => paused ? stop() : start());
    start();
  }

  if (places.length) {
    const button = document.createElement('button');
    button.className = 'quiet pause';
    const name = () => { button.textContent = paused ? 'Go on renewing' : 'Pause renewing'; };
    button.onclick = () => { paused = !paused; name(); document.dispatchEvent(new Event('hub:pause')); };
    name();
    document.querySelector('main > h1').after(button);
  }
})();

// Trouble that was said before is over once something else is answered.
document.addEventListener('htmx:beforeSwap', event => {
  event.detail.target.querySelectorAll(':scope > .trouble').forEach(each => each.remove());
});

// A file that is dropped or chosen is taken as it is, byte for byte; what is typed goes as text.
(() => {
  const form = document.querySelector('form.try');
  if (!form) return;
  const text = form.elements.payload, bytes = form.elements.payload_base64, name = form.elements.name;
  const choose = form.querySelector('.choose');

  async function take(file) {
    if (!file || file.size > 500000) {
      choose.querySelector('output').textContent = file ? 'That file is larger than 500 kB: cut a part out of it.' : '';
      return;
    }
    const content = new Uint8Array(await file.arrayBuffer());
    let binary = '';
    for (const one of content) binary += String.fromCharCode(one);
    text.value = new TextDecoder().decode(content);
    bytes.value = btoa(binary);
    name.value = file.name;
    choose.querySelector('output').textContent = file.name + ', ' + file.size + ' bytes';
  }

  choose.hidden = false;
  choose.querySelector('input').addEventListener('change', event => take(event.target.files[0]));
  text.addEventListener('input', () => { bytes.value = ''; });
  form.addEventListener('dragover', event => { event.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', event => {
    event.preventDefault();
    form.classList.remove('over');
    take(event.dataTransfer.files[0]);
  });
})();
