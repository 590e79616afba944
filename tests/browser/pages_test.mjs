// Every page that residents and officers see, at a telephone's width and a desk's: no violation of WCAG 2.2 AA or best
// practice, nothing over the edge, one h1, nothing that the content security policy refuses.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, demonstration, open, overflows, signIn, violations } from './support.mjs';

let site;
before(async () => { site = await demonstration(240, 'smtp://127.0.0.1:9'); });  // a mail server that is away
after(async () => { await close(); await site?.end(); });

// All that is wrong with a page, as lines: a test says everything at once.
async function judge(page, address, status = 200) {
  const wrong = [];
  page.faults.length = 0;
  const answer = await page.goto(address);
  if (answer.status() !== status) wrong.push(`${address}: ${answer.status()} instead of ${status}`);
  if ((await page.locator('h1').count()) !== 1) wrong.push(`${address}: not one h1`);
  wrong.push(...(await violations(page)).map((line) => `${address}: ${line}`));
  for (const summary of await page.locator('summary').all()) if (await summary.isVisible()) await summary.click();
  wrong.push(...(await violations(page)).map((line) => `${address}, everything open: ${line}`));
  if (await overflows(page)) wrong.push(`${address}: runs over the edge`);
  wrong.push(...page.faults.map((line) => `${address}: ${line}`));
  return wrong;
}

async function first(page, list, pattern) {
  await page.goto(site.address + list);
  for (const link of await page.locator('main a').all()) {
    const href = await link.getAttribute('href');
    if (pattern.test(href ?? '')) return href;
  }
  assert.fail(`${list} leads to nothing like ${pattern}`);
}

async function all(page, list, pattern) {
  await page.goto(site.address + list);
  const found = [];
  for (const link of await page.locator('main a').all()) {
    const href = await link.getAttribute('href');
    if (pattern.test(href ?? '')) found.push(href);
  }
  return found;
}

for (const width of [375, 1280]) {
  test(`Residents can read every page at ${width} pixels`, async () => {
    const page = await open({ width });
    const postcode = (await (await page.goto(site.address + '/')).text()).match(/For example (WM\d+ \d)/)[1];
    const activity = await first(page, '/activities', /^\/activities\/\d+$/);
    const layer = await first(page, '/places', /^\/places\/layers\/\d+$/);
    const area = await first(page, layer, /^\/places\/areas\/\d+$/);
    const partner = await first(page, '/partners', /^\/partners\/\d+$/);
    const wrong = [];
    for (const path of ['/', '/near', `/near?postcode=${encodeURIComponent(postcode)}`, '/activities', '/activities?q=nobodywrotethis', activity, '/search', '/search?q=appointment', '/search?q=apointment', '/search?q=nobodywrotethis', '/places', layer, area, '/partners', partner, '/sign-in', '/accessibility', '/privacy', '/data', '/toolkit', '/toolkit/survey', `${activity}/poster`, `/follow?activity=${activity.match(/\d+/)[0]}`, `/follow?area=${area.match(/\d+/)[0]}`, '/follow/sent', '/follow/stopped', '/follow/confirm?token=x', '/ogc?f=html', '/ogc/collections/activities/items?f=html', '/ogc/conformance?f=html'])
      wrong.push(...(await judge(page, site.address + path)));
    wrong.push(...(await judge(page, site.address + '/near?postcode=ZZ99+9ZZ', 422)));
    wrong.push(...(await judge(page, site.address + '/nothing-here', 404)));
    assert.deepEqual(wrong, []);
    await page.context().close();
  });

  test(`Officers can read every page at ${width} pixels`, async () => {
    const page = await open({ width });
    const link = width === 375 ? 'femi.adeyemi@nhs.example' : 'anna.holt@nhs.example';
    await signIn(page, site.links[link]);
    const activity = await first(page, '/activities', /^\/activities\/\d+$/);
    const pair = await first(page, '/overlaps', /^\/overlaps\/\d+\/\d+$/);
    const layer = await first(page, '/places', /^\/places\/layers\/\d+$/);
    const area = await first(page, layer, /^\/places\/areas\/\d+$/);
    const group = await first(page, '/forums', /^\/forums\/\d+$/);
    const meeting = await first(page, group, /^\/meetings\/\d+$/);
    const wrong = [];
    for (const path of ['/desk', '/desk/questions', '/desk/overlaps', '/desk/soon', '/desk/results', '/desk/drafts', '/desk/actions', '/desk/audit', '/desk/imports', group, meeting, `${meeting}/pack`, `${meeting}/pack/overdue`, `${meeting}/pack/short`, '/forward-plan', '/forward-plan?lanes=ward', '/forward-plan?lanes=body&lead=1', '/forward-plan?view=table', '/forward-plan?view=month', '/forward-plan?from=2050-01', '/forums', '/activities', '/activities?q=bus&state=open', activity, '/search', '/search?q=appointment&kept=learnt', '/search?q=apointment', '/search?q=nobodywrotethis', '/searches', '/overlaps', '/subjects', '/subjects?list=people&q=nobody', '/subjects/subjects/library-hours', pair, '/plan', '/activities/import', '/places', layer, area, '/partners', '/burden', '/burden?who=older-people&count=minutes', '/burden?count=asks&from=2019-04', '/toolkit', '/toolkit/focus-group'])
      wrong.push(...(await judge(page, site.address + path)));
    // The page on which an officer says what was learnt: of the first activity that they may change.
    for (const activityOfOurs of await all(page, '/search?q=NHS&kept=learnt', /^\/activities\/\d+$/)) {
      const answer = await page.goto(`${site.address}${activityOfOurs}/findings`);
      if (answer.status() !== 200) continue;
      wrong.push(...(await judge(page, `${site.address}${activityOfOurs}/findings`)));
      break;
    }
    assert.deepEqual(wrong, []);
    await page.context().close();
  });

  test(`An import is looked at, taken and taken back at ${width} pixels`, async () => {
    const page = await open({ width });
    await signIn(page, site.links[width === 375 ? 'priya.nair@council.example' : 'mark.ashworth@council.example']);
    const bring = async (rows) => {
      await page.goto(site.address + '/activities/import');
      await page.setInputFiles('#file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
      await page.locator('#file-source-name').fill(`A list ${width}`);
      await page.getByRole('button', { name: 'Read it' }).click();
      return page.url();
    };
    const wrong = [];
    const asked = await bring('Colour,Name of consultation\nred,Bins\n');
    assert.match(asked, /columns$/);
    wrong.push(...(await judge(page, asked)));
    const looked = await bring('Identifier,Title,Where,First day,Last day\n1,Walking to the library,Whole borough,2026-04-06,2026-05-01\n2,Benches,Whole borough,31/09/2026,\n');
    wrong.push(...(await judge(page, looked)), ...(await judge(page, looked + '?show=wrong')));
    await page.goto(looked);
    await page.getByRole('button', { name: /^Take 1 row/ }).click();
    wrong.push(...(await judge(page, page.url())));
    const gone = await bring('Identifier,Title,Where,First day,Last day\n3,Steps to the beach,Whole borough,2026-06-01,2026-06-30\n');
    wrong.push(...(await judge(page, gone)));
    await page.goto(gone);
    await page.getByRole('button', { name: /^Take/ }).click();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /say whether it is kept or withdrawn/);
    await page.getByLabel('Withdraw').check();
    await page.getByRole('button', { name: /^Take/ }).click();
    await page.getByRole('button', { name: 'Take back 2 activities' }).click();
    wrong.push(...(await judge(page, page.url())));
    wrong.push(...(await judge(page, site.address + '/activities/import')));
    assert.deepEqual(wrong, []);
    await page.context().close();
  });
}

for (const width of [375, 1280])
  test(`A list that comes by itself is asked for, and says why it does not come, at ${width} pixels`, async () => {
    const page = await open({ width });
    await signIn(page, site.links[width === 375 ? 'jaden.cole@youth.example' : 'tomasz.wolski@council.example']);
    const wrong = await judge(page, site.address + '/activities/subscribe');
    await page.getByRole('button', { name: 'Get it each night' }).click();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /Say who it is from/);
    await page.getByLabel('The address of the list').fill('https://lists.invalid/activities.json');
    await page.getByLabel('Who is it from?').fill(`Estuary partnership ${width}`);
    await page.getByLabel('Another place').check();
    await page.getByRole('button', { name: 'Get it each night' }).click();
    const list = page.url().replace(/\?.*/, '');
    assert.match(list, /subscriptions\/\d+$/);
    for (let tries = 0; tries < 60 && !(await page.getByText('There is no site of the name').count()); ++tries) {
      await new Promise((go) => setTimeout(go, 500));
      await page.goto(list);
    }
    assert.equal(await page.getByText('There is no site of the name').count(), 1);
    wrong.push(...(await judge(page, list)), ...(await judge(page, site.address + '/activities/import')));
    await page.goto(list);
    await page.getByRole('button', { name: 'Pause it' }).click();
    wrong.push(...(await judge(page, list)));
    assert.deepEqual(wrong, []);
    await page.context().close();
  });

test('Residents are looked at, taken and brought back at 375 and at 1280 pixels', async () => {
  const page = await open({ width: 1280 });
  await signIn(page, site.links['priya.nair@council.example']);
  const wrong = [];
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/places/import', '/places/import/layer', '/places/import/postcodes'])
      wrong.push(...(await judge(page, site.address + path)));
    await page.goto(site.address + '/places');
    const small = await page.getByRole('link', { name: /output areas|small areas/i }).first().getAttribute('href');
    const areas = await (await page.request.get(`${site.address}${small}.csv`)).text();
    const code = areas.match(/[A-Z]{1,3}[0-9]{3,}/)[0];
    await page.goto(site.address + '/places/import/residents');
    await page.setInputFiles('#file', { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`code,residents\n${code},12\n`) });
    await page.getByLabel('Which small areas are they for?').selectOption(small.split('/').pop());
    await page.getByLabel('When are these from?').fill(`Census ${width}`);
    await page.getByLabel('Where does the file come from?').fill('Survey office');
    await page.getByLabel('Licence').fill('Open Government Licence v3');
    await page.getByRole('button', { name: 'Read it' }).click();
    assert.match(await page.locator('main').innerText(), /small areas have no row/);
    wrong.push(...(await judge(page, page.url())));
    await page.getByRole('button', { name: 'Take it' }).click();
    wrong.push(...(await judge(page, page.url())));
    await page.getByRole('button', { name: 'Bring back the residents of before' }).click();
    assert.match(await page.locator('main').innerText(), /The residents of before are back/);
  }
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('Whoever signs in lands on their desk, and reaches from it what it counts, without scripts', async () => {
  const page = await open({ scripts: false });
  await signIn(page, site.links['lindsay.grant@voluntary.example'] ?? site.people.find((one) => /Voluntary/.test(one.organisation)).link);
  assert.equal(new URL(page.url()).pathname, '/desk');
  assert.equal(await page.locator('h1').innerText(), 'Your desk');
  assert.equal(await page.getByRole('link', { name: 'Desk', exact: true }).getAttribute('aria-current'), 'true');
  for (const href of await page.locator('.tw-figures a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
    if (href.startsWith('#')) assert.equal(await page.locator(href).count(), 1, href);
    else assert.equal((await page.request.get(site.address + href)).status(), 200, href);
  }
  await page.context().close();
});

test('The coordinator can read every page at 375 and at 1280 pixels', async () => {
  const page = await open({ width: 1280 });
  await signIn(page, site.links['priya.nair@council.example']);
  const wrong = [];
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/burden/limit', '/toolkit/survey/edit', '/audits'])
      wrong.push(...(await judge(page, site.address + path)));
    await page.getByLabel('Name').fill(`Audit at ${width}`);
    await page.getByLabel('Answers are due by').fill(`1 March ${new Date().getFullYear() + 1}`);
    await page.getByRole('button', { name: 'Send every partner its link' }).click();
    await page.waitForLoadState();
    wrong.push(...(await judge(page, page.url())));
    const ours = await page.locator('details code').first().textContent();
    wrong.push(...(await judge(page, ours)), ...(await judge(page, `${ours}/entry/new`)));
    wrong.push(...(await judge(page, `${ours}/sheet`)));
    // The file as it came, with one entry changed, one left out, one that cannot be read and one that is new.
    const lines = (await (await page.request.get(`${ours}/sheet.csv`)).text()).trim().split('\r\n');
    assert.ok(lines.length > 4, 'the first partner has entries');
    const few = [lines[0], lines[1].replace(/,Yes,/, ',Perhaps,'), lines[2].replace(/,Yes,"?/, (found) => `${found}Changed: `)];
    const file = [...few, ',,A new thing,,1 March 2030,31 March 2030,Whole borough,Everyone,Survey,,,,,,'].join('\r\n');
    await page.goto(`${ours}/sheet`);
    await page.setInputFiles('#file', { name: 'entries.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.waitForLoadState();
    const looked = page.url();
    assert.match(looked, /\/sheet\/\d+$/, await page.locator('main').innerText());
    assert.match(await page.locator('main').innerText(), /It is neither Yes nor No/);
    for (const show of ['', '?show=wrong', '?show=changed', '?show=new', '?show=left'])
      wrong.push(...(await judge(page, looked + show)));
    wrong.push(...(await judge(page, `${ours}/sheet`)));
    await page.goto(looked);
    await page.getByRole('button', { name: 'Save the rows that can be read' }).click();
    wrong.push(...(await judge(page, page.url())));
    for (const path of ['/desk', '/desk/new', '/desk/waiting', '/desk/without-results', '/desk/over', '/desk/partners', '/desk/group'])
      wrong.push(...(await judge(page, site.address + path)));
  }
  assert.deepEqual(wrong, []);
  await page.context().close();
});

// A link signs in once, so that one visit looks at both widths.
test('The coordinator can read the pages on which meetings are kept', async () => {
  const page = await open({ width: 1280 });
  await signIn(page, site.links['tomasz.wolski@council.example']);
  const group = await first(page, '/forums', /^\/forums\/\d+$/);
  const meeting = await first(page, group, /^\/meetings\/\d+$/);
  const action = await first(page, group, /^\/actions\/\d+$/);
  const wrong = [];
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/forums/new', group, `${group}/edit`, `${group}/new-meeting`, meeting, `${meeting}/edit`, `${meeting}/pack`, action])
      wrong.push(...(await judge(page, site.address + path)).map((line) => `${width}: ${line}`));
  }
  assert.deepEqual(wrong, []);
  await page.context().close();
});
