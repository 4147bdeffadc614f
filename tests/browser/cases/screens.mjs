// A phone, and a screen whose pixels do not fit the page's; on that one the reader asked for less motion.

import assert from 'node:assert/strict';
import test from 'node:test';
import { framesOf } from '../hands.mjs';
import { testPainting } from '../painted.mjs';
import { kFine, kHasFractions, kStill, openPage, shown } from '../site.mjs';

testPainting({ ratio: 3, options: kFine, theme: 'light', isPhone: true });
// WebKit here has whole ratios only.
if (kHasFractions) testPainting({ ratio: 1.5, options: kStill, theme: 'light' });

test('with reduced motion a new value is there with the next frame', async () => {
  const page = await openPage({ options: kStill });
  await shown(page);
  assert.equal(await framesOf(page, '0.3'), 1);
});
