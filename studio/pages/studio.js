// Puts one of Studio's elements on the page and leads its ways between views to pages of their own.
(() => {
  const host = document.getElementById('host');
  const page = path => new URL(path, document.baseURI).href;
  document.querySelector(`nav a[data-section="${host.dataset.section}"]`)?.setAttribute('aria-current', 'page');

  // What Studio itself has no place for.
  if (host.dataset.instanceId) {
    const run = `${host.dataset.base}/runs/${encodeURIComponent(host.dataset.instanceId)}`;
    for (const [text, href] of [['Pictures', run], ['Log', `${run}/log`]])
      document.querySelector('.refine-bar nav').append(Object.assign(document.createElement('a'), { textContent: text, href }));
  }

  // Studio has no router here: after Run, Save as and the like it only pushes an address.
  history.pushState = (state, unused, url) => location.assign(new URL(url, document.baseURI));

  customElements.whenDefined(host.dataset.tag).then(() => {
    const element = document.createElement(host.dataset.tag);
    element.setAttribute('remote-endpoint', new URL(host.dataset.endpoint, location.origin).href);
    if (host.dataset.key) element.setAttribute('api-key', host.dataset.key);
    if (host.dataset.definitionId) element.setAttribute('definition-id', host.dataset.definitionId);
    if (host.dataset.instanceId) element.setAttribute('instance-id', host.dataset.instanceId);
    // Callbacks count only when they are there before the element is.
    const edit = id => location.assign(page(`workflows/definitions/${encodeURIComponent(id)}/edit`));
    element.editWorkflowDefinition = edit;
    element.viewWorkflowInstance = id => location.assign(page(`workflows/instances/${encodeURIComponent(id)}/view`));
    host.replaceChildren(element);
  });

  // The viewer does not connect again by itself: when the server was away, the page starts anew as soon as it is back.
  if (host.dataset.instanceId) {
    let lost = false;
    const events = new EventSource(new URL(`${host.dataset.base}/api/v1/runs/${encodeURIComponent(host.dataset.instanceId)}/events`, location.origin));
    events.addEventListener('error', () => { lost = true; });
    events.addEventListener('open', () => { if (lost) location.reload(); });
  }
})();
