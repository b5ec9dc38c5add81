// Copies the files of other people's packages that the pages load to the directory given as the first argument, and the
// fonts of documents, which no page loads, to that given as the second.
// Runs with every build, so it does nothing when neither the lock nor this script has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

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

/** The one weight of a font with all Chinese characters, which the PDF files of official documents embed. */
const fonts = {
  'NotoSerifSC_400Regular.ttf': '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'NotoSerifSC-LICENSE.txt': '@expo-google-fonts/noto-serif-sc/LICENSE_FONT',
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [target, fontTarget] = process.argv[3]
  ? process.argv.slice(2, 4).map((directory) => resolve(directory))
  : fail('usage: node build.mjs <directory of the pages> <directory of the fonts>');
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node.js 20 or newer is needed to build the pages; this is ${process.versions.node} (${process.execPath}).`);
}

const lockFile = join(here, 'package-lock.json');
const copied = [lockFile, fileURLToPath(import.meta.url)]
  .reduce((hash, path) => hash.update(readFileSync(path)), createHash('sha256'))
  .digest('hex');
const copiedStamp = join(target, '.stamp');
if (existsSync(copiedStamp) && readFileSync(copiedStamp, 'utf8') === copied) {
  process.exit(0);
}

/** Runs a command that comes with Node.js or the system, and returns what it printed. */
function run(command, args, missing, failed) {
  const done = spawnSync(command, args, {
    cwd: here,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (done.error?.code === 'ENOENT') {
    fail(missing);
  }
  return done.status === 0 ? done.stdout.toString('utf8') : fail(failed);
}

/**
 * Fetches the packages that files are copied from, each as the one archive that the lock names, and unpacks of it what
 * is copied. An installation would bring three hundred megabytes in twenty thousand files, nearly all of them sources
 * of what the copied files already contain.
 */
function fetchInto(directory, sources) {
  const locked = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const names = Object.keys(locked[''].dependencies);
  console.log('Fetching the packages of the pages');
  const packed = JSON.parse(
    run(
      'npm',
      ['pack', '--json', '--prefer-offline', '--loglevel=error', '--pack-destination', directory].concat(
        names.map((name) => `${name}@${locked[`node_modules/${name}`].version}`),
      ),
      'npm is needed to build the pages and is not on the PATH; it comes with Node.js 20 or newer.',
      'npm could not fetch the packages of the pages; its message stands above.',
    ),
  );
  for (const { name, filename, integrity } of packed) {
    if (integrity !== locked[`node_modules/${name}`].integrity) {
      fail(`The package ${name} is not the one that package-lock.json names.`);
    }
    const unpacked = join(directory, name);
    mkdirSync(unpacked, { recursive: true });
    run(
      'tar',
      ['-xzf', join(directory, filename), '-C', unpacked, '--strip-components=1'].concat(
        sources.filter((path) => path.startsWith(`${name}/`)).map((path) => `package${path.slice(name.length)}`),
      ),
      'tar is needed to unpack the packages of the pages and is not on the PATH.',
      `The package ${name} does not contain what build.mjs copies; the reason stands above.`,
    );
  }
}

/**
 * What a browser would ask for and not find, it reports as an error: source maps and old font formats go. What would
 * follow the browser's zone and language in dates follows the office's.
 */
function adapted(name, content) {
  if (name.endsWith('.woff2')) {
    return content;
  }
  let text = content.toString('utf8').replace(/\n?(\/\/# |\/\*# )sourceMappingURL=[^\n]*/g, '');
  if (name === 'form/form-viewer.js') {
    // js/office-time.js, where a page has it, says what day it is and how dates are written
    text = `(function (Date, Intl) {\n${text}\n})`
      + `.call(globalThis, (globalThis.OfficeTime ?? globalThis).Date, (globalThis.OfficeTime ?? globalThis).Intl);\n`;
  }
  if (name === 'icons/tabler-icons.min.css') {
    const sources = /src:url\([^)]*woff2[^)]*\)[^;}]*/;
    if (!sources.test(text)) {
      fail('The icon font declares its sources otherwise than build.mjs expects; adapt it to the new version.');
    }
    text = text.replace(sources, 'font-display:block;src:url("tabler-icons.woff2") format("woff2")');
  }
  return text;
}

/**
 * Some characters share their glyph with a radical (U+2E80–U+2FDF), whose number is lower, so that the text of a PDF
 * would be made of radicals and nobody would find a word in it. The font forgets the radicals: each of their groups in
 * the character map becomes a repetition of the group before it.
 */
function withoutRadicals(font) {
  const tables = font.readUInt16BE(4);
  let cmap = 0;
  for (let i = 0; i < tables; i++) {
    if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === 'cmap') {
      cmap = font.readUInt32BE(12 + 16 * i + 8);
    }
  }
  let forgotten = 0;
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const map = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(map) !== 12) {
      continue;
    }
    for (let n = 1; n < font.readUInt32BE(map + 12); n++) {
      const group = map + 16 + 12 * n;
      const [first, last] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
      if (first <= 0x2fdf && last >= 0x2e80) {
        if (first < 0x2e80 || last > 0x2fdf) {
          fail('The font maps radicals together with other characters; adapt build.mjs to the new version.');
        }
        font.copy(font, group, group - 12, group);
        forgotten++;
      }
    }
  }
  return forgotten > 0 ? font : fail('The font maps no radicals where build.mjs looks for them; adapt it.');
}

const modules = mkdtempSync(join(tmpdir(), 'xieban-pages-'));
process.on('exit', () => rmSync(modules, { recursive: true, force: true }));
fetchInto(modules, Object.values({ ...files, ...fonts }));
for (const [name, source] of Object.entries(fonts)) {
  const content = readFileSync(join(modules, source));
  mkdirSync(fontTarget, { recursive: true });
  writeFileSync(join(fontTarget, name), name.endsWith('.ttf') ? withoutRadicals(content) : content);
}
rmSync(target, { recursive: true, force: true });
for (const [name, source] of Object.entries(files)) {
  const to = join(target, name);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, adapted(name, readFileSync(join(modules, source))));
}
writeFileSync(copiedStamp, copied);
