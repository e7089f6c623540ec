// The list of runs, and the form that starts one.
(() => {
  const base = document.body.dataset.base;
  const find = id => document.getElementById(id);
  document.querySelector('nav a[data-section="runs"]').setAttribute('aria-current', 'page');

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const card = run => {
    const link = make('a', 'card');
    link.href = `${base}/runs/${encodeURIComponent(run.id)}`;
    if (run.best) {
      const picture = make('img');
      picture.loading = 'lazy';
      picture.alt = `Best picture of ${run.prompt}`;
      picture.src = `${base}/api/v1/runs/${encodeURIComponent(run.id)}/files/${run.best.file}`;
      link.append(picture);
    } else {
      link.append(make('div', 'blank'));
    }
    const text = make('div', 'text');
    const head = make('header');
    head.append(make('span', '', run.status), make('span', 'grade', run.best?.score?.toFixed(1) ?? ''));
    text.append(head, make('p', '', run.prompt ?? run.name ?? run.definitionId), make('p', 'soft', `${run.iterations ?? 0} pictures · ${new Date(run.createdAt).toLocaleString()}`));
    link.append(text);
    return link;
  };

  const show = async () => {
    const answer = await fetch(`${base}/api/v1/runs?limit=60`);
    if (!answer.ok) { find('problem').textContent = (await answer.json()).detail ?? answer.statusText; return; }
    const runs = (await answer.json()).items.filter(run => run.prompt);
    find('runs').replaceChildren(...runs.map(card));
    find('none').hidden = runs.length > 0;
  };

  const offerWorkflows = async () => {
    const answer = await fetch(`${base}/elsa/api/workflow-definitions?versionOptions=Published`);
    if (!answer.ok) return;
    for (const one of (await answer.json()).items) {
      const option = make('option', '', one.name);
      option.value = one.definitionId;
      option.selected = one.definitionId === 'refine-loop';
      document.forms.start.elements.workflow.append(option);
    }
  };

  document.forms.start.addEventListener('submit', async event => {
    event.preventDefault();
    const fields = event.target.elements;
    const button = event.target.querySelector('button');
    button.disabled = true;
    find('problem').textContent = '';
    const input = { prompt: fields.prompt.value, maxIterations: fields.maxIterations.valueAsNumber };
    if (fields.goal.value.trim()) input.goal = fields.goal.value;
    const answer = await fetch(`${base}/api/v1/runs`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) },
      body: JSON.stringify({ definitionId: fields.workflow.value || 'refine-loop', input }),
    });
    const said = await answer.json();
    if (answer.ok) location.assign(`${base}/runs/${said.id}`);
    else find('problem').textContent = said.detail ?? said.title;
    button.disabled = false;
  });

  show();
  offerWorkflows();
  setInterval(() => { if (!document.hidden) show(); }, 3000);
})();
