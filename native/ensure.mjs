// Runs `npm ci` once, also when two builds start at the same moment: here, or in the folder that is given.
import { mkdirSync, rmdirSync, readFileSync, writeFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const patience = 300_000;
process.chdir(process.argv[2] ?? import.meta.dirname);
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(process.platform + process.arch)
  .digest('hex');

const installed = () => {
  try { return readFileSync('node_modules/.stamp', 'utf8') === wanted; } catch { return false; }
};
const pause = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const lock = '.npm-ci.lock';
const deadline = Date.now() + patience;
while (!installed()) {
  try {
    mkdirSync(lock);
  } catch {
    // Another build is at it. A lock older than the patience belongs to one that died.
    try { if (Date.now() - statSync(lock).mtimeMs > patience) rmdirSync(lock); } catch { /* it has just been released */ }
    if (Date.now() > deadline) { console.error(`gave up waiting for ${lock}`); process.exit(1); }
    pause(200);
    continue;
  }
  try {
    if (installed()) break;
    const npm = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], { stdio: 'inherit', shell: process.platform === 'win32' });
    if (npm.error || npm.status !== 0) {
      console.error(`npm ci failed ${npm.error?.code ?? ''}`);
      process.exitCode = 1;
      break;
    }
    writeFileSync('node_modules/.stamp', wanted);
  } finally {
    rmdirSync(lock);
  }
}
