// Copies the files of other people's packages that the pages load to the directory given as the first argument.
// Runs with every build, so it does nothing when neither the lock nor this script has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');

/** Target name → where the package keeps it. */
const files = {
  'tabler.min.css': '@tabler/core/dist/css/tabler.min.css',
  'icons/tabler-icons.min.css': '@tabler/icons-webfont/dist/tabler-icons.min.css',
  'icons/tabler-icons.woff2': '@tabler/icons-webfont/dist/fonts/tabler-icons.woff2',
  'htmx.min.js': 'htmx.org/dist/htmx.min.js',
  'htmx-sse.min.js': 'htmx-ext-sse/dist/sse.min.js',
  'bpmn/bpmn-viewer.min.js': 'bpmn-js/dist/bpmn-navigated-viewer.production.min.js',
  'bpmn/bpmn-js.css': 'bpmn-js/dist/assets/bpmn-js.css',
  'bpmn/diagram-js.css': 'bpmn-js/dist/assets/diagram-js.css',
  'form/form-viewer.js': '@bpmn-io/form-js/dist/form-viewer.umd.js',
  'form/form-js.css': '@bpmn-io/form-js/dist/assets/form-js.css',
  'echarts.min.js': 'echarts/dist/echarts.min.js',
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

const target = process.argv[2] ? resolve(process.argv[2]) : fail('usage: node build.mjs <target directory>');
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node.js 20 or newer is needed to build the pages; this is ${process.versions.node} (${process.execPath}).`);
}

const digest = (...paths) => {
  const hash = createHash('sha256');
  paths.forEach((path) => hash.update(readFileSync(path)));
  return hash.digest('hex');
};
const lock = digest(join(here, 'package-lock.json'));
const copied = digest(join(here, 'package-lock.json'), fileURLToPath(import.meta.url));
const stamped = (path, value) => existsSync(path) && readFileSync(path, 'utf8') === value;

const copiedStamp = join(target, '.stamp');
if (stamped(copiedStamp, copied)) {
  process.exit(0);
}

const lockStamp = join(modules, '.xieban-lock');
if (!stamped(lockStamp, lock)) {
  console.log('Fetching the packages of the pages (npm ci)');
  // No install scripts: one dependency starts a process of its own to report its use.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.error?.code === 'ENOENT') {
    fail('npm is needed to build the pages and is not on the PATH; it comes with Node.js 20 or newer.');
  }
  if (npm.status !== 0) {
    fail('npm could not fetch the packages of the pages; its message stands above.');
  }
  writeFileSync(lockStamp, lock);
}

/** What a browser would ask for and not find, it reports as an error: source maps and old font formats go. */
function adapted(name, content) {
  if (name.endsWith('.woff2')) {
    return content;
  }
  let text = content.toString('utf8').replace(/\n?(\/\/# |\/\*# )sourceMappingURL=[^\n]*/g, '');
  if (name === 'icons/tabler-icons.min.css') {
    const sources = /src:url\([^)]*woff2[^)]*\)[^;}]*/;
    if (!sources.test(text)) {
      fail('The icon font declares its sources otherwise than build.mjs expects; adapt it to the new version.');
    }
    text = text.replace(sources, 'font-display:block;src:url("tabler-icons.woff2") format("woff2")');
  }
  return text;
}

rmSync(target, { recursive: true, force: true });
for (const [name, source] of Object.entries(files)) {
  const to = join(target, name);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, adapted(name, readFileSync(join(modules, source))));
}
writeFileSync(copiedStamp, copied);
