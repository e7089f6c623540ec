// Finds out how a script wants to be read: as a program whose last expression is its value, the same with a top-level
// await, or as a function body with a top-level return. The first reading without a syntax error is taken.
const compileOnly = 1 << 5, asynchronous = 1 << 7, remembered = 500;
const readings = [
  { before: '', after: '', flags: 0 },
  { before: '', after: '', flags: asynchronous, boxed: true },
];
const readingsWithReturn = [
  { before: '(function () {', after: '\n})()', flags: 0 },
  { before: '(async function () {', after: '\n})()', flags: 0 },
];

/** Line and column, counted from 1, of the first place in the script that a stack names. */
export function place(stack, reading) {
  const found = /\bscript:(\d+):(\d+)/.exec(stack ?? '');
  if (!found) return undefined;
  const line = Number(found[1]), column = Number(found[2]);
  return { line, column: line === 1 ? Math.max(1, column - reading.before.length) : column };
}

function withinScript(script, { line, column }) {
  const lines = script.split('\n');
  return line <= lines.length ? { line, column } : { line: lines.length, column: lines.at(-1).length + 1 };
}

const isLater = (a, b) => a.line > b.line || a.line === b.line && a.column > b.column;

export function compilation(context) {
  const known = new Map();

  function compile(script, reading) {
    const { error, value } = context.evalCode(reading.before + script + reading.after, 'script', reading.flags | compileOnly);
    if (value) {
      value.dispose();
      return undefined;
    }
    const [name, message, stack] = ['name', 'message', 'stack'].map(key => context.getString(context.getProp(error, key)));
    const at = withinScript(script, place(stack, reading) ?? { line: 1, column: 1 });
    return name === 'SyntaxError'
      ? { kind: 'syntax', message, ...at }
      : { kind: 'thrown', message: 'The script cannot be read: ' + message, ...at };
  }

  function modeOf(script) {
    let mode = known.get(script);
    if (mode) return mode;
    let problem, candidates = readings;
    for (let next = 0; !mode && next < candidates.length; next++) {
      const found = compile(script, candidates[next]);
      if (!found) mode = candidates[next];
      else {
        // The reading that got furthest is the one that was meant.
        if (!problem || isLater(found, problem)) problem = found;
        if (found.kind !== 'syntax') break;
        if (found.message === 'return not in a function') candidates = [...readings, ...readingsWithReturn];
      }
    }
    mode ??= { problem };
    if (known.size >= remembered) known.delete(known.keys().next().value);
    known.set(script, mode);
    return mode;
  }

  const check = script => {
    const { problem } = modeOf(script);
    return problem && { line: problem.line, column: problem.column, message: problem.message };
  };
  return { check, modeOf, place };
}
