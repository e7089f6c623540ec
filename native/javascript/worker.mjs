// Evaluates JavaScript expressions in QuickJS, for a host that talks in lines of JSON over standard input and output.
// One request at a time; the host owns the deadline and kills this process when it is not kept.
// argv[2]: { timeLimit ms, patience ms, memoryLimit bytes, stackLimit bytes, elements, characters }.
import { readFileSync, readSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { compilation } from './compilation.mjs';

const settings = JSON.parse(process.argv[2]);

// A built-in that never looks at the clock would outlive a host that was killed itself, so a second thread watches:
// an odd number means that a request is being answered, and no answer may take longer than the host's own patience.
const turn = new Int32Array(new SharedArrayBuffer(4));
new Worker(`
  const { workerData: { turn, patience } } = require('node:worker_threads');
  for (;;) {
    const seen = Atomics.load(turn, 0);
    const late = Atomics.wait(turn, 0, seen, seen % 2 === 0 ? Infinity : patience) === 'timed-out';
    if (late) process.kill(process.pid, 'SIGKILL');
  }`, {
  eval: true,
  workerData: { turn, patience: settings.patience },
  resourceLimits: { maxOldGenerationSizeMb: 16 },
  // Otherwise they would be joined to this process's, which then no longer block.
  stdout: true,
  stderr: true,
});
const nextTurn = () => { Atomics.add(turn, 0, 1); Atomics.notify(turn, 0); };

const quickjs = await newQuickJSWASMModuleFromVariant(variant);
const runtime = quickjs.newRuntime();
let deadline = Infinity, interrupted = false;
runtime.setMaxStackSize(settings.stackLimit);
runtime.setInterruptHandler(() => performance.now() > deadline && (interrupted = true));
const context = runtime.newContext();

let values = [];
const read = context.newFunction('read', index => context.newString(JSON.stringify(values[context.getNumber(index)])));
const prelude = readFileSync(new URL('prelude.js', import.meta.url), 'utf8');
const install = context.unwrapResult(context.evalCode(prelude, 'prelude.js', 0));
const doors = context.unwrapResult(context.callFunction(install, context.undefined, read));
const [begin, finish, describe] = ['begin', 'finish', 'describe'].map(name => context.getProp(doors, name));

// QuickJS's own limit sees single allocations only, because the size of a block is unknown in this build; what cannot be
// passed is the end of the memory.
const memory = quickjs.getWasmMemory();
const ceiling = memory.buffer.byteLength + settings.memoryLimit;
let starved = false;
memory.grow = pages => {
  if (memory.buffer.byteLength + pages * 65536 > ceiling) {
    starved = true;
    throw new RangeError('The memory limit is reached.');
  }
  return WebAssembly.Memory.prototype.grow.call(memory, pages);
};

// Every evaluation starts from this very image of QuickJS's memory, so nothing of one is left for the next, whatever it
// did, and no context has to be built for it. The image ends where QuickJS's allocator ends: above lies only memory it
// has never had, and it clears what must be clear when it takes it. Handles are not disposed: their memory is rewound.
const image = (() => {
  const bytes = new Uint8Array(memory.buffer);
  let end = bytes.length;
  while (bytes[end - 1] === 0) end--;
  return bytes.slice(0, end);
})();
// The lower part is the stack, which is empty between evaluations.
const bottom = image.findIndex((byte, at) => byte !== 0 && at >= 0x1000);
const rewind = () => new Uint8Array(memory.buffer).set(image.subarray(bottom), bottom);

const { check, modeOf, place } = compilation(context);
const dynamic = /\b(?:eval|Function|globalThis|constructor|this)\b/;
const pascal = name => name.replace(/(?:[ _-]+|^)(\p{L})/gu, (_, letter) => letter.toUpperCase());
const isSmall = value => value === null || typeof value !== 'object' && !(value.length > 200);

// What is large stays outside until the script asks for it; accessors are made only for names that the script says.
function pack(script, named, nameOf) {
  return Object.entries(named ?? {}).map(([name, value]) => {
    const entry = isSmall(value) ? { n: name, v: value } : { n: name, i: values.push(value) - 1 };
    const accessor = pascal(nameOf(name));
    if (script.includes(accessor) || dynamic.test(script)) entry.p = accessor;
    return entry;
  });
}

function outputAccessor(key) {
  const dot = key.lastIndexOf('.');
  return dot < 0 ? `ResultFrom${pascal(key)}` : `${pascal(key.slice(dot + 1))}From${pascal(key.slice(0, dot))}`;
}

class Failure extends Error {
  constructor(kind, message, position) { super(message); this.kind = kind; this.position = position; }
}

function failureOf(error, mode) {
  // What is needed to tell the error may take a little longer than the script was allowed.
  const wasInterrupted = interrupted, wasStarved = starved;
  deadline = performance.now() + 100;
  const described = context.callFunction(describe, context.undefined, error);
  const { name = '', message = 'null', stack } = described.error ? {} : JSON.parse(context.getString(described.value));
  const at = place(stack, mode);
  if (wasInterrupted) return new Failure('timeout', `The script ran longer than ${settings.timeLimit} ms and was stopped.`, at);
  // Out of memory, QuickJS may be unable to make even the error, and throws null.
  if (name === 'InternalError' && /out of memory|string too long|array too large/.test(message) || wasStarved && name === '') {
    return new Failure('memory', `The script needs more than ${Math.floor(settings.memoryLimit / 1048576)} MiB of memory and was stopped.`, at);
  }
  if (name === 'InternalError' && message === 'stack overflow') return new Failure('thrown', 'The script calls itself too deeply.', at);
  if (described.error) return new Failure('thrown', 'The script failed with an error that cannot be told.');
  return new Failure('thrown', name ? `${name}: ${message}` : `The script threw ${message}.`, at);
}

function unwrap(result, mode) {
  if (result.error) throw failureOf(result.error, mode);
  return result.value;
}

function settle(handle, mode) {
  while (runtime.hasPendingJob()) {
    unwrap(runtime.executePendingJobs(1000), mode);
    if (performance.now() > deadline) throw new Failure('timeout', `The script's promises ran longer than ${settings.timeLimit} ms.`);
  }
  const state = context.getPromiseState(handle);
  if (state.type === 'pending') throw new Failure('thrown', 'The script returned a promise that never settles: there are no timers here.');
  if (state.type === 'rejected') throw failureOf(state.error, mode);
  return state.notAPromise ? handle : settle(state.value, mode);
}

function evaluate(request) {
  const { script, now, seed, instance } = request;
  const mode = modeOf(script);
  if (mode.problem) throw new Failure(mode.problem.kind, mode.problem.message, mode.problem);
  const limits = { elements: settings.elements, characters: settings.characters };
  const sent = {
    now, seed, instance, limits,
    variables: pack(script, request.variables, name => name),
    inputs: pack(script, request.inputs, name => name),
    outputs: pack(script, request.outputs, outputAccessor),
    args: pack(script, request.args, name => name),
    lastResult: pack('', { lastResult: request.lastResult ?? null }, name => name)[0],
  };
  unwrap(context.callFunction(begin, context.undefined, context.newString(JSON.stringify(sent))), mode);
  let result = settle(unwrap(context.evalCode(mode.before + script + mode.after, 'script', mode.flags), mode), mode);
  if (mode.boxed) result = settle(context.getProp(result, 'value'), mode);
  const text = context.getString(unwrap(context.callFunction(finish, context.undefined, result), mode));
  if (text.startsWith('{"refused"')) {
    const { kind, message } = JSON.parse(text).refused;
    throw new Failure(kind, message);
  }
  // A script that tampers with built-ins must not be able to answer for a later request.
  if (text.includes('\n')) throw new Error('its answer holds a line break');
  return text;
}

function answer(line) {
  const request = JSON.parse(line);
  const head = `{"id":${Number(request.id)},`;
  deadline = performance.now() + settings.timeLimit;
  interrupted = starved = false;
  try {
    if (request.check !== undefined) return { text: `${head}"problem":${JSON.stringify(check(request.check) ?? null)}}` };
    return { text: `${head}"result":${evaluate(request)}}` };
  } catch (error) {
    // Anything but a Failure, such as a stack overflow of the process itself, leaves QuickJS in an unknown state.
    const broken = !(error instanceof Failure);
    const failure = !broken ? error : error instanceof RangeError
      ? new Failure('thrown', 'The script, or a value it reads, is nested too deeply.')
      : new Failure('workerLost', `The script broke its interpreter (${String(error?.message ?? error).slice(0, 200)}).`);
    const { kind, message, position } = failure;
    return { text: `${head}"error":${JSON.stringify({ kind, message, line: position?.line, column: position?.column })},"retire":${broken}}`, broken };
  } finally {
    deadline = Infinity;
    values = [];
    rewind();
  }
}

// Blocking calls: there is nothing else to do here, and each turn of an event loop would cost as much as an evaluation.
function patiently(transfer) {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if (error.code === 'EOF') return 0;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function write(text) {
  const bytes = Buffer.from(text + '\n');
  for (let done = 0; done < bytes.length;) done += patiently(() => writeSync(1, bytes, done));
}

write('{"ready":true}');
const buffer = Buffer.allocUnsafe(65536);
// The end of the input means that the host has gone; so does this process.
for (let held = [], length; (length = patiently(() => readSync(0, buffer))) > 0;) {
  const end = buffer.subarray(0, length).indexOf(10);
  held.push(Buffer.from(buffer.subarray(0, end < 0 ? length : end)));
  if (end < 0) continue;
  nextTurn();
  const { text, broken } = answer(Buffer.concat(held).toString('utf8'));
  write(text);
  nextTurn();
  if (broken) break;
  held = [];
}
process.exit(0);
