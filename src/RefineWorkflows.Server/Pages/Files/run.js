// One run, as it goes on.
(() => {
  const base = document.body.dataset.base;
  const run = `${base}/api/v1/runs/${encodeURIComponent(document.body.dataset.run)}`;
  const find = id => document.getElementById(id);
  const over = ['finished', 'cancelled', 'failed'];
  const cards = new Map();

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // An animated picture moves by itself; a video is played.
  const clip = (file, title) => {
    const video = /\.(mp4|webm)$/.test(file);
    const element = make(video ? 'video' : 'img');
    if (video) Object.assign(element, { controls: true, loop: true, muted: true, playsInline: true, title });
    else element.alt = title;
    element.src = `${run}/files/${file}`;
    return element;
  };

  const count = (number, unit) => `${number} ${unit}${number === 1 ? '' : 's'}`;
  const spent = budget => {
    if (!budget || budget.calls === 0) return '';
    const unit = budget.currency ? ` ${budget.currency}` : '';
    const of = cap => cap == null ? '' : ` of ${cap}`;
    const parts = [`${budget.pictures}${of(budget.maxPictures)} picture${(budget.maxPictures ?? budget.pictures) === 1 ? '' : 's'}`, `${budget.seconds.toFixed(1)}${of(budget.maxSeconds)} s of back ends`];
    if (budget.cost > 0 || budget.maxCost != null) parts.push(`${+budget.cost.toFixed(4)}${of(budget.maxCost)}${unit}`);
    return `Spent: ${parts.join(', ')} in ${count(budget.calls, 'call')}`;
  };

  const card = one => {
    const element = make('article', 'card');
    const picture = one.clipPath ? clip(one.clipPath, `Clip ${one.iteration}`) : make('img');
    if (!one.clipPath) {
      picture.alt = `Picture ${one.iteration}`;
      picture.src = `${run}/files/${one.imagePath}`;
    }
    const text = make('div', 'text');
    const head = make('header');
    head.append(make('span', '', `#${one.iteration}`), make('span', 'grade', one.score?.toFixed(1) ?? '-'));
    text.append(head, make('p', 'soft', one.status), make('p', '', one.prompt));
    if (one.clipPath) {
      const sheet = make('a', 'soft', 'frames');
      sheet.href = `${run}/files/${one.imagePath}`;
      text.append(sheet);
    }
    element.append(picture, text);
    return element;
  };

  // What a person is asked, while the run waits for the answer.
  let review = null;
  const showReview = async status => {
    review = status === 'waiting' ? (await fetch(`${run}/reviews`).then(answer => answer.json())).items[0] ?? null : null;
    find('review').hidden = !review;
    if (!review) return;
    // What the box asks need not be said twice.
    find('reason').textContent = '';
    const source = `${run}/files/${review.file}`;
    if (find('asked').getAttribute('src') !== source) find('asked').src = source;
    find('question').textContent = review.question;
    const grade = review.grade;
    find('graded').textContent = grade ? `Picture ${review.iteration}: ${grade.grade}${grade.score == null ? '' : `, ${grade.score.toFixed(2)} (${grade.interval.low.toFixed(2)} to ${grade.interval.high.toFixed(2)})`}` : `Picture ${review.iteration}`;
    find('evidence').textContent = (grade?.channels ?? []).map(one => `${one.channel}: ${one.reading.value == null ? one.reading.missingBecause : `${one.reading.value.toFixed(2)}  ${one.reading.evidence.join('; ')}`}`).join('\n');
    find('deadline').textContent = review.dueAt ? `Without an answer: ${review.default} at ${new Date(review.dueAt).toLocaleString()}` : '';
  };

  // Two pictures side by side: one keystroke is a vote.
  let ballot = null;
  let shownAt = 0;
  const showBallot = async status => {
    const open = status === 'waiting' ? (await fetch(`${run}/ballots`).then(answer => answer.json())).items[0] ?? null : null;
    find('ballot').hidden = !open;
    if (!open) { ballot = null; return; }
    find('reason').textContent = '';
    // Who sees which one leads no longer votes on the pictures alone.
    find('best').hidden = true;
    if (open.id === ballot?.id) return;
    ballot = open;
    shownAt = performance.now();
    find('choice').textContent = open.question;
    for (const side of ['a', 'b']) find(`side-${side}`).replaceChildren(clip(open[side].file, side.toUpperCase()));
    find('vote-deadline').textContent = open.dueAt ? `Without an answer: ${open.default} at ${new Date(open.dueAt).toLocaleString()}` : '';
  };

  const vote = async outcome => {
    if (!ballot) return;
    const asked = ballot;
    const answer = await fetch(`${run}/ballots/${encodeURIComponent(asked.id)}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ outcome, seconds: (performance.now() - shownAt) / 1000 }) });
    find('problem').textContent = answer.ok ? '' : (await answer.json()).detail;
    show();
  };
  const keys = { a: 'a', b: 'b', t: 'tie', x: 'bad', s: 'skip' };
  for (const outcome of Object.values(keys)) find(`vote-${outcome}`).addEventListener('click', () => vote(outcome));
  document.addEventListener('keydown', pressed => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || /^(INPUT|TEXTAREA|SELECT)$/.test(pressed.target.tagName)) return;
    const outcome = keys[pressed.key.toLowerCase()];
    if (outcome && ballot) { pressed.preventDefault(); vote(outcome); }
  });

  const show = async () => {
    const [now, iterations] = await Promise.all([fetch(run).then(answer => answer.json()), fetch(`${run}/iterations`).then(answer => answer.json())]);
    document.title = `${now.prompt ?? now.name ?? now.id} · RefineWorkflows`;
    find('status').textContent = `${now.status} · ${now.strategy ?? now.definitionId} · ${now.iterations ?? 0} pictures`;
    find('prompt').textContent = now.prompt ?? now.name ?? now.id;
    find('goal').textContent = now.goal ?? '';
    find('score').textContent = now.best?.score != null ? `${now.best.score.toFixed(1)} / 10` : '';
    find('reason').textContent = now.reason ?? '';
    find('spent').textContent = spent(now.budget);
    if (now.best) {
      const moves = now.best.clip && !/\.(mp4|webm)$/.test(now.best.clip);
      const source = `${run}/files/${moves ? now.best.clip : now.best.file}`;
      if (find('best').getAttribute('src') !== source) find('best').src = source;
      find('best').hidden = false;
    }
    for (const one of iterations.items) {
      if (!cards.has(one.iteration)) { cards.set(one.iteration, card(one)); find('iterations').append(cards.get(one.iteration)); }
      cards.get(one.iteration).classList.toggle('winner', one.iteration === now.best?.iteration);
    }
    const ended = over.includes(now.status);
    find('report').hidden = find('collage').hidden = !ended || !now.best;
    find('cancel').hidden = ended;
    find('pause').hidden = ended || now.status === 'paused';
    find('resume').hidden = now.status !== 'paused';
    find('retry').hidden = now.status !== 'failed';
    await showReview(now.status);
    await showBallot(now.status);
  };

  for (const action of ['pause', 'resume', 'retry', 'cancel']) {
    find(action).addEventListener('click', async () => {
      const answer = await fetch(`${run}/${action}`, { method: 'POST' });
      find('problem').textContent = answer.ok ? '' : (await answer.json()).detail;
      show();
    });
  }

  for (const decision of ['accept', 'refine', 'reject']) {
    find(decision).addEventListener('click', async () => {
      const answer = await fetch(`${run}/reviews/${encodeURIComponent(review.id)}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decision, note: find('note').value }) });
      find('problem').textContent = answer.ok ? '' : (await answer.json()).detail;
      if (answer.ok) find('note').value = '';
      show();
    });
  }

  show();
  const events = new EventSource(`${run}/events`);
  events.addEventListener('changed', show);
  // Only the process that makes the picture knows how far it is; a run of another process just changes.
  events.addEventListener('progress', message => {
    const { iteration, done, preview } = JSON.parse(message.data);
    find('making').hidden = done >= 1;
    find('made').textContent = `Picture ${iteration} is being made`;
    if (done > 0) find('share').value = done; else find('share').removeAttribute('value');
    if (preview) find('preview').src = preview;
    find('preview').hidden = !preview && (done === 0 || !find('preview').hasAttribute('src'));
    if (done >= 1) find('preview').removeAttribute('src');
  });
})();
