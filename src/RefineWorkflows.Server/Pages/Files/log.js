// What happened in one run, entry by entry, as it is written.
(() => {
  const { base, run } = document.body.dataset;
  const journal = `${base}/elsa/api/workflow-instances/${encodeURIComponent(run)}/journal`;
  const find = id => document.getElementById(id);
  const page = 200;
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
  let shown = 0, first, reading = false, again = false;

  const cell = (text, className) => {
    const element = document.createElement('td');
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const details = entry => {
    const { Outcomes: outcomes, ...rest } = entry.payload ?? {};
    return [entry.message, outcomes?.length > 0 && `→ ${outcomes.join(', ')}`, Object.keys(rest).length > 0 && JSON.stringify(rest)].filter(text => text).join('\n');
  };

  const row = entry => {
    const time = new Date(entry.timestamp);
    first ??= time;
    const element = document.createElement('tr');
    element.dataset.event = entry.eventName;
    const activity = cell(entry.activityName ?? entry.activityId);
    activity.title = `${entry.activityType} · ${entry.nodeId}`;
    element.append(
      cell(clock.format(time), 'soft'),
      cell(`${((time - first) / 1000).toFixed(3)} s`, 'soft number'),
      activity, cell(entry.eventName), cell(details(entry), 'details'));
    return element;
  };

  // The journal only grows, so what is shown stays and the next page begins behind it.
  const read = async () => {
    if (reading) { again = true; return; }
    reading = true;
    try {
      do {
        again = false;
        const answer = await fetch(`${journal}?skip=${shown}&take=${page}`);
        const body = await answer.json();
        if (!answer.ok) { find('problem').textContent = body.detail ?? body.title; break; }
        find('problem').textContent = '';
        find('entries').append(...body.items.map(row));
        shown += body.items.length;
        find('more').hidden = shown >= body.totalCount;
      } while (again && find('more').hidden);
    } catch {
      // The stream of events connects again as soon as the server is back, and that reads on.
      find('problem').textContent = 'The server does not answer.';
    } finally {
      reading = false;
    }
  };

  find('more').addEventListener('click', read);
  find('faults').addEventListener('change', change => find('entries').classList.toggle('faults', change.target.checked));
  read();
  new EventSource(`${base}/api/v1/runs/${encodeURIComponent(run)}/events`).addEventListener('changed', () => { if (find('more').hidden) read(); });
})();
