// Sends what visitors of a page do to the hub: docs/events.md, "In web pages". The hub drops comments and white space when it
// serves this, in less than 4,000 bytes: a comment has lines of its own, and strings have no blanks. For browsers since 2020.
(() => {
  const page = document, script = page.currentScript, before = window.hub;
  // loaded twice
  if (!script || before?.ready) return;

  const tag = script.dataset;
  const less = 'profileLess' in tag
    || tag.dnt != 'off' && (navigator.globalPrivacyControl || navigator.doNotTrack == 1);
  const url = (tag.url ? tag.url.replace(/\/?$/, '/track') : new URL('../track', script.src).href)
    + (less ? '?profile_less=true' : '');
  const key = 'hub:' + tag.source, LEASE = 3e4, HOUR = 36e5;

  // What the tabs of a site share. Under the key: s: session; t: when it was last used; p: profile; c: consent; b: before then
  // nobody sends, since a tab is about it or there is to be a pause; n: failures in a row. Under keys of their own, so that no
  // tab overwrites those of another: waiting events, each {s: session, e: event}. One tab sends at a time; should two after
  // all, the hub knows the events by their ids and keeps each once.
  let kept = {}, atOnce = 20, last = 0, timer, busy;
  try {
    kept = less ? sessionStorage : localStorage;
  } catch {
    // blocked: the memory of this page has to do
  }
  let store = kept;
  const read = name => {
    try {
      return JSON.parse(store[name]) || {};
    } catch {
      return {};
    }
  };
  const write = (name, value) => {
    value = JSON.stringify(value);
    try {
      store[name] = value;
    } catch {
      // full: this page goes on by itself, the next one finds what is there
      store = { [key]: store[key], [name]: value };
    }
  };
  const put = more => write(key, { ...read(key), ...more });
  const drop = name => delete store[name];
  const waiting = () => Object.keys(store).filter(name => name.startsWith(key + ':')).sort();
  const held = () => {
    const { c } = read(key);
    return c == null ? 'consent' in tag : !c;
  };
  // nothing is kept on the device of somebody who is still to be asked
  if (held()) store = { [key]: store[key] };

  // RFC 9562, version 4; crypto.randomUUID is missing where a page has no TLS
  const uuid = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => (byte + 256).toString(16).slice(1))
    .join('')
    .replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');

  const session = () => {
    const { s, t } = read(key), now = Date.now(), id = now - t < (tag.sessionMinutes || 30) * 6e4 && s || uuid();
    put({ s: id, t: now });
    return tag.session || id;
  };

  // the waiting events from there on that go into one payload
  const batch = from => {
    const some = waiting().slice(from, from + atOnce).map(name => ({ name, ...read(name) }));
    const other = some.findIndex(x => x.s != some[0].s);
    return some.slice(0, other < 0 ? atOnce : other);
  };
  const payload = events => JSON.stringify({
    source: { id: tag.source },
    session: { id: events[0].s },
    profile: { id: read(key).p },
    context: {
      consent: read(key).c,
      screen: { width: screen.width, height: screen.height },
      language: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone
    },
    events: events.map(x => x.e)
  });

  const wake = ms => timer = setTimeout(flush, ms);
  const flush = async () => {
    clearTimeout(timer);
    timer = 0;
    const sent = batch(0), pause = read(key).b - Date.now();
    if (!sent[0] || held()) return;
    // a clock that was set back makes no pause
    if (pause > 0 && pause <= HOUR) return wake(pause);

    let status, asked;
    put({ b: Date.now() + LEASE });
    wake(LEASE);
    busy = 1;
    try {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        credentials: 'omit',
        body: payload(sent)
      });
      asked = reply.headers.get('Retry-After') * 1e3;
      if (reply.ok) {
        const { profile, session } = await reply.json();
        if (!held()) {
          if (profile.id && !less) put({ p: profile.id });
          if (read(key).s == sent[0].s) put({ s: session.id });
        }
      }
      status = reply.status;
    } catch {
      // offline, or no answer of the hub
    }
    busy = 0;
    if (!status || status == 429 || status > 499) {
      const n = (read(key).n || 0) + 1, wait = Math.min(2 ** n, 300) * 500 * (1 + Math.random());
      put({ n, b: Date.now() + Math.min(asked > wait ? asked : wait, HOUR) });
    } else {
      put({ n: 0, b: 0 });
      // one bad event must not cost the others: from now on each goes by itself
      if (sent[1] && /413|422/.test(status)) atOnce = 1;
      // kept, or refused for good
      else sent.forEach(x => drop(x.name));
    }
    flush();
  };

  const track = (type, data) => {
    if (read(key).c === false || !type) return;
    const id = uuid();
    last = Math.max(last + 1, Date.now());
    write(key + ':' + last + id, {
      s: session(),
      e: {
        id,
        type: '' + type,
        time: { create: new Date() },
        properties: { ...data },
        context: { page: { url: tag.page || location.href.split('#')[0], referrer: page.referrer, title: page.title } }
      }
    });
    waiting().slice(0, -100).forEach(drop);
    if (waiting().length >= atOnce) flush();
    else timer || wake(1e3);
  };

  // At the end of the page, which may be that of the visit. A beacon is not acknowledged: its events stay, and go again.
  const leave = () => {
    if (held() || read(key).n) return;
    for (let i = 0, events; (events = batch(i))[0]; i += events.length) navigator.sendBeacon(url, payload(events));
    if (busy) put({ b: 0 });
  };

  const calls = {
    track,
    flush,
    leave,
    page: data => track('page-view', data),
    consent: yes => {
      if (yes) {
        store = Object.assign(kept, store);
        put({ c: true });
        flush();
      } else {
        store = kept;
        waiting().forEach(drop);
        write(key, { c: false });
      }
    },
    ids: () => read(key).c === false ? {} : { session: session(), profile: read(key).p },
    online: () => {
      put({ b: 0 });
      flush();
    }
  };
  // a page never suffers from what goes wrong here
  const hub = window.hub = (name, ...args) => {
    try {
      return calls[name](...args);
    } catch {
    }
  };
  hub.ready = 1;

  addEventListener('online', () => hub('online'));
  addEventListener('pagehide', () => hub('leave'));
  page.addEventListener('visibilitychange', () => page.hidden && hub('leave'));
  if (tag.auto != 'off') {
    let data;
    try {
      data = JSON.parse(tag.properties);
    } catch {
      // none, or no JSON
    }
    hub('page', data);
  }
  before?.q?.forEach(args => hub(...args));
  // what an earlier page could not send
  flush();
})();
