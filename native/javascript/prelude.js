// Evaluated once inside QuickJS, before the worker takes its snapshot: everything that does not depend on a request is
// set up here. `begin` takes what one request sent; `finish` turns what the script left behind into one JSON text.
// There is no way from here to the process outside: `read(index)` answers the JSON text of a value that was sent along
// and is too large to be copied before it is needed.
(function (read) {
  'use strict';
  const { parse, stringify } = JSON;
  const { defineProperty, fromEntries, hasOwn, keys } = Object;
  let sent, instanceName, correlationId, outcomes = [];

  // Later names never replace earlier ones: ours stand before a variable's, a variable's before an input's.
  const install = (name, value) =>
    hasOwn(globalThis, name) || defineProperty(globalThis, name, { value, writable: true, configurable: true });

  // An entry is { n: name, v: value } or { n: name, i: index to read }, and p, the pascalised name, where the script says it.
  const textOf = entry => entry.text ??= read(entry.i);
  const value = entry => {
    if (entry.i !== undefined && entry.text === undefined) entry.v = parse(textOf(entry));
    return entry.v;
  };
  const table = entries => new Map(entries.map(entry => [entry.n, entry]));
  const find = (map, name) => map.has(name) ? value(map.get(name)) : null;
  const accessors = entries => {
    for (const entry of entries) if (entry.p !== undefined) install('get' + entry.p, () => value(entry));
  };

  // --- variables, inputs, outputs, arguments -------------------------------------------------------------------
  const variables = {}, args = {};
  let slots, inputs, outputs, activities;
  const assign = (entry, next) => {
    if (entry.i !== undefined) textOf(entry);
    entry.v = next;
  };
  const openVariable = entry => {
    entry.before = entry.v;
    defineProperty(variables, entry.n, { get: () => value(entry), set: next => assign(entry, next), enumerable: true });
    if (entry.p !== undefined) install('set' + entry.p, next => assign(entry, next));
  };
  const getVariable = name => hasOwn(variables, name) ? variables[name] : null;
  const setVariable = (name, next) => {
    if (slots.has(name)) assign(slots.get(name), next);
    else defineProperty(variables, name, { value: next, writable: true, enumerable: true, configurable: true });
  };
  const getOutputFrom = (activity, name = 'Result') => {
    if (!activities.has(activity)) throw new Error(`There is no activity '${activity}' with an output here.`);
    const key = `${activity}.${name}`;
    return find(outputs, name === 'Result' && !outputs.has(key) ? activity : key);
  };
  const begin = received => {
    sent = parse(received);
    slots = table(sent.variables);
    inputs = table(sent.inputs);
    outputs = table(sent.outputs);
    activities = new Set();
    for (const { n } of sent.outputs) {
      activities.add(n);
      for (let dot = n.indexOf('.'); dot > 0; dot = n.indexOf('.', dot + 1)) activities.add(n.slice(0, dot));
    }
    for (const entry of sent.variables) openVariable(entry);
    for (const entry of sent.args) defineProperty(args, entry.n, { get: () => value(entry), enumerable: true });
    accessors(sent.variables);
    accessors(sent.args);
    accessors(sent.inputs);
    accessors(sent.outputs);
  };

  // --- time and luck: both come with the request, so that evaluating again gives the same answer ---------------
  const RealDate = Date;
  const FixedDate = function Date(...parts) {
    if (!new.target) return new RealDate(sent.now).toString();
    return Reflect.construct(RealDate, parts.length ? parts : [sent.now], new.target);
  };
  defineProperty(FixedDate, 'length', { value: 7 });
  defineProperty(FixedDate, 'prototype', { value: RealDate.prototype, writable: false });
  for (const [name, method] of [['now', () => sent.now], ['parse', RealDate.parse], ['UTC', RealDate.UTC]]) {
    defineProperty(FixedDate, name, { value: method, writable: true, configurable: true });
  }
  RealDate.prototype.constructor = FixedDate;
  defineProperty(globalThis, 'Date', { value: FixedDate, writable: true, configurable: true });

  // The formula of StableRandom: SplitMix64 over (seed, purpose, position), purpose hashed by FNV-1a. Changing it
  // changes what recorded instances drew.
  // Not BigInt.asUintN: this QuickJS answers asIntN for 64 bits.
  const low64 = number => number & 0xFFFFFFFFFFFFFFFFn;
  const gamma = 0x9E3779B97F4A7C15n;
  const mix = state => {
    let z = low64(state + gamma);
    z = low64((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n);
    z = low64((z ^ (z >> 27n)) * 0x94D049BB133111EBn);
    return z ^ (z >> 31n);
  };
  const stream = purpose => {
    let start, position = 0n;
    return () => {
      if (start === undefined) {
        let hash = 14695981039346656037n;
        for (let i = 0; i < purpose.length; i++) hash = low64((hash ^ BigInt(purpose.charCodeAt(i))) * 1099511628211n);
        start = mix(BigInt(sent.seed) ^ hash);
      }
      return mix(low64(start + gamma * ++position));
    };
  };
  const luck = stream('Math.random'), identity = stream('newGuid');
  defineProperty(Math, 'random', { value: () => Number(luck() >> 11n) / 9007199254740992, writable: true, configurable: true });

  // --- texts, bytes, identifiers -------------------------------------------------------------------------------
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytesFromString = text => {
    const bytes = [];
    for (const character of String(text)) {
      let point = character.codePointAt(0);
      if (point >= 0xD800 && point <= 0xDFFF) point = 0xFFFD;
      if (point < 0x80) bytes.push(point);
      else if (point < 0x800) bytes.push(0xC0 | point >> 6, 0x80 | point & 63);
      else if (point < 0x10000) bytes.push(0xE0 | point >> 12, 0x80 | point >> 6 & 63, 0x80 | point & 63);
      else bytes.push(0xF0 | point >> 18, 0x80 | point >> 12 & 63, 0x80 | point >> 6 & 63, 0x80 | point & 63);
    }
    return Uint8Array.from(bytes);
  };
  const toBytes = bytes => typeof bytes === 'string' ? bytesFromBase64(bytes) : Uint8Array.from(bytes);
  const bytesToString = bytes => {
    let encoded = '';
    for (const byte of toBytes(bytes)) encoded += '%' + (byte < 16 ? '0' : '') + byte.toString(16);
    try {
      return decodeURIComponent(encoded);
    } catch {
      throw new TypeError('bytesToString: the bytes are not UTF-8 text.');
    }
  };
  const bytesToBase64 = source => {
    const bytes = toBytes(source);
    let text = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const three = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
      text += alphabet[three >> 18] + alphabet[three >> 12 & 63]
        + (i + 1 < bytes.length ? alphabet[three >> 6 & 63] : '=') + (i + 2 < bytes.length ? alphabet[three & 63] : '=');
    }
    return text;
  };
  const bytesFromBase64 = source => {
    const text = String(source).replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new TypeError('The text is not base64.');
    const digits = text.replace(/=+$/, ''), bytes = [];
    for (let i = 0, bits = 0, held = 0; i < digits.length; i++) {
      bits = (bits << 6 | alphabet.indexOf(digits[i])) & 0xFFFF;
      held += 6;
      if (held >= 8) bytes.push(bits >> (held -= 8) & 255);
    }
    return Uint8Array.from(bytes);
  };
  const hyphenated = hex => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  const guidHex = () => {
    const high = identity() & ~0xF000n | 0x4000n, low = identity() & ~(3n << 62n) | 1n << 63n;
    return (high << 64n | low).toString(16).padStart(32, '0');
  };
  const newGuid = () => hyphenated(guidHex());
  const newShortGuid = () =>
    bytesToBase64(guidHex().match(/../g).map(pair => parseInt(pair, 16))).replace(/[+/=]/g, '');
  const parseGuid = text => {
    const guid = /^\s*(?:\{(.*)\}|\((.*)\)|(.*))\s*$/.exec(String(text)), digits = guid?.[1] ?? guid?.[2] ?? guid?.[3] ?? '';
    if (!/^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i.test(digits)) throw new TypeError(`'${text}' is not a GUID.`);
    return hyphenated(digits.trim().replaceAll('-', '').toLowerCase());
  };

  // --- the instance --------------------------------------------------------------------------------------------
  const text = given => given == null ? '' : String(given);
  const globals = {
    variables, args, getVariable, setVariable, getOutputFrom,
    getInput: name => find(inputs, name),
    getLastResult: () => value(sent.lastResult),
    getWorkflowInstanceId: () => sent.instance.id,
    getWorkflowInstanceName: () => instanceName ?? sent.instance.name,
    setWorkflowInstanceName: name => { instanceName = text(name); },
    getCorrelationId: () => correlationId ?? sent.instance.correlationId,
    setCorrelationId: id => { correlationId = text(id); },
    getWorkflowDefinitionId: () => sent.instance.definitionId,
    getWorkflowDefinitionVersionId: () => sent.instance.definitionVersionId,
    getWorkflowDefinitionVersion: () => sent.instance.definitionVersion,
    setOutcome: name => { outcomes = [String(name)]; },
    setOutcomes: names => { outcomes = Array.from(names, String); },
    toJson: given => stringify(given) ?? 'null',
    isNullOrWhiteSpace: given => text(given).trim() === '',
    isNullOrEmpty: given => text(given) === '',
    newGuid, newGuidString: newGuid, getGuidString: newGuid, newShortGuid, getShortGuid: newShortGuid, parseGuid,
    bytesToString, bytesFromString, bytesToBase64, bytesFromBase64,
    stringToBase64: given => bytesToBase64(bytesFromString(given)),
    stringFromBase64: given => bytesToString(bytesFromBase64(given)),
  };
  for (const name of keys(globals)) install(name, globals[name]);

  // --- the way out ---------------------------------------------------------------------------------------------
  let refusal, elements = 0;
  const refuse = (kind, message) => { throw refusal = { kind, message }; };
  const encode = (what, given) => stringify(given, function (key, item) {
    const where = key === '' ? what : `${what} (at '${key}')`;
    if (++elements > sent.limits.elements) refuse('tooLarge', `The script's values hold more than ${sent.limits.elements} elements.`);
    switch (typeof item) {
      case 'number':
        if (item - item !== 0) refuse('thrown', `${where} is ${item}, which is no JSON number. Test with Number.isFinite first.`);
        return item;
      case 'bigint':
        if (!Number.isSafeInteger(Number(item))) refuse('thrown', `${where} is a BigInt beyond 2^53; return it as text.`);
        return Number(item);
      case 'function': case 'symbol':
        if (key === '') refuse('thrown', `${where} is a ${typeof item}, not a value. Was a call '()' forgotten?`);
        return undefined;
      case 'object':
        if (item instanceof Map) return fromEntries(item);
        if (item instanceof Set) return [...item];
        if (item instanceof Uint8Array) return bytesToBase64(item);
        if (ArrayBuffer.isView(item)) return Array.from(item);
    }
    return item;
  }) ?? 'null';

  const change = (name, entry) => {
    if (entry.i === undefined) return entry.v === entry.before ? undefined : encode(`Variable '${name}'`, entry.v);
    if (entry.text === undefined) return undefined;
    // Mutation leaves no trace, so an object that was touched is written out and compared.
    if (typeof entry.v === 'object' && stringify(entry.v) === entry.text) return undefined;
    const after = encode(`Variable '${name}'`, entry.v);
    return after === entry.text || after === stringify(parse(entry.text)) ? undefined : after;
  };

  const finish = result => {
    try {
      const answer = encode('The result', result);
      let writes = '';
      for (const name of keys(variables)) {
        const written = slots.has(name) ? change(name, slots.get(name)) : encode(`Variable '${name}'`, variables[name]);
        if (written !== undefined) writes += `${writes && ','}[${stringify(name)},${written}]`;
      }
      const text = `{"value":${answer},"writes":[${writes}],"outcomes":${stringify(outcomes)},`
        + `"instanceName":${stringify(instanceName ?? null)},"correlationId":${stringify(correlationId ?? null)}}`;
      if (text.length > sent.limits.characters) {
        refuse('tooLarge', `The script's result and variables take ${text.length} characters; the limit is ${sent.limits.characters}.`);
      }
      return text;
    } catch (error) {
      if (refusal !== undefined) return stringify({ refused: refusal });
      throw error;
    }
  };

  const cut = (given, length) => typeof given === 'string' ? given.slice(0, length) : '';
  const describe = error => {
    let message;
    if (!(error instanceof Error)) {
      try { message = typeof error === 'object' ? stringify(error) : String(error); } catch { message = 'a value without text'; }
    }
    return stringify({ name: cut(error?.name, 100), message: cut(message ?? error.message, 1000), stack: cut(error?.stack, 4000) });
  };
  return { begin, finish, describe };
})
