// What every browser test needs: a made-up partnership served on a free port of this machine, Chromium, and axe.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = process.env.THINGWALL_PROGRAM;   // the built program
const modules = process.env.THINGWALL_MODULES;   // node_modules, installed by the build
const require = createRequire(path.join(modules, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

/// Starts the program on a folder; resolves to its address once it serves. `words` are what it said on the way.
export function serve(folder, more = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['serve', '--data', folder, '--port', '0', ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (piece) => {
      words += piece;
      const found = words.match(/^Serving .* on (http:\/\/\S+)$/m);
      if (found) resolve({ address: found[1], words, stop: () => stop(child), pid: child.pid });
    });
    child.on('exit', (code) => reject(new Error(`thingwall serve ended with ${code}: ${words}`)));
  });
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/// A made-up partnership of its own for this test file: its address and the sign-in links that the program printed.
/// With `mail` its letters go to that server ("smtp://127.0.0.1:2525"), and lists may be fetched from a site that is not there.
export async function demonstration(activities = 240, mail = undefined) {
  const folder = mkdtempSync(path.join(tmpdir(), 'thingwall-browser-'));
  const said = execFileSync(program, ['demo', '--data', folder, '--activities', String(activities)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (mail) {
    const settings = path.join(folder, 'partnership.json');
    const all = JSON.parse(readFileSync(settings, 'utf8'));
    writeFileSync(settings, JSON.stringify({ ...all, site_address: 'http://engage.example', mail_server: mail, mail_from: 'engage@wyremouth.example', mail_in_clear: true, import_hosts: ['lists.invalid'] }));
  }
  const site = await serve(folder);
  const links = {};
  const people = [];
  for (const line of said.split('\n')) {
    const [email, link, who] = line.split('\t');
    if (!link) continue;
    links[email] = site.address + link;
    const [name, ...organisation] = who.split(', ');
    people.push({ email, name, organisation: organisation.join(', '), link: site.address + link });
  }
  return {
    ...site,
    links,
    people,
    folder,
    end: async () => {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let browser;
export async function open({ scripts = true, width = 1280, session = undefined } = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width, height: 900 }, locale: 'en-GB', storageState: session });
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  return page;
}
export async function close() {
  await browser?.close();
  browser = undefined;
}

/// A mail server on a free port of this machine that keeps what it is given: `address`, `mails` ({ to, text }), `end`.
export function mailSink() {
  const mails = [];
  const server = createServer((socket) => {
    let rest = '', mail = {}, inData = false;
    socket.on('error', () => {});
    socket.write('220 sink\r\n');
    socket.on('data', (piece) => {
      rest += piece;
      for (let end; (end = rest.indexOf('\r\n')) >= 0; ) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (inData) {
          if (line === '.') {
            inData = false;
            mail.text = mail.text.replace(/=\n/g, '').replace(/((=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString('utf8'));
            mails.push(mail);
            socket.write('250 taken\r\n');
          } else mail.text += line + '\n';
        } else if (line.startsWith('MAIL')) { mail = { text: '' }; socket.write('250 ok\r\n'); }
        else if (line.startsWith('RCPT')) { mail.to = line.match(/<(.*)>/)[1]; socket.write('250 ok\r\n'); }
        else if (line === 'DATA') { inData = true; socket.write('354 go on\r\n'); }
        else if (line === 'QUIT') { socket.end('221 bye\r\n'); }
        else socket.write('250 ok\r\n');
      }
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () =>
    resolve({ address: `smtp://127.0.0.1:${server.address().port}`, mails, end: () => new Promise((done) => server.close(done)) })));
}

/// Signs in by one of the links: the page asks for a press of its button, so that what follows links cannot use it up.
/// A link is good once: who comes by it again goes on with the session that it gave.
const sessions = new Map();
export async function signIn(page, link) {
  if (sessions.has(link)) {
    await page.context().addCookies(sessions.get(link));
    await page.goto(new URL('/', link).href);
    return;
  }
  await page.goto(link);
  await page.getByRole('button').last().click();
  await page.waitForLoadState();
  sessions.set(link, await page.context().cookies());
}

/// Violations of WCAG 2.2 A and AA and of best practice, as lines of text. Needs scripts to be on.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}

/// Whether something runs over the right edge.
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}
