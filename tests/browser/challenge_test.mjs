// A coordinator finds a pair and asks both leads; each gets a letter, opens it, answers; both want to join; what was saved is
// confirmed. With scripts and without.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, demonstration, mailSink, open, overflows, signIn, violations } from './support.mjs';

let site, sink;
before(async () => {
  sink = await mailSink();
  site = await demonstration(400, sink.address);
});
after(async () => { await close(); await site?.end(); await sink?.end(); });

async function arrives(about, from) {
  for (let tries = 0; tries < 100; ++tries) {
    const found = sink.mails.slice(from).find(about);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`no such letter among ${JSON.stringify(sink.mails.slice(from))}`);
}

// A sign-in link is good once: who has come in before comes back with the cookie, in a browser with scripts or without.
const sessions = {};
async function openAs(person, options) {
  if (!sessions[person.email]) {
    const page = await open();
    await signIn(page, person.link);
    sessions[person.email] = await page.context().storageState();
    await page.context().close();
  }
  return open({ ...options, session: sessions[person.email] });
}

for (const scripts of [true, false]) {
  test(`Two leads and a coordinator settle a pair, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const priya = await openAs(site.people.find((one) => one.email.startsWith('priya')), { scripts });
    await priya.goto(site.address + '/challenges');
    const rows = priya.locator('section:has(#to-look-at) tbody tr');
    const letters = sink.mails.length;
    let pair;
    for (const row of await rows.all()) {
      const bodies = await row.locator('.tw-ref').allTextContents();
      const leads = bodies.map((body) => site.people.find((one) => one.organisation === body));
      if (leads.every(Boolean) && leads[0] !== leads[1] && !bodies.includes('Wyremouth Council')) {
        pair = { href: await row.getByRole('link').last().getAttribute('href'), leads };
        break;
      }
    }
    assert.ok(pair, 'the demonstration has a likely pair of two bodies with people');
    await priya.goto(site.address + pair.href);
    await priya.getByLabel('Your words to both leads').fill('Could the two share their questions?');
    await priya.getByRole('button', { name: 'Ask both leads' }).click();
    await priya.waitForLoadState();
    assert.match(await priya.locator('#answers').textContent(), /Both leads are asked/);
    if (scripts) assert.deepEqual(await violations(priya), []);

    const [first, second] = pair.leads;
    const letter = await arrives((mail) => mail.to === first.email, letters);
    assert.match(letter.text, /Could the two share their questions/);
    assert.match(letter.text, /Nobody has to stop/);
    const path = letter.text.match(/http:\/\/engage\.example(\/overlaps\/\d+\/\d+#answers)/)[1];

    const one = await openAs(first, { scripts, width: 375 });
    await one.goto(site.address + path);
    await one.getByRole('button', { name: 'Send my answer' }).click();
    await one.waitForLoadState();
    assert.match(await one.title(), /^Error: /, 'an answer is chosen, not guessed');
    await one.locator('input[name=answer][value=join]').check();
    await one.locator('form[action$=answer] textarea').fill('Gladly. Your groups explain what our survey counts.');
    await one.getByRole('button', { name: 'Send my answer' }).click();
    await one.waitForLoadState();
    assert.match(await one.locator('#answers').textContent(), /no answer yet/);
    assert.equal(await overflows(one), false);
    if (scripts) assert.deepEqual(await violations(one), []);

    await arrives((mail) => mail.to === second.email && /Gladly/.test(mail.text), letters);
    const other = await openAs(second, { scripts });
    await other.goto(site.address + '/challenges');
    await other.locator('section:has(#yours) a').first().click();
    await other.waitForLoadState();
    assert.match(await other.locator('#answers').textContent(), /Gladly/);
    await other.locator('input[name=answer][value=join]').check();
    await other.getByRole('button', { name: 'Send my answer' }).click();
    await other.waitForLoadState();
    assert.match(await other.locator('#answers').textContent(), /Joined/);
    await arrives((mail) => mail.to === first.email && /Joined/.test(mail.text), letters);

    await priya.reload();
    await priya.locator('input[name=saving]').fill('1950');
    await priya.getByRole('button', { name: 'Confirm' }).click();
    await priya.waitForLoadState();
    assert.match(await priya.locator('#answers').textContent(), /£1,950/);
    await priya.goto(site.address + '/challenges');
    assert.match(await priya.locator('main').textContent(), /£1,950/);
    for (const width of [375, 1280]) {
      await priya.setViewportSize({ width, height: 900 });
      if (scripts) assert.deepEqual(await violations(priya), []);
      assert.equal(await overflows(priya), false);
    }
    await priya.goto(site.address + '/overlaps');
    assert.equal(await priya.locator(`a[href="${path.replace('#answers', '')}"]`).count(), 0, 'what is settled is silent');
    for (const page of [priya, one, other]) await page.context().close();
  });
}
