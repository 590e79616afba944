// Every page that residents and officers see, at a telephone's width and a desk's: no violation of WCAG 2.2 AA or best
// practice, nothing over the edge, one h1, nothing that the content security policy refuses.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, demonstration, open, overflows, signIn, violations } from './support.mjs';

let site;
before(async () => { site = await demonstration(); });
after(async () => { await close(); await site?.end(); });

async function judge(page, address, status = 200) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), status, address);
  assert.equal(await page.locator('h1').count(), 1, `one h1 on ${address}`);
  assert.deepEqual(await violations(page), [], `axe on ${address}`);
  for (const summary of await page.locator('summary').all()) if (await summary.isVisible()) await summary.click();
  assert.deepEqual(await violations(page), [], `axe with everything open on ${address}`);
  assert.equal(await overflows(page), false, `${address} runs over the edge`);
  assert.deepEqual(page.faults, [], `scripts and policy on ${address}`);
}

async function first(page, list, pattern) {
  await page.goto(site.address + list);
  for (const link of await page.locator('main a').all()) {
    const href = await link.getAttribute('href');
    if (pattern.test(href ?? '')) return href;
  }
  assert.fail(`${list} leads to nothing like ${pattern}`);
}

for (const width of [375, 1280]) {
  test(`Residents can read every page at ${width} pixels`, async () => {
    const page = await open({ width });
    const postcode = (await (await page.goto(site.address + '/')).text()).match(/For example (WM\d+ \d)/)[1];
    const activity = await first(page, '/activities', /^\/activities\/\d+$/);
    const layer = await first(page, '/places', /^\/places\/layers\/\d+$/);
    const area = await first(page, layer, /^\/places\/areas\/\d+$/);
    const partner = await first(page, '/partners', /^\/partners\/\d+$/);
    for (const path of ['/', '/near', `/near?postcode=${encodeURIComponent(postcode)}`, '/activities', '/activities?q=nobodywrotethis', activity, '/places', layer, area, '/partners', partner, '/sign-in', '/accessibility', '/privacy', '/data'])
      await judge(page, site.address + path);
    await judge(page, site.address + '/near?postcode=ZZ99+9ZZ', 422);
    await judge(page, site.address + '/nothing-here', 404);
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
    for (const path of ['/activities', '/activities?q=bus&state=open', activity, '/overlaps', pair, '/plan', '/activities/import', '/places', layer, area, '/partners'])
      await judge(page, site.address + path);
    await page.context().close();
  });
}
