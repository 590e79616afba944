// Anna plans a survey: every step with a mistake on the way, what is known already, overlaps, registered. A resident finds it
// by postcode. With scripts and without.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { close, demonstration, open, overflows, serve, signIn, violations } from './support.mjs';

let site;
before(async () => { site = await demonstration(); });
after(async () => { await close(); await site?.end(); });

const inDays = (days) => new Date(Date.now() + days * 86400000);
async function typeDate(page, name, date) {
  const boxes = page.locator(`input[name^="${name}"]`);
  await boxes.nth(0).fill(String(date.getDate()));
  await boxes.nth(1).fill(String(date.getMonth() + 1));
  await boxes.nth(2).fill(String(date.getFullYear()));
}
const next = (page) => page.locator('button[name=do][value=next]').click();
const pressEnter = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
async function expectFaults(page) {
  await page.waitForLoadState();
  assert.match(await page.title(), /^Error: /, page.url());
  assert.equal(await page.locator('.govuk-error-summary').count(), 1);
}

for (const scripts of [true, false]) {
  test(`An officer plans and registers an activity, with mistakes on the way, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const page = await open({ scripts });
    await signIn(page, site.links[scripts ? 'anna.holt@nhs.example' : 'femi.adeyemi@nhs.example']);
    const title = `Getting to see a doctor ${scripts ? 'with' : 'without'} scripts`;

    await page.goto(site.address + '/plan');
    await page.getByLabel('What do you want to find out?').fill('Whether older people can see a family doctor when they need one.');
    await next(page);
    await expectFaults(page);
    assert.match(await page.getByLabel('What do you want to find out?').inputValue(), /family doctor/, 'what was typed is kept');
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('The questions that you will ask').fill('How easy is it to get an appointment with a doctor?\nWhen you ring the surgery, how long do you wait?');
    await next(page);
    await page.waitForLoadState();
    if (page.url().includes('subject')) {
      const box = page.locator('input[type=checkbox][name=subjects]').first();
      if (await box.count()) await box.check();
      await next(page);
      await page.waitForLoadState();
    }
    assert.match(page.url(), /\/who/);
    await next(page);
    await expectFaults(page);
    await page.locator('input[name=audience][value=older-people]').check();
    await next(page);
    await page.waitForLoadState();

    assert.match(page.url(), /\/where/);
    await next(page);
    await expectFaults(page);
    await page.locator('input[name=whole_borough]').check();
    await next(page);
    await page.waitForLoadState();

    assert.match(page.url(), /\/when/);
    await typeDate(page, 'first_day', new Date(2027, 1, 30));
    await page.locator('input[name^="first_day"]').nth(0).fill('30');
    await page.locator('input[name^="first_day"]').nth(1).fill('2');
    await next(page);
    await expectFaults(page);
    assert.match(await page.locator('.govuk-error-summary').innerText(), /28 days/);
    await typeDate(page, 'first_day', inDays(3));
    await typeDate(page, 'last_day', inDays(100));
    await next(page);
    await page.waitForLoadState();

    assert.match(page.url(), /\/how/);
    await next(page);
    await expectFaults(page);
    await page.locator('input[name=methods][value=survey]').check();
    await page.getByLabel('Contact for questions').fill('Patient voice team, 01632 960 152');
    await next(page);
    await page.waitForLoadState();

    assert.match(page.url(), /\/decision/);
    await next(page);
    await expectFaults(page);
    await page.getByLabel('Which decision will it inform?').fill('Surgery opening hours from April');
    await page.locator('input[name=influence][value=consult]').check();
    await page.locator('input[name=visibility][value=public]').check();
    await next(page);
    await page.waitForLoadState();

    assert.match(page.url(), /\/check/, await page.locator('main').innerText());
    await page.getByRole('button', { name: 'Register' }).click();
    await page.waitForLoadState();
    assert.match(page.url(), /\/activities\/\d+\/registered/, await page.locator('main').innerText());
    assert.match(await page.locator('main').innerText(), /WY-20\d\d-\d{4}/);

    await page.goto(site.address + '/activities?q=' + encodeURIComponent(title));
    assert.equal(await page.locator('main').getByRole('link', { name: title }).count() > 0, true, 'the register has it');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test(`A resident types a postcode and sees what is open there, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const page = await open({ scripts, width: 375 });
    await page.goto(site.address + '/');
    const postcode = (await page.locator('#postcode-hint').innerText()).match(/WM\d+ \d/)[0];
    await page.getByLabel('Your postcode').fill('not a postcode');
    await pressEnter(page);
    assert.match(await page.title(), /^Error: /);
    await page.getByLabel('Your postcode').fill(postcode.toLowerCase());
    await pressEnter(page);
    assert.match(await page.locator('h1').innerText(), new RegExp(`near ${postcode}|Nothing is open`));
    await page.context().close();
  });

  test(`A spreadsheet with faults is shown, and nothing of it is saved, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const page = await open({ scripts });
    await signIn(page, site.links[scripts ? 'mark.ashworth@council.example' : 'priya.nair@council.example']);
    await page.goto(site.address + '/activities');
    const before = (await page.locator('main').innerText()).match(/of ([\d,]+) activities/)[1];
    const file = path.join(site.folder, `rows-${scripts}.csv`);
    writeFileSync(file, 'Title,First day,Last day,Whole borough\nA new bridge,2027-02-30,2027-03-30,yes\n,2027-01-01,2027-02-01,yes\n');
    await page.goto(site.address + '/activities/import');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.waitForLoadState();
    assert.match(await page.locator('main').innerText(), /28 days/);
    await page.goto(site.address + '/activities');
    assert.equal((await page.locator('main').innerText()).match(/of ([\d,]+) activities/)[1], before);
    await page.context().close();
  });
}

test('An officer draws a place by pressing its corners on the map, and what is drawn is what is kept', async () => {
  const page = await open();
  await signIn(page, site.links['helen.marsh@hospitals.example']);
  await page.goto(site.address + '/plan');
  await page.getByLabel('Title').fill('Parking at the hospital');
  await page.getByLabel('What do you want to find out?').fill('Where visitors leave their cars.');
  await next(page);
  await page.waitForLoadState();
  await page.goto(page.url().replace(/subjects|what/, 'where'));
  await page.getByText('Or a shape of your own').click();

  const map = page.locator('.tw-draw svg');
  const field = page.locator('textarea[name=shape]');
  await map.scrollIntoViewIfNeeded();
  const corners = [[0.4, 0.4], [0.6, 0.4], [0.5, 0.6]];
  const press = async ([right, down]) => {
    const box = await map.boundingBox();
    await map.click({ position: { x: box.width * right, y: box.height * down } });
  };
  await press(corners[0]);
  assert.equal(await field.inputValue(), '', 'one corner is no place');
  for (const corner of corners.slice(1)) await press(corner);
  const drawn = JSON.parse(await field.inputValue());
  assert.equal(drawn.type, 'Polygon');
  assert.equal(drawn.coordinates[0].length, 4);
  assert.deepEqual(drawn.coordinates[0][0], drawn.coordinates[0][3]);
  assert.match(await page.locator('.tw-draw [role=status]').innerText(), /3 corners, about [\d.]+ square kilometres/);
  await page.getByRole('button', { name: 'Take back the last corner' }).click();
  assert.equal(await field.inputValue(), '');
  await page.getByRole('button', { name: 'Closer' }).click();
  await page.getByRole('button', { name: 'Farther' }).click();
  await press(corners[2]);
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflows(page), false);
  }
  await next(page);
  await page.waitForLoadState();
  assert.match(page.url(), /\/when/, await page.locator('main').innerText());

  // The server draws what was sent where it was pressed: the way there, by longitude and latitude, and back is the same.
  await page.goto(page.url().replace(/when.*/, 'where'));
  const seen = await page.locator('.tw-draw path.tw-m-ours').evaluate((path) => {
    const box = path.getBBox();
    const whole = path.ownerSVGElement.viewBox.baseVal;
    return [box.x / whole.width, box.y / whole.height, (box.x + box.width) / whole.width, (box.y + box.height) / whole.height];
  });
  [0.4, 0.4, 0.6, 0.6].forEach((wanted, n) => assert.ok(Math.abs(seen[n] - wanted) < 0.005, `${seen}`));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('A partnership that begins is set up by the link that the program printed, once', async () => {
  const folder = path.join(site.folder, 'fresh');
  const fresh = await serve(folder);
  try {
    const link = fresh.words.match(/(http:\S+\/set-up\S*)/)[1];
    const page = await open();
    await page.goto(link);
    await page.locator('form').getByRole('button').last().click();
    await expectFaults(page);
    assert.equal(await page.locator('h1').count(), 1);
    await page.context().close();
  } finally {
    await fresh.stop();
  }
});
